package twilio

// transport_test.go: what twilio-go cannot be trusted with, seen from inside.

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// body notices that it is closed.
type body struct {
	io.Reader
	closed bool
}

func (b *body) Close() error { b.closed = true; return nil }

type answers func(*http.Request) (*http.Response, error)

func (f answers) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestRoundTripClosesEveryBody(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken off")
	for name, c := range map[string]struct {
		status int
		read   io.Reader
		err    error
	}{
		"success":    {201, strings.NewReader(`{}`), nil},
		"error body": {400, strings.NewReader(`{"code":21211}`), nil},
		"too long":   {200, strings.NewReader(strings.Repeat("x", maxResponse+1)), errTooLong},
		"broken":     {201, io.MultiReader(strings.NewReader(`{"sid"`), failing{broken}), broken},
	} {
		b := &body{Reader: c.read}
		round := &call{ctx: t.Context(), base: answers(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: c.status, Header: http.Header{"Retry-After": {"3"}}, Body: b}, nil
		})}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://api.twilio.com/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := round.RoundTrip(req)
		if !errors.Is(err, c.err) || round.status != c.status || round.retryAfter != 3*time.Second {
			t.Errorf("%s: %v, status %d, retry after %s", name, err, round.status, round.retryAfter)
		}
		if !b.closed {
			t.Errorf("%s: the body stayed open", name)
		}
		if err == nil {
			_ = res.Body.Close()
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "5": 5 * time.Second, "0.5": 500 * time.Millisecond, "-5": 0, "soon": 0,
		"Fri, 01 May 2026 12:00:09 GMT": 9 * time.Second, "Fri, 01 May 2026 11:59:00 GMT": 0,
	} {
		if got := retryAfter(header, clock); got != want {
			t.Errorf("%q is %s, want %s", header, got, want)
		}
	}
}
