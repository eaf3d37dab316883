package redisgeo

// bench_test.go: each benchmark beside the plain command it is built on.

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// city spreads people over 60 × 60 km: everybody has a home, half of them a
// fresh live position.
func city(b *testing.B, people int) (*Store, string) {
	s, area := newStore(b)
	rng := rand.New(rand.NewPCG(15, 6))
	place := func() orb.Point {
		return orb.Point{chengdu[0] + (rng.Float64()-0.5)*0.63, chengdu[1] + (rng.Float64()-0.5)*0.54}
	}
	homes := map[string]orb.Point{}
	var sightings []dispatch.Sighting
	for i := range people {
		id := fmt.Sprintf("v%06d", i)
		homes[id] = place()
		if i%2 == 0 {
			sightings = append(sightings, seen(id, place(), noon))
		}
	}
	settle(b, area, homes)
	record(b, s, sightings...)
	return s, area
}

func BenchmarkNear(b *testing.B) {
	for _, people := range []int{11_000, 100_000} {
		s, area := city(b, people)
		for _, km := range []float64{1, 3.2, 9} {
			b.Run(fmt.Sprintf("people=%d/km=%g/near", people, km), func(b *testing.B) {
				var found int
				for b.Loop() {
					list, err := s.Near(b.Context(), chengdu, km*1000, fresh)
					if err != nil {
						b.Fatal(err)
					}
					found = len(list)
				}
				b.ReportMetric(float64(found), "found")
			})
			b.Run(fmt.Sprintf("people=%d/km=%g/plain-geosearch", people, km), func(b *testing.B) {
				var found int
				for b.Loop() {
					list, err := testRedis().GeoSearch(b.Context(), HomeKey(area), &redis.GeoSearchQuery{
						Longitude: chengdu[0], Latitude: chengdu[1], Radius: km, RadiusUnit: "km",
					}).Result()
					if err != nil {
						b.Fatal(err)
					}
					found = len(list)
				}
				b.ReportMetric(float64(found), "found")
			})
		}
	}
}

func BenchmarkAll(b *testing.B) {
	s, _ := city(b, 11_000)
	for b.Loop() {
		if _, err := s.All(b.Context(), fresh); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRecord100(b *testing.B) {
	rng := rand.New(rand.NewPCG(15, 7))
	batch := make([]dispatch.Sighting, 100)
	for i := range batch {
		batch[i] = seen(fmt.Sprintf("v%06d", i), orb.Point{104 + rng.Float64()/2, 30 + rng.Float64()/2}, noon)
	}
	b.Run("record", func(b *testing.B) {
		now := noon
		s, _ := newStore(b)
		s.now = func() time.Time { return now }
		for b.Loop() {
			now = now.Add(time.Second)
			for i := range batch {
				batch[i].At = now
			}
			if accepted, _, err := s.Record(b.Context(), batch); err != nil || accepted != len(batch) {
				b.Fatal(accepted, err)
			}
		}
		b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "positions/s")
	})
	b.Run("pipelined-geoadd", func(b *testing.B) {
		_, area := newStore(b)
		for b.Loop() {
			_, err := testRedis().Pipelined(b.Context(), func(pipe redis.Pipeliner) error {
				for _, x := range batch {
					pipe.GeoAdd(b.Context(), LiveKey(area), &redis.GeoLocation{Name: x.Responder, Longitude: x.Position.Lng, Latitude: x.Position.Lat})
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "positions/s")
	})
}
