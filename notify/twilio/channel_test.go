package twilio_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
	"fifteen/notify/twilio/fake"
)

func TestSend(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{})
	c := newChannel(t, account(tw.URL()))
	m := text("心脏骤停 #12 · 1=能来")
	m.Notice = "i7/n3"
	r, err := c.Send(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	call := tw.CreateCalls()[0]
	if r.ProviderID != call.SID || r.Status != dispatch.TextAcceptedBy || r.Segments != 1 || r.Code != "" {
		t.Errorf("receipt %+v for call %+v", r, call)
	}
	if call.To != volunteer || call.From != fake.DefaultNumber || call.Body != m.Body {
		t.Errorf("call %+v", call)
	}
	if want := nowhere + "/hooks/twilio/status/i7%2Fn3"; call.Callback != want {
		t.Errorf("status callback %s, want %s", call.Callback, want)
	}
	tw.Phone(volunteer).Expect(t, "心脏骤停")
	tw.NoUnexpected(t)
}

func TestSendThroughAMessagingService(t *testing.T) {
	t.Parallel()
	var form url.Values
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		form = r.PostForm
		if !strings.HasPrefix(r.URL.Path, "/twilio/2010-04-01/Accounts/"+fake.DefaultAccountSID) {
			t.Errorf("path %s does not begin with that of TWILIO_API_URL", r.URL.Path)
		}
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"sid":"SM00000000000000000000000000000001","status":"a word of tomorrow","num_segments":"0"}`)
	}))
	defer srv.Close()
	cfg := account(srv.URL + "/twilio/")
	cfg.From, cfg.MessagingServiceSID = "", "MG"+strings.Repeat("0", 32)
	r, err := newChannel(t, cfg).Send(t.Context(), text("hello"))
	if err != nil || r.Status != dispatch.TextAcceptedBy {
		t.Fatalf("%+v, %v: a message with an unknown status is still taken", r, err)
	}
	if form.Get("MessagingServiceSid") != cfg.MessagingServiceSID || form.Has("From") {
		t.Errorf("form %v", form)
	}
}

// TestSendSortsFailures: each fault of a provider, the outcome, and whether
// the message can be found afterwards.
func TestSendSortsFailures(t *testing.T) {
	t.Parallel()
	one := fake.Fault{Next: 1}
	for name, c := range map[string]struct {
		faults fake.Faults
		want   notify.Outcome
		found  bool
		after  time.Duration
	}{
		"too many":     {fake.Faults{TooMany: one, RetryAfter: 7 * time.Second}, notify.OutcomeRetry, false, 7 * time.Second},
		"error before": {fake.Faults{ErrorBefore: one}, notify.OutcomeUnknown, false, 0},
		"error after":  {fake.Faults{ErrorAfter: one}, notify.OutcomeUnknown, true, 0},
		"reset before": {fake.Faults{ResetBefore: one}, notify.OutcomeUnknown, false, 0},
		"reset after":  {fake.Faults{ResetAfter: one}, notify.OutcomeUnknown, true, 0},
		"hang before":  {fake.Faults{HangBefore: one}, notify.OutcomeUnknown, false, 0},
		"hang after":   {fake.Faults{HangAfter: one}, notify.OutcomeUnknown, true, 0},
		"slow":         {fake.Faults{Slow: one, SlowBy: time.Minute}, notify.OutcomeUnknown, true, 0},
		"reply first":  {fake.Faults{ReplyFirst: one, HoldFor: time.Minute}, notify.OutcomeUnknown, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := fake.Start(t, fake.Config{})
			cfg := account(tw.URL())
			cfg.Timeout = 500 * time.Millisecond
			ch := newChannel(t, cfg)
			tw.SetFaults(c.faults)
			since := time.Now()

			_, err := ch.Send(t.Context(), text("come"))
			e := sendError(t, err)
			if e.Outcome != c.want || e.RetryAfter != c.after {
				t.Errorf("outcome %d after %s (%v), want %d after %s", e.Outcome, e.RetryAfter, e, c.want, c.after)
			}
			r, found, err := ch.Find(t.Context(), text("come"), since)
			if err != nil || found != c.found {
				t.Fatalf("found %v, %v", found, err)
			}
			if call := tw.CreateCalls()[0]; found && r.ProviderID != call.SID {
				t.Errorf("found %s, want %s", r.ProviderID, call.SID)
			}
			if n := len(tw.CreateCalls()); n != 1 {
				t.Errorf("%d create calls for one Send", n)
			}
		})
	}
}

func TestSendSortsAnswers(t *testing.T) {
	t.Parallel()
	type answer struct {
		status  int
		body    string
		want    notify.Outcome
		code    string
		reasons string
	}
	coded := func(code int) string {
		return fmt.Sprintf(`{"code":%d,"message":"The number %s is no good, nor is (302) 555-0101","status":400}`, code, volunteer)
	}
	for name, a := range map[string]answer{
		"not a number":          {400, coded(21211), notify.OutcomeRefused, "21211", "not a phone number"},
		"region":                {400, coded(21408), notify.OutcomeRefused, "21408", "country"},
		"opted out":             {400, coded(21610), notify.OutcomeRefused, "21610", "STOP"},
		"landline":              {400, coded(21614), notify.OutcomeRefused, "21614", "cannot receive"},
		"forbidden region":      {403, coded(21408), notify.OutcomeRefused, "21408", "country"},
		"unknown code":          {400, coded(29999), notify.OutcomeRefused, "29999", "The number … is no good, nor is (…"},
		"bad token":             {401, coded(20003), notify.OutcomeRetry, "20003", "TWILIO_AUTH_TOKEN"},
		"foreign sender":        {400, coded(21606), notify.OutcomeRetry, "21606", "TWILIO_FROM"},
		"queue full":            {400, coded(30001), notify.OutcomeRetry, "30001", "full"},
		"no such account":       {404, coded(20404), notify.OutcomeRetry, "20404", "TWILIO_API_URL"},
		"proxy forbids":         {403, "<html>no</html>", notify.OutcomeRetry, "", "403"},
		"proxy bad request":     {400, "<html>no</html>", notify.OutcomeRefused, "", "400"},
		"proxy timed out":       {408, "", notify.OutcomeUnknown, "", "408"},
		"redirect":              {307, "", notify.OutcomeRetry, "", "307"},
		"gateway":               {502, "<html>bad gateway</html>", notify.OutcomeUnknown, "", "502"},
		"unavailable, coded":    {503, coded(20503), notify.OutcomeUnknown, "20503", "no good"},
		"permanent code in 5xx": {500, coded(21211), notify.OutcomeUnknown, "21211", ""},
		"success, no json":      {201, "<html>hello</html>", notify.OutcomeUnknown, "", "cannot be read"},
		"success, cut off":      {201, `{"sid":"SM`, notify.OutcomeUnknown, "", "cannot be read"},
		"success, no sid":       {200, `{}`, notify.OutcomeUnknown, "", "names no message"},
		"success, endless":      {201, `{"sid":"` + strings.Repeat("x", 5<<20), notify.OutcomeUnknown, "", "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "http://127.0.0.1:1/elsewhere")
				w.WriteHeader(a.status)
				fmt.Fprint(w, a.body)
			}))
			defer srv.Close()
			_, err := newChannel(t, account(srv.URL)).Send(t.Context(), text("come"))
			e := sendError(t, err)
			if e.Outcome != a.want || e.Code != a.code || !strings.Contains(e.Error(), a.reasons) {
				t.Errorf("outcome %d, code %q, %q; want %d, %q, …%s…", e.Outcome, e.Code, e.Error(), a.want, a.code, a.reasons)
			}
		})
	}
}

