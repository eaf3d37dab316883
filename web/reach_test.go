package web_test

// reach_test.go: areas and ways as GeoJSON, circles where the streets cannot
// tell, and what is refused.

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"fifteen/dispatch"
	"fifteen/geo"
	"fifteen/geo/isochrone"
	"fifteen/web"
)

// streets answer as told; the zero value draws a square for each limit.
type streets struct{ err error }

func (s streets) Reach(_ context.Context, to orb.Point, _ dispatch.Mode, limits []time.Duration) ([]isochrone.Band, orb.Point, float64, error) {
	if s.err != nil {
		return nil, orb.Point{}, 0, s.err
	}
	bands := make([]isochrone.Band, len(limits))
	for i, l := range limits {
		r := l.Hours() / 100
		bands[i] = isochrone.Band{Limit: l, Area: orb.MultiPolygon{{{
			{to[0] - r, to[1] - r}, {to[0] + r, to[1] - r}, {to[0] + r, to[1] + r}, {to[0] - r, to[1] + r}, {to[0] - r, to[1] - r},
		}}}}
	}
	return bands, orb.Point{to[0] + 0.0001, to[1]}, 9.5, nil
}

func (w *world) reach(t *testing.T, query string) *geojson.FeatureCollection {
	t.Helper()
	a := w.send(request{method: "GET", path: "/v1/reach?" + query, role: dispatch.AccessOfficer})
	if a.StatusCode != http.StatusOK || a.Header.Get("Content-Type") != "application/geo+json" {
		t.Fatalf("%s: %d %s", query, a.StatusCode, a.body)
	}
	fc, err := geojson.UnmarshalFeatureCollection(a.body)
	if err != nil {
		t.Fatal(err)
	}
	return fc
}

func about(fc *geojson.FeatureCollection) map[string]any {
	props, _ := fc.ExtraMembers["properties"].(map[string]any)
	return props
}

func TestReach(t *testing.T) {
	w := newWorld(t)
	fc := w.reach(t, "lng=-75.54&lat=39.74&mode=drive&bands=5,15,10")
	if len(fc.Features) != 3 {
		t.Fatalf("%d areas", len(fc.Features))
	}
	last := math.Inf(1)
	for i, minutes := range []float64{15, 10, 5} {
		f := fc.Features[i]
		if f.Properties["minutes"] != minutes || f.Properties["mode"] != "drive" || planar.Area(f.Geometry) >= last {
			t.Errorf("%v: %v", minutes, f.Properties)
		}
		last = planar.Area(f.Geometry)
	}
	p := about(fc)
	snapped, _ := p["snapped"].(map[string]any)
	if p["travel"] != "streets" || p["why"] != "" || p["turnout_s"].(float64) <= 0 || snapped["lng"] != -75.5399 || snapped["walk_m"] != 9.5 {
		t.Errorf("%v", p)
	}
	if fc := w.reach(t, "lng=-75.54&lat=39.74"); len(fc.Features) != 1 || fc.Features[0].Properties["minutes"] != 15.0 || fc.Features[0].Properties["mode"] != "walk" {
		t.Errorf("%v", fc.Features)
	}
	// A point in another system is moved before it is looked for.
	there := geo.FromWGS84(orb.Point{104.06, 30.57}, geo.GCJ02)
	fc = w.reach(t, fmt.Sprintf("lng=%v&lat=%v&coord_sys=gcj02", there[0], there[1]))
	if c, _ := planar.CentroidArea(fc.Features[0].Geometry); geo.Distance(c, orb.Point{104.06, 30.57}) > 1 {
		t.Errorf("the area lies around %v", c)
	}
}

func TestReachWithoutStreetsIsACircle(t *testing.T) {
	for why, change := range map[string]func(*web.Config){
		"no_streets": func(c *web.Config) { c.Streets = nil },
		"off_map":    func(c *web.Config) { c.Streets = streets{&dispatch.RouteError{Why: dispatch.ReasonOffMap}} },
		"no_street":  func(c *web.Config) { c.Streets = streets{&dispatch.RouteError{Why: dispatch.ReasonNoStreet}} },
	} {
		w := newWorld(t, change)
		fc := w.reach(t, "lng=-75.54&lat=39.74&mode=ebike&minutes=10")
		if p := about(fc); p["travel"] != "straight_line" || p["why"] != why || p["snapped"] != nil {
			t.Errorf("%s: %v", why, p)
		}
		want := dispatch.StraightRadius(10*time.Minute, dispatch.ModeEBike)
		area, ok := fc.Features[0].Geometry.(orb.MultiPolygon)
		if !ok {
			t.Fatalf("%s: %T", why, fc.Features[0].Geometry)
		}
		for _, p := range area[0][0] {
			if d := geo.Distance(p, orb.Point{-75.54, 39.74}); math.Abs(d-want) > 5 {
				t.Fatalf("%s: %.0f m from the middle, want %.0f", why, d, want)
			}
		}
	}
	w := newWorld(t, func(c *web.Config) { c.Streets = streets{errors.New("broken")} })
	if a := w.send(request{method: "GET", path: "/v1/reach?lng=1&lat=1", role: dispatch.AccessOfficer}); a.StatusCode != http.StatusInternalServerError {
		t.Error(a.StatusCode)
	}
}

func TestReachRefuses(t *testing.T) {
	w := newWorld(t)
	for query, field := range map[string]string{
		"lat=1": "lng", "lng=1": "lat", "lng=x&lat=1": "lng", "lng=NaN&lat=1": "lng", "lng=1&lat=86": "lat",
		"lng=1&lat=1&mode=fly": "mode", "lng=1&lat=1&minutes=0": "minutes", "lng=1&lat=1&minutes=61": "minutes",
		"lng=1&lat=1&minutes=NaN": "minutes", "lng=1&lat=1&bands=5,,6": "bands", "lng=1&lat=1&bands=1,2,3,4,5,6,7": "bands",
		"lng=1&lat=1&coord_sys=mars": "coord_sys",
	} {
		a := w.send(request{method: "GET", path: "/v1/reach?" + query, role: dispatch.AccessOfficer})
		if a.StatusCode != http.StatusBadRequest || !strings.Contains(string(a.body), `"`+field+`"`) {
			t.Errorf("%s: %d %s, want it to name %s", query, a.StatusCode, a.body, field)
		}
	}
}

func TestRoute(t *testing.T) {
	w := newWorld(t)
	a := w.send(request{method: "GET", path: "/v1/incidents/i1/offers/i1-1/route", role: dispatch.AccessOfficer})
	if a.StatusCode != http.StatusOK {
		t.Fatal(a.StatusCode, a.body)
	}
	f, err := geojson.UnmarshalFeature(a.body)
	if err != nil {
		t.Fatal(err)
	}
	line, _ := f.Geometry.(orb.LineString)
	p := f.Properties
	if len(line) != 3 || line[2] != (orb.Point{104.001, 30.001235}) || p["mode"] != "ebike" || p["travel_s"] != 180.0 ||
		p["progress"] != 0.25 || p["travel"] != "streets" || p["from_basis"] != "live" || p["left_m"] != 230.0 || p["position_at"] == nil {
		t.Errorf("%v %v", line, p)
	}
	if left, _ := p["remaining_s"].([]any); len(left) != 3 || left[1] != 90.0 {
		t.Errorf("%v", p["remaining_s"])
	}
	if a := w.send(request{method: "GET", path: "/v1/incidents/i1/offers/none/route", role: dispatch.AccessOfficer}); a.StatusCode != http.StatusNotFound {
		t.Error(a.StatusCode)
	}
}
