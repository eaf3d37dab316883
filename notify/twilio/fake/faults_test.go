package fake_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fifteen/notify/twilio/fake"
)

// TestCreateFaults: what each does to the call and to the message.
func TestCreateFaults(t *testing.T) {
	t.Parallel()
	one := fake.Fault{Next: 1}
	for name, c := range map[string]struct {
		faults   fake.Faults
		status   int // 0: the connection breaks
		accepted bool
	}{
		"too_many":     {fake.Faults{TooMany: one, RetryAfter: 3 * time.Second}, 429, false},
		"error_before": {fake.Faults{ErrorBefore: one}, 503, false},
		"error_after":  {fake.Faults{ErrorAfter: one}, 500, true},
		"reset_before": {fake.Faults{ResetBefore: one}, 0, false},
		"reset_after":  {fake.Faults{ResetAfter: one}, 0, true},
		"hang_before":  {fake.Faults{HangBefore: one, HangFor: time.Millisecond}, 0, false},
		"hang_after":   {fake.Faults{HangAfter: one, HangFor: time.Millisecond}, 0, true},
		"slow":         {fake.Faults{Slow: one, SlowBy: time.Millisecond}, 201, true},
		"reply_first":  {fake.Faults{ReplyFirst: one, HoldFor: time.Millisecond}, 201, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := fake.Start(t, quick())
			tw.SetFaults(c.faults)
			form := url.Values{"To": {anna}, "From": {fake.DefaultNumber}, "Body": {"x"}}
			res, err := send(t, http.MethodPost, tw.URL()+api+".json", form)
			status := 0
			if err == nil {
				status = res.StatusCode
				res.Body.Close()
			}
			if status != c.status {
				t.Errorf("answered %d (%v), want %d", status, err, c.status)
			}
			if status == 429 && res.Header.Get("Retry-After") != "3" {
				t.Errorf("Retry-After %q", res.Header.Get("Retry-After"))
			}
			calls := tw.CreateCalls()
			if len(calls) != 1 || calls[0].Fault != name || calls[0].Accepted != c.accepted || (len(tw.Messages()) == 1) != c.accepted {
				t.Errorf("recorded %+v, %d messages", calls, len(tw.Messages()))
			}
			if status, _ := create(t, tw, anna, "y", ""); status != 201 {
				t.Errorf("the next call was answered %d", status)
			}
		})
	}
}

func TestSlowAnswersLate(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	tw.SetFaults(fake.Faults{Slow: fake.Fault{Next: 1}, SlowBy: 100 * time.Millisecond})
	began := time.Now()
	create(t, tw, anna, "x", "")
	if took := time.Since(began); took < 100*time.Millisecond {
		t.Errorf("answered after %s", took)
	}
}

// TestReplyFirst: the reply has been delivered before the create call returns.
func TestReplyFirst(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	cfg := quick()
	cfg.InboundURL = h.URL
	tw := fake.Start(t, cfg)
	tw.SetFaults(fake.Faults{ReplyFirst: fake.Fault{Next: 1}, HoldFor: time.Minute})
	done := make(chan []string, 1)
	go func() {
		create(t, tw, anna, "come", "")
		done <- h.got()
	}()
	phone := tw.Phone(anna)
	text := phone.Expect(t, "come")
	select {
	case <-done:
		t.Fatal("the call returned before the reply")
	default:
	}
	text.Replies("1")
	if got := <-done; !slices.Equal(got, []string{anna + " says 1"}) {
		t.Errorf("delivered when the call returned: %v", got)
	}
}

func TestCallbackFaults(t *testing.T) {
	t.Parallel()
	sent, delivered := anna+" sent", anna+" delivered"
	one := fake.Fault{Next: 1}
	for name, c := range map[string]struct {
		faults fake.Faults
		want   []string
	}{
		"none":                           {fake.Faults{}, []string{sent, delivered}},
		"doubled":                        {fake.Faults{CallbackDoubled: one}, []string{sent, sent, delivered}},
		"reordered":                      {fake.Faults{CallbackReordered: one}, []string{delivered, sent}},
		"first missing":                  {fake.Faults{CallbackMissing: one}, []string{delivered}},
		"all missing":                    {fake.Faults{CallbackMissing: fake.Fault{Probability: 1}}, nil},
		"someone else's":                 {fake.Faults{CallbackMissing: fake.Fault{Probability: 1, To: bob}}, []string{sent, delivered}},
		"reordered and the last missing": {fake.Faults{CallbackReordered: one, CallbackMissing: fake.Fault{Probability: 1}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := takeHooks(t)
			tw := fake.Start(t, quick())
			tw.SetFaults(c.faults)
			create(t, tw, anna, "x", h.URL+"/status/n1?a=b")
			idle(t, tw)
			if got := h.got(); !slices.Equal(got, c.want) {
				t.Errorf("webhooks %v, want %v", got, c.want)
			}
		})
	}
}

