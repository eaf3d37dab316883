package redisgeo

// store.go: the Store, and what all its methods share.

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// MaxLatitude is how far north or south Redis GEO can index, in degrees: the
// edge of the square Mercator map (EPSG:3857).
const MaxLatitude = 85.05112878

// chunk is how many members one command handles, so that none keeps Redis busy
// for long.
const chunk = 1000

// Store keeps the positions of one area.
type Store struct {
	rdb                    redis.UniversalClient
	now                    func() time.Time
	live, at, home, stream string
	places, placed         string
	// noSearch is set once the server turned out not to know GEOSEARCH.
	noSearch atomic.Bool
}

var _ dispatch.Finder = (*Store)(nil)

// Option changes how a Store works.
type Option func(*Store)

// WithClock sets the clock that future and forgotten sightings are measured
// by; its location decides which hour of the week it is. The default is time.Now.
func WithClock(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// New returns the positions of an area (a non-empty name without braces),
// kept in rdb.
func New(rdb redis.UniversalClient, area string, options ...Option) *Store {
	s := &Store{
		rdb: rdb, now: time.Now,
		live: LiveKey(area), at: AtKey(area), home: HomeKey(area), stream: MovesKey(area),
		places: PlacesKey(area), placed: PlacedKey(area),
	}
	for _, o := range options {
		o(s)
	}
	return s
}

// Forget removes all that is known of people's positions, usual places included.
// Unknown ids are no error.
func (s *Store) Forget(ctx context.Context, responders []string) error {
	for ids := range slices.Chunk(responders, chunk) {
		members := make([]any, len(ids))
		for i, id := range ids {
			members[i] = id
		}
		placed, err := s.rdb.HMGet(ctx, s.placed, ids...).Result()
		if err != nil {
			return unavailable("forgetting positions", err)
		}
		_, err = s.rdb.TxPipelined(ctx, func(tx redis.Pipeliner) error {
			for _, key := range []string{s.live, s.at, s.home} {
				tx.ZRem(ctx, key, members...)
			}
			for _, list := range placed {
				if text, ok := list.(string); ok {
					for name := range strings.FieldsSeq(text) {
						tx.ZRem(ctx, s.places, name)
					}
				}
			}
			tx.HDel(ctx, s.placed, ids...)
			return nil
		})
		if err != nil {
			return unavailable("forgetting positions", err)
		}
	}
	return nil
}

// checkPoint refuses points that are not on the globe or that Redis GEO cannot
// index. field names the point.
func checkPoint(field string, p orb.Point) error {
	switch {
	case !dispatch.At(p).Valid():
		return dispatch.Invalid(field, "is not a point on the globe: lng must be within ±180, lat within ±90 degrees")
	case math.Abs(p[1]) > MaxLatitude:
		return dispatch.Invalid(field+".lat", "is beyond ±%.2f degrees, too near a pole to be indexed", MaxLatitude)
	}
	return nil
}

func unavailable(what string, err error) error {
	return dispatch.Unavailable(fmt.Errorf("%s: %w", what, err))
}
