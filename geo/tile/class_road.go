package tile

// class_road.go: streets and railways.

import (
	"strconv"

	"fifteen/geo/extract"
)

// street is what a line's tags say about it.
type street struct {
	layer    layer
	class    string
	subclass string
	ref      string
	names    names
	from     uint8
	level    int8 // OpenStreetMap's layer: what crosses above what
	link     bool
	bridge   bool
	tunnel   bool
	oneway   bool
	reverse  bool // one way against the order of the nodes: turn the line round
	private  bool
	service  bool
}

var highways = map[string]string{
	"motorway": "motorway", "trunk": "trunk", "primary": "primary", "secondary": "secondary", "tertiary": "tertiary",
	"motorway_link": "motorway", "trunk_link": "trunk", "primary_link": "primary", "secondary_link": "secondary", "tertiary_link": "tertiary",
	"unclassified": "residential", "residential": "residential", "living_street": "residential", "road": "residential",
	"service": "service", "busway": "service", "bus_guideway": "service", "escape": "service",
	"track": "track", "raceway": "track", "pedestrian": "pedestrian", "steps": "steps", "cycleway": "cycleway",
	"path": "path", "footway": "path", "bridleway": "path",
	"construction": "construction",
}

var railways = map[string]string{
	"rail": "rail", "narrow_gauge": "rail", "preserved": "rail",
	"subway": "subway", "light_rail": "light_rail", "monorail": "light_rail", "funicular": "light_rail", "tram": "tram",
}

// streetOf reads a street, ferry or railway; ok is false for anything else.
func streetOf(t extract.Tags, closed bool) (s street, ok bool) {
	highway, railway := t.Get("highway"), t.Get("railway")
	switch {
	case highways[highway] != "":
		if closed && isYes(t.Get("area")) || t.Get("indoor") == "yes" {
			return s, false
		}
		s.layer, s.class = layerRoad, highways[highway]
		s.link = len(highway) > 5 && highway[len(highway)-5:] == "_link"
	case railways[railway] != "":
		s.layer, s.class = layerRail, railways[railway]
	case t.Get("route") == "ferry":
		s.layer, s.class = layerRoad, "ferry"
	default:
		return s, false
	}
	s.names = namesOf(t)
	s.bridge, s.tunnel = !isNo(t.Get("bridge")), !isNo(t.Get("tunnel"))
	if n, err := strconv.Atoi(t.Get("layer")); err == nil {
		s.level = int8(max(-5, min(5, n)))
	}
	s.from = rules[ruleOf[ruleKey{s.layer, s.class}]].from
	if s.layer == layerRail {
		if s.service = t.Has("service"); s.service {
			s.from = max(s.from, yardFrom)
		}
		return s, true
	}
	s.ref = t.Get("ref")
	s.readRoad(t, highway)
	return s, true
}

// readRoad reads what only roads say.
func (s *street) readRoad(t extract.Tags, highway string) {
	switch v := t.Get("oneway"); {
	case v == "-1" || v == "reverse":
		s.oneway, s.reverse = true, true
	case isYes(v), v == "" && (highway == "motorway" || highway == "motorway_link" || t.Get("junction") == "roundabout"):
		s.oneway = true
	}
	switch a := t.Get("access"); {
	case a == "private", a == "no" && !isYes(t.Get("foot")):
		s.private = true
	}
	if s.link {
		s.from = max(s.from+linkLater, linkFrom)
	}
	switch sub := first(t, "service", "footway"); sub {
	case "driveway", "parking_aisle", "drive-through":
		s.subclass, s.from = sub, max(s.from, serviceFrom)
		s.service = true
	case "sidewalk", "crossing":
		s.subclass, s.from = sub, max(s.from, serviceFrom)
	case "alley", "emergency_access":
		s.subclass = sub
	}
}

// add puts the attributes of a street into the catalog. At low zooms (no flags)
// they are only what is drawn there.
func (s *street) add(c *catalog, flags, named bool) uint32 {
	c.begin().text(keyClass, s.class).text(keyRef, s.ref)
	if named {
		c.names(s.names)
	}
	c.flag(keyLink, s.link)
	if flags {
		oneway := 0
		if s.oneway {
			oneway = 1
		}
		c.flag(keyBridge, s.bridge).flag(keyTunnel, s.tunnel).number(keyLayer, int(s.level)).
			number(keyOneway, oneway).flag(keyPrivate, s.private).flag(keyService, s.service).
			text(keySubclass, s.subclass)
	}
	return c.done()
}
