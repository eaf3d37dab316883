package fake_test

// main_test.go: what the tests share: an API client of three lines, and a
// server that takes webhooks.

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	anna = "+13025550101"
	bob  = "+13025550102"
	api  = "/2010-04-01/Accounts/" + fake.DefaultAccountSID + "/Messages"
)

// quick is a network without delays.
func quick() fake.Config {
	return fake.Config{SentAfter: time.Millisecond, DeliveredAfter: 2 * time.Millisecond, RetryAfter: time.Millisecond}
}

var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 10 * time.Second}

// call does one API call and returns the status and the decoded answer.
func call(t testing.TB, method, target string, form url.Values) (int, map[string]any) {
	t.Helper()
	res, err := send(t, method, target, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var got map[string]any
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		t.Fatalf("%s %s answered %d, no JSON: %v", method, target, res.StatusCode, err)
	}
	return res.StatusCode, got
}

func send(t testing.TB, method, target string, form url.Values) (*http.Response, error) {
	t.Helper()
	t.Cleanup(client.CloseIdleConnections)
	req, err := http.NewRequestWithContext(context.Background(), method, target, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(fake.DefaultAccountSID, fake.DefaultAuthToken)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return client.Do(req)
}

func create(t testing.TB, tw *fake.Twilio, to, body, callback string) (int, map[string]any) {
	t.Helper()
	return call(t, http.MethodPost, tw.URL()+api+".json",
		url.Values{"To": {to}, "From": {fake.DefaultNumber}, "Body": {body}, "StatusCallback": {callback}})
}

func idle(t testing.TB, tw *fake.Twilio) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := tw.Idle(ctx); err != nil {
		t.Fatalf("still busy: %v", err)
	}
}

// hooks takes webhooks, checks their signatures and remembers them.
type hooks struct {
	URL    string
	mu     sync.Mutex
	forms  []url.Values
	answer func(form url.Values, n int) int
}

func takeHooks(t testing.TB) *hooks {
	h := &hooks{answer: func(url.Values, int) int { return http.StatusOK }}
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, err := url.ParseQuery(string(body))
		if err != nil || !twilio.Valid(fake.DefaultAuthToken, "http://"+r.Host+r.RequestURI, form, r.Header.Get("X-Twilio-Signature")) {
			t.Errorf("a webhook's signature does not fit: %s %s", r.RequestURI, body)
		}
		h.mu.Lock()
		h.forms = append(h.forms, form)
		status := h.answer(form, len(h.forms))
		h.mu.Unlock()
		w.WriteHeader(status)
	}))
	srv.Start()
	t.Cleanup(srv.Close)
	h.URL = srv.URL + "/hook"
	return h
}

// got lists "phone word" of each webhook taken, in order.
func (h *hooks) got() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []string
	for _, f := range h.forms {
		if f.Get("SmsStatus") == "received" {
			list = append(list, fmt.Sprintf("%s says %s", f.Get("From"), f.Get("Body")))
		} else {
			list = append(list, fmt.Sprintf("%s %s", f.Get("To"), f.Get("MessageStatus")))
		}
	}
	return list
}

// recorder is a test that may fail without failing ours.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...) }
