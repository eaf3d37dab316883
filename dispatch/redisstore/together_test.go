package redisstore_test

// together_test.go: incidents that want the same people: the more urgent one
// has them, nobody is asked by two at once, whoever said yes stays.

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"fifteen/dispatch"
)

func (r *rig) openAs(t *testing.T, p dispatch.Priority) *dispatch.Case {
	t.Helper()
	c, err := r.desk.Open(t.Context(), dispatch.OpenRequest{
		Kind: dispatch.KindInjury, Priority: p, Needs: []dispatch.Need{{Role: dispatch.RoleMedical, Count: 1}}, By: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// askedOnce fails if anybody has two requests open, or comes to two incidents.
func (r *rig) askedOnce(t *testing.T) {
	t.Helper()
	engaged, err := r.Engagements(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for responder, es := range engaged {
		asked, coming := 0, 0
		for _, e := range es {
			if e.State == dispatch.OfferAsked {
				asked++
			}
			if e.State.Coming() {
				coming++
			}
		}
		if asked > 1 || coming > 1 {
			t.Errorf("%s: asked by %d incidents, coming to %d", responder, asked, coming)
		}
	}
}

func TestTheMoreUrgentIncidentHasThem(t *testing.T) {
	t.Parallel()
	r := newRig(t, 6)
	first := r.openAs(t, dispatch.P2)
	if len(first.Offers) < 4 {
		t.Fatalf("%d of 6 asked first", len(first.Offers))
	}
	if _, _, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
		Incident: first.Incident.ID, Offer: first.Offers[0].ID, Answer: dispatch.AnswerAccept, By: "sms", Via: dispatch.ViaText,
	}); err != nil {
		t.Fatal(err)
	}
	// With one coming the rest are released: a second one of the same priority
	// asks them, and the urgent one calls them away.
	second := r.openAs(t, dispatch.P2)
	urgent := r.openAs(t, dispatch.P1)
	r.askedOnce(t)
	second, err := r.Case(t.Context(), second.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	called := 0
	for _, o := range second.Offers {
		if o.State == dispatch.OfferStoodDown {
			called++
		}
	}
	if called == 0 || len(urgent.Offers) == 0 {
		t.Fatalf("%d called away, %d asked by the urgent one", called, len(urgent.Offers))
	}
	if again, err := r.Case(t.Context(), first.Incident.ID); err != nil || again.Offers[0].State != dispatch.OfferAccepted {
		t.Errorf("who said yes was moved: %v", err)
	}
	told := 0
	queued, err := r.Claim(t.Context(), "me", 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queued {
		if q.Notice.Kind == dispatch.TextElsewhere && q.Notice.Incident == second.Incident.ID {
			told++
		}
	}
	if told != called {
		t.Errorf("%d called away, %d told", called, told)
	}
	// The other way round nobody is taken.
	waiting := len(urgent.Offers)
	r.openAs(t, dispatch.P2)
	urgent, err = r.Case(t.Context(), urgent.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range urgent.Offers[:waiting] {
		if o.State != dispatch.OfferAsked {
			t.Errorf("%s of the urgent incident is %s", o.ID, o.State)
		}
	}
}

// While an urgent incident is short of people a less urgent one beside it does
// not ask those whom it would lose within the second.
func TestNobodyIsAskedToBeCalledAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, 14)
	calm := r.openAs(t, dispatch.P2)
	if _, err := r.desk.Open(t.Context(), dispatch.OpenRequest{
		Kind: dispatch.KindInjury, Priority: dispatch.P1, Needs: []dispatch.Need{{Role: dispatch.RoleMedical, Count: 30}}, By: "test",
	}); err != nil {
		t.Fatal(err)
	}
	for range 6 {
		r.mu.Lock()
		r.now = r.now.Add(11 * time.Second)
		r.mu.Unlock()
		if err := r.desk.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.askedOnce(t)
	}
	calm, err := r.Case(t.Context(), calm.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if calm.Incident.Wave > 3 {
		t.Errorf("the less urgent incident asked %d waves", calm.Incident.Wave)
	}
	if calm.Incident.Shortfall == "" {
		t.Error("nobody was told that the less urgent incident is short of people")
	}
}

// Only an officer moves somebody who has said yes, and says why.
func TestReassignedByAnOfficer(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4)
	first := r.openAs(t, dispatch.P2)
	o := first.Offers[0]
	if _, _, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
		Incident: first.Incident.ID, Offer: o.ID, Answer: dispatch.AnswerAccept, By: "sms", Via: dispatch.ViaText,
	}); err != nil {
		t.Fatal(err)
	}
	urgent := r.openAs(t, dispatch.P1)
	ask := dispatch.AskRequest{Responders: []string{o.Responder}, By: "officer:li"}
	if _, err := r.desk.Ask(t.Context(), urgent.Incident.ID, ask); dispatch.CodeOf(err) != dispatch.CodeConflict {
		t.Fatalf("somebody on their way is asked without more: %v", err)
	}
	ask.Reassign = true
	if _, err := r.desk.Ask(t.Context(), urgent.Incident.ID, ask); dispatch.CodeOf(err) != dispatch.CodeInvalid {
		t.Fatalf("reassigned without a reason: %v", err)
	}
	ask.Reason = "the only one near"
	c, err := r.desk.Ask(t.Context(), urgent.Incident.ID, ask)
	if err != nil {
		t.Fatal(err)
	}
	last := c.Offers[len(c.Offers)-1]
	before, err := r.Case(t.Context(), first.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if last.Responder != o.Responder || last.State != dispatch.OfferAsked || before.Offer(o.ID).State != dispatch.OfferStoodDown {
		t.Errorf("%s is %s there and %s here", o.Responder, before.Offer(o.ID).State, last.State)
	}
	r.askedOnce(t)
}

// Incidents of all priorities opened and answered at the same time.
func TestNobodyIsAskedByTwoAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, 25)
	var wg sync.WaitGroup
	for worker := range uint64(4) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(worker, 9))
			for range 6 {
				c := r.openAs(t, []dispatch.Priority{dispatch.P1, dispatch.P2, dispatch.P3, dispatch.P4}[rng.IntN(4)])
				for range min(4, len(c.Offers)) {
					answer := []dispatch.Answer{dispatch.AnswerAccept, dispatch.AnswerDecline}[rng.IntN(2)]
					if _, _, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
						Incident: c.Incident.ID, Offer: c.Offers[rng.IntN(len(c.Offers))].ID, Answer: answer, By: "sms", Via: dispatch.ViaText,
					}); err != nil {
						t.Error(err)
					}
				}
				r.askedOnce(t)
			}
		})
	}
	wg.Wait()
	r.askedOnce(t)
}

