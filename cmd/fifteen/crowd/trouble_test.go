package crowd

// trouble_test.go: people at the phones page, restarts, lost answers, people
// who were deleted, and what the crowd costs when nothing happens.

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/geo"
)

// texter is somebody who shares where they are and answers by text.
func texter(c *Crowd) *Person {
	for i := range c.people {
		var v volunteer
		v.born(c, i)
		if v.Shares && !v.pages && geo.Distance(v.at, scenePoint) > 1500 && geo.Distance(v.at, scenePoint) < 4000 {
			return &c.people[i]
		}
	}
	return nil
}

func TestPersonPlaysVolunteer(t *testing.T) {
	live(t, eager(20), nil, func(t *testing.T, c *Crowd, w *world) {
		p := texter(c)
		pass(time.Second)
		w.ask(p, 5, "A", scenePoint)
		pass(200 * time.Millisecond) // quicker than any of the crowd
		w.human(p, "1 I am real")
		pass(90 * time.Minute)
		if said := w.of(p.ID); said != "" {
			t.Errorf("the crowd said %q for a person who answers themselves", said)
		}
		path := w.path(p.ID)
		if d := geo.Distance(path[len(path)-1].point, scenePoint); d > 60 {
			t.Errorf("their volunteer stands %.0f m away, want on the scene", d)
		}
		w.human(p, "4")
		pass(3 * time.Hour)
		path = w.path(p.ID)
		if d := geo.Distance(path[len(path)-1].point, p.Home); d > 2500 {
			t.Errorf("their volunteer stayed %.0f m from home", d)
		}
		w.ask(p, 6, "A", scenePoint)
		pass(time.Hour)
		if said := w.of(p.ID); said != "" {
			t.Errorf("the crowd took the conversation back: %q", said)
		}
	})
}

// takeovers counts how often the crowd took itself, or somebody else, for a
// person at the phones page.
type takeovers struct {
	slog.Handler
	n atomic.Int64
}

func (h *takeovers) Enabled(context.Context, slog.Level) bool { return true }

func (h *takeovers) Handle(_ context.Context, r slog.Record) error {
	if strings.HasPrefix(r.Message, "a person plays") {
		h.n.Add(1)
	}
	return nil
}

func TestOwnTextsAreKnown(t *testing.T) {
	// The world publishes a text before it answers the call: the crowd hears
	// itself early, and must not take itself for somebody else.
	heard := &takeovers{}
	cfg := eager(40)
	cfg.Log = slog.New(heard)
	live(t, cfg, nil, func(t *testing.T, c *Crowd, w *world) {
		pass(time.Second)
		for n := range 3 {
			for i := range c.People() {
				w.ask(&c.People()[i], int64(n), "A", scenePoint)
			}
			pass(3 * time.Hour)
		}
		if len(w.still().said) < 150 || heard.n.Load() > 0 {
			t.Errorf("of %d texts of the crowd %d were taken for somebody else's", len(w.still().said), heard.n.Load())
		}
		w.human(&c.People()[0], "hello")
		pass(time.Second)
		if heard.n.Load() != 1 {
			t.Error("a text of somebody else was taken for one of the crowd")
		}
	})
}

func TestLostAnswerIsNotSentTwice(t *testing.T) {
	var lost atomic.Int64
	setup := func(w *world) {
		w.after = func(_ http.ResponseWriter, r *http.Request) bool {
			if strings.HasSuffix(r.URL.Path, "/reply") {
				lost.Add(1)
				<-time.After(time.Second) // long enough to be heard
				return true
			}
			return false
		}
	}
	heard := &takeovers{}
	cfg := eager(20)
	cfg.Log = slog.New(heard)
	live(t, cfg, setup, func(t *testing.T, c *Crowd, w *world) {
		pass(time.Second)
		for i := range c.People() {
			w.ask(&c.People()[i], 5, "A", scenePoint)
		}
		pass(6 * time.Hour)
		if heard.n.Load() > 0 {
			t.Errorf("%d of its own texts were taken for somebody else's", heard.n.Load())
		}
		ones := 0
		for i := range c.People() {
			digits := w.of(c.People()[i].ID)
			ones += strings.Count(digits, "1")
			for _, d := range "134" {
				if strings.Count(digits, string(d)) > 1 {
					t.Errorf("%s said %q", c.People()[i].ID, digits)
				}
			}
		}
		if lost.Load() < 30 || ones < 18 {
			t.Errorf("%d answers lost, %d people came", lost.Load(), ones)
		}
	})
}