func TestSendBeforeAnythingWasWritten(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + ln.Addr().String()
	ln.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx context.Context
		url string
	}{
		"connection refused": {t.Context(), nobody},
		"no such name":       {t.Context(), "http://twilio.invalid"},
		"already cancelled":  {ended, nobody},
	} {
		_, err := newChannel(t, account(c.url)).Send(c.ctx, text("come"))
		if e := sendError(t, err); e.Outcome != notify.OutcomeRetry {
			t.Errorf("%s: outcome %d (%v)", name, e.Outcome, e)
		}
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{})
	tw.SetFaults(fake.Faults{HangBefore: fake.Fault{Next: 1}})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := newChannel(t, account(tw.URL())).Send(ctx, text("come"))
	if e := sendError(t, err); !errors.Is(e, context.DeadlineExceeded) {
		t.Errorf("cause is %v", e.Err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("returned %s after the context ended", took)
	}
}

// TestSendReusesConnections would fail if a body stayed open: each refused
// call would cost a connection.
func TestSendReusesConnections(t *testing.T) {
	t.Parallel()
	tw, err := fake.New(fake.Config{})
	if err != nil {
		t.Fatal(err)
	}
	var opened atomic.Int64
	srv := httptest.NewUnstartedServer(tw)
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	c := newChannel(t, account(srv.URL))
	tw.SetFaults(fake.Faults{ErrorBefore: fake.Fault{Probability: 0.5}})
	for i := range 100 {
		_, _ = c.Send(t.Context(), text(fmt.Sprint("text ", i)))
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections for 100 calls, one after the other", n)
	}
	var senders sync.WaitGroup
	for range 200 {
		senders.Go(func() { _, _ = c.Send(t.Context(), text("at once")) })
	}
	senders.Wait()
	if n := len(tw.CreateCalls()); n != 300 {
		t.Errorf("%d calls, want 300", n)
	}
	failed := 0
	for _, call := range tw.CreateCalls() {
		if !call.Accepted {
			failed++
		}
	}
	if failed < 75 || failed > 225 {
		t.Errorf("%d of 300 calls failed; the test needs about half", failed)
	}
}

func sendError(t *testing.T, err error) *notify.SendError {
	t.Helper()
	var e *notify.SendError
	if !errors.As(err, &e) {
		t.Fatalf("error is %v, want a *SendError", err)
	}
	shown := fmt.Sprintf("%v %v %+v", e, e.Err, e.Reason)
	for _, secret := range []string{volunteer[1:], volunteer[2:], "555-0101", fake.DefaultAuthToken} {
		if strings.Contains(shown, secret) {
			t.Errorf("the error shows %s: %s", secret, shown)
		}
	}
	return e
}
