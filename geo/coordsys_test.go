package geo

// coordsys_test.go: the coordinate systems against published vectors, and
// there and back again.

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

// Vectors of github.com/wandergis/coordtransform. Its ways back take a single
// step, ours are iterated to the end, hence the wider tolerances.
func TestPublishedVectors(t *testing.T) {
	in := orb.Point{116.404, 39.915}
	for _, c := range []struct {
		name    string
		convert func(orb.Point) orb.Point
		want    orb.Point
		withinM float64
	}{
		{
			"WGS-84 to GCJ-02", func(p orb.Point) orb.Point { return FromWGS84(p, GCJ02) },
			orb.Point{116.41024449916938, 39.91640428150164},
			1e-6,
		},
		{"GCJ-02 to BD-09", gcj02ToBD09, orb.Point{116.41036949371029, 39.92133699351021}, 1e-6},
		{
			"BD-09 to GCJ-02", func(p orb.Point) orb.Point { return invert(gcj02ToBD09, p) },
			orb.Point{116.39762729119315, 39.90865673957631},
			1,
		},
		{
			"GCJ-02 to WGS-84", func(p orb.Point) orb.Point { return ToWGS84(p, GCJ02) },
			orb.Point{116.39775550083061, 39.91359571849836},
			1,
		},
	} {
		if off := Distance(c.convert(in), c.want); !(off <= c.withinM) {
			t.Errorf("%s: %v, want %v: %.7f m off", c.name, c.convert(in), c.want, off)
		}
	}
}

func TestRoundTripInsideChina(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 3))
	for range 20_000 {
		// The box without its outline, where the systems tear.
		p := orb.Point{72.1 + rng.Float64()*65.6, 0.9 + rng.Float64()*54.8}
		if rng.IntN(20) == 0 {
			p[0] = 105 + rng.NormFloat64()*1e-6 // the kink of the published formula
		}
		for _, sys := range []CoordSys{GCJ02, BD09} {
			shifted := FromWGS84(p, sys)
			if d := Distance(p, shifted); d == 0 || d > 2_500 {
				t.Fatalf("%v shifted by %.1f m in %v", p, d, sys)
			}
			if off := Distance(p, ToWGS84(shifted, sys)); !(off < 0.001) {
				t.Fatalf("%v to %v and back is %.4f m off", p, sys, off)
			}
			if off := Distance(p, FromWGS84(ToWGS84(p, sys), sys)); !(off < 0.001) {
				t.Fatalf("%v from %v and back is %.4f m off", p, sys, off)
			}
		}
	}
}

// The figure that people rely on: 50 to 700 m in the country's cities.
func TestShiftInCities(t *testing.T) {
	for name, p := range map[string]orb.Point{
		"Beijing": {116.4074, 39.9042}, "Shanghai": {121.4737, 31.2304}, "Chengdu": {104.0665, 30.5723},
		"Guangzhou": {113.2644, 23.1291}, "Ürümqi": {87.6168, 43.8256}, "Harbin": {126.6424, 45.7567},
	} {
		if d := Distance(p, FromWGS84(p, GCJ02)); d < 50 || d > 750 {
			t.Errorf("%s is shifted by %.0f m", name, d)
		}
	}
}

func TestNothingIsShiftedOutsideChina(t *testing.T) {
	for _, p := range []orb.Point{
		{-8.6291, 41.1579}, {-75.5277, 39.1582}, {151.2093, -33.8688}, {0, 0}, {180, 85}, {-180, -90}, {72, 30}, {104, 56},
	} {
		for _, sys := range []CoordSys{WGS84, GCJ02, BD09} {
			if to, from := ToWGS84(p, sys), FromWGS84(p, sys); to != p || from != p {
				t.Errorf("%v in %v: %v and %v, want it unmoved", p, sys, to, from)
			}
		}
	}
}

func TestConversionsSurviveNaN(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64} {
		for _, p := range []orb.Point{{bad, 30}, {104, bad}, {bad, bad}} {
			for _, sys := range []CoordSys{GCJ02, BD09} {
				for _, q := range []orb.Point{ToWGS84(p, sys), FromWGS84(p, sys)} {
					if inChina(q) {
						t.Errorf("%v in %v became the place %v", p, sys, q)
					}
				}
			}
			invert(wgs84ToGCJ02, p) // must end
		}
	}
}

func TestParseCoordSys(t *testing.T) {
	for in, want := range map[string]CoordSys{
		"": WGS84, "wgs84": WGS84, "WGS-84": WGS84, " EPSG:4326 ": WGS84,
		"gcj02": GCJ02, "GCJ-02": GCJ02, "gcj_02": GCJ02, "高德": GCJ02,
		"bd09": BD09, "BD-09": BD09, "百度": BD09,
	} {
		if got, err := ParseCoordSys(in); err != nil || got != want {
			t.Errorf("ParseCoordSys(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"utm", "wgs72", "gcj03", "cgcs"} {
		if got, err := ParseCoordSys(in); err == nil {
			t.Errorf("ParseCoordSys(%q) = %v, want an error", in, got)
		}
	}
}

func TestCoordSysInJSON(t *testing.T) {
	var v struct{ Sys CoordSys }
	if err := json.Unmarshal([]byte(`{"Sys":"GCJ-02"}`), &v); err != nil || v.Sys != GCJ02 {
		t.Fatalf("read %v, %v", v.Sys, err)
	}
	if out, err := json.Marshal(v); err != nil || string(out) != `{"Sys":"gcj02"}` {
		t.Fatalf("wrote %s, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Sys":"mars"}`), &v); err == nil {
		t.Fatal("an unknown system was taken")
	}
}

func TestConvertByName(t *testing.T) {
	p := orb.Point{104.0665, 30.5723}
	got, err := Convert(FromWGS84(p, BD09), "BD-09")
	if err != nil || Distance(got, p) > 0.001 {
		t.Errorf("Convert: %v, %v; want %v", got, err, p)
	}
	if _, err := Convert(p, "mars"); err == nil {
		t.Error("an unknown system was taken")
	}
}
