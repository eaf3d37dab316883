package tile

// a village drawn by hand: each line of it is a rule of building.

import (
	"context"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"fifteen/geo/extract"
)

// village draws on a plane: x and y in thousandths of a degree from 104° E 30° N.
type village struct{ extract.Extract }

func (v *village) node(x, y int32, kv ...string) int32 {
	at := int32(len(v.Points))
	v.Points = append(v.Points, extract.Point{Lng: 1_040_000_000 + 10_000*x, Lat: 300_000_000 + 10_000*y})
	if len(kv) > 0 {
		v.Nodes = append(v.Nodes, extract.Node{ID: int64(1000 + at), At: at, Tags: tags(kv...)})
	}
	return at
}

func (v *village) way(nodes []int32, kv ...string) int32 {
	v.Ways = append(v.Ways, extract.Way{ID: int64(10 + len(v.Ways)), Nodes: nodes, Tags: tags(kv...)})
	return int32(len(v.Ways) - 1)
}

func (v *village) square(x, y, side int32) []int32 {
	a := v.node(x, y)
	return []int32{a, v.node(x+side, y), v.node(x+side, y+side), v.node(x, y+side), a}
}

func (v *village) relation(kv []string, ways ...int32) {
	r := extract.Relation{ID: int64(1 + len(v.Relations)), Tags: tags(kv...)}
	for _, w := range ways {
		m := extract.Member{Type: extract.MemberWay, ID: 99, Index: w, Role: "outer"}
		r.Members = append(r.Members, m)
	}
	v.Relations = append(v.Relations, r)
}

