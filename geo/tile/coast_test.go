package tile

// the sea, from coasts cut in all the ways extracts cut them.

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// ground is the extract of these tests: 1000 by 1000, frame from 750 to 2250.
var testGround = box{1_000_000, 1_000_000, 2_000_000, 2_000_000}

// scaled turns small numbers into positions: 0 and 1000 are the edges of the
// extract.
func scaled(points ...[2]int32) []xy {
	out := make([]xy, len(points))
	for i, p := range points {
		out[i] = xy{1_000_000 + 1000*p[0], 1_000_000 + 1000*p[1]}
	}
	return out
}

// Coasts have the land on their left; y grows to the south. This one runs north
// through the middle: land in the west, sea in the east.
var north = [][2]int32{{500, 1000}, {510, 800}, {480, 500}, {505, 200}, {500, 0}}

func reversed[T any](s []T) []T {
	out := slices.Clone(s)
	slices.Reverse(out)
	return out
}

func TestSea(t *testing.T) {
	island := [][2]int32{{700, 400}, {600, 500}, {700, 600}, {800, 500}} // counterclockwise on the map: land within
	closed := func(p [][2]int32) []xy { return scaled(append(slices.Clone(p), p[0])...) }
	streets := func(p ...[2]int32) []xy { return scaled(p...) }
	for name, c := range map[string]struct {
		coast    [][]xy
		land     []xy
		wet, dry [][2]int32
		note     bool
	}{
		"none": {dry: [][2]int32{{500, 500}, {1, 1}}},
		"open at the edge": {
			coast: [][]xy{scaled(north...)},
			wet:   [][2]int32{{900, 500}, {520, 900}, {999, 1}, {1200, 1200}}, dry: [][2]int32{{100, 500}, {450, 900}, {1, 999}},
		},
		"the other way round": {
			coast: [][]xy{scaled(reversed(north)...)},
			wet:   [][2]int32{{100, 500}, {450, 900}}, dry: [][2]int32{{900, 500}, {520, 900}},
		},
		"ends before the edge": {
			coast: [][]xy{scaled(north[1:4]...)},
			wet:   [][2]int32{{900, 500}, {600, 990}, {600, 10}}, dry: [][2]int32{{100, 500}, {400, 990}, {400, 10}},
		},
		"ends beyond the edge": {
			coast: [][]xy{scaled(append([][2]int32{{500, 1100}}, append(slices.Clone(north), [2]int32{500, -90})...)...)},
			wet:   [][2]int32{{900, 500}}, dry: [][2]int32{{100, 500}},
		},
		"island in the sea": {
			coast: [][]xy{scaled(north...), closed(island)},
			wet:   [][2]int32{{900, 300}, {610, 420}}, dry: [][2]int32{{700, 500}, {100, 500}},
		},
		"bay": { // land all around but in the south
			coast: [][]xy{scaled([2]int32{700, 1000}, [2]int32{700, 300}, [2]int32{500, 200}, [2]int32{300, 300}, [2]int32{300, 1000})},
			dry:   [][2]int32{{500, 800}, {500, 400}}, wet: [][2]int32{{500, 100}, {100, 500}, {900, 500}},
		},
		"bay of water": {
			coast: [][]xy{scaled([2]int32{300, 1000}, [2]int32{300, 300}, [2]int32{500, 200}, [2]int32{700, 300}, [2]int32{700, 1000})},
			wet:   [][2]int32{{500, 800}, {500, 400}}, dry: [][2]int32{{500, 100}, {100, 500}, {900, 500}},
		},
		"two shores of a strait": {
			coast: [][]xy{scaled([2]int32{400, 1000}, [2]int32{400, 0}), scaled([2]int32{600, 0}, [2]int32{600, 1000})},
			wet:   [][2]int32{{500, 500}, {500, 1}}, dry: [][2]int32{{300, 500}, {700, 500}},
		},
		"a river's mouth": { // the coast ends at both banks, where the river is drawn as an area
			coast: [][]xy{scaled([2]int32{500, 1000}, [2]int32{500, 520}), scaled([2]int32{500, 480}, [2]int32{500, 0})},
			wet:   [][2]int32{{600, 500}, {900, 900}, {900, 100}}, dry: [][2]int32{{400, 500}, {100, 900}, {100, 100}},
		},
		"lagoon": { // clockwise: water within
			coast: [][]xy{closed(reversed(island))},
			wet:   [][2]int32{{700, 500}}, dry: [][2]int32{{100, 500}, {900, 900}},
		},
		"archipelago": {
			coast: [][]xy{closed(island)}, land: streets([2]int32{700, 500}, [2]int32{690, 500}, [2]int32{100, 100}),
			wet: [][2]int32{{100, 500}, {999, 999}}, dry: [][2]int32{{700, 500}},
		},
		"a lake's island drawn as coast": {
			coast: [][]xy{closed(island)}, land: streets([2]int32{700, 500}, [2]int32{100, 500}, [2]int32{100, 100}),
			dry: [][2]int32{{100, 500}, {700, 500}}, note: true,
		},
		"drawn the wrong way round": {
			coast: [][]xy{scaled(north...)}, land: streets([2]int32{900, 500}, [2]int32{800, 500}, [2]int32{100, 100}),
			dry: [][2]int32{{100, 500}, {900, 500}}, note: true,
		},
		"a point and a line back on itself": {
			coast: [][]xy{scaled([2]int32{5, 5}, [2]int32{5, 5}), scaled([2]int32{5, 5}, [2]int32{9, 9}, [2]int32{5, 5})},
			dry:   [][2]int32{{500, 500}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 1))
			for range 20 {
				got, note := sea(cutCoast(r, c.coast), testGround, c.land)
				if (note != "") != c.note {
					t.Fatalf("note %q", note)
				}
				for _, p := range scaled(c.wet...) {
					if share([]xy{p}, got) == 0 {
						t.Errorf("%v is dry", p)
					}
				}
				for _, p := range scaled(c.dry...) {
					if share([]xy{p}, got) == 1 {
						t.Errorf("%v is under water", p)
					}
				}
				for _, p := range got {
					for i, s := range p {
						if (i == 0) != (s.area2() > 0) {
							t.Error("a ring runs the wrong way")
						}
					}
				}
			}
		})
	}
}

