package fake_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fifteen/notify/twilio/fake"
)

func TestConversation(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	tw := fake.Start(t, quick())
	tw.SetInbound(h.URL + "/in")
	create(t, tw, anna, "Cardiac arrest, 300 m. 1=coming", "")
	create(t, tw, bob, "Cardiac arrest, 500 m. 1=coming", "")
	phone := tw.Phone(anna).Expect(t, "Cardiac", "300 m").Replies("1")
	phone.Replies("3")
	tw.Phone(bob).Expect(t, "Cardiac").Replies("2")
	idle(t, tw)
	tw.NoUnexpected(t)
	got := h.got()
	slices.Sort(got)
	if want := []string{anna + " says 1", anna + " says 3", bob + " says 2"}; !slices.Equal(got, want) {
		t.Errorf("webhooks %v", got)
	}
	for i, want := range []string{"Cardiac arrest, 300 m. 1=coming", "1", "3"} {
		if texts := phone.Texts(); texts[i].Body != want {
			t.Errorf("text %d is %q", i, texts[i].Body)
		}
	}
}

// TestRepliesKeepTheirOrder: with many workers, a phone's second text never
// overtakes its first.
func TestRepliesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	cfg := quick()
	cfg.InboundURL = h.URL
	tw := fake.Start(t, cfg)
	var want []string
	for i := range 50 {
		tw.Phone(anna).Replies(fmt.Sprint(i))
		want = append(want, fmt.Sprintf("%s says %d", anna, i))
	}
	idle(t, tw)
	if got := h.got(); !slices.Equal(got, want) {
		t.Errorf("order %v", got)
	}
}

func TestUnexpectedTextsFail(t *testing.T) {
	t.Parallel()
	cfg := quick()
	cfg.Expect = 30 * time.Millisecond
	tw := fake.Start(t, cfg)
	create(t, tw, anna, "expected", "")
	create(t, tw, anna, "a surprise", "")
	create(t, tw, bob, "another", "")
	tw.Phone(anna).Expect(t, "expected")
	idle(t, tw)

	r := &recorder{TB: t}
	tw.NoUnexpected(r)
	if len(r.said) != 1 || !strings.Contains(r.said[0], "a surprise") || !strings.Contains(r.said[0], "another") || strings.Contains(r.said[0], `"expected"`) {
		t.Errorf("said %q", r.said)
	}
	r = &recorder{TB: t}
	tw.Phone(anna).Expect(r, "expected") // once only
	if len(r.said) != 1 || !strings.Contains(r.said[0], "a surprise") || strings.Contains(r.said[0], "another") {
		t.Errorf("said %q", r.said)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := tw.Phone(bob).ExpectContext(ctx, "another", "not there"); err == nil {
		t.Error("a text without one of the substrings was taken")
	}
}

func TestUnreachablePhone(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	tw := fake.Start(t, quick())
	tw.Phone(anna).FailWith(30003)
	create(t, tw, anna, "x", h.URL)
	idle(t, tw)
	tw.NoUnexpected(t) // nothing arrived
	m := tw.Messages()[0]
	if m.Status != "undelivered" || m.ErrorCode != 30003 || len(tw.Phone(anna).Texts()) != 0 {
		t.Errorf("message %+v", m)
	}
	if got := h.got(); !slices.Equal(got, []string{anna + " sent", anna + " undelivered"}) || h.forms[1].Get("ErrorCode") != "30003" {
		t.Errorf("webhooks %v", got)
	}
}

func TestOptOut(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	cfg := quick()
	cfg.InboundURL = h.URL
	tw := fake.Start(t, cfg)
	phone := tw.Phone(anna)
	for _, c := range []struct {
		word, kind string
		stopped    bool
	}{
		{"stop it", "", false},
		{" Stop ", "STOP", true},
		{"HELP", "HELP", true},
		{"start", "START", false},
		{"QUIT", "STOP", true},
		{"yes", "START", false},
		{"cancel", "STOP", true},
		{"unstop", "START", false},
		{"1", "", false},
	} {
		phone.Replies(c.word)
		idle(t, tw)
		form := h.forms[len(h.forms)-1]
		if form.Get("Body") != c.word || form.Get("OptOutType") != c.kind {
			t.Errorf("%q was forwarded as %v", c.word, form)
		}
		status, e := create(t, tw, anna, "come", "")
		if c.stopped != (status == 400 && e["code"] == 21610.0) || c.stopped == (status == http.StatusCreated) {
			t.Errorf("after %q a text was answered %d %v", c.word, status, e["code"])
		}
		if !c.stopped {
			phone.Expect(t, "come")
		}
		if status, _ := create(t, tw, bob, "come", ""); status != http.StatusCreated {
			t.Errorf("after %q of somebody else: %d", c.word, status)
		}
		tw.Phone(bob).Expect(t, "come")
	}
	tw.NoUnexpected(t) // Twilio's own confirmations are no surprise
	if texts := phone.Texts(); !slices.ContainsFunc(texts, func(m fake.Message) bool {
		return m.Direction == fake.Auto && strings.Contains(m.Body, "unsubscribed")
	}) {
		t.Errorf("no confirmation among %v", texts)
	}
}
