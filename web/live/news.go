package live

// news.go: what the tail tells the room, and what the room makes of it.

// news is one message of the tail; exactly one of its parts is set.
type news struct {
	events []*frame // contiguous, after the last
	anchor *anchor  // the journal is read from here on
	stale  *frame   // it cannot be read
	fresh  bool     // it can again
}

// anchor is a new start in a journal: recent events end at seq.
type anchor struct {
	epoch  string
	seq    int64
	recent []*frame
}

var (
	freshFrame = encodeNotice(laneNotice, notice{Type: "fresh"})
	pingFrame  = encodeNotice(lanePing, notice{Type: "ping"})
)

func (r *room) hear(n news) {
	switch {
	case n.anchor != nil:
		r.reset(n.anchor)
	case n.stale != nil:
		r.stale = n.stale
		r.tell(n.stale)
	case n.fresh:
		r.stale = nil
		r.tell(freshFrame)
	default:
		for _, f := range n.events {
			r.broadcast(f)
		}
	}
}

// broadcast hands one event to everybody who has not been told it yet. Who
// was greeted with a snapshot ahead of the tail has.
func (r *room) broadcast(f *frame) {
	r.ring.push(f)
	for c := range r.clients {
		if c.t.stage == stageLive && c.t.last < f.seq {
			c.t.last = f.seq
			r.push(c, f)
		}
	}
}

// tell hands a notice to everybody who has said where they left off.
func (r *room) tell(f *frame) {
	for c := range r.clients {
		if c.t.stage != stageEntered {
			r.push(c, f)
		}
	}
}

// reset starts anew in another journal, or behind a gap. Everybody live gets
// a fresh snapshot; those who wait may be able to resume now.
func (r *room) reset(a *anchor) {
	r.gen++
	r.ready, r.epoch, r.snap = true, a.epoch, nil
	r.ring.reset(a.seq, a.recent)
	for c := range r.clients {
		switch c.t.stage {
		case stageLive:
			c.t.epoch, c.t.why = "", "reset"
			r.needSnapshot(c)
		case stageWaiting:
			r.place(c)
		case stageEntered, stageLoading, stageDoomed:
			// Loading ones are placed when what was fetched comes back.
		}
	}
}

// pingShares is in how many shares the clients are pinged, one after the
// other, so that a thousand are not woken at the same moment.
const pingShares = 16

// ping asks one share of the clients for a sign of life.
func (r *room) ping() {
	r.share = (r.share + 1) % pingShares
	for c := range r.clients {
		if c.t.share == r.share && c.t.stage != stageEntered {
			r.push(c, ping{})
		}
	}
}

// nudge has positions told. Writers with something to do look by themselves.
func (r *room) nudge() {
	for c := range r.clients {
		if c.t.stage == stageLive && len(c.queue) == 0 {
			r.push(c, nudge{})
		}
	}
}

// shut cuts everybody off at the end.
func (r *room) shut() {
	for c := range r.clients {
		r.doom(c, CloseGoingAway)
	}
}
