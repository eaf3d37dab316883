package tile

// ring.go: plane geometry of rings, in whole numbers.

// ring is a closed line without its last, repeated point.
type ring []xy

// area2 is twice the area of a ring: positive when it runs clockwise as seen
// on a map (y grows to the south), which is how MVT 2.1 wants outer rings.
func (r ring) area2() int64 {
	var sum int64
	if len(r) == 0 {
		return 0
	}
	o := r[0] // keeps the products small
	a := r[len(r)-1]
	for _, b := range r {
		sum += int64(a.X-o.X)*int64(b.Y-o.Y) - int64(b.X-o.X)*int64(a.Y-o.Y)
		a = b
	}
	return sum
}

func abs[T int32 | int64 | float64](v T) T {
	if v < 0 {
		return -v
	}
	return v
}

// side says where a point lies: 1 inside, 0 on the line, -1 outside.
func (r ring) side(p xy) int {
	inside := false
	a := r[len(r)-1]
	for _, b := range r {
		if a.Y == p.Y && b.Y == p.Y {
			if min(a.X, b.X) <= p.X && p.X <= max(a.X, b.X) {
				return 0
			}
		} else if (a.Y > p.Y) != (b.Y > p.Y) || b.Y == p.Y || a.Y == p.Y {
			cross := int64(b.X-a.X)*int64(p.Y-a.Y) - int64(p.X-a.X)*int64(b.Y-a.Y)
			between := min(a.Y, b.Y) <= p.Y && p.Y <= max(a.Y, b.Y)
			if cross == 0 && between {
				return 0
			}
			if (a.Y > p.Y) != (b.Y > p.Y) && (cross > 0) == (b.Y > a.Y) {
				inside = !inside
			}
		}
		a = b
	}
	if inside {
		return 1
	}
	return -1
}

// contains reports whether ring s lies in ring r. Rings may touch but not
// cross, so the first point of s that is not on r decides; when all are, the
// middle of a side of s does.
func (r ring) contains(s ring) bool {
	for _, p := range s {
		if side := r.side(p); side != 0 {
			return side > 0
		}
	}
	a := s[len(s)-1]
	for _, b := range s {
		mid := xy{a.X + (b.X-a.X)/2, a.Y + (b.Y-a.Y)/2}
		if side := r.side(mid); side != 0 {
			return side > 0
		}
		a = b
	}
	return true // the same ring
}

// clean drops points equal to the one before. Fewer than three points enclose
// nothing: nil.
func (r ring) clean() ring {
	out := r[:0]
	for _, p := range r {
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	if len(out) < 3 {
		return nil
	}
	return out
}

func (r ring) reverse() {
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
}

// polygon is an outer ring, clockwise, and its holes, the other way round.
type polygon []ring

// area is the area of polygons in grid units.
func area(polygons []polygon) float64 {
	var sum int64
	for _, p := range polygons {
		for _, r := range p {
			sum += r.area2()
		}
	}
	return float64(sum) / 2
}
