package place

// shape.go: the lines of streets, and distances to them.

import (
	"math"
	"slices"
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

// breakPoint separates the lines of a street's shape.
var breakPoint = extract.Point{Lng: math.MaxInt32, Lat: math.MaxInt32}

// shape appends the line of a way, without points that lie on it to within
// about 3 m (Douglas–Peucker).
func (b *builder) shape(w *extract.Way, bounds *box) {
	var line []extract.Point
	flush := func() {
		if len(line) > 0 {
			b.x.shape = append(b.x.shape, simplify(line)...)
			b.x.shape = append(b.x.shape, breakPoint)
			line = line[:0]
		}
	}
	for _, n := range w.Nodes {
		if n < 0 {
			flush()
			continue
		}
		p := b.ex.Points[n]
		line = append(line, p)
		bounds.grow(p)
	}
	flush()
}

// shapeSlackM is how far a shape may be from its street.
const shapeSlackM = 3

func simplify(line []extract.Point) []extract.Point {
	if len(line) < 3 {
		return slices.Clone(line)
	}
	f := newPlane(line[0].Orb())
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	stack := [][2]int{{0, len(line) - 1}}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		worst, at := 0.0, -1
		for i := s[0] + 1; i < s[1]; i++ {
			g := f
			g.lng, g.lat = float64(line[i].Lng), float64(line[i].Lat)
			if d, _ := g.toLine(line[s[0]], line[s[1]]); d > worst {
				worst, at = d, i
			}
		}
		if worst > shapeSlackM {
			keep[at] = true
			stack = append(stack, [2]int{s[0], at}, [2]int{at, s[1]})
		}
	}
	var out []extract.Point
	for i, p := range line {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}
