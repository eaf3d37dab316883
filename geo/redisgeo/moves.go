package redisgeo

// moves.go: the second lane: who moved, for live dashboards.

import (
	"context"
	"errors"
	"regexp"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// MaxBlock is the longest that Moves waits, so that a reader notices its end.
const MaxBlock = 2 * time.Second

// movesPage is how many entries (batches) one call reads at most.
const movesPage = 100

var streamID = regexp.MustCompile(`^\d{1,20}-\d{1,20}$`)

// Moves returns what was recorded after cursor, the latest sighting of each
// person, and the cursor to go on with. With nothing
// new it waits up to block (at most MaxBlock; 0 or less: not at all) and may
// return an empty batch. The cursor "" means from now on; pass on what comes
// back, so that nothing between two calls is lost. A reader that falls more
// than about 2000 batches behind misses the oldest.
//
// Errors: CodeInvalid for a cursor that did not come from here,
// CodeUnavailable when Redis does not answer or ctx ends.
func (s *Store) Moves(ctx context.Context, cursor string, block time.Duration) (batch []dispatch.Sighting, next string, err error) {
	if cursor == "" {
		if cursor, err = s.lastMove(ctx); err != nil {
			return nil, "", err
		}
	}
	if !streamID.MatchString(cursor) {
		return nil, "", dispatch.Invalid("cursor", "must be empty or one that came with an earlier batch")
	}
	wait := time.Duration(-1) // to go-redis: do not block; 0 would be forever
	if block > 0 {
		wait = max(min(block, MaxBlock), time.Millisecond)
	}
	streams, err := s.rdb.XRead(ctx, &redis.XReadArgs{
		Streams: []string{s.stream, cursor}, Count: movesPage, Block: wait,
	}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, cursor, nil
	}
	if err != nil {
		return nil, cursor, unavailable("reading moves", err)
	}
	latest := make(map[string]int)
	for _, stream := range streams {
		for _, entry := range stream.Messages {
			cursor = entry.ID
			packed, _ := entry.Values["v1"].(string)
			err := unpack(packed, func(x dispatch.Sighting) {
				if i, known := latest[x.Responder]; known {
					batch[i] = x
					return
				}
				latest[x.Responder] = len(batch)
				batch = append(batch, x)
			})
			if err != nil {
				return nil, cursor, dispatch.Errorf(dispatch.CodeInternal, "entry %s of the position lane cannot be read: %v; going on behind it", entry.ID, err)
			}
		}
	}
	return batch, cursor, nil
}

// lastMove returns the cursor behind the newest entry.
func (s *Store) lastMove(ctx context.Context) (string, error) {
	last, err := s.rdb.XRevRangeN(ctx, s.stream, "+", "-", 1).Result()
	if err != nil {
		return "", unavailable("reading moves", err)
	}
	if len(last) == 0 {
		return "0-0", nil
	}
	return last[0].ID, nil
}
