package live

// catchup.go: how the room brings a client up to date: from memory, from the
// source, or with a snapshot, and never with a hole.

import "time"

// resume takes a client's first frame.
func (r *room) resume(c *client, epoch string, seq int64) {
	if c.t.stage != stageEntered {
		return // cut off meanwhile
	}
	c.t.epoch, c.t.last, c.t.why = epoch, seq, "lost"
	if epoch == "" {
		c.t.why = "first"
	}
	r.place(c)
	if r.stale != nil {
		r.push(c, r.stale)
	}
}

// place brings a client up to date in the cheapest way that leaves no hole.
func (r *room) place(c *client) {
	if !r.ready {
		r.wait(c)
		return
	}
	if c.t.epoch == r.epoch {
		if missed, ok := r.ring.since(c.t.last); ok {
			r.greet(c, c.t.last, nil, missed, "memory")
			return
		}
		behind := r.ring.head - c.t.last
		if behind > 0 && behind <= int64(r.cfg.ResumeMax) && r.backfill(c) {
			return
		}
	}
	r.needSnapshot(c)
}

func (r *room) wait(c *client) {
	c.t.stage = stageWaiting
	r.waiting[c] = struct{}{}
}

// backfill has the events between the client and the ring fetched; false if
// too many others wait for theirs.
func (r *room) backfill(c *client) bool {
	select {
	case r.backfills <- backfillOrder{c: c, gen: r.gen, epoch: r.epoch, after: c.t.last, until: r.ring.first()}:
		delete(r.waiting, c)
		c.t.stage = stageLoading
		return true
	default:
		return false
	}
}

// backfilled attaches a client behind its fetched events.
func (r *room) backfilled(b backfill) {
	c := b.order.c
	if c.t.stage != stageLoading {
		return
	}
	if b.err != nil || b.order.gen != r.gen {
		r.needSnapshot(c)
		return
	}
	last := b.order.after + int64(len(b.frames))
	more, ok := r.ring.since(last)
	if !ok && last <= r.ring.head {
		r.needSnapshot(c) // the ring has moved on meanwhile
		return
	}
	r.greet(c, b.order.after, nil, append(b.frames, more...), "source")
}

func (r *room) needSnapshot(c *client) {
	if r.reusable(c) && r.welcome(c, r.snap) {
		return
	}
	r.wait(c)
	r.order(0)
}

// reusable reports whether the last snapshot is recent enough, and not older
// than what the client has seen.
func (r *room) reusable(c *client) bool {
	s := r.snap
	return s != nil && r.cfg.Now().Sub(s.taken) <= r.cfg.SnapshotReuse &&
		(c.t.epoch != s.epoch || s.seq >= c.t.last)
}

// order has a snapshot taken, unless one is under way.
func (r *room) order(delay time.Duration) {
	if !r.ordered {
		r.ordered = true
		r.orders <- snapshotOrder{gen: r.gen, delay: delay} // has room for the one
	}
}

// welcome greets a client with a snapshot; false if the events behind it are
// not all at hand.
func (r *room) welcome(c *client, s *snapshot) bool {
	if s.gen != r.gen || s.epoch != r.epoch {
		return false
	}
	missed, ok := r.ring.since(s.seq)
	if !ok && s.seq <= r.ring.head {
		return false
	}
	r.greet(c, s.seq, s.body, missed, c.t.why)
	return true
}

// snapshotRetry is the pause before another snapshot when one did not fit:
// the tail has not noticed a new journal yet.
const snapshotRetry = 250 * time.Millisecond

func (r *room) snapshotTaken(s *snapshot) {
	r.ordered = false
	r.snap = s
	for c := range r.waiting {
		if !r.welcome(c, s) {
			delay := snapshotRetry
			if s.gen != r.gen {
				delay = 0
			}
			r.order(delay)
			return
		}
	}
}

// greet makes a client live: told everything up to seq by the snapshot or by
// itself, and the missed events behind it.
func (r *room) greet(c *client, seq int64, snapshot []byte, missed []*frame, how string) {
	delete(r.waiting, c)
	c.t.stage, c.t.epoch, c.t.last = stageLive, r.epoch, seq+int64(len(missed))
	r.m.Resumes.WithLabelValues(how).Inc()
	r.push(c, &greeting{epoch: r.epoch, seq: seq, snapshot: snapshot, missed: missed})
}
