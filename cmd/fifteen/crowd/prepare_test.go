package crowd

// prepare_test.go: moving in, over real connections, and configurations that
// cannot work.

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"fifteen/dispatch/corps"
)

// office is a server that people can be imported into.
type office struct {
	mu       sync.Mutex
	people   map[string]bool // by id
	batches  []int
	imports  int
	notReady int // answers of /readyz and of the import that fail first
	refuse   int // status of an import that is refused
}

func (o *office) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	role := map[string]string{"/v1/responders": "admin", "/v1/responders/import": "admin", "/v1/positions": "tracker"}[r.URL.Path]
	if role != "" && r.Header.Get("Authorization") != "Bearer "+role {
		reply(rw, http.StatusUnauthorized, map[string]string{"detail": "sign in"})
		return
	}
	switch r.Method + " " + r.URL.Path {
	case "GET /readyz":
		if o.notReady--; o.notReady >= 0 {
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	case "GET /v1/responders":
		reply(rw, http.StatusOK, map[string]any{"responders": []any{}, "total": len(o.people)})
	case "POST /v1/responders/import":
		o.imports++
		if o.imports == 1 {
			rw.Header().Set("Retry-After", "0")
			reply(rw, http.StatusServiceUnavailable, map[string]string{"detail": "not now"})
			return
		}
		if o.refuse != 0 {
			reply(rw, o.refuse, map[string]any{"detail": "nothing was imported", "errors": []any{map[string]any{"row": 2, "field": "phone", "detail": "is odd"}}})
			return
		}
		file, header, err := r.FormFile("file")
		if err != nil || r.URL.Query().Get("dry_run") != "false" {
			rw.WriteHeader(http.StatusBadRequest)
			return
		}
		data, _ := io.ReadAll(file)
		read, err := corps.Read(bytes.NewReader(data), header.Filename, corps.Options{})
		if err != nil || len(read.AllErrors()) > 0 {
			rw.WriteHeader(http.StatusUnprocessableEntity)
			return
		}
		for _, p := range read.Valid() {
			o.people[p.ID] = true
		}
		reply(rw, http.StatusOK, map[string]any{"imported": len(read.Valid())})
	case "POST /v1/positions":
		var batch []sighting
		_ = json.NewDecoder(r.Body).Decode(&batch)
		var bad []map[string]string
		for i, s := range batch {
			if !o.people[s.Responder] && len(bad) < 20 {
				bad = append(bad, map[string]string{"field": "[" + itoa(i) + "].responder", "detail": "is not known"})
			}
		}
		if len(bad) > 0 || len(batch) > 1000 {
			reply(rw, http.StatusBadRequest, map[string]any{"errors": bad})
			return
		}
		o.batches = append(o.batches, len(batch))
		reply(rw, http.StatusOK, map[string]int{"accepted": len(batch)})
	default:
		rw.WriteHeader(http.StatusNotFound)
	}
}

func itoa(i int) string { b, _ := json.Marshal(i); return string(b) }

func (o *office) config(t *testing.T, n int) Config {
	srv := httptest.NewServer(o)
	t.Cleanup(srv.Close)
	return Config{BaseURL: srv.URL + "/", PhonesURL: srv.URL, ImportToken: "admin", TrackerToken: "tracker", PlatformToken: "platform", N: n, Seed: 3}
}

func TestPrepare(t *testing.T) {
	o := &office{people: map[string]bool{}, notReady: 2}
	c := New(o.config(t, 1600))
	if err := c.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	sharing := 0
	for _, p := range c.People() {
		if p.Shares {
			sharing++
		}
	}
	if len(o.people) != 1600 || o.imports != 2 || len(o.batches) != 2 || o.batches[0] != 1000 || o.batches[1] != sharing-1000 {
		t.Fatalf("%d people by %d imports, batches %v of %d", len(o.people), o.imports, o.batches, sharing)
	}
	// Again: everybody is there already, whatever the seed was.
	if err := c.Prepare(t.Context()); err != nil || o.imports != 2 || len(o.batches) != 4 {
		t.Fatalf("again: %v, %d imports, batches %v", err, o.imports, o.batches)
	}
	// Some are somebody else's.
	for _, p := range c.People()[:100] {
		delete(o.people, p.ID)
		o.people["x"+p.ID] = true
	}
	o.batches = nil
	if err := c.Prepare(t.Context()); err != nil || len(o.batches) != 2 || o.batches[0]+o.batches[1] >= sharing {
		t.Fatalf("with strangers: %v, batches %v of %d", err, o.batches, sharing)
	}
}

