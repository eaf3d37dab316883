package web_test

// places_test.go: finding and naming places, and a position in the wrong
// coordinate system.

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
	"fifteen/geo/place"
	"fifteen/web"
)

// renmin is where the one address that places knows lies.
var renmin = orb.Point{104.0665123456, 30.5723}

// places knows one address, and remembers what it was asked.
type places struct{ asked *place.Query }

func (p places) Search(q place.Query) []place.Result {
	if p.asked != nil {
		*p.asked = q
	}
	if !strings.Contains(q.Text, "人民路") {
		return nil
	}
	return []place.Result{{Kind: "street", Name: "人民路", Context: "锦江区", Class: "secondary", Position: renmin, DistanceM: 12.4}}
}

func (p places) At(at orb.Point, lang string) place.Naming {
	if at[0] < 0 {
		return place.Naming{}
	}
	return place.Naming{Name: "人民路（近解放路）" + lang, Kind: "crossing", Street: "人民路", Crossing: "解放路", DistanceM: 3.6, Position: renmin}
}

func TestFindPlaces(t *testing.T) {
	var asked place.Query
	w := newWorld(t, func(c *web.Config) { c.Places = places{&asked} })
	a := w.get(dispatch.AccessOfficer, "/v1/places?q="+url.QueryEscape("人民路 ")+"&lng=104&lat=30.5&lang=zh&limit=7")
	if a.StatusCode != http.StatusOK {
		t.Fatal(a.StatusCode, string(a.body))
	}
	if asked.Text != "人民路 " || !asked.HasNear || asked.Near != (orb.Point{104, 30.5}) || asked.Lang != "zh" || asked.Limit != 7 {
		t.Errorf("asked for %+v", asked)
	}
	var got struct {
		Results []struct {
			Kind, Name, Context, Class string
			Position                   dispatch.Position
			DistanceM                  float64 `json:"distance_m"`
		}
	}
	if err := json.Unmarshal(a.body, &got); err != nil || len(got.Results) != 1 {
		t.Fatal(err, string(a.body))
	}
	if r := got.Results[0]; r.Name != "人民路" || r.Position != (dispatch.Position{Lng: 104.066512, Lat: 30.5723}) || r.DistanceM != 12 {
		t.Errorf("%+v", r)
	}
	if a := w.get(dispatch.AccessOfficer, "/v1/places?q=nowhere"); string(a.body) != `{"results":[]}`+"\n" || asked.HasNear || asked.Lang != "en" {
		t.Errorf("%s, %+v", a.body, asked)
	}
	for query, says := range map[string]string{
		"q=x&lng=1": `"lat"`, "q=x&lang=de": `"lang"`, "q=x&limit=51": `"limit"`, "q=" + strings.Repeat("x", 201): `"q"`,
	} {
		if a := w.get(dispatch.AccessOfficer, "/v1/places?"+query); a.StatusCode != http.StatusBadRequest || !strings.Contains(string(a.body), says) {
			t.Errorf("%s: %d %s", query, a.StatusCode, a.body)
		}
	}
}

func TestNamePlace(t *testing.T) {
	w := newWorld(t)
	a := w.get(dispatch.AccessOfficer, "/v1/places/at?lng=104&lat=30&lang=zh-CN")
	var got map[string]any
	if err := json.Unmarshal(a.body, &got); err != nil || got["name"] != "人民路（近解放路）zh" || got["kind"] != "crossing" || got["crossing"] != "解放路" || got["distance_m"] != 4.0 {
		t.Fatalf("%v %s", err, a.body)
	}
	a = w.get(dispatch.AccessOfficer, "/v1/places/at?lng=-4&lat=30")
	if err := json.Unmarshal(a.body, &got); err != nil || a.StatusCode != http.StatusOK || got["name"] != "" {
		t.Errorf("nothing near: %d %s", a.StatusCode, a.body)
	}
	w = newWorld(t, func(c *web.Config) { c.Places = nil })
	for _, path := range []string{"/v1/places?q=x", "/v1/places/at?lng=1&lat=1"} {
		if a := w.get(dispatch.AccessOfficer, path); a.StatusCode != http.StatusNotFound || !strings.Contains(string(a.body), "--osm") {
			t.Errorf("%s without an extract: %d %s", path, a.StatusCode, a.body)
		}
	}
}

// A platform that sends GCJ-02 as WGS-84 is noticed by the address.
func TestCoordinateMixUpIsNoticed(t *testing.T) {
	for name, c := range map[string]struct {
		at      orb.Point
		address string
		want    string
	}{
		"right":                       {orb.Point{renmin[0] + 1e-4, renmin[1]}, "人民路 3 号", ""},
		"GCJ-02":                      {geo.FromWGS84(renmin, geo.GCJ02), "人民路 3 号", "gcj02"},
		"BD-09":                       {geo.FromWGS84(renmin, geo.BD09), "人民路 3 号", "bd09"},
		"GCJ-02 with another address": {geo.FromWGS84(renmin, geo.GCJ02), "somewhere else", ""},
		"far off":                     {orb.Point{renmin[0] + 1, renmin[1]}, "人民路", ""},
	} {
		w := newWorld(t)
		body, _ := json.Marshal(map[string]any{
			"kind": "injury", "address": c.address, "position": map[string]float64{"lng": c.at[0], "lat": c.at[1]},
		})
		if a := w.post(dispatch.AccessPlatform, "/v1/incidents", string(body)); a.StatusCode != http.StatusCreated {
			t.Fatal(name, a.StatusCode, string(a.body))
		}
		got := w.desk.opened[len(w.desk.opened)-1]
		if got.WarningCoordSys != c.want || (got.Warning == dispatch.WarnCoordMixup) != (c.want != "") {
			t.Errorf("%s: warning %q, %q, want %q", name, got.Warning, got.WarningCoordSys, c.want)
		}
	}
}
