package lab

// compare_test.go: who dominates whom, against counting it by hand.

import (
	"bytes"
	"context"
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"
)

// hand are a policy's figures, counted from the outcomes one by one.
type hand struct {
	kept, alerts, inTime int
	first                []float64
}

func byHand(w *World, outcomes []Outcome) hand {
	var h hand
	for _, o := range outcomes {
		if o.Filled <= w.Deadline.Seconds() {
			h.kept++
		}
		h.alerts, h.inTime, h.first = h.alerts+o.Alerts, h.inTime+o.InTime, append(h.first, o.First)
	}
	slices.Sort(h.first)
	return h
}

func (h *hand) median() float64    { return math.Round(h.first[(len(h.first)+1)/2-1]) }
func (h *hand) perPerson() float64 { return float64(h.alerts) / float64(h.inTime) }
func (h *hand) dominates(other *hand) bool {
	return h.kept >= other.kept && h.median() <= other.median() && h.perPerson() <= 0.75*other.perPerson()
}

func TestDominanceAsCountedByHand(t *testing.T) {
	dominated, free := 0, 0
	for _, acceptance := range []float64{0.2, 0.35} {
		w := NewWorld(5, acceptance)
		w.Needs = medical
		e := Experiment{
			Policies:  policies(t, DefaultPolicies+" fifteen:journey=0 fifteen:first=30,filled=0,journey=0 fifteen:first=3,filled=0,journey=0,target=0.5"),
			Incidents: 40, Seed: 6,
		}
		outcomes, _ := e.playFresh(context.Background(), &w, &progress{})
		r := sumUp(&w, e.Policies, outcomes, nil)
		hands := map[string]hand{}
		for i, p := range e.Policies {
			hands[p.Name()] = byHand(&w, outcomes[i])
		}
		for _, v := range r.Verdicts(Literal) {
			other := hands[v.Other.Policy]
			best := ""
			for _, p := range e.Policies {
				h := hands[p.Name()]
				if p.Gauged() && h.dominates(&other) && (best == "" || h.alerts < hands[best].alerts) {
					best = p.Name()
				}
			}
			switch {
			case best == "" && v.Dominated, best != "" && (!v.Dominated || v.Ours.Policy != best):
				t.Errorf("%s: by hand %q, found %v, %q", v.Other.Policy, best, v.Dominated, v.Ours.Policy)
			case best == "":
				free++
				if Literal.lack(v.Duel) != v.Lacks || v.Lacks == LacksNothing {
					t.Errorf("%s: %q lacks %q", v.Other.Policy, v.Duel.Ours, v.Lacks)
				}
			default:
				dominated++
			}
		}
	}
	if dominated < 3 || free < 1 {
		t.Errorf("%d dominated, %d not: the test sees one side only", dominated, free)
	}
}

// Of the settings that do not dominate the one that lacks least is named.
func TestClosest(t *testing.T) {
	duel := func(kept, first, fewer float64) *Duel {
		return &Duel{Kept: Estimate{Value: kept}, FirstS: first, FewerPerPerson: fewer}
	}
	order := []*Duel{
		duel(0, 0, 0.3), duel(0, -3, 0.24), duel(0.1, 0, 0.1), duel(0, 1, 0.5), duel(0, 9, 0.6),
		duel(-0.01, 0, 0.3), duel(-0.1, 0, 0.9), duel(-0.1, 3, 0.2),
	}
	for i := range order {
		for k := range order {
			if got := Literal.closer(order[i], order[k]); got != (i < k) {
				t.Errorf("%d closer than %d: %v", i, k, got)
			}
		}
	}
}

func TestComparisonAsWritten(t *testing.T) {
	w := NewWorld(8, 0.35)
	rare := NewWorld(0.05, 0.35) // half of the incidents see nobody
	e := Experiment{Worlds: []World{w, rare}, Policies: policies(t, "everyone:400m nearest:5 waves:3/30s fifteen fifteen:journey=0 fifteen:first=20,journey=0 fifteen:alert=9"), Incidents: 40, Seed: 3}
	last, total := 0, 0
	e.Progress = func(done, all int) {
		if done < last || done > all || total > 0 && all != total {
			t.Errorf("%d of %d done after %d of %d", done, all, last, total)
		}
		last, total = done, all
	}
	c, err := e.Compare(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if last != total || total == 0 {
		t.Errorf("%d of %d done at the end", last, total)
	}
	var b bytes.Buffer
	if err := c.Table(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"everyone:400m", "as the server runs", "| fixed policy |", "of 6 dominated", "chosen on 40 other"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
		t.Errorf("a figure is none:\n%s", b.String())
	}
	b.Reset()
	if err := c.CSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(lines) != 1+len(c.Results[0].Duels)+len(c.Results[1].Duels) {
		t.Errorf("%d lines, %v", len(lines), err)
	}
	e.Workers, e.Progress = 3, nil
	if again, err := e.Compare(context.Background()); err != nil || csvOf(t, again.Report) != csvOf(t, c.Report) {
		t.Errorf("more workers found something else: %v", err)
	}
}

// A setting that is sure to win is preferred to one that might; of those that
// lose on what matters most the one that loses least.
func TestPilotPrefersMargin(t *testing.T) {
	duel := func(kept, spread, first, fewer float64) *Duel {
		return &Duel{Kept: Estimate{kept, kept - spread, kept + spread}, FirstS: first, FewerPerPerson: fewer}
	}
	order := []*Duel{
		duel(0.2, 0.02, math.Inf(-1), 0.5), duel(0, 0, -4, 0.33), duel(0, 0, -1, 0.27), duel(0.1, 0.1, 0, 0.25),
		duel(0, 0, 2, 0.6), duel(-0.001, 0.01, -9, 0.5), duel(-0.1, 0.01, -9, 0.9),
	}
	for i := 1; i < len(order); i++ {
		if a, b := order[i-1].margin(), order[i].margin(); !(a > b) {
			t.Errorf("%d has a margin of %v, %d one of %v", i-1, a, i, b)
		}
	}
}
