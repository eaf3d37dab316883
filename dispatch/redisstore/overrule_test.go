package redisstore_test

// overrule_test.go: activation and overruling against the real store: a
// countdown outlives its node, and what is refused leaves no trace.

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
)

// activated is a rig whose injuries begin as said.
func activated(t *testing.T, volunteers int, how dispatch.Activation) *rig {
	t.Helper()
	r := newRig(t, volunteers)
	plan, _ := dispatch.PlanFor(dispatch.KindInjury)
	plan.Activation = how
	prices := dispatch.Prices{FirstMinute: 3, FilledMinute: 1, Alert: 1, Target: 0.9}
	plan.Prices = &prices
	plans, err := dispatch.ReplacePlans([]dispatch.Plan{plan})
	if err != nil {
		t.Fatal(err)
	}
	r.desk.Plans = plans
	return r
}

func (r *rig) pass(d time.Duration) { r.mu.Lock(); defer r.mu.Unlock(); r.now = r.now.Add(d) }

// types are the events of an incident.
func (r *rig) types(t *testing.T, incident string) (out []dispatch.EventType) {
	t.Helper()
	events, err := r.Journal(t.Context(), incident)
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		out = append(out, events[i].Type)
	}
	return out
}

func TestCountdownOutlivesItsNode(t *testing.T) {
	t.Parallel()
	r := activated(t, 12, dispatch.Activation{Mode: dispatch.ActivateCountdown, After: time.Minute})
	c := r.open(t, "")
	id := c.Incident.ID
	if len(c.Offers) != 0 || c.Incident.Auto || !c.Incident.ActivateAt.Equal(r.now.Add(time.Minute)) || c.Incident.Prices.Target != 0.9 {
		t.Fatalf("opened: %d offers, %+v", len(c.Offers), c.Incident)
	}
	r.pass(59 * time.Second)
	if err := r.desk.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, _ := r.Case(t.Context(), id); len(got.Offers) != 0 {
		t.Fatal("asked before the countdown ran out")
	}
	// The node that opened it is gone; two others share what it left.
	r.pass(time.Second)
	var wg sync.WaitGroup
	for range 2 {
		cfg := r.desk.Config
		cfg.Store = redisstore.New(redistest.Client(t), redisstore.Options{Area: r.area})
		node := dispatch.New(cfg)
		wg.Go(func() {
			for range 5 {
				if err := node.RunDue(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := r.Case(t.Context(), id)
	if err != nil || len(got.Offers) == 0 || got.Incident.Wave != 1 || !got.Incident.Auto || !got.Incident.ActivateAt.IsZero() {
		t.Fatalf("after the countdown: %d offers, %+v, %v", len(got.Offers), got.Incident, err)
	}
	types := r.types(t, id)
	if types[0] != dispatch.EventOpened || types[1] != dispatch.EventActivated || types[2] != dispatch.EventWave || slices.Contains(types[2:], dispatch.EventActivated) {
		t.Errorf("events %v", types)
	}
}

func TestOfficersOverrule(t *testing.T) {
	t.Parallel()
	r := activated(t, 12, dispatch.Activation{Mode: dispatch.ActivateCountdown, After: time.Minute})
	ctx := t.Context()
	id := r.open(t, "").Incident.ID

	// Without a reason nothing happens, and nothing is half-written.
	refused := func(what string, err error) {
		t.Helper()
		var e *dispatch.Error
		if !errors.As(err, &e) || e.Code != dispatch.CodeInvalid || e.Field != "reason" {
			t.Errorf("%s without a reason: %v", what, err)
		}
	}
	before, _ := r.Case(ctx, id)
	for _, reason := range []string{"", "  \t", strings.Repeat("长", dispatch.MaxReason+1)} {
		_, err := r.desk.Hold(ctx, id, "officer:li", reason)
		refused("hold", err)
		_, err = r.desk.StandDown(ctx, id, "officer:li", "a note is no reason", reason)
		refused("stand down", err)
		_, err = r.desk.Widen(ctx, id, "officer:li", before.Incident.Deadline.Add(time.Minute), reason)
		refused("deadline", err)
	}
	if after, _ := r.Case(ctx, id); after.Incident.Version != before.Incident.Version || len(r.types(t, id)) != 1 {
		t.Fatalf("version %d, was %d; events %v", after.Incident.Version, before.Incident.Version, r.types(t, id))
	}

	// Held: the countdown does not go on.
	c, err := r.desk.Hold(ctx, id, "officer:li", " checking with the caller ")
	if err != nil || !c.Incident.Held || c.Incident.Auto || !c.Incident.ActivateAt.IsZero() {
		t.Fatalf("held: %+v, %v", c.Incident, err)
	}
	r.pass(time.Hour / 10)
	if due, err := r.DueTimers(ctx, r.now, time.Second, 9); err != nil || len(due) != 0 {
		t.Errorf("due although held: %v %v", due, err)
	}
	if _, err := r.desk.Hold(ctx, id, "officer:wu", "again"); err != nil { // somebody was quicker
		t.Error(err)
	}
	// Go on: no reason needed; twice does no harm.
	for range 2 {
		if c, err = r.desk.Activate(ctx, id, "officer:li"); err != nil || c.Incident.Wave != 1 || c.Incident.Held {
			t.Fatalf("activated: %+v, %v", c.Incident, err)
		}
	}
	// More time, once.
	promised, later := c.Incident.Deadline, c.Incident.Deadline.Add(10*time.Minute)
	for range 2 {
		if c, err = r.desk.Widen(ctx, id, "officer:li", later, "nobody sooner"); err != nil {
			t.Fatal(err)
		}
	}
	if !c.Incident.Deadline.Equal(later) || !c.Incident.Promised.Equal(promised) {
		t.Errorf("deadline %v, promised %v", c.Incident.Deadline, c.Incident.Promised)
	}
	for _, at := range []time.Time{promised, r.now, c.Incident.OpenedAt.Add(25 * time.Hour)} {
		var e *dispatch.Error
		if _, err := r.desk.Widen(ctx, id, "officer:li", at, "x"); !errors.As(err, &e) || e.Field != "deadline" {
			t.Errorf("deadline %v: %v", at, err)
		}
	}
	if _, err = r.desk.StandDown(ctx, id, "officer:li", "note", "the ambulance is there"); err != nil {
		t.Fatal(err)
	}
	events, _ := r.Journal(ctx, id)
	said := map[dispatch.EventType]string{}
	for _, ev := range events {
		if ev.Reason == dispatch.ReasonOverruled {
			said[ev.Type] += ev.Remark + "|"
		}
	}
	if said[dispatch.EventHeld] != "checking with the caller|" || said[dispatch.EventDeadline] != "nobody sooner|" ||
		said[dispatch.EventStoodDown] != "the ambulance is there\nnote|" {
		t.Errorf("journal %v", said)
	}
	// Ended: nothing to overrule.
	if _, err := r.desk.Close(ctx, id, "officer:li", ""); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		second(r.desk.Hold(ctx, id, "o", "x")), second(r.desk.Activate(ctx, id, "o")), second(r.desk.Widen(ctx, id, "o", later.Add(time.Hour), "x")),
	} {
		if dispatch.CodeOf(err) != dispatch.CodeConflict {
			t.Errorf("after the end: %v", err)
		}
	}
}

func second(_ *dispatch.Case, err error) error { return err }

func TestByHandPlanNeedsNoReason(t *testing.T) {
	t.Parallel()
	r := activated(t, 12, dispatch.Activation{Mode: dispatch.ActivateByHand})
	id := r.open(t, "").Incident.ID
	if _, err := r.desk.StandDown(t.Context(), id, "o", "", ""); err != nil { // nothing was asked: nothing is overruled
		t.Fatal(err)
	}
	c, err := r.desk.Activate(t.Context(), id, "o")
	if err != nil || c.Incident.State != dispatch.IncidentOpen || c.Incident.Wave != 1 {
		t.Fatalf("%+v, %v", c.Incident, err)
	}
	if _, err = r.desk.StandDown(t.Context(), id, "o", "", ""); err == nil {
		t.Error("people still needed, and stood down without a reason")
	}
}

func TestAskingInSpiteOfThePolicy(t *testing.T) {
	t.Parallel()
	r := activated(t, 3, dispatch.Activation{Mode: dispatch.ActivateByHand})
	ctx := t.Context()
	off := person(1)
	off.Version, off.Available = 1, false
	if err := r.PutResponder(ctx, &off, false); err != nil {
		t.Fatal(err)
	}
	id := r.open(t, "").Incident.ID
	ask := func(reason string, who ...string) (*dispatch.Case, error) {
		return r.desk.Ask(ctx, id, dispatch.AskRequest{Responders: who, By: "officer:li", Reason: reason})
	}
	if _, err := ask("", "v000"); err != nil { // nothing speaks against them
		t.Fatal(err)
	}
	var e *dispatch.Error
	if _, err := ask("", "v001", "v002"); !errors.As(err, &e) || e.Field != "reason" || !strings.Contains(e.Message, "Volunteer 1") {
		t.Fatalf("off duty without a reason: %v", err)
	}
	if c, _ := r.Case(ctx, id); len(c.Offers) != 1 {
		t.Fatal("half of them were asked")
	}
	if _, err := ask("said yes by phone", "v001", "v002"); err != nil {
		t.Fatal(err)
	}
	events, _ := r.Journal(ctx, id)
	overruled := slices.DeleteFunc(events, func(ev dispatch.Event) bool { return ev.Type != dispatch.EventOverruled })
	if len(overruled) != 1 || overruled[0].Responder != "v001" || overruled[0].Reason != dispatch.ReasonNotAvailable || overruled[0].Remark != "said yes by phone" {
		t.Errorf("overruled %+v", overruled)
	}
}

func TestAdviceOfAStory(t *testing.T) {
	t.Parallel()
	r := activated(t, 4, dispatch.Activation{Mode: dispatch.ActivateAutomatic})
	ctx := t.Context()
	for i := range 4 { // everybody is off duty, one of them far away
		v := person(i)
		v.Version, v.Available = 1, false
		if err := r.PutResponder(ctx, &v, false); err != nil {
			t.Fatal(err)
		}
	}
	c := r.open(t, "")
	if c.Incident.Shortfall != dispatch.ReasonNobodyNear {
		t.Errorf("shortfall %q", c.Incident.Shortfall)
	}
	a, err := r.desk.Advice(ctx, c.Incident.ID)
	if err != nil || a.P != 0 || a.Target != 0.9 || len(a.Missing) != 1 || len(a.Out) != 1 || a.Out[0] != (dispatch.OutCount{Reason: dispatch.ReasonNotAvailable, Count: 4}) {
		t.Fatalf("advice %+v, %v", a, err)
	}
	if a.Means[0].Kind != dispatch.MeansByHand || !a.Means[0].NeedsReason || a.Means[0].Count != 4 || a.Means[0].P < 0.5 {
		t.Errorf("first means %+v", a.Means[0])
	}
	if _, err := r.desk.Advice(ctx, "nope"); dispatch.CodeOf(err) != dispatch.CodeNotFound {
		t.Errorf("unknown incident: %v", err)
	}
}
