package isochrone

// spread.go: depths spread from the streets over the grid.

import "math"

// spread carries the depths of band k from node to node: going off the street
// costs a meter of depth a meter. Paths follow the eight directions of the
// grid, which makes them at most 8 % too long, never too short. What is inside
// band k-1 is at least as deep inside band k.
func (w *workspace) spread(k int) {
	if k == 0 {
		w.widen()
	}
	depth := w.depth[k]
	if k > 0 {
		smaller := w.depth[k-1]
		for j := range w.rows {
			for n := j*w.cols + int(w.from[j]); n < j*w.cols+int(w.to[j]); n++ {
				depth[n] = max(depth[n], smaller[n])
			}
		}
	}
	if w.fences.none() {
		w.sweep(depth)
	} else {
		w.sweepFenced(depth)
	}
	w.fillBays(depth)
}

// fillBays widens a band so that it has no bays and gaps narrower than twice
// bayM: where streets end side by side the outline passes from end to end. It
// is the closing of image processing: the area is widened by bayM, as far as
// fences allow, then narrowed by as much.
func (w *workspace) fillBays(depth []int32) {
	bay := int32(w.bayM * perMeter)
	w.shore = sized(w.shore, len(depth)) // how far inside the widened area a node lies
	outside := w.outside()
	for i := range w.shore {
		w.shore[i] = outside + bay
	}
	x, y, both := w.costs()
	for j := 1; j < w.rows-1; j++ {
		if w.from[j] >= w.to[j] {
			continue
		}
		start, n := j*w.cols+int(w.from[j]), int(w.to[j]-w.from[j])
		row, inside := w.shore[start:start+n], depth[start:start+n]
		below := w.shore[start-w.cols-1:][:n+2]
		last := w.shore[start-1]
		for i := range row {
			v := inside[i] + bay
			if v > 0 {
				v = max(v, min(last+x, below[i+1]+y, min(below[i], below[i+2])+both))
			}
			last = v
			row[i] = v
		}
	}
	for j := w.rows - 2; j > 0; j-- {
		if w.from[j] >= w.to[j] {
			continue
		}
		start, n := j*w.cols+int(w.from[j]), int(w.to[j]-w.from[j])
		row, inside := w.shore[start:start+n], depth[start:start+n]
		above := w.shore[start+w.cols-1:][:n+2]
		last := w.shore[start+n]
		for i := n - 1; i >= 0; i-- {
			v := max(inside[i]+bay, min(row[i], last+x, above[i+1]+y, min(above[i], above[i+2])+both))
			last = v
			row[i] = v
			inside[i] = v - bay
		}
	}
}

// widen lets from and to take in all that depths can spread to.
func (w *workspace) widen() {
	reach := int32(math.Ceil((w.fringeM+w.bayM)/min(w.metersX, w.metersY))) + 2
	from, to := make([]int32, w.rows), make([]int32, w.rows)
	for j := range w.rows {
		from[j], to[j] = int32(w.cols), 0
		for near := max(0, j-int(reach)); near <= min(w.rows-1, j+int(reach)); near++ {
			if w.from[near] < w.to[near] {
				from[j], to[j] = min(from[j], w.from[near]-reach), max(to[j], w.to[near]+reach)
			}
		}
		// The outermost nodes stay outside, so that every node has neighbors.
		from[j], to[j] = max(from[j], 1), min(to[j], int32(w.cols-1))
		if j == 0 || j == w.rows-1 {
			from[j], to[j] = int32(w.cols), 0
		}
	}
	copy(w.from, from)
	copy(w.to, to)
}

// costs returns what a step to the next column, the next row and diagonally
// takes off the depth, rounded up.
func (w *workspace) costs() (x, y, both int32) {
	return int32(math.Ceil(w.metersX * perMeter)), int32(math.Ceil(w.metersY * perMeter)),
		int32(math.Ceil(math.Hypot(w.metersX, w.metersY) * perMeter))
}

// sweep spreads north and east, then south and west.
func (w *workspace) sweep(depth []int32) {
	x, y, both := w.costs()
	for j := 1; j < w.rows-1; j++ {
		if w.from[j] >= w.to[j] {
			continue
		}
		start, n := j*w.cols+int(w.from[j]), int(w.to[j]-w.from[j])
		row := depth[start : start+n]
		below := depth[start-w.cols-1:][:n+2]
		last := depth[start-1]
		for i := range row {
			last = max(row[i], last-x, below[i+1]-y, max(below[i], below[i+2])-both)
			row[i] = last
		}
	}
	for j := w.rows - 2; j > 0; j-- {
		if w.from[j] >= w.to[j] {
			continue
		}
		start, n := j*w.cols+int(w.from[j]), int(w.to[j]-w.from[j])
		row := depth[start : start+n]
		above := depth[start+w.cols-1:][:n+2]
		last := depth[start+n]
		for i := n - 1; i >= 0; i-- {
			last = max(row[i], last-x, above[i+1]-y, max(above[i], above[i+2])-both)
			row[i] = last
		}
	}
}

// sweepFenced is sweep, except that no step leads across a fence.
func (w *workspace) sweepFenced(depth []int32) {
	x, y, both := w.costs()
	closed := w.fences.closed
	try := func(n, neighbor, link int, bit uint8, cost int32) {
		if d := depth[neighbor] - cost; d > depth[n] && closed[link]&bit == 0 {
			depth[n] = d
		}
	}
	for j := 1; j < w.rows-1; j++ {
		for i := int(w.from[j]); i < int(w.to[j]); i++ {
			n := j*w.cols + i
			s := n - w.cols
			try(n, n-1, n-1, east, x)
			try(n, s, s, north, y)
			try(n, s-1, s-1, northEast, both)
			try(n, s+1, s+1, northWest, both)
		}
	}
	for j := w.rows - 2; j > 0; j-- {
		for i := int(w.to[j]) - 1; i >= int(w.from[j]); i-- {
			n := j*w.cols + i
			s := n + w.cols
			try(n, n+1, n, east, x)
			try(n, s, n, north, y)
			try(n, s+1, n, northEast, both)
			try(n, s-1, n, northWest, both)
		}
	}
}
