package redisstore

// store.go: the store and how its errors are told.

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// Store keeps an area's state.
type Store struct {
	rdb    redis.UniversalClient
	keys   keys
	log    *slog.Logger
	now    func() time.Time
	people *directory
	habits *habits
	hooks  Hooks
}

// Hooks let a test stop the process at named points; nil in production.
type Hooks struct {
	// At is called around each write, with a name such as "commit:before".
	At func(point string)
}

// Options are what a Store may be given besides its client.
type Options struct {
	// Area is the administrative area whose keys are used; "" is "main".
	Area string
	Log  *slog.Logger
	// Now is the clock; nil is time.Now.
	Now   func() time.Time
	Hooks Hooks
}

// New makes a Store. It opens nothing; Run must be running before responders
// and their habits are looked up.
func New(rdb redis.UniversalClient, o Options) *Store {
	if o.Area == "" {
		o.Area = "main"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	k := newKeys(o.Area)
	return &Store{
		rdb: rdb, keys: k, log: o.Log, now: o.Now, hooks: o.Hooks,
		people: newDirectory(rdb, k), habits: newHabits(rdb, k, o.Log),
	}
}

var (
	_ dispatch.Store  = (*Store)(nil)
	_ dispatch.People = (*Store)(nil)
	_ dispatch.Habits = (*Store)(nil)
)

// LogClient sends what the client library has to say (of connections it
// could not open, mostly) to a log, for the whole process.
func LogClient(log *slog.Logger) { redis.SetLogger(clientLog{log}) }

type clientLog struct{ log *slog.Logger }

func (l clientLog) Printf(ctx context.Context, format string, v ...any) {
	l.log.DebugContext(ctx, "redis client", "detail", fmt.Sprintf(format, v...))
}

// ClientOptions parses a Redis URL into options fit for this store: no
// retries (a repeated write would be a second write), contexts obeyed.
func ClientOptions(url string) (*redis.Options, error) {
	o, err := redis.ParseURL(url)
	if err != nil {
		return nil, fmt.Errorf("--redis %w: write it as redis://[user:password@]host:port/db or unix:///path/to.sock", err)
	}
	o.MaxRetries = -1
	o.ContextTimeoutEnabled = true
	o.DialerRetries = 1
	o.DialTimeout = 2 * time.Second
	o.ReadTimeout = 5 * time.Second
	o.WriteTimeout = 5 * time.Second
	o.PoolSize = 128
	o.MinIdleConns = 4
	return o, nil
}

// Run keeps the copies of the responders and of their habits current until ctx
// ends.
func (s *Store) Run(ctx context.Context) error {
	f := follower{rdb: s.rdb, log: s.log, copies: []copied{s.people, s.habits}}
	return f.run(ctx)
}

// Ready reports whether Redis answers, takes writes and the responders and
// their habits are known.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.rdb.SetNX(ctx, s.keys.epoch(), rand.Text(), 0).Err(); err != nil {
		return told(err)
	}
	if err := s.people.ready(); err != nil {
		return err
	}
	return s.habits.ready()
}

// told turns a Redis error into a domain error. Everything Redis cannot or
// will not do now (away, loading, full, read-only, disk broken) is Unavailable.
func told(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return err
	default:
		return dispatch.Unavailable(err)
	}
}

func (s *Store) at(point string) {
	if s.hooks.At != nil {
		s.hooks.At(point)
	}
}

func ms(t time.Time) int64 { return t.UnixMilli() }

func msOrEmpty(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprint(ms(t))
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
