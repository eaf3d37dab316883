package road

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
)

// This file checks the calibration against what the field saw: how far from a
// place, in a straight line, responders come from within 15 minutes less the
// turnout of 102 s.

const fieldTravel = 15*time.Minute - 102*time.Second

// fieldRadius is the median over destinations of the radius at which as many
// streets inside are too far away as outside are near enough, meters.
func fieldRadius(t *testing.T, g *Graph, m Mode, where []orb.Point) float64 {
	t.Helper()
	var radii []float64
	for _, to := range where {
		r, err := g.Reach(context.Background(), to, m, fieldTravel)
		if err != nil {
			continue
		}
		radii = append(radii, balance(g, r, to, m))
		r.Close()
	}
	if len(radii) < len(where)/2 {
		t.Fatalf("%s: only %d of %d places have a street", m, len(radii), len(where))
	}
	slices.Sort(radii)
	return radii[len(radii)/2]
}

// balance samples starts evenly over a disc of 8 km.
func balance(g *Graph, r *Reach, to orb.Point, m Mode) float64 {
	rng := rand.New(rand.NewPCG(5, 6))
	const ring, rings, each = 100.0, 80, 24
	var all, reached [rings]float64
	for k := range rings {
		for range each {
			from := geo.PointAtBearingAndDistance(to, rng.Float64()*360, (float64(k)+rng.Float64())*ring)
			s, err := g.Snap(from, m)
			if err != nil || s.Meters() > 30 {
				continue // no street here: nobody starts in the river
			}
			weight := float64(2*k + 1) // rings grow
			all[k] += weight
			if _, ok := r.From(s); ok {
				reached[k] += weight
			}
		}
	}
	missing, beyond := 0.0, 0.0
	for k := range rings {
		beyond += reached[k]
	}
	for k := range rings {
		missing += all[k] - reached[k]
		beyond -= reached[k]
		if missing >= beyond {
			return (float64(k) + 0.5) * ring
		}
	}
	return rings * ring
}

// around are places in a town.
func around(center orb.Point, n int) []orb.Point {
	rng := rand.New(rand.NewPCG(8, 9))
	var out []orb.Point
	for range n {
		out = append(out, orb.Point{center[0] + (rng.Float64()-0.5)*0.02, center[1] + (rng.Float64()-0.5)*0.014})
	}
	return out
}

// TestFieldRadii: in town, an e-bike comes from about 2.65 km, a car from about
// 3.2 km, walkers from about a kilometer (FIELD derives 0.95 km with a detour of
// 1.5; these streets are more direct).
func TestFieldRadii(t *testing.T) {
	towns := []struct {
		name   string
		graph  func(testing.TB) *Graph
		center orb.Point
		want   [modeCount][2]float64 // meters, at least and at most
	}{
		{"Wilmington", delaware, orb.Point{-75.5500, 39.7450}, [modeCount][2]float64{{900, 1300}, {1700, 2500}, {2200, 3000}, {2500, 3900}}},
		{"Porto", porto, orb.Point{-8.6150, 41.1530}, [modeCount][2]float64{{900, 1300}, {1700, 2500}, {2200, 3000}, {2500, 3900}}},
	}
	for _, town := range towns {
		t.Run(town.name, func(t *testing.T) {
			g := town.graph(t)
			for _, m := range Modes() {
				r := fieldRadius(t, g, m, around(town.center, 41))
				t.Logf("%s: %.0f m", m, r)
				if r < town.want[m][0] || r > town.want[m][1] {
					t.Errorf("%s: %.0f m is not within %v", m, r, town.want[m])
				}
			}
		})
	}
}
