package tile

// class_poi.go: places, and the points that people look for.

import (
	"strings"

	"fifteen/geo/extract"
)

// pointRule says which tag makes a point of interest, from which zoom it is
// drawn, how important it is (1 most) and whether it must have a name.
type pointRule struct {
	tag   string // key=value
	class string
	from  uint8
	rank  int
	named bool
}

// pointRules, the most important first: of several that fit, the first counts.
// What helps a responder (care, defibrillators, shelters, assembly points, ways
// into the underground) comes before what helps a visitor.
var pointRules = []pointRule{
	{"amenity=hospital", "hospital", 11, 1, false},
	{"healthcare=hospital", "hospital", 11, 1, false},
	{"aeroway=aerodrome", "airport", 9, 1, true},
	{"emergency=defibrillator", "aed", 14, 2, false},
	{"emergency=assembly_point", "assembly_point", 13, 2, false},
	{"emergency=ambulance_station", "ambulance_station", 13, 2, false},
	{"amenity=fire_station", "fire_station", 13, 2, false},
	{"amenity=police", "police", 13, 2, false},
	{"amenity=clinic", "clinic", 13, 3, false},
	{"healthcare=clinic", "clinic", 13, 3, false},
	{"healthcare=centre", "clinic", 14, 3, false},
	{"amenity=doctors", "doctors", 14, 4, false},
	{"healthcare=doctor", "doctors", 14, 4, false},
	{"amenity=pharmacy", "pharmacy", 14, 4, false},
	{"healthcare=pharmacy", "pharmacy", 14, 4, false},
	{"social_facility=shelter", "shelter", 13, 3, false},
	{"amenity=shelter", "shelter", 15, 6, false},
	{"railway=station", "station", 11, 2, false},
	{"railway=halt", "station", 12, 3, false},
	{"public_transport=station", "station", 12, 3, true},
	{"railway=subway_entrance", "subway_entrance", 15, 3, false},
	{"railway=tram_stop", "tram_stop", 15, 5, false},
	{"amenity=bus_station", "bus_station", 13, 3, false},
	{"amenity=ferry_terminal", "ferry_terminal", 13, 3, false},
	{"aeroway=helipad", "helipad", 14, 3, false},
	{"amenity=university", "university", 12, 3, true},
	{"amenity=college", "university", 13, 3, true},
	{"amenity=townhall", "townhall", 13, 3, false},
	{"amenity=school", "school", 13, 4, true},
	{"amenity=kindergarten", "kindergarten", 14, 5, false},
	{"amenity=community_centre", "community_centre", 14, 4, false},
	{"amenity=social_centre", "community_centre", 14, 5, false},
	{"amenity=social_facility", "social_facility", 14, 4, false},
	{"amenity=nursing_home", "social_facility", 14, 4, false},
	{"amenity=prison", "prison", 13, 4, true},
	{"amenity=courthouse", "courthouse", 14, 5, false},
	{"leisure=stadium", "stadium", 13, 3, true},
	{"leisure=sports_centre", "sports_centre", 14, 5, true},
	{"shop=mall", "mall", 13, 4, true},
	{"shop=department_store", "mall", 14, 5, true},
	{"amenity=marketplace", "marketplace", 14, 5, true},
	{"tourism=museum", "museum", 14, 5, true},
	{"tourism=attraction", "attraction", 14, 6, true},
	{"tourism=zoo", "zoo", 13, 5, true},
	{"amenity=theatre", "theatre", 14, 6, true},
	{"amenity=cinema", "cinema", 15, 6, true},
	{"amenity=library", "library", 14, 5, false},
	{"amenity=place_of_worship", "place_of_worship", 14, 6, true},
	{"amenity=fuel", "fuel", 14, 6, false},
	{"amenity=charging_station", "charging_station", 16, 8, false},
	{"amenity=post_office", "post_office", 15, 6, false},
	{"amenity=bank", "bank", 15, 7, true},
	{"shop=supermarket", "supermarket", 15, 6, true},
	{"tourism=hotel", "hotel", 15, 6, true},
	{"tourism=motel", "hotel", 15, 7, true},
	{"tourism=hostel", "hotel", 15, 7, true},
	{"tourism=guest_house", "hotel", 16, 7, true},
	{"amenity=veterinary", "veterinary", 16, 8, true},
	{"amenity=dentist", "dentist", 16, 7, true},
	{"leisure=marina", "marina", 14, 6, true},
	{"amenity=parking", "parking", 15, 8, false},
	{"emergency=phone", "emergency_phone", 16, 5, false},
	{"emergency=lifeguard", "lifeguard", 15, 4, false},
	{"emergency=fire_hydrant", "fire_hydrant", 16, 9, false},
	{"amenity=toilets", "toilets", 16, 9, false},
	{"amenity=restaurant", "restaurant", 16, 8, true},
	{"amenity=fast_food", "fast_food", 16, 8, true},
	{"amenity=cafe", "cafe", 16, 8, true},
	{"amenity=pub", "bar", 16, 8, true},
	{"amenity=bar", "bar", 16, 8, true},
	{"shop=convenience", "convenience", 16, 8, true},
}

