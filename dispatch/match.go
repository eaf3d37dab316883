package dispatch

// match.go: who can help, who cannot and why not. Pure: the same people at
// the same moment always get the same order.

import (
	"cmp"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// Candidate is a person considered for an incident: ranked, or left out for
// a reason.
type Candidate struct {
	Responder string `json:"responder"`
	Name      string `json:"name"`
	// Rank counts from 1, nearest in time first; 0: left out, Reason says why.
	Rank   int    `json:"rank"`
	Reason Reason `json:"reason,omitempty"`
	// Roles are the needed roles the person is qualified for.
	Roles      []Role        `json:"roles"`
	Mode       Mode          `json:"mode,omitempty"`
	DistanceM  float64       `json:"distance_m"`
	Travel     TravelBasis   `json:"travel,omitempty"` // how TravelS was found
	TravelS    float64       `json:"travel_s"`
	TurnoutS   float64       `json:"turnout_s"`
	ETA        time.Time     `json:"eta,omitzero"`
	From       Position      `json:"from"`
	FromBasis  PositionBasis `json:"from_basis,omitempty"`
	PositionAt time.Time     `json:"position_at,omitzero"`
	// Accept is the chance that they say yes; Alerts how often they were asked
	// within seven days.
	Accept float64 `json:"accept"`
	Alerts int     `json:"alerts_7d"`
	// Engaged is what else they are needed for, of those who are busy or asked
	// elsewhere: only [Dispatcher.Candidates] and [Dispatcher.Advice] look it up.
	Engaged *Engaged `json:"engaged,omitempty"`

	person  *Responder
	letter  string
	measure Distance
	// chances are remembered: the choice and its record both ask for them.
	chances *chances
	// bound is what a reason "busy" or "asked elsewhere" speaks of.
	bound *Engagement
	// elsewhere is the one request that keeps somebody from being asked who has
	// not answered it; nil: nothing does, or something else too.
	elsewhere *Engagement
}

// Person is what matching knows of one responder.
type Person struct {
	Responder   *Responder
	Where       *Whereabouts // nil: nowhere known
	Engagements []Engagement
	Habit       Habit
	// Journeys are priced for each mode of Responder.Modes, in their order;
	// nil: not priced, the straight line is used.
	Journeys []Journey
}

// Moment is when and how people are ranked.
type Moment struct {
	Now time.Time
	// By is when they should be on the scene.
	By       time.Time
	Turnout  time.Duration
	Distance Distance
	// Acceptance is the mean of all people's chance to say yes.
	Acceptance float64
	// Certified are the roles that need a recorded certificate.
	Certified RoleSet
	// Farther: journeys were looked at up to a limit, and whoever takes longer may
	// still be in time.
	Farther bool

	claims []claim // of more urgent incidents
	today  Date
}

// Distance measures between two WGS-84 points, in meters.
type Distance func(a, b orb.Point) float64

// Rank orders people for an incident. Those who can take a needed
// role and be there by the time given come first, soonest first, the id
// breaking ties; the others follow with their reasons.
func Rank(c *Case, people []Person, m Moment) []*Candidate {
	return ranked(considered(c, people, m))
}

// considered judges people, in their order.
func considered(c *Case, people []Person, m Moment) []*Candidate {
	m.today = DateOf(m.Now)
	asked := make(map[string]bool, len(c.Offers))
	for _, o := range c.Offers {
		asked[o.Responder] = true
	}
	judged, out := make([]Candidate, len(people)), make([]*Candidate, len(people))
	for i := range people {
		cand := &judged[i]
		if *cand = consider(c, &people[i], &m); asked[cand.Responder] {
			cand.Reason = ReasonAskedAlready
		}
		out[i] = cand
	}
	return out
}

// ranked orders candidates; see [Rank].
func ranked(all []*Candidate) []*Candidate {
	slices.SortFunc(all, func(a, b *Candidate) int {
		if a.Reason == "" != (b.Reason == "") {
			if a.Reason == "" {
				return -1
			}
			return 1
		}
		if d := a.ETA.Compare(b.ETA); d != 0 && a.Reason == "" {
			return d
		}
		if d := cmp.Compare(a.DistanceM, b.DistanceM); d != 0 {
			return d
		}
		return cmp.Compare(a.Responder, b.Responder)
	})
	for i, cand := range all {
		if cand.Reason == "" {
			cand.Rank = i + 1
		}
	}
	return all
}

// consider judges one person.
func consider(c *Case, p *Person, m *Moment) Candidate {
	r := p.Responder
	cand := Candidate{
		Responder: r.ID, Name: r.Name, Roles: rolesFor(c.Incident.Needs, r, m), person: r, measure: m.Distance,
		Accept: p.Habit.Acceptance(m.Now, m.Acceptance), Alerts: p.Habit.Alerts7d,
	}
	if p.Where != nil {
		cand.From, cand.FromBasis, cand.PositionAt = At(p.Where.Point), p.Where.Basis, p.Where.At
		cand.DistanceM = m.Distance(p.Where.Point, c.Incident.Position.Point())
		if mode, j, ok := quickest(p, cand.DistanceM); ok {
			cand.Mode, cand.Travel, cand.TravelS, cand.TurnoutS = mode, j.Basis, j.Time.Seconds(), m.Turnout.Seconds()
			cand.ETA = m.Now.Add(m.Turnout + j.Time).Truncate(time.Second)
		}
	}
	cand.letter = freeLetter(p.Engagements)
	cand.Reason = whyNot(c, p, &cand, m)
	if cand.Reason == ReasonBusy || cand.Reason == ReasonAskedElse {
		cand.bound = binding(c, p)
	}
	if cand.Reason == ReasonAskedElse {
		cand.elsewhere = onlyAsked(c, p, cand, m)
	}
	return cand
}

// binding is the engagement elsewhere that keeps a person: the one whyNot goes by.
func binding(c *Case, p *Person) *Engagement {
	for i := range p.Engagements {
		if e := &p.Engagements[i]; e.Incident != c.Incident.ID && (e.State.Coming() || e.State == OfferAsked) {
			return e
		}
	}
	return nil
}

// onlyAsked is the one request that keeps a person from being asked, or nil.
func onlyAsked(c *Case, p *Person, cand Candidate, m *Moment) *Engagement {
	var asked *Engagement
	alone := *p
	alone.Engagements = nil
	for _, e := range p.Engagements {
		switch {
		case e.Incident == c.Incident.ID || e.State != OfferAsked:
			alone.Engagements = append(alone.Engagements, e)
		case asked != nil:
			return nil
		default:
			asked = &e
		}
	}
	if whyNot(c, &alone, &cand, m) != "" {
		return nil
	}
	return asked
}

// quickest is the person's fastest way to the scene.
func quickest(p *Person, distanceM float64) (best Mode, way Journey, ok bool) {
	for i, m := range p.Responder.Modes {
		j := Journey{StraightTravel(distanceM, m), TravelStraight}
		if p.Journeys != nil {
			if j = p.Journeys[i]; j.Time < 0 {
				continue
			}
		}
		if !ok || j.Time < way.Time {
			best, way, ok = m, j, true
		}
	}
	return best, way, ok
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// freeLetter is the first letter none of the person's open offers has.
func freeLetter(es []Engagement) string {
next:
	for _, l := range letters {
		for _, e := range es {
			if e.Letter == string(l) {
				continue next
			}
		}
		return string(l)
	}
	return ""
}
