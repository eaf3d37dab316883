package tile

// levels leave what Douglas and Peucker's method of orb leaves, at every zoom;
// shapes come back from their bytes.

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"
)

func walk(r *rand.Rand, n int, step int32) []xy {
	p := xy{1 << 27, 1 << 26}
	out := make([]xy, n)
	for i := range out {
		p.X += r.Int32N(2*step+1) - step/2
		p.Y += r.Int32N(2*step+1) - step
		out[i] = p
	}
	return out
}

func TestLevelsAreDouglasPeucker(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		line := walk(r, 2+r.IntN(200), 1+r.Int32N(2000))
		from, coarse := uint8(MinZoom+r.IntN(5)), 1+float64(r.IntN(2))/2
		got := levels(line, from, coarse)
		for z := from; z <= MaxZoom; z++ {
			grid := tolerance(z) * float64(int(1)<<(MaxZoom-z))
			if z < MaxZoom {
				grid *= coarse
			}
			want := simplify.DouglasPeucker(grid).LineString(orb.LineString(flatPoints(line, 0)))
			var kept []orb.Point
			for _, v := range got {
				if v.Level <= z {
					kept = append(kept, flatPoint(v.xy))
				}
			}
			if !slices.Equal(kept, []orb.Point(want)) {
				t.Fatalf("zoom %d: %d vertices of %d left, orb leaves %d", z, len(kept), len(line), len(want))
			}
		}
	}
}

func TestRingLevelsKeepTheRing(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for range 100 {
		s := star(r, xy{1 << 20, 1 << 20}, 30000, 3+r.IntN(100))
		got := ringLevels(s, 7, 1)
		if len(got) != len(s) {
			t.Fatalf("%d vertices of %d", len(got), len(s))
		}
		fixed := 0
		for i, v := range got {
			if v.xy != s[i] {
				t.Fatalf("vertex %d is %v, was %v", i, v.xy, s[i])
			}
			if v.Level == 7 {
				fixed++
			}
		}
		if fixed < 2 {
			t.Fatal("a ring has two vertices that are always drawn")
		}
	}
	if got := ringLevels(ring{{5, 5}, {5, 5}, {5, 5}}, 7, 1); len(got) > 3 {
		t.Fatal(got)
	}
}

func TestShapeThereAndBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 300 {
		var parts []part
		for range 1 + r.IntN(4) {
			p := part{level: uint8(MinZoom + r.IntN(10)), hole: r.IntN(2) == 0}
			for _, v := range walk(r, r.IntN(30), 1+r.Int32N(1<<20)) {
				p.vertices = append(p.vertices, vertex{xy{v.X, v.Y}, uint8(MinZoom + r.IntN(13))})
			}
			parts = append(parts, p)
		}
		to := uint8(MinZoom + r.IntN(12))
		b := appendShape([]byte("before"), parts, to)[6:]
		for z := uint8(MinZoom); z <= to; z++ {
			c := cursor{b}
			if n := c.next(); n != uint64(len(parts)) {
				t.Fatalf("%d parts, were %d", n, len(parts))
			}
			for _, p := range parts {
				var want []xy
				for _, v := range p.vertices {
					if p.level <= z && v.Level <= z {
						want = append(want, v.xy)
					}
				}
				got, hole := c.readPart(nil, z)
				if hole != p.hole || !slices.Equal(got, want) {
					t.Fatalf("zoom %d: %v %v, were %v %v", z, got, hole, want, p.hole)
				}
			}
			if len(c.rest) != 0 {
				t.Fatal("bytes left")
			}
		}
	}
}

func FuzzDraw(f *testing.F) {
	f.Add([]byte{1, 3, 10, 80, 0, 80, 80, 80, 0}, byte(2), byte(9))
	f.Add(appendShape(nil, []part{{ringLevels(ring{{0, 0}, {99999, 0}, {99999, 99999}}, 5, 1), 5, false}}, MaxZoom), byte(2), byte(16))
	f.Fuzz(func(_ *testing.T, geom []byte, sort, zoom byte) {
		if len(geom) == 0 {
			return
		}
		// Whatever the bytes say, a tile is made or not, without a panic.
		m := &Map{catalog: newCatalog(), geom: geom, features: []feature{{Kind: points + kind(sort%3), To: MaxZoom, Set: 0}}}
		m.features[0].Set = m.begin().text(keyClass, "x").done()
		m.forest.plant(MinZoom, []uint32{0}, []box{{0, 0, worldSize, worldSize}})
		z := MinZoom + int(zoom)%(MaxZoom-MinZoom+1)
		_, _ = m.Tile(z, 0, 0)
		_, _ = m.Tile(z, 1<<z-1, 1<<z-1)
	})
}
