package redisgeo

// locate.go: where named people are, and where everybody is.

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// Locate gives the whereabouts of named responders in their order: the last
// position if it is newer than freshAfter, else the home; those without either
// are left out. The error has CodeUnavailable.
func (s *Store) Locate(ctx context.Context, responders []string, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	out := make([]dispatch.Whereabouts, 0, len(responders))
	for ids := range slices.Chunk(responders, chunk) {
		var at, live, home *redis.FloatSliceCmd
		_, err := s.rdb.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			at, live, home = pipe.ZMScore(ctx, s.at, ids...), pipe.ZMScore(ctx, s.live, ids...), pipe.ZMScore(ctx, s.home, ids...)
			return nil
		})
		if err != nil {
			return nil, unavailable("locating people", err)
		}
		for i, id := range ids {
			if w, ok := whereabouts(id, at.Val()[i], live.Val()[i], home.Val()[i], freshAfter); ok {
				out = append(out, w)
			}
		}
	}
	return out, nil
}

// All gives everybody's whereabouts in no particular order, with the same
// choice as Locate. It reads in chunks, so Redis is never kept busy for long;
// whoever is there throughout is listed. The error has CodeUnavailable.
func (s *Store) All(ctx context.Context, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	var at, live, home map[string]float64
	for _, set := range []struct {
		key  string
		into *map[string]float64
	}{{s.at, &at}, {s.live, &live}, {s.home, &home}} {
		scores, err := s.scan(ctx, set.key)
		if err != nil {
			return nil, unavailable("reading everybody's positions", err)
		}
		*set.into = scores
	}
	out := make([]dispatch.Whereabouts, 0, max(len(live), len(home)))
	for id, cell := range home {
		if w, ok := whereabouts(id, at[id], live[id], cell, freshAfter); ok {
			out = append(out, w)
		}
	}
	for id, cell := range live {
		if _, counted := home[id]; counted {
			continue
		}
		if w, ok := whereabouts(id, at[id], cell, 0, freshAfter); ok {
			out = append(out, w)
		}
	}
	return out, nil
}

// whereabouts picks a fresh live position, else a home. A score of 0 means
// that there is none: the cell 0 is a meter of the Southern Ocean.
func whereabouts(id string, at, live, home float64, freshAfter time.Time) (dispatch.Whereabouts, bool) {
	switch {
	case live != 0 && sightedAfter(at, freshAfter):
		seen := time.UnixMilli(int64(at)).UTC()
		return dispatch.Whereabouts{Responder: id, Point: decodeGeohash(live), Basis: dispatch.BasisLive, At: seen}, true
	case home != 0:
		return dispatch.Whereabouts{Responder: id, Point: decodeGeohash(home), Basis: dispatch.BasisHome}, true
	}
	return dispatch.Whereabouts{}, false
}

// sightedAfter reports whether a sighting at Unix ms at, 0 for none, is newer
// than freshAfter.
func sightedAfter(at float64, freshAfter time.Time) bool {
	return at != 0 && time.UnixMilli(int64(at)).After(freshAfter)
}

// scan reads a whole sorted set. ZSCAN, not ZRANGE: ranks shift while people
// move, and a walk by rank would skip some.
func (s *Store) scan(ctx context.Context, key string) (map[string]float64, error) {
	scores := make(map[string]float64)
	for cursor := uint64(0); ; {
		page, next, err := s.rdb.ZScan(ctx, key, cursor, "", chunk).Result()
		if err != nil {
			return nil, err
		}
		for i := 0; i+1 < len(page); i += 2 {
			if scores[page[i]], err = strconv.ParseFloat(page[i+1], 64); err != nil {
				return nil, err
			}
		}
		if next == 0 {
			return scores, nil
		}
		cursor = next
	}
}
