package redisgeo

// standin_test.go: the in-process stand-in that demo falls back to where no
// redis-server is installed.

import (
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
	"fifteen/geo"
)

func TestAllWorksOnTheStandIn(t *testing.T) {
	t.Parallel()
	rdb := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr(), ContextTimeoutEnabled: true, MaxRetries: -1})
	t.Cleanup(func() { _ = rdb.Close() })
	s := New(rdb, "demo", WithClock(func() time.Time { return noon }))
	ctx := t.Context()
	away := orb.Point{chengdu[0] + 0.5, chengdu[1]}
	homes := []*redis.GeoLocation{
		{Name: "at home", Longitude: chengdu[0], Latitude: chengdu[1]},
		{Name: "gone", Longitude: chengdu[0], Latitude: chengdu[1]},
	}
	if err := rdb.GeoAdd(ctx, HomeKey("demo"), homes...).Err(); err != nil {
		t.Fatal(err)
	}
	_, cursor, err := s.Moves(ctx, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	record(t, s, seen("gone", away, noon), seen("visitor", chengdu, noon))
	if accepted, stale, err := s.Record(ctx, []dispatch.Sighting{seen("gone", chengdu, noon.Add(-time.Minute))}); err != nil || accepted != 0 || stale != 1 {
		t.Errorf("an old sighting: %d accepted, %d stale, %v", accepted, stale, err)
	}
	for range 2 { // finding out, and knowing
		list, err := s.Near(ctx, chengdu, 1000, fresh)
		got := byID(t, list)
		if err != nil || len(got) != 2 || got["at home"].Basis != dispatch.BasisHome || got["visitor"].Basis != dispatch.BasisLive ||
			geo.Distance(got["visitor"].Point, chengdu) > cellM {
			t.Fatalf("near: %v, %v", list, err)
		}
	}
	batch, _, err := s.Moves(ctx, cursor, time.Second)
	if err != nil || len(batch) != 2 {
		t.Errorf("moves: %v, %v", batch, err)
	}
	if err := s.Forget(ctx, []string{"gone"}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.All(ctx, fresh); err != nil || len(list) != 2 {
		t.Errorf("after forgetting one of three: %v, %v", list, err)
	}
}
