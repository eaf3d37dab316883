package road

// profile_oneway.go: in which directions a way may be travelled.

import "fifteen/geo/extract"

// ways a street may be open: along its nodes, against them, both, neither.
type directions struct{ fwd, bwd bool }

var (
	bothWays = directions{true, true}
	onlyFwd  = directions{fwd: true}
	onlyBwd  = directions{bwd: true}
	noWay    = directions{}
)

// directionsOf reads the one-way tags for a mode. What is not a direction for
// riding may still be one for pushing a bicycle; rule.go adds that.
func directionsOf(c class, t extract.Tags, m Mode) directions {
	switch m {
	case Walk:
		return footDirections(c, t)
	case Bike, EBike:
		if d, ok := readOneway(t.Get("oneway:bicycle")); ok {
			return d
		}
		if contraflow(t) {
			return bothWays
		}
	case Drive:
		for _, key := range [...]string{"oneway:motorcar", "oneway:motor_vehicle"} {
			if d, ok := readOneway(t.Get(key)); ok {
				return d
			}
		}
	}
	if d, ok := readOneway(t.Get("oneway")); ok {
		return d
	}
	if j := t.Get("junction"); j == "roundabout" || j == "circular" || c.ramp() {
		return onlyFwd
	}
	return bothWays
}

// readOneway reads one value. Reversible lanes change with the hour: nobody can
// tell, so vehicles are kept off; alternating ones (one lane, signals at both
// ends) are open both ways.
func readOneway(v string) (directions, bool) {
	switch v {
	case "yes", "1", "true":
		return onlyFwd, true
	case "-1", "reverse":
		return onlyBwd, true
	case "reversible":
		return noWay, true
	case "no", "0", "false", "alternating":
		return bothWays, true
	}
	return directions{}, false
}

// footDirections: walkers ignore one-ways that are not about them. Escalators
// and signed one-way paths bind them.
func footDirections(c class, t extract.Tags) directions {
	if d, ok := readOneway(t.Get("oneway:foot")); ok {
		return d
	}
	if t.Get("foot:backward") == "no" {
		return onlyFwd
	}
	if t.Get("foot:forward") == "no" {
		return onlyBwd
	}
	if c == classSteps || c == classFootway || c == classCorridor {
		switch t.Get("conveying") {
		case "forward":
			return onlyFwd
		case "backward":
			return onlyBwd
		}
	}
	return bothWays
}

// contraflow reports a cycle lane or track against the one-way.
func contraflow(t extract.Tags) bool {
	for _, key := range [...]string{"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"} {
		switch t.Get(key) {
		case "opposite", "opposite_lane", "opposite_track", "opposite_share_busway":
			return true
		}
	}
	for _, key := range [...]string{"cycleway:left:oneway", "cycleway:right:oneway", "cycleway:oneway"} {
		switch t.Get(key) {
		case "-1", "no":
			return true
		}
	}
	return false
}
