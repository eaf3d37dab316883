package redisstore_test

// reach_test.go: whether texts reach somebody is counted with the texts
// themselves, and what a sheet does not say of a person is kept.

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore/redistest"
)

// text sends a person a text that ends as told, at the notebook's time.
func (n *notebook) text(t *testing.T, to dispatch.Responder, end dispatch.Settlement) *dispatch.Notice {
	t.Helper()
	id := fmt.Sprintf("t%d", n.cases.Add(1))
	notice := dispatch.Notice{ID: id, Kind: dispatch.TextFull, Responder: to.ID, To: to.Phone}
	if err := n.Record(t.Context(), "", nil, []dispatch.Notice{notice}, nil); err != nil {
		t.Fatal(err)
	}
	n.settle(t, &notice, end)
	return &notice
}

func (n *notebook) settle(t *testing.T, notice *dispatch.Notice, end dispatch.Settlement) {
	t.Helper()
	end.At = time.UnixMilli(n.clock.Load())
	if err := n.Settle(t.Context(), notice, end); err != nil {
		t.Fatal(err)
	}
}

// The ends of a text.
var (
	dead      = dispatch.Settlement{Status: dispatch.TextFailed, PhoneDead: true, Reason: "the number is not in use"}
	filtered  = dispatch.Settlement{Status: dispatch.TextFailed, Reason: "the network filtered the text"}
	sent      = dispatch.Settlement{Status: dispatch.TextSent}
	delivered = dispatch.Settlement{Status: dispatch.TextDelivered}
)

func TestFailedTextsCountAgainstAPhone(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	v, far := person(0), n.another(t)
	failures := func(want int) {
		t.Helper()
		h := one(t, n.Store, v.ID)
		if h.TextFailures != want || (want > 0) == h.LastFailure.IsZero() {
			t.Fatalf("%d failures, the last %v; want %d", h.TextFailures, h.LastFailure, want)
		}
	}
	n.text(t, v, sent)
	n.text(t, v, filtered) // nothing that the phone can help
	n.text(t, v, dispatch.Settlement{Status: dispatch.TextExpired, PhoneDead: true})
	failures(0)
	late := n.text(t, v, dead)
	n.settle(t, late, dead) // told twice
	n.settle(t, late, delivered)
	n.move(59 * time.Minute)
	n.text(t, v, dead) // the same empty battery
	failures(1)
	n.move(time.Minute)
	n.text(t, v, dead)
	n.write(t, asked(v.ID, noon, 1), yes(v.ID, noon, 1)) // the rest of the record stays beside it
	n.move(time.Hour)
	n.text(t, v, dead)
	failures(3)
	if h := one(t, n.Store, v.ID); !h.LastFailure.Equal(noon.Add(2*time.Hour)) || !h.Unreachable(noon.Add(3*time.Hour)) || h.Asked[1] < .99 || h.Yes[1] < .99 || h.Alerts7d != 1 {
		t.Errorf("%+v", h)
	}
	eventually(t, func() error { // and every process knows
		if h := one(t, far, v.ID); h.TextFailures != 3 {
			return fmt.Errorf("%d failures", h.TextFailures)
		}
		return nil
	})
	if h := one(t, n.Store, person(1).ID); h != (dispatch.Habit{}) {
		t.Errorf("somebody else's: %+v", h)
	}
	n.text(t, v, delivered)
	failures(0)
	if h := one(t, n.Store, v.ID); h.Asked[1] == 0 || h.Alerts7d != 1 {
		t.Errorf("forgot the rest: %+v", h)
	}
}

