package lab

// incident_test.go: an incident played again gives the same figures, and
// whoever really answered does so again.

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"fifteen/dispatch"
)

var hindsightOpen = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// happened is an incident with n people on record of whom the first three were
// asked: one came, one refused, one was released.
func happened(n int) (*dispatch.Case, []dispatch.Decision) {
	at := hindsightOpen
	d := dispatch.Decision{At: at, Wave: 1, Asked: 3, Looked: dispatch.Looked{RadiusM: 1500}}
	for i := range n {
		p := dispatch.Regarded{
			Responder: fmt.Sprintf("v%03d", i), Name: "x", Rank: i + 1, Roles: []dispatch.Role{dispatch.RoleGeneral},
			Accept: 0.35, DistanceM: float64(100 * i), Travel: dispatch.TravelStreets, TravelS: float64(60 + 10*i), TurnoutS: 102,
			Mode: dispatch.ModeWalk, FromBasis: dispatch.BasisLive, ETA: at.Add(time.Duration(162+10*i) * time.Second),
		}
		if i < 3 {
			p.As, p.Order = dispatch.RoleGeneral, i+1
		}
		d.People = append(d.People, p)
	}
	d.People = append(d.People, dispatch.Regarded{Responder: "busy", Reason: dispatch.ReasonBusy, DistanceM: 50})
	offer := func(i int, state dispatch.OfferState, answered, arrived, ended time.Duration) *dispatch.Offer {
		o := &dispatch.Offer{ID: fmt.Sprint(i), Responder: fmt.Sprintf("v%03d", i), Role: dispatch.RoleGeneral, State: state, AskedAt: at}
		for to, after := range map[*time.Time]time.Duration{&o.AnsweredAt: answered, &o.ArrivedAt: arrived, &o.EndedAt: ended} {
			if after > 0 {
				*to = at.Add(after)
			}
		}
		o.SaidYes = arrived > 0
		return o
	}
	inc := dispatch.Incident{
		ID: "i", State: dispatch.IncidentClosed, Kind: dispatch.KindOtherEmergency, Priority: dispatch.P1, Wave: 1,
		Needs: []dispatch.Need{{Role: dispatch.RoleGeneral, Count: 1}}, OpenedAt: at, Deadline: at.Add(15 * time.Minute),
		KeptAt: at.Add(5 * time.Minute), Promise: 0.7, PromiseAt: at,
	}
	return dispatch.Loaded(inc, []*dispatch.Offer{
		offer(0, dispatch.OfferDeclined, 30*time.Second, 0, 0),
		offer(1, dispatch.OfferDone, 40*time.Second, 5*time.Minute, 20*time.Minute),
		offer(2, dispatch.OfferStoodDown, 0, 0, 41*time.Second),
	}), []dispatch.Decision{d}
}

func TestHindsightIsRepeatable(t *testing.T) {
	c, ds := happened(40)
	first, err := hindsight(t.Context(), c, ds, "", 120)
	if err != nil {
		t.Fatal(err)
	}
	again, err := hindsight(t.Context(), c, ds, "", 120)
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Fatalf("the second time: %v\n%+v\n%+v", err, first, again)
	}
	if first.People != 40 || first.LookedM != 1500 || first.Needed != 1 || first.DeadlineS != 900 || len(first.Policies) != 7 {
		t.Errorf("%+v", first)
	}
	if w := first.Was; w.Kept != 1 || w.FirstS == nil || *w.FirstS != 300 || w.Alerts != 3 || w.Arrived != 1 || w.Surplus != 0 {
		t.Errorf("was %+v", w)
	}
	// More people asked are never slower: all policies meet the same answers.
	for i := 1; i < 5; i++ {
		few, many := first.Policies[i-1], first.Policies[i]
		if many.Kept < few.Kept || *many.FirstS > *few.FirstS || many.Alerts <= few.Alerts {
			t.Errorf("%+v after %+v", many, few)
		}
	}
}

// The two nearest are one who refused and one who came after five minutes: it
// would have been the same in every play.
func TestRealAnswersStand(t *testing.T) {
	c, ds := happened(40)
	h, err := hindsight(t.Context(), c, ds, "nearest:1 nearest:2", 120)
	if err != nil {
		t.Fatal(err)
	}
	if p := h.Policies[0]; p.Kept != 0 || p.FirstS != nil || p.Alerts != 1 || p.Arrived != 0 {
		t.Errorf("the one who refused: %+v", p)
	}
	p := h.Policies[1]
	if p.Kept != 1 || p.FirstS == nil || *p.FirstS != 300 || *p.FirstP90S != 300 || p.Alerts != 2 || math.Abs(p.Arrived-1) > 1e-9 {
		t.Errorf("and the one who came: %+v", p)
	}
}

