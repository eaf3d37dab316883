package city

// bench_test.go: what one decision asks of the streets.

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
	"fifteen/geo/road"
)

// BenchmarkPrice prices 11,000 people, by 1.9 modes each, for incidents all
// over town: the four searches, then everybody snapped long ago. The baseline
// is a straight line for each.
func BenchmarkPrice(b *testing.B) {
	towns := map[string]struct {
		path   string
		center orb.Point
	}{"porto": {os.Getenv("FIFTEEN_PORTO"), orb.Point{-8.61, 41.155}}}
	if w, err := delaware(); err == nil {
		towns["delaware"] = struct {
			path   string
			center orb.Point
		}{w.path, wilmington}
	}
	for name, town := range towns {
		if town.path == "" {
			continue
		}
		b.Run(name, func(b *testing.B) {
			c, err := Open(context.Background(), Options{Path: town.path, Folder: b.TempDir(), Calibration: road.DefaultCalibration(), Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				b.Fatal(err)
			}
			r := rand.New(rand.NewPCG(15, 6))
			place := func() orb.Point {
				return orb.Point{town.center[0] + r.NormFloat64()*.03, town.center[1] + r.NormFloat64()*.025}
			}
			var origins []dispatch.Origin
			for range 11_000 {
				p := place()
				origins = append(origins, dispatch.Origin{Point: p, Mode: dispatch.ModeWalk})
				if u := r.IntN(10); u < 9 {
					origins = append(origins, dispatch.Origin{Point: p, Mode: dispatch.Modes()[1+u%3]})
				}
			}
			c.snaps.of(c.Streets, origins)
			var explore, price []time.Duration
			b.ResetTimer()
			for b.Loop() {
				began := time.Now()
				j, err := c.Explore(context.Background(), place(), 798*time.Second)
				if err != nil {
					continue // on water
				}
				explored := time.Now()
				j.Price(origins)
				explore, price = append(explore, explored.Sub(began)), append(price, time.Since(explored))
				j.Close()
			}
			report(b, explore, "explore-ms")
			report(b, price, "price-ms")
		})
	}
	b.Run("baseline-straight", func(b *testing.B) {
		origins := around(rand.New(rand.NewPCG(15, 6)), 20_900)
		for b.Loop() {
			for _, o := range origins {
				dispatch.StraightTravel(geo.Distance(o.Point, wilmington), o.Mode)
			}
		}
	})
}

// report gives the median and the 99th percentile in milliseconds.
func report(b *testing.B, took []time.Duration, name string) {
	slices.Sort(took)
	if len(took) > 0 {
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, name+"/p50")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, name+"/p99")
	}
}
