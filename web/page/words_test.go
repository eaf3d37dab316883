package page

// words_test.go: the catalogues are complete, and map links are where they
// should be.

import (
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

func TestCataloguesAreComplete(t *testing.T) {
	for lang, w := range catalogue {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s: %s is empty", lang, v.Type().Field(i).Name)
			}
		}
		for _, p := range dispatch.Plans() {
			if w.Kinds[p.Kind] == "" {
				t.Errorf("%s: no word for the kind %s", lang, p.Kind)
			}
		}
		for _, r := range dispatch.Roles() {
			if w.Roles[r] == "" {
				t.Errorf("%s: no word for the role %s", lang, r)
			}
		}
		for _, m := range dispatch.Modes() {
			if w.Modes[m] == "" {
				t.Errorf("%s: no word for the mode %s", lang, m)
			}
		}
		for ph := range chinese.Phases {
			if w.Phases[ph] == "" {
				t.Errorf("%s: no word for the phase %s", lang, ph)
			}
			for _, a := range answersIn[ph] {
				if w.Answers[a] == "" {
					t.Errorf("%s: no word for the answer %s", lang, a)
				}
			}
		}
		for _, r := range []dispatch.Result{
			dispatch.ResultApplied, dispatch.ResultRepeated, dispatch.ResultFull,
			dispatch.ResultEnded, dispatch.ResultBusy, dispatch.ResultNotPossible,
		} {
			if w.Results[r] == "" {
				t.Errorf("%s: no word for the result %s", lang, r)
			}
		}
	}
}

func TestMapLinksUseEachMapsCoordinates(t *testing.T) {
	// Tiananmen: WGS-84 116.391389, 39.907222 is about 116.39763, 39.90863 in GCJ-02.
	links := mapLinks(&english, "x", orb.Point{116.391389, 39.907222}, dispatch.ModeBike)
	for i, want := range []string{
		"navigation?to=116.3976", "daddr=39.9086", "destination=39.9086", "mlat=39.907222&mlon=116.391389", "geo:39.907222,116.391389",
	} {
		if !strings.Contains(string(links[i].URL), want) {
			t.Errorf("%s: %s lacks %s", links[i].Label, links[i].URL, want)
		}
	}
	if !strings.Contains(string(links[0].URL), "mode=ride") || !strings.Contains(string(links[2].URL), "travelmode=bicycling") {
		t.Error("the links do not follow how the volunteer travels")
	}
	abroad := mapLinks(&english, "x", orb.Point{-8.6291, 41.1579}, dispatch.ModeWalk)
	if !strings.Contains(string(abroad[0].URL), "to=-8.629100,41.157900") {
		t.Errorf("outside China nothing is shifted: %s", abroad[0].URL)
	}
}
