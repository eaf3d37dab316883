package tile

// cut.go: large areas in pieces. A tile of a few streets by the sea must not
// read the whole coast, so an area of many vertices is kept several times: whole
// for the zooms that need few of its vertices, and for higher zooms cut along
// the borders of tiles, each piece with the margin its tiles need.

import "slices"

// cell is the ground of a tile.
type cell struct {
	z    uint8
	x, y uint32
}

func (c cell) child(i uint32) cell { return cell{c.z + 1, 2*c.x + i&1, 2*c.y + i>>1} }

// piece is a part of an area for the tiles of a range of zooms within a cell.
type piece struct {
	cell     cell
	whole    bool // not cut: for every tile it touches
	from, to uint8
	parts    []part
}

// cutArea returns the pieces of an area for zooms from to MaxZoom, each with at
// most limit vertices where that can be had.
func cutArea(parts []part, from uint8, limit int, margin int32) []piece {
	if vertices(parts, MaxZoom) <= limit {
		return []piece{{whole: true, from: from, to: MaxZoom, parts: parts}}
	}
	c := cutter{limit: limit, margin: margin}
	c.cut(parts, cell{}, from)
	return c.out
}

type cutter struct {
	limit  int
	margin int32
	out    []piece
}

func (c *cutter) cut(parts []part, in cell, from uint8) {
	if len(parts) == 0 {
		return
	}
	if vertices(parts, MaxZoom) <= c.limit || in.z == MaxZoom {
		c.out = append(c.out, piece{cell: in, from: from, to: MaxZoom, parts: parts})
		return
	}
	if in.z == from {
		to := from
		for to < MaxZoom-1 && vertices(parts, to+1) <= c.limit {
			to++
		}
		c.out = append(c.out, piece{cell: in, from: from, to: to, parts: parts})
		from = to + 1
		if from > MaxZoom {
			return
		}
	}
	for i := range uint32(4) {
		to := in.child(i)
		c.cut(clipParts(parts, tileBox(to.z, to.x, to.y, c.margin+1)), to, from)
	}
}

// vertices counts what a zoom needs.
func vertices(parts []part, z uint8) (n int) {
	for i := range parts {
		if parts[i].level <= z {
			n += parts[i].count(z)
		}
	}
	return n
}

// clipParts clips rings to a box. An outer ring of which nothing is left takes
// its holes with it.
func clipParts(parts []part, b box) []part {
	out := make([]part, 0, len(parts))
	gone := false
	for _, p := range parts {
		if p.hole && gone {
			continue
		}
		q := clipRing(p, b)
		if !p.hole {
			gone = q.vertices == nil
		}
		if q.vertices != nil {
			out = append(out, q)
		}
	}
	return out
}

// clipRing clips a ring edge by edge (Sutherland and Hodgman), as orb/clip does,
// but keeps the levels of the vertices; new ones have the level of the part.
func clipRing(p part, b box) part {
	around := emptyBox()
	for i := range p.vertices {
		around.extend(p.vertices[i].xy)
	}
	if around.within(b) {
		return p
	}
	if !around.touches(b) {
		p.vertices = nil
		return p
	}
	in := p.vertices
	for side := range 4 {
		if len(in) == 0 {
			break
		}
		out := make([]vertex, 0, len(in)+8)
		a := in[len(in)-1]
		for _, v := range in {
			if inside(a.xy, b, side) != inside(v.xy, b, side) {
				out = append(out, vertex{meet(a.xy, v.xy, b, side), p.level})
			}
			if inside(v.xy, b, side) {
				out = append(out, v)
			}
			a = v
		}
		in = out
	}
	in = slices.CompactFunc(in, func(a, b vertex) bool { return a.xy == b.xy })
	if len(in) < 3 {
		in = nil
	}
	p.vertices = in
	return p
}

func inside(p xy, b box, side int) bool {
	switch side {
	case 0:
		return p.X >= b.MinX
	case 1:
		return p.X <= b.MaxX
	case 2:
		return p.Y >= b.MinY
	default:
		return p.Y <= b.MaxY
	}
}

// meet is where the line from p to q crosses a side of a box.
func meet(p, q xy, b box, side int) xy {
	atX := func(x int32) xy {
		return xy{x, p.Y + int32(int64(q.Y-p.Y)*int64(x-p.X)/int64(q.X-p.X))}
	}
	atY := func(y int32) xy {
		return xy{p.X + int32(int64(q.X-p.X)*int64(y-p.Y)/int64(q.Y-p.Y)), y}
	}
	switch side {
	case 0:
		return atX(b.MinX)
	case 1:
		return atX(b.MaxX)
	case 2:
		return atY(b.MinY)
	default:
		return atY(b.MaxY)
	}
}
