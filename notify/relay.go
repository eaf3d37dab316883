package notify

// relay.go: from the outbox to the provider, once.

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"fifteen/dispatch"
)

// Outbox is where the texts wait. An entry is claimed under a lease; whoever
// holds it marks the text (Begin), calls the provider and settles it.
type Outbox interface {
	Claim(ctx context.Context, consumer string, n int, block time.Duration) ([]dispatch.Queued, error)
	Reclaim(ctx context.Context, consumer string, lease time.Duration, n int) ([]dispatch.Queued, error)
	Renew(ctx context.Context, consumer string, entries []string) error
	Begin(ctx context.Context, n *dispatch.Notice) (dispatch.Start, time.Time, error)
	BeginAgain(ctx context.Context, n *dispatch.Notice, begunAt time.Time) (dispatch.Start, time.Time, error)
	TakeBack(ctx context.Context, n *dispatch.Notice, begunAt time.Time) error
	Settle(ctx context.Context, n *dispatch.Notice, s dispatch.Settlement) error
}

// RelayConfig is what a Relay is made of.
type RelayConfig struct {
	Outbox    Outbox
	Channel   Channel
	PublicURL string
	// Consumer names this process; unique among all that share the outbox.
	Consumer string
	// Workers is how many provider calls run at once; 0: 32.
	Workers int
	// PerSecond limits calls to the provider; 0: no limit.
	PerSecond float64
	// Lease is how long a claimed text belongs to a process that does not
	// renew it; 0: 5 s.
	Lease time.Duration
	// CallTimeout bounds one provider call; 0: 10 s.
	CallTimeout time.Duration
	// Doubt is how long after a call with unknown outcome the provider may
	// still come to show the message; 0: 20 s. Only then "not found" counts.
	Doubt   time.Duration
	Log     *slog.Logger
	Metrics *Metrics
	// At lets a test stop the process at named points; nil in production.
	At func(point string)
}

// Relay carries texts from the outbox to the provider.
type Relay struct {
	RelayConfig
	limiter *rate.Limiter
	jobs    chan *job

	mu   sync.Mutex
	held map[string]bool // entries under our lease
	wait []*job          // sorted when taken
	wake chan struct{}
}

// job is one claimed text.
type job struct {
	dispatch.Queued
	notBefore time.Time
	tries     int
}

// maxHeld bounds the texts one process holds at once.
const maxHeld = 2000

// NewRelay makes a Relay.
func NewRelay(c RelayConfig) *Relay {
	c.Workers = cmp.Or(c.Workers, 32)
	c.Lease = cmp.Or(c.Lease, 5*time.Second)
	c.CallTimeout = cmp.Or(c.CallTimeout, 10*time.Second)
	c.Doubt = cmp.Or(c.Doubt, 20*time.Second)
	if c.At == nil {
		c.At = func(string) {}
	}
	limit := rate.Inf
	if c.PerSecond > 0 {
		limit = rate.Limit(c.PerSecond)
	}
	return &Relay{
		RelayConfig: c, limiter: rate.NewLimiter(limit, max(1, int(c.PerSecond))),
		jobs: make(chan *job), held: map[string]bool{}, wake: make(chan struct{}, 1),
	}
}

// Run relays until ctx ends. Texts in a provider's hands are finished first.
func (r *Relay) Run(ctx context.Context) error {
	var g errgroup.Group
	g.Go(func() error { return r.claim(ctx) })
	g.Go(func() error { return r.renew(ctx) })
	g.Go(func() error { return r.hand(ctx) })
	for range r.Workers {
		g.Go(func() error {
			for j := range r.jobs {
				r.deliver(ctx, j)
			}
			return nil
		})
	}
	return g.Wait()
}

// claim takes texts from the outbox, first those left by dead processes.
func (r *Relay) claim(ctx context.Context) error {
	var next time.Time
	for ctx.Err() == nil {
		room := maxHeld - r.holding()
		if room <= 0 {
			pause(ctx, 50*time.Millisecond)
			continue
		}
		if now := time.Now(); !now.Before(next) {
			next = now.Add(r.Lease / 2)
			queued, err := r.Outbox.Reclaim(ctx, r.Consumer, r.Lease, min(room, 500))
			r.take(ctx, queued, err)
			continue
		}
		queued, err := r.Outbox.Claim(ctx, r.Consumer, min(room, 500), min(time.Second, r.Lease/2))
		r.take(ctx, queued, err)
	}
	return nil
}

