package isochrone

// sift.go: islands and holes too small to draw.

import "math"

// sift drops the small rings of the current band. Since a larger band has
// larger islands and smaller holes, bands stay nested.
func (w *workspace) sift(k int, o Options) {
	perM2 := 2 * float64(w.unitsX*w.unitsY) / (w.metersX * w.metersY)
	island, hole := max(o.MinIslandM2, 9*w.cellM*w.cellM)*perM2, max(o.MinHoleM2, 36*w.cellM*w.cellM)*perM2
	home := w.home(k)
	for i := range w.rings {
		r := &w.rings[i]
		switch {
		case r.area2 < 0:
			// A hole of a dropped island goes with it.
			r.dropped = w.rings[r.parent].dropped || float64(-r.area2) < hole
		case r.parent >= 0 && w.rings[r.parent].dropped:
			r.dropped = true // an island in a hole that is filled
		default:
			r.dropped = float64(r.area2) < island && int32(i) != home
		}
	}
}

// home returns the outer ring around the earliest reached point, or -1.
func (w *workspace) home(k int) int32 {
	x, y := w.onGrid(w.first)
	n, depth := int32(math.Round(y))*int32(w.cols)+int32(math.Round(x)), w.depth[k]
	if depth[n] <= 0 {
		return -1
	}
	// The nearest crossing to the west belongs to the ring or to a hole in it.
	for depth[n] > 0 {
		n--
	}
	for i, r := range w.rings {
		for _, g := range w.gates[r.first:r.end] {
			if g.inside == n+1 && g.right == -1 {
				if r.area2 < 0 {
					return r.parent
				}
				return int32(i)
			}
		}
	}
	return -1
}
