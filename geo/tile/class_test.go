package tile

// tags become classes.

import (
	"testing"

	"fifteen/geo/extract"
)

func tags(kv ...string) (t extract.Tags) {
	for i := 0; i < len(kv); i += 2 {
		t = append(t, extract.Tag{Key: kv[i], Value: kv[i+1]})
	}
	return t
}

func TestEveryClassHasARule(t *testing.T) {
	need := func(l layer, class string) {
		t.Helper()
		if _, ok := ruleOf[ruleKey{l, class}]; !ok {
			t.Errorf("%v %q has no rule", l, class)
		}
	}
	for tag, c := range ground {
		need(layerLanduse, c)
		_ = tag
	}
	for _, c := range highways {
		need(layerRoad, c)
	}
	for _, c := range railways {
		need(layerRail, c)
	}
	if len(ruleOf) != len(rules) {
		t.Error("a class twice in the rules")
	}
	if len(pointRuleOf) != len(pointRules) {
		t.Error("a tag twice in the rules of points")
	}
	for _, r := range rules {
		if r.from < MinZoom || r.from > MaxZoom || margins[r.layer] == 0 || margins[r.layer] > maxMargin {
			t.Errorf("%v %q: zoom %d, margin %d", r.layer, r.class, r.from, margins[r.layer])
		}
	}
	next := uint8(MinZoom)
	for _, b := range bands {
		if b.from != next {
			t.Errorf("no band for zoom %d", next)
		}
		next = b.to + 1
	}
	if next != MaxZoom+1 {
		t.Errorf("no band for zoom %d", next)
	}
	for _, name := range append(layerNames[:], keyNames[:]...) {
		if name == "" {
			t.Error("something has no name")
		}
	}
}

func TestAreas(t *testing.T) {
	for _, c := range []struct {
		tags            extract.Tags
		ground, water   string
		building, wants bool
	}{
		{tags: tags("landuse", "farm"), ground: "farmland", wants: true},
		{tags: tags("leisure", "park", "landuse", "grass"), ground: "park", wants: true},
		{tags: tags("landuse", "military"), ground: "military", wants: true},
		{tags: tags("natural", "water"), water: "lake", wants: true},
		{tags: tags("natural", "water", "water", "river"), water: "river", wants: true},
		{tags: tags("waterway", "riverbank"), water: "river", wants: true},
		{tags: tags("landuse", "reservoir"), water: "lake", wants: true},
		{tags: tags("natural", "water", "water", "fountain"), water: "basin", wants: true},
		{tags: tags("leisure", "swimming_pool"), water: "pool", wants: true},
		{tags: tags("building", "yes"), building: true, wants: true},
		{tags: tags("building", "no")},
		{tags: tags("building", "yes", "location", "underground")},
		{tags: tags("highway", "pedestrian", "area", "yes"), ground: "pedestrian", wants: true},
		{tags: tags("highway", "residential", "name", "Ring")},
		{tags: tags("natural", "coastline", "place", "islet")},
		{tags: tags("aeroway", "taxiway")},
		{tags: tags("aeroway", "taxiway", "area", "yes"), wants: true},
		{tags: tags("amenity", "hospital", "building", "yes"), ground: "hospital", building: true, wants: true},
		{tags: tags("natural", "bay", "name", "Bay"), wants: true},
		{tags: nil},
	} {
		const large = 1e6
		if g, w, b, a := landuseOf(c.tags), waterOf(c.tags, large), isBuilding(c.tags), asksForArea(c.tags); g != c.ground || w != c.water || b != c.building || a != c.wants {
			t.Errorf("%v: %q %q %v %v", c.tags, g, w, b, a)
		}
	}
	if waterOf(tags("natural", "water"), 100) != "pond" {
		t.Error("a small lake is a pond")
	}
}

