package crowd

// habit.go: how long people take and how often they do what.

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"fifteen/dispatch"
)

// Chances without a source are guesses at a believable crowd.
const (
	lateShare     = 0.10  // look at their phone much later
	stopShare     = 0.006 // of those asked: text STOP, and START some time later
	reformShare   = 0.6   // of those who wrote nonsense: answer when told how
	obeyShare     = 0.85  // of those released before they answered: say nothing more
	withdrawShare = 0.04  // of those on their way: give up
	trackedShare  = 0.85  // of those who share nothing otherwise: share the way
	pageShare     = 0.12  // use the volunteer's page to answer
	forgetArrived = 0.12  // do not tell that they have arrived
	forgetDone    = 0.08  // do not tell that they have finished
)

// habits draws what one person does.
type habits struct {
	r     *rand.Rand
	speed float64
}

// lognormal draws a duration around a median; sigma is the standard deviation
// of its logarithm. Speed shortens it.
func (h habits) lognormal(median time.Duration, sigma float64) time.Duration {
	return h.scaled(time.Duration(float64(median) * math.Exp(sigma*h.r.NormFloat64())))
}

// between draws evenly. Speed shortens it.
func (h habits) between(a, b time.Duration) time.Duration {
	return h.scaled(a + time.Duration(h.r.Int64N(int64(b-a)+1)))
}

func (h habits) scaled(d time.Duration) time.Duration {
	return time.Duration(float64(d) / h.speed)
}

func (h habits) chance(p float64) bool { return h.r.Float64() < p }

// reading is the time from a text's arrival to the answer.
func (h habits) reading() time.Duration {
	if h.chance(lateShare) {
		return h.lognormal(150*time.Second, 0.6)
	}
	return h.lognormal(12*time.Second, 0.7)
}

// turnout is the time from an answer to leaving: medians 1:42 by day and 2:22
// by night (Ganter, Resuscitation 2025).
func (h habits) turnout(local time.Time) time.Duration {
	return h.lognormal(dispatch.DefaultRules().Turnout(local), 0.4)
}

// travel is the time for a way of so many meters in a straight line. People
// are up to a fifth quicker or slower than their mode.
func (h habits) travel(straightM float64, m dispatch.Mode) time.Duration {
	d := dispatch.StraightTravel(straightM, m)
	return h.scaled(time.Duration(float64(d) * h.pace()))
}

// pace is how much longer than usual somebody takes.
func (h habits) pace() float64 { return 0.8 + 0.4*h.r.Float64() }

// stay is the time on the scene.
func (h habits) stay() time.Duration { return h.lognormal(8*time.Minute, 0.5) }

// nearM is how far people go on foot although they have wheels, in meters.
const nearM = 350

// quickest is the mode a person takes for a way.
func quickest(modes []dispatch.Mode, straightM float64) dispatch.Mode {
	best := dispatch.ModeWalk
	if straightM < nearM && slices.Contains(modes, best) {
		return best
	}
	for i, m := range modes {
		if i == 0 || dispatch.StraightTravel(straightM, m) < dispatch.StraightTravel(straightM, best) {
			best = m
		}
	}
	return best
}

// act is what somebody who is asked does.
type act int

const (
	actSilent act = iota
	actAccept
	actRefuse
	actNonsense
	actStop
)

// act draws it from the shares.
func (h habits) act(c *Config) act {
	if h.chance(stopShare) {
		return actStop
	}
	switch u := h.r.Float64(); {
	case u < c.Acceptance:
		return actAccept
	case u < c.Acceptance+c.Refuse:
		return actRefuse
	case u < c.Acceptance+c.Refuse+c.Nonsense:
		return actNonsense
	}
	return actSilent
}