// airfield is an aerodrome without airlines, often a strip of grass.
var airfield = pointRule{"", "airport", 13, 5, true}

var pointRuleOf = func() map[string]int {
	m := make(map[string]int, len(pointRules))
	for i, r := range pointRules {
		m[r.tag] = i
	}
	return m
}()

// pointKeys are the keys that pointRules ask for.
var pointKeys = func() map[string]bool {
	m := map[string]bool{}
	for _, r := range pointRules {
		k, _, _ := strings.Cut(r.tag, "=")
		m[k] = true
	}
	return m
}()

// pointOf returns the most important rule that fits, nil for none.
func pointOf(t extract.Tags, n names) *pointRule {
	best := len(pointRules)
	for i := range t {
		if pointKeys[t[i].Key] {
			if at, ok := pointRuleOf[t[i].Key+"="+t[i].Value]; ok {
				best = min(best, at)
			}
		}
	}
	if best == len(pointRules) {
		return nil
	}
	r := &pointRules[best]
	if r.class == "airport" && t.Get("iata") == "" {
		r = &airfield
	}
	switch {
	case r.named && n.local == "":
		return nil
	case r.class == "shelter" && r.tag == "amenity=shelter" && t.Get("shelter_type") != "" && !refuge[t.Get("shelter_type")]:
		return nil // a bus stop's roof shelters nobody
	case r.class == "parking" && t.Get("access") == "private":
		return nil
	}
	return r
}

// refuge holds the sorts of shelter one can stay in.
var refuge = map[string]bool{"emergency": true, "building": true, "basic_hut": true, "refuge": true, "weather_shelter": true}

// placeOf returns the class of a settlement, its rank (1 most important) and
// the zoom from which its name is drawn; class is "" for anything else.
func placeOf(t extract.Tags) (class string, rank int, from uint8) {
	class = t.Get("place")
	people := number(digits(t.Get("population")))
	at, ok := ruleOf[ruleKey{layerPlace, class}]
	switch class {
	case "province", "region":
		class, at, ok = "state", ruleOf[ruleKey{layerPlace, "state"}], true
	case "borough", "subdistrict":
		class, at, ok = "suburb", ruleOf[ruleKey{layerPlace, "suburb"}], true
	}
	if !ok {
		return "", 0, 0
	}
	from = rules[at].from
	switch class {
	case "country":
		rank = 1
	case "state":
		rank = 2
	case "city":
		switch {
		case isYes(t.Get("capital")) || people >= 3e6:
			rank = 3
		case t.Get("capital") != "" || people >= 5e5:
			rank = 4
		case people >= 1e5:
			rank, from = 5, from+1
		default:
			rank, from = 6, from+2
		}
	case "town":
		if rank = 8; people >= 3e4 {
			rank = 7
		} else {
			from++
		}
	case "suburb":
		rank = 9
	case "village":
		rank = 10
	case "quarter":
		rank = 11
	case "neighbourhood":
		rank = 12
	default:
		rank = 13
	}
	return class, rank, from
}
