package road

// barrier.go: what stands on a street: signals, signs, gates, bollards. A delay
// counts in both directions; the figure of a sign that is seen from one side only
// is half of what it costs there.

import "fifteen/geo/extract"

// barrierKind is how a barrier=* stops each mode.
type barrierKind uint8

const (
	barrierOpen    barrierKind = iota // passes everybody
	barrierGate                       // everybody, after opening it
	barrierLift                       // everybody, after it is lifted
	barrierBollard                    // all but cars
	barrierSqueeze                    // walkers and, with effort, bicycles
	barrierTurn                       // walkers; bicycles lifted over; no e-bikes
	barrierWall                       // nobody
	barrierToll
	barrierBorder
)

var byBarrier = map[string]barrierKind{
	"no": barrierOpen, "entrance": barrierOpen, "kerb": barrierOpen, "cattle_grid": barrierOpen,
	"height_restrictor": barrierOpen, "sally_port": barrierOpen, "tank_trap": barrierOpen,
	"gate": barrierGate, "swing_gate": barrierGate, "sliding_gate": barrierGate, "hampshire_gate": barrierGate,
	"wicket_gate": barrierGate, "door": barrierGate, "sliding_beam": barrierGate, "bump_gate": barrierGate,
	"lift_gate": barrierLift, "rising_bollard": barrierLift, "swing_beam": barrierLift,
	"toll_booth": barrierToll, "border_control": barrierBorder,
	"bollard": barrierBollard, "block": barrierBollard, "jersey_barrier": barrierBollard, "chain": barrierBollard,
	"planter": barrierBollard, "log": barrierBollard, "debris": barrierBollard, "bar": barrierBollard,
	"bus_trap": barrierBollard, "sump_buster": barrierBollard, "rope": barrierBollard, "barrier_board": barrierBollard,
	"cycle_barrier": barrierSqueeze, "motorcycle_barrier": barrierSqueeze, "kissing_gate": barrierSqueeze,
	"wedge": barrierSqueeze, "spikes": barrierBollard,
	"stile": barrierTurn, "turnstile": barrierTurn, "full-height_turnstile": barrierTurn, "horse_stile": barrierTurn,
	"wall": barrierWall, "fence": barrierWall, "hedge": barrierWall, "retaining_wall": barrierWall,
	"city_wall": barrierWall, "ditch": barrierWall, "guard_rail": barrierBollard,
}

// obstacle is what a node means for one mode.
type obstacle struct {
	closed  bool
	seconds float64
}

// standing reports whether a node's tags are worth judging.
func standing(t extract.Tags) bool {
	for i := range t {
		switch t[i].Key {
		case "barrier", "highway", "railway", "ford", "traffic_calming", "access", "motor_vehicle", "vehicle":
			return true
		}
	}
	return false
}

// obstacleOf judges a node.
func (c *Calibration) obstacleOf(t extract.Tags, m Mode) obstacle {
	o := obstacle{seconds: c.delay[signOf(t)][m]}
	if b := t.Get("barrier"); b != "" {
		return o.plus(c.barrier(b, t, m))
	}
	// A node that only says who may pass; on a crossing it speaks of those who
	// cross.
	if !t.Has("highway") && !t.Has("railway") {
		if p, _ := signed(t, m); p == permitNo {
			return obstacle{closed: true}
		}
	}
	return o
}

func (o obstacle) plus(p obstacle) obstacle {
	return obstacle{o.closed || p.closed, o.seconds + p.seconds}
}

// barrier judges barrier=* together with who is let through.
func (c *Calibration) barrier(value string, t extract.Tags, m Mode) obstacle {
	kind, known := byBarrier[value]
	if !known {
		kind = barrierBollard // barrier=yes and words of local use
	}
	if v := t.Get("bollard"); kind == barrierBollard && v == "rising" {
		kind = barrierLift
	}
	p, own := signed(t, m)
	if p == permitPush {
		p = permitOpen
	}
	switch {
	case p == permitNo:
		return obstacle{closed: true}
	case own && p == permitOpen && kind != barrierGate && kind != barrierLift:
		return obstacle{seconds: c.through(kind, m)}
	case t.Get("locked") == "yes" && p != permitToDoor && p != permitOpen:
		return obstacle{closed: true}
	case p == permitToDoor && !kind.stops(m):
		return obstacle{seconds: c.delay[delayPrivateGate][m]}
	case kind.stops(m):
		return obstacle{closed: true}
	}
	return obstacle{seconds: c.through(kind, m)}
}

// stops reports whether a barrier without any access tag is closed to a mode.
func (k barrierKind) stops(m Mode) bool {
	switch k {
	case barrierWall:
		return true
	case barrierTurn:
		return m == Drive || m == EBike
	case barrierBollard, barrierSqueeze:
		return m == Drive
	default:
		return false
	}
}

// through is the time for getting past a barrier that is open to a mode.
func (c *Calibration) through(k barrierKind, m Mode) float64 {
	switch k {
	case barrierGate:
		return c.delay[delayGate][m]
	case barrierLift:
		return c.delay[delayLiftGate][m]
	case barrierSqueeze, barrierTurn:
		return c.delay[delaySqueeze][m]
	case barrierToll:
		return c.delay[delayToll][m]
	case barrierBorder:
		return c.delay[delayBorder][m]
	default:
		return 0
	}
}

// signOf reads what slows traffic down on a node without closing it.
func signOf(t extract.Tags) delay {
	switch t.Get("highway") {
	case "traffic_signals":
		return delaySignals
	case "crossing":
		if t.Get("crossing") == "traffic_signals" || t.Get("crossing:signals") == "yes" {
			return delaySignals
		}
		return delayCrossing
	case "stop":
		return delayStop
	case "give_way":
		return delayGiveWay
	case "mini_roundabout", "turning_circle":
		return delayNone
	case "elevator":
		return delayElevator
	case "toll_gantry":
		return delayNone
	}
	switch t.Get("railway") {
	case "level_crossing", "crossing":
		return delayRailway
	}
	switch {
	case t.Get("ford") == "yes":
		return delayFord
	case t.Has("traffic_calming") && t.Get("traffic_calming") != "island" && t.Get("traffic_calming") != "no":
		return delayCalming
	}
	return delayNone
}
