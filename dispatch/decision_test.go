package dispatch

// decision_test.go: everybody around has exactly one explanation, and it agrees
// with what happened.

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// townOf is a world of people with all sorts of reasons.
func townOf(rng *rand.Rand, n int) *plain {
	w := &plain{people: map[string]Person{}}
	for i := range n {
		p := volunteer(fmt.Sprintf("v%04d", i), 0)
		p.Where.Point = orb.Point{(rng.Float64() - .5) * .08, (rng.Float64() - .5) * .08}
		p.Responder.Modes = Modes()[rng.IntN(len(Modes())):]
		p.Responder.Available = rng.IntN(4) > 0
		if rng.IntN(6) == 0 {
			p.Responder.Skills = []Role{RoleMedical}
		}
		if rng.IntN(10) == 0 {
			p.Engagements = []Engagement{{Letter: "A", Incident: "x", State: OfferAccepted}}
		}
		p.Habit.Alerts7d = rng.IntN(3)
		w.people[p.Responder.ID] = p
	}
	return w
}

func TestEverybodyHasOneExplanation(t *testing.T) {
	seen := map[Verdict]int{}
	for seed := range uint64(80) {
		rng := rand.New(rand.NewPCG(seed, 77))
		w := townOf(rng, rng.IntN(900)*(1+int(seed%2)))
		d := New(Config{Store: w, Finder: w, People: w, Distance: flat, Log: slog.New(slog.DiscardHandler), NewToken: func() string { return "t" }})
		c := openCase(Need{RoleMedical, 1 + rng.IntN(2)}, Need{RoleGeneral, 1 + rng.IntN(2)})
		c.Incident.Priority = []Priority{P1, P2, P3}[rng.IntN(3)]
		before := c.Gauge(noon, d.Rules).P
		byHand := seed%4 == 3
		if byHand {
			if err := d.askWave(t.Context(), c, AskRequest{By: "officer:li", NextWave: true}, noon); err != nil {
				continue // nobody is near
			}
		} else {
			choose := func() (Chosen, error) { return d.choose(t.Context(), c, noon) }
			if err := c.Decide(noon, d.Rules, choose, func() string { return "t" }); err != nil {
				t.Fatal(err)
			}
		}
		ch := c.Change(time.Time{}, nil)
		if len(ch.Decisions) != 1 {
			t.Fatalf("seed %d: %d decisions", seed, len(ch.Decisions))
		}
		x := ch.Decisions[0]
		if x.Asked != len(c.Offers) || x.Wave != c.Incident.Wave || x.Shortfall != c.Incident.Shortfall || x.Before.P != before || x.After.P != c.Gauge(noon, d.Rules).P {
			t.Fatalf("seed %d: %+v", seed, x)
		}
		if c.Incident.Wave > 0 && (c.Incident.Promise != x.After.P || !c.Incident.PromiseAt.Equal(noon)) {
			t.Fatalf("seed %d: promised %v at %v, after the wave %v", seed, c.Incident.Promise, c.Incident.PromiseAt, x.After.P)
		}
		holdAgainst(t, fmt.Sprint("seed ", seed), w, c, &x, seen)
		doc, err := json.Marshal(&x)
		if err != nil || strings.Contains(string(doc), "+86") || strings.Contains(string(doc), `"lng"`) {
			t.Fatalf("seed %d: %v: the record names a phone or a place", seed, err)
		}
	}
	for _, v := range []Verdict{VerdictAsked, VerdictLeftOut, VerdictNotWorth, VerdictNotChosen, VerdictNotLooked, VerdictNotKept} { // of the last only those beyond a circle
		if seen[v] == 0 {
			t.Errorf("nobody was %s: the towns show too little", v)
		}
	}
}

