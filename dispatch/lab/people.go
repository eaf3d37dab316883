package lab

// people.go: the body of volunteers around one incident: what the product
// knows of each, and what it does not.

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// soul is what stays with a person.
type soul struct {
	mode   int // of dispatch.Modes()
	skills []dispatch.Role
	accept [4]float64 // chance to say yes, by dispatch.DayPart
	pace   float64    // speed over that of the mode
	habit  dispatch.Habit
}

// volunteer is a person at one incident. Everything below hidden is unknown to
// policies until it happens.
type volunteer struct {
	responder dispatch.Responder
	where     dispatch.Whereabouts
	journey   [1]dispatch.Journey

	// hidden:
	comes   bool          // would say yes if asked
	says    bool          // would say no, if not
	answer  time.Duration // from being asked
	turnout time.Duration
	travel  time.Duration
	turns   float64 // turns back after this part of turnout and travel; above 1: never
}

var modes = func() (one [4][]dispatch.Mode) {
	for i, m := range dispatch.Modes() {
		one[i] = []dispatch.Mode{m}
	}
	return one
}()

// partWeights are how incidents, and so past askings, spread over the parts of
// the day: by their hours.
var partWeights = []float64{8, 6, 6, 4}

// soul draws a person.
func (w *World) soul(d draw) soul {
	s := soul{mode: d.pick(w.Modes[:]), pace: d.lognormal(1, w.PaceSigma)}
	for _, k := range w.Skills {
		if d.chance(k.Share) {
			s.skills = append(s.skills, k.Role)
		}
	}
	mean := d.beta(w.Acceptance, w.Concentration)
	for i := range s.accept {
		s.accept[i] = d.beta(mean, w.PartConcentration)
	}
	asks := d.geometric(w.PastAsks)
	for range asks {
		part := d.pick(partWeights)
		s.habit.Asked[part]++
		if d.chance(s.accept[part]) {
			s.habit.Yes[part]++
		}
	}
	s.habit.Alerts7d = d.poisson(float64(asks) / pastWeeks)
	return s
}

// pastWeeks is how long ago the known answers began on average. Assumed.
const pastWeeks = 52

// place fills in a person at one incident: known is where the product thinks
// they are, in meters east and north of the incident.
func (w *World) place(v *volunteer, s *soul, known orb.Point, open time.Time, d draw) {
	v.responder.Modes, v.responder.Skills = modes[s.mode], s.skills
	v.where = dispatch.Whereabouts{Responder: v.responder.ID, Point: known, Basis: dispatch.BasisLive, At: open}
	real := known
	if d.chance(w.HomeShare) {
		v.where.Basis, v.where.At = dispatch.BasisHome, time.Time{}
		real[0] += d.NormFloat64() * w.HomeScatterM
		real[1] += d.NormFloat64() * w.HomeScatterM
	}
	detour := 1 + d.lognormal(w.Extra.Median, w.Extra.Sigma)
	mode := modes[s.mode][0]
	way := func(from orb.Point) time.Duration {
		return dispatch.StraightTravel(planar(from, orb.Point{})*detour/dispatch.Detour, mode)
	}
	v.journey[0] = dispatch.Journey{Time: way(known), Basis: dispatch.TravelStreets}
	if !w.Streets {
		v.journey[0] = dispatch.Journey{Time: dispatch.StraightTravel(planar(known, orb.Point{}), mode), Basis: dispatch.TravelStraight}
	}
	v.travel = time.Duration(float64(way(real)) / s.pace)
	v.turnout = d.spread(w.turnout(open))
	v.comes = d.chance(s.accept[dispatch.DayPart(open)])
	v.says = d.chance(w.Refusing)
	v.answer = d.spread(w.Answer)
	if d.chance(w.LateShare) {
		v.answer = d.spread(w.Late)
	}
	v.turns = 2
	if d.chance(w.GivingUp) {
		v.turns = d.Float64()
	}
}

// crowd is the people around one incident, and how the product ranks them at
// the moment it opens. It belongs to one worker and is made anew in place.
type crowd struct {
	volunteers []volunteer
	souls      []soul
	people     []dispatch.Person
	ids        []string
	ranks      map[dispatch.Priority][]*dispatch.Candidate
	moment     dispatch.Moment
}

// around draws a fresh body of people around an incident: as many as a Poisson
// number around the density gives, evenly over a disc.
func (c *crowd) around(w *World, inc *dispatch.Incident, d draw) {
	n := d.poisson(w.Density * math.Pi * w.RadiusM * w.RadiusM / 1e6)
	c.size(n)
	c.souls = slices.Grow(c.souls[:0], n)[:n]
	for i := range n {
		r, turn := w.RadiusM*math.Sqrt(d.Float64()), 2*math.Pi*d.Float64()
		c.souls[i] = w.soul(d)
		w.place(&c.volunteers[i], &c.souls[i], orb.Point{r * math.Cos(turn), r * math.Sin(turn)}, inc.OpenedAt, d)
		c.people[i].Habit = c.souls[i].habit
	}
	c.ready(w, inc)
}

// size makes room for n people, numbered from 0.
func (c *crowd) size(n int) {
	c.volunteers = slices.Grow(c.volunteers[:0], n)[:n]
	c.people = slices.Grow(c.people[:0], n)[:n]
	for len(c.ids) < n {
		c.ids = append(c.ids, fmt.Sprintf("p%06d", len(c.ids)))
	}
	for i := range n {
		v := &c.volunteers[i]
		v.responder = dispatch.Responder{ID: c.ids[i], Phone: "+10000000000", Available: true, Consent: true}
		c.people[i] = dispatch.Person{Responder: &v.responder, Where: &v.where, Journeys: v.journey[:]}
	}
}

// ready forgets how the people of the incident before were ranked.
func (c *crowd) ready(w *World, inc *dispatch.Incident) {
	c.ranks, c.moment = map[dispatch.Priority][]*dispatch.Candidate{}, w.moment(inc, inc.OpenedAt)
}

// ranked is the crowd as the product ranks it at the opening of an incident,
// by whose priority some are spared.
func (c *crowd) ranked(inc dispatch.Incident, p dispatch.Priority) []*dispatch.Candidate {
	list, ok := c.ranks[p]
	if !ok {
		inc.Priority = p
		list = dispatch.Rank(dispatch.NewCase(inc), c.people, c.moment)
		c.ranks[p] = list
	}
	return list
}

// moment is what the product knows at a time; where is the incident: at the
// origin of the plane.
func (w *World) moment(inc *dispatch.Incident, now time.Time) dispatch.Moment {
	return dispatch.Moment{
		Now: now, By: inc.Deadline, Turnout: dispatch.DefaultRules().Turnout(now),
		Distance: planar, Acceptance: w.Acceptance,
	}
}

// planar is the distance in a plane whose coordinates are meters.
func planar(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// indexOf is the place of a person in the crowd.
func indexOf(id string) int {
	i, err := strconv.Atoi(id[1:])
	if err != nil {
		panic("lab: not a person of the laboratory: " + id)
	}
	return i
}
