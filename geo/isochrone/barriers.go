package isochrone

// barriers.go: the lines that off-street walking does not cross, ready to be
// asked for those nearby.

import (
	"fmt"
	"iter"
	"math"

	"github.com/paulmach/orb"
)

// Barriers holds lines for Options.Barriers:
//
//	Options{…, Barriers: barriers.Within}
//
// What belongs in it from OpenStreetMap: natural=coastline; the outlines of
// natural=water and waterway=riverbank, members of multipolygons included; the
// lines of waterway=river and canal; highway=motorway and motor roads closed to
// people on foot; railway=rail; none of them in tunnels. Immutable.
type Barriers struct {
	coords []int32    // longitude, latitude, … in 1e-7 degrees
	first  []int32    // where in coords each run of points begins
	bounds [][4]int32 // of each run: west, south, east, north
}

// runPoints is how many points a run has at most. Looking through the bounds of
// all runs takes about a millisecond for five million points.
const runPoints = 17

// NewBarriers takes in lines; points that are not on the earth break them.
func NewBarriers(lines iter.Seq[orb.LineString]) *Barriers {
	b := new(Barriers)
	for line := range lines {
		points := 0 // of the current run
		for _, p := range line {
			if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
				points = 0
				continue
			}
			x, y := int32(math.Round(p[0]*1e7)), int32(math.Round(p[1]*1e7))
			if points == 0 || points == runPoints {
				b.first = append(b.first, int32(len(b.coords)))
				if points == runPoints { // a full run goes on in the next
					b.coords = append(b.coords, b.coords[len(b.coords)-2:]...)
				}
				points = min(points, 1)
			}
			b.coords = append(b.coords, x, y)
			points++
		}
	}
	b.bound()
	return b
}

// Arrays returns what a cache has to keep. The arrays must not be changed.
func (b *Barriers) Arrays() (coords, first []int32) { return b.coords, b.first }

// BarriersFrom is the inverse of Arrays; it keeps the arrays. It refuses arrays
// that do not fit together.
func BarriersFrom(coords, first []int32) (*Barriers, error) {
	last := int32(0)
	for i, f := range first {
		if f < last || f%2 != 0 || int(f) >= len(coords) || i == 0 && f != 0 {
			return nil, fmt.Errorf("isochrone: barriers: run %d begins at %d of %d numbers, after %d: build the cache anew", i, f, len(coords), last)
		}
		last = f
	}
	if len(coords)%2 != 0 || len(first) == 0 && len(coords) > 0 {
		return nil, fmt.Errorf("isochrone: barriers: %d runs cannot hold %d numbers: build the cache anew", len(first), len(coords))
	}
	b := &Barriers{coords: coords, first: first}
	b.bound()
	return b, nil
}

// bound finds the bounds of the runs.
func (b *Barriers) bound() {
	b.bounds = make([][4]int32, len(b.first))
	for i := range b.first {
		box := [4]int32{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
		run := b.run(i)
		for k := 0; k < len(run); k += 2 {
			box[0], box[2] = min(box[0], run[k]), max(box[2], run[k])
			box[1], box[3] = min(box[1], run[k+1]), max(box[3], run[k+1])
		}
		b.bounds[i] = box
	}
}

func (b *Barriers) run(i int) []int32 {
	if i+1 < len(b.first) {
		return b.coords[b.first[i]:b.first[i+1]]
	}
	return b.coords[b.first[i]:]
}

// Within lists all lines that may meet the rectangle, in pieces. Each is only
// good until the next.
func (b *Barriers) Within(bound orb.Bound) iter.Seq[orb.LineString] {
	return func(yield func(orb.LineString) bool) {
		west, south := bound.Min[0]*1e7, bound.Min[1]*1e7
		east, north := bound.Max[0]*1e7, bound.Max[1]*1e7
		line := make(orb.LineString, 0, runPoints)
		for i, box := range b.bounds {
			if float64(box[0]) > east || float64(box[2]) < west || float64(box[1]) > north || float64(box[3]) < south {
				continue
			}
			line = line[:0]
			run := b.run(i)
			for k := 0; k < len(run); k += 2 {
				line = append(line, orb.Point{float64(run[k]) / 1e7, float64(run[k+1]) / 1e7})
			}
			if !yield(line) {
				return
			}
		}
	}
}