// cutCoast cuts coasts into ways, in any order but never turned round: their
// direction has a meaning.
func cutCoast(r *rand.Rand, coast [][]xy) (out [][]xy) {
	for _, c := range coast {
		for from := 0; from < len(c)-1; {
			to := from + 1 + r.IntN(len(c)-1-from)
			out = append(out, slices.Clone(c[from:to+1]))
			from = to
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func FuzzSea(f *testing.F) {
	f.Add([]byte{10, 10, 200, 10, 200, 200, 0, 0, 50, 50, 60, 60})
	f.Add([]byte{100, 255, 100, 1, 0, 0, 150, 1, 150, 255, 0, 0, 120, 100, 130, 100, 125, 120, 120, 100})
	f.Fuzz(func(t *testing.T, b []byte) {
		var coast [][]xy
		var line []xy
		for ; len(b) > 1 && len(coast) < 20; b = b[2:] {
			if b[0] == 0 {
				if len(line) > 1 {
					coast = append(coast, line)
				}
				line = nil
				continue
			}
			line = append(line, xy{1_000_000 + 4000*int32(b[0]), 1_000_000 + 4000*int32(b[1])})
		}
		if len(line) > 1 {
			coast = append(coast, line)
		}
		frame := grow(testGround)
		got, _ := sea(coast, testGround, nil)
		for _, p := range got {
			for _, s := range p {
				if s.area2() == 0 || len(s) < 3 {
					t.Fatal("a ring without area")
				}
				if len(coast) > 0 && !boxOf(s).within(grow(box{0, 0, 3_000_000, 3_000_000})) {
					t.Fatal("a ring beyond all", frame)
				}
			}
		}
	})
}
