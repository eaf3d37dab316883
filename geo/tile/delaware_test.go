package tile

// all of Delaware, decoded and looked at: what every tile must be, and what
// everybody there knows.

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
)

// sampled are the tiles that the tests below read: all of low zooms, of high
// ones a sample.
func sampled(m *Map) (out []place) {
	for z := MinZoom; z <= MaxZoom; z++ {
		all := tiles(m.Bound(), z)
		for i := 0; i < len(all); i += 1 + len(all)/40 {
			out = append(out, all[i])
		}
	}
	for z := 12; z <= MaxZoom; z++ { // and the middle of the city
		all := tiles(orb.Bound{Min: orb.Point{-75.56, 39.73}, Max: orb.Point{-75.53, 39.75}}, z)
		out = append(out, all[:min(len(all), 6)]...)
	}
	return out
}

func TestEveryTileIsSound(t *testing.T) {
	m := delaware(t)
	full := 0
	for _, p := range sampled(m) {
		raw, err := m.Tile(p.z, p.x, p.y)
		if err != nil {
			t.Fatal(p, err)
		}
		if len(raw) > 300_000 {
			t.Errorf("%v: %d bytes", p, len(raw))
		}
		d := decode(t, raw)
		if len(d) > 0 {
			full++
		}
		for name, features := range d {
			l := layer(slices.Index(layerNames[:], name))
			window := orb.Bound{Min: orb.Point{-float64(margins[l]), -float64(margins[l])}, Max: orb.Point{extent + float64(margins[l]), extent + float64(margins[l])}}
			seen := map[any]bool{}
			for _, f := range features {
				if f.ID == nil || f.ID == uint64(0) {
					t.Fatalf("%v %s: a feature without id: %v", p, name, f.Properties)
				}
				if class, has := f.Properties["class"].(string); has {
					if at, ok := ruleOf[ruleKey{l, class}]; l != layerPOI && (!ok || int(rules[at].from) > p.z && l != layerPlace) {
						t.Fatalf("%v %s: class %q is not drawn here", p, name, class)
					}
				} else if l != layerBuilding && l != layerAddress && l != layerBoundary {
					t.Fatalf("%v %s: no class: %v", p, name, f.Properties)
				}
				if problem := unsound(f.Geometry, window); problem != "" {
					t.Fatalf("%v %s %v: %s", p, name, f.ID, problem)
				}
				if seen[f.ID] {
					t.Fatalf("%v %s: id %v twice", p, name, f.ID)
				}
				seen[f.ID] = true
				for k, v := range f.Properties {
					if v == "" || v == false || v == 0.0 || k != "name" && k != "ref" && k != "number" && v == f.Properties["name"] {
						t.Fatalf("%v %s: %s = %v says nothing", p, name, k, v)
					}
				}
			}
		}
	}
	if full < 100 {
		t.Fatalf("only %d tiles hold anything", full)
	}
}

// unsound says what is wrong with a geometry, "" for nothing.
func unsound(g orb.Geometry, window orb.Bound) string {
	if b := g.Bound(); !window.Contains(b.Min) || !window.Contains(b.Max) {
		return "outside the tile and its margin"
	}
	switch g := g.(type) {
	case orb.Point:
		return ""
	case orb.LineString:
		return unsoundLine(g)
	case orb.MultiLineString:
		for _, l := range g {
			if s := unsoundLine(l); s != "" {
				return s
			}
		}
		return ""
	case orb.Polygon:
		return unsoundRings(g)
	case orb.MultiPolygon:
		for _, p := range g {
			if s := unsoundRings(p); s != "" {
				return s
			}
		}
		return ""
	}
	return "geometry of sort " + g.GeoJSONType()
}

func unsoundLine(l orb.LineString) string {
	if len(l) < 2 {
		return "a line of one point"
	}
	for i := 1; i < len(l); i++ {
		if l[i] == l[i-1] {
			return "a point twice in a row"
		}
	}
	return ""
}

func unsoundRings(p orb.Polygon) string {
	for i, r := range p {
		if len(r) < 4 || r[0] != r[len(r)-1] {
			return "a ring of less than three points, or open"
		}
		if s := unsoundLine(orb.LineString(r)); s != "" {
			return s
		}
		// The surveyor's formula with y to the south, as MVT 2.1 §4.3.4.4 has it.
		var sum float64
		for k := 1; k < len(r); k++ {
			sum += r[k-1][0]*r[k][1] - r[k][0]*r[k-1][1]
		}
		if sum == 0 || (sum > 0) != (i == 0) {
			return "a ring without area or the wrong way round"
		}
	}
	return ""
}

