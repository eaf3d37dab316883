package tile

// coast.go: the sea. OpenStreetMap draws no sea, only coastlines, each with the
// land on its left. An extract holds some of them, and cuts them wherever its
// edge happens to run; the sea is what lies right of them, out to a frame around
// the extract.

import (
	"cmp"
	"math"
	"slices"
)

// sea makes polygons of coastlines. Bound is the ground of the extract, onLand
// some positions that are surely land (streets): they tell an archipelago from
// a lake's islands drawn as coast, and a coast drawn the wrong way round.
//
// No coastline: no sea. Ends that face each other across a river's mouth, or a
// gap, are joined; other open ends are carried on to the frame in the direction
// in which the coast ran. The note says what was odd, "" for nothing.
func sea(pieces [][]xy, bound box, onLand []xy) (polygons []polygon, note string) {
	if len(pieces) == 0 {
		return nil, ""
	}
	frame := grow(bound)
	chains, rings := joinCoast(pieces)
	chains, closed := joinMouths(chains, bound)
	rings = append(rings, closed...)
	rings = append(rings, closeAtFrame(chains, rings, frame)...)
	rings, note = seaRings(rings, frame, onLand)
	polygons = nest(rings)
	if wet := share(onLand, polygons); wet > 0.5 {
		return nil, "the coastline puts most streets under water (drawn the wrong way round?): no sea is shown"
	}
	return polygons, note
}

// grow is the frame: the bound and a quarter of its size around it, so that the edge of
// the sea is not in sight.
func grow(b box) box {
	const least = worldSize / 3600 // a tenth of a degree
	m := max(b.MaxX-b.MinX, b.MaxY-b.MinY, least) / 4
	return box{
		max(0, b.MinX-m), max(0, b.MinY-m),
		min(worldSize-1, b.MaxX+m), min(worldSize-1, b.MaxY+m),
	}
}

// joinCoast joins pieces end to start.
func joinCoast(pieces [][]xy) (chains [][]xy, rings []ring) {
	starts := make(map[xy][]int, len(pieces))
	hasBefore := make(map[xy]int, len(pieces))
	for i, p := range pieces {
		starts[p[0]] = append(starts[p[0]], i)
		hasBefore[p[len(p)-1]]++
	}
	used := make([]bool, len(pieces))
	follow := func(i int) {
		var chain []xy
		for {
			used[i] = true
			p := pieces[i]
			if len(chain) > 0 {
				p = p[1:]
			}
			chain = append(chain, p...)
			end := chain[len(chain)-1]
			if end == chain[0] {
				rings = append(rings, ring(chain[:len(chain)-1]))
				return
			}
			next := slices.IndexFunc(starts[end], func(j int) bool { return !used[j] })
			if next < 0 {
				chains = append(chains, chain)
				return
			}
			i = starts[end][next]
		}
	}
	for i, p := range pieces { // first from where nothing leads in
		if !used[i] && hasBefore[p[0]] < len(starts[p[0]]) {
			follow(i)
		}
	}
	for i := range pieces {
		if !used[i] {
			follow(i)
		}
	}
	return chains, rings
}

// joinMouths joins the end of a chain to the start of one (or to its own) where
// that is much nearer than the edge of the extract, the nearest first.
func joinMouths(chains [][]xy, bound box) (open [][]xy, rings []ring) {
	const share = 0.5 // of the way both would have to the edge
	type joint struct {
		end, start int
		d          float64
	}
	var joints []joint
	for i, a := range chains {
		end := a[len(a)-1]
		for j, b := range chains {
			d := dist(end, b[0])
			if d <= share*(toEdge(end, bound)+toEdge(b[0], bound)) && (i != j || len(a) > 2) {
				joints = append(joints, joint{i, j, d})
			}
		}
	}
	slices.SortFunc(joints, func(a, b joint) int {
		return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.end, b.end), cmp.Compare(a.start, b.start))
	})
	next, before := make([]int, len(chains)), make([]bool, len(chains))
	for i := range next {
		next[i] = -1
	}
	for _, j := range joints {
		if next[j.end] < 0 && !before[j.start] {
			next[j.end], before[j.start] = j.start, true
		}
	}
	done := make([]bool, len(chains))
	follow := func(i int) {
		var chain []xy
		for at := i; ; at = next[at] {
			done[at] = true
			chain = append(chain, chains[at]...)
			switch next[at] {
			case -1:
				open = append(open, chain)
				return
			case i:
				rings = append(rings, ring(chain))
				return
			}
		}
	}
	for i := range chains {
		if !before[i] {
			follow(i)
		}
	}
	for i := range chains {
		if !done[i] {
			follow(i)
		}
	}
	return open, rings
}

func dist(a, b xy) float64 { return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) }

// toEdge is how far a point inside a box is from its edge.
func toEdge(p xy, b box) float64 {
	return float64(max(0, min(p.X-b.MinX, b.MaxX-p.X, p.Y-b.MinY, b.MaxY-p.Y)))
}

// seaRings drops rings that cannot be: water in water, land on land. Islands
// outside all water make the whole frame sea if most streets are on them.
func seaRings(rings []ring, frame box, onLand []xy) (kept []ring, note string) {
	sorted := make([]ring, 0, len(rings))
	for _, r := range rings {
		if r = r.clean(); r != nil && r.area2() != 0 {
			sorted = append(sorted, r)
		}
	}
	slices.SortStableFunc(sorted, func(a, b ring) int { return cmp.Compare(abs(b.area2()), abs(a.area2())) })
	around := func(r ring) (wet, any bool) {
		for i := len(kept) - 1; i >= 0; i-- {
			if kept[i].contains(r) {
				return kept[i].area2() > 0, true
			}
		}
		return false, false
	}
	var stray []ring
	for _, r := range sorted {
		wet, any := around(r)
		switch water := r.area2() > 0; {
		case !any && !water:
			stray = append(stray, r)
		case !any || water != wet:
			kept = append(kept, r)
		}
	}
	if len(stray) == 0 {
		return kept, ""
	}
	on := 0
	for _, p := range onLand {
		if slices.ContainsFunc(stray, func(r ring) bool { return r.side(p) >= 0 }) {
			on++
		}
	}
	if 2*on <= len(onLand) {
		return kept, "islands drawn as coast without a sea around them: left out"
	}
	whole := ring{{frame.MinX, frame.MinY}, {frame.MaxX, frame.MinY}, {frame.MaxX, frame.MaxY}, {frame.MinX, frame.MaxY}}
	return append(append([]ring{whole}, stray...), kept...), ""
}

// share is the share of points that lie in polygons.
func share(points []xy, polygons []polygon) float64 {
	if len(points) == 0 {
		return 0
	}
	in := 0
	for _, p := range points {
		if slices.ContainsFunc(polygons, func(q polygon) bool { return q.holds(p) }) {
			in++
		}
	}
	return float64(in) / float64(len(points))
}

// holds reports whether a point lies in a polygon and in none of its holes.
func (q polygon) holds(p xy) bool {
	if q[0].side(p) < 0 {
		return false
	}
	return !slices.ContainsFunc(q[1:], func(hole ring) bool { return hole.side(p) > 0 })
}
