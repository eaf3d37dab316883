package isochrone

// stamp.go: the depths of the nodes next to reached streets.

import (
	"iter"
	"math"

	"github.com/paulmach/orb"
)

// street is a segment on the grid: a straight line in cells, with the earlier
// end first.
type street struct {
	x, y   float64 // the earlier end, in cells
	dx, dy float64 // to the later end, in cells
	meters float64
	at     float64 // time at the earlier end, in seconds
	takes  float64 // to the later end, in seconds
}

// stamp gives every node of every cell that a reached street runs through its
// depth: spread carries it on from there.
//
// Near its limit a street's fringe tapers off: with s seconds left one gets s ·
// WalkMS meters away from it, but at least thinM are drawn, or the grid would
// lose it. A street is therefore drawn only up to thinM before the point where
// its time is the limit, so that its rounded end touches just that point.
// Across a fence, too, thinM are drawn, as the grid sees no closer; and no more
// of bridges.
func (w *workspace) stamp(o Options) {
	limits := make([]float64, len(o.Limits))
	for k, limit := range o.Limits {
		limits[k] = limit.Seconds()
	}
	for k, limit := range limits {
		// Whatever is cut off, the start is not.
		s := w.street(&Segment{A: w.first, B: w.first, TimeA: w.firstAt, TimeB: w.firstAt})
		if s.at <= limit {
			w.draw(w.depth[k], &s, 0, 1, (limit-s.at)*o.WalkMS, 0)
			break
		}
	}
	fade := w.fringeM / o.WalkMS // how long before the limit the taper begins
	for i := range w.segments {
		s := w.street(&w.segments[i])
		cut := 0.0 // how long before the limit the street ends
		if s.meters > 0 {
			cut = w.thinM * s.takes / s.meters
		}
		bridge := span{1, 0}
		if !w.fences.none() {
			bridge = w.bridges[i]
		}
		for k, limit := range limits {
			left := limit - s.at // at the earlier end
			if left < cut {
				continue
			}
			end := 1.0
			if s.takes > left-cut {
				end = (left - cut) / s.takes
			}
			width, loss := left*o.WalkMS, s.takes*o.WalkMS
			if bridge.from < bridge.to {
				// Not quite to the fences, which are to be seen from either side.
				gap := 0.1 * w.cellM / s.meters
				w.draw(w.depth[k], &s, 0, min(end, bridge.from-gap), width, loss)
				w.draw(w.depth[k], &s, bridge.from, min(end, bridge.to), w.thinM, 0)
				w.draw(w.depth[k], &s, bridge.to+gap, end, width, loss)
			} else {
				w.draw(w.depth[k], &s, 0, end, width, loss)
			}
			if s.takes <= left-cut && s.takes <= left-fade {
				break // as wide as it gets: larger bands take it over
			}
		}
	}
}

// street puts a segment on the grid.
func (w *workspace) street(s *Segment) street {
	x, y := w.onGrid(s.A)
	dx, dy := (s.B[0]-s.A[0])*w.perLng, (s.B[1]-s.A[1])*w.perLat
	mx, my := dx*w.metersX, dy*w.metersY
	return street{
		x: x, y: y, dx: dx, dy: dy, meters: math.Sqrt(mx*mx + my*my),
		at: float64(s.TimeA) * 1e-9, takes: float64(s.TimeB-s.TimeA) * 1e-9,
	}
}

// onGrid returns a point in cells.
func (w *workspace) onGrid(p orb.Point) (x, y float64) {
	return (p[0] - w.lng) * w.perLng, (p[1] - w.lat) * w.perLat
}

// parts cuts a piece of a street, given as fractions, into parts of at most
// four cells: the box around a long slanting street would be mostly empty.
func (s *street) parts(from, to float64) iter.Seq2[float64, float64] {
	return func(yield func(float64, float64) bool) {
		n := math.Ceil(max(math.Abs(s.dx), math.Abs(s.dy)) * (to - from) / 4)
		if n <= 1 {
			yield(from, to)
			return
		}
		for p := range int(n) {
			if !yield(from+float64(p)/n*(to-from), from+float64(p+1)/n*(to-from)) {
				return
			}
		}
	}
}

// box returns the columns and rows of the nodes around a part of a street.
func (s *street) box(from, to float64) (left, right, low, high int) {
	x1, x2 := s.x+from*s.dx, s.x+to*s.dx
	y1, y2 := s.y+from*s.dy, s.y+to*s.dy
	left, right = int(x1), int(x2)+1
	if x2 < x1 {
		left, right = int(x2), int(x1)+1
	}
	low, high = int(y1), int(y2)+1
	if y2 < y1 {
		low, high = int(y2), int(y1)+1
	}
	return left, right, low, high
}

// draw stamps a piece of a street, given as fractions. Its fringe is width
// meters at the earlier end of the street and loss less at the later, but
// neither below thinM nor above fringeM.
func (w *workspace) draw(depth []int32, s *street, from, to, width, loss float64) {
	if from <= to {
		for from, to := range s.parts(from, to) {
			w.drawPart(depth, s, from, to, width, loss)
		}
	}
}

func (w *workspace) drawPart(depth []int32, s *street, from, to, width, loss float64) {
	left, right, low, high := s.box(from, to)
	ux, uy := s.dx*w.metersX, s.dy*w.metersY
	along := 0.0 // fraction of the street a meter of u·p
	if s.meters > 0 {
		along = 1 / (s.meters * s.meters)
	}
	guarded := !w.fences.none() && w.fences.any(left, right, low, high)
	thin, wide := w.thinM, w.fringeM
	for j := low; j <= high; j++ {
		w.from[j], w.to[j] = min(w.from[j], int32(left)), max(w.to[j], int32(right+1))
		px, py := (float64(left)-s.x)*w.metersX, (float64(j)-s.y)*w.metersY
		row := depth[j*w.cols+left : j*w.cols+right+1]
		for i := range row {
			t := (px*ux + py*uy) * along
			if t < from { // not min and max, which take care of NaN at a price
				t = from
			} else if t > to {
				t = to
			}
			fringe := width - t*loss
			if fringe > wide {
				fringe = wide
			} else if fringe < thin {
				fringe = thin
			}
			if guarded && w.fences.between(float64(left+i), float64(j), s.x+t*s.dx, s.y+t*s.dy) {
				fringe = thin
			}
			ex, ey := px-t*ux, py-t*uy
			row[i] = max(row[i], int32((fringe-math.Sqrt(ex*ex+ey*ey))*perMeter))
			px += w.metersX
		}
	}
}
