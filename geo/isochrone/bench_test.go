package isochrone

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// bigReach is a drive of 15 minutes in a large city: a grid of streets of
// 140 m, every tenth of them fast.
func bigReach() []Segment {
	const n = 231
	t := newTown(wilmington)
	for j := range n {
		for i := range n {
			t.place(float64(i-n/2)*140+float64((i*7+j*13)%40), float64(j-n/2)*140+float64((i*11+j*5)%40))
		}
	}
	for j := range n {
		for i := range n {
			for d := range 2 {
				k, l, across := i+1-d, j+d, j
				if d == 1 {
					across = i
				}
				if k < n && l < n {
					speed := 9.0
					if across%10 == 0 {
						speed = 20
					}
					t.street(j*n+i, l*n+k, speed)
				}
			}
		}
	}
	return t.reach(t.middle(), 15*time.Minute)
}

func smallReach() []Segment {
	t := gridTown(wilmington, 61, 60, 1.4, nil)
	return t.reach(t.middle(), 15*time.Minute)
}

type reachOf struct {
	name string
	segs []Segment
}

var reaches = sync.OnceValue(func() []reachOf {
	return []reachOf{{"drive", bigReach()}, {"walk", smallReach()}}
})

func BenchmarkBands(b *testing.B) {
	for _, r := range reaches() {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			corners := 0
			for b.Loop() {
				corners = 0
				for _, band := range draw(r.segs) {
					for _, p := range band.Area {
						for _, ring := range p {
							corners += len(ring)
						}
					}
				}
			}
			b.ReportMetric(float64(corners), "corners")
			b.ReportMetric(float64(len(r.segs)), "segments")
		})
	}
}

// BenchmarkBaselineHull is the cheapest area that anybody would draw: the
// convex hull of what is reached.
func BenchmarkBaselineHull(b *testing.B) {
	for _, r := range reaches() {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, limit := range fiveTenFifteen {
					hull(r.segs, limit)
				}
			}
		})
	}
}

// hull is the convex hull of all reached ends (A. M. Andrew, 1979).
func hull(segs []Segment, limit time.Duration) float64 {
	points := make([]orb.Point, 0, 2*len(segs))
	for s := range within(segs, limit) {
		points = append(points, s.A, s.B)
	}
	slices.SortFunc(points, func(a, b orb.Point) int {
		switch {
		case a[0] < b[0], a[0] == b[0] && a[1] < b[1]:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	var ring orb.Ring
	for range 2 {
		start := len(ring)
		for _, p := range points {
			for len(ring) >= start+2 {
				a, b := ring[len(ring)-2], ring[len(ring)-1]
				if (b[0]-a[0])*(p[1]-a[1])-(b[1]-a[1])*(p[0]-a[0]) > 0 {
					break
				}
				ring = ring[:len(ring)-1]
			}
			ring = append(ring, p)
		}
		slices.Reverse(points)
	}
	return planar.Area(ring)
}
