package live

// config.go: what the hub needs from others, and its settings.

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"

	"fifteen/dispatch"
)

// Source is the journal. A gap shows as an error with dispatch.CodeNotFound or
// as a first event whose Seq is not after+1.
type Source interface {
	// Head says which journal this is and how far it goes; 0 if it is empty.
	Head(ctx context.Context) (epoch string, seq int64, err error)
	// Since lists up to limit events with Seq > after, in order. It does not wait.
	Since(ctx context.Context, after int64, limit int) ([]dispatch.Event, error)
	// Wait is like Since but waits up to block for the first event; none is no error.
	Wait(ctx context.Context, after int64, block time.Duration) ([]dispatch.Event, error)
	// Snapshot returns a state that has everything up to event seq. It may hold
	// later things already, because events only replace documents by newer ones.
	Snapshot(ctx context.Context) (epoch string, seq int64, views []dispatch.View, err error)
}

// Positions is the stream of reported positions.
type Positions interface {
	// Moves returns what was reported after cursor, waiting up to block for
	// the first, and the cursor to go on from, also past what cannot be read
	// (then with an error). The empty cursor means: from now on. A cursor that
	// is not known gives an error with dispatch.CodeNotFound or CodeInvalid.
	Moves(ctx context.Context, cursor string, block time.Duration) ([]dispatch.Sighting, string, error)
}

// Config sets up a Hub. Only Source is required; zero values take the
// defaults named.
type Config struct {
	Source    Source
	Positions Positions // nil: no positions lane

	// Origins are the exact origins ("https://host[:port]") whose pages may
	// connect. Requests without an Origin need an Authorization header.
	Origins []string
	// Revalidate says whether the session or token of a request that was let
	// in still holds. Any error but dispatch.CodeUnavailable cuts the client
	// off. It is called every RevalidateEvery, and by Hub.Recheck. nil: never.
	Revalidate      func(*http.Request) error
	RevalidateEvery time.Duration // 1 min

	Log     *slog.Logger     // nil: silent
	Now     func() time.Time // nil: time.Now
	Metrics *Metrics         // nil: counted, registered nowhere

	MaxClients int // connections at once, 5000; more get 503

	ResumeWait time.Duration // for the client's first frame, 5 s
	PingEvery  time.Duration // 25 s
	PongWait   time.Duration // without a sign of life, 60 s
	WriteWait  time.Duration // for one frame to be taken, 10 s
	CloseWait  time.Duration // for the other side to close too, 1 s

	QueueFrames int // events that may wait for one client, 1024
	QueueBytes  int // and their bytes, 4 MiB

	Recent        int           // events kept in memory for those who resume, 4096
	Warm          int           // of those, how many are read at the start, 512
	ResumeMax     int           // events a client may be behind and still resume, 5000
	SnapshotReuse time.Duration // how long one snapshot serves those who come, 1 s

	Block          time.Duration // of one wait for events or positions, 2 s
	CallWait       time.Duration // for any other answer of the source, 10 s
	StaleAfter     time.Duration // without the journal until clients are told, 3 s
	PositionsEvery time.Duration // 500 ms
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Metrics == nil {
		c.Metrics = NewMetrics(nil)
	}
	c.RevalidateEvery = cmp.Or(c.RevalidateEvery, time.Minute)
	c.MaxClients = cmp.Or(c.MaxClients, 5000)
	c.ResumeWait = cmp.Or(c.ResumeWait, 5*time.Second)
	c.PingEvery = cmp.Or(c.PingEvery, 25*time.Second)
	c.PongWait = cmp.Or(c.PongWait, time.Minute)
	c.WriteWait = cmp.Or(c.WriteWait, 10*time.Second)
	c.CloseWait = cmp.Or(c.CloseWait, time.Second)
	c.QueueFrames = cmp.Or(c.QueueFrames, 1024)
	c.QueueBytes = cmp.Or(c.QueueBytes, 4<<20)
	c.Recent = cmp.Or(c.Recent, 4096)
	c.Warm = min(cmp.Or(c.Warm, 512), c.Recent)
	c.ResumeMax = cmp.Or(c.ResumeMax, 5000)
	c.SnapshotReuse = cmp.Or(c.SnapshotReuse, time.Second)
	c.Block = cmp.Or(c.Block, 2*time.Second)
	c.CallWait = cmp.Or(c.CallWait, 10*time.Second)
	c.StaleAfter = cmp.Or(c.StaleAfter, 3*time.Second)
	c.PositionsEvery = cmp.Or(c.PositionsEvery, 500*time.Millisecond)
	return c
}
