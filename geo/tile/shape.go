package tile

// shape.go: geometry as bytes. A shape is a list of parts, a part a list of
// vertices as differences from the one before: about four bytes a vertex where
// two int32 and a level would be nine.
//
//	shape  = count of parts, part …
//	part   = count of vertices, level*2 + hole, vertex …
//	vertex = zigzag(dx)*16 + level-MinZoom, zigzag(dy)
//
// all of them varints.

import "encoding/binary"

// kind is the sort of geometry of a feature.
type kind uint8

const (
	points kind = iota + 1
	lines
	polygons
)

// part is one line, or one ring without its repeated point. Level is the lowest
// zoom at which it is drawn at all.
type part struct {
	vertices []vertex
	level    uint8
	hole     bool
}

func (p part) count(z uint8) (n int) {
	for i := range p.vertices {
		if p.vertices[i].Level <= z {
			n++
		}
	}
	return n
}

// appendShape appends the vertices that zooms up to to need.
func appendShape(dst []byte, parts []part, to uint8) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(parts)))
	for _, p := range parts {
		head := uint64(p.level) << 1
		if p.hole {
			head |= 1
		}
		dst = binary.AppendUvarint(dst, uint64(p.count(to)))
		dst = binary.AppendUvarint(dst, head)
		var last xy
		for _, v := range p.vertices {
			if v.Level > to {
				continue
			}
			dx, dy := zigzag(v.X-last.X), zigzag(v.Y-last.Y)
			dst = binary.AppendUvarint(dst, dx<<4|uint64(v.Level-MinZoom))
			dst = binary.AppendUvarint(dst, dy)
			last = v.xy
		}
	}
	return dst
}

func zigzag(v int32) uint64   { return uint64(uint32(v<<1) ^ uint32(v>>31)) }
func unzigzag(v uint64) int32 { return int32(uint32(v)>>1) ^ -int32(v&1) }

// cursor reads a shape. After the end of the bytes everything is zero.
type cursor struct{ rest []byte }

func (c *cursor) next() uint64 {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.rest = nil
		return 0
	}
	c.rest = c.rest[n:]
	return v
}

// readPart appends to buf the vertices of the next part that zoom z needs. Of a
// part that is not drawn at z it appends none.
func (c *cursor) readPart(buf []xy, z uint8) (line []xy, hole bool) {
	n, head := c.next(), c.next()
	draw := uint8(head>>1) <= z
	var p xy
	for ; n > 0 && len(c.rest) > 0; n-- {
		dx := c.next()
		p.X += unzigzag(dx >> 4)
		p.Y += unzigzag(c.next())
		if draw && uint8(dx&15)+MinZoom <= z {
			buf = append(buf, p)
		}
	}
	return buf, head&1 == 1
}
