package place

// shape.go: distances to streets.

import (
	"math"
	"sort"

	"fifteen/geo/extract"
)

// toShape returns the distance from the center of a plane to a street, the
// nearest point on it and the position in shape of the line's beginning.
func (x *Index) toShape(f *plane, street uint32) (meters float64, at extract.Point, piece uint32) {
	meters = math.Inf(1)
	for i := x.shapeOf[street]; i < x.shapeOf[street+1]; i++ {
		p := x.shape[i]
		if p == breakPoint {
			continue
		}
		q := p
		if i+1 < x.shapeOf[street+1] && x.shape[i+1] != breakPoint {
			q = x.shape[i+1]
		}
		if d, on := f.toLine(p, q); d < meters {
			meters, at, piece = d, on, i
		}
	}
	return meters, at, piece
}

// streetOf returns the street of a piece of shape.
func (x *Index) streetOf(piece uint32) uint32 {
	return uint32(sort.Search(int(x.about.Streets), func(i int) bool { return x.shapeOf[i+1] > piece }))
}
