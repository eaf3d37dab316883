package web_test

// world_test.go: a door with everything behind it in memory, and the means to
// knock. Every answer is checked against openapi.yaml.

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"fifteen/dispatch"
	"fifteen/web"
)

const (
	origin   = "https://fifteen.example"
	password = "correct horse battery"
	pageTok  = "tok_0123456789abcdef"

	dashboard = "<!doctype html>dashboard"
)

// cookies are the sessions of the world, by role. Its tokens are "secret-ROLE".
var cookies = map[dispatch.Access]string{dispatch.AccessAdmin: "cookie-admin", dispatch.AccessOfficer: "cookie-officer"}

// world is a Server with doubles behind it.
type world struct {
	t *testing.T
	*store
	desk *desk
	srv  *web.Server
	log  *syncBuffer
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// cheapHash makes tests quick; the cost is in the hash itself.
func cheapHash(t *testing.T) string {
	t.Helper()
	h, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func newWorld(t *testing.T, change ...func(*web.Config)) *world {
	t.Helper()
	w := &world{t: t, store: newStore(), log: &syncBuffer{}}
	w.desk = &desk{store: w.store}
	hash := cheapHash(t)
	made := w.now.Add(-24 * time.Hour)
	for role, name := range map[dispatch.Access]string{dispatch.AccessAdmin: "admin", dispatch.AccessOfficer: "li"} {
		w.officers[name] = dispatch.Officer{Name: name, Access: role, PasswordHash: hash, CreatedAt: made}
		w.sessions[sum(cookies[role])] = dispatch.Session{Officer: name, Access: role, ExpiresAt: w.now.Add(time.Hour)}
	}
	for _, role := range []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessOfficer, dispatch.AccessPlatform, dispatch.AccessTracker} {
		hash := sum("secret-" + string(role))
		w.tokens[hash] = dispatch.MachineToken{Hash: hash, Name: "machine-" + string(role), Access: role, CreatedAt: made}
	}
	ui := http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, dashboard) })
	live := http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusSwitchingProtocols) })
	hook := http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNoContent) })
	cfg := web.Config{
		PublicURL: origin, SMS: "console", Demo: true, PhonesURL: "http://127.0.0.1:1",
		Desk: w.desk, Records: w.store, Links: w.store, Responders: w.store, Positions: w.store, Accounts: w.store, Health: w.store,
		Live: live, UI: ui, Streets: streets{}, Places: places{}, Map: web.MapInfo{Kind: web.MapVector, Tiles: "/tiles/{z}/{x}/{y}.mvt", Search: true},
		Hooks: map[string]http.Handler{"POST /hooks/twilio/inbound": hook, "POST /hooks/twilio/status/{notice}": hook},
		Log:   slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Now:   func() time.Time { return w.now },
		NewID: func() string { return "v-new" },
	}
	for _, f := range change {
		f(&cfg)
	}
	srv, err := web.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.srv = srv
	return w
}

// request is one knock. Role signs with that role's bearer token.
type request struct {
	method, path, body string
	role               dispatch.Access
	header             map[string]string
}

// send knocks and checks the answer against the description of the API.
func (w *world) send(q request) *answer {
	w.t.Helper()
	r := httptest.NewRequest(q.method, origin+q.path, strings.NewReader(q.body))
	if q.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if q.role != "" {
		r.Header.Set("Authorization", "Bearer secret-"+string(q.role))
	}
	for k, v := range q.header {
		r.Header.Set(k, v)
	}
	rec := httptest.NewRecorder()
	w.srv.Handler().ServeHTTP(rec, r)
	a := &answer{t: w.t, Response: rec.Result(), body: rec.Body.Bytes(), sent: q.body}
	describes(w.t, r, a)
	return a
}

func (w *world) get(role dispatch.Access, path string) *answer {
	w.t.Helper()
	return w.send(request{method: "GET", path: path, role: role})
}

func (w *world) post(role dispatch.Access, path, body string) *answer {
	w.t.Helper()
	return w.send(request{method: "POST", path: path, body: body, role: role})
}

// asOfficer signs with the officer's cookie, as a page of ours would.
func asOfficer(headers ...string) map[string]string {
	h := map[string]string{"Cookie": "fifteen_session=" + cookies[dispatch.AccessOfficer], "Origin": origin}
	for i := 0; i < len(headers); i += 2 {
		h[headers[i]] = headers[i+1]
	}
	return h
}
