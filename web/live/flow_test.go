package live

// flow_test.go: slow clients, a source that fails, other journals, the end.

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"fifteen/dispatch"
)

// TestSlowClient: one that does not read is cut off and told so when it reads
// again; the others get everything meanwhile.
func TestSlowClient(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	h := open(t, Config{Source: j, QueueFrames: 32, WriteWait: patience})
	quick, slow := resume(t, h, "", 0), resume(t, h, "", 0)
	quick.next(t, "hello")
	slow.next(t, "hello")
	// Big events, so that the kernel's buffers are full soon.
	id := strings.Repeat("x", 64<<10)
	for testutil.ToFloat64(h.hub.m.Slow) == 0 {
		quick.until(t, j.add(id, 8))
		if quick.seq > 4000 {
			t.Fatal("a client that does not read was not cut off")
		}
	}
	quick.until(t, j.add("i1", 3))
	before := slow.seq
	if code := slow.closed(t); code != CloseTooSlow {
		t.Fatalf("closed with %d, want %d", code, CloseTooSlow)
	}
	if slow.seq == before {
		t.Error("was told nothing of what was written before")
	}
	again := resume(t, h, "a", slow.seq)
	again.versions[id] = slow.versions[id]
	again.until(t, quick.seq) // no hole where it was cut off
}

// TestDeadClient: one that never reads again does not keep its connection.
func TestDeadClient(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	h := open(t, Config{Source: j, QueueBytes: 1 << 30, WriteWait: 2 * time.Second, CloseWait: 200 * time.Millisecond})
	quick, dead := resume(t, h, "", 0), resume(t, h, "", 0)
	quick.next(t, "hello")
	dead.next(t, "hello")
	quick.until(t, j.add(strings.Repeat("x", 64<<10), 250)) // 16 MB, more than the kernel keeps
	eventually(t, "its connection has ended", func() bool { return h.hub.connections.Load() == 1 })
	if n := testutil.ToFloat64(h.hub.m.Slow); n != 1 {
		t.Errorf("counted %v slow clients, want 1", n)
	}
}

func TestAnotherJournal(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		happens func(j *journal)
	}{
		{"replaced by an empty one", func(j *journal) { j.replace("b", 0) }},
		{"replaced by a longer one", func(j *journal) { j.replace("b", 50) }},
		{"replaced by one as long", func(j *journal) { j.replace("b", 5) }},
		{"gone back", func(j *journal) { j.replace("a", 2) }},
		{"a gap before an event", func(j *journal) { j.skip(3); j.add("i1", 1) }},
		{"a gap before nothing", func(j *journal) { j.skip(3) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			j := newJournal("a")
			j.add("i1", 5)
			h := open(t, Config{Source: j})
			w, v := resume(t, h, "", 0), resume(t, h, "a", 5)
			w.next(t, "hello")
			v.next(t, "hello")
			tc.happens(j)
			for _, w := range []*watcher{w, v} {
				for w.hellos < 2 {
					if _, err := w.read(); err != nil {
						t.Fatal(err)
					}
				}
				last := j.add("i2", 1)
				w.until(t, last)
				if epoch, _, versions := j.state(); w.epoch != epoch || w.versions["i2"] != versions["i2"] || w.versions["i1"] != versions["i1"] {
					t.Errorf("knows %s %v, want %s %v", w.epoch, w.versions, epoch, versions)
				}
			}
			if got := metric(t, h.hub.m.Resumes, "reset"); got != 2 {
				t.Errorf("counted %d resets of clients, want 2", got)
			}
		})
	}
}

func TestSourceAway(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	j.add("i1", 5)
	h := open(t, Config{Source: j, StaleAfter: 50 * time.Millisecond, SnapshotReuse: time.Nanosecond})
	w := resume(t, h, "", 0)
	w.next(t, "hello")
	begun := time.Now()
	j.setBroken(dispatch.Unavailable(errors.New("connection refused")))
	if r := w.next(t, "stale"); r.Since.Before(begun.Add(-2*patience)) || r.Since.After(time.Now()) {
		t.Errorf("stale since %v", r.Since)
	}
	resumed, fresh := resume(t, h, "a", 3), resume(t, h, "", 0)
	resumed.versions["i1"] = 3
	resumed.next(t, "hello") // memory suffices
	resumed.until(t, 5)
	resumed.next(t, "stale")
	fresh.next(t, "stale") // the hello has to wait
	j.setBroken(nil)
	last := j.add("i1", 2)
	for _, w := range []*watcher{w, resumed} {
		w.next(t, "fresh")
		w.until(t, last)
	}
	for fresh.hellos == 0 {
		if _, err := fresh.read(); err != nil {
			t.Fatal(err)
		}
	}
	fresh.until(t, last)
}

