package dispatch

// choose_test.go: nobody is asked who is not needed or worth it, and enough are.

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// town is people around the scene with answers of their own.
func town(r *rand.Rand, n int) []Person {
	people := make([]Person, n)
	for i := range people {
		var skills []Role
		if r.IntN(3) == 0 {
			skills = []Role{RoleMedical}
		}
		p := volunteer(fmt.Sprintf("v%03d", i), 50+3000*r.Float64(), skills...)
		p.Responder.Modes = Modes()[r.IntN(len(Modes())):]
		p.Habit.Alerts7d = r.IntN(4)
		asked := float64(r.IntN(40))
		for k := range p.Habit.Asked {
			p.Habit.Asked[k] = asked / 4
			p.Habit.Yes[k] = asked / 4 * r.Float64()
		}
		people[i] = p
	}
	return people
}

func chosen(c *Case, people []Person, now time.Time) []Choice {
	m := at(now, c.Incident.Deadline)
	return Choose(c, Rank(c, people, m), m, DefaultRules()).Choices
}

func TestChoose(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 21))
		c := openCase(Need{RoleMedical, 1 + r.IntN(2)}, Need{RoleGeneral, 1 + r.IntN(3)})
		c.Incident.Priority = []Priority{P1, P2, P3, P4}[r.IntN(4)]
		people := town(r, r.IntN(300))
		picks := chosen(c, people, noon)
		seen := map[string]bool{}
		for _, p := range picks {
			if seen[p.Candidate.Responder] || p.Candidate.Rank == 0 || !hasRole(p.Candidate.Roles, p.Role) {
				t.Fatalf("seed %d: %s for %s: twice, not eligible, or not qualified", seed, p.Candidate.Responder, p.Role)
			}
			seen[p.Candidate.Responder] = true
		}
		if len(picks) > maxWave {
			t.Fatalf("seed %d: %d asked at once", seed, len(picks))
		}
		promise := func(n int) float64 {
			trial := openCase(c.Incident.Needs...)
			trial.Incident.Priority = c.Incident.Priority
			trial.Ask(picks[:n], ReasonOpened, ByPolicy, noon, func() string { return "t" })
			return trial.Gauge(noon, DefaultRules()).P
		}
		// Enough are asked, unless everybody is or the wave is full.
		target := PricesFor(c.Incident.Priority).Target
		if len(picks) == 0 {
			continue
		}
		eligible := 0
		for _, cand := range Rank(c, people, at(noon, c.Incident.Deadline)) {
			if cand.Rank > 0 {
				eligible++
			}
		}
		if p := promise(len(picks)); p < target && len(picks) < eligible && len(picks) < maxWave && anybody(c, picks) < target {
			// Too few of anybody: the rest must be of no use.
			for _, cand := range Rank(c, people, at(noon, c.Incident.Deadline)) {
				if cand.Rank > 0 && !seen[cand.Responder] && chanceOf(cand, c) > 0.02 && !hasRole(cand.Roles, RoleMedical) {
					t.Fatalf("seed %d: promise %.3f of %.2f with %d of %d asked, and %s could help", seed, p, target, len(picks), eligible, cand.Responder)
				}
			}
		}
		// Asked again at once, nobody further is.
		c.Ask(picks, ReasonOpened, ByPolicy, noon, func() string { return "t" })
		if again := chosen(c, people, noon); len(again) > 0 && promise(len(picks)) >= target && len(picks) < maxWave {
			t.Fatalf("seed %d: %d asked, and at once %d more", seed, len(picks), len(again))
		}
	}
}

// anybody is the chance that as many come as are needed, whatever they can do.
func anybody(c *Case, picks []Choice) float64 {
	all := make([]comer, len(picks))
	for i, p := range picks {
		all[i] = comer{1, chanceOf(p.Candidate, c)}
	}
	return filled([]int{c.Incident.Needed()}, all)
}

