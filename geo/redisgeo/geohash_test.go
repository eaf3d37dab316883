package redisgeo

// geohash_test.go: our decoding against what Redis itself prints.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/geo"
)

func TestDecodeAgreesWithRedis(t *testing.T) {
	t.Parallel()
	_, area := newStore(t)
	rng := rand.New(rand.NewPCG(7, 0))
	points := []orb.Point{
		{-180, -MaxLatitude}, {180, MaxLatitude}, {-180, MaxLatitude}, {180, -MaxLatitude}, {0, 0}, {1e-9, -1e-9}, chengdu,
	}
	for range 3000 {
		points = append(points, orb.Point{rng.Float64()*360 - 180, (rng.Float64()*2 - 1) * MaxLatitude})
	}
	var locations []*redis.GeoLocation
	var names []string
	for i, p := range points {
		names = append(names, fmt.Sprint(i))
		locations = append(locations, &redis.GeoLocation{Name: names[i], Longitude: p[0], Latitude: p[1]})
	}
	ctx := t.Context()
	if err := testRedis().GeoAdd(ctx, HomeKey(area), locations...).Err(); err != nil {
		t.Fatal(err)
	}
	printed, err := testRedis().GeoPos(ctx, HomeKey(area), names...).Result()
	if err != nil {
		t.Fatal(err)
	}
	scores, err := testRedis().ZMScore(ctx, HomeKey(area), names...).Result()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range points {
		got := decodeGeohash(scores[i])
		if want := printed[i]; math.Abs(got[0]-want.Longitude) > 1e-9 || math.Abs(got[1]-want.Latitude) > 1e-9 {
			t.Fatalf("%v: decoded %v, Redis prints %v", p, got, *want)
		}
		if off := geo.Distance(p, got); off > cellM {
			t.Fatalf("%v is indexed %.3f m away, want at most %v m", p, off, cellM)
		}
	}
}