// TestSourceAwayAtTheStart: clients may come before the journal does.
func TestSourceAwayAtTheStart(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	j.add("i1", 5)
	j.setBroken(dispatch.Unavailable(errors.New("connection refused")))
	h := open(t, Config{Source: j, StaleAfter: 50 * time.Millisecond})
	known, unknown := resume(t, h, "a", 3), resume(t, h, "", 0)
	known.versions["i1"] = 3
	known.next(t, "stale")
	unknown.next(t, "stale")
	j.setBroken(nil)
	for _, w := range []*watcher{known, unknown} {
		for w.hellos == 0 || w.seq < 5 {
			if _, err := w.read(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := metric(t, h.hub.m.Resumes, "memory"); n != 1 {
		t.Errorf("%d resumed from the events read at the start, want 1", n)
	}
}

func TestManyShareOneSnapshot(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	j.add("i1", 5)
	h := open(t, Config{Source: j, SnapshotReuse: time.Hour})
	for range 30 {
		last := j.add("i1", 1)
		w := resume(t, h, "", 0)
		w.next(t, "hello")
		w.until(t, last)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.snapshots != 1 {
		t.Errorf("took %d snapshots for 30 clients who came together, want 1", j.snapshots)
	}
}

func TestTheEnd(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	h := open(t, Config{Source: j, QueueFrames: 32, ResumeWait: patience, WriteWait: patience, CloseWait: 200 * time.Millisecond})
	w := resume(t, h, "", 0)
	w.next(t, "hello")
	mute := dial(t, h) // has not even said resume
	dead := resume(t, h, "", 0)
	dead.next(t, "hello")
	id := strings.Repeat("x", 64<<10)
	for testutil.ToFloat64(h.hub.m.Slow) == 0 { // until its writer is stuck
		w.until(t, j.add(id, 8))
	}
	ended := make(chan CloseCode, 2)
	go func() { ended <- w.closed(t) }()
	go func() { ended <- (&watcher{ws: mute}).closed(t) }()
	begun := time.Now()
	h.stop()
	for range 2 {
		if code := <-ended; code != CloseGoingAway {
			t.Errorf("closed with %d, want %d", code, CloseGoingAway)
		}
	}
	eventually(t, "all handlers have returned", func() bool { return h.hub.connections.Load() == 0 })
	if took := time.Since(begun); took > patience/2 {
		t.Errorf("the end took %v: a stuck client held it up", took)
	}
}

func TestRunOnceAndWithASource(t *testing.T) {
	t.Parallel()
	if err := New(Config{}).Run(t.Context()); err == nil {
		t.Error("ran without a source")
	}
	h := New(Config{Source: newJournal("a")})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Run(ctx); err != nil {
		t.Errorf("Run: %v", err)
	}
	if err := h.Run(ctx); err == nil {
		t.Error("ran twice")
	}
}

// TestEventFrame: the frame has its own type and all of the event.
func TestEventFrame(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	h := open(t, Config{Source: j})
	w := resume(t, h, "", 0)
	w.next(t, "hello")
	j.add("i1", 1)
	_ = w.ws.SetReadDeadline(time.Now().Add(patience))
	kind, body, err := w.ws.ReadMessage()
	if err != nil || kind != websocket.TextMessage {
		t.Fatalf("kind %d, %v", kind, err)
	}
	var got, want map[string]any
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	events, _ := j.Since(t.Context(), 0, 1)
	plain, _ := json.Marshal(events[0])
	if err := json.Unmarshal(plain, &want); err != nil {
		t.Fatal(err)
	}
	want["type"] = "event"
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if string(a) != string(b) {
		t.Errorf("sent %s\nwant %s", a, b)
	}
}
