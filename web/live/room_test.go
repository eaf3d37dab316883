package live

// room_test.go: the room without sockets.

import (
	"errors"
	"slices"
	"testing"
)

// roomClient is a client without a connection.
func roomClient(r *room) *client {
	c := &client{queue: make(chan outgoing, r.cfg.QueueFrames)}
	c.code.Store(int32(closeNone))
	r.enter(c)
	return c
}

func testRoom(cfg Config) *room {
	cfg = cfg.withDefaults()
	return newRoom(&cfg, cfg.Metrics, cfg.Log)
}

func TestRing(t *testing.T) {
	t.Parallel()
	// The oracle keeps everything and looks.
	r := newRing(7)
	for _, start := range []int64{0, 5, 1000} {
		r.reset(start, nil)
		all := map[int64]*frame{}
		for seq := start + 1; seq <= start+30; seq++ {
			f := &frame{seq: seq}
			all[seq] = f
			r.push(f)
			for after := start - 1; after <= seq+1; after++ {
				var want []*frame
				for s := after + 1; s <= seq; s++ {
					want = append(want, all[s])
				}
				possible := after >= start && after <= seq && seq-after <= 7
				got, ok := r.since(after)
				if ok != possible || ok && !slices.Equal(got, want) {
					t.Fatalf("at %d since %d: %d frames, %v; want %d, %v", seq, after, len(got), ok, len(want), possible)
				}
			}
		}
	}
}

func TestQueueIsBoundedInFramesAndBytes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		sizes []int
		cut   bool
	}{
		{"three frames fit", []int{1, 1, 1}, false},
		{"a fourth does not", []int{1, 1, 1, 1}, true},
		{"bytes fit", []int{60, 40}, false},
		{"one byte more does not", []int{60, 41}, true},
		{"a big one fits alone", []int{500}, false},
		{"but nothing behind it", []int{500, 1}, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := testRoom(Config{QueueFrames: 3, QueueBytes: 100})
			c, other := roomClient(r), roomClient(r)
			c.t.stage = stageLive
			for i, size := range tc.sizes {
				r.hear(news{events: []*frame{{seq: int64(i + 1), size: size}}})
			}
			if got := c.t.stage == stageDoomed; got != tc.cut {
				t.Errorf("cut off: %v, want %v", got, tc.cut)
			}
			if tc.cut && CloseCode(c.code.Load()) != CloseTooSlow {
				t.Errorf("cut off with %d, want %d", c.code.Load(), CloseTooSlow)
			}
			if other.t.stage == stageDoomed {
				t.Error("another client was cut off with it")
			}
		})
	}
}

// TestBackfillThatComesTooLate: what was fetched must reach the ring, or a
// snapshot has to do.
func TestBackfillThatComesTooLate(t *testing.T) {
	t.Parallel()
	frames := func(from, to int64) (all []*frame) {
		for s := from; s <= to; s++ {
			all = append(all, &frame{seq: s})
		}
		return all
	}
	for _, tc := range []struct {
		name     string
		come     int64 // events that come meanwhile
		reset    bool
		err      error
		snapshot bool
	}{
		{name: "in time", come: 3},
		{name: "at the last moment", come: 4},
		{name: "too late", come: 5, snapshot: true},
		{name: "failed", err: errors.New("away"), snapshot: true},
		{name: "of another journal", reset: true, snapshot: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := testRoom(Config{Recent: 10})
			r.reset(&anchor{epoch: "a", seq: 20, recent: frames(15, 20)})
			c := roomClient(r)
			r.resume(c, "a", 10)
			order := <-r.backfills
			if order.after != 10 || order.until != 14 {
				t.Fatalf("fetches (%d,%d], want (10,14]", order.after, order.until)
			}
			r.hear(news{events: frames(21, 20+tc.come)})
			if tc.reset {
				r.reset(&anchor{epoch: "b", seq: 20, recent: frames(12, 20)})
			}
			r.backfilled(backfill{order: order, frames: frames(11, 14), err: tc.err})
			if got := len(r.orders) == 1; got != tc.snapshot {
				t.Fatalf("snapshot ordered: %v, want %v", got, tc.snapshot)
			}
			if tc.snapshot {
				return
			}
			g, _ := (<-c.queue).(*greeting)
			if g == nil || g.seq != 10 || int64(len(g.missed)) != 10+tc.come {
				t.Fatalf("greeted with %+v", g)
			}
			for i, f := range g.missed {
				if f.seq != 11+int64(i) {
					t.Fatalf("missed event %d is %d", i, f.seq)
				}
			}
		})
	}
}

// TestSnapshotOfAnotherJournal: one that does not fit the room is not told,
// and another is ordered.
func TestSnapshotOfAnotherJournal(t *testing.T) {
	t.Parallel()
	r := testRoom(Config{Recent: 4})
	r.reset(&anchor{epoch: "a", seq: 20})
	c := roomClient(r)
	r.resume(c, "", 0)
	take := func(epoch string, seq int64) {
		o := <-r.orders
		r.snapshotTaken(&snapshot{gen: o.gen, epoch: epoch, seq: seq, taken: r.cfg.Now()})
	}
	take("b", 20)
	if len(c.queue) != 0 {
		t.Fatal("told a snapshot of another journal")
	}
	for s := int64(21); s <= 25; s++ {
		r.hear(news{events: []*frame{{seq: s}}})
	}
	take("a", 20) // the event behind it is no longer in the ring
	if len(c.queue) != 0 {
		t.Fatal("told a snapshot with a hole behind it")
	}
	o := <-r.orders
	r.reset(&anchor{epoch: "b", seq: 2})
	r.snapshotTaken(&snapshot{gen: o.gen, epoch: "b", seq: 2, taken: r.cfg.Now()})
	if len(c.queue) != 0 {
		t.Fatal("told a snapshot from before the reset")
	}
	take("b", 2)
	if len(c.queue) != 1 || c.t.last != 2 {
		t.Fatalf("not greeted: %d in queue, last %d", len(c.queue), c.t.last)
	}
}

// TestNobodyIsSentBack: who comes from another server, ahead of this one, is
// not given a snapshot from before what it has seen.
func TestNobodyIsSentBack(t *testing.T) {
	t.Parallel()
	r := testRoom(Config{})
	r.reset(&anchor{epoch: "a", seq: 20})
	r.resume(roomClient(r), "", 0)
	r.snapshotTaken(&snapshot{gen: (<-r.orders).gen, epoch: "a", seq: 20, taken: r.cfg.Now()})
	for _, tc := range []struct {
		seq    int64
		orders int
	}{{3, 0}, {21, 1}} {
		c := roomClient(r)
		r.ring.n = 0 // whoever is behind needs a snapshot
		r.cfg.ResumeMax = 0
		r.resume(c, "a", tc.seq)
		if len(r.orders) != tc.orders || (c.t.stage == stageLive) == (tc.orders == 1) {
			t.Errorf("at %d: %d snapshots ordered, want %d", tc.seq, len(r.orders), tc.orders)
		}
	}
}
