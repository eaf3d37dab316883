package place

// grid.go: which things are near a point, in flat arrays.

import (
	"math"

	"github.com/paulmach/orb"

	"fifteen/geo"
	"fifteen/geo/extract"
	"fifteen/geo/flat"
)

// Cells are 0.003° (about 300 m), or larger where the extract would have more
// than maxCells of them.
const (
	cellSize = 30_000 // units of extract.Point
	maxCells = 4 << 20
)

// grid lists things by the cells that they touch.
type grid struct {
	head  gridHead
	first []uint32 // a cell's things are items[first[c]:first[c+1]]
	items []uint32
}

type gridHead struct {
	Lng, Lat   int32 // south-western corner
	Cell       int32
	Cols, Rows int32
}

// newGrid makes a grid of things that touch rectangles: each calls yield with
// every thing and its rectangle, the same each time.
func newGrid(bounds box, each func(yield func(item uint32, b box))) grid {
	width, height := int64(bounds.Max.Lng)-int64(bounds.Min.Lng), int64(bounds.Max.Lat)-int64(bounds.Min.Lat)
	cell := int64(cellSize)
	for (width/cell+1)*(height/cell+1) > maxCells {
		cell *= 2
	}
	g := grid{head: gridHead{bounds.Min.Lng, bounds.Min.Lat, int32(cell), int32(width/cell + 1), int32(height/cell + 1)}}
	g.first = make([]uint32, int(g.head.Cols)*int(g.head.Rows)+1)
	each(func(_ uint32, b box) {
		g.cells(b, func(c int) { g.first[c+1]++ })
	})
	for i := range len(g.first) - 1 {
		g.first[i+1] += g.first[i]
	}
	g.items = make([]uint32, g.first[len(g.first)-1])
	next := append([]uint32(nil), g.first...)
	each(func(item uint32, b box) {
		g.cells(b, func(c int) {
			g.items[next[c]] = item
			next[c]++
		})
	})
	return g
}

// cells calls yield with the cells that a rectangle touches.
func (g *grid) cells(b box, yield func(c int)) {
	h := &g.head
	at := func(v, from, n int32) int {
		return int(max(0, min((int64(v)-int64(from))/int64(h.Cell), int64(n)-1)))
	}
	// Division rounds toward zero: what lies outside falls into the outermost
	// cells.
	for row := at(b.Min.Lat, h.Lat, h.Rows); row <= at(b.Max.Lat, h.Lat, h.Rows); row++ {
		for col := at(b.Min.Lng, h.Lng, h.Cols); col <= at(b.Max.Lng, h.Lng, h.Cols); col++ {
			yield(row*int(h.Cols) + col)
		}
	}
}

// near calls yield with everything in the cells within radiusM meters of a
// point, some of it several times.
func (g *grid) near(p orb.Point, radiusM float64, yield func(item uint32)) {
	if len(g.first) < 2 {
		return
	}
	b := geo.Bounds(p, radiusM)
	if b.IsEmpty() || b.Max[0] > 214 || b.Min[0] < -214 {
		return
	}
	g.cells(box{extract.FromOrb(b.Min), extract.FromOrb(b.Max)}, func(c int) {
		for _, item := range g.items[g.first[c]:g.first[c+1]] {
			yield(item)
		}
	})
}

func (g *grid) save(w *flat.Writer) {
	flat.Put(w, []gridHead{g.head})
	flat.Put(w, g.first)
	flat.Put(w, g.items)
}

func loadGrid(r *flat.Reader) grid {
	g := grid{}
	if heads := flat.Get[gridHead](r); len(heads) == 1 {
		g.head = heads[0]
	}
	g.first, g.items = flat.Get[uint32](r), flat.Get[uint32](r)
	return g
}

// sound reports whether a loaded grid lists items below n in cells that are
// there.
func (g *grid) sound(n int) bool {
	h := &g.head
	if h.Cell <= 0 || h.Cols <= 0 || h.Rows <= 0 || int64(h.Cols)*int64(h.Rows) > maxCells {
		return false
	}
	return offsets(g.first, int(h.Cols)*int(h.Rows), len(g.items)) && below(g.items, n)
}

// plane measures short distances around a point, in meters, as if the earth
// were flat there: within 10 km they are right to 0.1 %.
type plane struct {
	lng, lat float64 // units of extract.Point
	x, y     float64 // meters a unit
}

func newPlane(p orb.Point) plane {
	const unit = 1e-7 * math.Pi / 180 * geo.EarthRadiusM
	return plane{p[0] * 1e7, p[1] * 1e7, unit * math.Cos(p[1]*math.Pi/180), unit}
}

func (f *plane) xy(p extract.Point) (x, y float64) {
	return (float64(p.Lng) - f.lng) * f.x, (float64(p.Lat) - f.lat) * f.y
}

// distance is that from the center of the plane.
func (f *plane) distance(p extract.Point) float64 { return math.Hypot(f.xy(p)) }

// toLine returns the distance from the center to the line from a to b and the
// nearest point on it.
func (f *plane) toLine(a, b extract.Point) (float64, extract.Point) {
	ax, ay := f.xy(a)
	bx, by := f.xy(b)
	dx, dy := bx-ax, by-ay
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = max(0, min(1, -(ax*dx+ay*dy)/length))
	}
	return math.Hypot(ax+t*dx, ay+t*dy), between(a, b, t)
}

// toBox returns the distance from the center to a rectangle, 0 inside.
func (f *plane) toBox(b box) float64 {
	x0, y0 := f.xy(b.Min)
	x1, y1 := f.xy(b.Max)
	return math.Hypot(max(x0, 0, -x1), max(y0, 0, -y1))
}

// between returns the point at t (0–1) on the way from a to b.
func between(a, b extract.Point, t float64) extract.Point {
	return extract.Point{
		Lng: a.Lng + int32(math.Round(t*float64(int64(b.Lng)-int64(a.Lng)))),
		Lat: a.Lat + int32(math.Round(t*float64(int64(b.Lat)-int64(a.Lat)))),
	}
}

// grow makes a rectangle hold a point. The empty one is emptyBox.
func (b *box) grow(p extract.Point) {
	b.Min = extract.Point{Lng: min(b.Min.Lng, p.Lng), Lat: min(b.Min.Lat, p.Lat)}
	b.Max = extract.Point{Lng: max(b.Max.Lng, p.Lng), Lat: max(b.Max.Lat, p.Lat)}
}

var emptyBox = box{
	Min: extract.Point{Lng: math.MaxInt32, Lat: math.MaxInt32},
	Max: extract.Point{Lng: math.MinInt32, Lat: math.MinInt32},
}

func (b *box) center() extract.Point { return between(b.Min, b.Max, 0.5) }