func (v *village) build(t *testing.T) *Map {
	t.Helper()
	b := orb.Bound{Min: v.Points[0].Orb(), Max: v.Points[0].Orb()}
	for _, p := range v.Points {
		b = b.Extend(p.Orb())
	}
	v.Bound = b
	m, err := Build(context.Background(), &v.Extract, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBuildOfAVillage(t *testing.T) {
	v := &village{}
	// A border that is that of a province, of a county, and says it is a town's.
	border := v.way([]int32{v.node(0, 0), v.node(9, 0)}, "boundary", "administrative", "admin_level", "8")
	v.relation([]string{"type", "boundary", "boundary", "administrative", "admin_level", "6"}, border)
	v.relation([]string{"type", "boundary", "boundary", "administrative", "admin_level", "4"}, border)
	v.relation([]string{"type", "boundary", "boundary", "administrative", "admin_level", "5"}, border, -1)
	// A lake with an island, of two half shores; its outline says the same again.
	shore := v.square(1, 1, 4)
	island := v.way(v.square(2, 2, 1))
	v.relation([]string{"type", "multipolygon", "natural", "water", "name", "镜湖", "name:en", "Mirror Lake"},
		v.way(shore[:3]), v.way([]int32{shore[0], shore[3], shore[2]}), island)
	// An old relation: the outer way says what it is, and must not be drawn twice.
	v.relation([]string{"type", "multipolygon"}, v.way(v.square(6, 1, 2), "landuse", "forest"))
	// A broken one: half its outline is not in the file.
	v.relation([]string{"type", "multipolygon", "landuse", "grass"}, v.way([]int32{v.node(6, 6), v.node(7, 7)}), -1)
	v.way([]int32{-1, v.node(8, 8), v.node(8, 9), -1}, "building", "yes")
	// A street against its nodes, with a gap; the second half has other flags.
	a, b, c := v.node(0, 9), v.node(2, 9), v.node(4, 9)
	v.way([]int32{b, a}, "highway", "primary", "name", "人民路", "oneway", "-1")
	v.way([]int32{b, c, -1, v.node(6, 9)}, "highway", "primary", "name", "人民路", "oneway", "yes", "bridge", "yes")
	// A house with a number, a clinic drawn twice, a settlement drawn twice.
	v.way(v.square(3, 7, 1), "building", "yes", "addr:housenumber", "12号", "building:levels", "5")
	v.way(v.square(5, 7, 1), "amenity", "clinic", "name", "卫生院")
	v.node(5, 7, "amenity", "clinic", "name", "卫生院")
	v.way(v.square(0, 5, 1), "place", "village", "name", "柳村")
	v.node(1, 6, "place", "village", "name", "柳村")
	m := v.build(t)

	if s := m.Stats(); s.Broken != 1 || s.Patchy != 1 {
		t.Errorf("%d broken, %d patchy", s.Broken, s.Patchy)
	}
	d := at(t, m, 104.0045, 30.0045, 12)
	for _, c := range []struct {
		layer string
		want  geojson.Properties
		n     int
	}{
		{"boundary", geojson.Properties{}, 1},
		{"boundary", geojson.Properties{"level": 4.0, "admin_level": nil}, 1},
		{"water", geojson.Properties{"class": "lake"}, 1},
		{"landuse", geojson.Properties{"class": "forest"}, 1},
		{"landuse", geojson.Properties{"class": "grass"}, 0},
		{"road", geojson.Properties{"name": "人民路", "oneway": nil}, 1}, // the halves are one where flags do not count
		{"place", geojson.Properties{"name": "柳村"}, 1},
	} {
		if got := d.find(c.layer, c.want); len(got) != c.n {
			t.Errorf("%s %v: %d, want %d: %v", c.layer, c.want, len(got), c.n, d[c.layer])
		}
	}
	if w := d.find("water", nil); len(w) == 1 && len(w[0].Geometry.(orb.Polygon)) != 2 {
		t.Error("the lake has no island")
	}
	label := at(t, m, 104.0045, 30.003, 14).find("water_name", geojson.Properties{"name": "镜湖", "name_en": "Mirror Lake", "name_zh": nil})
	if len(label) != 1 {
		t.Error("the lake's name:", label)
	}
	d = at(t, m, 104.0045, 30.0085, 15)
	if got := d.find("building", geojson.Properties{"height": 15.0}); len(got) != 1 {
		t.Error("the house:", d["building"])
	}
	if got := d.find("poi", geojson.Properties{"class": "clinic"}); len(got) != 1 {
		t.Error("the clinic:", len(got))
	}
	var ids []any
	for _, f := range d.find("road", geojson.Properties{"oneway": 1.0}) {
		ids = append(ids, f.ID)
		line := f.Geometry.(orb.LineString)
		if line[0][0] > line[len(line)-1][0] {
			t.Error("a street that runs the wrong way")
		}
	}
	if len(ids) != 2 || ids[0] == ids[1] {
		t.Error("the street, half of it a bridge:", ids)
	}
	if got := at(t, m, 104.0035, 30.0075, 16).find("address", geojson.Properties{"number": "12号"}); len(got) != 1 {
		t.Error("the number:", got)
	}
}

func TestEmptyExtract(t *testing.T) {
	m, err := Build(context.Background(), &extract.Extract{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := m.Tile(9, 1, 1); err != nil || len(raw) != 0 {
		t.Fatal(len(raw), err)
	}
	if _, err := load(t, saved(t, m)); err != nil {
		t.Fatal(err)
	}
}

func TestRingsRunAsTheFormatWants(t *testing.T) {
	d := drawer{z: MaxZoom}
	window := box{-10, -10, 4105, 4105}
	square := []xy{{0, 0}, {100, 0}, {100, 100}, {0, 100}}
	for _, hole := range []bool{false, true} {
		for _, line := range [][]xy{square, reversed(square)} {
			r := d.ring(append([]xy(nil), line...), boxOf(line), window, hole)
			sum := 0.0
			for i := 1; i < len(r); i++ {
				sum += r[i-1][0]*r[i][1] - r[i][0]*r[i-1][1]
			}
			if len(r) != 5 || r[0] != r[4] || math.Abs(sum) != 20000 || (sum < 0) != hole {
				t.Errorf("hole %v: %v", hole, r)
			}
		}
	}
	if r := d.ring([]xy{{0, 0}, {50, 50}, {100, 100}}, box{0, 0, 100, 100}, window, false); r != nil {
		t.Error("a ring without area", r)
	}
}
