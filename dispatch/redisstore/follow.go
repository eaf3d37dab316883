package redisstore

// follow.go: keeping copies in memory current. A copy is loaded once; then a
// stream names what any process changed, and that is fetched anew. After a
// failure all copies are loaded again.

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// followBlock is how long one read waits for changes, and so how long the end
// of Run may take: the client does not break off a read.
const followBlock = 300 * time.Millisecond

// copied is something of Redis kept in memory. One goroutine calls its methods.
type copied interface {
	// stream is the key of the stream of changed ids.
	stream() string
	// load fetches everything; it is as new as entry at least.
	load(ctx context.Context, at entry) error
	// refresh fetches those that an entry names.
	refresh(ctx context.Context, at entry, ids []string) error
}

// entry is the place of an entry in its stream; the zero entry is before all.
type entry struct{ ms, n uint64 }

func parseEntry(id string) entry {
	ms, n, _ := strings.Cut(id, "-")
	var e entry
	e.ms, _ = strconv.ParseUint(ms, 10, 64)
	e.n, _ = strconv.ParseUint(n, 10, 64)
	return e
}

func (e entry) before(o entry) bool { return e.ms < o.ms || e.ms == o.ms && e.n < o.n }

// follower keeps copies current.
type follower struct {
	rdb    redis.UniversalClient
	log    *slog.Logger
	copies []copied
}

// run loads everything and follows the changes until ctx ends.
func (f *follower) run(ctx context.Context) error {
	for ctx.Err() == nil {
		err := f.follow(ctx)
		if ctx.Err() != nil {
			break
		}
		f.log.WarnContext(ctx, "responders cannot be followed, trying again", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
		}
	}
	return nil
}

// follow loads everything once, then applies changes until something fails.
func (f *follower) follow(ctx context.Context) error {
	// XREAD wants the names of all streams, then where to go on in each.
	n := len(f.copies)
	streams := make([]string, 2*n)
	byStream := make(map[string]int, n)
	for i, c := range f.copies {
		streams[i], byStream[c.stream()] = c.stream(), i
		tail, err := f.tail(ctx, c.stream())
		if err != nil {
			return err
		}
		streams[n+i] = tail
		if err := c.load(ctx, parseEntry(tail)); err != nil {
			return err
		}
	}
	for {
		res, err := f.rdb.XRead(ctx, &redis.XReadArgs{Streams: streams, Count: 100, Block: followBlock}).Result()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			return err
		}
		for _, r := range res {
			i := byStream[r.Stream]
			for _, e := range r.Messages {
				ids, _ := e.Values["ids"].(string)
				if err := f.copies[i].refresh(ctx, parseEntry(e.ID), strings.Fields(ids)); err != nil {
					return err
				}
				streams[n+i] = e.ID
			}
		}
	}
}

// tail is the id of a stream's last entry.
func (f *follower) tail(ctx context.Context, stream string) (string, error) {
	last, err := f.rdb.XRevRangeN(ctx, stream, "+", "-", 1).Result()
	if err != nil || len(last) == 0 {
		return "0-0", err
	}
	return last[0].ID, nil
}
