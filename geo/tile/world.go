package tile

// world.go: the grid on which everything lies.

import (
	"cmp"
	"math"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// There are tiles for the zooms from MinZoom to MaxZoom; clients enlarge the last.
const (
	MinZoom = 5
	MaxZoom = 16
)

const (
	// extentBits: a tile is 4096 units wide, 8 units a pixel of 512.
	extentBits = 12
	extent     = 1 << extentBits
	pixel      = extent / 512

	// worldBits: the world is 2^28 units wide, so that a unit of the grid is a
	// unit of a tile at the highest zoom (15 cm at the equator), and a tile's
	// unit at zoom z is a shift by MaxZoom-z. Whole numbers throughout: two
	// neighbouring tiles round a vertex alike.
	worldBits = MaxZoom + extentBits
	worldSize = 1 << worldBits
)

// xy is a position on the grid: spherical Mercator, x to the east, y to the
// south, 0 ≤ x, y < 2^28 for everything on earth.
type xy struct{ X, Y int32 }

// project puts a position on the grid. Latitudes beyond ±85.0511° (the edge of
// the square) lie on the edge.
func project(p extract.Point) xy { return projectOrb(p.Orb()) }

func projectOrb(p orb.Point) xy {
	const edge = 85.0511287798066
	sin := math.Sin(max(-edge, min(edge, p[1])) * math.Pi / 180)
	x := (p[0] + 180) / 360
	y := 0.5 - 0.25*math.Log((1+sin)/(1-sin))/math.Pi
	return xy{toGrid(x), toGrid(y)}
}

func toGrid(share float64) int32 {
	return int32(max(0, min(worldSize-1, math.Floor(share*worldSize))))
}

// meters is the size of a grid unit at a position.
func (p xy) meters() float64 {
	const equator = 2 * math.Pi * 6378137
	n := math.Pi * (1 - 2*(float64(p.Y)+0.5)/worldSize)
	return equator / worldSize / math.Cosh(n)
}

// box is a rectangle on the grid, its edges included.
type box struct{ MinX, MinY, MaxX, MaxY int32 }

// emptyBox contains nothing and grows with extend.
func emptyBox() box { return box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32} }

func (b *box) extend(p xy) {
	b.MinX, b.MinY = min(b.MinX, p.X), min(b.MinY, p.Y)
	b.MaxX, b.MaxY = max(b.MaxX, p.X), max(b.MaxY, p.Y)
}

func (b box) touches(c box) bool {
	return b.MinX <= c.MaxX && c.MinX <= b.MaxX && b.MinY <= c.MaxY && c.MinY <= b.MaxY
}

func (b box) within(c box) bool {
	return b.MinX >= c.MinX && b.MaxX <= c.MaxX && b.MinY >= c.MinY && b.MaxY <= c.MaxY
}

// compare puts boxes in some order.
func (b box) compare(c box) int {
	return cmp.Or(cmp.Compare(b.MinX, c.MinX), cmp.Compare(b.MinY, c.MinY), cmp.Compare(b.MaxX, c.MaxX), cmp.Compare(b.MaxY, c.MaxY))
}

func (b box) middle() xy {
	return xy{int32((int64(b.MinX) + int64(b.MaxX)) / 2), int32((int64(b.MinY) + int64(b.MaxY)) / 2)}
}

// boxOf is the rectangle around points.
func boxOf(points []xy) box {
	b := emptyBox()
	for _, p := range points {
		b.extend(p)
	}
	return b
}

// tileBox is the ground of a tile and, around it, a margin in units of the tile.
func tileBox(z uint8, x, y uint32, margin int32) box {
	shift := MaxZoom - z
	side := int32(extent) << shift
	m := margin << shift
	minX, minY := int32(x)*side, int32(y)*side
	return box{minX - m, minY - m, minX + side - 1 + m, minY + side - 1 + m}
}
