package tile

// the trees find what looking at every box finds.

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestForestFindsWhatIsThere(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for _, n := range []int{0, 1, 2, 15, 16, 17, 255, 256, 257, 3000} {
		var f forest
		var boxes [3][]box
		var refs [3][]uint32
		total := uint32(0)
		for k := range boxes {
			for range n {
				x, y := r.Int32N(1<<20), r.Int32N(1<<20)
				boxes[k] = append(boxes[k], box{x, y, x + r.Int32N(1<<14), y + r.Int32N(1<<14)})
				refs[k] = append(refs[k], total)
				total++
			}
			f.plant(uint8(6+2*k), refs[k], boxes[k])
		}
		if !f.sound(int(total)) {
			t.Fatalf("%d boxes: unsound", n)
		}
		for range 200 {
			x, y, z := r.Int32N(1<<20), r.Int32N(1<<20), uint8(5+r.IntN(8))
			b := box{x, y, x + r.Int32N(1<<18), y + r.Int32N(1<<18)}
			var got, want []uint32
			f.search(z, b, func(ref uint32, in box) {
				got = append(got, ref)
				if k := ref / uint32(n); in != boxes[k][ref%uint32(n)] {
					t.Fatalf("feature %d: another's box", ref)
				}
			})
			for k := range boxes {
				for i := range boxes[k] {
					if uint8(6+2*k) <= z && boxes[k][i].touches(b) {
						want = append(want, refs[k][i])
					}
				}
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Fatalf("%d boxes, zoom %d: found %d, there are %d", n, z, len(got), len(want))
			}
		}
	}
}

func TestForestRefusesWhatContradictsItself(t *testing.T) {
	make := func() forest {
		var f forest
		boxes := make([]box, 40)
		refs := make([]uint32, 40)
		for i := range refs {
			refs[i] = uint32(i)
		}
		f.plant(9, refs, boxes)
		return f
	}
	for name, spoil := range map[string]func(*forest){
		"short refs":     func(f *forest) { f.refs = f.refs[1:] },
		"other feature":  func(f *forest) { f.refs[3] = 40 },
		"child above":    func(f *forest) { f.refs[41] = 42 },
		"tree too long":  func(f *forest) { f.trees[0].End++ },
		"tree too short": func(f *forest) { f.trees[0].End-- },
		"no leaves":      func(f *forest) { f.trees[0].Leaves = 0 },
		"other leaves":   func(f *forest) { f.trees[0].Leaves = 39 },
		"many leaves":    func(f *forest) { f.trees[0].Leaves = 1 << 31 },
		"begins later":   func(f *forest) { f.trees[0].First = 1 },
		"missing tree":   func(f *forest) { f.trees = nil },
		"ends before":    func(f *forest) { f.trees[0].First, f.trees[0].End = 10, 5 },
		"one tree twice": func(f *forest) { f.trees = append(f.trees, f.trees[0]) },
	} {
		f := make()
		if !f.sound(40) {
			t.Fatal("a good one is refused")
		}
		if spoil(&f); f.sound(40) {
			t.Errorf("%s: not noticed", name)
		}
	}
}