// What nobody saw the end of fits what was seen.
func TestWhatIsKnownIsKept(t *testing.T) {
	c, ds := happened(5)
	c.Offers[2].EndedAt = hindsightOpen.Add(90 * time.Second)
	back := &dispatch.Offer{
		ID: "3", Responder: "v003", State: dispatch.OfferWithdrawn, SaidYes: true, AskedAt: hindsightOpen,
		AnsweredAt: hindsightOpen.Add(3 * time.Minute),
	}
	released := &dispatch.Offer{
		ID: "4", Responder: "v004", State: dispatch.OfferStoodDown, SaidYes: true, AskedAt: hindsightOpen,
		AnsweredAt: hindsightOpen.Add(time.Minute), EndedAt: hindsightOpen.Add(6 * time.Minute),
	}
	c.Offers = append(c.Offers, back, released)
	p := newPast(c, ds)
	yes := 0
	for i := range 2000 {
		d := newDraw(7, uint64(i))
		var v [5]volunteer
		for k := range v {
			p.people[k].again(&v[k], &p.world, d)
		}
		if v[2].comes {
			yes++
		}
		if (v[2].comes || v[2].says) && v[2].answer < 90*time.Second {
			t.Fatal("somebody silent for 90 s answered sooner")
		}
		if at := v[3].answer + v[3].turnout + v[3].travel; v[3].turns != 1 || at != 3*time.Minute {
			t.Fatalf("turned back after %v", at)
		}
		if v[4].answer != time.Minute || v[4].turnout+v[4].travel < 5*time.Minute {
			t.Fatalf("arrived %v after saying yes, and was released on the way after 5 min", v[4].turnout+v[4].travel)
		}
	}
	if share := float64(yes) / 2000; share < 0.03 || share > 0.2 { // .35 × .09 of late ones against .65 silent ones
		t.Errorf("after 90 s of silence %.2f come", share)
	}
}

// When time runs out, what was played counts, and it is the beginning of the
// same plays; almost nothing is no answer.
func TestHindsightEndsInTime(t *testing.T) {
	c, ds := happened(40)
	p := newPast(c, ds)
	whole, plays := p.play(t.Context(), []Policy{Nearest{N: 5}}, 400)
	if plays != 400 {
		t.Fatalf("%d plays", plays)
	}
	late := newLimited(t.Context(), 250)
	part, plays := p.play(late, []Policy{Nearest{N: 5}}, 400)
	if plays < leastPlays || plays > 260 || !reflect.DeepEqual(fmt.Sprint(part[0][:plays]), fmt.Sprint(whole[0][:plays])) {
		t.Errorf("%d plays, not the first of the same", plays)
	}
	if _, err := Hindsight(newLimited(t.Context(), 20), c, ds, "nearest:5"); dispatch.CodeOf(err) != dispatch.CodeUnavailable {
		t.Errorf("hardly a play: %v", err)
	}
}

// limited is a context that ends when it has been looked at so many times.
type limited struct {
	context.Context
	left *atomic.Int64
}

func newLimited(ctx context.Context, looks int64) limited {
	l := limited{ctx, new(atomic.Int64)}
	l.left.Store(looks)
	return l
}

func (l limited) Err() error {
	if l.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestHindsightSaysWhatIsWrong(t *testing.T) {
	c, ds := happened(5)
	for _, x := range []struct {
		policies string
		ds       []dispatch.Decision
		state    dispatch.IncidentState
		code     dispatch.Code
	}{
		{"nearest:x", ds, dispatch.IncidentClosed, dispatch.CodeInvalid},
		{"nearest:1 nearest:2 nearest:3 nearest:4 nearest:5 nearest:6 nearest:7 nearest:8 nearest:9", ds, dispatch.IncidentClosed, dispatch.CodeInvalid},
		{"", nil, dispatch.IncidentClosed, dispatch.CodeConflict},
		{"", ds, dispatch.IncidentOpen, dispatch.CodeConflict},
	} {
		c.Incident.State = x.state
		if _, err := Hindsight(t.Context(), c, x.ds, x.policies); dispatch.CodeOf(err) != x.code {
			t.Errorf("%q %s: %v", x.policies, x.state, err)
		}
	}
}

// BenchmarkHindsight is one comparison as the dashboard asks for it.
func BenchmarkHindsight(b *testing.B) {
	for _, n := range []int{40, 400} {
		c, ds := happened(n)
		for _, policy := range []string{"nearest:10", "fifteen", ""} {
			b.Run(fmt.Sprintf("%d/%s", n, policy), func(b *testing.B) {
				for b.Loop() {
					if _, err := Hindsight(b.Context(), c, ds, policy); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
