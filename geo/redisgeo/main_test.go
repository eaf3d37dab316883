package redisgeo

// main_test.go: what the tests share. They run against a real redis-server;
// every test takes an area of its own.

import (
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
)

func TestMain(m *testing.M) { redistest.Main(m) }

// testRedis is the client of all tests.
var testRedis = sync.OnceValue(func() redis.UniversalClient {
	opts, err := redisstore.ClientOptions(redistest.URL())
	if err != nil {
		panic(err)
	}
	return redis.NewClient(opts)
})

var (
	chengdu = orb.Point{104.0665, 30.5723}
	noon    = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	fresh   = noon.Add(-dispatch.FreshPosition)
)

// newStore returns a store with an area of its own, whose clock stands at noon.
func newStore(t testing.TB) (*Store, string) {
	t.Helper()
	area := redistest.Area(t)
	return New(testRedis(), area, WithClock(func() time.Time { return noon })), area
}

func seen(id string, p orb.Point, at time.Time) dispatch.Sighting {
	return dispatch.Sighting{Responder: id, Position: dispatch.At(p), At: at, AccuracyM: 12.5}
}

// record records sightings that must all be accepted.
func record(t testing.TB, s *Store, sightings ...dispatch.Sighting) {
	t.Helper()
	accepted, stale, err := s.Record(t.Context(), sightings)
	if err != nil || accepted != len(sightings) || stale != 0 {
		t.Fatalf("recorded %d, %d stale, %v; want all %d accepted", accepted, stale, err, len(sightings))
	}
}

// settle gives people homes, as the store of responders does.
func settle(t testing.TB, area string, homes map[string]orb.Point) {
	t.Helper()
	_, err := testRedis().Pipelined(t.Context(), func(pipe redis.Pipeliner) error {
		for id, p := range homes {
			pipe.GeoAdd(t.Context(), HomeKey(area), &redis.GeoLocation{Name: id, Longitude: p[0], Latitude: p[1]})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// enlist gives people their places as the store of responders does.
func enlist(t testing.TB, area string, people []dispatch.Responder) {
	t.Helper()
	store := redisstore.New(testRedis(), redisstore.Options{Area: area})
	if _, _, err := store.ImportResponders(t.Context(), people); err != nil {
		t.Fatal(err)
	}
}

// byID indexes whereabouts and fails on anybody listed twice.
func byID(t testing.TB, list []dispatch.Whereabouts) map[string]dispatch.Whereabouts {
	t.Helper()
	m := make(map[string]dispatch.Whereabouts, len(list))
	for _, w := range list {
		if _, twice := m[w.Responder]; twice {
			t.Fatalf("%s is listed twice", w.Responder)
		}
		m[w.Responder] = w
	}
	return m
}
