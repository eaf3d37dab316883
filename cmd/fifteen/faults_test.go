package main

// faults_test.go: everything on the fake Twilio's menu, one dish at a time.
// Whatever the provider does, each person who is asked gets exactly one text,
// and the officer sees what became of it.

import (
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
	"fifteen/notify/twilio/fake"
)

func TestEveryoneIsTextedOnce(t *testing.T) {
	t.Parallel()
	often := fake.Fault{Next: 3}
	for name, faults := range map[string]fake.Faults{
		"slow":               {Slow: often, SlowBy: 500 * time.Millisecond},
		"too many":           {TooMany: often, RetryAfter: time.Second},
		"5xx before":         {ErrorBefore: often},
		"5xx after":          {ErrorAfter: often},
		"reset before":       {ResetBefore: often},
		"reset after":        {ResetAfter: often},
		"hang before":        {HangBefore: often, HangFor: 4 * time.Second},
		"hang after":         {HangAfter: often, HangFor: 4 * time.Second},
		"callbacks late":     {CallbackLate: fake.Fault{Probability: 1}, LateBy: 500 * time.Millisecond},
		"callbacks doubled":  {CallbackDoubled: fake.Fault{Probability: 1}},
		"callbacks mixed up": {CallbackReordered: fake.Fault{Probability: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := startRigWith(t, nil, notify.RelayConfig{CallTimeout: time.Second, Doubt: 2 * time.Second})
			phones := r.importPeople(7)
			r.twilio.SetFaults(faults)
			var v dispatch.View
			r.must("POST", "/v1/incidents", medic(1), &v)
			r.until("every text is delivered", func() bool {
				for _, o := range r.view(v.ID).Offers {
					if o.Text.Status != dispatch.TextDelivered {
						return false
					}
				}
				return true
			})
			r.mustTextOnce(phones)
		})
	}
}

// A provider that reports nothing: the texts are known to be taken, no more.
func TestCallbacksMissing(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	phones := r.importPeople(7)
	r.twilio.SetFaults(fake.Faults{CallbackMissing: fake.Fault{Probability: 1}})
	var v dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &v)
	r.until("every text is handed over", func() bool {
		for _, o := range r.view(v.ID).Offers {
			if !o.Text.Status.HandedOver() {
				return false
			}
		}
		return true
	})
	r.mustTextOnce(phones)
}

// Somebody is so quick that their reply comes before the provider has
// answered the call that asked them.
func TestReplyBeforeTheCallReturns(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	phones := r.importPeople(1)
	r.twilio.SetFaults(fake.Faults{ReplyFirst: fake.Fault{Next: 1}})
	var v dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &v)
	r.twilio.Phone(phones[0]).Expect(t, "Injury").Replies("1")
	r.until("accepted", func() bool { return r.view(v.ID).Counts.Coming == 1 })
	r.until("the text is known to be delivered", func() bool {
		return r.view(v.ID).Offers[0].Text.Status == dispatch.TextDelivered
	})
	r.mustTextOnce(phones)
}

// Numbers that cannot be reached are replaced at once.
func TestUnreachableIsReplaced(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	phones := r.importPeople(20)
	r.twilio.Phone(phones[0]).RefuseWith(21614) // refused by the call
	r.twilio.Phone(phones[1]).FailWith(30003)   // taken, then undelivered
	var v dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &v)
	r.until("both are unreachable and two others are asked", func() bool {
		now := r.view(v.ID)
		return now.Counts.Unreachable == 2 && len(now.Offers) >= len(v.Offers)+2
	})
	for _, o := range r.view(v.ID).Offers[:2] {
		if o.Text.Error == "" {
			t.Errorf("%s cannot be reached, and nothing says why", o.Name)
		}
	}
}

// mustTextOnce checks that each phone gets one text that asks.
func (r *rig) mustTextOnce(phones []string) {
	r.t.Helper()
	asks := func(number string) (n int) {
		for _, text := range r.twilio.Phone(number).Texts() {
			if strings.Contains(text.Body, "Injury") {
				n++
			}
		}
		return n
	}
	for _, number := range phones {
		r.until("a text arrives", func() bool { return asks(number) > 0 })
		if n := asks(number); n != 1 {
			r.t.Errorf("a volunteer got %d texts that ask, want one", n)
		}
	}
}
