package place

// interpolate.go: the houses that lines of interpolation stand for.

import (
	"slices"

	"fifteen/geo/extract"
)

// readInterpolations places the numbers of addr:interpolation lines between
// the houses at their nodes, evenly along the line.
func (b *builder) readInterpolations() {
	numbers := map[int32]extract.Tags{}
	for i := range b.ex.Nodes {
		if t := b.ex.Nodes[i].Tags; t.Has("addr:housenumber") {
			numbers[b.ex.Nodes[i].At] = t
		}
	}
	for i := range b.ex.Ways {
		w := &b.ex.Ways[i]
		step := map[string]int32{"even": 2, "odd": 2, "all": 1, "1": 1, "2": 2, "4": 4}[w.Tags.Get("addr:interpolation")]
		if step == 0 {
			continue
		}
		from := -1
		for j, n := range w.Nodes {
			if n < 0 {
				from = -1
				continue
			}
			if numbers[n] == nil {
				continue
			}
			if from >= 0 {
				b.interpolate(w.Nodes[from:j+1], numbers[w.Nodes[from]], numbers[n], step)
			}
			from = j
		}
	}
}

// interpolate adds the houses between those at the ends of a line.
func (b *builder) interpolate(nodes []int32, at, to extract.Tags, step int32) {
	street := at.Get("addr:street")
	first, _, _, _ := parseNumber(at.Get("addr:housenumber"))
	last, _, _, _ := parseNumber(to.Get("addr:housenumber"))
	if first < 0 || last < 0 || street == "" {
		return
	}
	entry, ok := b.bearerNear(street, b.ex.Points[nodes[0]], false)
	if !ok {
		return
	}
	if first > last {
		first, last = last, first
		nodes = slices.Clone(nodes)
		slices.Reverse(nodes)
	}
	if (last-first)/step > maxInterpolated {
		return
	}
	context := b.where(b.ex.Points[nodes[0]], at)
	for n := first + step; n < last; n += step {
		p := b.along(nodes, float64(n-first)/float64(last-first))
		b.x.houses = append(b.x.houses, house{Entry: entry, Num: n, Max: n, Text: noText, Context: context, At: p})
	}
}

// along returns the point at t (0–1) of a line's length.
func (b *builder) along(nodes []int32, t float64) extract.Point {
	length, _ := b.length(&extract.Way{Nodes: nodes})
	left := t * length
	for i := 1; i < len(nodes); i++ {
		p, q := b.ex.Points[nodes[i-1]], b.ex.Points[nodes[i]]
		f := newPlane(p.Orb())
		if d := f.distance(q); d >= left && d > 0 {
			return between(p, q, left/d)
		} else {
			left -= d
		}
	}
	return b.ex.Points[nodes[len(nodes)-1]]
}