// Reassigning frees nobody who could not be asked then; and who is busy says
// with what.
func TestReassignedOrLeftAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4)
	first := r.openAs(t, dispatch.P2)
	if len(first.Offers) == 0 {
		t.Fatal("nobody was asked")
	}
	o := first.Offers[0]
	answer := func(a dispatch.Answer) {
		t.Helper()
		if _, _, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
			Incident: first.Incident.ID, Offer: o.ID, Answer: a, By: "sms", Via: dispatch.ViaText,
		}); err != nil {
			t.Fatal(err)
		}
	}
	answer(dispatch.AnswerAccept)
	urgent := r.openAs(t, dispatch.P1)
	found, err := r.desk.Candidates(t.Context(), urgent.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, x := range found.Candidates {
		if (x.Reason == dispatch.ReasonBusy || x.Reason == dispatch.ReasonAskedElse) != (x.Engaged != nil) {
			t.Errorf("%s (%s): engaged %+v", x.Responder, x.Reason, x.Engaged)
		}
		if e := x.Engaged; x.Responder == o.Responder && e != nil {
			named++
			if e.Incident != first.Incident.ID || e.Number != first.Incident.Number || e.Priority != dispatch.P2 ||
				e.Offer != o.ID || e.State != dispatch.OfferAccepted || e.ETA.IsZero() {
				t.Errorf("engaged %+v", e)
			}
		}
	}
	if named != 1 {
		t.Fatal("who is on the way elsewhere is not among the candidates")
	}

	take := dispatch.AskRequest{Responders: []string{o.Responder}, By: "officer:li", Reason: "the only one near", Reassign: true}
	with := take
	with.Responders = append([]string{o.Responder}, urgent.Offers[0].Responder) // the second one has been asked here
	for name, ask := range map[string]dispatch.AskRequest{
		"with somebody asked already": with, "with nobody known": {Responders: []string{o.Responder, "nobody"}, By: "officer:li", Reason: "x", Reassign: true},
	} {
		if _, err := r.desk.Ask(t.Context(), urgent.Incident.ID, ask); err == nil {
			t.Errorf("%s: reassigned", name)
		}
	}
	answer(dispatch.AnswerArrived)
	if _, err := r.desk.Ask(t.Context(), urgent.Incident.ID, take); dispatch.CodeOf(err) != dispatch.CodeConflict {
		t.Errorf("taken from the scene: %v", err)
	}
	if c, err := r.Case(t.Context(), first.Incident.ID); err != nil || c.Offer(o.ID).State != dispatch.OfferArrived {
		t.Errorf("%s, %v", c.Offer(o.ID).State, err)
	}
}
