package isochrone

// bridge.go: where streets are bridges.

import "github.com/paulmach/orb"

// span is a piece of a segment, as fractions from its earlier end. from > to is
// nothing.
type span struct{ from, to float64 }

func (s *span) take(at float64) { s.from, s.to = min(s.from, at), max(s.to, at) }

// findBridges finds the pieces of streets between their first and last fence:
// nobody steps off the street there.
func (w *workspace) findBridges() {
	if w.fences.none() {
		return
	}
	w.bridges = sized(w.bridges, len(w.segments))
	open, exit := -1, 0.0 // the last segment of this street with a fence, and its end toward the next
	for i := range w.segments {
		here := w.crossed(&w.segments[i])
		w.bridges[i] = here
		out, in, joined := 0.0, 0.0, false
		if i > 0 {
			out, in, joined = join(&w.segments[i-1], &w.segments[i])
		}
		if !joined {
			open = -1
		} else if open == i-1 {
			exit = out
		}
		if here.from > here.to {
			continue
		}
		if open >= 0 {
			w.bridges[open].take(exit)
			for between := open + 1; between < i; between++ {
				w.bridges[between] = span{0, 1}
			}
			w.bridges[i].take(in)
		}
		open = i
	}
}

// join returns the ends, as fractions, at which a segment and the next are
// joined, if they are.
func join(s, next *Segment) (out, in float64, joined bool) {
	for out, end := range []orb.Point{s.A, s.B} {
		switch end {
		case next.A:
			return float64(out), 0, true
		case next.B:
			return float64(out), 1, true
		}
	}
	return 0, 0, false
}

// crossed returns the piece between the first and the last fence of a segment.
func (w *workspace) crossed(segment *Segment) span {
	s, crossed := w.street(segment), span{1, 0}
	for from, to := range s.parts(0, 1) {
		left, right, low, high := s.box(from, to)
		for r := range w.fences.near(left, right, low, high) {
			d := s.dx*(r.y2-r.y1) - s.dy*(r.x2-r.x1)
			if d != 0 && cross(r.x1, r.y1, r.x2, r.y2, s.x, s.y, s.x+s.dx, s.y+s.dy) {
				crossed.take(((r.x1-s.x)*(r.y2-r.y1) - (r.y1-s.y)*(r.x2-r.x1)) / d)
			}
		}
	}
	return crossed
}
