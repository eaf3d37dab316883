package isochrone

// thin.go: outlines with fewer corners, and polygons of them.

import "github.com/paulmach/orb"

const (
	// slackDiv: a thinned outline moves along a grid link by at most 1/slackDiv
	// of the link.
	slackDiv = 3
	// lookAhead bounds how many gates a straight stretch may run through, and
	// with it the time to find it.
	lookAhead = 200
)

// thin leaves out corners of the current band's rings.
//
// Each ring keeps to its gates: a straight stretch from corner to corner runs
// through all the links that the corners left out lay on, near where they lay.
// In each cell, then, all rings meet the sides in the same order as before, so
// they stay simple and apart; and since a band passes each link no farther out
// than the larger one around it, bands stay nested. All of it is reckoned in
// whole numbers. The method is known as sleeve fitting (Z. Zhao, A. Saalfeld:
// Linear-time sleeve-fitting polyline simplification algorithms, AutoCarto 13,
// 1997).
func (w *workspace) thin() {
	w.outer = grown(w.outer, 2*w.cols*w.rows)
	for i := range w.gates {
		g := &w.gates[i]
		g.most = w.outer[g.link()]
		if g.most == 0 {
			g.most = w.units(*g) - 1
		}
		g.at = min(g.at, g.most)
	}
	w.forget()
	w.corners = w.corners[:0]
	for i := range w.rings {
		if r := &w.rings[i]; !r.dropped {
			from := int32(len(w.corners))
			w.thinRing(w.gates[r.first:r.end])
			r.first, r.end = from, int32(len(w.corners))
		}
	}
}

// thinRing adds the corners of a ring, and to outer where it runs now.
func (w *workspace) thinRing(gates []gate) {
	for a := 0; a < len(gates); {
		next := w.stretch(gates, a)
		from, to := w.point(gates[a], gates[a].at), w.point(gates[next%len(gates)], gates[next%len(gates)].at)
		w.corners = append(w.corners, from)
		w.mark(gates[a], gates[a].at)
		for _, g := range gates[a+1 : next] {
			w.mark(g, w.passes(g, from, to))
		}
		a = next
	}
}

// stretch returns the last gate to whose crossing one can go straight from the
// crossing of gate a through all gates between; len(gates) is gate 0 again.
func (w *workspace) stretch(gates []gate, a int) int {
	p := w.point(gates[a], gates[a].at)
	best := a + 1
	var left, right corner // directions between which all gates so far are passed
	for k := a + 1; k <= min(len(gates), a+lookAhead); k++ {
		g := gates[k%len(gates)]
		to := w.point(g, g.at).minus(p)
		if k == a+1 || right.cross(to) >= 0 && to.cross(left) >= 0 {
			best = k
		}
		slack := w.units(g) / slackDiv
		in := w.point(g, max(g.at-slack, 1)).minus(p)
		out := w.point(g, min(g.at+slack, g.most)).minus(p)
		if k == a+1 {
			left, right = in, out
			continue
		}
		if right.cross(in) < 0 || out.cross(left) < 0 {
			break
		}
		if right.cross(out) > 0 {
			right = out
		}
		if in.cross(left) > 0 {
			left = in
		}
	}
	return best
}

// passes returns where the stretch from a to b crosses the link of g, in units
// from its inside node, rounded inward.
func (w *workspace) passes(g gate, a, b corner) int32 {
	n := w.point(g, 0)
	d := b.minus(a)
	var num, den int64
	switch g.right {
	case 1, -1:
		num, den = int64(g.right)*((a.x-n.x)*d.y+(n.y-a.y)*d.x), d.y
	default:
		num, den = (a.y-n.y)*d.x+(n.x-a.x)*d.y, d.x
		if g.right < 0 {
			num = -num
		}
	}
	if den < 0 {
		num, den = -num, -den
	}
	return int32(num / den) // at least 1: it passes between two whole numbers >= 1
}

func (w *workspace) mark(g gate, at int32) {
	link := g.link()
	w.outer[link] = at
	w.marked = append(w.marked, link)
}

// forget clears outer.
func (w *workspace) forget() {
	for _, m := range w.marked {
		w.outer[m] = 0
	}
	w.marked = w.marked[:0]
}

// polygons returns the current band's rings as polygons.
func (w *workspace) polygons() orb.MultiPolygon {
	area := orb.MultiPolygon{}
	rings := 0
	for _, r := range w.rings {
		if !r.dropped {
			rings++
		}
	}
	points := make([]orb.Point, 0, len(w.corners)+rings)
	polygon := make([]int, len(w.rings))
	for i, r := range w.rings {
		if r.dropped {
			continue
		}
		start := len(points)
		for _, c := range w.corners[r.first:r.end] {
			points = append(points, orb.Point{float64(w.west+c.x) / perDegree, float64(w.south+c.y) / perDegree})
		}
		points = append(points, points[start])
		closed := orb.Ring(points[start:len(points):len(points)])
		if r.area2 > 0 {
			polygon[i] = len(area)
			area = append(area, orb.Polygon{closed})
		} else {
			p := polygon[r.parent]
			area[p] = append(area[p], closed)
		}
	}
	return area
}

// corner is a point of the lattice, relative to the south-west of the grid.
type corner struct{ x, y int64 }

func (c corner) minus(d corner) corner { return corner{c.x - d.x, c.y - d.y} }
func (c corner) cross(d corner) int64  { return c.x*d.y - c.y*d.x }
