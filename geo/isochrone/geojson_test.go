package isochrone

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

func TestFeatureCollection(t *testing.T) {
	bands, err := Bands(slices.Values([]Segment{{wilmington, wilmington, 6 * time.Minute, 6 * time.Minute}}),
		Options{Limits: []time.Duration{minutes(5), minutes(7.5), minutes(15)}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(FeatureCollection(bands, "walk"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type     string
		Features []struct {
			Type       string
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates [][][][]float64
			}
		}
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || len(got.Features) != 3 {
		t.Fatalf("got %s", b)
	}
	for i, want := range []struct {
		minutes  float64
		polygons int
	}{{15, 1}, {7.5, 1}, {5, 0}} {
		f := got.Features[i]
		if f.Type != "Feature" || f.Geometry.Type != "MultiPolygon" || f.Geometry.Coordinates == nil ||
			f.Properties["minutes"] != want.minutes || f.Properties["mode"] != "walk" || len(f.Geometry.Coordinates) != want.polygons {
			t.Errorf("feature %d is %+v, want %+v", i, f, want)
		}
	}
}

func TestCircle(t *testing.T) {
	for _, c := range []struct {
		center orb.Point
		radius float64
		parts  int
	}{
		{wilmington, 950, 1},
		{wilmington, 3_200, 1},
		{orb.Point{0, 0}, 0.5, 1},
		{orb.Point{15, 84}, 25_000, 1},
		{orb.Point{178, -17}, 400_000, 2},
		{orb.Point{-179.999, 66}, 1_000, 2},
		{orb.Point{180, 10}, 1_000, 2},
		{orb.Point{104, 30}, 5_000_000, 1},
	} {
		area, err := Circle(c.center, c.radius)
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		if len(area) != c.parts {
			t.Errorf("%v: %d parts", c, len(area))
		}
		bound := geo.Bounds(c.center, c.radius).Pad(1e-9)
		for _, polygon := range area {
			if len(polygon) != 1 || !polygon[0].Closed() || polygon[0].Orientation() != orb.CCW {
				t.Errorf("%v: ring is not closed counterclockwise", c)
			}
			for _, p := range polygon[0] {
				d := geo.Distance(c.center, p)
				// A cut at the antimeridian is inside the circle.
				if math.Abs(d-c.radius) > 1e-6*c.radius+1e-6 && !(math.Abs(p[0]) == 180 && d < c.radius) {
					t.Errorf("%v: corner %v is %.3f m from the center", c, p, d)
				}
				if !bound.Contains(p) {
					t.Errorf("%v: corner %v is outside %v", c, p, bound)
				}
			}
		}
		// What is well inside is in exactly one part, what is outside in none.
		for i := range 40 {
			in, out := 0, 0
			for _, polygon := range area {
				on := func(p orb.Point) orb.Point { return orb.Point{math.Remainder(p[0], 360), p[1]} }
				if contains(orb.MultiPolygon{polygon}, on(travel(c.center, float64(i)/3, 0.99*c.radius))) {
					in++
				}
				if contains(orb.MultiPolygon{polygon}, on(travel(c.center, float64(i)/3, 1.01*c.radius))) {
					out++
				}
			}
			if in != 1 || out != 0 {
				t.Errorf("%v: bearing %d: inside is in %d parts, outside in %d", c, i, in, out)
			}
		}
	}
}

func TestCircleRefuses(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		center orb.Point
		radius float64
	}{
		{orb.Point{nan, 0}, 1},
		{orb.Point{0, nan}, 1},
		{orb.Point{0, 91}, 1},
		{orb.Point{181, 0}, 1},
		{wilmington, nan},
		{wilmington, -1},
		{orb.Point{0, 89.9}, 20_000},
		{wilmington, math.Inf(1)},
	} {
		if area, err := Circle(c.center, c.radius); err == nil {
			t.Errorf("%v: got %v, want an error", c, area)
		}
	}
	if area, err := Circle(wilmington, 0); err != nil || area == nil || len(area) != 0 {
		t.Errorf("radius 0: got %v, %v", area, err)
	}
}
