package place

// junction.go: where streets meet.

import (
	"cmp"
	"maps"
	"slices"

	"fifteen/geo/extract"
)

// Two meetings of the same two streets nearer than this are one crossing: the
// four corners of two dual carriageways.
const sameCrossingM = 75

// Unnamed connections up to these lengths join what they touch: the pieces of
// a junction, and a roundabout.
const (
	jointM      = 60
	roundaboutM = 500
)

// meeting is a street at a node.
type meeting struct {
	node   int32
	street uint32
	way    int32
}

// readCrossings finds the nodes that two streets share, and the unnamed pieces
// of road between them, and makes one crossing of all of them that belong
// together.
func (b *builder) readCrossings() {
	pairs := map[[2]uint32][]extract.Point{}
	meet := func(s, t uint32, p extract.Point) {
		if s != t && b.streets[s].key != b.streets[t].key {
			key := [2]uint32{min(s, t), max(s, t)}
			pairs[key] = append(pairs[key], p)
		}
	}
	meetings := b.meetings()
	at := map[int32][]uint32{} // streets of nodes that end an unnamed piece
	b.joints(func(_ *extract.Way, ends []int32) {
		for _, n := range ends {
			at[n] = nil
		}
	})
	for i := 0; i < len(meetings); {
		j := i
		for j < len(meetings) && meetings[j].node == meetings[i].node {
			j++
		}
		here := meetings[i:j]
		i = j
		if _, ok := at[here[0].node]; ok {
			for _, m := range here {
				at[here[0].node] = append(at[here[0].node], m.street)
			}
		}
		for k, m := range here {
			for _, o := range here[k+1:] {
				if !together(here, m.street, o.street) {
					meet(m.street, o.street, b.ex.Points[m.node])
				}
			}
		}
	}
	strong := map[[2]uint32]bool{}
	for pair := range pairs {
		strong[pair] = true
	}
	b.joints(func(w *extract.Way, ends []int32) {
		r := b.wayBox(w)
		for k, n := range ends {
			for _, m := range ends[k+1:] {
				for _, s := range at[n] {
					for _, t := range at[m] {
						// Where the two meet themselves, a slip road says nothing new.
						if !strong[[2]uint32{min(s, t), max(s, t)}] {
							meet(s, t, r.center())
						}
					}
				}
			}
		}
	})
	for _, pair := range slices.SortedFunc(maps.Keys(pairs), func(p, q [2]uint32) int {
		return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
	}) {
		for _, p := range cluster(pairs[pair]) {
			b.x.crossings = append(b.x.crossings, crossing{A: pair[0], B: pair[1], At: p})
		}
	}
}

// meetings lists the streets at every node, in the order of the nodes.
func (b *builder) meetings() []meeting {
	var all []meeting
	for w := range b.ex.Ways {
		streets := b.wayStreet[int32(w)]
		for _, n := range b.ex.Ways[w].Nodes {
			for _, s := range streets {
				if n >= 0 {
					all = append(all, meeting{n, s, int32(w)})
				}
			}
		}
	}
	slices.SortFunc(all, func(p, q meeting) int {
		return cmp.Or(cmp.Compare(p.node, q.node), cmp.Compare(p.street, q.street), cmp.Compare(p.way, q.way))
	})
	return slices.Compact(all)
}

// together reports whether two streets run along one way through a node: a
// numbered road and the street it follows do not cross.
func together(here []meeting, s, t uint32) bool {
	for _, m := range here {
		if m.street != s {
			continue
		}
		for _, o := range here {
			if o.street == t && o.way == m.way {
				return true
			}
		}
	}
	return false
}

// joints calls yield with every short unnamed piece of road and the nodes
// where it may touch streets: its ends, or all of a roundabout.
func (b *builder) joints(yield func(w *extract.Way, ends []int32)) {
	for i := range b.ex.Ways {
		w := &b.ex.Ways[i]
		kind := w.Tags.Get("highway")
		if streetRanks[kind] < 20 || w.Tags.Get("name") != "" || len(w.Nodes) < 2 || kind == "pedestrian" {
			continue
		}
		round := w.Tags.Get("junction") == "roundabout" || w.Tags.Get("junction") == "circular"
		length, whole := b.length(w)
		switch {
		case !whole:
		case round && length <= roundaboutM:
			yield(w, w.Nodes)
		case !round && length <= jointM:
			yield(w, []int32{w.Nodes[0], w.Nodes[len(w.Nodes)-1]})
		}
	}
}

// length returns the length of a way in meters, and whether all of it is in
// the extract.
func (b *builder) length(w *extract.Way) (meters float64, whole bool) {
	for i, n := range w.Nodes {
		if n < 0 {
			return 0, false
		}
		if i > 0 {
			f := newPlane(b.ex.Points[n].Orb())
			meters += f.distance(b.ex.Points[w.Nodes[i-1]])
		}
	}
	return meters, true
}

// cluster makes one point of all that are within sameCrossingM of each other,
// directly or by others between them.
func cluster(points []extract.Point) []extract.Point {
	slices.SortFunc(points, func(p, q extract.Point) int { return cmp.Or(cmp.Compare(p.Lng, q.Lng), cmp.Compare(p.Lat, q.Lat)) })
	points = slices.Compact(points)
	if len(points) == 1 {
		return points
	}
	var out []extract.Point
	done := make([]bool, len(points))
	for i := range points {
		if done[i] {
			continue
		}
		done[i] = true
		group := []int{i}
		var lng, lat int64
		for k := 0; k < len(group); k++ {
			p := points[group[k]]
			lng, lat = lng+int64(p.Lng), lat+int64(p.Lat)
			f := newPlane(p.Orb())
			for j := range points {
				if !done[j] && f.distance(points[j]) <= sameCrossingM {
					done[j] = true
					group = append(group, j)
				}
			}
		}
		n := int64(len(group))
		out = append(out, extract.Point{Lng: int32(lng / n), Lat: int32(lat / n)})
	}
	return out
}

// crossingLists lists for each street its crossings.
func (b *builder) crossingLists() (first, list []uint32) {
	first = make([]uint32, len(b.streets)+1)
	for _, c := range b.x.crossings {
		first[c.A+1]++
		first[c.B+1]++
	}
	for i := range b.streets {
		first[i+1] += first[i]
	}
	list = make([]uint32, first[len(b.streets)])
	next := slices.Clone(first)
	for i, c := range b.x.crossings {
		for _, s := range []uint32{c.A, c.B} {
			list[next[s]] = uint32(i)
			next[s]++
		}
	}
	return first, list
}

// finishGrids makes the grids for naming points: houses that stand somewhere,
// and the shapes of named streets.
func (b *builder) finishGrids() {
	x := b.x
	bounds := b.bounds
	for i := range x.boxes {
		bounds.grow(x.boxes[i].Min)
		bounds.grow(x.boxes[i].Max)
	}
	if bounds == emptyBox {
		bounds = box{}
	}
	b.bounds = bounds
	x.houseGrid = newGrid(bounds, func(yield func(uint32, box)) {
		for i := range x.houses {
			if h := &x.houses[i]; h.Text != noText {
				yield(uint32(i), box{h.At, h.At})
			}
		}
	})
	x.shapeGrid = newGrid(bounds, func(yield func(uint32, box)) {
		for s := range b.streets {
			if b.streets[s].ref {
				continue
			}
			for i := x.shapeOf[s]; i+1 < x.shapeOf[s+1]; i++ {
				p, q := x.shape[i], x.shape[i+1]
				if p != breakPoint && q != breakPoint {
					r := box{p, p}
					r.grow(q)
					yield(i, r)
				}
			}
		}
	})
}
