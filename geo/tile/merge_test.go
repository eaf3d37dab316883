package tile

// merged lines cover what their parts cover.

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// sides counts the sides of lines; those that must keep their direction by it.
func sides(all []strand) map[[4]int32]int {
	m := map[[4]int32]int{}
	for _, s := range all {
		for i := 1; i < len(s.line); i++ {
			a, b := s.line[i-1], s.line[i]
			if !s.directed && (a.X > b.X || a.X == b.X && a.Y > b.Y) {
				a, b = b, a
			}
			m[[4]int32{a.X, a.Y, b.X, b.Y}]++
		}
	}
	return m
}

func TestMergeKeepsEverySide(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		directed := r.IntN(2) == 0
		var all []strand
		for id := range int64(2 + r.IntN(40)) {
			// Streets on a small grid: many meet, some run in circles.
			p := xy{1000 + 100*r.Int32N(5), 1000 + 100*r.Int32N(5)}
			line := []xy{p}
			for range 1 + r.IntN(4) {
				if r.IntN(2) == 0 {
					p.X += 100 * (1 - 2*r.Int32N(2))
				} else {
					p.Y += 100 * (1 - 2*r.Int32N(2))
				}
				line = append(line, p)
			}
			s := strand{id: id, line: line, weight: len(line), directed: directed}
			s.key.set = uint32(r.IntN(2))
			all = append(all, s)
		}
		want := sides(all)
		longest := 5 + r.IntN(30)
		got := mergeStrands(slices.Clone(all), longest)
		if len(got) > len(all) {
			t.Fatal("more lines than before")
		}
		ids := map[int64]bool{}
		for _, s := range got {
			if ids[s.id] {
				t.Fatal("an id twice")
			}
			ids[s.id] = true
			if s.weight > max(longest, 5) {
				t.Fatalf("%d vertices, at most %d", s.weight, longest)
			}
		}
		have := sides(got)
		if len(have) != len(want) {
			t.Fatalf("%d sides, were %d", len(have), len(want))
		}
		for k, n := range want {
			if have[k] != n {
				t.Fatalf("side %v %d times, was %d", k, have[k], n)
			}
		}
	}
}

func TestMergeJoinsACutLine(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 4))
	for range 200 {
		var line []xy
		for i := range 3 + r.IntN(40) {
			line = append(line, xy{int32(i) * 10, r.Int32N(1000)})
		}
		var all []strand
		for from := 0; from < len(line)-1; {
			to := min(len(line)-1, from+1+r.IntN(5))
			s := strand{id: int64(len(all)), line: slices.Clone(line[from : to+1]), weight: to - from + 1}
			if r.IntN(2) == 0 {
				slices.Reverse(s.line)
			}
			all, from = append(all, s), to
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got := mergeStrands(all, 1000)
		if len(got) != 1 || got[0].id != 0 {
			t.Fatalf("%d lines", len(got))
		}
		if got[0].line[0] != line[0] {
			slices.Reverse(got[0].line)
		}
		if !slices.Equal(got[0].line, line) {
			t.Fatal("another line")
		}
	}
}

func TestMergeGoesStraightOn(t *testing.T) {
	c := xy{100, 100}
	all := []strand{ // a crossing of two streets
		{id: 1, line: []xy{{0, 100}, c}},
		{id: 2, line: []xy{c, {200, 101}}},
		{id: 3, line: []xy{{100, 0}, c}},
		{id: 4, line: []xy{c, {99, 200}}},
	}
	got := mergeStrands(all, 100)
	if len(got) != 2 || got[0].id != 1 || got[1].id != 3 || !slices.Contains(got[0].line, xy{200, 101}) {
		t.Fatal(got)
	}
}
