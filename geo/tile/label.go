package tile

// label.go: where the name of an area stands.

import "slices"

// labelPoint returns a point inside the largest polygon: its middle if that is
// inside, or else the middle of the widest stretch inside it on a few lines from
// west to east.
func labelPoint(polygons []polygon) (xy, bool) {
	var best polygon
	var most float64
	for _, p := range polygons {
		if a := area([]polygon{p}); a > most {
			best, most = p, a
		}
	}
	if best == nil {
		return xy{}, false
	}
	c := centroid(best[0])
	if best.holds(c) && deep(best, c) {
		return c, true
	}
	b := boxOf(best[0])
	at, widest := c, int32(-1)
	for _, share := range []int64{8, 6, 10, 4, 12, 7, 9, 2, 14} { // sixteenths of the height
		y := b.MinY + int32(int64(b.MaxY-b.MinY)*share/16)
		from, to := widestStretch(best, y)
		if to-from > widest+widest/4 {
			at, widest = xy{from + (to-from)/2, y}, to-from
		}
	}
	if widest < 0 {
		return best[0][0], true
	}
	return at, true
}

// deep reports whether a point has room for a label: it is not in a narrow
// strait of the area.
func deep(p polygon, c xy) bool {
	b := boxOf(p[0])
	from, to := stretchAt(p, c)
	return (to - from) >= (b.MaxX-b.MinX)/8
}

func centroid(r ring) xy {
	var sx, sy, sum float64
	o := r[0]
	a := r[len(r)-1]
	for _, b := range r {
		ax, ay, bx, by := float64(a.X-o.X), float64(a.Y-o.Y), float64(b.X-o.X), float64(b.Y-o.Y)
		cross := ax*by - bx*ay
		sx, sy, sum = sx+(ax+bx)*cross, sy+(ay+by)*cross, sum+cross
		a = b
	}
	if sum == 0 {
		return o
	}
	return xy{o.X + int32(sx/(3*sum)), o.Y + int32(sy/(3*sum))}
}

// crossings are the x at which a polygon's rings cross a line from west to
// east, in order; every second stretch between them is inside.
func crossings(p polygon, y int32) []int32 {
	var xs []int32
	for _, r := range p {
		a := r[len(r)-1]
		for _, b := range r {
			if (a.Y > y) != (b.Y > y) {
				xs = append(xs, a.X+int32(int64(b.X-a.X)*int64(y-a.Y)/int64(b.Y-a.Y)))
			}
			a = b
		}
	}
	slices.Sort(xs)
	return xs
}

func widestStretch(p polygon, y int32) (from, to int32) {
	xs := crossings(p, y)
	to = -1
	for i := 0; i+1 < len(xs); i += 2 {
		if xs[i+1]-xs[i] > to-from {
			from, to = xs[i], xs[i+1]
		}
	}
	return from, to
}

// stretchAt is the stretch inside the polygon in which a point lies.
func stretchAt(p polygon, c xy) (from, to int32) {
	xs := crossings(p, c.Y)
	for i := 0; i+1 < len(xs); i += 2 {
		if xs[i] <= c.X && c.X <= xs[i+1] {
			return xs[i], xs[i+1]
		}
	}
	return c.X, c.X
}
