package redisstore_test

// decisions_test.go: a decision is on record exactly if its offers are, and the
// incidents of a time are found again.

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
)

func TestDecisionsAreKeptWithTheirOffers(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	id := c.Incident.ID
	ds, err := r.Decisions(t.Context(), id)
	if err != nil || len(ds) != 1 {
		t.Fatalf("%d decisions, %v", len(ds), err)
	}
	d := ds[0]
	if d.Asked != len(c.Offers) || d.Reason != dispatch.ReasonOpened || d.By != dispatch.ByPolicy || d.After.P != c.Incident.Promise || len(d.People) != 20 {
		t.Errorf("%+v", d)
	}
	for i, o := range c.Offers {
		if p := d.People[i]; p.Responder != o.Responder || p.As != o.Role || p.Order != i+1 || p.Worth == nil {
			t.Errorf("offer %d: %+v", i, p)
		}
	}
	// A refusal is replaced, by somebody or by the finding that nobody is needed.
	if _, _, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
		Incident: id, Offer: c.Offers[0].ID, Answer: dispatch.AnswerDecline, By: "officer:li", Via: dispatch.ViaOfficer,
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.desk.Ask(t.Context(), id, dispatch.AskRequest{Responders: []string{"v019"}, By: "officer:li", Reason: "called in"}); err != nil {
		t.Fatal(err)
	}
	if ds, err = r.Decisions(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	now, err := r.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, d := range ds {
		asked += d.Asked
	}
	if last := ds[len(ds)-1]; asked != len(now.Offers) || last.By == dispatch.ByPolicy && ds[len(ds)-2].By != "officer:li" {
		t.Errorf("%d asked on record, %d offers; the last by %s", asked, len(now.Offers), last.By)
	}
	e, err := r.desk.Why(t.Context(), id, "v019")
	if err != nil || e.Name == "" || e.Decisions[len(e.Decisions)-1].Verdict != dispatch.VerdictAsked || e.Now != nil {
		t.Errorf("%+v %v", e, err)
	}
	if _, err := r.desk.Why(t.Context(), id, "nobody"); dispatch.CodeOf(err) != dispatch.CodeNotFound {
		t.Errorf("of somebody who does not exist: %v", err)
	}
	if _, err := r.Decisions(t.Context(), "nothing"); dispatch.CodeOf(err) != dispatch.CodeNotFound {
		t.Errorf("of no incident: %v", err)
	}
}

// Somebody who came to the city later was in no decision: they are judged now.
func TestWhoeverWasNeverNearIsJudgedNow(t *testing.T) {
	t.Parallel()
	r := newRig(t, 3)
	c := r.open(t, "")
	far := person(500)
	if err := r.PutResponder(t.Context(), &far, true); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		e, err := r.desk.Why(t.Context(), c.Incident.ID, far.ID)
		if err != nil {
			return err
		}
		if e.Name != far.Name || e.Now == nil || e.Now.Verdict != dispatch.VerdictLeftOut || e.Now.Person.Reason != dispatch.ReasonNoPosition {
			t.Fatalf("%+v", e)
		}
		if len(e.Decisions) == 0 || e.Decisions[0].Verdict != dispatch.VerdictNotLooked {
			t.Fatalf("%+v", e.Decisions)
		}
		return nil
	})
}

// A process that dies before the commit leaves neither offers nor a decision.
func TestNoDecisionWithoutItsOffers(t *testing.T) {
	t.Parallel()
	r := newRig(t, 10)
	died := false
	ctx, cancel := context.WithCancel(t.Context())
	r.Store = redisstore.New(redistest.Client(t), redisstore.Options{Area: r.area, Hooks: redisstore.Hooks{At: func(point string) {
		if point == "commit:before" && !died {
			died = true
			cancel()
		}
	}}})
	go func() { _ = r.Run(t.Context()) }()
	eventually(t, func() error { return r.Ready(t.Context()) })
	r.desk.Store, r.desk.People = r.Store, r.Store
	_, err := r.desk.Open(ctx, dispatch.OpenRequest{Kind: dispatch.KindInjury, Needs: []dispatch.Need{{Role: dispatch.RoleMedical, Count: 1}}, By: "test"})
	if err == nil {
		t.Fatal("the incident was opened by a dead process")
	}
	if ds, err := r.Decisions(t.Context(), "i1"); dispatch.CodeOf(err) != dispatch.CodeNotFound {
		t.Errorf("%d decisions of an incident that is not there, %v", len(ds), err)
	}
	// A commit that comes too late writes neither.
	c := r.open(t, "")
	stale, err := r.Case(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.desk.Ask(t.Context(), c.Incident.ID, dispatch.AskRequest{NextWave: true, By: "officer:li"}); err != nil && dispatch.CodeOf(err) != dispatch.CodeConflict {
		t.Fatal(err)
	} else if err == nil {
		before, _ := r.Decisions(t.Context(), c.Incident.ID)
		ch := &dispatch.Change{Case: stale, Base: stale.Incident.Version, Decisions: before[:1]}
		if err := r.Commit(t.Context(), ch); dispatch.CodeOf(err) != dispatch.CodeConflict {
			t.Fatalf("a late commit: %v", err)
		}
		if after, _ := r.Decisions(t.Context(), c.Incident.ID); len(after) != len(before) {
			t.Errorf("%d decisions, then %d", len(before), len(after))
		}
	}
}

func TestOpenedFindsTheIncidentsOfATime(t *testing.T) {
	t.Parallel()
	r := newRig(t, 0)
	start := r.now
	for i := range 405 {
		r.now = start.Add(time.Duration(i) * time.Second)
		c := dispatch.NewCase(dispatch.Incident{ID: fmt.Sprint("i", i), State: dispatch.IncidentClosed, OpenedAt: r.now, EndedAt: r.now})
		if err := r.Commit(t.Context(), c.Change(time.Time{}, nil)); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct{ from, to, want int }{{0, 405, 405}, {3, 7, 4}, {0, 200, 200}, {100, 500, 305}, {500, 600, 0}} {
		n, last := 0, time.Time{}
		err := r.Opened(t.Context(), start.Add(time.Duration(x.from)*time.Second), start.Add(time.Duration(x.to)*time.Second), func(c *dispatch.Case) {
			if n++; c.Incident.OpenedAt.Before(last) {
				t.Error("out of order")
			}
			last = c.Incident.OpenedAt
		})
		if err != nil || n != x.want {
			t.Errorf("%+v: %d, %v", x, n, err)
		}
	}
}
