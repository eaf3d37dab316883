package isochrone

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func TestBarriersWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 18))
	var lines []orb.LineString
	for n := range 80 {
		p := at(wilmington, r.Float64()*20_000, r.Float64()*20_000)
		line := orb.LineString{}
		for range n { // 0, 1, … points; runs break at 17, 33, …
			p = at(p, r.NormFloat64()*100, r.NormFloat64()*100)
			line = append(line, orb.Point{math.Round(p[0]*1e7) / 1e7, math.Round(p[1]*1e7) / 1e7})
		}
		lines = append(lines, line)
	}
	built := NewBarriers(slices.Values(lines))
	loaded, err := BarriersFrom(built.Arrays())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []*Barriers{built, loaded} {
		for range 50 {
			bound := orb.MultiPoint{at(wilmington, r.Float64()*20_000, r.Float64()*20_000)}.Bound().Pad(r.Float64() * 0.05)
			got := map[[2]orb.Point]bool{}
			for line := range b.Within(bound) {
				for i := 1; i < len(line); i++ {
					got[[2]orb.Point{line[i-1], line[i]}] = true
				}
			}
			for _, line := range lines {
				for i := 1; i < len(line); i++ {
					piece := [2]orb.Point{line[i-1], line[i]}
					if !got[piece] && bound.Intersects(orb.LineString(piece[:]).Bound()) {
						t.Fatalf("piece %v is missing within %v", piece, bound)
					}
					delete(got, piece)
				}
			}
			if len(got) > 0 {
				t.Fatalf("%d pieces too many within %v", len(got), bound)
			}
		}
	}
}

func TestBarriersBreakAtPointsOffTheEarth(t *testing.T) {
	a, b, c, d := orb.Point{1, 1}, orb.Point{2, 1}, orb.Point{3, 1}, orb.Point{4, 1}
	off := orb.Point{math.NaN(), 1}
	barriers := NewBarriers(slices.Values([]orb.LineString{{a, b, off, c, d}}))
	var got []orb.LineString
	for line := range barriers.Within(orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{5, 5}}) {
		got = append(got, slices.Clone(line))
	}
	if len(got) != 2 || !got[0].Equal(orb.LineString{a, b}) || !got[1].Equal(orb.LineString{c, d}) {
		t.Fatalf("got %v", got)
	}
}

func TestBarriersFromRefuses(t *testing.T) {
	for name, c := range map[string]struct{ coords, first []int32 }{
		"odd coords":      {[]int32{1, 2, 3}, []int32{0}},
		"no runs":         {[]int32{1, 2}, nil},
		"first not at 0":  {[]int32{1, 2, 3, 4}, []int32{2}},
		"beyond the end":  {[]int32{1, 2}, []int32{0, 2}},
		"below 0":         {[]int32{1, 2}, []int32{0, -2}},
		"odd run":         {[]int32{1, 2, 3, 4}, []int32{0, 1}},
		"out of order":    {[]int32{1, 2, 3, 4, 5, 6}, []int32{0, 4, 2}},
		"runs of nothing": {nil, []int32{0}},
	} {
		if b, err := BarriersFrom(c.coords, c.first); err == nil {
			t.Errorf("%s: got %v, want an error", name, b)
		}
	}
	if _, err := BarriersFrom(nil, nil); err != nil {
		t.Errorf("no barriers at all: %v", err)
	}
}
