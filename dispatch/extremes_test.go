package dispatch

// extremes_test.go: what nobody should ask for is answered soundly: deadlines
// in the past, people who never or always come, needs nobody can fill, far too
// many of everything.

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func TestExtremesAreSound(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 41))
		c := openCase(
			Need{RoleMedical, 1 + rng.IntN(MaxPerNeed)}, Need{RolePsychological, 1 + rng.IntN(3)}, Need{RoleGeneral, 1 + rng.IntN(MaxPerNeed)},
		)
		if rng.IntN(2) == 0 {
			c.Incident.Needs = c.Incident.Needs[:1+rng.IntN(3)]
		}
		c.Incident.Priority = []Priority{P1, P2, P3, P4}[rng.IntN(4)]
		c.Incident.Deadline = noon.Add(time.Duration(rng.IntN(7200)-1800) * time.Second)
		r := DefaultRules()
		r.Acceptance = []float64{0, 0.35, 1}[rng.IntN(3)]
		r.Prices = []*Prices{nil, {FirstMinute: 1e9, FilledMinute: 1e9, Alert: 1e-9, Target: 0.999}, {Alert: 1e9, Journey: 1e9, Target: 0.01}}[rng.IntN(3)]
		people := town(rng, rng.IntN(400))
		for i := range people {
			for k := range people[i].Habit.Asked {
				people[i].Habit.Asked[k] = 1e6
				people[i].Habit.Yes[k] = 1e6 * float64(rng.IntN(2))
			}
			people[i].Habit.Alerts7d = rng.IntN(20)
		}
		budget := SpareFor(c.Incident.Priority).Week
		now := noon
		last := 0
		for range 6 {
			m := at(now, c.Incident.Deadline)
			m.Acceptance = r.Acceptance
			ranked := Rank(c, people, m)
			_ = c.Decide(now, r, func() (Chosen, error) { return Choose(c, ranked, m, r), nil }, func() string { return "t" })
			for _, o := range c.Offers[last:] {
				for i := range people {
					if people[i].Responder.ID == o.Responder && budget > 0 && people[i].Habit.Alerts7d >= budget {
						t.Fatalf("seed %d: %s was asked %d times this week, %s allows %d", seed, o.Responder, people[i].Habit.Alerts7d, c.Incident.Priority, budget)
					}
				}
			}
			if n := len(c.Offers) - last; n > maxWave {
				t.Fatalf("seed %d: %d asked at once", seed, n)
			} else if n > 0 && now.After(c.Incident.Deadline) {
				t.Fatalf("seed %d: %d asked after the deadline", seed, n)
			}
			last = len(c.Offers)
			g := c.Gauge(now, r)
			if !(g.P >= 0 && g.P <= 1) || g.FirstS != nil && math.IsNaN(*g.FirstS) {
				t.Fatalf("seed %d: gauge %+v", seed, g)
			}
			if len(c.Offers) > 0 {
				o := c.Offers[rng.IntN(len(c.Offers))]
				c.Take(o, Taken{Answer: []Answer{AnswerAccept, AnswerDecline, AnswerArrived}[rng.IntN(3)], Via: ViaText, Now: now}, r)
			}
			now = now.Add(time.Duration(rng.IntN(200)) * time.Second)
			if next := c.NextTimer(now, r); !next.IsZero() && next.Before(now.Add(-time.Hour)) {
				t.Fatalf("seed %d: looks again at %v, now is %v", seed, next, now)
			}
		}
		if now.After(c.Incident.Deadline.Add(time.Hour)) && c.Incident.Shortfall == "" && !c.Filled() {
			t.Errorf("seed %d: nobody is told that it is past the deadline", seed)
		}
	}
}

// One more candidate never lowers what can be promised.
func TestMoreCandidatesNeverPromiseLess(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 42))
		people := town(rng, 4+rng.IntN(30))
		best := 0.0
		for n := 1; n <= len(people); n++ {
			c := openCase(Need{RoleMedical, 1}, Need{RoleGeneral, 1})
			c.Incident.Priority = P1
			m := at(noon, c.Incident.Deadline)
			r := DefaultRules()
			r.Prices = &Prices{FirstMinute: 6, FilledMinute: 2, Alert: 1e-6, Target: 0.999999} // everybody who helps is asked
			c.Ask(Choose(c, Rank(c, people[:n], m), m, r).Choices, ReasonOpened, ByPolicy, noon, func() string { return "t" })
			p := c.Gauge(noon, r).P
			if p < best-1e-3 {
				t.Fatalf("seed %d: %d people promise %.4f, fewer promised %.4f", seed, n, p, best)
			}
			best = max(best, p)
		}
	}
}
