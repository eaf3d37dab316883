package web_test

// session_test.go: signing in and out, cookies, limits, and requests that do
// not come from our own pages.

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/web"
)

func credentials(name, pass string) string {
	return fmt.Sprintf(`{"name":%q,"password":%q}`, name, pass)
}

func TestSignInAndOut(t *testing.T) {
	w := newWorld(t)
	a := w.post("", "/v1/session", credentials("li", password)).want(200)
	if doc := a.json(); doc["name"] != "li" || doc["access"] != "officer" {
		t.Errorf("answer %v", doc)
	}
	cs := a.Cookies()
	if len(cs) != 1 {
		t.Fatalf("%d cookies", len(cs))
	}
	c := cs[0]
	if c.Name != "fifteen_session" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.MaxAge != 12*3600 || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %+v", c)
	}
	if len(c.Value) < 43 {
		t.Errorf("a session of %d characters holds less than 256 bits", len(c.Value))
	}
	if _, kept := w.sessions[c.Value]; kept || w.sessions[sum(c.Value)].Officer != "li" {
		t.Error("the session must be kept by its SHA-256, and not by its value")
	}
	signed := map[string]string{"Cookie": "fifteen_session=" + c.Value, "Origin": origin}
	me := w.send(request{method: "GET", path: "/v1/session", header: signed}).want(200).json()
	for k, v := range map[string]any{"name": "li", "access": "officer", "public_url": origin, "sms": "console", "streets": true, "demo": true, "phones_url": "http://127.0.0.1:1"} {
		if me[k] != v {
			t.Errorf("%s is %v, want %v", k, me[k], v)
		}
	}
	// Signing in again ends the session before.
	again := w.send(request{method: "POST", path: "/v1/session", body: credentials("li", password), header: signed}).want(200).Cookies()[0]
	w.send(request{method: "GET", path: "/v1/session", header: signed}).want(401)
	signed["Cookie"] = "fifteen_session=" + again.Value
	out := w.send(request{method: "DELETE", path: "/v1/session", header: signed}).want(204)
	if out.Cookies()[0].MaxAge >= 0 {
		t.Error("the cookie was not removed")
	}
	w.send(request{method: "GET", path: "/v1/session", header: signed}).want(401)
}

func TestCookieIsNotSecureOnPlainHTTP(t *testing.T) {
	w := newWorld(t, func(c *web.Config) { c.PublicURL = "http://127.0.0.1:8015" })
	a := w.post("", "/v1/session", credentials("li", password)).want(200)
	if a.Cookies()[0].Secure || a.Header.Get("Strict-Transport-Security") != "" {
		t.Error("Secure over plain http: no browser would send it")
	}
}

func TestSessionsEnd(t *testing.T) {
	look := func(w *world) *answer {
		return w.send(request{method: "GET", path: "/v1/session", header: asOfficer()})
	}
	w := newWorld(t)
	look(w).want(200)
	w.now = w.now.Add(time.Hour)
	look(w).problem(401, "unauthorized", "")

	w = newWorld(t)
	delete(w.officers, "li")
	look(w).problem(401, "unauthorized", "")

	w = newWorld(t) // another person of the same name
	li := w.officers["li"]
	li.CreatedAt = w.now.Add(-time.Minute)
	w.officers["li"] = li
	look(w).problem(401, "unauthorized", "")

	w = newWorld(t) // what the officer may do now counts
	li = w.officers["li"]
	li.Access = dispatch.AccessAdmin
	w.officers["li"] = li
	if got := look(w).json()["access"]; got != "admin" {
		t.Errorf("access %v", got)
	}
}

func TestWrongNameAndWrongPasswordLookTheSame(t *testing.T) {
	w := newWorld(t)
	a := w.post("", "/v1/session", credentials("li", "wrong wrong wrong"))
	b := w.post("", "/v1/session", credentials("nobody", password))
	a.problem(401, "unauthorized", "")
	b.problem(401, "unauthorized", "")
	if a.json()["detail"] != b.json()["detail"] || len(a.Cookies())+len(b.Cookies()) > 0 {
		t.Errorf("%s and %s tell which names exist", a.body, b.body)
	}
	if log := w.log.String(); strings.Contains(log, "wrong wrong") || strings.Contains(log, password) || !strings.Contains(log, "sign-in refused") {
		t.Errorf("the log must tell of the refusal without the password:\n%s", log)
	}
	for _, body := range []string{`{"name":"li"}`, `{"password":"x"}`, `{}`} {
		w.post("", "/v1/session", body).problem(400, "invalid", "name")
	}
}

