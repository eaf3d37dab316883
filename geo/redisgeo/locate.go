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
// position if it is newer than freshAfter, else the usual place of this hour,
// else the last position as a stale one; those without any are left out. The
// error has CodeUnavailable.
func (s *Store) Locate(ctx context.Context, responders []string, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	usual, err := s.usual(ctx, responders)
	if err != nil {
		return nil, unavailable("locating people", err)
	}
	out := make([]dispatch.Whereabouts, 0, len(responders))
	for ids := range slices.Chunk(responders, chunk) {
		var at, live *redis.FloatSliceCmd
		_, err := s.rdb.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			at, live = pipe.ZMScore(ctx, s.at, ids...), pipe.ZMScore(ctx, s.live, ids...)
			return nil
		})
		if err != nil {
			return nil, unavailable("locating people", err)
		}
		for i, id := range ids {
			if w, ok := whereabouts(id, at.Val()[i], live.Val()[i], usual[i], freshAfter); ok {
				out = append(out, w)
			}
		}
		usual = usual[len(ids):]
	}
	return out, nil
}

// All gives the whereabouts of everybody of whom something better than a stale
// position is known, in no particular order, with the same choice as Locate.
// It reads in chunks, so Redis is never kept busy for long; whoever is there
// throughout is listed. The error has CodeUnavailable.
func (s *Store) All(ctx context.Context, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	list, err := s.everybody(ctx, freshAfter)
	return slices.DeleteFunc(list, func(w dispatch.Whereabouts) bool { return w.Basis == dispatch.BasisStale }), err
}

// everybody is All with the stale ones.
func (s *Store) everybody(ctx context.Context, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	var at, live, home, places map[string]float64
	for _, set := range []struct {
		key  string
		into *map[string]float64
	}{{s.at, &at}, {s.live, &live}, {s.home, &home}, {s.places, &places}} {
		scores, err := s.scan(ctx, set.key)
		if err != nil {
			return nil, unavailable("reading everybody's positions", err)
		}
		*set.into = scores
	}
	now := s.now()
	usual := make(map[string]spot, len(home))
	for id, cell := range home {
		usual[id] = spot{cell, dispatch.BasisHome}
	}
	for name, cell := range places {
		if m, ok := parseMember(name); ok && m.hours.Covers(now) {
			usual[m.id] = spot{cell, m.basis}
		}
	}
	out := make([]dispatch.Whereabouts, 0, max(len(live), len(usual)))
	for id, place := range usual {
		if w, ok := whereabouts(id, at[id], live[id], place, freshAfter); ok {
			out = append(out, w)
		}
	}
	for id, cell := range live {
		if _, counted := usual[id]; counted {
			continue
		}
		if w, ok := whereabouts(id, at[id], cell, spot{}, freshAfter); ok {
			out = append(out, w)
		}
	}
	return out, nil
}

// whereabouts picks a fresh live position, else the usual place, else the old
// position.
func whereabouts(id string, at, live float64, usual spot, freshAfter time.Time) (dispatch.Whereabouts, bool) {
	w := dispatch.Whereabouts{Responder: id}
	switch {
	case live != 0 && sightedAfter(at, freshAfter):
		w.Point, w.Basis, w.At = decodeGeohash(live), dispatch.BasisLive, sighted(at)
	case usual.cell != 0:
		w.Point, w.Basis = decodeGeohash(usual.cell), usual.basis
	case live != 0 && at != 0:
		w.Point, w.Basis, w.At = decodeGeohash(live), dispatch.BasisStale, sighted(at)
	default:
		return w, false
	}
	return w, true
}

// sighted is the time of a sighting.
func sighted(at float64) time.Time { return time.UnixMilli(int64(at)).UTC() }

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
