package redisgeo

// places.go: the places that hold at some hours of the week only, and how they
// are written in the index.

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// spot is a place of somebody: the geohash of its cell, 0 for none, since the
// cell 0 is a meter of the Southern Ocean.
type spot struct {
	cell  float64
	basis dispatch.PositionBasis
}

// member is a place as the index names it: whose, what, at which hours.
type member struct {
	id    string
	basis dispatch.PositionBasis
	hours dispatch.Hours
}

// parseMember reads a name that dispatch.Stay.Member made.
func parseMember(name string) (m member, ok bool) {
	id, rest, ok := strings.Cut(name, "|")
	basis, hours, more := strings.Cut(rest, "|")
	return member{id, dispatch.PositionBasis(basis), dispatch.Hours(hours)}, ok && more
}

// usual looks up the usual places, as of now, of named people, in their order.
func (s *Store) usual(ctx context.Context, ids []string) ([]spot, error) {
	now, out := s.now(), make([]spot, 0, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		var home *redis.FloatSliceCmd
		var placed *redis.SliceCmd
		_, err := s.rdb.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			home, placed = pipe.ZMScore(ctx, s.home, part...), pipe.HMGet(ctx, s.placed, part...)
			return nil
		})
		if err != nil {
			return nil, err
		}
		found := make([]spot, len(part))
		var names []string // of the places that hold now
		var whose []int
		for i := range part {
			if found[i].cell = home.Val()[i]; found[i].cell != 0 {
				found[i].basis = dispatch.BasisHome
			}
			text, _ := placed.Val()[i].(string)
			if name, basis := holding(text, now); name != "" {
				names, whose = append(names, name), append(whose, i)
				found[i].basis = basis
			}
		}
		if len(names) > 0 {
			cells, err := s.rdb.ZMScore(ctx, s.places, names...).Result()
			if err != nil {
				return nil, err
			}
			for n, i := range whose {
				found[i].cell = cells[n]
			}
		}
		out = append(out, found...)
	}
	return out, nil
}

// holding is that of somebody's places, as PlacedKey lists them, that holds at
// a time; "" if none does.
func holding(list string, at time.Time) (name string, basis dispatch.PositionBasis) {
	for name := range strings.FieldsSeq(list) {
		if m, ok := parseMember(name); ok && m.hours.Covers(at) {
			return name, m.basis
		}
	}
	return "", ""
}
