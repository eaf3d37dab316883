package place

// delaware_test.go: real streets, houses, crossings and places of Delaware.

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/geo"
	"fifteen/geo/extract"
)

// readDelaware reads the extract that the reader's module carries.
var readDelaware = sync.OnceValues(func() (*extract.Extract, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		return nil, err
	}
	return extract.Read(context.Background(), filepath.Join(strings.TrimSpace(string(dir)), "testdata", "delaware-latest.osm.pbf"), nil)
})

var buildDelaware = sync.OnceValues(func() (*Index, error) {
	e, err := readDelaware()
	if err != nil {
		return nil, err
	}
	return Build(context.Background(), e, nil)
})

func delaware(t testing.TB) *Index {
	t.Helper()
	x, err := buildDelaware()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// rodneySquare is the middle of Wilmington.
var rodneySquare = orb.Point{-75.5466, 39.7459}

func TestDelawareIsFound(t *testing.T) {
	x := delaware(t)
	for text, want := range map[string][2]string{ // kind and name of the first result
		"market st":                         {"street", "North Market Street"},
		"N Market St Wilmington":            {"street", "North Market Street"},
		"wilmngton":                         {"place", "Wilmington"},
		"dov":                               {"place", "Dover"},
		"605 market street":                 {"house", "605 North Market Street"},
		"605 N MARKET ST, Wilmington 19801": {"house", "605 North Market Street"},
		"18 Oklahoma State Dr apt 3":        {"house", "18 Oklahoma State Drive, apt 3"},
		"823 colorado dr newark":            {"house", "823 Colorado Drive"},
		"market & 9th":                      {"crossing", "East 9th Street & North Market Street"},
		"corner of Market St and W 9th St":  {"crossing", "North Market Street & West 9th Street"},
		"I 95":                              {"street", "I 95"},
		"us 13":                             {"street", "US 13"},
		"i95":                               {"street", "I 95"},
		"st francis hosp":                   {"poi", "St. Francis Hospital"},
		"e cleveland ave":                   {"street", "East Cleveland Avenue"},
		"main st newark":                    {"street", "East Main Street"},
		"northwest front":                   {"street", "Northwest Front Street"},
		"39.745, -75.546":                   {"coordinate", "39.745000, -75.546000"},
		"-75.546, 39.745":                   {"coordinate", "39.745000, -75.546000"}, // the only order in the extract
	} {
		got := first(t, x.Search(Query{Text: text, Near: rodneySquare, HasNear: true, Lang: "en"}), text)
		if got.Kind != want[0] || got.Name != want[1] {
			t.Errorf("%q: %s %q, want %q", text, got.Kind, got.Name, want)
		}
	}
	for _, text := range []string{"zzzzzz", "qwertyuiop street"} {
		if got := x.Search(Query{Text: text}); len(got) != 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Every tenth address of the extract is found where it is.
func TestAddressesOfTheExtract(t *testing.T) {
	x := delaware(t)
	e, _ := readDelaware()
	tried, found := 0, 0
	for i := range e.Nodes {
		n := &e.Nodes[i]
		number, street := n.Tags.Get("addr:housenumber"), n.Tags.Get("addr:street")
		if number == "" || street == "" || i%3 != 0 || strings.ContainsAny(number, ";, ") {
			continue
		}
		at := e.Points[n.At].Orb()
		text := number + " " + street
		tried++
		for _, r := range x.Search(Query{Text: text, Near: at, HasNear: true, Lang: "en", Limit: 3}) {
			if r.Kind == "house" && r.Class == "house" && geo.Distance(r.Position, at) < 30 {
				found++
				break
			}
		}
	}
	if tried < 50 || found < tried*98/100 {
		t.Errorf("%d of %d addresses were found", found, tried)
	}
}

// Junctions that the ways of the extract show are found by both names.
func TestCrossingsOfTheExtract(t *testing.T) {
	x := delaware(t)
	e, _ := readDelaware()
	at := map[int32]*extract.Way{}
	tried := 0
	for i := range e.Ways {
		w := &e.Ways[i]
		if w.Tags.Get("highway") != "residential" || w.Tags.Get("name") == "" {
			continue
		}
		for _, n := range w.Nodes {
			v := at[n]
			at[n] = w
			if n < 0 || v == nil || streetKey(v.Tags.Get("name")) == streetKey(w.Tags.Get("name")) || n%211 != 0 {
				continue
			}
			tried++
			p := e.Points[n].Orb()
			text := v.Tags.Get("name") + " & " + w.Tags.Get("name")
			if got := x.Search(Query{Text: text, Near: p, HasNear: true, Lang: "en", Limit: 3}); !slices.ContainsFunc(got, func(r Result) bool {
				return r.Kind == "crossing" && geo.Distance(r.Position, p) <= sameCrossingM
			}) {
				t.Errorf("%q at %v: %v", text, p, got)
			}
		}
	}
	if tried < 25 {
		t.Errorf("only %d crossings were tried", tried)
	}
}
