package isochrone

// grid.go: the grid that streets are laid on, and the working memory.

import (
	"fmt"
	"iter"
	"math"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

const (
	// perDegree is the lattice that all coordinates of outlines lie on.
	// On whole numbers every question of left or right has an exact answer.
	perDegree = 1_000_000
	// minCellM is the finest cell in meters, about the width of a street.
	minCellM = 12
	// maxNodes bounds the grid: it is what the time of a large reach goes into.
	maxNodes = 1 << 18
	// perMeter is the resolution of depths.
	perMeter = 100

	maxLat  = 85 // degrees, where web maps end
	maxSpan = 5  // degrees of latitude, as far as the flat grid is good for
)

// CellM returns the width in meters of the grid cells that Bands uses for
// streets within bound, when the area may go fringeM meters beyond them.
func CellM(bound orb.Bound, fringeM float64) float64 {
	perUnit := geo.EarthRadiusM * math.Pi / 180 / perDegree
	width := (bound.Max[0] - bound.Min[0]) * perDegree * perUnit * math.Cos(bound.Center()[1]*math.Pi/180)
	height := (bound.Max[1] - bound.Min[1]) * perDegree * perUnit
	nodes := func(cell float64) float64 {
		margins := 2 * (1.5*max(fringeM, 2*cell) + 4*cell)
		return (width + margins) * (height + margins) / (cell * cell)
	}
	cell := float64(minCellM)
	for nodes(cell) > maxNodes {
		cell *= 1.02
	}
	return cell
}

// workspace is the memory of one drawing.
type workspace struct {
	segments []Segment
	first    orb.Point     // where the earliest time is
	firstAt  time.Duration // and that time

	// The grid. Node (i, j) has index j*cols+i and lies at
	// (west+i*unitsX, south+j*unitsY) on the lattice.
	cols, rows     int
	west, south    int64
	unitsX, unitsY int64   // lattice units a cell
	lng, lat       float64 // of node (0, 0)
	perLng, perLat float64 // cells a degree
	metersX        float64 // meters a cell
	metersY        float64
	cellM          float64
	thinM          float64 // least half-width of a reached street, in meters
	fringeM        float64 // greatest half-width of a reached street, in meters
	bayM           float64 // half the width of the bays that are filled, in meters

	// depth[k][node] is how far inside band k a node lies, in 1/perMeter
	// meters; 0 or less is outside. from and to bound, row by row, the nodes
	// that can be inside some band.
	depth    [][]int32
	from, to []int32
	shore    []int32 // see fillBays
	fences   fences
	bridges  []span // by segment; only with fences

	outline
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// collect takes in the segments and returns their bound.
func (w *workspace) collect(segs iter.Seq[Segment]) (orb.Bound, error) {
	w.segments = w.segments[:0]
	w.firstAt = math.MaxInt64
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for s := range segs {
		// NaN fails every comparison.
		if !(math.Abs(s.A[0]) <= 180 && math.Abs(s.B[0]) <= 180 && math.Abs(s.A[1]) <= 90 && math.Abs(s.B[1]) <= 90) {
			return orb.Bound{}, fmt.Errorf("isochrone: segment %d from %v to %v is not on the earth", len(w.segments), s.A, s.B)
		}
		if s.TimeA < 0 || s.TimeB < 0 {
			return orb.Bound{}, fmt.Errorf("isochrone: segment %d has times %s and %s: they must be 0 or more", len(w.segments), s.TimeA, s.TimeB)
		}
		if s.TimeB < s.TimeA { // from here on, A is the earlier end
			s.A, s.B, s.TimeA, s.TimeB = s.B, s.A, s.TimeB, s.TimeA
		}
		if s.TimeA < w.firstAt {
			w.first, w.firstAt = s.A, s.TimeA
		}
		minX, maxX = min(minX, s.A[0], s.B[0]), max(maxX, s.A[0], s.B[0])
		minY, maxY = min(minY, s.A[1], s.B[1]), max(maxY, s.A[1], s.B[1])
		w.segments = append(w.segments, s)
	}
	return orb.Bound{Min: orb.Point{minX, minY}, Max: orb.Point{maxX, maxY}}, nil
}

// lay chooses the grid for streets within bound and clears it.
func (w *workspace) lay(bound orb.Bound, o Options) error {
	switch {
	case bound.Min[1] < -maxLat || bound.Max[1] > maxLat:
		return fmt.Errorf("isochrone: streets between %.4f° and %.4f° of latitude: nothing is drawn beyond %d°", bound.Min[1], bound.Max[1], maxLat)
	case bound.Max[0]-bound.Min[0] > 180:
		return errAntimeridian(bound)
	case bound.Max[1]-bound.Min[1] > maxSpan || (bound.Max[0]-bound.Min[0])*math.Cos(bound.Center()[1]*math.Pi/180) > maxSpan:
		return fmt.Errorf("isochrone: streets from %v to %v span more than the %d km that can be drawn: ask for a shorter time", bound.Min, bound.Max, maxSpan*111)
	}
	cell := CellM(bound, o.FringeM)
	w.fringeM = max(o.FringeM, 2*cell)
	w.thinM = max(0.75*cell, 0.4*w.fringeM)
	w.bayM = 0.5 * w.fringeM
	w.cellM = cell

	perUnit := geo.EarthRadiusM * math.Pi / 180 / perDegree
	perUnitX := perUnit * math.Cos(bound.Center()[1]*math.Pi/180)
	w.unitsX, w.unitsY = int64(math.Round(cell/perUnitX)), int64(math.Round(cell/perUnit))
	w.metersX, w.metersY = float64(w.unitsX)*perUnitX, float64(w.unitsY)*perUnit

	margin := w.fringeM + w.bayM + 3*cell
	w.west = int64(math.Floor((bound.Min[0]*perDegree - margin/perUnitX)))
	w.south = int64(math.Floor((bound.Min[1]*perDegree - margin/perUnit)))
	w.cols = int((int64(math.Ceil(bound.Max[0]*perDegree+margin/perUnitX))-w.west)/w.unitsX) + 2
	w.rows = int((int64(math.Ceil(bound.Max[1]*perDegree+margin/perUnit))-w.south)/w.unitsY) + 2
	if w.west < -180*perDegree || w.west+int64(w.cols)*w.unitsX > 180*perDegree {
		return errAntimeridian(bound)
	}

	w.lng, w.lat = float64(w.west)/perDegree, float64(w.south)/perDegree
	w.perLng, w.perLat = perDegree/float64(w.unitsX), perDegree/float64(w.unitsY)

	for len(w.depth) < len(o.Limits) {
		w.depth = append(w.depth, nil)
	}
	outside := w.outside()
	for k := range o.Limits {
		w.depth[k] = sized(w.depth[k], w.cols*w.rows)
		for i := range w.depth[k] {
			w.depth[k][i] = outside
		}
	}
	w.from, w.to = sized(w.from, w.rows), sized(w.to, w.rows)
	for j := range w.rows {
		w.from[j], w.to[j] = int32(w.cols), 0
	}
	return nil
}

// outside is the depth of nodes far outside.
func (w *workspace) outside() int32 { return -int32((w.bayM + 2*w.cellM) * perMeter) }

func errAntimeridian(b orb.Bound) error {
	return fmt.Errorf("isochrone: streets between %.4f° and %.4f° of longitude reach the antimeridian: nothing is drawn across it", b.Min[0], b.Max[0])
}

// sized returns s with n elements of any value.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
