package dispatch

// forecast.go: the promise of one incident as a number, from its offers as
// they stand.

import (
	"math"
	"time"
)

// Gauge is the promise: how likely it is kept, and why.
type Gauge struct {
	// P is the chance that every need is filled by people on the scene by the
	// deadline.
	P float64 `json:"p"`
	// FirstS is the median of the seconds until the first arrival; 0: somebody
	// is there; absent: it is likelier than not that nobody of those asked comes.
	FirstS *float64    `json:"first_s,omitempty"`
	Roles  []RoleGauge `json:"roles"`
	// Here, Coming and Waiting count those on the scene, on the way, and asked
	// without an answer.
	Here    int `json:"here"`
	Coming  int `json:"coming"`
	Waiting int `json:"waiting"`
}

// RoleGauge is the chance that one need alone is filled, if nobody else were
// needed, and how many are expected in time.
type RoleGauge struct {
	Role     Role    `json:"role"`
	Need     int     `json:"need"`
	Expected float64 `json:"expected"`
	P        float64 `json:"p"`
}

// nearChance is the chance that somebody seen near the scene is there in time.
const nearChance = 0.99

// Gauge computes the promise as of now. Refusals, silence and delays lower it;
// acceptances and arrivals raise it. Microseconds.
func (c *Case) Gauge(now time.Time, r Rules) Gauge {
	left := c.Incident.Deadline.Sub(now)
	under := c.underWay(now, r)
	comers := within(under, left)
	g := Gauge{P: filled(c.seats(), comers), Roles: make([]RoleGauge, len(c.Incident.Needs))}
	for i, n := range c.Incident.Needs {
		role := RoleGauge{Role: n.Role, Need: n.Count}
		alone := tally{needs: []int{n.Count}}
		for _, k := range comers {
			if k.roles&(1<<i) != 0 {
				role.Expected += k.p
				alone.add(comer{1, k.p})
			}
		}
		role.P = alone.filled()
		g.Roles[i] = role
	}
	for _, o := range c.Offers {
		switch o.State {
		case OfferArrived, OfferDone:
			g.Here++
		case OfferAccepted:
			g.Coming++
		case OfferAsked, OfferSilent:
			g.Waiting++
		case OfferDeclined, OfferWithdrawn, OfferStoodDown, OfferUnreachable:
		}
	}
	g.FirstS = firstArrival(under)
	return g
}

// seats are the counts of the needs, in order.
func (c *Case) seats() []int {
	out := make([]int, len(c.Incident.Needs))
	for i, n := range c.Incident.Needs {
		out[i] = n.Count
	}
	return out
}

// mask is the needed roles among some, a bit for each need in order.
func (c *Case) mask(roles []Role) uint32 {
	var m uint32
	for i, n := range c.Incident.Needs {
		if hasRole(roles, n.Role) {
			m |= 1 << i
		}
	}
	return m
}

// maskOf is the needed roles that an offer's person can take.
func (c *Case) maskOf(o *Offer) uint32 { return c.mask(o.Roles) | c.mask([]Role{o.Role}) }

// underWay is one offer that may bring somebody: how likely, and when.
type underWay struct {
	offer  *Offer
	roles  uint32
	sure   float64 // there whatever the time, if above 0
	accept float64 // the chance that they come at all
	lead   *lead
	ways   ways
	gone   time.Duration // since they said yes
	before float64       // the chance that they would be there by now
}

// underWay lists the offers that may bring somebody, as of now.
func (c *Case) underWay(now time.Time, r Rules) []underWay {
	out := make([]underWay, 0, len(c.Offers))
	for _, o := range c.Offers {
		u := underWay{roles: c.maskOf(o)}
		look := o.outlook(r)
		switch o.State {
		case OfferArrived, OfferDone:
			u.sure = 1
		case OfferAccepted:
			if !o.NearAt.IsZero() {
				u.sure = nearChance
				break
			}
			u.ways, u.lead = waysOf(look.Travel), ready(look.Turnout)
			u.gone = max(0, now.Sub(o.AnsweredAt))
			u.before = u.ways.arrives(u.lead, u.gone)
			u.accept = keepsOn(u.progress(look.Turnout.Median))
			if u.before > longOverdue {
				u.sure = overdueChance
			}
		case OfferAsked, OfferSilent:
			quiet := o.silence(now)
			u.accept = look.afterSilence(quiet) * keepsOn(0)
			u.ways, u.lead = waysOf(look.Travel), asked(look.Turnout, &look.Answer, quiet)
		case OfferDeclined, OfferWithdrawn, OfferStoodDown, OfferUnreachable:
			continue
		}
		if u.roles != 0 {
			u.offer = o
			out = append(out, u)
		}
	}
	return out
}

