package tile

// helper_test.go: the real extract, and tiles read back.

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"fifteen/geo/extract"
)

var delawareExtract = sync.OnceValues(func() (*extract.Extract, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		return nil, err
	}
	return extract.Read(context.Background(), filepath.Join(strings.TrimSpace(string(dir)), "testdata", "delaware-latest.osm.pbf"), nil)
})

var delawareMap = sync.OnceValues(func() (*Map, error) {
	e, err := delawareExtract()
	if err != nil {
		return nil, err
	}
	return Build(context.Background(), e, nil)
})

// delaware is the map of a real state with a real coast.
func delaware(t testing.TB) *Map {
	t.Helper()
	m, err := delawareMap()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// tiles are the numbers of all tiles of a zoom that touch a bound.
func tiles(b orb.Bound, z int) (out []place) {
	low := maptile.At(orb.Point{b.Min[0], b.Max[1]}, maptile.Zoom(z))
	high := maptile.At(orb.Point{b.Max[0], b.Min[1]}, maptile.Zoom(z))
	for x := low.X; x <= high.X; x++ {
		for y := low.Y; y <= high.Y; y++ {
			out = append(out, place{z, int(x), int(y)})
		}
	}
	return out
}

// decoded is a tile read back: its features by layer.
type decoded map[string][]*geojson.Feature

func decode(t testing.TB, raw []byte) decoded {
	t.Helper()
	layers, err := mvt.Unmarshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	d := decoded{}
	for _, l := range layers {
		if _, twice := d[l.Name]; twice || l.Version != 2 || l.Extent != extent || len(l.Features) == 0 {
			t.Fatalf("layer %s: twice %v, version %d, extent %d, %d features", l.Name, twice, l.Version, l.Extent, len(l.Features))
		}
		d[l.Name] = l.Features
	}
	return d
}

// at reads the tile of a zoom at a position.
func at(t testing.TB, m *Map, lng, lat float64, z int) decoded {
	t.Helper()
	tile := maptile.At(orb.Point{lng, lat}, maptile.Zoom(z))
	raw, err := m.Tile(z, int(tile.X), int(tile.Y))
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, raw)
}

// find returns the features of a layer with these properties.
func (d decoded) find(layer string, want geojson.Properties) (out []*geojson.Feature) {
	for _, f := range d[layer] {
		fits := true
		for k, v := range want {
			fits = fits && f.Properties[k] == v
		}
		if fits {
			out = append(out, f)
		}
	}
	return out
}
