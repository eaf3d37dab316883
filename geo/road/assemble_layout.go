package road

// assemble_layout.go: chains and nodes into the arrays of a Net, neighbors near
// each other.

import (
	"cmp"
	"slices"

	"fifteen/geo/extract"
)

// layout is the network that is being written.
type layout struct {
	*assembler
	*split
	*use
	net   *Net
	place []uint32 // by node of the split network: its number, none: dropped
	edge  []uint32 // by chain: its number, none: dropped
	order []uint32 // by edge: its chain
	name  uint32   // of the last piece drawn
	trace []uint32 // by vertex: see assembleTraced
}

// layOut writes the network.
func (a *assembler) layOut(mode Mode, s *split, u *use) (*Net, []uint32) {
	l := &layout{assembler: a, split: s, use: u, net: &Net{mode: mode}}
	l.placeNodes()
	l.placeEdges()
	l.draw()
	l.link()
	n := l.net
	n.grid = n.buildGrid()
	n.built.Nodes, n.built.Edges, n.built.Vertices = int64(len(n.at)), int64(len(l.order)), int64(len(n.points))
	for c, m := range u.meters {
		if u.usable[c] {
			n.built.StreetKm += m / 1000
		} else {
			n.built.DroppedKm += m / 1000
		}
	}
	n.built.Bytes = n.bytes()
	return n, l.trace
}

// placeNodes decides which nodes are needed, and their order.
func (l *layout) placeNodes() {
	l.place = make([]uint32, len(l.junction))
	for i := range l.place {
		l.place[i] = none
	}
	for _, k := range l.arcs {
		if l.needed[k.directed>>1] {
			l.place[k.tail], l.place[k.head] = 0, 0
		}
	}
	var order []uint32
	for i, p := range l.place {
		if p == 0 {
			order = append(order, uint32(i))
		}
	}
	curve, key := newHilbert(l.raw.points), make([]uint32, len(l.place))
	for _, i := range order {
		key[i] = curve.at(l.where(i))
	}
	slices.SortFunc(order, func(i, j uint32) int {
		return cmp.Or(cmp.Compare(key[i], key[j]), cmp.Compare(l.junction[i], l.junction[j]), cmp.Compare(i, j))
	})
	n := l.net
	n.at = make([]extract.Point, len(order))
	for at, i := range order {
		l.place[i] = uint32(at)
		n.at[at] = l.where(i)
		if at == 0 || l.junction[order[at-1]] != l.junction[i] {
			continue
		}
		if t := len(n.twins) - 1; t >= 0 && n.twins[t].first+n.twins[t].count == uint32(at) {
			n.twins[t].count++
		} else {
			n.twins = append(n.twins, run{uint32(at) - 1, 2})
		}
	}
}

// where is the position of a node of the split network.
func (l *layout) where(node uint32) extract.Point {
	return l.point(l.chains.node[l.junction[node]])
}

// placeEdges decides the order of the edges: that of their first node.
func (l *layout) placeEdges() {
	l.edge = make([]uint32, l.chains.count())
	near := make([]uint32, len(l.edge))
	for c := range uint32(len(l.edge)) {
		l.edge[c] = none
		if !l.needed[c] {
			continue
		}
		l.order = append(l.order, c)
		near[c] = none
		for dir := range uint32(2) {
			if head := l.heads[c<<1|dir]; head != none {
				near[c] = min(near[c], l.place[head])
			}
		}
	}
	slices.SortFunc(l.order, func(i, j uint32) int {
		return cmp.Or(cmp.Compare(near[i], near[j]), cmp.Compare(i, j))
	})
	for e, c := range l.order {
		l.edge[c] = uint32(e)
	}
}

// draw writes the edges and their vertices.
func (l *layout) draw() {
	n := l.net
	for _, c := range l.order {
		first := uint32(len(n.points))
		e := edge{first: first, back: none, heads: [2]uint32{none, none}}
		for dir := range e.heads {
			if head := l.heads[c<<1|uint32(dir)]; head != none {
				e.heads[dir] = l.place[head]
			}
		}
		back := l.drawChain(c)
		if e.heads[1] != none && !slices.Equal(back, n.fwd[first:]) {
			e.back = uint32(len(n.bwd))
			n.bwd = append(n.bwd, back...)
		}
		n.edges = append(n.edges, e)
	}
	n.edges = append(n.edges, edge{first: uint32(len(n.points)), back: none, heads: [2]uint32{none, none}})
	n.noSnap = append(n.noSnap, make([]uint64, (len(n.points)+63)/64-len(n.noSnap))...)
}

