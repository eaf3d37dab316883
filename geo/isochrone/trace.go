package isochrone

// trace.go: outlines, found by marching squares.

// outline is the boundary of one band. A grid link is a pair of neighboring
// nodes; an outline crosses those of which one is inside and one outside. Each
// crossing is known by its gate, so two bands can be compared link by link.
type outline struct {
	gates   []gate
	rings   []ring
	corners []corner
	// owner[n] is 1 + the ring of the current band that crosses the link from
	// node n east; outer[2n] and outer[2n+1] are where the next larger band
	// crosses the links from n east and north: lattice units from the inside
	// node, 0 = nowhere. Both are 0 all over between drawings.
	owner, outer []int32
	marked       []int32 // indices of outer that are not 0
}

// gate is a crossing: of the link from the inside node to its neighbor, at
// lattice units from it. Going along the ring, the inside is on the left.
type gate struct {
	inside int32
	right  int32 // what to add to inside to get the outside node
	at     int32
	most   int32 // where the next larger band crosses it: no farther than that
}

// link names the link that a gate crosses, as an index of outline.outer.
func (g gate) link() int32 {
	switch {
	case g.right == 1:
		return 2 * g.inside
	case g.right == -1:
		return 2 * (g.inside - 1)
	case g.right > 0:
		return 2*g.inside + 1
	default:
		return 2*(g.inside+g.right) + 1
	}
}

// ring is a closed boundary: gates[first:end], once thinned corners[first:end].
type ring struct {
	first, end int32
	parent     int32 // the ring directly around it, -1 = none
	area2      int64 // twice the area in lattice units²: below 0 is a hole
	dropped    bool
}

// trace finds the rings of band k, row by row from south to north and west to
// east, so that a ring comes after those around it.
func (w *workspace) trace(k int) {
	depth := w.depth[k]
	w.gates, w.rings = w.gates[:0], w.rings[:0]
	w.owner = grown(w.owner, len(depth))
	for j := range w.rows {
		if w.from[j] >= w.to[j] {
			continue
		}
		west := int32(-1) // ring of the crossing next to the west in this row
		start := j*w.cols + int(w.from[j]) - 1
		row := depth[start : j*w.cols+int(w.to[j])+1]
		for i := range len(row) - 1 {
			if (row[i] > 0) == (row[i+1] > 0) {
				continue
			}
			n := int32(start + i)
			if w.owner[n] == 0 {
				w.follow(depth, n, row[i] > 0, west)
			}
			west = w.owner[n] - 1
		}
	}
	// Leave owner as it was found.
	for _, g := range w.gates {
		if g.right == 1 || g.right == -1 {
			w.owner[min(g.inside, g.inside+g.right)] = 0
		}
	}
}

// follow adds the ring that crosses the link from node n east. inside says
// whether n is inside; west is the ring of the crossing next to the west.
func (w *workspace) follow(depth []int32, n int32, inside bool, west int32) {
	stride := int32(w.cols)
	r := ring{first: int32(len(w.gates)), parent: -1}
	id := int32(len(w.rings)) + 1
	// Walking along the ring: l is the inside node to the left, l+right the
	// outside node, ahead leads to the next pair.
	l, right, ahead := n, int32(1), stride
	if !inside {
		l, right, ahead = n+1, -1, -stride
	}
	start, startRight := l, right
	for {
		w.gates = append(w.gates, gate{inside: l, right: right, at: w.crossing(depth[l], depth[l+right], right)})
		if right == 1 || right == -1 {
			w.owner[min(l, l+right)] = id
		}
		farLeft, farRight := depth[l+ahead] > 0, depth[l+right+ahead] > 0
		switch {
		case farRight: // turn right; two opposite corners inside are one area
			l += right + ahead
			right, ahead = -ahead, right
		case farLeft: // straight on
			l += ahead
		default: // turn left
			right, ahead = ahead, -right
		}
		if l == start && right == startRight {
			break
		}
	}
	r.end = int32(len(w.gates))
	r.area2 = w.area2(w.gates[r.first:r.end])
	// Coming from the west, one crosses into an area over its outer ring and
	// into a hole over the hole's. So the crossing next to the west belongs
	// either to the ring around this one or to a sibling.
	if west >= 0 {
		r.parent = west
		if (w.rings[west].area2 < 0) == (r.area2 < 0) {
			r.parent = w.rings[west].parent
		}
	}
	w.rings = append(w.rings, r)
}

// crossing returns where depth is 0 between a node of depth in > 0 and one of
// depth out <= 0, in lattice units from the first, strictly between the two.
// It never falls as either depth rises, so that larger bands cross farther out.
func (w *workspace) crossing(in, out, right int32) int32 {
	units := w.units(gate{right: right})
	at := int64(in) * int64(units) / (int64(in) - int64(out))
	return min(max(int32(at), 1), units-1)
}

// units returns the length of the link that a gate crosses.
func (w *workspace) units(g gate) int32 {
	if g.right == 1 || g.right == -1 {
		return int32(w.unitsX)
	}
	return int32(w.unitsY)
}

// point returns where a gate is crossed at this many units from the inside.
func (w *workspace) point(g gate, at int32) corner {
	p := corner{int64(int(g.inside)%w.cols) * w.unitsX, int64(int(g.inside)/w.cols) * w.unitsY}
	switch g.right {
	case 1:
		p.x += int64(at)
	case -1:
		p.x -= int64(at)
	default:
		if g.right > 0 {
			p.y += int64(at)
		} else {
			p.y -= int64(at)
		}
	}
	return p
}

// area2 returns twice the area inside a ring, below 0 if it runs clockwise.
func (w *workspace) area2(gates []gate) int64 {
	sum := int64(0)
	last := w.point(gates[len(gates)-1], gates[len(gates)-1].at)
	for _, g := range gates {
		p := w.point(g, g.at)
		sum += last.x*p.y - last.y*p.x
		last = p
	}
	return sum
}

// grown returns s with at least n elements, new ones 0.
func grown(s []int32, n int) []int32 {
	if len(s) < n {
		return append(s, make([]int32, n-len(s))...)
	}
	return s
}
