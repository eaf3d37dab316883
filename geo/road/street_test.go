package road

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func TestParts(t *testing.T) {
	cases := []struct {
		about string
		in    []int32
		want  [][]int32
	}{
		{"a line", []int32{1, 2, 3}, [][]int32{{1, 2, 3}}},
		{"a gap", []int32{1, 2, -1, 3, 4}, [][]int32{{1, 2}, {3, 4}}},
		{"gaps leave single nodes", []int32{-1, 1, -1, -1, 2, 3, -1}, [][]int32{{2, 3}}},
		{"equal neighbours", []int32{1, 1, 2, 2, 2, 3}, [][]int32{{1, 2, 3}}},
		{"a ring", []int32{1, 2, 3, 1}, [][]int32{{1, 2, 3, 1}}},
		{"there and back", []int32{1, 2, 1}, [][]int32{{1, 2}, {2, 1}}},
		{"a lasso", []int32{1, 2, 3, 4, 2}, [][]int32{{1, 2, 3, 4}, {4, 2}}},
		{"a figure of eight", []int32{1, 2, 3, 1, 4, 5, 1}, [][]int32{{1, 2, 3, 1}, {1, 4, 5, 1}}},
		{"one node", []int32{7}, nil},
		{"one node often", []int32{7, 7, 7}, nil},
		{"nothing", nil, nil},
	}
	c := cutter{seen: make([]uint64, 1)}
	for _, k := range cases {
		before := slices.Clone(k.in)
		var got [][]int32
		got = append(got, c.parts(k.in)...)
		if len(got) != len(k.want) || len(got) > 0 && !reflect.DeepEqual(got, k.want) {
			t.Errorf("%s: %v, want %v", k.about, got, k.want)
		}
		if !slices.Equal(before, k.in) {
			t.Errorf("%s: the way itself was changed to %v", k.about, k.in)
		}
	}
}

// TestPartsKeepEveryPiece: on random ways the parts have exactly the pieces of
// the way, in its order, and each part is a simple line or ring.
func TestPartsKeepEveryPiece(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	c := cutter{seen: make([]uint64, 1)}
	for range 20000 {
		way := make([]int32, rng.IntN(12))
		for i := range way {
			way[i] = int32(rng.IntN(8)) - 1
		}
		var want, got [][2]int32
		for i := 1; i < len(way); i++ {
			if way[i-1] >= 0 && way[i] >= 0 && way[i] != way[i-1] {
				want = append(want, [2]int32{way[i-1], way[i]})
			}
		}
		for _, p := range c.parts(way) {
			seen := map[int32]bool{}
			for i, n := range p {
				closes := i == len(p)-1 && n == p[0] && len(p) > 3
				if seen[n] && !closes {
					t.Fatalf("%v: part %v meets itself", way, p)
				}
				seen[n] = true
				if i > 0 {
					got = append(got, [2]int32{p[i-1], n})
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v: pieces %v, want %v", way, got, want)
		}
		if c.seen[0] != 0 {
			t.Fatal("marks are left behind")
		}
	}
}
