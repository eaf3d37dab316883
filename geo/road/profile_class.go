package road

// profile_class.go: sorts ways into classes of street; everything else about a
// way is judged relative to its class.

import "fifteen/geo/extract"

// class is a kind of street. Its name is the second half of the calibration
// figure "speed.<class>".
type class uint8

const (
	classNone class = iota // not a street
	classMotorway
	classMotorwayLink
	classTrunk
	classTrunkLink
	classPrimary
	classPrimaryLink
	classSecondary
	classSecondaryLink
	classTertiary
	classTertiaryLink
	classUnclassified
	classResidential
	classLivingStreet
	classRoadUnknown
	classService
	classAlley
	classDriveway
	classParkingAisle
	classTrack
	classPedestrian
	classFootway
	classPath
	classCycleway
	classBridleway
	classSteps
	classCorridor
	classElevator
	classFerry

	classCount
)

var classNames = [classCount]string{
	"", "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link",
	"secondary", "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential",
	"living_street", "road", "service", "alley", "driveway", "parking_aisle", "track",
	"pedestrian", "footway", "path", "cycleway", "bridleway", "steps", "corridor", "elevator", "ferry",
}

// byHighway holds the values of highway=* that are streets. Missing on purpose:
// construction, proposed, abandoned, razed … (nothing to travel on), raceway,
// busway and bus_guideway (buses only), via_ferrata, rest_area, services,
// platform edges, escape lanes and emergency bays.
var byHighway = func() map[string]class {
	m := make(map[string]class, classCount)
	for c := classMotorway; c < classFerry; c++ {
		m[classNames[c]] = c
	}
	delete(m, "alley") // these three are service=*
	delete(m, "driveway")
	delete(m, "parking_aisle")
	m["platform"] = classFootway
	m["crossing"] = classFootway
	return m
}()

var byService = map[string]class{
	"alley":         classAlley,
	"driveway":      classDriveway,
	"parking_aisle": classParkingAisle,
	"drive-through": classDriveway,
	"parking":       classParkingAisle,
}

// gone are the tags of streets that are no longer, or not yet, there although
// highway=* says otherwise.
var gone = [...]extract.Tag{
	{Key: "abandoned", Value: "yes"},
	{Key: "disused", Value: "yes"},
	{Key: "razed", Value: "yes"},
	{Key: "impassable", Value: "yes"},
	{Key: "status", Value: "impassable"},
	{Key: "construction", Value: "yes"},
	{Key: "proposed", Value: "yes"},
}

// classify returns the class of a way, noClass if it is no street.
func classify(t extract.Tags) class {
	c := classNone
	if h := t.Get("highway"); h != "" {
		c = byHighway[h]
		if c == classService {
			if s, ok := byService[t.Get("service")]; ok {
				c = s
			}
		}
	} else if r := t.Get("route"); r == "ferry" {
		c = classFerry
	} else if t.Get("public_transport") == "platform" || t.Get("railway") == "platform" || t.Get("man_made") == "pier" {
		c = classFootway
	}
	if c == classNone {
		return classNone
	}
	for _, g := range gone {
		if t.Get(g.Key) == g.Value {
			return classNone
		}
	}
	return c
}

// roadway reports whether a class is built for motor traffic; on all others a
// car needs a sign of its own.
func (c class) roadway() bool { return c >= classMotorway && c <= classTrack }

// through reports whether a class makes a junction that slows traffic down:
// service roads, driveways, tracks and paths do not.
func (c class) through() bool { return c >= classMotorway && c <= classRoadUnknown }

// ramp reports whether a class is fast and closed on both sides: nobody stops
// there.
func (c class) ramp() bool { return c == classMotorway || c == classMotorwayLink }
