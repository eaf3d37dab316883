package redisgeo

// near.go: who is near a point.

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
	"fifteen/geo"
)

// Near lists, in no particular order, everybody whose last position newer than
// freshAfter, or failing that whose usual place of this hour, lies within
// radiusM meters of center; and, as stale, those with neither whose old
// position does. A fresh position elsewhere beats a place inside. Points are
// exact to half a meter; nobody inside is missed on that account.
//
// It takes two round trips: the search of all indexes, then the times of those
// found; where old positions lie inside, two more for what else is known of
// their people. Whoever's first fresh sighting comes in between may be missing
// until the next search. Redis's work grows with the people inside the radius,
// so search no wider than needed.
//
// Errors: CodeInvalid for a center or radius that cannot be searched,
// CodeUnavailable when Redis does not answer.
func (s *Store) Near(ctx context.Context, center orb.Point, radiusM float64, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	if err := checkPoint("center", center); err != nil {
		return nil, err
	}
	if !(radiusM >= 0) {
		return nil, dispatch.Invalid("radius_m", "must be 0 meters or more")
	}
	// A little wider than asked: the cells of the index are coarse. Redis's own
	// smaller earth widens it by another 0.1 %.
	reach := min(radiusM, math.Pi*geo.EarthRadiusM) + cellM
	var found []dispatch.Whereabouts
	var err error
	if s.noSearch.Load() {
		found, err = s.everybody(ctx, freshAfter)
	} else {
		found, err = s.within(ctx, center, reach, freshAfter)
	}
	if err != nil && strings.Contains(err.Error(), "unknown command") && s.noSearch.CompareAndSwap(false, true) {
		// In-process stand-ins for Redis have no GEOSEARCH. They hold a small
		// area, whose people can all be looked at.
		return s.Near(ctx, center, radiusM, freshAfter)
	}
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(w dispatch.Whereabouts) bool {
		return !(geo.Distance(center, w.Point) <= reach)
	}), nil
}

// inside is what a search finds of somebody: where they were seen, and the
// usual place of this hour; cell 0 if that is not inside.
type inside struct {
	live  float64
	usual spot
}

// within searches the indexes.
func (s *Store) within(ctx context.Context, center orb.Point, radiusM float64, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	who, err := s.search(ctx, center, radiusM)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(who))
	for id := range who {
		ids = append(ids, id)
	}
	at, err := s.times(ctx, ids)
	if err != nil {
		return nil, err
	}
	found := make([]dispatch.Whereabouts, 0, len(ids))
	var old []dispatch.Whereabouts
	for i, id := range ids {
		p := who[id]
		if p.live == 0 && sightedAfter(at[i], freshAfter) {
			continue // here as a rule, but now elsewhere
		}
		switch w, ok := whereabouts(id, at[i], p.live, p.usual, freshAfter); {
		case !ok:
		case w.Basis == dispatch.BasisStale:
			old = append(old, w)
		default:
			found = append(found, w)
		}
	}
	return s.nowhereElse(ctx, found, old)
}

// search asks for geohashes: coordinates in the reply cost more than the search.
func (s *Store) search(ctx context.Context, center orb.Point, radiusM float64) (map[string]inside, error) {
	query := &redis.GeoSearchLocationQuery{
		GeoSearchQuery: redis.GeoSearchQuery{Longitude: center[0], Latitude: center[1], Radius: radiusM, RadiusUnit: "m"},
		WithHash:       true,
	}
	var live, home, places *redis.GeoSearchLocationCmd
	_, err := s.rdb.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		live, home, places = pipe.GeoSearchLocation(ctx, s.live, query), pipe.GeoSearchLocation(ctx, s.home, query), pipe.GeoSearchLocation(ctx, s.places, query)
		return nil
	})
	if err != nil {
		return nil, unavailable("searching positions", err)
	}
	who := make(map[string]inside, len(live.Val())+len(home.Val())+len(places.Val()))
	for _, l := range live.Val() {
		who[l.Name] = inside{live: float64(l.GeoHash)}
	}
	for _, l := range home.Val() {
		who[l.Name] = inside{who[l.Name].live, spot{float64(l.GeoHash), dispatch.BasisHome}}
	}
	now := s.now()
	for _, l := range places.Val() {
		if m, ok := parseMember(l.Name); ok && m.hours.Covers(now) {
			who[m.id] = inside{who[m.id].live, spot{float64(l.GeoHash), m.basis}}
		}
	}
	return who, nil
}

// nowhereElse adds those of the old positions whose people have no usual place
// at this hour: the others are there.
func (s *Store) nowhereElse(ctx context.Context, found, old []dispatch.Whereabouts) ([]dispatch.Whereabouts, error) {
	if len(old) == 0 {
		return found, nil
	}
	ids := make([]string, len(old))
	for i := range old {
		ids[i] = old[i].Responder
	}
	usual, err := s.usual(ctx, ids)
	if err != nil {
		return nil, unavailable("searching positions", err)
	}
	for i := range old {
		if usual[i].cell == 0 {
			found = append(found, old[i])
		}
	}
	return found, nil
}

// times looks up when people were last sighted, in Unix ms; 0 = never.
func (s *Store) times(ctx context.Context, ids []string) ([]float64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var replies []*redis.FloatSliceCmd
	_, err := s.rdb.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for part := range slices.Chunk(ids, chunk) {
			replies = append(replies, pipe.ZMScore(ctx, s.at, part...))
		}
		return nil
	})
	if err != nil {
		return nil, unavailable("searching positions", err)
	}
	at := make([]float64, 0, len(ids))
	for _, r := range replies {
		at = append(at, r.Val()...)
	}
	return at, nil
}
