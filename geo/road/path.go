package road

// path.go: the way itself.

import (
	"sort"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// Path is the way from a position to the destination: on foot to the street,
// along the streets, on foot to the door.
type Path struct {
	// Line begins at the position and ends at the destination. A vertex comes
	// twice where one waits, at signals or a gate.
	Line orb.LineString
	// Times is the travel time that remains at each vertex of Line.
	Times []time.Duration
	// DistanceM is the length of Line in meters.
	DistanceM float64
	// Streets are the names of the streets, in order; those without are left out.
	Streets []string
}

// Path is the journey that From prices; false as there. Of journeys that take
// equally long it is always the same.
func (r *Reach) Path(s Snap) (Path, bool) {
	j := r.best(&s)
	if j.left < 0 {
		return Path{}, false
	}
	w := walker{r: r, streets: []uint32{0}}
	w.step(s.from, j.left)
	at := j.left + int64(s.walk)
	w.step(s.on, at)
	switch {
	case j.direct:
		w.along(s.place, r.to.place, j.dir, at)
	default:
		w.along(s.place, r.net.end(s.edge, j.dir), j.dir, at)
		w.follow(s.heads[j.dir])
	}
	w.step(r.to.on, r.budget())
	w.step(r.to.from, int64(r.limit))
	return w.path(), true
}

// walker writes a path.
type walker struct {
	r       *Reach
	line    orb.LineString
	left    []int64
	streets []uint32 // names; the last is that of the street one is on
}

// step adds a vertex, unless it is the last one again.
func (w *walker) step(p orb.Point, left int64) {
	if k := len(w.line) - 1; k >= 0 && w.line[k] == p && w.left[k] == left {
		return
	}
	w.line, w.left = append(w.line, p), append(w.left, left)
}

// follow goes on from a node to the destination.
func (w *walker) follow(node uint32) {
	n := w.r.net
	for {
		l := w.r.work.labels[node]
		at := int64(l.key - w.r.work.base())
		if seeded := int(l.arc) - len(n.arcs); seeded >= 0 {
			dir := uint32(seeded)
			begin := n.end(w.r.to.edge, dir^1)
			ahead := int64(n.length(w.r.to.edge<<1|dir) - w.r.to.left[dir])
			w.along(begin, w.r.to.place, dir, w.r.budget()-ahead)
			return
		}
		node = uint32(sort.Search(len(n.at), func(i int) bool { return n.first[i+1] > l.arc }))
		d := n.along[l.arc]
		wait := int64(n.arcs[l.arc].cost - n.length(d))
		w.along(n.end(d>>1, d&1^1), n.end(d>>1, d&1), d&1, at+wait)
	}
}

// along goes along an edge from one place to another, in a direction; left is
// the time left at the first.
func (w *walker) along(from, to place, dir uint32, left int64) {
	n := w.r.net
	begin := left + int64(n.ahead(from, dir))
	v := from.vertex
	w.step(n.point(from), left)
	w.name(v)
	for ; v != to.vertex; w.name(v) {
		if dir == 0 {
			v++
			w.step(n.points[v].Orb(), begin-int64(n.ahead(place{from.edge, v, 0}, dir)))
		} else {
			v--
			w.step(n.points[v+1].Orb(), begin-int64(n.ahead(place{from.edge, v, 1}, dir)))
		}
	}
	w.step(n.point(to), begin-int64(n.ahead(to, dir)))
}

// name notes the street of the piece from a vertex on.
func (w *walker) name(v uint32) {
	n := w.r.net
	k := sort.Search(len(n.names), func(i int) bool { return n.names[i].vertex > v })
	if k == 0 {
		return
	}
	if name := n.names[k-1].name; name != 0 && name != w.streets[len(w.streets)-1] {
		w.streets = append(w.streets, name)
	}
}

// path is what was written.
func (w *walker) path() Path {
	p := Path{Line: w.line, Times: make([]time.Duration, len(w.left))}
	for i, left := range w.left {
		p.Times[i] = milliseconds(w.r.limit - uint32(left))
		if i > 0 {
			p.DistanceM += geo.Distance(w.line[i-1], w.line[i])
		}
	}
	for _, name := range w.streets[1:] {
		p.Streets = append(p.Streets, w.r.names[name])
	}
	return p
}

// end is the place where one comes out of an edge in a direction.
func (n *Net) end(e, dir uint32) place {
	if dir == 0 {
		return place{e, n.last(e) - 1, 1}
	}
	return place{e, n.edges[e].first, 0}
}

// point is where a place is.
func (n *Net) point(p place) orb.Point { return n.snapTo(p).on }