func (r *Relay) take(ctx context.Context, queued []dispatch.Queued, err error) {
	if err != nil {
		if ctx.Err() == nil {
			r.Log.WarnContext(ctx, "outbox cannot be read, trying again", "error", err)
			pause(ctx, 500*time.Millisecond)
		}
		return
	}
	r.mu.Lock()
	for _, q := range queued {
		if !r.held[q.Entry] {
			r.held[q.Entry] = true
			r.wait = append(r.wait, &job{Queued: q})
		}
	}
	r.mu.Unlock()
	r.nudge()
}

func (r *Relay) holding() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.held)
}

func (r *Relay) nudge() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// hand gives jobs to the workers in order of urgency, under the rate limit.
func (r *Relay) hand(ctx context.Context) error {
	defer close(r.jobs)
	for {
		j, wait := r.next()
		if j == nil {
			timer := time.NewTimer(wait)
			select {
			case <-ctx.Done():
				timer.Stop()
				return nil
			case <-r.wake:
			case <-timer.C:
			}
			timer.Stop()
			continue
		}
		if r.limiter.Wait(ctx) != nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case r.jobs <- j:
		}
	}
}

// next takes the most urgent job that may run now, or says how long to wait.
func (r *Relay) next() (*job, time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	best, wait, now := -1, time.Minute, time.Now()
	for i, j := range r.wait {
		if d := j.notBefore.Sub(now); d > 0 {
			wait = min(wait, d)
			continue
		}
		if best < 0 || urgency(&j.Notice, &r.wait[best].Notice) < 0 {
			best = i
		}
	}
	if best < 0 {
		return nil, wait
	}
	j := r.wait[best]
	r.wait = slices.Delete(r.wait, best, best+1)
	return j, 0
}

// urgency orders texts: what releases or answers people who may be under way
// comes before what asks; then by priority, the newest incident and the
// nearest person first.
func urgency(a, b *dispatch.Notice) int {
	asks := func(n *dispatch.Notice) int {
		if n.Kind == dispatch.TextAsk {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(asks(a), asks(b)),
		cmp.Compare(a.Priority.Rank(), b.Priority.Rank()),
		cmp.Compare(b.Number, a.Number),
		cmp.Compare(a.Rank, b.Rank),
	)
}

// again puts a job back, to be tried later.
func (r *Relay) again(j *job, after time.Duration) {
	j.tries++
	j.notBefore = time.Now().Add(after)
	r.mu.Lock()
	r.wait = append(r.wait, j)
	r.mu.Unlock()
	r.nudge()
}

func (r *Relay) drop(j *job) {
	r.mu.Lock()
	delete(r.held, j.Entry)
	r.mu.Unlock()
}

// renew keeps the leases of what is held.
func (r *Relay) renew(ctx context.Context) error {
	tick := time.NewTicker(r.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		r.mu.Lock()
		entries := make([]string, 0, len(r.held))
		for e := range r.held {
			entries = append(entries, e)
		}
		r.mu.Unlock()
		if err := r.Outbox.Renew(ctx, r.Consumer, entries); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "leases of texts cannot be renewed, trying again", "error", err)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// settle records an outcome; it must not get lost while Redis is away, so it
// is tried until it is written or the lease makes it somebody else's.
func (r *Relay) settle(ctx context.Context, j *job, s dispatch.Settlement) {
	s.Entry, s.At = j.Entry, time.Now()
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		err := r.Outbox.Settle(ctx, &j.Notice, s)
		if err == nil || errors.Is(err, context.Canceled) {
			r.Metrics.settled(r.Channel.Name(), s.Status)
			r.drop(j)
			return
		}
		r.Log.WarnContext(ctx, "outcome of a text cannot be recorded, trying again", "notice", j.Notice.ID, "error", err)
		pause(ctx, wait)
		if ctx.Err() != nil {
			r.drop(j)
			return
		}
	}
}
