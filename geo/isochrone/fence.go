package isochrone

// fence.go: lines that nobody crosses off the street.

import (
	"iter"
	"math"

	"github.com/paulmach/orb"
)

// Bits of fences.closed: the step from a node to its neighbor in that
// direction is closed.
const (
	east uint8 = 1 << iota
	north
	northEast
	northWest
)

// fences are the barriers on the grid.
type fences struct {
	cols, rows int
	closed     []uint8 // by node; empty = no fences at all
	first      []int32 // by cell (its south-west node): 1 + index into rails, 0 = none
	rails      []rail
}

// rail is a straight piece of a fence in one cell; coordinates in cells.
type rail struct {
	x1, y1, x2, y2 float64
	next           int32 // as in fences.first
}

func (f *fences) none() bool { return len(f.closed) == 0 }

// fence lays the barriers on the grid.
func (w *workspace) fence(o Options) {
	f := &w.fences
	f.closed, f.rails = f.closed[:0], f.rails[:0]
	if o.Barriers == nil {
		return
	}
	f.cols, f.rows = w.cols, w.rows
	within := orb.Bound{
		Min: orb.Point{float64(w.west) / perDegree, float64(w.south) / perDegree},
		Max: orb.Point{float64(w.west+int64(w.cols-1)*w.unitsX) / perDegree, float64(w.south+int64(w.rows-1)*w.unitsY) / perDegree},
	}
	for line := range o.Barriers(within) {
		for i := 1; i < len(line); i++ {
			if !within.Intersects(orb.MultiPoint{line[i-1], line[i]}.Bound()) {
				continue
			}
			if f.none() {
				f.closed, f.first = sized(f.closed, w.cols*w.rows), sized(f.first, w.cols*w.rows)
				clear(f.closed)
				clear(f.first)
			}
			x1, y1 := w.onGrid(line[i-1])
			x2, y2 := w.onGrid(line[i])
			f.add(x1, y1, x2, y2)
		}
	}
}

// add lays one straight piece, cell by cell.
func (f *fences) add(x1, y1, x2, y2 float64) {
	if math.IsNaN(x1 + y1 + x2 + y2) {
		return
	}
	// Row by row, the columns that the piece spans there.
	low := max(0, int(math.Floor(min(y1, y2))))
	high := min(f.rows-2, int(math.Floor(max(y1, y2))))
	for j := low; j <= high; j++ {
		left, right := min(x1, x2), max(x1, x2)
		if y1 != y2 {
			a := x1 + (x2-x1)*(min(max(float64(j), min(y1, y2)), max(y1, y2))-y1)/(y2-y1)
			b := x1 + (x2-x1)*(min(max(float64(j+1), min(y1, y2)), max(y1, y2))-y1)/(y2-y1)
			left, right = min(a, b), max(a, b)
		}
		for i := max(0, int(math.Floor(left))); i <= min(f.cols-2, int(math.Floor(right))); i++ {
			n := j*f.cols + i
			f.rails = append(f.rails, rail{x1, y1, x2, y2, f.first[n]})
			f.first[n] = int32(len(f.rails))
			w, s, e, t := float64(i), float64(j), float64(i+1), float64(j+1)
			f.close(n, east, w, s, e, s)
			f.close(n+f.cols, east, w, t, e, t)
			f.close(n, north, w, s, w, t)
			f.close(n+1, north, e, s, e, t)
			f.close(n, northEast, w, s, e, t)
			f.close(n+1, northWest, e, s, w, t)
		}
	}
}

// close closes the step from (x1, y1) to (x2, y2) if the newest rail crosses it.
func (f *fences) close(node int, step uint8, x1, y1, x2, y2 float64) {
	r := &f.rails[len(f.rails)-1]
	if cross(r.x1, r.y1, r.x2, r.y2, x1, y1, x2, y2) {
		f.closed[node] |= step
	}
}

// near lists the rails in the cells between these nodes, some more than once.
func (f *fences) near(left, right, low, high int) iter.Seq[*rail] {
	return func(yield func(*rail) bool) {
		for j := low; j < high; j++ {
			for i := left; i < right; i++ {
				for r := f.first[j*f.cols+i]; r != 0; r = f.rails[r-1].next {
					if !yield(&f.rails[r-1]) {
						return
					}
				}
			}
		}
	}
}

// any reports whether there are rails in the cells between these nodes.
func (f *fences) any(left, right, low, high int) bool {
	for range f.near(left, right, low, high) {
		return true
	}
	return false
}

// between reports whether a fence separates the node (x1, y1) from the point
// (x2, y2) of a street, which is no more than a few cells away. A fence in the
// street itself does not.
func (f *fences) between(x1, y1, x2, y2 float64) bool {
	x2, y2 = x1+(x2-x1)*0.98, y1+(y2-y1)*0.98
	left, right, low, high := (&street{x: x1, y: y1, dx: x2 - x1, dy: y2 - y1}).box(0, 1)
	for r := range f.near(left, right, low, high) {
		if cross(r.x1, r.y1, r.x2, r.y2, x1, y1, x2, y2) {
			return true
		}
	}
	return false
}

// cross reports whether two straight pieces meet.
func cross(ax, ay, bx, by, cx, cy, dx, dy float64) bool {
	side := func(px, py, qx, qy, rx, ry float64) float64 { return (qx-px)*(ry-py) - (qy-py)*(rx-px) }
	return side(ax, ay, bx, by, cx, cy)*side(ax, ay, bx, by, dx, dy) <= 0 &&
		side(cx, cy, dx, dy, ax, ay)*side(cx, cy, dx, dy, bx, by) <= 0
}