func TestUnknownNamesTakeAsLong(t *testing.T) {
	hash, err := web.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	median := func(o *dispatch.Officer) time.Duration {
		var took []time.Duration
		for range 5 {
			began := time.Now()
			if ok, err := web.Matches("wrong password", o); ok || err != nil {
				t.Fatal(ok, err)
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		return took[2]
	}
	median(nil) // the first makes the hash to compare with
	known, unknown := median(&dispatch.Officer{PasswordHash: hash}), median(nil)
	if unknown < known/3 || known < unknown/3 {
		t.Errorf("a known name takes %v, an unknown one %v", known, unknown)
	}
}

func TestPasswordHashIsCostly(t *testing.T) {
	h, err := web.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	var m, passes, lanes int
	if _, err := fmt.Sscanf(h, "$argon2id$v=19$m=%d,t=%d,p=%d$", &m, &passes, &lanes); err != nil {
		t.Fatalf("%v in %s", err, h)
	}
	if m < 19*1024 || passes < 2 {
		t.Errorf("m=%d KiB, t=%d: OWASP asks for 19456 and 2 at least", m, passes)
	}
	if again, _ := web.HashPassword(password); again == h {
		t.Error("no salt")
	}
	for _, bad := range []string{"", "short", "九个字九个字九个字", strings.Repeat("x", 201)} {
		if _, err := web.HashPassword(bad); err == nil {
			t.Errorf("%.12q was taken", bad)
		}
	}
}

func TestSignInIsLimitedByName(t *testing.T) {
	w := newWorld(t)
	var last *answer
	for range 11 {
		last = w.post("", "/v1/session", credentials("li", "wrong password"))
	}
	last.problem(429, "too_many", "")
	if last.Header.Get("Retry-After") != "10" {
		t.Errorf("Retry-After %q, want 10", last.Header.Get("Retry-After"))
	}
	w.post("", "/v1/session", credentials("li", password)).want(429) // the right one, too
	w.post("", "/v1/session", credentials("admin", password)).want(200)
	w.now = w.now.Add(10 * time.Second)
	w.post("", "/v1/session", credentials("li", password)).want(200)
	w.post("", "/v1/session", credentials("li", "wrong password")).want(401) // success forgives
}

func TestSignInIsLimitedByAddress(t *testing.T) {
	newWorld := func(t *testing.T, change ...func(*web.Config)) *world {
		w := newWorld(t, change...)
		for i := range 31 { // with cheap hashes: comparing with nobody's takes long
			o := w.officers["li"]
			o.Name = fmt.Sprint("n", i)
			w.officers[o.Name] = o
		}
		return w
	}
	proxied := func(c *web.Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} } // httptest's peer
	try := func(w *world, i int, from string) int {
		h := map[string]string{"X-Forwarded-For": from}
		return w.send(request{method: "POST", path: "/v1/session", body: credentials(fmt.Sprint("n", i), "wrong password"), header: h}).StatusCode
	}
	w := newWorld(t, proxied)
	for i := range 30 {
		if got := try(w, i, "6.6.6.6, 203.0.113.7"); got != 401 {
			t.Fatalf("attempt %d: status %d", i+1, got)
		}
	}
	if got := try(w, 30, "7.7.7.7, 203.0.113.7"); got != 429 { // what the client claims does not count
		t.Errorf("attempt 31 of one address: status %d", got)
	}
	if got := try(w, 0, "203.0.113.8"); got != 401 {
		t.Errorf("another address: status %d", got)
	}
	w = newWorld(t) // no proxy is believed
	for i := range 30 {
		try(w, i, fmt.Sprintf("203.0.113.%d", i))
	}
	if got := try(w, 30, "203.0.113.99"); got != 429 {
		t.Errorf("X-Forwarded-For from a stranger was believed: status %d", got)
	}
	w = newWorld(t, proxied)
	for i := range 30 {
		try(w, i, fmt.Sprintf("2001:db8:1:2::%x", i+1))
	}
	if got := try(w, 30, "2001:db8:1:2:ffff::1"); got != 429 {
		t.Errorf("one IPv6 network is one customer: status %d", got)
	}
}

func TestCookieRequestsComeFromOurPages(t *testing.T) {
	for _, c := range []struct {
		name          string
		origin, fetch string
		ok            bool
	}{
		{"our page", origin, "same-origin", true},
		{"our page, old browser", origin, "", true},
		{"our page, privacy mode", "", "same-origin", true},
		{"elsewhere", "https://evil.example", "cross-site", false},
		{"elsewhere, old browser", "https://evil.example", "", false},
		{"a sister site", "https://other.fifteen.example", "same-site", false},
		{"our name over http", "http://fifteen.example", "cross-site", false},
		{"our name with a port", "https://fifteen.example:8443", "", false},
		{"our name as a prefix", "https://fifteen.example.evil.example", "", false},
		{"upper case", "HTTPS://FIFTEEN.EXAMPLE", "", false},
		{"sandboxed", "null", "", false},
		{"neither header", "", "", false},
		{"typed by hand", "", "none", false},
	} {
		for _, route := range []string{"POST /v1/incidents/i1/close", "DELETE /v1/responders/v1", "PATCH /v1/responders/v1", "DELETE /v1/session"} {
			w := newWorld(t)
			h := map[string]string{"Cookie": "fifteen_session=" + cookies[dispatch.AccessOfficer]}
			if c.origin != "" {
				h["Origin"] = c.origin
			}
			if c.fetch != "" {
				h["Sec-Fetch-Site"] = c.fetch
			}
			method, path, _ := strings.Cut(route, " ")
			got := w.send(request{method: method, path: path, body: `{}`, header: h}).StatusCode
			if ok := got < 300; ok != c.ok || !ok && got != 403 {
				t.Errorf("%s, %s: status %d, want it through: %v", c.name, route, got, c.ok)
			}
			if !c.ok && len(w.desk.moved)+w.writes > 0 {
				t.Errorf("%s, %s: done nevertheless", c.name, route)
			}
		}
	}
	w := newWorld(t)
	evil := map[string]string{"Origin": "https://evil.example"}
	// Machines have no cookie that a browser would add by itself.
	w.send(request{method: "POST", path: "/v1/incidents/i1/close", role: dispatch.AccessOfficer, header: evil}).want(200)
	// Signing somebody in from elsewhere.
	w.send(request{method: "POST", path: "/v1/session", body: credentials("li", password), header: evil}).problem(403, "forbidden", "")
	// Looking is free: browsers keep the answer from other pages.
	w.send(request{method: "GET", path: "/v1/incidents", header: asOfficer("Origin", "https://evil.example")}).want(200)
}

func TestRevalidate(t *testing.T) {
	w := newWorld(t)
	r, _ := http.NewRequest("GET", origin+"/v1/live", nil)
	r.Header.Set("Cookie", "fifteen_session="+cookies[dispatch.AccessOfficer])
	if err := w.srv.Revalidate(r); err != nil {
		t.Fatal(err)
	}
	delete(w.officers, "li")
	if got := dispatch.CodeOf(w.srv.Revalidate(r)); got != dispatch.CodeUnauthorized {
		t.Errorf("a removed officer: %q", got)
	}
	r.Header.Set("Authorization", "Bearer secret-tracker")
	if got := dispatch.CodeOf(w.srv.Revalidate(r)); got != dispatch.CodeForbidden {
		t.Errorf("a tracker: %q", got)
	}
	w.down = dispatch.Unavailable(nil)
	if got := dispatch.CodeOf(w.srv.Revalidate(r)); got != dispatch.CodeUnavailable {
		t.Errorf("store down: %q", got)
	}
}
