package live

// room.go: who is connected and how far each has been told. Everything here
// runs in the one goroutine of Hub.Run.

import (
	"log/slog"
	"strconv"
)

// room is the set of clients and the events they are told.
type room struct {
	cfg *Config
	m   *Metrics
	log *slog.Logger

	clients map[*client]struct{}
	waiting map[*client]struct{} // those in stateWaiting

	ready bool // false until the journal was first read
	epoch string
	ring  *ring
	gen   int64  // counts resets
	stale *frame // not nil while the journal cannot be read
	share int    // of the clients pinged last

	snap      *snapshot // the last one
	ordered   bool      // one is being taken
	orders    chan snapshotOrder
	backfills chan backfillOrder
}

// stage is where a client stands with the room.
type stage int

const (
	stageEntered stage = iota // has not said where it left off
	stageWaiting              // for the journal, or a snapshot
	stageLoading              // its missed events are being fetched
	stageLive                 // is told every event
	stageDoomed               // its queue is closed
)

// ticket is what the room alone knows of a client.
type ticket struct {
	stage stage
	epoch string // asked to resume in
	last  int64  // the last event it was told, or asked to resume after
	why   string // counted if it ends in a snapshot
	share int    // pinged with these
}

func newRoom(cfg *Config, m *Metrics, log *slog.Logger) *room {
	return &room{
		cfg: cfg, m: m, log: log,
		clients: make(map[*client]struct{}), waiting: make(map[*client]struct{}),
		ring:   newRing(cfg.Recent),
		orders: make(chan snapshotOrder, 1), backfills: make(chan backfillOrder, backfillQueue),
	}
}

func (r *room) enter(c *client) {
	r.clients[c] = struct{}{}
	c.t.share = len(r.clients) % pingShares
	r.m.Clients.Set(float64(len(r.clients)))
}

// push never waits: a client whose queue is full is cut off.
func (r *room) push(c *client, o outgoing) {
	if c.t.stage == stageDoomed {
		return
	}
	w := o.weight()
	if n := c.queued.Add(w); n <= int64(r.cfg.QueueBytes) || n == w {
		select {
		case c.queue <- o:
			return
		default:
		}
	}
	r.doom(c, CloseTooSlow)
}

// doom closes a client's queue; its writer says why.
func (r *room) doom(c *client, code CloseCode) {
	if c.t.stage == stageDoomed {
		return
	}
	if code == CloseTooSlow {
		r.m.Slow.Inc()
	}
	c.t.stage = stageDoomed
	delete(r.waiting, c)
	c.code.Store(int32(code))
	close(c.queue)
}

func (r *room) leave(c *client) {
	r.doom(c, closeGone)
	delete(r.clients, c)
	code := CloseCode(c.code.Load())
	r.m.Clients.Set(float64(len(r.clients)))
	r.m.Closes.WithLabelValues(strconv.Itoa(int(code))).Inc()
	r.log.Info("live client left", "close_code", int(code), "reason", code.String(),
		"connected_s", int(r.cfg.Now().Sub(c.since).Seconds()), "clients", len(r.clients))
}
