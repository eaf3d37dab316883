package isochrone

// valid_test.go: what every drawing must satisfy, checked the slow way.

import (
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// lattice returns a corner in whole lattice units, on which the checks are exact.
func lattice(t *testing.T, p orb.Point) corner {
	c := corner{int64(math.Round(p[0] * perDegree)), int64(math.Round(p[1] * perDegree))}
	if (orb.Point{float64(c.x) / perDegree, float64(c.y) / perDegree}) != p {
		t.Fatalf("corner %v is not on the lattice", p)
	}
	return c
}

type edge struct{ a, b corner }

func edgesOf(t *testing.T, area orb.MultiPolygon) []edge {
	var edges []edge
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				edges = append(edges, edge{lattice(t, ring[i-1]), lattice(t, ring[i])})
			}
		}
	}
	return edges
}

func sign(v int64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// meet says how two edges meet: 0 not at all, 1 they touch, 2 they cross.
func meet(e, f edge) int {
	if max(e.a.x, e.b.x) < min(f.a.x, f.b.x) || max(f.a.x, f.b.x) < min(e.a.x, e.b.x) ||
		max(e.a.y, e.b.y) < min(f.a.y, f.b.y) || max(f.a.y, f.b.y) < min(e.a.y, e.b.y) {
		return 0
	}
	side := func(e edge, p corner) int { return sign(e.b.minus(e.a).cross(p.minus(e.a))) }
	a, b, c, d := side(e, f.a), side(e, f.b), side(f, e.a), side(f, e.b)
	if a*b > 0 || c*d > 0 {
		return 0
	}
	if a*b < 0 && c*d < 0 {
		return 2
	}
	return 1
}

// pairs calls do for every two edges of e and f whose boxes meet.
func pairs(e, f []edge, do func(i, j int)) {
	byX := func(edges []edge) []int {
		order := make([]int, len(edges))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int {
			return int(min(edges[i].a.x, edges[i].b.x) - min(edges[j].a.x, edges[j].b.x))
		})
		return order
	}
	widest := int64(0)
	for _, g := range f {
		widest = max(widest, max(g.a.x, g.b.x)-min(g.a.x, g.b.x))
	}
	orderF, from := byX(f), 0
	for _, i := range byX(e) {
		left, right := min(e[i].a.x, e[i].b.x), max(e[i].a.x, e[i].b.x)
		for from < len(orderF) && min(f[orderF[from]].a.x, f[orderF[from]].b.x) < left-widest {
			from++
		}
		for _, j := range orderF[from:] {
			if min(f[j].a.x, f[j].b.x) > right {
				break
			}
			do(i, j)
		}
	}
}

// inside reports whether p is inside (1), on the boundary of (0) or outside (-1)
// an area with these edges, by counting crossings to the east.
func inside(edges []edge, p corner) int {
	in := false
	for _, e := range edges {
		s := e.b.minus(e.a).cross(p.minus(e.a))
		if s == 0 && min(e.a.x, e.b.x) <= p.x && p.x <= max(e.a.x, e.b.x) && min(e.a.y, e.b.y) <= p.y && p.y <= max(e.a.y, e.b.y) {
			return 0
		}
		if (e.a.y > p.y) != (e.b.y > p.y) && (s > 0) == (e.b.y > e.a.y) {
			in = !in
		}
	}
	if in {
		return 1
	}
	return -1
}

// checkValid checks that rings are closed and simple, do not touch, are in the
// right polygon and turn the right way; and that bands are nested.
func checkValid(t *testing.T, bands []Band) {
	t.Helper()
	for k, band := range bands {
		for _, polygon := range band.Area {
			for i, ring := range polygon {
				if len(ring) < 4 || !ring.Closed() {
					t.Fatalf("%s: ring %v is not closed", band.Limit, ring)
				}
				if want := map[bool]orb.Orientation{true: orb.CCW, false: orb.CW}[i == 0]; ring.Orientation() != want {
					t.Fatalf("%s: ring %d of a polygon turns %d, want %d", band.Limit, i, ring.Orientation(), want)
				}
			}
		}
		edges := edgesOf(t, band.Area)
		next := map[edge]int{} // how often an edge may touch: its two neighbors
		pairs(edges, edges, func(i, j int) {
			if i == j {
				return
			}
			switch meet(edges[i], edges[j]) {
			case 2:
				t.Fatalf("%s: edges %v and %v cross", band.Limit, edges[i], edges[j])
			case 1:
				next[edges[i]]++
			}
		})
		for e, n := range next {
			if n != 2 {
				t.Fatalf("%s: edge %v touches %d others, want 2", band.Limit, e, n)
			}
		}
		// Since no rings touch, a corner tells where the whole ring lies.
		for p, polygon := range band.Area {
			outer := edgesOf(t, orb.MultiPolygon{{polygon[0]}})
			for _, hole := range polygon[1:] {
				if inside(outer, lattice(t, hole[0])) <= 0 {
					t.Fatalf("%s: a hole at %v is outside its polygon", band.Limit, hole[0])
				}
			}
			for q, other := range band.Area {
				if p != q && inside(edgesOf(t, orb.MultiPolygon{other}), lattice(t, polygon[0][0])) > 0 {
					t.Fatalf("%s: polygons at %v and %v overlap", band.Limit, polygon[0][0], other[0][0])
				}
			}
		}
		if k == 0 {
			continue
		}
		small, large := edgesOf(t, bands[k-1].Area), edges
		pairs(small, large, func(i, j int) {
			if meet(small[i], large[j]) == 2 {
				t.Fatalf("%s and %s: edges %v and %v cross", bands[k-1].Limit, band.Limit, small[i], large[j])
			}
		})
		for _, e := range small {
			if inside(large, e.a) < 0 {
				t.Fatalf("corner %v of %s is outside %s", e.a, bands[k-1].Limit, band.Limit)
			}
		}
		for _, e := range large { // no hole or bay of the larger inside the smaller
			if inside(small, e.a) > 0 {
				t.Fatalf("corner %v of %s is inside %s", e.a, band.Limit, bands[k-1].Limit)
			}
		}
	}
}

