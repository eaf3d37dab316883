package tile

// class_area.go: which areas and lines the tags of a thing ask for. Streets are
// in class_road.go, points in class_poi.go.

import (
	"strconv"
	"strings"

	"fifteen/geo/extract"
)

// landuseOf returns the class of ground that an area is, "" for none.
func landuseOf(t extract.Tags) string {
	for _, key := range []string{"amenity", "leisure", "aeroway", "landuse", "natural", "tourism", "healthcare", "power", "boundary", "military", "man_made"} {
		if v := t.Get(key); v != "" {
			if c := ground[key+"="+v]; c != "" {
				return c
			}
		}
	}
	if v := t.Get("landuse"); v == "military" || t.Has("military") && t.Get("building") == "" && v == "" && t.Get("military") == "base" {
		return "military"
	}
	if v := t.Get("highway"); (v == "pedestrian" || v == "footway") && isYes(t.Get("area")) {
		return "pedestrian"
	}
	if t.Get("place") == "square" {
		return "pedestrian"
	}
	return ""
}

var ground = map[string]string{
	"landuse=residential": "residential", "landuse=garages": "residential", "landuse=allotments": "farmland",
	"landuse=commercial": "commercial", "landuse=retail": "commercial",
	"landuse=industrial": "industrial", "landuse=port": "industrial", "landuse=depot": "industrial",
	"landuse=landfill": "quarry", "landuse=quarry": "quarry",
	"power=plant": "industrial", "power=substation": "industrial",
	"man_made=wastewater_plant": "industrial", "man_made=water_works": "industrial", "man_made=works": "industrial",
	"landuse=education": "education", "amenity=school": "education", "amenity=university": "education",
	"amenity=college": "education", "amenity=kindergarten": "education",
	"amenity=hospital": "hospital", "amenity=clinic": "hospital", "healthcare=hospital": "hospital",
	"landuse=cemetery": "cemetery", "amenity=grave_yard": "cemetery",
	"landuse=military": "military", "military=base": "military", "military=barracks": "military",
	"landuse=farmland": "farmland", "landuse=farm": "farmland", "landuse=orchard": "farmland",
	"landuse=vineyard": "farmland", "landuse=farmyard": "farmland", "landuse=field": "farmland",
	"landuse=plant_nursery": "farmland", "landuse=greenhouse_horticulture": "farmland", "landuse=aquaculture": "farmland",
	"landuse=forest": "forest", "natural=wood": "forest",
	"landuse=grass": "grass", "landuse=meadow": "grass", "landuse=village_green": "grass", "landuse=flowerbed": "grass",
	"landuse=greenfield": "grass", "natural=grassland": "grass", "natural=scrub": "grass", "natural=heath": "grass",
	"leisure=common": "grass", "leisure=park": "park", "leisure=garden": "park", "leisure=golf_course": "park",
	"leisure=nature_reserve": "park", "leisure=dog_park": "park", "leisure=playground": "park",
	"leisure=recreation_ground": "park", "landuse=recreation_ground": "park", "boundary=national_park": "park",
	"tourism=zoo": "park", "tourism=theme_park": "park", "tourism=camp_site": "park", "leisure=sports_centre": "park",
	"leisure=pitch": "pitch", "leisure=track": "pitch", "leisure=stadium": "pitch",
	"natural=wetland": "wetland", "natural=mud": "wetland", "natural=beach": "beach",
	"natural=sand": "sand", "natural=shingle": "sand", "natural=bare_rock": "sand", "natural=scree": "sand",
	"aeroway=aerodrome": "airport", "amenity=parking": "parking", "landuse=railway": "railway",
}

