package crowd

// walk.go: ways through town. Where the streets are not known people walk legs
// of blocks, along and across the line to where they want to be.

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// grid is the bearing of Wilmington's numbered streets against east, in
// radians; ways follow it and what is square to it.
const grid = -28 * math.Pi / 180

// walk is a way being gone.
type walk struct {
	path    []orb.Point
	upTo    []float64 // how much of the path lies before each point: meters or seconds
	started time.Time
	took    time.Duration
}

// newWalk lays a way of about a block a leg from a to b.
func newWalk(r *rand.Rand, a, b orb.Point, started time.Time, took time.Duration) *walk {
	east, north := offset(a, b)
	// The way in the grid's own directions.
	u := east*math.Cos(grid) + north*math.Sin(grid)
	v := -east*math.Sin(grid) + north*math.Cos(grid)
	blocks := int(math.Hypot(u, v)/220) + 1
	path := []orb.Point{a}
	du, dv := 0.0, 0.0
	for i := 1; i < blocks; i++ {
		f := (float64(i) + 0.6*(r.Float64()-0.5)) / float64(blocks)
		if i%2 == 0 {
			du = u * f
		} else {
			dv = v * f
		}
		path = append(path, moved(a, du*math.Cos(grid)-dv*math.Sin(grid), du*math.Sin(grid)+dv*math.Cos(grid)))
	}
	path = append(path, b)
	w := &walk{path: path, upTo: make([]float64, len(path)), started: started, took: max(took, time.Second)}
	for i := 1; i < len(path); i++ {
		w.upTo[i] = w.upTo[i-1] + geo.Distance(path[i-1], path[i])
	}
	return w
}

// offset is how many meters east and north of a b lies.
func offset(a, b orb.Point) (eastM, northM float64) {
	const perDegree = geo.EarthRadiusM * math.Pi / 180
	return (b[0] - a[0]) * perDegree * math.Cos(a[1]*math.Pi/180), (b[1] - a[1]) * perDegree
}

// at is where the walker is now.
func (w *walk) at(now time.Time) orb.Point {
	last := len(w.path) - 1
	done := w.upTo[last] * float64(now.Sub(w.started)) / float64(w.took)
	if done <= 0 {
		return w.path[0]
	}
	for i := 1; i <= last; i++ {
		if done < w.upTo[i] {
			f := (done - w.upTo[i-1]) / (w.upTo[i] - w.upTo[i-1])
			a, b := w.path[i-1], w.path[i]
			return orb.Point{a[0] + (b[0]-a[0])*f, a[1] + (b[1]-a[1])*f}
		}
	}
	return w.path[last]
}

// over reports whether the walker is there.
func (w *walk) over(now time.Time) bool { return !now.Before(w.started.Add(w.took)) }