func TestCallbackLate(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	tw := fake.Start(t, quick())
	tw.SetFaults(fake.Faults{CallbackLate: fake.Fault{Next: 1}, LateBy: 150 * time.Millisecond})
	began := time.Now()
	create(t, tw, anna, "x", h.URL)
	tw.Phone(anna).Expect(t, "x")
	idle(t, tw)
	first := tw.Callbacks()[0]
	if late := first.At.Sub(began); first.Status != "sent" || late < 150*time.Millisecond {
		t.Errorf("the first report, %s, came after %s", first.Status, late)
	}
}

func TestCallbackIsTriedTwiceAtMost(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	h.answer = func(form url.Values, n int) int {
		if form.Get("MessageStatus") == "sent" {
			return http.StatusServiceUnavailable
		}
		if n == 3 {
			return http.StatusBadGateway
		}
		return http.StatusBadRequest // our fault: Twilio does not come again
	}
	tw := fake.Start(t, quick())
	create(t, tw, anna, "x", h.URL)
	idle(t, tw)
	var got []string
	for _, c := range tw.Callbacks() {
		got = append(got, fmt.Sprintf("%s %d %d", c.Status, c.Attempt, c.Answer))
	}
	if want := []string{"sent 1 503", "sent 2 503", "delivered 1 502", "delivered 2 400"}; !slices.Equal(got, want) {
		t.Errorf("attempts %v, want %v", got, want)
	}
}

// TestChanceDependsOnTheSeedAlone: the same story goes wrong in the same places.
func TestChanceDependsOnTheSeedAlone(t *testing.T) {
	t.Parallel()
	story := func(seed uint64, order []string) string {
		cfg := quick()
		cfg.Seed = seed
		tw := fake.Start(t, cfg)
		tw.SetFaults(fake.Faults{ErrorBefore: fake.Fault{Probability: 0.3}})
		marks := map[string]string{}
		for _, to := range order {
			status, _ := create(t, tw, to, "x", "")
			marks[to] += fmt.Sprint(status/100, " ")
		}
		return marks[anna] + "/ " + marks[bob]
	}
	var turns, blocks []string
	for range 40 {
		turns = append(turns, anna, bob)
	}
	blocks = append(slices.Repeat([]string{bob}, 40), slices.Repeat([]string{anna}, 40)...)
	first := story(1, turns)
	if again := story(1, blocks); again != first {
		t.Errorf("another order, other faults:\n%s\n%s", first, again)
	}
	if other := story(2, turns); other == first {
		t.Error("another seed, the same faults")
	}
	if n := strings.Count(first, "5 "); n < 10 || n > 40 {
		t.Errorf("%d of 80 calls failed at a probability of 0.3", n)
	}
}

func TestFaultsOverHTTP(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	put := func(body string) (int, string) {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPut, tw.URL()+"/faults", strings.NewReader(body))
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var got json.RawMessage
		_ = json.NewDecoder(res.Body).Decode(&got)
		return res.StatusCode, string(got)
	}
	status, got := put(`{"too_many":{"next":2},"slow":{"probability":0.5,"to":"+1"},"retry_after":"4s","slow_by":"1.5s"}`)
	f := tw.Faults()
	if status != 200 || f.TooMany.Next != 2 || f.Slow.Probability != 0.5 || f.RetryAfter != 4*time.Second || f.SlowBy != 1500*time.Millisecond || f.HangFor != time.Minute {
		t.Errorf("%d, menu %+v", status, f)
	}
	if !strings.Contains(got, `"slow_by":"1.5s"`) || !strings.Contains(got, `"too_many":{"next":2}`) || strings.Contains(got, "reset_after") {
		t.Errorf("shown as %s", got)
	}
	for _, bad := range []string{`{"tooMany":{"next":1}}`, `{"slow_by":"soon"}`, `[]`, ``} {
		if status, got := put(bad); status != 400 || !strings.Contains(got, "message") {
			t.Errorf("%s answered %d %s", bad, status, got)
		}
	}
	if tw.Faults() != f {
		t.Error("a refused menu changed the faults")
	}
	if status, _ := create(t, tw, anna, "x", ""); status != 429 || tw.Faults().TooMany.Next != 1 {
		t.Errorf("answered %d, %+v left", status, tw.Faults().TooMany)
	}
}