func TestStreets(t *testing.T) {
	for _, c := range []struct {
		tags   extract.Tags
		closed bool
		want   street
		none   bool
	}{
		{tags: tags("highway", "motorway", "ref", "G5"), want: street{class: "motorway", ref: "G5", oneway: true, from: 5}},
		{tags: tags("highway", "motorway_link", "oneway", "no"), want: street{class: "motorway", link: true, from: 10}},
		{tags: tags("highway", "secondary_link"), want: street{class: "secondary", link: true, from: 12}},
		{tags: tags("highway", "living_street", "oneway", "-1"), want: street{class: "residential", oneway: true, reverse: true, from: 12}},
		{tags: tags("highway", "tertiary", "junction", "roundabout"), closed: true, want: street{class: "tertiary", oneway: true, from: 11}},
		{tags: tags("highway", "primary", "bridge", "viaduct", "layer", "9"), want: street{class: "primary", bridge: true, level: 5, from: 8}},
		{tags: tags("highway", "primary", "bridge", "no", "tunnel", "yes", "layer", "-1"), want: street{class: "primary", tunnel: true, level: -1, from: 8}},
		{tags: tags("highway", "service", "service", "driveway", "access", "private"), want: street{class: "service", service: true, subclass: "driveway", private: true, from: 15}},
		{tags: tags("highway", "footway", "footway", "sidewalk"), want: street{class: "path", subclass: "sidewalk", from: 15}},
		{tags: tags("route", "ferry"), want: street{class: "ferry", from: 9}},
		{tags: tags("railway", "rail", "service", "yard"), want: street{layer: layerRail, class: "rail", service: true, from: 13}},
		{tags: tags("railway", "subway", "tunnel", "yes"), want: street{layer: layerRail, class: "subway", tunnel: true, from: 11}},
		{tags: tags("railway", "abandoned"), none: true},
		{tags: tags("highway", "proposed"), none: true},
		{tags: tags("highway", "pedestrian", "area", "yes"), closed: true, none: true},
		{tags: tags("highway", "corridor", "indoor", "yes"), none: true},
		{tags: tags("building", "yes"), none: true},
	} {
		if c.want.layer == 0 {
			c.want.layer = layerRoad
		}
		got, ok := streetOf(c.tags, c.closed)
		if ok == c.none || ok && got != c.want {
			t.Errorf("%v: %+v %v", c.tags, got, ok)
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		tags extract.Tags
		want names
	}{
		{tags("name", "人民路", "name:zh", "人民路", "name:en", "Renmin Road"), names{"人民路", "", "Renmin Road"}},
		{tags("name", "Wilmington", "name:zh-Hans", "威明顿", "name:en", "Wilmington"), names{"Wilmington", "威明顿", ""}},
		{tags("name:en", "Only"), names{"Only", "", ""}},
		{tags("name:zh", "只有", "name:en", "Only"), names{"只有", "", "Only"}},
		{nil, names{}},
	} {
		if got := namesOf(c.tags); got != c.want {
			t.Errorf("%v: %+v", c.tags, got)
		}
	}
}

func TestPoints(t *testing.T) {
	for _, c := range []struct {
		tags  extract.Tags
		class string
	}{
		{tags("amenity", "hospital"), "hospital"},
		{tags("amenity", "pharmacy", "shop", "supermarket", "name", "Both"), "pharmacy"},
		{tags("emergency", "defibrillator"), "aed"},
		{tags("emergency", "assembly_point"), "assembly_point"},
		{tags("amenity", "restaurant"), ""},
		{tags("amenity", "restaurant", "name", "Jade"), "restaurant"},
		{tags("amenity", "shelter", "shelter_type", "public_transport"), ""},
		{tags("amenity", "social_facility", "social_facility", "shelter"), "shelter"},
		{tags("amenity", "parking", "access", "private"), ""},
		{tags("aeroway", "aerodrome", "name", "Strip"), "airport"},
		{tags("aeroway", "aerodrome"), ""},
		{tags("highway", "bus_stop"), ""},
	} {
		got := ""
		if r := pointOf(c.tags, namesOf(c.tags)); r != nil {
			got = r.class
		}
		if got != c.class {
			t.Errorf("%v: %q", c.tags, got)
		}
	}
	if r := pointOf(tags("aeroway", "aerodrome", "name", "A", "iata", "ILG"), names{local: "A"}); r.from != 9 {
		t.Error("an airport with airlines is drawn from zoom", r.from)
	}
}

func TestPlacesBoundariesAndNumbers(t *testing.T) {
	big, bigRank, bigFrom := placeOf(tags("place", "city", "population", "9,000,000"))
	small, smallRank, smallFrom := placeOf(tags("place", "city", "population", "70000"))
	if big != "city" || small != "city" || bigRank >= smallRank || bigFrom >= smallFrom {
		t.Error(big, bigRank, bigFrom, small, smallRank, smallFrom)
	}
	if c, _, _ := placeOf(tags("place", "province")); c != "state" {
		t.Error(c)
	}
	if c, _, _ := placeOf(tags("place", "island")); c != "" {
		t.Error(c)
	}
	for level, want := range map[string]int{"1": 0, "2": 2, "3": 4, "4": 4, "5": 6, "6": 6, "7": 8, "8": 8, "9": 0, "x": 0} {
		if b := levelOfBoundary(tags("boundary", "administrative", "admin_level", level)); b.level != want {
			t.Errorf("level %s: %+v", level, b)
		}
	}
	for value, want := range map[string]int{"12": 12, "12.6 m": 13, "40 feet": 12, "nine": 0, "": 0, "99999": 0} {
		if got := heightOf(tags("height", value)); got != want {
			t.Errorf("height %q: %d", value, got)
		}
	}
	if got := heightOf(tags("building:levels", "4")); got != 12 {
		t.Error(got)
	}
}
