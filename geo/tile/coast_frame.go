package tile

// coast_frame.go: open ends of the coast, carried on to the frame and joined
// along it.

import (
	"cmp"
	"math"
	"slices"
)

// closeAtFrame carries the ends of chains on to the frame and closes them along
// it, so that the water is on the right.
func closeAtFrame(chains [][]xy, rings []ring, frame box) (out []ring) {
	type end struct {
		chain int
		at    float64 // place on the frame, clockwise
	}
	var walls [][]xy // what an extension must not cross
	walls = append(walls, chains...)
	for _, r := range rings {
		walls = append(walls, append(slices.Clone([]xy(r)), r[0]))
	}
	var starts, ends []end
	for i, c := range chains {
		first, last := slices.Clone(c), slices.Clone(c)
		slices.Reverse(first)
		a, b := carryOn(first, walls, frame), carryOn(last, walls, frame)
		walls = append(walls, []xy{c[0], a}, []xy{c[len(c)-1], b})
		chains[i] = append(append([]xy{a}, c...), b)
		starts, ends = append(starts, end{i, along(a, frame)}), append(ends, end{i, along(b, frame)})
	}
	used := make([]bool, len(chains))
	for i := range chains {
		if used[i] {
			continue
		}
		var r ring
		for at := i; !used[at]; {
			used[at] = true
			r = append(r, chains[at]...)
			from := ends[at].at
			next := slices.MinFunc(starts, func(a, b end) int {
				return cmp.Or(cmp.Compare(ahead(from, a.at), ahead(from, b.at)), cmp.Compare(a.chain, b.chain))
			})
			r = append(r, corners(from, next.at, frame)...)
			at = next.chain
		}
		out = append(out, r)
	}
	return out
}

// carryOn returns where on the frame a coast that ends at the last point of a
// chain would arrive if it went on as it came, or else in the direction nearest
// to that in which it meets no other coast.
func carryOn(chain []xy, walls [][]xy, frame box) xy {
	const steps = 36 // of five degrees, to either side
	end := chain[len(chain)-1]
	if onFrame(end, frame) {
		return end
	}
	heading := trend(chain, float64(min(frame.MaxX-frame.MinX, frame.MaxY-frame.MinY))/16)
	var ahead xy
	for i := range 2*steps + 1 {
		turn := float64((i + 1) / 2)
		if i%2 == 0 {
			turn = -turn
		}
		p := castTo(end, heading+turn*math.Pi/steps, frame)
		if i == 0 {
			ahead = p
		}
		if !crosses(end, p, walls) {
			return p
		}
	}
	return ahead
}

func onFrame(p xy, f box) bool {
	return p.X <= f.MinX || p.X >= f.MaxX || p.Y <= f.MinY || p.Y >= f.MaxY
}

// trend is the direction in which a chain ran over its last stretch.
func trend(chain []xy, stretch float64) float64 {
	end := chain[len(chain)-1]
	from := chain[0]
	for i := len(chain) - 2; i >= 0; i-- {
		if dist(chain[i], end) >= stretch {
			from = chain[i]
			break
		}
	}
	return math.Atan2(float64(end.Y-from.Y), float64(end.X-from.X))
}

// castTo is where a ray meets the frame from inside.
func castTo(p xy, heading float64, f box) xy {
	dx, dy := math.Cos(heading), math.Sin(heading)
	t := math.Inf(1)
	if dx > 0 {
		t = min(t, float64(f.MaxX-p.X)/dx)
	} else if dx < 0 {
		t = min(t, float64(f.MinX-p.X)/dx)
	}
	if dy > 0 {
		t = min(t, float64(f.MaxY-p.Y)/dy)
	} else if dy < 0 {
		t = min(t, float64(f.MinY-p.Y)/dy)
	}
	q := xy{p.X + int32(math.Round(t*dx)), p.Y + int32(math.Round(t*dy))}
	return xy{max(f.MinX, min(f.MaxX, q.X)), max(f.MinY, min(f.MaxY, q.Y))}
}

// crosses reports whether the way from a to b crosses a line that does not
// begin or end at a.
func crosses(a, b xy, walls [][]xy) bool {
	way := boxOf([]xy{a, b})
	for _, w := range walls {
		for i := 1; i < len(w); i++ {
			p, q := w[i-1], w[i]
			if p == a || q == a || !way.touches(boxOf(w[i-1:i+1])) {
				continue
			}
			if turn(a, b, p) != turn(a, b, q) && turn(p, q, a) != turn(p, q, b) {
				return true
			}
		}
	}
	return false
}

// turn is the side of the line from a to b on which p lies: 1, 0 or -1.
func turn(a, b, p xy) int {
	return cmp.Compare(int64(b.X-a.X)*int64(p.Y-a.Y), int64(p.X-a.X)*int64(b.Y-a.Y))
}

// along is the place of a point on the frame, in grid units, clockwise from the
// north-west corner.
func along(p xy, f box) float64 {
	w, h := float64(f.MaxX-f.MinX), float64(f.MaxY-f.MinY)
	switch {
	case p.Y <= f.MinY:
		return float64(p.X - f.MinX)
	case p.X >= f.MaxX:
		return w + float64(p.Y-f.MinY)
	case p.Y >= f.MaxY:
		return w + h + float64(f.MaxX-p.X)
	default:
		return 2*w + h + float64(f.MaxY-p.Y)
	}
}

// ahead orders places on the frame by how far clockwise they are from one.
func ahead(from, to float64) float64 {
	if to >= from {
		return to - from
	}
	return to - from + math.MaxInt32
}

// corners are the corners passed clockwise from a place to another.
func corners(from, to float64, f box) (out []xy) {
	w, h := float64(f.MaxX-f.MinX), float64(f.MaxY-f.MinY)
	round := 2 * (w + h)
	if to < from {
		to += round
	}
	at := [4]float64{0, w, w + h, 2*w + h}
	points := [4]xy{{f.MinX, f.MinY}, {f.MaxX, f.MinY}, {f.MaxX, f.MaxY}, {f.MinX, f.MaxY}}
	for lap := range 2 {
		for i, place := range at {
			if place += float64(lap) * round; place > from && place < to {
				out = append(out, points[i])
			}
		}
	}
	return out
}