// chanceOf is the chance of somebody asked now to be there by the deadline.
func chanceOf(cand *Candidate, c *Case) float64 {
	o := Outlook{
		Answer: answering, Turnout: Spread{seconds(cand.TurnoutS), turnoutSigma},
		Travel: travelOf(cand.TravelS, cand.DistanceM, cand.Travel, cand.FromBasis),
	}
	return cand.Accept * keepsOn(0) * o.arrives(c.Incident.Deadline.Sub(noon), false)
}

func TestPeopleAreSpentByPriority(t *testing.T) {
	asked := map[Priority]int{}
	for seed := range uint64(20) {
		people := town(rand.New(rand.NewPCG(seed, 22)), 300)
		for _, p := range []Priority{P1, P2, P3, P4} {
			c := openCase(Need{RoleGeneral, 1})
			c.Incident.Priority = p
			asked[p] += len(chosen(c, people, noon))
		}
	}
	if asked[P1] <= asked[P2] || asked[P2] <= asked[P3] || asked[P3] < asked[P4] || asked[P4] == 0 {
		t.Errorf("asked by priority: %v", asked)
	}
}

func TestTheLessDisturbedIsAsked(t *testing.T) {
	for range 20 {
		c := openCase(Need{RoleGeneral, 1})
		c.Incident.Priority = P4
		a, b := volunteer("a", 300), volunteer("b", 300)
		a.Habit.Alerts7d = 2
		picks := chosen(c, []Person{a, b}, noon)
		if len(picks) == 0 || picks[0].Candidate.Responder != "b" {
			t.Fatalf("%v: want the one who was asked less", picks)
		}
	}
}

// Refusals, silence and withdrawals lower the promise, yes and arrival raise it.
func TestGaugeFollowsTheStory(t *testing.T) {
	r := DefaultRules()
	c := openCase(Need{RoleGeneral, 1})
	c.Ask(chosen(c, crowdOf(30), noon), ReasonOpened, ByPolicy, noon, func() string { return "t" })
	for _, o := range c.Offers {
		o.Text = TextState{Status: TextSent, SentAt: noon}
	}
	start := c.Gauge(noon, r)
	if start.P < 0.95 || start.FirstS == nil || start.Waiting != len(c.Offers) || start.Roles[0].Expected <= 0 {
		t.Fatalf("%+v", start)
	}
	last := start.P
	for s := 5; s <= 60; s += 5 {
		p := c.Gauge(noon.Add(time.Duration(s)*time.Second), r).P
		if p >= last {
			t.Fatalf("after %d s of silence %.4f, was %.4f", s, p, last)
		}
		last = p
	}
	now := noon.Add(time.Minute)
	c.Take(c.Offers[1], Taken{Answer: AnswerDecline, Via: ViaText, Now: now}, DefaultRules())
	if p := c.Gauge(now, r).P; p >= last {
		t.Errorf("a refusal left it at %.4f, was %.4f", p, last)
	}
	c.Take(c.Offers[0], Taken{Answer: AnswerAccept, Via: ViaText, Now: now}, DefaultRules())
	yes := c.Gauge(now, r)
	if yes.P < 0.95 || yes.Coming != 1 {
		t.Errorf("with somebody 100 m away coming: %+v", yes)
	}
	if late := c.Gauge(now.Add(12*time.Minute), r); late.P >= yes.P {
		t.Errorf("long overdue it is still %.4f", late.P)
	}
	c.Take(c.Offers[0], Taken{Answer: AnswerArrived, Via: ViaText, Now: now.Add(3 * time.Minute)}, DefaultRules())
	if g := c.Gauge(now.Add(time.Hour), r); g.P != 1 || g.Here != 1 || g.FirstS == nil || *g.FirstS != 0 {
		t.Errorf("with somebody there: %+v", g)
	}
}