// holdAgainst holds the explanations of a town against the case.
func holdAgainst(t *testing.T, name string, w *plain, c *Case, x *Decision, seen map[Verdict]int) {
	t.Helper()
	offers, records, orders := map[string]*Offer{}, map[string]int{}, map[int]bool{}
	for _, o := range c.Offers {
		offers[o.Responder] = o
	}
	out, others := 0, 0
	for _, p := range x.People {
		records[p.Responder]++
		switch {
		case p.Order > 0:
			orders[p.Order] = true
		case p.Rank == 0:
			out++
		default:
			others++
		}
	}
	if others > maxRegarded || out > maxLeftOut || len(orders) != x.Asked {
		t.Fatalf("%s: %d asked, %d others, %d left out are on record", name, len(orders), others, out)
	}
	for _, n := range x.Out {
		out -= n.Count
	}
	if out > 0 || out < -x.Cut {
		t.Fatalf("%s: the counts by reason lack %d", name, out)
	}
	for id, p := range w.people {
		why := x.Of(id)
		seen[why.Verdict]++
		o := offers[id]
		switch {
		case records[id] > 1:
			t.Fatalf("%s: %s is on record %d times", name, id, records[id])
		case (why.Verdict == VerdictAsked) != (o != nil):
			t.Fatalf("%s: %s is %s, offer %v", name, id, why.Verdict, o)
		case o != nil && (o.Role != why.Person.As || o.Rank != why.Person.Rank || math.Abs(o.Accept-why.Person.Accept) > 1e-4):
			t.Fatalf("%s: %s: %+v and %+v", name, id, o, why.Person)
		case why.Verdict == VerdictLeftOut && why.Person.Reason == "":
			t.Fatalf("%s: %s is left out for nothing", name, id)
		case why.Verdict == VerdictNotLooked && flat(p.Where.Point, c.Incident.Position.Point()) <= x.Looked.RadiusM-1:
			t.Fatalf("%s: %s was within the circle", name, id)
		case why.Verdict == VerdictNotWorth && (why.Person.Worth.Pays() || why.Person.Worth.Lifts > leastLift):
			t.Fatalf("%s: %s was worth asking: %+v", name, id, why.Person.Worth)
		}
	}
}

// A record of very many people stays within its bounds.
func TestARecordIsBounded(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	w := townOf(rng, 6000)
	d := New(Config{Store: w, Finder: w, People: w, Distance: flat, Log: slog.New(slog.DiscardHandler), NewToken: func() string { return "t" }})
	c := openCase(Need{RoleGeneral, 2})
	if err := d.askWave(t.Context(), c, AskRequest{By: "officer:li", NextWave: true}, noon); err != nil {
		t.Fatal(err)
	}
	x := c.Change(time.Time{}, nil).Decisions[0]
	if len(x.People) != x.Asked+maxRegarded+maxLeftOut || x.Cut == 0 || x.Cut+len(x.People) != w.looked {
		t.Errorf("%d on record, %d cut", len(x.People), x.Cut)
	}
	doc, err := json.Marshal(&x)
	if err != nil || len(doc) > 400*len(x.People) {
		t.Errorf("%d bytes for %d people, %v", len(doc), len(x.People), err)
	}
	holdAgainst(t, "6,000 people", w, c, &x, map[Verdict]int{})
}

// Whoever was asked is not told again and again that they have been.
func TestExplainingLeavesOutTheObvious(t *testing.T) {
	asked := Decision{Reason: ReasonOpened, Asked: 1, People: []Regarded{{Responder: "a", Order: 1, Rank: 1}, {Responder: "b", Rank: 2, Worth: &Worth{Saves: 1, Costs: 2}}}}
	then := Decision{Reason: ReasonReplace, Asked: 1, People: []Regarded{{Responder: "b", Order: 1, Rank: 1}, {Responder: "a", Reason: ReasonAskedAlready}}}
	named := Decision{Reason: ReasonByHand, Looked: Looked{Named: true}, Asked: 1, People: []Regarded{{Responder: "c", Order: 1, Reason: ReasonResting}}}
	list := []Decision{asked, then, named}
	for who, want := range map[string]string{
		"a": "[asked]", "b": "[not_worth asked]", "c": "[not_looked_at not_looked_at asked]", "d": "[not_looked_at not_looked_at not_named]",
	} {
		var got []Verdict
		for _, w := range Explain(who, list) {
			got = append(got, w.Verdict)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", who, got, want)
		}
	}
}
