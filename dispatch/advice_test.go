package dispatch

// advice_test.go: an advice against going through everybody by force, on small
// cases; and what it must never say.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// crowded is a random case with people around it: some rest, are off duty,
// opted out, unskilled, far.
func crowded(rng *rand.Rand) (*Case, []Person, time.Time) {
	c := openCase(Need{RoleMedical, 1 + rng.IntN(2)}, Need{RoleGeneral, 1})
	if rng.IntN(2) == 0 {
		c.Incident.Needs = c.Incident.Needs[:1]
	}
	now := noon.Add(time.Duration(rng.IntN(20)) * time.Minute)
	people := make([]Person, rng.IntN(14))
	for i := range people {
		p := volunteer(fmt.Sprintf("v%02d", i), 50+7000*rng.Float64())
		p.Responder.Area = fmt.Sprintf("area %d", rng.IntN(3))
		if rng.IntN(2) == 0 { // says yes as good as always
			p.Habit.Asked, p.Habit.Yes = [4]float64{90, 90, 90, 90}, [4]float64{90, 90, 90, 90}
		}
		if rng.IntN(3) > 0 {
			p.Responder.Skills = []Role{RoleMedical}
		}
		switch rng.IntN(7) {
		case 0:
			p.Habit.LastServed = now.Add(-time.Hour)
		case 1:
			p.Habit.Alerts7d = 99
		case 2:
			p.Responder.Available = false
		case 3:
			p.Responder.OptedOut = true
		case 4: // on the way to an incident of some priority
			p.Engagements = []Engagement{{Incident: string([]Priority{P3, P1, P4, P2, P3, P4}[i%6]), Offer: "o", State: OfferAccepted}}
		}
		people[i] = p
	}
	if rng.IntN(2) == 0 {
		play(c, people, noon)
	}
	return c, people, now
}

func TestAdviceAgainstBruteForce(t *testing.T) {
	rules, seen := DefaultRules(), map[MeansKind]int{}
	for seed := range uint64(600) {
		rng := rand.New(rand.NewPCG(seed, 15))
		c, people, now := crowded(rng)
		ranked := engagedBy(Rank(c, people, at(now, c.latestAdvised(now))))
		a := c.Advise(ranked, now, rules)
		if a.P != c.Gauge(now, rules).P || a.Target != PricesFor(P2).Target {
			t.Fatalf("seed %d: p %g of %g", seed, a.P, a.Target)
		}
		// Brute force: rank for the deadline itself and count.
		strict := Rank(c, people, at(now, c.Incident.Deadline))
		askable, spared := 0, map[Reason]int{}
		for _, x := range strict {
			if x.Reason == "" {
				askable++
			} else if x.Reason.spares() {
				spared[x.Reason]++
			}
		}
		if a.Askable != askable && !c.Filled() {
			t.Fatalf("seed %d: %d askable, want %d", seed, a.Askable, askable)
		}
		for _, why := range []Reason{ReasonResting, ReasonBudgetSpent, ReasonQuietHours} {
			got := 0
			for _, o := range a.Out {
				if o.Reason == why {
					got = o.Count
				}
			}
			if got != spared[why] && !c.Filled() {
				t.Fatalf("seed %d: %d %s, want %d", seed, got, why, spared[why])
			}
		}
		for k, m := range a.Means {
			seen[m.Kind]++
			if k > 0 && m.Kind == a.Means[k-1].Kind && m.worth() > a.Means[k-1].worth() {
				t.Fatalf("seed %d: means are out of order", seed)
			}
			if (m.Kind == MeansPhone || m.Kind == MeansNeighbours) && (m.P != 0 || m.Roles != nil) {
				t.Fatalf("seed %d: %s foretells %g", seed, m.Kind, m.P)
			}
			checkMeans(t, seed, c, ranked, now, m, a)
		}
	}
	for _, k := range []MeansKind{MeansByHand, MeansReassign, MeansDeadline, MeansPhone, MeansStandIn, MeansNeighbours} {
		if seen[k] < 20 {
			t.Errorf("%s was advised %d times only", k, seen[k])
		}
	}
}

// engagedBy names what keeps those who are busy, as a look-up would: the
// incidents are called by their priority.
func engagedBy(ranked []*Candidate) []*Candidate {
	for _, x := range ranked {
		if b := x.bound; b != nil {
			x.Engaged = &Engaged{Incident: b.Incident, Priority: Priority(b.Incident), Offer: b.Offer, State: b.State}
		}
	}
	return ranked
}

