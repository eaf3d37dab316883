package lab

// lab_test.go: an experiment is repeatable, fair, and right where the answer
// is known.

import (
	"bytes"
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"fifteen/dispatch"
)

var medical = []dispatch.Need{{Role: dispatch.RoleMedical, Count: 2}, {Role: dispatch.RoleGeneral, Count: 1}}

func policies(t *testing.T, text string) []Policy {
	t.Helper()
	p, err := ParsePolicies(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t *testing.T, e Experiment) *Report {
	t.Helper()
	r, err := e.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func csvOf(t *testing.T, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.CSV(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The same seed gives the same figures to the last digit, whatever the number
// of workers; another seed gives others.
func TestRepeatable(t *testing.T) {
	w := NewWorld(3, 0.35)
	w.Needs = medical
	for _, town := range []*Town{nil, {SideKm: 2, Every: time.Hour}} {
		e := Experiment{Worlds: []World{w}, Policies: policies(t, DefaultPolicies), Incidents: 12, Seed: 7, Workers: 1, Town: town}
		one := csvOf(t, run(t, e))
		for _, n := range []int{2, 5} {
			e.Workers = n
			if csvOf(t, run(t, e)) != one {
				t.Errorf("town %v: %d workers found something else", town, n)
			}
		}
		e.Seed = 8
		if csvOf(t, run(t, e)) == one {
			t.Errorf("town %v: the seed changes nothing", town)
		}
	}
}

// A person says the same, as soon, and takes as long, whoever asks; and what
// comes of an incident fits together.
func TestCommonRandomNumbers(t *testing.T) {
	type deed struct {
		yes          bool
		answer, rest time.Duration
	}
	w := NewWorld(10, 0.35)
	w.Needs = medical
	e := Experiment{Seed: 3}
	all := policies(t, DefaultPolicies+" fifteen:alert=0.1")
	compared := 0
	var c crowd
	var s Scene
	for i := range 25 {
		inc := e.incident(&w, i)
		c.around(&w, &inc, newDraw(e.Seed, stream(streamCrowd, i)))
		did := map[string]deed{}
		for _, p := range all {
			s.stage(&w, &c, &inc, p)
			out := s.play()
			conserved(t, p, &out, &s)
			for _, o := range s.Case.Offers {
				d := deed{answer: o.AnsweredAt.Sub(o.AskedAt), rest: o.ArrivedAt.Sub(o.AnsweredAt)}
				switch o.State {
				case dispatch.OfferArrived:
					d.yes = true
				case dispatch.OfferDeclined:
					d.rest = 0
				default:
					continue
				}
				before, ok := did[o.Responder]
				if did[o.Responder] = d; ok {
					if compared++; before != d {
						t.Fatalf("incident %d, %s, %s: %+v, under another policy %+v", i, p.Name(), o.Responder, d, before)
					}
				}
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d people were asked twice", compared)
	}
}

func conserved(t *testing.T, p Policy, o *Outcome, s *Scene) {
	t.Helper()
	needed := s.Case.Incident.Needed()
	switch {
	case o.Alerts != len(s.Case.Offers):
		t.Errorf("%s: %d alerts, %d offers", p.Name(), o.Alerts, len(s.Case.Offers))
	case o.Arrived > o.Accepted || o.Accepted > o.Alerts:
		t.Errorf("%s: %d arrived, %d accepted, %d alerts", p.Name(), o.Arrived, o.Accepted, o.Alerts)
	case o.InTime > o.Arrived || o.SeatsInTime > o.Seats || o.Seats > min(o.Arrived, needed) || o.SeatsInTime > o.InTime:
		t.Errorf("%s: %+v", p.Name(), *o)
	case o.First > o.Filled || (o.Arrived > 0) == math.IsInf(o.First, 1) || (o.Seats == needed) == math.IsInf(o.Filled, 1):
		t.Errorf("%s: %+v", p.Name(), *o)
	}
	asked := map[string]bool{}
	for _, x := range s.Case.Offers {
		if asked[x.Responder] {
			t.Errorf("%s: %s was asked twice", p.Name(), x.Responder)
		}
		asked[x.Responder] = true
	}
}

// Everybody within a radius, at once, one role: those there by t are a thinned
// Poisson process, so P(first ≤ t) = 1 − exp(−λ ∫ q(r, t) 2πr dr), with q the
// chance that somebody at r says yes, does not turn back, and is there by t.
func TestEveryoneAgainstClosedForm(t *testing.T) {
	w := NewWorld(4, 0.3)
	w.HomeShare, w.RadiusM = 0, 700
	const radius, n = 700, 8_000
	r := run(t, Experiment{Worlds: []World{w}, Policies: []Policy{Everyone{RadiusM: radius}}, Incidents: n, Seed: 11})
	for k, minutes := range FirstByMinutes {
		by := float64(minutes) * 60
		day, night := closedForm(&w, radius, by, w.TurnoutDay), closedForm(&w, radius, by, w.TurnoutNight)
		want := day*16/24 + night*8/24
		got := r.Results[0].Rows[0].FirstBy[k]
		if slack := 1.5 * (got.Hi - got.Lo) / 2; math.Abs(got.Value-want) > slack { // three standard deviations
			t.Errorf("first by %d min: %.4f, closed form %.4f, allowed %.4f", minutes, got.Value, want, slack)
		}
	}
	if got, want := r.Results[0].Rows[0].Alerts, w.Density*math.Pi*radius*radius/1e6; math.Abs(got.Value-want) > 1.5*(got.Hi-got.Value) {
		t.Errorf("%.3f alerts, expected %.3f", got.Value, want)
	}
}

// closedForm integrates numerically over the middles of equal shares.
func closedForm(w *World, radius, by float64, turnout dispatch.Spread) float64 {
	const parts = 40
	z := make([]float64, parts)
	for i := range z {
		z[i] = math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/parts-1)
	}
	phi := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	within := func(s dispatch.Spread, d float64) float64 {
		if d <= 0 {
			return 0
		}
		return phi(math.Log(d/s.Median.Seconds()) / s.Sigma)
	}
	// ready[s]: the chance to have left within s seconds of being asked.
	ready := make([]float64, int(by)+2)
	for s := range ready {
		for _, x := range z {
			left := float64(s) - turnout.Median.Seconds()*math.Exp(turnout.Sigma*x)
			ready[s] += ((1-w.LateShare)*within(w.Answer, left) + w.LateShare*within(w.Late, left)) / parts
		}
	}
	mean := 0.0
	for m, share := range w.Modes {
		for i := range parts { // equal areas
			far := radius * math.Sqrt((float64(i)+0.5)/parts)
			straight := dispatch.StraightTravel(far/dispatch.Detour, dispatch.Modes()[m]).Seconds()
			for _, x := range z[:parts] {
				detour := 1 + w.Extra.Median*math.Exp(w.Extra.Sigma*x)
				for _, y := range z {
					left := by - straight*detour/math.Exp(w.PaceSigma*y)
					if left <= 0 {
						continue
					}
					k := int(left)
					p := ready[k] + (left-float64(k))*(ready[k+1]-ready[k])
					mean += share * p / parts / parts / parts
				}
			}
		}
	}
	people := w.Density * math.Pi * radius * radius / 1e6
	return 1 - math.Exp(-people*w.Acceptance*(1-w.GivingUp)*mean)
}

// A scene's candidates are those dispatch.Rank would give.
func TestCandidatesAsRanked(t *testing.T) {
	w := NewWorld(6, 0.35)
	w.Needs = medical
	e := Experiment{Seed: 5}
	var c crowd
	var s Scene
	for i := range 20 {
		inc := e.incident(&w, i)
		c.around(&w, &inc, newDraw(e.Seed, stream(streamCrowd, i)))
		s.stage(&w, &c, &inc, Nearest{N: 5})
		s.act(0)
		now := inc.OpenedAt.Add(90 * time.Second)
		if dispatch.DayPart(now) != dispatch.DayPart(inc.OpenedAt) {
			continue
		}
		got := s.Candidates(now)
		s.Case.Incident.Priority = dispatch.P1 // as people are ranked
		want := dispatch.Rank(s.Case, c.people, w.moment(&inc, now))
		for k := range want {
			if want[k].Rank == 0 {
				want = want[:k]
				break
			}
		}
		if len(got) != len(want) {
			t.Fatalf("incident %d: %d candidates, ranked %d", i, len(got), len(want))
		}
		for k := range got {
			a, b := got[k], want[k]
			if a.Responder != b.Responder || a.Rank != b.Rank || !a.ETA.Equal(b.ETA) || a.Accept != b.Accept {
				t.Fatalf("incident %d, place %d: %+v, ranked %+v", i, k, a, b)
			}
		}
	}
}

// In a town every text is somebody's load, and what people answered becomes
// their habit.
func TestTown(t *testing.T) {
	w := NewWorld(8, 0.35)
	w.PastAsks = 0
	e := Experiment{Worlds: []World{w}, Incidents: 80, Seed: 2, Town: &Town{SideKm: 4, Every: time.Hour}}
	places, area := e.places(&w)
	for i := 1; i < len(places); i++ {
		if places[i].open.Before(places[i-1].open) {
			t.Fatal("incidents are out of order")
		}
	}
	outcomes, loads := e.live(context.Background(), &w, Everyone{RadiusM: 300}, places, area, &progress{})
	alerts, load := 0, 0
	for _, o := range outcomes {
		alerts += o.Alerts
	}
	for _, n := range loads {
		load += n
	}
	if load == 0 || load > alerts || float64(load) < 0.8*float64(alerts) {
		t.Errorf("%d texts, a load of %d on those who live between the incidents", alerts, load)
	}
	r := run(t, Experiment{Worlds: []World{w}, Policies: policies(t, "everyone:300m fifteen"), Incidents: 80, Seed: 2, Town: e.Town})
	for _, row := range r.Results[0].Rows {
		if !(row.LoadGini > 0 && row.LoadGini < 1) {
			t.Errorf("%s: Gini %v", row.Policy, row.LoadGini)
		}
	}
}

func TestExperimentsThatMakeNoSense(t *testing.T) {
	good := Experiment{Worlds: []World{NewWorld(3, 0.3)}, Policies: []Policy{Nearest{N: 3}}, Incidents: 1}
	for name, spoil := range map[string]func(*Experiment){
		"no worlds":     func(e *Experiment) { e.Worlds = nil },
		"no policies":   func(e *Experiment) { e.Policies = nil },
		"no incidents":  func(e *Experiment) { e.Incidents = 0 },
		"empty land":    func(e *Experiment) { e.Worlds = []World{NewWorld(0, 0.3)} },
		"certain yes":   func(e *Experiment) { e.Worlds = []World{NewWorld(3, 1)} },
		"no needs":      func(e *Experiment) { e.Worlds[0].Needs = nil },
		"huge town":     func(e *Experiment) { e.Town = &Town{SideKm: 1e6, Every: time.Hour} },
		"not a number":  func(e *Experiment) { e.Worlds = []World{NewWorld(math.NaN(), 0.3)} },
		"no deadline":   func(e *Experiment) { e.Worlds = []World{NewWorld(3, 0.3).Within(0)} },
		"unknown roles": func(e *Experiment) { e.Worlds[0].Needs = []dispatch.Need{{Role: "wizard", Count: 1}} },
	} {
		e := good
		e.Worlds = []World{good.Worlds[0]}
		spoil(&e)
		if _, err := e.Run(context.Background()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := good.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Thousands of incidents a minute: one incident under one policy.
func BenchmarkIncident(b *testing.B) {
	w := NewWorld(10, 0.35)
	w.Needs = medical
	e := Experiment{Seed: 1}
	var c crowd
	var s Scene
	inc := e.incident(&w, 1)
	c.around(&w, &inc, newDraw(1, stream(streamCrowd, 1)))
	b.Run("people", func(b *testing.B) {
		for b.Loop() {
			c.around(&w, &inc, newDraw(1, stream(streamCrowd, 1)))
		}
	})
	for _, p := range []Policy{Nearest{N: 10}, Replace{N: 7}, &Fifteen{}} {
		b.Run(p.Name(), func(b *testing.B) {
			for b.Loop() {
				s.stage(&w, &c, &inc, p)
				s.play()
			}
		})
	}
}