func TestWhatEverybodyKnows(t *testing.T) {
	m := delaware(t)
	for _, c := range []struct {
		lng, lat float64
		zooms    []int
		layer    string
		want     geojson.Properties
	}{
		{-75.5465, 39.7457, []int{7, 10, 13, 16}, "place", geojson.Properties{"class": "city", "name": "Wilmington"}},
		{-75.5244, 39.1582, []int{8, 12}, "place", geojson.Properties{"name": "Dover"}},
		{-75.553, 39.7368, []int{8, 10}, "road", geojson.Properties{"class": "motorway", "ref": "I 95"}},
		{-75.553, 39.7368, []int{13, 14}, "road", geojson.Properties{"class": "motorway", "ref": "I 95;US 202", "bridge": true, "oneway": 1.0, "layer": 2.0}},
		{-75.553, 39.735, []int{12, 14}, "waterway", geojson.Properties{"class": "river", "name": "Christina River"}},
		{-75.553, 39.735, []int{13}, "water", geojson.Properties{"class": "river"}},
		{-75.6684, 39.6893, []int{11, 13, 15}, "poi", geojson.Properties{"class": "hospital", "name": "Christiana Hospital"}},
		{-75.5512, 39.7366, []int{13, 14}, "poi", geojson.Properties{"class": "station"}},
		{-75.05, 38.72, []int{6, 9, 12, 16}, "water", geojson.Properties{"class": "ocean"}},
		{-75.30, 39.15, []int{8, 11}, "water", geojson.Properties{"class": "ocean"}}, // the bay
		{-75.55, 39.74, []int{13, 15}, "building", geojson.Properties{}},
		{-75.6, 39.68, []int{10, 12}, "aeroway", geojson.Properties{"class": "runway"}},
		{-75.7, 39.72, []int{9}, "boundary", geojson.Properties{"level": 4.0}},
		{-75.09, 38.78, []int{12}, "park_name", geojson.Properties{"name": "Cape Henlopen State Park"}},
		{-75.12, 38.79, []int{11}, "road", geojson.Properties{"class": "ferry"}},
		{-75.55, 39.74, []int{12}, "rail", geojson.Properties{"class": "rail"}},
	} {
		for _, z := range c.zooms {
			if got := at(t, m, c.lng, c.lat, z).find(c.layer, c.want); len(got) == 0 {
				t.Errorf("zoom %d at %v %v: no %s %v", z, c.lng, c.lat, c.layer, c.want)
			}
		}
	}
	for name, p := range map[string][2]float64{"Wilmington": {-75.55, 39.74}, "Dover": {-75.52, 39.16}, "Georgetown": {-75.385, 38.69}, "Cape May": {-75.2, 39.7}} {
		for _, f := range at(t, m, p[0], p[1], 15).find("water", geojson.Properties{"class": "ocean"}) {
			if planar.Area(f.Geometry) > extent*extent/100 {
				t.Errorf("%s lies in the sea", name)
			}
		}
	}
}

// A tile's east border is its neighbour's west border: the same streets cross it
// at the same places.
func TestNeighboursAgreeAtTheBorder(t *testing.T) {
	m := delaware(t)
	compared := 0
	for i, p := range sampled(m) {
		if i%2 == 0 {
			continue
		}
		left, err := m.Tile(p.z, p.x, p.y)
		if err != nil {
			t.Fatal(err)
		}
		right, err := m.Tile(p.z, p.x+1, p.y)
		if err != nil {
			t.Fatal(err)
		}
		l, r := decode(t, left), decode(t, right)
		for _, name := range []string{"road", "rail", "waterway", "boundary", "water", "landuse"} {
			a, b := crossingsAt(l[name], extent), crossingsAt(r[name], 0)
			for id, ys := range a {
				compared += len(ys)
				if other := b[id]; !alike(ys, other) {
					t.Fatalf("%v %s %v: crosses at %v, in the next tile at %v", p, name, id, ys, other)
				}
			}
			for id := range b {
				if _, ok := a[id]; !ok {
					t.Fatalf("%v %s %v: only in the next tile", p, name, id)
				}
			}
		}
	}
	if compared < 300 {
		t.Fatalf("only %d crossings", compared)
	}
}

// crossingsAt are the heights at which features cross x, within the ground of the
// tile. A side that runs along x crosses it nowhere.
func crossingsAt(features []*geojson.Feature, x float64) map[any][]float64 {
	out := map[any][]float64{}
	line := func(id any, l []orb.Point) {
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			if (a[0] < x) == (b[0] < x) {
				continue
			}
			if y := a[1] + (b[1]-a[1])*(x-a[0])/(b[0]-a[0]); y > 100 && y < extent-100 {
				out[id] = append(out[id], y)
			}
		}
	}
	for _, f := range features {
		switch g := f.Geometry.(type) {
		case orb.LineString:
			line(f.ID, g)
		case orb.MultiLineString:
			for _, l := range g {
				line(f.ID, l)
			}
		case orb.Polygon:
			for _, r := range g {
				line(f.ID, r)
			}
		case orb.MultiPolygon:
			for _, p := range g {
				for _, r := range p {
					line(f.ID, r)
				}
			}
		}
	}
	return out
}

// alike compares heights. A side that is cut at the margin may turn by the
// rounding of the cut, magnified where it runs along the border.
func alike(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	slices.Sort(a)
	slices.Sort(b)
	for i := range a {
		if math.Abs(a[i]-b[i]) > 2*pixel {
			return false
		}
	}
	return true
}

func TestIndexedTilesAreTheNaiveOnes(t *testing.T) {
	m := delaware(t)
	n := unindexed(m)
	all := sampled(m)
	for i := 0; i < len(all); i += 31 {
		p := all[i]
		got, err := m.Tile(p.z, p.x, p.y)
		if err != nil {
			t.Fatal(err)
		}
		want, err := n.Tile(p.z, p.x, p.y)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("%v: %d bytes, without an index %d", p, len(got), len(want))
		}
	}
}
