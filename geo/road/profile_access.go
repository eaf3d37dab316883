package road

// profile_access.go: who may use a way. A volunteer is let through to the door:
// private ground, customers-only and gated compounds are open, but slow enough
// that driving through them does not pay. Military ground and a plain "no" are
// closed.

import (
	"strings"

	"fifteen/geo/extract"
)

// permit is the answer.
type permit uint8

const (
	permitNo     permit = iota
	permitPush          // a bicycle may be pushed
	permitToDoor        // open, slow
	permitOpen          // open
	permitUnsaid permit = 255
)

// byAccess reads one value of an access key. Conditional values are other keys
// (access:conditional …) and are not read: who responds at 3 a.m. should not
// depend on them.
var byAccess = map[string]permit{
	"yes": permitOpen, "permissive": permitOpen, "designated": permitOpen, "official": permitOpen, "public": permitOpen,
	"allowed": permitOpen, "unknown": permitOpen,

	"destination": permitToDoor, "customers": permitToDoor, "private": permitToDoor, "delivery": permitToDoor,
	"residents": permitToDoor, "resident": permitToDoor, "permit": permitToDoor, "members": permitToDoor,
	"employees": permitToDoor, "staff": permitToDoor, "students": permitToDoor, "visitors": permitToDoor, "guests": permitToDoor,
	"forestry": permitToDoor, "agricultural": permitToDoor, "limited": permitToDoor, "restricted": permitToDoor,
	"discouraged": permitToDoor, "use_sidepath": permitToDoor, "variable": permitToDoor,

	"dismount": permitPush,

	"no": permitNo, "military": permitNo, "emergency": permitNo, "official_only": permitNo,
	"psv": permitNo, "bus": permitNo, "hgv": permitNo, "taxi": permitNo,
}

// accessKeys name the keys for a mode, most specific first. An e-bike is a
// bicycle: in China by law (GB 17761), and mostly so elsewhere.
var accessKeys = [modeCount][]string{
	Walk:  {"foot", "access"},
	Bike:  {"bicycle", "vehicle", "access"},
	EBike: {"electric_bicycle", "bicycle", "vehicle", "access"},
	Drive: {"motorcar", "motor_vehicle", "vehicle", "access"},
}

// signed returns what the most specific access tag says and whether that tag is
// about the mode itself rather than about everybody; unknown without a tag.
func signed(t extract.Tags, m Mode) (p permit, own bool) {
	for _, key := range accessKeys[m] {
		if v := t.Get(key); v != "" {
			return readAccess(v), key != "access"
		}
	}
	return permitUnsaid, false
}

// readAccess takes the most generous of several values; a word nobody knows is
// taken for private.
func readAccess(v string) permit {
	if p, ok := byAccess[v]; ok {
		return p
	}
	best, found := permitNo, false
	for _, word := range strings.Split(v, ";") {
		if p, ok := byAccess[strings.TrimSpace(word)]; ok {
			best, found = max(best, p), true
		}
	}
	if !found {
		return permitToDoor
	}
	return best
}

// permitted says what a mode may do on a way of a class.
func permitted(c class, t extract.Tags, m Mode) permit {
	p, own := signed(t, m)
	switch m {
	case Walk:
		return footPermit(c, t, p, own)
	case Drive:
		return carPermit(c, p, own)
	case Bike, EBike:
		ride := bikePermit(c, t, p, own)
		if ride > permitPush {
			return ride
		}
		onFoot, _ := signed(t, Walk)
		if walk := footPermit(c, t, onFoot, t.Has("foot")); walk == permitNo {
			return permitNo
		}
		return permitPush
	}
	return permitNo
}

// footPermit: everything but motorways and motor roads, unless there is a
// sidewalk or a sign for walkers. Trunks are open: in Chinese cities they are
// lined by walks as often as not.
func footPermit(c class, t extract.Tags, p permit, own bool) permit {
	if p == permitPush { // dismount, said to walkers: nonsense, but no closure
		p = permitOpen
	}
	if own {
		return p
	}
	if (c.ramp() || t.Get("motorroad") == "yes") && !hasSidewalk(t) {
		return permitNo
	}
	if p != permitUnsaid {
		return p
	}
	return permitOpen
}

func hasSidewalk(t extract.Tags) bool {
	for _, key := range [...]string{"sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"} {
		switch t.Get(key) {
		case "yes", "both", "left", "right":
			return true
		}
	}
	return false
}

// bikePermit: like walkers, but footways, squares, steps and corridors are for
// pushing unless a sign allows riding.
func bikePermit(c class, t extract.Tags, p permit, own bool) permit {
	if own {
		return p
	}
	if c.ramp() || t.Get("motorroad") == "yes" {
		return permitNo
	}
	if p == permitNo {
		return permitNo
	}
	switch c {
	case classPedestrian, classFootway, classBridleway, classSteps, classCorridor, classElevator:
		return permitPush
	default:
	}
	if p != permitUnsaid {
		return p
	}
	return permitOpen
}

// carPermit: roads; elsewhere only by a sign that speaks of vehicles.
func carPermit(c class, p permit, own bool) permit {
	if p == permitPush {
		p = permitNo
	}
	if own {
		return p
	}
	if !c.roadway() {
		return permitNo
	}
	if p != permitUnsaid {
		return p
	}
	return permitOpen
}