// Three texts that do not arrive, and the policy asks others; an answer on the
// page, and the person counts again.
func TestThePolicyLeavesOutWhomNoTextReaches(t *testing.T) {
	t.Parallel()
	r := newRig(t, 1)
	r.desk.Habits = r.Store
	var dead string
	why := func(id string) dispatch.Reason {
		t.Helper()
		found, err := r.desk.Candidates(t.Context(), r.open(t, "").Incident.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range found.Candidates {
			if c.Responder == id {
				return c.Reason
			}
		}
		t.Fatalf("%s is not considered", id)
		return ""
	}
	for range 3 {
		c := r.open(t, "")
		if len(c.Offers) == 0 {
			t.Fatal("nobody is asked")
		}
		o := c.Offers[0]
		if dead == "" {
			dead = o.Responder
		}
		if o = offerOf(c, dead); o == nil {
			t.Fatalf("%s is not asked any more", dead)
		}
		queued, err := r.Claim(t.Context(), "me", 100, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		for i := range queued {
			end := dispatch.Settlement{Status: dispatch.TextDelivered, At: r.now, Entry: queued[i].Entry}
			if queued[i].Notice.Responder == dead {
				end.Status, end.PhoneDead = dispatch.TextFailed, true
			}
			if err := r.Settle(t.Context(), &queued[i].Notice, end); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.desk.Cancel(t.Context(), c.Incident.ID, "test", ""); err != nil {
			t.Fatal(err)
		}
		r.mu.Lock()
		r.now = r.now.Add(time.Hour)
		r.mu.Unlock()
	}
	if got := why(dead); got != dispatch.ReasonUnreachable {
		t.Fatalf("%s is left out for %q", dead, got)
	}
	c, err := r.desk.Ask(t.Context(), r.open(t, "").Incident.ID, dispatch.AskRequest{Responders: []string{dead}, By: "officer:a"})
	if err != nil {
		t.Fatal("an officer may try:", err)
	}
	_, res, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
		Incident: c.Incident.ID, Offer: offerOf(c, dead).ID, Answer: dispatch.AnswerDecline, By: dispatch.ByPage, Via: dispatch.ViaPage,
	})
	if err != nil || res != dispatch.ResultApplied {
		t.Fatal(res, err)
	}
	if got := why(dead); got == dispatch.ReasonUnreachable {
		t.Error("somebody who answers is still unreachable")
	}
}

func offerOf(c *dispatch.Case, responder string) *dispatch.Offer {
	for _, o := range c.Offers {
		if o.Responder == responder {
			return o
		}
	}
	return nil
}

func TestWhoWritesIsReachable(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 1)
	v := person(0)
	for name, hear := range map[string]func(){
		"a text that was not understood": func() {
			ev := dispatch.Event{Type: dispatch.EventReceived, By: dispatch.BySMS, Responder: v.ID, At: noon}
			if err := n.Record(t.Context(), "", []dispatch.Event{ev}, nil, nil); err != nil {
				t.Fatal(err)
			}
		},
		"an answer": func() { n.write(t, dispatch.HabitChange{Responder: v.ID, What: dispatch.HabitReached, At: noon}) },
		"a new number": func() {
			r, err := n.Responder(t.Context(), v.ID)
			if err != nil {
				t.Fatal(err)
			}
			r.Phone += "9"
			v.Phone = r.Phone
			if err := n.PutResponder(t.Context(), r, false); err != nil {
				t.Fatal(err)
			}
		},
	} {
		n.text(t, v, dead)
		n.text(t, v, dead)
		hear()
		eventually(t, func() error {
			if h := one(t, n.Store, v.ID); h.TextFailures != 0 {
				return fmt.Errorf("%s: %d failures are left", name, h.TextFailures)
			}
			return nil
		})
	}
	before := n.rdb.XLen(t.Context(), "fifteen:{"+n.area+"}:habits:roster").Val()
	n.write(t, dispatch.HabitChange{Responder: v.ID, What: dispatch.HabitReached, At: noon})
	n.text(t, v, delivered)
	if after := n.rdb.XLen(t.Context(), "fifteen:{"+n.area+"}:habits:roster").Val(); after != before {
		t.Errorf("%d records written, though nothing had failed", after-before)
	}
}

// A text to a number that was given up says nothing of the new one; one to
// somebody who was deleted brings nobody back.
func TestLateWordOfAnOldNumber(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	old, gone := person(0), person(1)
	r, err := n.Responder(t.Context(), old.ID)
	if err != nil {
		t.Fatal(err)
	}
	r.Phone = "+8613900000000"
	if err := n.PutResponder(t.Context(), r, false); err != nil {
		t.Fatal(err)
	}
	if err := n.DeleteResponder(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	n.text(t, old, dead)
	n.text(t, gone, dead)
	for _, id := range []string{old.ID, gone.ID} {
		if h := one(t, n.Store, id); h.TextFailures != 0 {
			t.Errorf("%s: %+v", id, h)
		}
	}
}

func TestImportKeepsWhatASheetDoesNotSay(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 0)
	full := person(0)
	full.Certificates = []dispatch.Certificate{{Skill: dispatch.RoleMedical, Number: "7", ExpiresOn: "2027-01-01"}}
	full.Excludes = []dispatch.Kind{dispatch.KindFire}
	full.Places = []dispatch.Place{{Basis: dispatch.BasisWork, Position: dispatch.Position{Lng: 1, Lat: 1}, From: "09:00", To: "17:00"}}
	full.ProbationUntil, full.BornOn, full.InsuredUntil = "2026-01-01", "1990-01-01", "2026-12-31"
	read := func(r dispatch.Responder) dispatch.Responder {
		t.Helper()
		if _, _, err := n.ImportResponders(t.Context(), []dispatch.Responder{r}); err != nil {
			t.Fatal(err)
		}
		got, err := n.Responder(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return *got
	}
	first := read(full)
	second := read(person(0))
	second.Version = first.Version
	if !reflect.DeepEqual(first, second) {
		t.Errorf("%+v\nbecame %+v", first, second)
	}
	emptied, later := person(0), dispatch.Date("2028-01-01")
	emptied.Certificates, emptied.Excludes, emptied.Places, emptied.InsuredUntil = []dispatch.Certificate{}, []dispatch.Kind{}, []dispatch.Place{}, later
	if got := read(emptied); len(got.Certificates)+len(got.Excludes)+len(got.Places) > 0 || got.InsuredUntil != later || got.BornOn != full.BornOn {
		t.Errorf("%+v", got)
	}
}
