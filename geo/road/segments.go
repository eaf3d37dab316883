package road

// segments.go: the reached part of the network, as lines along which time runs
// evenly.

import (
	"iter"
	"math"
	"time"

	"github.com/paulmach/orb"
)

// Segment is a straight piece of street from where the destination can be
// reached. Between A and B the time changes linearly.
type Segment struct {
	A, B         orb.Point
	TimeA, TimeB time.Duration // to the destination
}

// Segments are all parts of the streets from where the destination can be
// reached, each once, with the time of the better direction. They end exactly at
// the limit, and where a street is reached from both ends they are cut where the
// two meet. Streets on which no journey starts (motorways, tunnels, ferries) are
// left out.
func (r *Reach) Segments() iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		if r.budget() < 0 {
			return
		}
		if !r.drawDestination(yield) {
			return
		}
		r.work.reached(func(node, _ uint32) bool { return r.drawEdges(node, yield) })
	}
}

// drawEdges draws the edges whose next node is the given one, unless they are
// drawn at their other end.
func (r *Reach) drawEdges(node uint32, yield func(Segment) bool) bool {
	n := r.net
	for a := n.first[node]; a < n.first[node+1]; a++ {
		d := n.along[a]
		if a > n.first[node] && n.along[a-1] == d {
			continue // the same street, come to from elsewhere
		}
		e, heads := d>>1, n.edges[d>>1].heads
		switch {
		case e == r.to.edge || heads[d&1] != node:
			continue
		case d&1 == 1 && heads[0] != none && r.work.leftAt(heads[0]) >= 0:
			continue
		}
		s := stretch{place{e, n.edges[e].first, 0}, place{e, n.last(e) - 1, 1}, r.ends(e)}
		if !r.draw(s, yield) {
			return false
		}
	}
	return true
}

// drawDestination draws the edge of the destination, in two: what lies before it
// and what lies behind.
func (r *Reach) drawDestination(yield func(Segment) bool) bool {
	e := r.to.edge
	ends := r.ends(e)
	here := [2]float64{math.Inf(-1), math.Inf(-1)}
	for dir, head := range r.to.heads {
		if head != none {
			here[dir] = float64(r.budget())
		}
	}
	begin, end := place{e, r.net.edges[e].first, 0}, place{e, r.net.last(e) - 1, 1}
	return r.draw(stretch{begin, r.to.place, [2]float64{here[0], ends[1]}}, yield) &&
		r.draw(stretch{r.to.place, end, [2]float64{ends[0], here[1]}}, yield)
}

// ends is the time left at the two ends of an edge, for those who come along it
// forwards and backwards; minus infinity where that is no way.
func (r *Reach) ends(e uint32) (left [2]float64) {
	for dir, head := range r.net.edges[e].heads {
		left[dir] = math.Inf(-1)
		if head != none {
			if ms := r.work.leftAt(head); ms >= 0 {
				left[dir] = float64(ms)
			}
		}
	}
	return left
}

// stretch is a part of an edge and the time left where one comes out of it:
// forwards at its end, backwards at its begin.
type stretch struct {
	begin, end place
	left       [2]float64
}

// draw yields the segments of a stretch.
func (r *Reach) draw(s stretch, yield func(Segment) bool) bool {
	n, e := r.net, s.begin.edge
	endF, beginB := n.along0(s.end), n.along1(s.begin)
	for v := s.begin.vertex; v <= s.end.vertex; v++ {
		if n.points[v] == n.points[v+1] || n.hidden(v) {
			continue
		}
		a, b := place{e, v, 0}, place{e, v, 1}
		if v == s.begin.vertex {
			a = s.begin
		}
		if v == s.end.vertex {
			b = s.end
		}
		p := ramp{
			a: a.share, b: b.share,
			fa: s.left[0] - (endF - n.along0(a)), fb: s.left[0] - (endF - n.along0(b)),
			ba: s.left[1] - (n.along1(a) - beginB), bb: s.left[1] - (n.along1(b) - beginB),
		}
		if !r.drawRamp(v, p, yield) {
			return false
		}
	}
	return true
}

// along0 is the time from the first vertex of the edge to a place on it.
func (n *Net) along0(p place) float64 {
	t := float64(n.fwd[p.vertex])
	return t + p.share*(float64(n.fwd[p.vertex+1])-t)
}

// along1 is the time from a place back to the first vertex of its edge.
func (n *Net) along1(p place) float64 {
	t := float64(n.toFirst(p.edge, p.vertex))
	return t + p.share*(float64(n.toFirst(p.edge, p.vertex+1))-t)
}

// ramp is a piece of street between two shares of its length, and the time left
// at both, forwards (f) and backwards (b).
type ramp struct{ a, b, fa, fb, ba, bb float64 }

// drawRamp yields the better of both directions. Forwards the time left grows
// from a to b, backwards it shrinks: they meet once at most.
func (r *Reach) drawRamp(v uint32, p ramp, yield func(Segment) bool) bool {
	switch {
	case p.fa >= p.ba:
		return r.drawLine(v, p.a, p.b, p.fa, p.fb, yield)
	case p.bb >= p.fb:
		return r.drawLine(v, p.a, p.b, p.ba, p.bb, yield)
	}
	part := (p.ba - p.fa) / ((p.ba - p.fa) + (p.fb - p.bb))
	meet, left := p.a+part*(p.b-p.a), p.ba+part*(p.bb-p.ba)
	return r.drawLine(v, p.a, meet, p.ba, left, yield) && r.drawLine(v, meet, p.b, left, p.fb, yield)
}

// drawLine yields what of a line is in time.
func (r *Reach) drawLine(v uint32, a, b, leftA, leftB float64, yield func(Segment) bool) bool {
	if max(leftA, leftB) < 0 || a == b {
		return true
	}
	if leftA < 0 {
		a, leftA = a+(b-a)*leftA/(leftA-leftB), 0
	}
	if leftB < 0 {
		b, leftB = b+(a-b)*leftB/(leftB-leftA), 0
	}
	if a == b {
		return true
	}
	from, to := r.net.points[v].Orb(), r.net.points[v+1].Orb()
	between := func(share float64) orb.Point {
		return orb.Point{from[0] + (to[0]-from[0])*share, from[1] + (to[1]-from[1])*share}
	}
	return yield(Segment{between(a), between(b), r.timeAt(leftA), r.timeAt(leftB)})
}