// parkOf returns the class of the label of a green area, "" for none.
func parkOf(t extract.Tags) string {
	switch t.Get("leisure") {
	case "park", "recreation_ground", "common", "dog_park":
		return "park"
	case "nature_reserve":
		return "nature_reserve"
	case "golf_course":
		return "golf_course"
	case "garden":
		return "garden"
	case "playground":
		return "playground"
	}
	switch {
	case t.Get("boundary") == "national_park", t.Get("boundary") == "protected_area" && natural[t.Get("protect_class")]:
		return "nature_reserve"
	case t.Get("tourism") == "zoo", t.Get("tourism") == "theme_park", t.Get("landuse") == "recreation_ground":
		return "park"
	case t.Get("landuse") == "cemetery", t.Get("amenity") == "grave_yard":
		return "cemetery"
	case t.Get("landuse") == "forest", t.Get("natural") == "wood":
		return "forest"
	}
	return ""
}

// natural holds the classes of protected areas that protect nature (the others
// protect monuments, water supplies or quarters of a town).
var natural = map[string]bool{"1": true, "1a": true, "1b": true, "2": true, "3": true, "4": true, "5": true, "6": true}

// waterOf returns the class of water that an area is, "" for none. pondM2 is
// how large, in square meters, water of no stated sort must be to be a lake.
func waterOf(t extract.Tags, areaM2 float64) string {
	const pondM2 = 20000
	bySize := "lake"
	if areaM2 < pondM2 {
		bySize = "pond"
	}
	switch t.Get("waterway") {
	case "riverbank", "dock", "canal", "boatyard":
		return "river"
	}
	switch t.Get("landuse") {
	case "basin":
		return "basin"
	case "reservoir":
		return bySize
	case "pond":
		return "pond"
	}
	if t.Get("leisure") == "swimming_pool" || t.Get("amenity") == "swimming_pool" || t.Get("natural") == "swimming_pool" {
		return "pool"
	}
	if t.Get("natural") != "water" {
		return ""
	}
	switch t.Get("water") {
	case "river", "stream", "canal", "ditch", "oxbow", "rapids", "lock", "harbour":
		return "river"
	case "pond", "fish_pond", "fishpond":
		return "pond"
	case "basin", "wastewater", "moat", "reflecting_pool", "fountain":
		return "basin"
	case "pool":
		return "pool"
	}
	return bySize
}

// waterwayOf returns the class of water that a line is, "" for none.
func waterwayOf(t extract.Tags) string {
	switch v := t.Get("waterway"); v {
	case "river", "canal", "stream", "ditch", "drain":
		return v
	case "tidal_channel", "brook":
		return "stream"
	}
	return ""
}

// waterNameOf returns the class of the label of water that is no water area of
// its own: bays and seas, which are part of the ocean.
func waterNameOf(t extract.Tags) string {
	switch t.Get("natural") {
	case "bay", "strait":
		return "bay"
	}
	switch t.Get("place") {
	case "sea", "ocean":
		return "ocean"
	}
	return ""
}

// isBuilding reports whether an area is a building above the ground.
func isBuilding(t extract.Tags) bool {
	v := t.Get("building")
	return v != "" && v != "no" && t.Get("location") != "underground"
}

// heightOf is the height of a building in whole meters, 0 if nobody knows:
// stated, or three meters a floor.
func heightOf(t extract.Tags) int {
	const floor, highest = 3, 1000
	h := number(t.Get("height"))
	if v := t.Get("height"); strings.Contains(v, "'") || strings.HasSuffix(v, "ft") || strings.HasSuffix(v, "feet") {
		h *= 0.3048
	}
	if h <= 0 {
		h = floor * number(t.Get("building:levels"))
	}
	if h < 1 || h > highest {
		return 0
	}
	return int(h + 0.5)
}

// number reads the number a value begins with, 0 if it does not.
func number(s string) float64 {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end >= 0 {
		s = s[:end]
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}

// aerowayOf returns the class of a part of an airport, "" for none.
func aerowayOf(t extract.Tags) string {
	switch v := t.Get("aeroway"); v {
	case "runway", "taxiway", "apron":
		return v
	case "taxilane":
		return "taxiway"
	}
	return ""
}

func isYes(v string) bool { return v == "yes" || v == "true" || v == "1" }
func isNo(v string) bool  { return v == "" || v == "no" || v == "false" || v == "0" }
