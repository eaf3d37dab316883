package web_test

// middleware_test.go: what every request gets, whatever its route.

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"fifteen/dispatch"
	"fifteen/web"
)

func TestEveryAnswerHasItsHeaders(t *testing.T) {
	w := newWorld(t)
	ids := map[string]bool{}
	for _, path := range []string{"/", "/v1/incidents", "/v1/nothing", "/healthz", "/r/" + pageTok, "/r/nothing-here"} {
		a := w.get(dispatch.AccessOfficer, path)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
		} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		csp := a.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "frame-ancestors 'none'") || !strings.Contains(csp, "default-src") || strings.Contains(csp, "unsafe-eval") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if scripts := strings.Contains(csp, "script-src 'unsafe-inline'"); scripts {
			t.Errorf("%s lets any script run", path)
		}
		ids[a.Header.Get("X-Request-Id")] = true
	}
	if len(ids) != 6 || ids[""] {
		t.Errorf("request ids %v", ids)
	}
	if got := w.send(request{method: "GET", path: "/healthz", header: map[string]string{"X-Request-Id": "abc-1"}}).Header.Get("X-Request-Id"); got != "abc-1" {
		t.Errorf("a good request id was not kept: %q", got)
	}
	if got := w.send(request{method: "GET", path: "/healthz", header: map[string]string{"X-Request-Id": "a\"b c"}}).Header.Get("X-Request-Id"); got == "a\"b c" {
		t.Error("a bad request id was kept")
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/v1/nothing", "/v1/", "/hooks/none", "/r/", "/tiles/1", "/v1/incidents/i1/nothing"} {
		w.get(dispatch.AccessAdmin, path).problem(404, "not_found", "")
	}
	for route, allow := range map[string]string{
		"PUT /v1/incidents": "GET, POST", "DELETE /v1/incidents/i1": "GET", "POST /healthz": "GET", "GET /hooks/twilio/inbound": "POST",
		"GET /r/" + pageTok + "/answer": "POST", "OPTIONS /v1/plans": "GET", "POST /": "GET, HEAD", "TRACE /v1/responders/v1": "GET, PATCH, DELETE",
	} {
		method, path, _ := strings.Cut(route, " ")
		a := w.send(request{method: method, path: path})
		a.problem(405, "method", "")
		if got := a.Header.Get("Allow"); got != allow {
			t.Errorf("%s: Allow %q, want %q", route, got, allow)
		}
	}
	for _, path := range []string{"/", "/incidents/i1", "/assets/app.js"} {
		if a := w.get("", path).want(200); !strings.Contains(string(a.body), "dashboard") || a.Header.Get("Cache-Control") != "" {
			t.Errorf("%s is the dashboard's, and so is its caching: %s", path, a.body)
		}
	}
	bare := newWorld(t, func(c *web.Config) { c.UI, c.Live = nil, nil })
	bare.get("", "/").problem(404, "not_found", "")
	bare.get(dispatch.AccessOfficer, "/v1/live").problem(404, "not_found", "")
	bare.get(dispatch.AccessOfficer, "/tiles/1/0/0.mvt").problem(404, "not_found", "")
}

func TestLogNamesRoutesNotPaths(t *testing.T) {
	w := newWorld(t)
	w.get("", "/r/"+pageTok)
	w.post("", "/r/"+pageTok+"/answer", `{"answer":"accept"}`)
	w.get(dispatch.AccessOfficer, "/v1/responders?q=13800138000")
	w.send(request{method: "GET", path: "/v1/incidents", header: asOfficer()})
	w.post("", "/v1/session", credentials("li", password))
	log := w.log.String()
	for _, secret := range []string{pageTok, "13800138000", "secret-officer", cookies[dispatch.AccessOfficer], password} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
	for _, want := range []string{"route=/r/{token} ", "route=/r/{token}/answer", "route=/v1/responders", "by=officer:li", "by=token:machine-officer", "status=200"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q:\n%s", want, log)
		}
	}
}

func TestMetricsAreByRoute(t *testing.T) {
	w := newWorld(t)
	w.get("", "/r/"+pageTok)
	w.get(dispatch.AccessTracker, "/v1/incidents/i1")
	w.send(request{method: "BREW", path: "/pot"})
	w.post("", "/v1/session", credentials("li", "wrong password"))
	text := string(w.get("", "/metrics").want(200).body)
	for _, want := range []string{
		`fifteen_http_request_duration_seconds_count{method="GET",route="/r/{token}",status="200"} 1`,
		`fifteen_http_request_duration_seconds_count{method="GET",route="/v1/incidents/{id}",status="403"} 1`,
		`fifteen_http_request_duration_seconds_count{method="other",route="/",status="405"} 1`,
		`fifteen_sign_ins_total{result="refused"} 1`, `fifteen_http_requests_in_flight 1`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the metrics lack %s:\n%s", want, text)
		}
	}
	if strings.Contains(text, pageTok) {
		t.Error("the metrics hold a token")
	}
}

