package main

// replies_test.go: conversations with volunteers, told as they happen.

import (
	"testing"

	"fifteen/dispatch"
	"fifteen/notify/twilio/fake"
)

func TestConversation(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	phones := r.importPeople(12)
	phone := func(i int) *fake.Phone { return r.twilio.Phone(phones[i]) }
	var v dispatch.View
	r.must("POST", "/v1/incidents", medic(2), &v)
	for i := range 12 {
		phone(i).Expect(t, "Injury", "Rodney Square", "medical rescue", "/r/")
	}
	state := func(i int) dispatch.OfferState { return r.view(v.ID).Offers[i].State }

	phone(0).Replies("２")
	r.until("full-width 2 refuses", func() bool { return state(0) == dispatch.OfferDeclined })
	phone(1).Replies("１ 大概20分钟")
	r.until("full-width 1 accepts and its text is kept", func() bool {
		o := r.view(v.ID).Offers[1]
		return o.State == dispatch.OfferAccepted && o.Remark == "大概20分钟"
	})
	phone(1).Expect(t, "Thank you", "3 arrived")
	phone(2).Replies("who is this?")
	phone(2).Expect(t, "Not understood")
	r.until("the officer sees the text as it is", func() bool {
		var journal struct{ Events []dispatch.Event }
		r.must("GET", "/v1/incidents/"+v.ID+"/journal", nil, &journal)
		for _, ev := range journal.Events {
			if ev.Type == dispatch.EventReceived && ev.Remark == "who is this?" && ev.Responder == "p002" {
				return true
			}
		}
		return false
	})
	phone(2).Replies("收到，去不了")
	r.until("words refuse", func() bool { return state(2) == dispatch.OfferDeclined })
	phone(3).Replies("STOP")
	r.until("STOP is honoured", func() bool {
		p, err := r.store.Responder(t.Context(), "p003")
		return err == nil && p.OptedOut && state(3) == dispatch.OfferDeclined
	})
	phone(4).Replies("来")
	r.until("the second seat is taken", func() bool { return state(4) == dispatch.OfferAccepted })
	phone(4).Expect(t, "Thank you")
	phone(1).Replies("到了")
	r.until("arrived", func() bool { return state(1) == dispatch.OfferArrived })
	phone(4).Replies("3")
	r.until("both are there", func() bool { return state(4) == dispatch.OfferArrived })
	for i := 5; i < 12; i++ {
		phone(i).Expect(t, "no longer needed")
	}
	phone(5).Replies("1")
	phone(5).Expect(t, "Nothing is open")
	phone(4).Replies("0")
	r.until("withdrawn", func() bool { return state(4) == dispatch.OfferWithdrawn })
	phone(1).Replies("4")
	r.until("done", func() bool { return state(1) == dispatch.OfferDone })
	r.must("POST", "/v1/incidents/"+v.ID+"/close", map[string]string{}, nil)
	if s := r.view(v.ID).State; s != dispatch.IncidentClosed {
		t.Errorf("the incident is %s", s)
	}
	phone(3).Replies("START")
	r.until("START is honoured", func() bool {
		p, err := r.store.Responder(t.Context(), "p003")
		return err == nil && !p.OptedOut
	})
	r.until("every text was handed over", func() bool { n, err := r.store.Backlog(t.Context()); return err == nil && n == 0 })
	r.twilio.NoUnexpected(t)
}

// Two open offers: letters tell them apart, a bare digit is asked about once.
func TestLetters(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	phone := r.twilio.Phone(r.importPeople(1)[0])
	var first, second dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &first)
	phone.Expect(t, "Reply 1 coming")
	r.must("POST", "/v1/incidents", medic(1), &second)
	if len(r.view(second.ID).Offers) != 0 {
		t.Fatal("somebody who is being asked was asked again by the policy")
	}
	r.must("POST", "/v1/incidents/"+second.ID+"/offers", map[string]any{"responders": []string{"p000"}}, nil)
	phone.Expect(t, "Reply B1 coming, B2 cannot")
	phone.Replies("1")
	phone.Expect(t, "Which one?", "A: ", "B: ")
	phone.Replies("b1")
	r.until("B is accepted", func() bool { return r.view(second.ID).Counts.Coming == 1 })
	phone.Expect(t, "Thank you", "B3 arrived")
	phone.Replies("A1")
	phone.Expect(t, "on your way to another incident")
	if n := r.view(first.ID).Counts.Coming; n != 0 {
		t.Errorf("the person is coming to both")
	}
}
