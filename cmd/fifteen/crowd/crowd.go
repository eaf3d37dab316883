package crowd

// crowd.go: the crowd, and its life while Run runs.

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Crowd is the simulated people. Prepare may be repeated; Run is for one
// goroutine at a time.
type Crowd struct {
	cfg    Config
	log    *slog.Logger
	http   *http.Client
	own    bool // the client is ours
	people []Person
}

// New makes a crowd. Prepare and Run say what is wrong with a configuration.
func New(cfg Config) *Crowd {
	cfg = cfg.withDefaults()
	c := &Crowd{cfg: cfg, log: cfg.Log, http: cfg.HTTP, people: People(cfg.Seed, cfg.N)}
	if cfg.Streets != nil {
		settle(c.people, cfg.Streets, cfg.Seed)
	}
	if c.http == nil {
		c.own = true
		c.http = &http.Client{
			Transport:     &http.Transport{MaxIdleConnsPerHost: workers + 2, IdleConnTimeout: 30 * time.Second},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return c
}

// People are those of this crowd, in the order of their ids. Do not change them.
func (c *Crowd) People() []Person { return c.people }

// letGo closes idle connections of a client of our own.
func (c *Crowd) letGo() {
	if c.own {
		c.http.CloseIdleConnections()
	}
}

// workers make calls at the same time; maxJobs is how many calls may wait for
// one of them.
const (
	workers = 8
	maxJobs = 5000
)

// life is all state of a running crowd. Only the event loop touches it.
type life struct {
	*Crowd
	rng     *rand.Rand // for what is nobody's own
	born    time.Time
	folk    []volunteer
	byPhone map[string]*volunteer
	agenda  agenda
	seen    seen
	cases   cases

	jobs []job
	work chan job
	done chan func()
	news chan []event
}

// job is a call made by a worker. What it returns is run by the event loop.
type job func(ctx context.Context) func()

// Run lets the people live until ctx ends; then it returns nil. It survives
// restarts of everything it talks to. The only error is a configuration that
// cannot work.
func (c *Crowd) Run(ctx context.Context) error {
	if err := c.cfg.check(); err != nil {
		return err
	}
	defer c.letGo()
	l := c.newLife(time.Now())
	var wg sync.WaitGroup
	defer wg.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range workers {
		wg.Go(func() { l.labor(ctx) })
	}
	wg.Go(func() { c.follow(ctx, l.news) })
	l.begin()
	l.loop(ctx)
	return nil
}

func (c *Crowd) newLife(now time.Time) *life {
	l := &life{
		Crowd: c, rng: rand.New(rand.NewPCG(c.cfg.Seed, 2)), born: now,
		folk: make([]volunteer, len(c.people)), byPhone: make(map[string]*volunteer, len(c.people)),
		seen: seen{where: map[int]sighting{}, gone: map[int]bool{}}, cases: newCases(c.cfg.Seed, now),
		work: make(chan job), done: make(chan func(), workers), news: make(chan []event),
	}
	for i := range l.folk {
		v := &l.folk[i]
		v.born(c, i)
		l.byPhone[v.Phone.E164()] = v
	}
	return l
}

// begin plans what happens by itself.
func (l *life) begin() {
	for i := range l.folk {
		if v := &l.folk[i]; v.Shares {
			l.after(time.Duration(l.rng.Int64N(int64(refreshLeast))), func() { l.refresh(v) })
		}
	}
	l.adopt()
	if l.cfg.IncidentEvery > 0 {
		l.after(min(l.gap(), firstWithin), l.happen)
	}
}