func contains(area orb.MultiPolygon, p orb.Point) bool { return planar.MultiPolygonContains(area, p) }

// outsideBy returns how far a point is outside an area, in meters, 0 = inside.
func outsideBy(area orb.MultiPolygon, p orb.Point) float64 {
	if contains(area, p) {
		return 0
	}
	return distanceTo(p, edgeSegments(area))
}

func edgeSegments(area orb.MultiPolygon) iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		for _, polygon := range area {
			for _, ring := range polygon {
				for i := 1; i < len(ring); i++ {
					if !yield(Segment{A: ring[i-1], B: ring[i]}) {
						return
					}
				}
			}
		}
	}
}

// checkHonest compares one band with the streets it was drawn from: all of them
// inside, within the tolerances that doc.go names, and nothing far from them.
// The streets must hang together, or islands may be missing.
func checkHonest(t *testing.T, segs []Segment, band Band, o Options, r *rand.Rand) {
	t.Helper()
	o, err := o.complete()
	if err != nil {
		t.Fatal(err)
	}
	cell := CellM(boundOf(segs), o.FringeM)
	reached := slices.Collect(within(segs, band.Limit))
	for range 100 {
		s := reached[r.IntN(len(reached))]
		f := r.Float64()
		p := orb.Point{s.A[0] + f*(s.B[0]-s.A[0]), s.A[1] + f*(s.B[1]-s.A[1])}
		if d := outsideBy(band.Area, p); d > leftOutCells*cell {
			t.Fatalf("%s: reached point %v is %.0f m outside, cells of %.0f m", band.Limit, p, d, cell)
		}
	}

	// A raster of points too far off. Where they make up more than the largest
	// hole that is filled, or open to the outside, none may be covered.
	fringe := max(o.FringeM, 2*cell)
	tooFar := 1.5*fringe + 1.5*cell
	bound := boundOf(reached)
	const n = 24
	step := max(cell, (bound.Max[1]-bound.Min[1])*111_320/n, (bound.Max[0]-bound.Min[0])*111_320*math.Cos(bound.Center()[1]*math.Pi/180)/n)
	margin := int(math.Ceil(tooFar/step)) + 2
	side := n + 2*margin
	where := func(i, j int) orb.Point {
		return at(bound.Center(), (float64(i)-float64(side)/2)*step, (float64(j)-float64(side)/2)*step)
	}
	far := make([]bool, side*side)
	for n := range far {
		far[n] = distanceTo(where(n%side, n/side), slices.Values(reached)) > tooFar
	}
	seen := make([]bool, side*side)
	for n := range far {
		if !far[n] || seen[n] {
			continue
		}
		open, patch, todo := false, []int{}, []int{n}
		seen[n] = true
		for len(todo) > 0 {
			m := todo[len(todo)-1]
			todo, patch = todo[:len(todo)-1], append(patch, m)
			i, j := m%side, m/side
			open = open || i == 0 || j == 0 || i == side-1 || j == side-1
			for _, d := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
				k, l := i+d[0], j+d[1]
				if k >= 0 && l >= 0 && k < side && l < side && far[l*side+k] && !seen[l*side+k] {
					seen[l*side+k] = true
					todo = append(todo, l*side+k)
				}
			}
		}
		if !open && (len(patch) < 12 || float64(len(patch))*step*step < 1.5*max(o.MinHoleM2, 36*cell*cell)) {
			continue // too few points to tell its size, or a hole that is filled
		}
		for _, m := range patch {
			if p := where(m%side, m/side); contains(band.Area, p) {
				t.Fatalf("%s: %v is covered, %.0f m from any reached street", band.Limit, p, distanceTo(p, slices.Values(reached)))
			}
		}
	}
}

// leftOutCells is the tolerance that doc.go names.
const leftOutCells = 1.5

func minutes(m float64) time.Duration { return time.Duration(m * float64(time.Minute)) }
