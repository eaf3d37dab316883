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
// and teams. worthwhile is how much a means must add to the promise to be named.
const (
	maxPeople  = 20
	maxGroups  = 3
	worthwhile = 0.01
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
func (c *Case) Advise(ranked []Candidate, now time.Time, r Rules) Advice {
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
	v := &adviser{c: c, rules: r, now: now, base: g.P, target: a.Target, around: bySoonest(ranked)}
	a.Askable, a.Out = v.counts()
	for _, m := range slices.Concat(v.byHand(), v.standIns(g), v.deadline(), v.phone(), v.neighbours()) {
		if len(m.People)+len(m.Groups) > 0 || m.Kind == MeansDeadline {
			a.Means = append(a.Means, m)
		}
	}
	slices.SortStableFunc(a.Means, func(x, y Means) int { return cmp.Compare(y.P, x.P) })
	return a
}

// adviser holds what every means is judged by.
type adviser struct {
	c            *Case
	rules        Rules
	now          time.Time
	base, target float64
	around       []Candidate // the soonest first, whatever keeps them
}

func bySoonest(ranked []Candidate) []Candidate {
	out := slices.Clone(ranked)
	slices.SortStableFunc(out, func(a, b Candidate) int {
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
	for i := range v.around {
		x := &v.around[i]
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

// with is the promise for a deadline if those people were asked now, besides
// those who have been. as is the role they stand in for, or "".
func (v *adviser) with(people []Candidate, as Role, deadline time.Time) float64 {
	c := Case{Incident: v.c.Incident, Offers: slices.Clone(v.c.Offers)}
	c.Incident.Deadline = deadline
	for i := range people {
		x := &people[i]
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
	return c.Gauge(v.now, v.rules).P
}

// enough are the first of some people that suffice for the target, or as many
// as there are, and the promise with them.
func (v *adviser) enough(people []Candidate, as Role, deadline time.Time) (list []Candidate, p float64) {
	people = people[:min(len(people), maxPeople)]
	for n := range people {
		if p = v.with(people[:n+1], as, deadline); p >= v.target {
			return people[:n+1], p
		}
	}
	return people, p
}
