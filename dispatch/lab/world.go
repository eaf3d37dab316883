package lab

// world.go: what people and incidents are like, and where the figures come from.

import (
	"errors"
	"fmt"
	"time"

	"fifteen/dispatch"
)

// World is one set of circumstances. The figures of [NewWorld] are those of the
// published registries where there are any, and marked as assumed where not.
type World struct {
	// Density is how many people per km² may be asked: available, and agreed.
	Density float64
	// Acceptance is the mean chance that somebody who is asked says yes (17–47 %
	// are published, Denmark 0.35). Each person has a chance of their own,
	// Beta-distributed around it; Concentration is the sum of its parameters:
	// the smaller, the more people differ. At 2.5 and a mean of 0.35 knowing who
	// "answers often" predicts 75 % of answers right (JMIR mHealth 2023).
	Acceptance, Concentration float64
	// PartConcentration is how alike a person's chances are at different parts
	// of the day: Beta around their own mean, with this sum of parameters. Assumed.
	PartConcentration float64
	// PastAsks is how many answers of a person are known on average, faded;
	// geometric, so that some are new. 0: nothing is known of anybody. Assumed.
	PastAsks float64
	// Refusing is the share of those not coming who say so. Assumed: 0.25 of 0.65.
	Refusing float64
	// GivingUp is the share of those who said yes and then turn back. Assumed.
	GivingUp float64

	// Kind and Needs are what happens; Deadline is the promise.
	Kind     dispatch.Kind
	Needs    []dispatch.Need
	Deadline time.Duration

	// Answer is the time from the text to the answer: half within 20 s (Berlin
	// asks the next after 30 s). LateShare look at their phone much later: Late.
	// The spread and the late ones are assumed; the product does not know them.
	Answer, Late dispatch.Spread
	LateShare    float64
	// TurnoutDay and TurnoutNight: medians 1:42 and 2:22 (Ganter, Resuscitation
	// 2025); the spread is assumed.
	TurnoutDay, TurnoutNight dispatch.Spread

	// RadiusM is how far away anybody lives who is simulated: as far as a car
	// comes within the deadline.
	RadiusM float64
	// Modes are the shares of people whose quickest way of travelling is each of
	// dispatch.Modes(): walk, bike, e-bike, drive. Assumed, as in the demo's crowd.
	Modes [4]float64
	// Skills are the shares of people with each skill; everybody can take the
	// general role. Assumed, as in the demo's crowd.
	Skills []Skill
	// Extra is how much longer than the straight line a way is, over the straight
	// line: the median of 0.5 gives the published detour of 1.5 (Resuscitation
	// Plus 2021); the spread is assumed.
	Extra Ratio
	// PaceSigma is how much people of one mode differ in speed, the standard
	// deviation of its logarithm. The published quartiles, 1.4 to 4.0 m/s over all
	// modes (Resuscitation 2020), allow 0.78 for modes and people together. Assumed.
	PaceSigma float64
	// Streets: the product knows each way's length. Off: it assumes the detour of
	// 1.5 for everybody.
	Streets bool
	// HomeShare are known by their usual place only and really are scattered
	// around it, normally with HomeScatterM meters in each direction. Assumed.
	HomeShare    float64
	HomeScatterM float64
}

// Skill is the share of people with a skill.
type Skill struct {
	Role  dispatch.Role
	Share float64
}

// Ratio is a lognormal ratio: its median and the standard deviation of its logarithm.
type Ratio struct{ Median, Sigma float64 }

// NewWorld is the standard world at a density (people per km²) and a mean
// acceptance: one general helper needed within fifteen minutes.
func NewWorld(density, acceptance float64) World {
	return World{
		Density: density, Acceptance: acceptance, Concentration: 2.5, PartConcentration: 12,
		PastAsks: 30, Refusing: 0.4, GivingUp: 0.04,
		Kind: dispatch.KindOtherEmergency, Needs: []dispatch.Need{{Role: dispatch.RoleGeneral, Count: 1}},
		Deadline:  dispatch.DefaultDeadline,
		Answer:    dispatch.Spread{Median: 20 * time.Second, Sigma: 0.8},
		Late:      dispatch.Spread{Median: 150 * time.Second, Sigma: 0.6},
		LateShare: 0.10, TurnoutDay: dispatch.Spread{Median: dispatch.TurnoutDay, Sigma: 0.5},
		TurnoutNight: dispatch.Spread{Median: dispatch.TurnoutNight, Sigma: 0.5},
		RadiusM:      dispatch.Radius(dispatch.DefaultDeadline),
		Modes:        [4]float64{0.24, 0.10, 0.16, 0.50},
		Skills: []Skill{
			{dispatch.RoleMedical, 0.10},
			{dispatch.RoleTransport, 0.05},
			{dispatch.RolePsychological, 0.02},
			{dispatch.RoleLiaison, 0.035},
		},
		Extra: Ratio{0.5, 0.4}, PaceSigma: 0.25,
		Streets: true, HomeShare: 0.30, HomeScatterM: 200,
	}
}

// Within returns the world with another deadline, and people as far around as
// it then takes.
func (w World) Within(deadline time.Duration) World {
	w.Deadline, w.RadiusM = deadline, dispatch.Radius(deadline)
	return w
}

// String names the world by what differs between worlds.
func (w World) String() string {
	s := fmt.Sprintf("%g people/km², acceptance %g,", w.Density, w.Acceptance)
	for i, n := range w.Needs {
		if i > 0 {
			s += " +"
		}
		s += fmt.Sprintf(" %d %s", n.Count, n.Role)
	}
	return s
}

// check says what makes no sense.
func (w *World) check() error {
	share := func(x float64) bool { return x >= 0 && x <= 1 }
	switch {
	case !(w.Density > 0 && w.Density <= 1000):
		return errors.New("density must be above 0 and at most 1000 people per km²")
	case !(w.Acceptance > 0 && w.Acceptance < 1):
		return errors.New("acceptance must be between 0 and 1")
	case !(w.Concentration > 0 && w.PartConcentration > 0):
		return errors.New("concentrations must be above 0")
	case !(w.PastAsks >= 0 && w.PastAsks <= 1000):
		return errors.New("past asks must be 0 to 1000 a person")
	case len(w.Needs) == 0:
		return errors.New("name at least one need")
	case w.Deadline < time.Minute || w.Deadline > 2*time.Hour:
		return errors.New("the deadline must be 1 minute to 2 hours")
	case !share(w.Refusing) || !share(w.GivingUp) || !share(w.LateShare) || !share(w.HomeShare):
		return errors.New("shares must be 0 to 1")
	}
	seats := 0
	for _, n := range w.Needs {
		if !n.Role.Valid() || n.Count < 1 {
			return fmt.Errorf("a need is a role and a count of at least 1, not %d %q", n.Count, n.Role)
		}
		seats += n.Count
	}
	if seats > 64 {
		return errors.New("at most 64 people can be needed")
	}
	return nil
}

// turnout is the spread of turnouts at a local time.
func (w *World) turnout(local time.Time) dispatch.Spread {
	if dispatch.Night(local) {
		return w.TurnoutNight
	}
	return w.TurnoutDay
}