func TestPrepareSaysWhatIsWrong(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*Config, *office)
		want   string
	}{
		"wrong token":   {func(c *Config, _ *office) { c.ImportToken = "nobody" }, "token of the right role"},
		"wrong tracker": {func(c *Config, _ *office) { c.TrackerToken = "nobody" }, "reporting first positions"},
		"faulty sheet":  {func(_ *Config, o *office) { o.refuse = http.StatusUnprocessableEntity }, "row 2 phone"},
	} {
		t.Run(name, func(t *testing.T) {
			o := &office{people: map[string]bool{}}
			cfg := o.config(t, 10)
			x.change(&cfg, o)
			err := New(cfg).Prepare(t.Context())
			if err == nil || !strings.Contains(err.Error(), x.want) {
				t.Errorf("error %v, want one with %q", err, x.want)
			}
		})
	}
	o := &office{people: map[string]bool{}, notReady: 1 << 30}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := New(o.config(t, 10)).Prepare(ctx); err == nil || !strings.Contains(err.Error(), "did not become ready") {
		t.Errorf("error %v", err)
	}
}

func TestConfig(t *testing.T) {
	good := Config{BaseURL: "http://a", PhonesURL: "http://b", ImportToken: "a", TrackerToken: "b", PlatformToken: "c"}
	for name, change := range map[string]func(*Config){
		"no base": func(c *Config) { c.BaseURL = "" }, "odd phones": func(c *Config) { c.PhonesURL = "ftp://x" },
		"no token": func(c *Config) { c.TrackerToken = "" }, "too many": func(c *Config) { c.N = MaxPeople + 1 },
		"backwards": func(c *Config) { c.Speed = -1 }, "negative": func(c *Config) { c.IncidentEvery = -1 },
		"odd share": func(c *Config) { c.Silent, c.Acceptance = -0.5, 1 },
	} {
		cfg := good
		change(&cfg)
		if err := New(cfg).Run(t.Context()); err == nil {
			t.Errorf("%s: Run goes on", name)
		}
		if err := New(cfg).Prepare(t.Context()); err == nil {
			t.Errorf("%s: Prepare goes on", name)
		}
	}
	cfg := good
	cfg.Acceptance, cfg.Silent = 3, 1
	if d := cfg.withDefaults(); d.check() != nil || d.Acceptance != 0.75 || d.Silent != 0.25 || d.Refuse != 0 || d.N != 11_000 || d.Speed != 1 {
		t.Errorf("%+v: %v", d, d.check())
	}
}

// TestRunOverNetwork runs the crowd as it is, clock and connections included.
func TestRunOverNetwork(t *testing.T) {
	cfg := Config{
		N: 60, Seed: 11, Acceptance: 1, Speed: 500, IncidentEvery: 50 * time.Millisecond,
		ImportToken: "admin", TrackerToken: "tracker", PlatformToken: "platform",
	}
	w := newWorld(People(cfg.Seed, cfg.N))
	srv := httptest.NewServer(w.mux)
	defer srv.Close()
	cfg.BaseURL, cfg.PhonesURL = srv.URL, srv.URL
	c := New(cfg)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	for i := range c.People() {
		w.ask(&c.People()[i], 5, "A", scenePoint)
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		<-tick.C
		w.mu.Lock()
		finished := 0
		for _, o := range w.offers {
			if o.state == "done" {
				finished++
			}
		}
		enough := finished >= 20 && len(w.opened) >= 3 && len(w.seen) > 40
		w.mu.Unlock()
		if enough {
			break
		}
		if ctx.Err() != nil {
			t.Fatalf("%d people finished, %d incidents, %d people seen", finished, len(w.still().opened), len(w.still().seen))
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
