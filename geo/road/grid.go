package road

// grid.go: which pieces of street are near a place. A grid of which only the
// cells with streets exist, row by row.

import (
	"math"
	"slices"

	"fifteen/geo"
	"fifteen/geo/extract"
)

// cellM is the height of a cell, and its width in the middle of the network, in
// meters.
const cellM = 100

// meterUnits is the number of units of an extract.Point in a meter of latitude.
const meterUnits = 1e7 * 180 / (math.Pi * geo.EarthRadiusM)

// gridBox says where the cells are.
type gridBox struct {
	Low  [2]int64   // the corner of cell (0, 0), longitude first
	Cell [2]float64 // size of a cell
}

type grid struct {
	gridBox
	rows   []uint32 // by row: its first cell; one more at the end
	cols   []uint32 // by cell: its column, ascending in a row
	cells  []uint32 // by cell: its first piece; one more at the end
	pieces []uint32 // the vertices where the pieces begin that touch the cell
}

// at is the column or row of a coordinate.
func (g *gridBox) at(axis int, units float64) int {
	return int(math.Floor((units - float64(g.Low[axis])) / g.Cell[axis]))
}

// buildGrid sorts the pieces journeys may start on into cells. A piece without
// length is in none: its neighbors are as near.
func (n *Net) buildGrid() grid {
	low := extract.Point{Lng: math.MaxInt32, Lat: math.MaxInt32}
	high := extract.Point{Lng: math.MinInt32, Lat: math.MinInt32}
	for _, p := range n.points {
		low = extract.Point{Lng: min(low.Lng, p.Lng), Lat: min(low.Lat, p.Lat)}
		high = extract.Point{Lng: max(high.Lng, p.Lng), Lat: max(high.Lat, p.Lat)}
	}
	if len(n.points) == 0 {
		low, high = extract.Point{}, extract.Point{}
	}
	middle := (float64(low.Lat) + float64(high.Lat)) / 2 * 1e-7 * math.Pi / 180
	g := grid{gridBox: gridBox{
		// A margin of a unit on all sides: see cross.
		Low:  [2]int64{int64(low.Lng) - 1, int64(low.Lat) - 1},
		Cell: [2]float64{cellM * meterUnits / max(math.Cos(middle), 0.01), cellM * meterUnits},
	}}
	g.rows = make([]uint32, g.at(1, float64(high.Lat)+1)+2)
	n.crossings(&g, func(row, _ int, _ uint32) { g.rows[row+1]++ })
	for r := range len(g.rows) - 1 {
		g.rows[r+1] += g.rows[r]
	}
	entries := make([]uint64, g.rows[len(g.rows)-1]) // column and vertex
	next := slices.Clone(g.rows)
	n.crossings(&g, func(row, col int, vertex uint32) {
		entries[next[row]] = uint64(col)<<32 | uint64(vertex)
		next[row]++
	})
	for r := range len(g.rows) - 1 {
		row := entries[g.rows[r]:g.rows[r+1]]
		slices.Sort(row)
		g.rows[r] = uint32(len(g.cols))
		for i, e := range row {
			if i == 0 || row[i-1]>>32 != e>>32 {
				g.cols = append(g.cols, uint32(e>>32))
				g.cells = append(g.cells, uint32(len(g.pieces)))
			}
			g.pieces = append(g.pieces, uint32(e))
		}
	}
	g.rows[len(g.rows)-1] = uint32(len(g.cols))
	g.cells = append(g.cells, uint32(len(g.pieces)))
	g.cols, g.cells, g.pieces = slices.Clip(g.cols), slices.Clip(g.cells), slices.Clip(g.pieces)
	return g
}

// crossings calls back for every cell a usable piece touches.
func (n *Net) crossings(g *grid, each func(row, col int, vertex uint32)) {
	for e := range uint32(len(n.edges) - 1) {
		for v := n.edges[e].first; v < n.last(e); v++ {
			if a, b := n.points[v], n.points[v+1]; a != b && !n.hidden(v) {
				g.cross(a, b, func(row, col int) { each(row, col, v) })
			}
		}
	}
}

// cross calls back for every cell the line from a to b touches, and for those it
// misses by less than a unit, so that rounding never loses one.
func (g *gridBox) cross(a, b extract.Point, each func(row, col int)) {
	if a.Lat > b.Lat {
		a, b = b, a
	}
	x0, y0, x1, y1 := float64(a.Lng), float64(a.Lat), float64(b.Lng), float64(b.Lat)
	for row := g.at(1, y0-1); row <= g.at(1, y1+1); row++ {
		low, high := x0, x1
		if y1 > y0 { // cut the line to the row
			bottom := float64(g.Low[1]) + float64(row)*g.Cell[1]
			slope := (x1 - x0) / (y1 - y0)
			low = x0 + slope*(min(max(bottom-1, y0), y1)-y0)
			high = x0 + slope*(min(max(bottom+g.Cell[1]+1, y0), y1)-y0)
		}
		if low > high {
			low, high = high, low
		}
		for col := g.at(0, low-1); col <= g.at(0, high+1); col++ {
			each(row, col)
		}
	}
}

// near calls back with the pieces in the cells of a box, given in units; some
// come twice.
func (g *grid) near(west, south, east, north float64, each func(pieces []uint32)) {
	left, right := g.at(0, west), g.at(0, east)
	for row := max(g.at(1, south), 0); row <= min(g.at(1, north), len(g.rows)-2); row++ {
		begin := g.rows[row]
		cols := g.cols[begin:g.rows[row+1]]
		i, _ := slices.BinarySearch(cols, uint32(max(left, 0)))
		j := i
		for j < len(cols) && int(cols[j]) <= right {
			j++
		}
		if i < j { // neighboring cells are neighbors in memory
			each(g.pieces[g.cells[begin+uint32(i)]:g.cells[begin+uint32(j)]])
		}
	}
}