// drawChain appends the vertices of a chain and returns their times back to the
// first. A delay on the way is a piece without length.
func (l *layout) drawChain(c uint32) (back []uint32) {
	var fwd, bwd uint32
	n, darts := l.net, l.chains.darts[l.chains.first[c]:l.chains.first[c+1]]
	vertex := func(node, dart uint32) {
		n.points = append(n.points, l.point(node))
		n.fwd, back = append(n.fwd, fwd), append(back, bwd)
		l.trace = append(l.trace, dart)
	}
	for i, d := range darts {
		if i > 0 {
			if wait := l.raw.delay[int32(l.tail(d))]; wait > 0 {
				vertex(l.tail(d), none)
				fwd, bwd = fwd+wait, bwd+wait
			}
		}
		w := &l.raw.ways[l.way[d>>1]]
		if v := uint32(len(n.points)); w.noSnap || !l.usable[c] {
			n.hide(v)
		}
		if w.name != l.name {
			l.name = w.name
			n.names = append(n.names, nameFrom{uint32(len(n.points)), l.name})
		}
		vertex(l.tail(d), d)
		fwd += l.ms(d)
		if l.allowed(d ^ 1) {
			bwd += l.ms(d ^ 1)
		}
	}
	vertex(l.head(darts[len(darts)-1]), none)
	return back
}

// hide notes that no journey starts or ends on the piece from a vertex on.
func (n *Net) hide(v uint32) {
	for int(v>>6) >= len(n.noSnap) {
		n.noSnap = append(n.noSnap, 0)
	}
	n.noSnap[v>>6] |= 1 << (v & 63)
}

// link writes the arcs, by the node they lead to and the edge they run along.
func (l *layout) link() {
	n := l.net
	var kept []link
	for _, k := range l.arcs {
		if l.needed[k.directed>>1] {
			directed := l.edge[k.directed>>1]<<1 | k.directed&1
			kept = append(kept, link{l.place[k.tail], l.place[k.head], directed})
		}
	}
	slices.SortFunc(kept, func(i, j link) int {
		return cmp.Or(cmp.Compare(i.head, j.head), cmp.Compare(i.directed, j.directed), cmp.Compare(i.tail, j.tail))
	})
	n.first = make([]uint32, len(n.at)+1)
	n.arcs, n.along = make([]arc, len(kept)), make([]uint32, len(kept))
	for i, k := range kept {
		c := l.order[k.directed>>1]
		wait := l.raw.delay[int32(l.chains.node[l.chains.tail(c<<1|k.directed&1)])]
		n.arcs[i] = arc{k.tail, wait + n.length(k.directed)}
		n.along[i] = k.directed
		n.first[k.head+1]++
	}
	for i := range n.at {
		n.first[i+1] += n.first[i]
	}
}

// hilbert gives places their number along a Hilbert curve through 65,536 ×
// 65,536 cells (D. Hilbert, Mathematische Annalen 38, 1891): what is near on the
// ground is mostly near in memory.
type hilbert struct {
	west, south int32
	size        float64 // of a cell
}

func newHilbert(points []extract.Point) hilbert {
	if len(points) == 0 {
		return hilbert{size: 1}
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low = extract.Point{Lng: min(low.Lng, p.Lng), Lat: min(low.Lat, p.Lat)}
		high = extract.Point{Lng: max(high.Lng, p.Lng), Lat: max(high.Lat, p.Lat)}
	}
	span := max(float64(high.Lng)-float64(low.Lng), float64(high.Lat)-float64(low.Lat))
	return hilbert{low.Lng, low.Lat, (span + 1) / 65536}
}

func (h hilbert) at(p extract.Point) (d uint32) {
	x := uint32((float64(p.Lng) - float64(h.west)) / h.size)
	y := uint32((float64(p.Lat) - float64(h.south)) / h.size)
	for s := uint32(1 << 15); s > 0; s >>= 1 {
		var right, up uint32
		if x&s != 0 {
			right = 1
		}
		if y&s != 0 {
			up = 1
		}
		d += s * s * (3*right ^ up)
		if up == 0 {
			if right == 1 {
				x, y = 65535-x, 65535-y
			}
			x, y = y, x
		}
	}
	return d
}
