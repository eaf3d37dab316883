package tile

// level.go: simplification, decided once. Each vertex gets its level, the
// lowest zoom at which it is drawn; a tile takes the vertices up to its zoom.
// Since the whole line is judged, not the part in a tile, neighbouring tiles
// always agree.

import "math"

// vertex is a point of a line or ring and the lowest zoom that needs it.
type vertex struct {
	xy
	Level uint8
}

// never is the level of a vertex that no zoom needs.
const never = MaxZoom + 1

// tolerance is how far, in units of a tile, a line may be moved by leaving out
// vertices: half a pixel; less at the highest zooms, which clients enlarge, and
// at the last one only what does not bend at all.
func tolerance(z uint8) float64 {
	switch {
	case z >= MaxZoom:
		return 0.5
	case z == MaxZoom-1:
		return 0.25 * pixel
	default:
		return 0.5 * pixel
	}
}

// levels simplifies a line by Douglas and Peucker's method for all zooms at
// once: what is left at a zoom is what the method leaves with that zoom's
// tolerance, times coarse. The ends are needed from zoom from on.
func levels(line []xy, from uint8, coarse float64) []vertex {
	out := make([]vertex, len(line))
	for i, p := range line {
		out[i] = vertex{p, never}
	}
	if len(out) == 0 {
		return nil
	}
	out[0].Level, out[len(out)-1].Level = from, from
	steps := limits(from, coarse)
	type span struct {
		first, last int
		most        float64 // squared: no vertex matters more than the one that split it off
	}
	stack := []span{{0, len(line) - 1, math.Inf(1)}}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		at, far := farthest(line, s.first, s.last)
		if at < 0 {
			continue
		}
		far = min(far, s.most)
		level := levelOf(far, from, steps[:])
		if level == never {
			continue
		}
		out[at].Level = level
		stack = append(stack, span{s.first, at, far}, span{at, s.last, far})
	}
	return out
}

// ringLevels does the same for a ring, cut open at its first vertex and at the
// one farthest from it.
func ringLevels(r ring, from uint8, coarse float64) []vertex {
	at, far := 0, int64(-1)
	for i, p := range r {
		dx, dy := int64(p.X-r[0].X), int64(p.Y-r[0].Y)
		if d := dx*dx + dy*dy; d > far {
			at, far = i, d
		}
	}
	closed := append(append(make([]xy, 0, len(r)+1), r...), r[0])
	out := levels(closed[:at+1], from, coarse)
	if at == 0 {
		return out
	}
	rest := levels(closed[at:], from, coarse)
	return append(out, rest[1:len(rest)-1]...)
}

// limits are the squared tolerances of each zoom in grid units.
func limits(from uint8, coarse float64) (out [MaxZoom + 1]float64) {
	for z := from; z <= MaxZoom; z++ {
		t := tolerance(z) * coarse * float64(int64(1)<<(MaxZoom-z))
		if z == MaxZoom {
			t = tolerance(z)
		}
		out[z] = t * t
	}
	return out
}

func levelOf(far float64, from uint8, steps []float64) uint8 {
	for z := from; z <= MaxZoom; z++ {
		if far > steps[z] {
			return z
		}
	}
	return never
}

// farthest returns the vertex between first and last that lies farthest from
// the line between them, and its squared distance; -1 if there is none.
func farthest(line []xy, first, last int) (at int, far float64) {
	at = -1
	a, b := line[first], line[last]
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	length := dx*dx + dy*dy
	for i := first + 1; i < last; i++ {
		px, py := float64(line[i].X-a.X), float64(line[i].Y-a.Y)
		if length > 0 {
			t := max(0, min(1, (px*dx+py*dy)/length))
			px, py = px-t*dx, py-t*dy
		}
		if d := px*px + py*py; d > far || at < 0 {
			at, far = i, d
		}
	}
	return at, far
}