func TestRestarts(t *testing.T) {
	var from, to time.Time
	setup := func(w *world) {
		from, to = time.Now().Add(10*time.Second), time.Now().Add(5*time.Minute)
		w.before = func(rw http.ResponseWriter, r *http.Request) bool {
			now := time.Now()
			if now.After(from) && now.Before(to) {
				if now.Second()%2 == 0 {
					rw.WriteHeader(http.StatusServiceUnavailable)
				}
				return true
			}
			return false
		}
	}
	live(t, eager(30), setup, func(t *testing.T, c *Crowd, w *world) {
		pass(5 * time.Second)
		for i := range c.People() {
			w.ask(&c.People()[i], 5, "A", scenePoint)
		}
		pass(9 * time.Second)
		calls := func() (n int) {
			for _, k := range w.still().calls {
				n += k
			}
			return n
		}
		before := calls()
		pass(4 * time.Minute)
		if calls() != before {
			t.Fatal("the doors were not closed: the test proves nothing")
		}
		pass(2 * time.Hour)
		came := 0
		for i := range c.People() {
			if digits := w.of(c.People()[i].ID); strings.HasPrefix(digits, "13") || digits == "14" {
				came++
			}
		}
		// Texts wait until they can be sent: nobody forgets.
		if came < 24 {
			t.Errorf("%d of 30 people came", came)
		}
		if len(w.still().seen) < 20 {
			t.Errorf("%d people were seen after the restart", len(w.still().seen))
		}
	})
}

func TestDeletedPeopleDoNotStopOthers(t *testing.T) {
	const n = 400
	setup := func(w *world) {
		for _, p := range w.byPhone {
			if strings.HasSuffix(p.ID, "7") || strings.HasSuffix(p.ID, "3") || strings.HasSuffix(p.ID, "1") {
				w.strangers[p.ID] = true
			}
		}
	}
	live(t, eager(n), setup, func(t *testing.T, c *Crowd, w *world) {
		pass(30 * time.Minute)
		for i := range c.People() {
			p := &c.People()[i]
			if got := len(w.path(p.ID)) > 0; got != (p.Shares && !w.strangers[p.ID]) {
				t.Fatalf("%s (shares %v, deleted %v) was seen: %v", p.ID, p.Shares, w.strangers[p.ID], got)
			}
		}
		before := w.still().calls["POST /v1/positions"]
		pass(time.Hour)
		if calls := w.still().calls["POST /v1/positions"] - before; calls > 800 {
			t.Errorf("%d reports in an hour", calls)
		}
	})
}

func TestFreshAndCheap(t *testing.T) {
	live(t, Config{N: 3000, Seed: 5}, nil, func(t *testing.T, c *Crowd, w *world) {
		began := time.Now()
		pass(2 * time.Hour)
		sharing := 0
		for i := range c.People() {
			p := &c.People()[i]
			if !p.Shares {
				continue
			}
			sharing++
			last := began
			for _, s := range append(w.path(p.ID), spot{at: time.Now()}) {
				if gap := s.at.Sub(last); gap > dispatch.FreshPosition-3*time.Minute {
					t.Fatalf("%s was not seen for %v", p.ID, gap)
				}
				last = s.at
			}
		}
		if sharing < 1900 {
			t.Fatalf("%d people share where they are", sharing)
		}
		// One report every five seconds, and one long poll every 25.
		calls := w.still().calls
		if n := calls["POST /v1/positions"]; n > 2*720+10 {
			t.Errorf("%d reports in two hours", n)
		}
		if n := calls["GET /phones/stream"]; n > 2*144+10 {
			t.Errorf("%d polls in two hours", n)
		}
		if n := len(calls); n != 3 {
			t.Errorf("calls when nothing happens: %v", calls)
		}
	})
}
