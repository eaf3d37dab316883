package road

// rule.go: puts the profile together: from the tags of a way to a speed for
// each mode and direction. Many ways carry the same tags, so each set is judged
// once.

import (
	"cmp"
	"strings"

	"fifteen/geo/extract"
)

// rule is what one set of tags means.
type rule struct {
	class  class
	modes  [modeCount]modeRule
	ferryS float64 // signed duration of the whole line, seconds; 0: none
}

// modeRule is a rule for one mode: speeds in m/s along and against the nodes,
// 0: not that way.
type modeRule struct {
	fwd, bwd float64
	noSnap   bool
}

// kmhPerMps converts m/s to km/h.
const kmhPerMps = 3.6

// rules judges tags and remembers what it has judged.
type rules struct {
	cal   *Calibration
	list  []rule
	known map[string]int32
	key   []byte
}

func newRules(cal *Calibration) *rules {
	return &rules{cal: cal, known: make(map[string]int32)}
}

// of returns the position in list of the rule for tags.
func (r *rules) of(t extract.Tags, c class) int32 {
	r.key = r.key[:0]
	for i := range t {
		if beside(t[i].Key) {
			continue
		}
		r.key = append(r.key, t[i].Key...)
		r.key = append(r.key, '=')
		r.key = append(r.key, t[i].Value...)
		r.key = append(r.key, '\n')
	}
	if at, ok := r.known[string(r.key)]; ok {
		return at
	}
	at := int32(len(r.list))
	r.list = append(r.list, r.cal.judge(c, t))
	r.known[string(r.key)] = at
	return at
}

// beside reports keys that the profile never looks at; leaving them out makes
// sets of tags equal. (Leaving one in by mistake costs only time.)
func beside(key string) bool {
	switch key {
	case "ref", "int_ref", "loc_name", "alt_name", "old_name", "official_name", "lanes", "lit", "layer",
		"width", "oneway:conditional", "operator", "wikidata", "wikipedia", "start_date", "website",
		"bridge", "bridge:name", "tunnel:name", "postal_code", "is_in", "fixme", "FIXME", "height",
		"maxheight", "maxweight", "destination", "destination:ref", "turn:lanes", "lane_markings", "image":
		return true
	}
	return strings.HasPrefix(key, "name") || strings.HasPrefix(key, "addr:") ||
		strings.HasPrefix(key, "turn:lanes:") || strings.HasPrefix(key, "destination:")
}

// judge applies the profiles.
func (c *Calibration) judge(k class, t extract.Tags) rule {
	r := rule{class: k}
	if k == classFerry {
		r.ferryS = parseDuration(t.Get("duration"))
	}
	for _, m := range Modes() {
		r.modes[m] = c.judgeMode(k, t, m)
	}
	return r
}

func (c *Calibration) judgeMode(k class, t extract.Tags, m Mode) modeRule {
	p := permitted(k, t, m)
	if p == permitNo {
		return modeRule{}
	}
	allowed, r := directionsOf(k, t, m), modeRule{noSnap: noStopping(k, t, m)}
	if p == permitPush {
		allowed = footDirections(k, t)
	}
	push := 0.0
	if (m == Bike || m == EBike) && k != classFerry {
		push = c.against(k, t, m)
	}
	if allowed.fwd {
		r.fwd = c.kmh(k, t, m, p, false) / kmhPerMps
	}
	if allowed.bwd {
		r.bwd = c.kmh(k, t, m, p, true) / kmhPerMps
	}
	// Who cannot ride gets off.
	r.fwd, r.bwd = cmp.Or(r.fwd, push), cmp.Or(r.bwd, push)
	return r
}

// against is the speed, in m/s, of pushing a bicycle where it may not be
// ridden, such as against a one-way; 0 where nobody may walk.
func (c *Calibration) against(k class, t extract.Tags, m Mode) float64 {
	on, own := signed(t, Walk)
	if footPermit(k, t, on, own) == permitNo || footDirections(k, t) != bothWays {
		return 0
	}
	return c.kmh(k, t, m, permitPush, false) / kmhPerMps
}

// kmh is the average speed between junctions.
func (c *Calibration) kmh(k class, t extract.Tags, m Mode, p permit, backward bool) float64 {
	v := c.speed[k][m]
	if p == permitPush && k != classFerry {
		v = min(v, c.push[m])
		if k == classSteps && t.Get("ramp:bicycle") == "yes" {
			v = c.push[m] / 2
		}
		return v
	}
	if m != Walk {
		v = c.limited(v, k, m, limitOf(t, backward))
	}
	v = c.ground(v, m, t)
	if p == permitToDoor {
		v = max(v*c.privateShare[m], min(v, c.privateFloor[m]))
	}
	return v
}

// limited applies a speed limit. A limit as in town caps the class's own speed,
// which is that of a town. A higher one says that this is no town street (a
// primary road signed 100): then its share is driven.
func (c *Calibration) limited(v float64, k class, m Mode, limit float64) float64 {
	switch {
	case limit == 0 || v == 0:
		return v
	case limit <= c.townLimit:
		return min(v, limit)
	}
	return max(v, limit*c.limitShare[k][m])
}

// noStopping says where journeys neither start nor end: on motorways and motor
// roads (a volunteer in a private car must not stop on the shoulder; a crash
// there is met from the nearest ordinary street, or by straight line where
// there is none within reach, and belongs to the police and the ambulance
// first), in tunnels (a position is measured above them), on boats and in lifts.
func noStopping(k class, t extract.Tags, m Mode) bool {
	switch {
	case k == classFerry, k == classElevator, k.ramp(), t.Get("motorroad") == "yes":
		return true
	case m == Drive && (k == classTrunk || k == classTrunkLink) && t.Get("foot") == "no":
		return true
	}
	return t.Get("tunnel") == "yes" || t.Get("location") == "underground"
}
