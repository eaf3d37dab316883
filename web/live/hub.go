package live

// hub.go: the hub and its main loop.

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Hub tells all connected clients what happens. Make one with New, start it
// with Run, and mount it as an http.Handler behind authentication.
type Hub struct {
	cfg      Config
	m        *Metrics
	log      *slog.Logger
	origins  map[string]struct{}
	upgrader websocket.Upgrader
	lane     *lane

	room       *room // of the goroutine in Run only
	entering   chan *client
	resuming   chan resuming
	expelling  chan expelling
	leaving    chan *client
	news       chan news
	snapshots  chan *snapshot
	backfilled chan backfill
	moved      chan struct{} // positions were published
	roster     chan chan []*client
	recheck    chan struct{}

	connections atomic.Int64
	started     atomic.Bool
	stopping    chan struct{} // closed when no client is let in any more
	stopped     chan struct{} // closed when nobody listens any more
}

type resuming struct {
	c     *client
	epoch string
	seq   int64
}

type expelling struct {
	c    *client
	code CloseCode
}

// New makes a hub. Nothing runs before Run.
func New(cfg Config) *Hub {
	cfg = cfg.withDefaults()
	h := &Hub{
		cfg: cfg, m: cfg.Metrics, log: cfg.Log,
		origins:  make(map[string]struct{}, len(cfg.Origins)),
		lane:     newLane(),
		entering: make(chan *client), resuming: make(chan resuming),
		expelling: make(chan expelling), leaving: make(chan *client),
		news: make(chan news), snapshots: make(chan *snapshot), backfilled: make(chan backfill),
		moved: make(chan struct{}), roster: make(chan chan []*client), recheck: make(chan struct{}, 1),
		stopping: make(chan struct{}), stopped: make(chan struct{}),
	}
	for _, o := range cfg.Origins {
		h.origins[o] = struct{}{}
	}
	h.upgrader = websocket.Upgrader{
		HandshakeTimeout: cfg.ResumeWait,
		ReadBufferSize:   1 << 10,
		WriteBufferSize:  4 << 10,
		WriteBufferPool:  &sync.Pool{},
		Subprotocols:     []string{Subprotocol},
		Error:            refuseUpgrade,
		CheckOrigin:      func(*http.Request) bool { return true }, // ServeHTTP has checked it
	}
	h.room = newRoom(&h.cfg, h.m, h.log)
	return h
}

// Run follows the journal and serves the clients until ctx ends, then closes
// every connection with 4004 and waits for them. It runs once. It returns nil
// after ctx has ended.
func (h *Hub) Run(ctx context.Context) error {
	if h.cfg.Source == nil {
		return errors.New("live: Config.Source is missing: give it the journal to follow")
	}
	if !h.started.CompareAndSwap(false, true) {
		return errors.New("live: this hub was run before: make a new one with live.New")
	}
	var workers sync.WaitGroup
	workers.Go(func() { newTail(h).run(ctx) })
	workers.Go(func() { h.takeSnapshots(ctx) })
	workers.Go(func() { h.fetchMissed(ctx) })
	if h.cfg.Positions != nil {
		workers.Go(func() { h.followPositions(ctx) })
	}
	if h.cfg.Revalidate != nil {
		workers.Go(func() { h.guard(ctx) })
	}
	h.loop(ctx)
	h.drain()
	close(h.stopped)
	workers.Wait()
	return nil
}

// loop is the only goroutine that touches the room.
func (h *Hub) loop(ctx context.Context) {
	r := h.room
	ping := time.NewTicker(max(h.cfg.PingEvery/pingShares, time.Millisecond))
	defer ping.Stop()
	for {
		select {
		case c := <-h.entering:
			r.enter(c)
		case q := <-h.resuming:
			r.resume(q.c, q.epoch, q.seq)
		case e := <-h.expelling:
			r.doom(e.c, e.code)
		case c := <-h.leaving:
			r.leave(c)
		case n := <-h.news:
			r.hear(n)
		case s := <-h.snapshots:
			r.snapshotTaken(s)
		case b := <-h.backfilled:
			r.backfilled(b)
		case <-h.moved:
			r.nudge()
		case <-ping.C:
			r.ping()
		case reply := <-h.roster:
			all := make([]*client, 0, len(r.clients))
			for c := range r.clients {
				all = append(all, c)
			}
			reply <- all
		case <-ctx.Done():
			return
		}
	}
}

// drain says goodbye to everybody and waits for them to be gone: first for
// those who take it in time, then with their connections closed.
func (h *Hub) drain() {
	close(h.stopping)
	h.room.shut()
	patience := time.NewTimer(3 * h.cfg.CloseWait)
	defer patience.Stop()
	forced := false
	for len(h.room.clients) > 0 {
		select {
		case c := <-h.leaving:
			h.room.leave(c)
		case <-h.expelling: // they are all cut off already
		case <-h.resuming:
		case <-patience.C:
			if forced {
				h.log.Warn("live clients did not end in time", "clients", len(h.room.clients))
				return
			}
			forced = true
			for c := range h.room.clients {
				_ = c.ws.NetConn().Close() // ends its reader and its writer, whatever they wait for
			}
			patience.Reset(3 * h.cfg.CloseWait)
		}
	}
}
