package crowd

// cases_test.go: the incidents' part of the world.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fifteen/dispatch"
)

// fakeCase is an incident in the world.
type fakeCase struct {
	view
	in       incident
	key      string
	closedBy string
	closedAt time.Time
}

func (w *world) open(rw http.ResponseWriter, r *http.Request) {
	var in incident
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	key := r.Header.Get("Idempotency-Key")
	if err := d.Decode(&in); err != nil || key == "" || r.Header.Get("Authorization") != "Bearer platform" {
		reply(rw, http.StatusBadRequest, map[string]string{"detail": "bad"})
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.opened {
		if c.key == key {
			reply(rw, http.StatusOK, c.view)
			return
		}
	}
	reply(rw, http.StatusCreated, w.add(in, key).view)
}

// add opens an incident. w.mu is held.
func (w *world) add(in incident, key string) *fakeCase {
	c := &fakeCase{in: in, key: key}
	c.ID, c.State, c.OpenedAt, c.Source = fmt.Sprintf("inc-%d", len(w.opened)+1), dispatch.IncidentOpen, time.Now(), in.Source
	c.Counts.Needed = 3
	w.opened = append(w.opened, c)
	return c
}

func (w *world) list(rw http.ResponseWriter, _ *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	views := []view{}
	for _, c := range w.opened {
		if !c.State.Ended() {
			views = append(views, c.view)
		}
	}
	reply(rw, http.StatusOK, map[string]any{"incidents": views})
}

func (w *world) find(id string) *fakeCase {
	for _, c := range w.opened {
		if c.ID == id {
			return c
		}
	}
	return &fakeCase{}
}

func (w *world) show(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	reply(rw, http.StatusOK, w.find(r.PathValue("id")).view)
}

func (w *world) close(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.find(r.PathValue("id"))
	c.State, c.closedBy, c.closedAt = dispatch.IncidentClosed, r.Header.Get("Authorization"), time.Now()
	reply(rw, http.StatusOK, c.view)
}

func TestIncidentsHappen(t *testing.T) {
	var calls atomic.Int64
	setup := func(w *world) {
		w.before = func(rw http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodPost || r.URL.Path != "/v1/incidents" {
				return false
			}
			if calls.Add(1)%3 == 0 {
				rw.WriteHeader(http.StatusServiceUnavailable)
				return true
			}
			return false
		}
		// Some are opened although the answer is lost: the key keeps them single.
		w.after = func(_ http.ResponseWriter, r *http.Request) bool {
			return r.Method == http.MethodPost && r.URL.Path == "/v1/incidents" && calls.Load()%7 == 0
		}
	}
	live(t, Config{N: 1, IncidentEvery: 2 * time.Minute}, setup, func(t *testing.T, _ *Crowd, w *world) {
		began := time.Now()
		pass(20 * time.Hour)
		w.mu.Lock()
		defer w.mu.Unlock()
		if n := len(w.opened); n < 500 || n > 700 {
			t.Errorf("%d incidents in 20 hours, want about 600", n)
		}
		refs, gapless := map[string]bool{}, 0
		for i, c := range w.opened {
			if refs[c.in.Source.Ref] || c.key != c.in.Source.Ref || !strings.HasPrefix(c.key, refMark) {
				t.Fatalf("reference %q with key %q", c.in.Source.Ref, c.key)
			}
			refs[c.key] = true
			if i > 0 && c.OpenedAt.Sub(w.opened[i-1].OpenedAt) < 40*time.Second {
				gapless++
			}
		}
		// Exponential: 1 - exp(-40/120) = 28 % of the gaps are shorter than 40 s.
		if share := float64(gapless) / float64(len(w.opened)); share < 0.21 || share > 0.36 {
			t.Errorf("%.2f of the gaps are short, want 0.28", share)
		}
		if first := w.opened[0].OpenedAt.Sub(began); first > time.Minute {
			t.Errorf("the first incident happened after %v", first)
		}
	})
}

// An earlier life left incidents behind; a new one finds them at its beginning.
func TestSecondOfficer(t *testing.T) {
	var done, stuck, nobody, human *fakeCase
	setup := func(w *world) {
		own := incident{Source: dispatch.Source{System: "120", Ref: refMark + "earlier-1"}}
		done, stuck, nobody = w.add(own, "a"), w.add(own, "b"), w.add(own, "c")
		human = w.add(incident{Source: dispatch.Source{System: "120", Ref: "2026-1"}}, "d")
		human.Counts.Filled, done.Counts.Filled, stuck.Counts.Coming = 3, 3, 1
	}
	live(t, Config{N: 1, CloseAfter: 30 * time.Minute}, setup, func(t *testing.T, _ *Crowd, w *world) {
		pass(3 * time.Hour)
		w.mu.Lock()
		defer w.mu.Unlock()
		if human.State.Ended() {
			t.Error("closed an incident that a person had opened")
		}
		for name, x := range map[string]struct {
			c        *fakeCase
			from, to time.Duration
		}{
			"everybody done": {done, 0, 3 * time.Minute}, "nobody comes": {nobody, 30 * time.Minute, 33 * time.Minute},
			"somebody never done": {stuck, 60 * time.Minute, 63 * time.Minute},
		} {
			age := x.c.closedAt.Sub(x.c.OpenedAt)
			if x.c.closedBy != "Bearer admin" || age < x.from || age > x.to {
				t.Errorf("%s: closed by %q after %v, want %v to %v", name, x.c.closedBy, age, x.from, x.to)
			}
		}
	})
}