// checkMeans works one means out again, by other steps.
func checkMeans(t *testing.T, seed uint64, c *Case, ranked []*Candidate, now time.Time, m Means, a Advice) {
	t.Helper()
	by, rules := c.Incident.Deadline, DefaultRules()
	before := c.Gauge(now, rules)
	gauge := func(list []*Candidate, role Role, by time.Time) Gauge {
		later := *c
		later.Incident.Deadline, later.Offers = by, slices.Clone(c.Offers)
		later.Ask(asChoices(list, role), ReasonByHand, "test", now, func() string { return "" })
		for _, o := range later.Offers[len(c.Offers):] {
			o.Text.SentAt = now
			if role != "" {
				o.Roles = []Role{role}
			}
		}
		return later.Gauge(now, rules)
	}
	find := func(id string) *Candidate {
		return ranked[slices.IndexFunc(ranked, func(x *Candidate) bool { return x.Responder == id })]
	}
	switch m.Kind {
	case MeansByHand, MeansStandIn, MeansReassign:
		var list []*Candidate
		for _, h := range m.People {
			x := find(h.Responder)
			if x.ETA.After(by) || x.Reason != m.Reason && m.Kind != MeansStandIn ||
				m.Kind != MeansReassign && x.Reason.ByHand() == HandImpossible ||
				m.Kind == MeansReassign && (x.Engaged.Priority <= c.Incident.Priority || h.Engaged != x.Engaged) {
				t.Fatalf("seed %d: %s names %+v", seed, m.Kind, x)
			}
			list = append(list, x)
		}
		g := gauge(list, m.Role, by)
		if math.Abs(g.P-m.P) > 1e-9 {
			t.Fatalf("seed %d: %s makes %g, said %g", seed, m.Kind, g.P, m.P)
		}
		better := g.P - before.P
		for i := range g.Roles {
			better = max(better, g.Roles[i].P-before.Roles[i].P)
		}
		if better < worthwhile-1e-9 {
			t.Fatalf("seed %d: %s is not worthwhile", seed, m.Kind)
		}
		if n := len(list); n > 1 && gauge(list[:n-1], m.Role, by).P >= a.Target {
			t.Fatalf("seed %d: %s asks more than it takes", seed, m.Kind)
		}
	case MeansDeadline:
		gained := 0
		for _, x := range ranked {
			if x.Reason != "" || !x.ETA.After(by) || x.ETA.After(m.Deadline) {
				continue
			}
			for i, n := range c.Incident.Needs {
				if hasRole(x.Roles, n.Role) && c.holding(n.Role) < n.Count && short(before, i, a.Target) {
					gained++
					break
				}
			}
		}
		if gained != m.Count {
			t.Fatalf("seed %d: %d minutes more bring %d, said %d", seed, m.Minutes, gained, m.Count)
		}
		for _, more := range moreTime {
			later := laterOf(by, now).Add(more)
			var list []*Candidate
			for _, x := range bySoonest(ranked) {
				if x.Reason == "" && inTime(x, later) {
					list = append(list, x)
				}
			}
			p := gauge(list, "", later).P
			if later.Equal(m.Deadline) {
				if p < m.P-1e-9 {
					t.Fatalf("seed %d: %d minutes more make %g, said %g", seed, m.Minutes, p, m.P)
				}
				break
			}
			if p >= a.Target && a.Target > m.P {
				t.Fatalf("seed %d: %s would do, %d minutes were said", seed, more, m.Minutes)
			}
		}
	case MeansPhone:
		for _, h := range m.People {
			if x := find(h.Responder); h.Phone != string(x.person.Phone) || x.Reason == ReasonNoConsent {
				t.Fatalf("seed %d: phone list %+v", seed, h)
			}
		}
	case MeansNeighbours:
		if len(m.Groups) == 0 || len(m.Groups) > maxGroups {
			t.Fatalf("seed %d: %+v", seed, m)
		}
	}
}

// short is whether a need is in want of people, by other words.
func short(g Gauge, need int, target float64) bool {
	worst := 1.0
	for _, r := range g.Roles {
		worst = min(worst, r.P)
	}
	p := g.Roles[need].P
	return p < target && (p < 0.8 || p == worst)
}

func asChoices(list []*Candidate, role Role) []Choice {
	var out []Choice
	for _, x := range list {
		as := role
		if as == "" {
			as = x.Roles[0]
		}
		out = append(out, Choice{Candidate: x, Role: as})
	}
	return out
}

func TestNoAdviceWhereNothingIsMissing(t *testing.T) {
	c := openCase(Need{RoleGeneral, 1})
	c.Offers = []*Offer{{ID: "i-1", Role: RoleGeneral, State: OfferArrived}}
	if a := c.Advise(nil, noon, DefaultRules()); len(a.Missing)+len(a.Means)+len(a.Out) != 0 || a.P != 1 {
		t.Errorf("advice %+v", a)
	}
}
