package dispatch

// travel.go: how long people take, where no street network says better. The
// figures are those of the published registries of volunteer responders.

import (
	"time"

	"github.com/paulmach/orb"
)

// Detour is the routed distance over the straight line: ≈ 1.5 (Resuscitation
// Plus 2021).
const Detour = 1.5

// Turnout by day and by night: medians 1:42 and 2:22 (Ganter, Resuscitation
// 2025, n = 4,138).
const (
	TurnoutDay   = 102 * time.Second
	TurnoutNight = 142 * time.Second
)

// speeds in meters per second. Walk: the median 2.3 of responders on foot
// (Resuscitation 2020, n = 2,176). E-bike and drive: 5.0 and 6.0, which give the
// e-bike circle of 2.65 km and the town-car circle of 3.2 km in 15 minutes; a
// bicycle without a motor a little less.
var speeds = map[Mode]float64{ModeWalk: 2.3, ModeBike: 4.5, ModeEBike: 5.0, ModeDrive: 6.0}

// Night reports whether a local time is at night: 22:00–06:00.
func Night(local time.Time) bool {
	h := local.Hour()
	return h >= 22 || h < 6
}

// Turnout is the time from saying yes to leaving, at that local time.
func (r Rules) Turnout(local time.Time) time.Duration {
	if Night(local) {
		return r.TurnoutNight
	}
	return r.TurnoutDay
}

// StraightTravel is distance × detour ÷ speed.
func StraightTravel(distanceM float64, m Mode) time.Duration {
	return time.Duration(distanceM * Detour / speeds[m] * float64(time.Second))
}

// StraightRadius is how far away, in meters of straight line, a mode comes
// from within d of travelling.
func StraightRadius(d time.Duration, m Mode) float64 {
	return max(0, d.Seconds()) * speeds[m] / Detour
}

// Radius is StraightRadius for the fastest mode: nobody farther needs considering.
func Radius(d time.Duration) float64 { return StraightRadius(d, ModeDrive) }

// straight is the journeys of a place of which no street is known.
type straight struct {
	to       orb.Point
	limit    time.Duration
	distance Distance
}

func (s straight) Price(from []Origin) []Journey {
	out := make([]Journey, len(from))
	for i, o := range from {
		out[i] = Journey{StraightTravel(s.distance(o.Point, s.to), o.Mode), TravelStraight}
	}
	return out
}

func (s straight) Beyond(radiusM float64) time.Duration { return StraightTravel(radiusM, ModeDrive) }

func (s straight) RadiusM() float64 { return Radius(s.limit) }

func (s straight) Close() {}
