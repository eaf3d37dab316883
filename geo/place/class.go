package place

// class.go: what kinds of things there are, and how much they matter.

import (
	"strings"

	"fifteen/geo/extract"
)

// The kinds of results.
const (
	kindHouse uint8 = iota
	kindStreet
	kindCrossing
	kindPlace
	kindPOI
	kindCoordinate
)

var kindNames = [...]string{"house", "street", "crossing", "place", "poi", "coordinate"}

// placeRanks are the values of place=* that are searched, and their
// importance.
var placeRanks = map[string]uint8{
	"country": 100, "state": 95, "province": 95, "region": 80, "county": 78, "district": 78, "municipality": 78,
	"city": 90, "town": 80, "borough": 72, "village": 65, "suburb": 62, "quarter": 55, "neighbourhood": 50,
	"hamlet": 45, "island": 45, "square": 40, "locality": 30, "islet": 20, "isolated_dwelling": 20, "farm": 20, "subdivision": 45,
}

// levelClass names an administrative area that does not say what place it is.
var levelClass = map[string]string{"2": "country", "3": "region", "4": "state", "5": "city", "6": "county", "7": "municipality", "8": "town"}

// streetRanks are the values of highway=* that are streets, and their
// importance.
var streetRanks = map[string]uint8{
	"motorway": 50, "trunk": 48, "primary": 45, "secondary": 40, "tertiary": 36, "unclassified": 30, "residential": 30,
	"living_street": 28, "pedestrian": 28, "road": 20, "motorway_link": 20, "trunk_link": 20, "primary_link": 20,
	"secondary_link": 20, "tertiary_link": 20, "busway": 15, "service": 15, "cycleway": 12, "footway": 12, "path": 10,
	"steps": 10, "bridleway": 8, "track": 8, "construction": 5,
}

// category is a class that can be asked for by what it is ("AED", "医院"), even
// where the thing itself has no name.
type category struct {
	class, zh, en string
	also          string // further words, separated by "|"
	rank          uint8
}

var categories = []category{
	{"aed", "自动体外除颤器（AED）", "AED", "AED|自动体外除颤器|除颤仪|defibrillator", 70},
	{"hospital", "医院", "Hospital", "医院|hospital", 75},
	{"fire_station", "消防站", "Fire station", "消防站|消防队|消防救援站|fire station", 70},
	{"police", "派出所", "Police", "派出所|公安局|police", 65},
	{"clinic", "诊所", "Clinic", "诊所|卫生院|社区卫生服务|clinic", 60},
	{"doctors", "诊所", "Doctor", "诊所|doctor", 50},
	{"pharmacy", "药店", "Pharmacy", "药店|药房|pharmacy", 50},
	{"shelter", "避难场所", "Shelter", "避难场所|避难所|shelter", 55},
	{"assembly_point", "应急集合点", "Assembly point", "集合点|应急避难场所|assembly point", 60},
	{"school", "学校", "School", "学校|school", 45},
	{"university", "大学", "University", "大学|university", 50},
	{"kindergarten", "幼儿园", "Kindergarten", "幼儿园|kindergarten", 40},
	{"station", "火车站", "Station", "车站|station", 60},
	{"subway_entrance", "地铁口", "Subway entrance", "地铁口|subway entrance", 30},
	{"bus_station", "汽车站", "Bus station", "汽车站|bus station", 45},
	{"airport", "机场", "Airport", "机场|airport", 65},
	{"townhall", "政府", "Town hall", "政府|town hall", 50},
	{"community_centre", "社区中心", "Community center", "社区中心|community centre", 45},
	{"fuel", "加油站", "Fuel station", "加油站|fuel|gas station", 30},
	{"toilets", "公共厕所", "Toilets", "公厕|厕所|公共厕所|toilets", 10},
}

var categoryOf = func() map[string]*category {
	m := map[string]*category{}
	for i := range categories {
		m[categories[i].class] = &categories[i]
	}
	return m
}()

// renamed are values that other keys or older habits give to a class.
var renamed = map[string]string{
	"defibrillator": "aed", "doctor": "doctors", "pharmacist": "pharmacy", "chemist": "pharmacy", "aerodrome": "airport", "halt": "station",
	"college": "university", "ambulance_station": "ambulance_station", "subway_station": "station",
}

// poiKeys are the keys that make something a point of interest, the more
// telling first, with the importance of what is no category.
var poiKeys = []struct {
	key  string
	rank uint8
}{
	{"emergency", 40},
	{"amenity", 25},
	{"healthcare", 40},
	{"railway", 30},
	{"public_transport", 25},
	{"aeroway", 30},
	{"shop", 20},
	{"tourism", 25},
	{"leisure", 25},
	{"historic", 20},
	{"office", 20},
	{"military", 20},
	{"craft", 15},
	{"man_made", 15},
	{"natural", 20},
	{"waterway", 20},
	{"landuse", 25},
	{"building", 20},
	{"highway", 15},
	{"club", 15},
}

// notPOI are values that name no place one could go to.
var notPOI = map[string]map[string]bool{
	"railway":          wordSet("rail subway light_rail tram abandoned disused razed construction proposed narrow_gauge switch signal platform_edge level_crossing crossing monorail preserved miniature spur"),
	"emergency":        wordSet("yes no fire_hydrant designated official"),
	"amenity":          wordSet("parking_space bench waste_basket"),
	"public_transport": wordSet("stop_position stop_area platform"),
	"aeroway":          wordSet("taxiway runway apron"),
	"man_made":         wordSet("pipeline surveillance"),
	"natural":          wordSet("tree coastline"),
	"building":         wordSet("no"),
	"historic":         wordSet("no"),
}

// classOf returns the class and the importance of a point of interest, and
// whether the tags make it one. A thing without a name must be of a category.
func classOf(tags extract.Tags) (class string, rank uint8, ok bool) {
	for _, k := range poiKeys {
		v := tags.Get(k.key)
		if v == "" || v == "no" || notPOI[k.key][v] {
			continue
		}
		if k.key == "highway" && v != "bus_stop" && v != "services" && v != "rest_area" {
			continue
		}
		if k.key == "waterway" && (v == "river" || v == "canal" || v == "stream" || v == "ditch" || v == "drain" || v == "riverbank") {
			class, rank, ok = "river", 25, true
			continue
		}
		if k.key == "railway" && (v == "station" || v == "halt") || k.key == "public_transport" && v == "station" {
			v = "station"
		}
		if i := strings.IndexByte(v, ';'); i > 0 {
			v = v[:i]
		}
		if v == "yes" {
			v = k.key
		}
		if to, known := renamed[v]; known {
			v = to
		}
		if c := categoryOf[v]; c != nil {
			return v, c.rank, true
		}
		if !ok {
			class, rank, ok = v, k.rank, true
		}
	}
	return class, rank, ok
}

// words returns everything by which a category can be asked for.
func (c *category) words() []string { return strings.Split(c.also, "|") }
