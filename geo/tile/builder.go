package tile

// builder.go: features on their way into a map.

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// feature is one thing in a layer. It is drawn by zooms from that of its tree
// up to To.
type feature struct {
	IDHigh, IDLow uint32
	Geom          uint32 // where its shape begins
	Set           uint32 // its attributes
	Layer         layer
	Kind          kind
	To            uint8
	Piece         uint8 // 1: its box is the ground of its tiles, which have no share in their neighbours' pieces
}

func (f *feature) id() uint64 { return uint64(f.IDHigh)<<32 | uint64(f.IDLow) }

// objectKind is the last two bits of a feature's id; the others are the id of
// the OpenStreetMap object. For a line merged of several it is the lowest id.
type objectKind uint64

const (
	ofNode objectKind = iota
	ofWay
	ofRelation
	ofNothing // the sea
)

func idOf(k objectKind, id int64) uint64 { return uint64(id)<<2 | uint64(k) }

// draft is a feature that has not found its place yet.
type draft struct {
	feature
	box   box
	order int64 // of drawing, within the layer
	from  uint8
}

// cutAt is the number of vertices from which an area is kept in pieces.
const cutAt = 800

// builder collects features.
type builder struct {
	catalog *catalog
	drafts  []draft
	geom    []byte
	stats   Stats
}

func newBuilder() *builder { return &builder{catalog: newCatalog()} }

// what is all that is said of a feature besides its shape.
type what struct {
	layer layer
	id    uint64
	set   uint32
	order int64
	from  uint8
}

func (b *builder) put(w what, k kind, to uint8, in box, piece bool, parts []part) {
	d := draft{box: in, order: w.order, from: w.from}
	d.IDHigh, d.IDLow = uint32(w.id>>32), uint32(w.id)
	d.Geom, d.Set, d.Layer, d.Kind, d.To = uint32(len(b.geom)), w.set, w.layer, k, to
	if piece {
		d.Piece = 1
	}
	b.geom = appendShape(b.geom, parts, to)
	b.drafts = append(b.drafts, d)
	b.stats.Features[w.layer]++
}

// point adds a point.
func (b *builder) point(w what, p xy) {
	if w.from > MaxZoom {
		return
	}
	one := []part{{vertices: []vertex{{p, w.from}}, level: w.from}}
	b.put(w, points, MaxZoom, box{p.X, p.Y, p.X, p.Y}, false, one)
}

// line adds a line for the zooms up to to, from that on at which it is least
// pixels long.
func (b *builder) line(w what, line []xy, to uint8, r *rule) {
	w.from = max(w.from, lineZoom(line, r.least))
	if w.from > to || len(line) < 2 {
		return
	}
	one := []part{{vertices: levels(line, w.from, r.scale()), level: w.from}}
	b.put(w, lines, to, boxOf(line), false, one)
}

// area adds polygons, each ring from that zoom on at which it is large enough.
func (b *builder) area(w what, all []polygon, r *rule) {
	var parts []part
	lowest := uint8(never)
	around := emptyBox()
	for _, p := range all {
		from := max(w.from, areaZoom(p[0].area2(), r.least))
		if from > MaxZoom {
			continue
		}
		lowest = min(lowest, from)
		for i, h := range p {
			level := from
			if i > 0 {
				level = max(from, areaZoom(h.area2(), r.least/2))
			}
			if level <= MaxZoom {
				parts = append(parts, part{ringLevels(h, level, r.scale()), level, i > 0})
			}
		}
		for _, v := range p[0] {
			around.extend(v)
		}
	}
	if len(parts) == 0 {
		return
	}
	w.from = lowest
	w.order = -int64(min(area(all), math.MaxInt64/2))
	for _, p := range cutArea(parts, lowest, cutAt, margins[w.layer]) {
		w.from = p.from
		in := around
		if !p.whole {
			in = tileBox(p.cell.z, p.cell.x, p.cell.y, 0)
		}
		b.put(w, polygons, p.to, in, !p.whole, p.parts)
	}
}

func (r *rule) scale() float64 {
	if r.coarse == 0 {
		return 1
	}
	return r.coarse
}

// areaZoom is the lowest zoom at which a ring has least pixels².
func areaZoom(area2 int64, least float64) uint8 {
	units := float64(abs(area2)) / 2 / (pixel * pixel) // pixels² at the highest zoom
	z := uint8(MaxZoom)
	for z > MinZoom && units/4 >= least {
		z, units = z-1, units/4
	}
	if units < least && z == MaxZoom {
		// Small things are still drawn at the highest zoom, which clients enlarge.
		return MaxZoom
	}
	return z
}

// lineZoom is the lowest zoom at which a line is least pixels long.
func lineZoom(line []xy, least float64) uint8 {
	length := 0.0
	for i := 1; i < len(line); i++ {
		length += dist(line[i-1], line[i])
	}
	length /= pixel
	z := uint8(MaxZoom)
	for z > MinZoom && length/2 >= least {
		z, length = z-1, length/2
	}
	return z
}

var errTooLarge = errors.New("the base map of this extract would be larger than 4 GB: use a smaller extract")

// finish sorts the features into the order of drawing and plants the trees.
func (b *builder) finish() (*Map, error) {
	if uint64(len(b.geom)) > math.MaxUint32 {
		return nil, errTooLarge
	}
	slices.SortStableFunc(b.drafts, func(a, c draft) int {
		return cmp.Or(cmp.Compare(a.Layer, c.Layer), cmp.Compare(a.order, c.order), cmp.Compare(a.id(), c.id()), cmp.Compare(a.Geom, c.Geom))
	})
	m := &Map{catalog: b.catalog, geom: slices.Clip(b.geom), features: make([]feature, len(b.drafts))}
	var refs [MaxZoom + 1][]uint32
	var boxes [MaxZoom + 1][]box
	for i := range b.drafts {
		d := &b.drafts[i]
		m.features[i] = d.feature
		refs[d.from] = append(refs[d.from], uint32(i))
		boxes[d.from] = append(boxes[d.from], d.box)
	}
	b.drafts = nil
	for z := range refs {
		m.forest.plant(uint8(z), refs[z], boxes[z])
	}
	m.setOf, m.stringOf = nil, nil
	return m, nil
}
