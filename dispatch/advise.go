package dispatch

// advise.go: what an advice says follows from the case and one ranking of the
// people around it. Pure.

import (
	"cmp"
	"slices"
	"time"
)

// moreTime are the extensions that are tried, the smallest that is enough wins.
var moreTime = [...]time.Duration{5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute}

// maxPeople bounds how many people one means names; maxGroups how many areas
// and teams. worthwhile is how much a means must add to the promise, or to the
// chance of one need, to be named. A need is nearly certain from nearlyCertain on.
const (
	maxPeople  = 20
	maxGroups  = 3
	worthwhile = 0.02

	nearlyCertain = 0.8
)

// latestAdvised is the latest deadline that is thought of: those ranked for an
// advice should be able to be there by then.
func (c *Case) latestAdvised(now time.Time) time.Time {
	return laterOf(c.Incident.Deadline, now).Add(moreTime[len(moreTime)-1])
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Advise says what would help. ranked are the people around the incident as
// Rank leaves them for the deadline of latestAdvised.
func (c *Case) Advise(ranked []*Candidate, now time.Time, r Rules) Advice {
	g := c.Gauge(now, r)
	a := Advice{
		At: now, P: g.P, Target: r.PricesOf(&c.Incident).Target,
		Missing: []Missing{}, Out: []OutCount{}, Means: []Means{},
	}
	for i, n := range c.Incident.Needs {
		if free := n.Count - c.holding(n.Role); free > 0 {
			a.Missing = append(a.Missing, Missing{n.Role, n.Count, free, c.waiting(n.Role), g.Roles[i].P})
		}
	}
	if c.Incident.State != IncidentOpen || len(a.Missing) == 0 {
		return a
	}
	v := &adviser{c: c, rules: r, now: now, base: g, target: a.Target, around: bySoonest(ranked)}
	a.Askable, a.Out = v.counts()
	a.Means = append(a.Means, slices.Concat(v.byHand(), v.reassign(), v.standIns(), v.deadline(), v.phone(), v.neighbours())...)
	slices.SortStableFunc(a.Means, func(x, y Means) int {
		return cmp.Or(slices.Index(meansOrder, x.Kind)-slices.Index(meansOrder, y.Kind), cmp.Compare(y.worth(), x.worth()))
	})
	return a
}

// meansOrder is what brings qualified people soonest, first: a later deadline
// keeps another promise than the one that was made.
var meansOrder = []MeansKind{MeansByHand, MeansReassign, MeansStandIn, MeansDeadline, MeansPhone, MeansNeighbours}

// worth orders means of a kind: the promise first, then the needs that get likelier.
func (m *Means) worth() float64 {
	sum := m.P
	for _, r := range m.Roles {
		sum += r.P / 10
	}
	return sum
}

// adviser holds what every means is judged by.
type adviser struct {
	c      *Case
	rules  Rules
	now    time.Time
	base   Gauge
	target float64
	around []*Candidate // the soonest first, whatever keeps them
}

func bySoonest(ranked []*Candidate) []*Candidate {
	out := slices.Clone(ranked)
	slices.SortStableFunc(out, func(a, b *Candidate) int {
		return cmp.Or(boolCompare(a.ETA.IsZero(), b.ETA.IsZero()), a.ETA.Compare(b.ETA), cmp.Compare(a.Responder, b.Responder))
	})
	return out
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// inTime reports whether somebody could be there by a time.
func inTime(x *Candidate, by time.Time) bool { return !x.ETA.IsZero() && !x.ETA.After(by) }

// counts is how many the policy may ask by itself, and why not the others.
func (v *adviser) counts() (askable int, out []OutCount) {
	n := map[Reason]int{}
	for _, x := range v.around {
		switch in := inTime(x, v.c.Incident.Deadline); {
		case x.Reason == ReasonAskedAlready:
		case x.Reason == "" && in:
			askable++
		case x.Reason == "":
			n[ReasonTooFar]++
		case in:
			n[x.Reason]++
		}
	}
	out = make([]OutCount, 0, len(n))
	for why, count := range n {
		out = append(out, OutCount{why, count})
	}
	slices.SortFunc(out, func(a, b OutCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
	return askable, out
}

// lacks reports whether a need is short of people: not likely to be filled even
// if nobody else were needed, or the least likely of all. What is nearly
// certain must not hide what is missing.
func (v *adviser) lacks(i int) bool {
	p := v.base.Roles[i].P
	if n := v.c.Incident.Needs[i]; n.Count <= v.c.holding(n.Role) || p >= v.target {
		return false
	}
	return p < nearlyCertain || !slices.ContainsFunc(v.base.Roles, func(r RoleGauge) bool { return r.P < p })
}

// useful reports whether somebody can fill a need that lacks people.
func (v *adviser) useful(x *Candidate) bool {
	for i, n := range v.c.Incident.Needs {
		if v.lacks(i) && hasRole(x.Roles, n.Role) {
			return true
		}
	}
	return false
}

// with is the promise for a deadline if those people were asked now, besides
// those who have been. as is the role they stand in for, or "".
func (v *adviser) with(people []*Candidate, as Role, deadline time.Time) Gauge {
	c := Case{Incident: v.c.Incident, Offers: slices.Clone(v.c.Offers)}
	c.Incident.Deadline = deadline
	for _, x := range people {
		roles := x.Roles
		if as != "" {
			roles = []Role{as}
		}
		if len(roles) == 0 {
			continue
		}
		c.Offers = append(c.Offers, &Offer{
			Responder: x.Responder, Role: roles[0], Roles: roles, State: OfferAsked, Mode: x.Mode,
			From: x.From, FromBasis: x.FromBasis, DistanceM: x.DistanceM, Travel: x.Travel, TravelS: x.TravelS,
			TurnoutS: x.TurnoutS, ETA: x.ETA, Accept: x.Accept, AskedAt: v.now, Text: TextState{SentAt: v.now},
		})
	}
	return c.Gauge(v.now, v.rules)
}

// enough are the first of some people that suffice for the target; if all of
// them do not, as many as do nearly what all do. m is set to the promise with
// them; ok says whether it is worthwhile.
func (v *adviser) enough(m *Means, people []*Candidate, as Role, deadline time.Time) (list []*Candidate, ok bool) {
	people = people[:min(len(people), maxPeople)]
	gauges := make([]Gauge, len(people)+1)
	last := len(people)
	for n := range gauges {
		if gauges[n] = v.with(people[:n], as, deadline); gauges[n].P >= v.target {
			last = n
			break
		}
	}
	all, n := v.gain(&gauges[last]), last
	for k := range last {
		if gauges[last].P < v.target && v.gain(&gauges[k]) >= all-worthwhile {
			n = k
			break
		}
	}
	ok = v.judge(m, &gauges[n])
	return people[:n], ok
}

// gain is how much better a gauge is than the one as it stands: the promise,
// and each need that lacks people.
func (v *adviser) gain(g *Gauge) float64 {
	sum := g.P - v.base.P
	for i := range g.Roles {
		if v.lacks(i) {
			sum += g.Roles[i].P - v.base.Roles[i].P
		}
	}
	return sum
}

// judge notes on m what it would make of the promise.
func (v *adviser) judge(m *Means, g *Gauge) bool {
	m.P, m.Roles = g.P, nil
	for i := range g.Roles {
		if v.lacks(i) && g.Roles[i].P-v.base.Roles[i].P >= worthwhile {
			m.Roles = append(m.Roles, RoleChance{g.Roles[i].Role, g.Roles[i].P})
		}
	}
	return len(m.Roles) > 0 || g.P-v.base.P >= worthwhile
}