func TestHabits(t *testing.T) {
	night, morning := time.Date(2026, 5, 4, 23, 0, 0, 0, time.UTC), time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	var h Habit
	if p := h.Acceptance(noon, 0.35); p < 0.349 || p > 0.351 {
		t.Errorf("nothing known: %v", p)
	}
	h.Asked, h.Yes = [4]float64{20, 20, 20, 20}, [4]float64{0, 18, 18, 18}
	if n, m := h.Acceptance(night, 0.35), h.Acceptance(morning, 0.35); n > 0.25 || m < 0.75 {
		t.Errorf("a person of the morning: %.2f at night, %.2f in the morning", n, m)
	}
	if never := (&Habit{Asked: [4]float64{0, 0, 1e9, 0}}).Acceptance(noon, 0); never != leastLikely {
		t.Errorf("nobody is written off: %v", never)
	}
	if always := (&Habit{Asked: [4]float64{0, 0, 1e9, 0}, Yes: [4]float64{0, 0, 1e9, 0}}).Acceptance(noon, 1); always != mostLikely {
		t.Errorf("nobody is certain: %v", always)
	}
	// An asking, its first yes, and the end of the service are counted once each.
	c := openCase(Need{RoleGeneral, 1})
	c.Ask(chosen(c, crowdOf(1), noon), ReasonOpened, ByPolicy, noon, func() string { return "t" })
	count := func(want ...HabitEvent) {
		t.Helper()
		ch := c.Change(time.Time{}, nil)
		if len(ch.Habits) != len(want) {
			t.Fatalf("%v, want %v", ch.Habits, want)
		}
		for i, x := range ch.Habits {
			if x.What != want[i] || x.Responder != "aa" || x.Part != DayPart(noon) {
				t.Errorf("%+v, want %s", x, want[i])
			}
		}
		c = Loaded(c.Incident, c.Offers)
	}
	count(HabitAsked)
	for _, a := range []Answer{AnswerAccept, AnswerWithdraw, AnswerAccept, AnswerArrived, AnswerDone} {
		c.Take(c.Offers[0], Taken{Answer: a, Via: ViaOfficer, Now: noon.Add(time.Minute)}, DefaultRules())
		switch {
		case a == AnswerAccept && c.Offers[0].SaidYes:
			count()
		case a == AnswerAccept:
			count(HabitYes)
		case a == AnswerDone:
			count(HabitServed)
		default:
			count()
		}
	}
}

func TestPeopleAreSpared(t *testing.T) {
	night := noon.Add(11 * time.Hour)
	for _, x := range []struct {
		priority Priority
		now      time.Time
		habit    Habit
		want     Reason
	}{
		{P2, noon, Habit{LastServed: noon.Add(-3 * time.Hour)}, ReasonResting},
		{P2, noon, Habit{LastServed: noon.Add(-5 * time.Hour)}, ""},
		{P1, noon, Habit{LastServed: noon.Add(-time.Minute), Alerts7d: 99}, ""},
		{P3, noon, Habit{Alerts7d: 7}, ReasonBudgetSpent},
		{P3, noon, Habit{Alerts7d: 6}, ""},
		{P3, night, Habit{}, ReasonQuietHours},
		{P2, night, Habit{}, ""},
	} {
		c := openCase(Need{RoleGeneral, 1})
		c.Incident.Priority, c.Incident.Deadline = x.priority, x.now.Add(DefaultDeadline)
		p := volunteer("v", 200)
		p.Habit = x.habit
		if got := Rank(c, []Person{p}, at(x.now, c.Incident.Deadline))[0].Reason; got != x.want {
			t.Errorf("%s at %s, %+v: %q, want %q", x.priority, x.now.Format("15:04"), x.habit, got, x.want)
		}
	}
}

// BenchmarkChoose is the decision without its reads: whom to ask among 11,000
// people who are ranked, and with all of them judged and ranked first.
func BenchmarkChoose(b *testing.B) {
	people := town(rand.New(rand.NewPCG(1, 23)), 11000)
	c := openCase(Need{RoleMedical, 2}, Need{RoleGeneral, 1})
	c.Incident.Priority = P1
	m := at(noon, c.Incident.Deadline)
	ranked := Rank(c, people, m)
	for name, do := range map[string]func(){
		"choose":           func() { Choose(c, ranked, m, DefaultRules()) },
		"rank-and-choose":  func() { Choose(c, Rank(c, people, m), m, DefaultRules()) },
		"baseline-nearest": func() { Pick([]Need{{RoleMedical, 12}, {RoleGeneral, 7}}, ranked) },
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				do()
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
			b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
		})
	}
}