func TestPanicsBecomeProblems(t *testing.T) {
	w := newWorld(t, func(c *web.Config) {
		c.Hooks = map[string]http.Handler{"POST /hooks/twilio/inbound": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret internals") })}
	})
	a := w.post("", "/hooks/twilio/inbound", "")
	a.problem(500, "internal", "")
	if strings.Contains(string(a.body), "secret") || !strings.Contains(w.log.String(), "secret internals") {
		t.Errorf("the panic must be in the log, not in the answer: %s", a.body)
	}
	w.get("", "/healthz").want(200)
}

func TestHealth(t *testing.T) {
	w := newWorld(t)
	w.get("", "/healthz").want(200)
	w.get("", "/readyz").want(200)
	w.down = errors.New("dial tcp 10.1.2.3: refused")
	w.get("", "/healthz").want(200) // the process is alive
	a := w.get("", "/readyz")
	a.problem(503, "unavailable", "")
	if strings.Contains(string(a.body), "10.1.2.3") || a.Header.Get("Retry-After") == "" {
		t.Errorf("not ready: %s", a.body)
	}
}

// slowDesk waits until the request's time is up.
type slowDesk struct{ web.Desk }

func (slowDesk) Close(ctx context.Context, _, _, _ string) (*dispatch.Case, error) {
	if _, ok := ctx.Deadline(); !ok {
		return nil, errors.New("a request without a deadline")
	}
	return nil, context.DeadlineExceeded
}

func TestRequestsHaveADeadline(t *testing.T) {
	w := newWorld(t, func(c *web.Config) { c.Desk = slowDesk{c.Desk} })
	w.post(dispatch.AccessOfficer, "/v1/incidents/i1/close", `{}`).problem(503, "unavailable", "")
	live := newWorld(t, func(c *web.Config) {
		c.Live = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if _, limited := r.Context().Deadline(); limited {
				t.Error("a socket must live longer than a request")
			}
			rw.WriteHeader(http.StatusSwitchingProtocols)
		})
	})
	live.get(dispatch.AccessOfficer, "/v1/live").want(101)
}

func TestSocketsCanTakeTheConnection(t *testing.T) {
	w := newWorld(t, func(c *web.Config) {
		c.Live = http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			conn, _, err := rw.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\n\r\n")
		})
	})
	srv := httptest.NewServer(w.srv.Handler())
	defer srv.Close()
	conn, err := net.DialTimeout("tcp", srv.Listener.Addr().String(), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	_, _ = io.WriteString(conn, "GET /v1/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret-officer\r\n\r\n")
	if got, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(got), "HTTP/1.1 101") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestHashingIsBounded(t *testing.T) {
	w := newWorld(t)
	for range web.HashSlots {
		release, err := w.srv.Slot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer release()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := w.srv.Slot(ctx); dispatch.CodeOf(err) != dispatch.CodeUnavailable {
		t.Errorf("one more than %d at once: %v", web.HashSlots, err)
	}
	r := httptest.NewRequestWithContext(ctx, "POST", origin+"/v1/session", strings.NewReader(credentials("li", password)))
	r.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	w.srv.Handler().ServeHTTP(rec, r)
	if rec.Code != http.StatusServiceUnavailable || len(rec.Result().Cookies()) != 0 {
		t.Errorf("signing in while all places are taken: status %d", rec.Code)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for given, want := range map[string]string{
		"https://Fifteen.Example/": "https://fifteen.example", "https://x:443": "https://x", "http://x:80": "http://x",
		"http://127.0.0.1:8015": "http://127.0.0.1:8015", "https://[2001:DB8::1]:8443": "https://[2001:db8::1]:8443", "http://x:443": "http://x:443",
	} {
		if got, err := web.Origin(given); got != want || err != nil {
			t.Errorf("the origin of %s is %q, %v; want %q", given, got, err, want)
		}
	}
	for _, bad := range []string{"", "fifteen.example", "ftp://x", "https://x/path", "https://", "https://:443", "https://a@x", "https://x?y"} {
		if _, err := web.New(web.Config{PublicURL: bad, Metrics: prometheus.NewRegistry()}); err == nil {
			t.Errorf("public URL %q was taken", bad)
		}
	}
	_, err := web.New(web.Config{PublicURL: origin, Hooks: map[string]http.Handler{"POST /v1/x": http.NotFoundHandler()}})
	if err == nil {
		t.Error("a hook outside /hooks/ was taken")
	}
}
