package tile

// draw.go: one feature in one tile.

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
)

// drawer draws the features of one tile.
type drawer struct {
	m    *Map
	z    uint8
	tile maptile.Tile
	sets map[uint32]geojson.Properties
	buf  []xy
}

// draw returns a feature in the units of the tile, nil if nothing of it is in
// the tile.
func (d *drawer) draw(f *feature) *geojson.Feature {
	margin := margins[f.Layer]
	window := box{-margin, -margin, extent - 1 + margin, extent - 1 + margin}
	var g orb.Geometry
	c := cursor{d.m.geom[f.Geom:]}
	switch f.Kind {
	case points:
		g = d.point(&c, window)
	case lines:
		g = d.lines(&c, window)
	default:
		g = d.areas(&c, window)
	}
	if g == nil {
		return nil
	}
	p, ok := d.sets[f.Set]
	if !ok {
		p = d.m.properties(f.Set)
		d.sets[f.Set] = p
	}
	return &geojson.Feature{ID: f.id(), Geometry: g, Properties: p}
}

// part reads the next part in units of the tile, without repeated points.
func (d *drawer) part(c *cursor) (line []xy, around box, hole bool) {
	d.buf, hole = c.readPart(d.buf[:0], d.z)
	shift := MaxZoom - d.z
	ox, oy := int32(d.tile.X)<<extentBits, int32(d.tile.Y)<<extentBits
	around = emptyBox()
	line = d.buf[:0]
	for _, p := range d.buf {
		q := xy{p.X>>shift - ox, p.Y>>shift - oy}
		if len(line) == 0 || line[len(line)-1] != q {
			line = append(line, q)
			around.extend(q)
		}
	}
	return line, around, hole
}

func (d *drawer) point(c *cursor, window box) orb.Geometry {
	c.next()
	line, around, _ := d.part(c)
	if len(line) != 1 || !around.within(window) {
		return nil
	}
	return flatPoint(line[0])
}

func (d *drawer) lines(c *cursor, window box) orb.Geometry {
	var out orb.MultiLineString
	for n := c.next(); n > 0 && len(c.rest) > 0; n-- {
		line, around, _ := d.part(c)
		if len(line) < 2 || !around.touches(window) {
			continue
		}
		whole := orb.LineString(flatPoints(line, 0))
		if around.within(window) {
			out = append(out, whole)
			continue
		}
		for _, l := range clip.LineString(window.orb(), whole) {
			if l = round(l); len(l) > 1 {
				out = append(out, l)
			}
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

func (d *drawer) areas(c *cursor, window box) orb.Geometry {
	var out orb.MultiPolygon
	gone := true // the outer ring whose holes come next
	for n := c.next(); n > 0 && len(c.rest) > 0; n-- {
		line, around, hole := d.part(c)
		if hole && gone {
			continue
		}
		r := d.ring(line, around, window, hole)
		switch {
		case !hole:
			if gone = r == nil; !gone {
				out = append(out, orb.Polygon{r})
			}
		case r != nil:
			last := len(out) - 1
			out[last] = append(out[last], r)
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

// ring returns a closed ring clipped to the window, nil if nothing is left. Its
// direction is that which MVT 2.1 asks for: an outer ring has a positive area
// by the surveyor's formula, a hole a negative one.
func (d *drawer) ring(line []xy, around, window box, hole bool) orb.Ring {
	r := ring(line).clean()
	if r == nil || !around.touches(window) {
		return nil
	}
	if !around.within(window) {
		closed := flatPoints(r, 1)
		clipped := clip.Ring(window.orb(), append(closed, closed[0]))
		r = r[:0]
		for _, p := range clipped {
			r = append(r, xy{int32(math.Round(p[0])), int32(math.Round(p[1]))})
		}
		if r = r.clean(); r == nil {
			return nil
		}
	}
	a := r.area2()
	if a == 0 {
		return nil
	}
	if hole == (a > 0) { // rounding turned a sliver inside out
		r.reverse()
	}
	out := flatPoints(r, 1)
	return append(out, out[0])
}

func flatPoint(p xy) orb.Point { return orb.Point{float64(p.X), float64(p.Y)} }

// planars converts a line, with room for spare more points.
func flatPoints(line []xy, spare int) []orb.Point {
	out := make([]orb.Point, len(line), len(line)+spare)
	for i, p := range line {
		out[i] = flatPoint(p)
	}
	return out
}

// round rounds a clipped line and drops repeated points.
func round(l orb.LineString) orb.LineString {
	out := l[:0]
	for _, p := range l {
		p = orb.Point{math.Round(p[0]), math.Round(p[1])}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}

func (b box) orb() orb.Bound {
	return orb.Bound{Min: flatPoint(xy{b.MinX, b.MinY}), Max: flatPoint(xy{b.MaxX, b.MaxY})}
}