// progress is what part of getting ready and travelling somebody has behind
// them who is not there yet, on average.
func (u *underWay) progress(turnout time.Duration) float64 {
	part, cases := 0.0, 0.0
	for _, way := range u.ways {
		on := 1 - u.lead.by(u.gone-way) // not there yet
		if u.gone < way {
			on = 1
		}
		part += on * min(1, float64(u.gone)/float64(max(turnout+way, 1)))
		cases += on
	}
	if cases < 1e-9 {
		return 1
	}
	return part / cases
}

// Somebody who should have been there with this certainty and has not said so
// is there or not: who knows.
const longOverdue, overdueChance = 0.999, 0.5

// chance is the chance to be on the scene within left from now.
func (u *underWay) chance(left time.Duration) float64 {
	if u.sure > 0 {
		return u.sure
	}
	p := u.ways.arrives(u.lead, u.gone+max(0, left))
	return u.accept * (p - u.before) / (1 - u.before)
}

// at is the chance to be on the scene at each of the times from now.
func (u *underWay) at(times *[len(moments)]time.Duration) (t there) {
	for k, d := range times {
		t[k] = u.chance(d)
	}
	return t
}

// within are those who may be on the scene within left.
func within(under []underWay, left time.Duration) []comer {
	out := make([]comer, len(under))
	for i := range under {
		out[i] = comer{under[i].roles, under[i].chance(left)}
	}
	return out
}

// firstArrival is the median time until somebody is there, in whole seconds;
// nil if it is likelier that nobody comes within the hour.
func firstArrival(under []underWay) *float64 {
	nobody := func(left time.Duration) float64 {
		p := 1.0
		for i := range under {
			p *= 1 - under[i].chance(left)
		}
		return p
	}
	lo, hi := time.Duration(0), time.Hour
	if nobody(hi) > 0.5 {
		return nil
	}
	for hi-lo > time.Second {
		if mid := (lo + hi) / 2; nobody(mid) > 0.5 {
			lo = mid
		} else {
			hi = mid
		}
	}
	s := math.Floor(hi.Seconds())
	if nobody(0) <= 0.5 {
		s = 0
	}
	return &s
}

// outlook is what is thought of an offer's person.
func (o *Offer) outlook(r Rules) Outlook {
	accept := o.Accept
	if accept == 0 {
		accept = r.Acceptance
	}
	return Outlook{
		Accept: accept, Answer: answering,
		Turnout: Spread{seconds(o.TurnoutS), turnoutSigma},
		Travel:  travelOf(o.TravelS, o.DistanceM, o.Travel, o.FromBasis),
	}
}

// travelOf is how long somebody's way takes who is thought to be so many meters
// from the scene, by how the time was found and from where. From a place where
// somebody only usually is it varies more the nearer that is, and is longer in
// the middle of the cases: distances from a scattered point have the Rice
// distribution, whose median and spread are met within a twentieth.
func travelOf(travelS, distanceM float64, basis TravelBasis, from PositionBasis) Spread {
	s := travelSigmaStraight
	if basis == TravelStreets {
		s = travelSigmaStreets
	}
	if from.Guessed() && distanceM > 0 {
		far := homeScatter / distanceM
		travelS *= math.Sqrt(1 + far*far)
		s = math.Hypot(s, far/math.Sqrt(1+far*far/(scattered*scattered)))
	}
	return Spread{seconds(travelS), math.Round(s*100) / 100} // few different ones, see factorsOf
}

// scattered is the standard deviation of the logarithm of the distance of a
// scattered point from the middle: π/√24.
const scattered = 0.6413

// silence is how long somebody has had the text and said nothing; of a text
// whose sending is not known, since it was asked once it counts as silent.
func (o *Offer) silence(now time.Time) time.Duration {
	switch {
	case !o.Text.SentAt.IsZero():
		return max(0, now.Sub(o.Text.SentAt))
	case o.State == OfferSilent:
		return max(0, now.Sub(o.AskedAt))
	}
	return 0
}
