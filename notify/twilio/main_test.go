package twilio_test

// main_test.go: what the tests share.

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	volunteer = "+13025550101"
	public    = "https://fifteen.example.org" // where the webhooks are said to be
	nowhere   = "http://127.0.0.1:1"          // where nobody listens
)

// account is the fake's account as the driver is told of it.
func account(apiURL string) twilio.Config {
	return twilio.Config{
		AccountSID: fake.DefaultAccountSID, AuthToken: fake.DefaultAuthToken, From: fake.DefaultNumber,
		APIURL: apiURL, PublicURL: nowhere, Timeout: 5 * time.Second,
	}
}

func newChannel(t *testing.T, cfg twilio.Config) *twilio.Channel {
	t.Helper()
	c, err := twilio.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func text(body string) notify.Message {
	return notify.Message{Notice: "n-1", To: volunteer, Body: body}
}

// receiver keeps what the webhooks bring.
type receiver struct {
	mu      sync.Mutex
	in      []notify.Inbound
	reports []notify.StatusReport
	err     error
}

func (r *receiver) Inbound(_ context.Context, in notify.Inbound) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.in = append(r.in, in)
	return r.err
}

func (r *receiver) Status(_ context.Context, s notify.StatusReport) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reports = append(r.reports, s)
	return r.err
}

func (r *receiver) took() ([]notify.Inbound, []notify.StatusReport) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.in, r.reports
}

func (r *receiver) statuses() []dispatch.TextStatus {
	_, reports := r.took()
	var list []dispatch.TextStatus
	for _, s := range reports {
		list = append(list, s.Status)
	}
	return list
}

// newHooks makes webhooks whose clock stands still.
func newHooks(t testing.TB, publicURL string, to notify.Receiver) *twilio.Hooks {
	t.Helper()
	cfg := account(nowhere)
	cfg.PublicURL = publicURL
	h, err := twilio.NewHooks(cfg, to, twilio.HookOptions{
		Now:    func() time.Time { return time.Unix(1_800_000_000, 0) },
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// serveHooks puts webhooks on a port; the public URL is that port's.
func serveHooks(t *testing.T, to notify.Receiver) string {
	t.Helper()
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	hooks := newHooks(t, srv.URL, to)
	mux.Handle("POST "+twilio.InboundPath, hooks.Inbound())
	mux.Handle("POST "+twilio.StatusPath+"{notice}", hooks.Status())
	return srv.URL
}

func idle(t *testing.T, tw *fake.Twilio) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := tw.Idle(ctx); err != nil {
		t.Fatalf("the fake is still busy: %v", err)
	}
}
