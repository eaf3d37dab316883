package tile

// pieces of an area show what the area shows.

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"
)

func TestClipRingAgreesWithOrb(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 500 {
		s := star(r, xy{50000, 50000}, 40000, 3+r.IntN(60))
		x, y := r.Int32N(60000), r.Int32N(60000)
		b := box{x, y, x + r.Int32N(40000), y + r.Int32N(40000)}
		p := part{vertices: ringLevels(s, 5, 1), level: 5}
		got := clipRing(p, b)
		var have ring
		for _, v := range got.vertices {
			have = append(have, v.xy)
		}
		want := clip.Ring(b.orb(), s.orb())
		wantArea := math.Abs(planar.Area(want))
		haveArea := math.Abs(float64(have.area2()) / 2)
		if slack := 60.0 * 4 * 100; math.Abs(wantArea-haveArea) > slack+wantArea*1e-3 {
			t.Fatalf("area %v, orb's is %v", haveArea, wantArea)
		}
	}
}

func TestPiecesShowWhatTheWholeShows(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 6))
	for range 3 {
		lake := star(r, xy{1<<27 + 12345, 1 << 26}, 1<<19, 4000)
		island := star(r, xy{1<<27 + 12345, 1 << 26}, 1<<16, 900)
		all := nest([]ring{lake, island})
		draw := func(limit int) *Map {
			b := newBuilder()
			w := what{layer: layerWater, id: 4, set: b.catalog.begin().text(keyClass, "lake").done(), from: 5}
			var parts []part
			for i, h := range all[0] {
				parts = append(parts, part{ringLevels(h, 5, 1), 5, i > 0})
			}
			for _, p := range cutArea(parts, 5, limit, margins[layerWater]) {
				w.from = p.from
				in := boxOf(lake)
				if !p.whole {
					in = tileBox(p.cell.z, p.cell.x, p.cell.y, 0)
				}
				b.put(w, polygons, p.to, in, !p.whole, p.parts)
			}
			m, err := b.finish()
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		whole, cut := draw(math.MaxInt), draw(cutAt)
		if len(cut.features) < 10 || len(whole.features) != 1 {
			t.Fatalf("%d and %d features", len(cut.features), len(whole.features))
		}
		for z := MinZoom; z <= MaxZoom; z++ {
			for range 3 {
				v := lake[r.IntN(len(lake))]
				x, y := int(v.X>>(28-z)), int(v.Y>>(28-z))
				want, have := tileArea(t, whole, z, x, y), tileArea(t, cut, z, x, y)
				// Where a side is cut it may turn by a fraction of the tolerance,
				// and this shore is all spikes.
				if math.Abs(want-have) > 5e-3*extent*extent {
					t.Fatalf("%d/%d/%d: area %v, whole %v", z, x, y, have, want)
				}
			}
		}
	}
}

// tileArea is the area of the water in a tile, without its margin.
func tileArea(t *testing.T, m *Map, z, x, y int) (sum float64) {
	t.Helper()
	raw, err := m.Tile(z, x, y)
	if err != nil {
		t.Fatal(err)
	}
	ground := orb.Bound{Max: orb.Point{extent, extent}}
	d := decode(t, raw)
	if len(d["water"]) > 1 {
		t.Fatalf("%d/%d/%d: %d pieces in one tile", z, x, y, len(d["water"]))
	}
	for _, f := range d["water"] {
		sum += planar.Area(clip.Geometry(ground, f.Geometry))
	}
	return sum
}

func TestLargeAreaIsReadInSmallPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 6))
	coast := star(r, xy{1 << 27, 1 << 26}, 1<<21, 12000)
	for _, p := range cutArea([]part{{ringLevels(coast, 5, 1), 5, false}}, 5, cutAt, 64) {
		n := vertices(p.parts, p.to)
		if p.to > p.from && n > cutAt {
			t.Fatalf("a piece for zooms %d to %d has %d vertices", p.from, p.to, n)
		}
		if p.cell.z > p.from {
			t.Fatalf("a piece of a cell of zoom %d is for zoom %d", p.cell.z, p.from)
		}
	}
}
