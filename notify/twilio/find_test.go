package twilio_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
	"fifteen/notify/twilio/fake"
)

func TestFindReportsHowFarTheTextIs(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{SentAfter: time.Millisecond, DeliveredAfter: time.Millisecond})
	tw.SetFaults(fake.Faults{ResetAfter: fake.Fault{Next: 1}})
	c := newChannel(t, account(tw.URL()))
	tw.Phone(volunteer).FailWith(30003)
	since := time.Now()
	_, err := c.Send(t.Context(), text("come\nquickly "))
	if e := sendError(t, err); e.Outcome != notify.OutcomeUnknown {
		t.Fatal(e)
	}
	idle(t, tw)
	r, found, err := c.Find(t.Context(), text("come\nquickly "), since)
	if err != nil || !found {
		t.Fatalf("found %v, %v", found, err)
	}
	if r.Status != dispatch.TextFailed || r.Code != "30003" || r.Reason == "" || r.Segments != 1 {
		t.Errorf("receipt %+v", r)
	}
}

// TestFindSeesTheQueue: Twilio's filter by date leaves out what has not been sent.
func TestFindSeesTheQueue(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{SentAfter: time.Hour, DeliveredAfter: time.Hour})
	tw.SetFaults(fake.Faults{ResetAfter: fake.Fault{Next: 1}})
	c := newChannel(t, account(tw.URL()))
	since := time.Now()
	_, err := c.Send(t.Context(), text("come"))
	sendError(t, err)
	r, found, err := c.Find(t.Context(), text("come"), since)
	if err != nil || !found || r.Status != dispatch.TextAcceptedBy {
		t.Errorf("%+v, found %v, %v", r, found, err)
	}
}

func TestFindTakesNothingElse(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{SentAfter: time.Millisecond, DeliveredAfter: time.Millisecond})
	c := newChannel(t, account(tw.URL()))
	if _, err := c.Send(t.Context(), text("come")); err != nil {
		t.Fatal(err)
	}
	tw.Phone(volunteer).Replies("come")
	other := text("come")
	other.To = "+13025550102"
	idle(t, tw)
	for name, c2 := range map[string]struct {
		m     notify.Message
		since time.Time
		want  bool
	}{
		"the very one":     {text("come"), time.Now(), true},
		"another body":     {text("come!"), time.Now(), false},
		"another number":   {other, time.Now(), false},
		"an earlier one":   {text("come"), time.Now().Add(time.Minute), false},
		"a later attempt?": {text("come"), time.Now().Add(-time.Minute), true},
	} {
		if _, found, err := c.Find(t.Context(), c2.m, c2.since); err != nil || found != c2.want {
			t.Errorf("%s: found %v, %v", name, found, err)
		}
	}
	inbound := text("come")
	inbound.To = fake.DefaultNumber
	if _, found, _ := c.Find(t.Context(), inbound, time.Now()); found {
		t.Error("a reply was taken for a text of ours")
	}
}

func TestFindTurnsPages(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{SentAfter: time.Millisecond, DeliveredAfter: time.Millisecond})
	c := newChannel(t, account(tw.URL()))
	since := time.Now()
	first, err := c.Send(t.Context(), text("the first"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 450 {
		if _, err := c.Send(t.Context(), text(fmt.Sprint("number ", i))); err != nil {
			t.Fatal(err)
		}
	}
	idle(t, tw)
	r, found, err := c.Find(t.Context(), text("the first"), since)
	if err != nil || !found || r.ProviderID != first.ProviderID {
		t.Errorf("%+v, found %v, %v", r, found, err)
	}
	if _, found, err := c.Find(t.Context(), text("never sent"), since); err != nil || found {
		t.Errorf("found %v, %v", found, err)
	}
}

// TestFindKnowsTwiliosClock: the provider's clock is two minutes off, either way.
func TestFindKnowsTwiliosClock(t *testing.T) {
	t.Parallel()
	for _, off := range []time.Duration{-2 * time.Minute, 2 * time.Minute} {
		now := time.Now()
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
			fmt.Fprintf(w, `{"messages":[%s,%s],"next_page_uri":null}`,
				listed("SM00000000000000000000000000000002", "Sent from your Twilio trial account - come", now.Add(off)),
				listed("SM00000000000000000000000000000001", "leave", now.Add(off-time.Minute)))
		}))
		c := newChannel(t, account(srv.URL))
		r, found, err := c.Find(t.Context(), text("come"), now)
		if err != nil || !found || r.ProviderID != "SM00000000000000000000000000000002" {
			t.Errorf("%s off: %+v, found %v, %v", off, r, found, err)
		}
		if _, found, err := c.Find(t.Context(), text("leave"), now); err != nil || found {
			t.Errorf("%s off: a text of a minute before was taken: %v, %v", off, found, err)
		}
		srv.Close()
	}
}

func TestFindSaysWhenItCannotKnow(t *testing.T) {
	t.Parallel()
	endless := fmt.Sprintf(`{"messages":[%s],"next_page_uri":"/x.json?Page=1&PageToken=PA1"}`,
		listed("SM00000000000000000000000000000001", "other", time.Now().Add(time.Minute)))
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"unavailable": {503, `{"code":20503,"message":"no","status":503}`, "20503"},
		"bad token":   {401, `{"code":20003,"message":"Authenticate","status":401}`, "TWILIO_AUTH_TOKEN"},
		"no json":     {200, `<html>`, "cannot be read"},
		"no date":     {200, `{"messages":[{"sid":"SM1","date_created":"yesterday"}]}`, "cannot be read"},
		"too many":    {200, endless, "2,000"},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.body)
		}))
		_, found, err := newChannel(t, account(srv.URL)).Find(t.Context(), text("come"), time.Now())
		if found || err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), volunteer[1:]) {
			t.Errorf("%s: found %v, %v", name, found, err)
		}
		srv.Close()
	}
	cfg := account(nowhere)
	if _, found, err := newChannel(t, cfg).Find(t.Context(), text("come"), time.Now()); found || err == nil || strings.Contains(err.Error(), volunteer[1:]) {
		t.Errorf("nobody there: found %v, %v", found, err)
	}
}

func listed(sid, body string, created time.Time) string {
	return fmt.Sprintf(`{"sid":%q,"body":%q,"to":%q,"direction":"outbound-api","status":"sent","num_segments":"1","date_created":%q}`,
		sid, body, volunteer, created.UTC().Format(time.RFC1123Z))
}
