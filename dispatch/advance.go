package dispatch

// advance.go: the policy at work: who is near, who is asked now, and when to
// look again.

import (
	"context"
	"slices"
	"sync"
	"time"
)

// advance settles a case, asks whom it wants and returns the next timer.
func (d *Dispatcher) advance(ctx context.Context, c *Case, now time.Time) (time.Time, error) {
	if act, why := c.Settle(now, d.Rules); act {
		ranked, err := d.nearest(ctx, c, d.Rules.pool(c.missing()), c.Incident.Deadline, now)
		if err != nil {
			return now.Add(time.Second), err
		}
		c.Ask(Choose(c, ranked, d.moment(c.Incident.Deadline, now), d.Rules), why, ByPolicy, now, d.NewToken)
		if c.Incident.Wave == 1 && c.Incident.Promise == 0 {
			c.Incident.Promise = c.Gauge(now, d.Rules).P
		}
		c.setShortfall(c.shortfall(ranked, now), now)
	}
	return c.NextTimer(now, d.Rules), nil
}

// shortfall says why fewer people are waiting for an answer than seats are
// free, or "". ranked are the people around, so far as they were looked at.
func (c *Case) shortfall(ranked []Candidate, now time.Time) Reason {
	short := false
	for _, m := range c.missing() {
		short = short || c.waiting(m.Role) < m.Count
	}
	switch {
	case !short:
		return ""
	case !now.Before(c.Incident.Deadline):
		return ReasonPastDue
	case slices.ContainsFunc(ranked, func(x Candidate) bool { return x.Reason.spares() }):
		return ReasonAllSpared
	case len(c.Offers) == 0:
		return ReasonNobodyNear
	default:
		return ReasonNobodyLeft
	}
}

// firstRadius is how far the first look around an incident goes, in meters.
const firstRadius = 100

// nearest ranks the people around an incident, looking no farther than is
// needed to choose whom it wants: the circle widens until the choice could not
// get better, because nobody outside could be quicker than those chosen.
func (d *Dispatcher) nearest(ctx context.Context, c *Case, want []Need, by, now time.Time) ([]Candidate, error) {
	ways := d.explore(ctx, c, by.Sub(now)-d.Rules.Turnout(now))
	defer ways.Close()
	full := ways.RadiusM()
	total := 0
	for _, w := range want {
		total += w.Count
	}
	for radius := widen(ways, firstRadius/2, full, 0); radius > 0; {
		ranked, err := d.within(ctx, c, ways, radius, by, now)
		if err != nil || radius == full {
			return ranked, err
		}
		picks := Pick(want, ranked)
		slowest := 0.0
		for _, p := range picks {
			slowest = max(slowest, p.Candidate.TravelS)
		}
		if len(picks) < total {
			slowest = 0 // not enough people yet, whoever they are
		} else if ways.Beyond(radius).Seconds() >= slowest {
			return ranked, nil
		}
		radius = widen(ways, radius, full, slowest)
	}
	return nil, nil
}

// widen is the next circle to look in: at least wide enough that somebody
// outside takes some time, and if it is known how long the slowest of those
// chosen takes, just so wide that nobody outside is quicker; else twice as wide.
func widen(ways Journeys, radius, full, slowest float64) float64 {
	if slowest == 0 {
		radius *= 2
	}
	for ; radius < full; radius *= 1.125 {
		if beyond := ways.Beyond(radius).Seconds(); beyond > 0 && beyond >= slowest {
			return radius
		}
	}
	return full
}

// within considers everybody who was last seen, or lives, within radius meters.
func (d *Dispatcher) within(ctx context.Context, c *Case, ways Journeys, radius float64, by, now time.Time) ([]Candidate, error) {
	if radius <= 0 {
		return nil, nil
	}
	where, err := d.Finder.Near(ctx, c.Incident.Position.Point(), radius, now.Add(-FreshPosition))
	if err != nil {
		return nil, err
	}
	people, err := d.people(ctx, where)
	if err != nil {
		return nil, err
	}
	price(ways, people)
	return Rank(c, people, d.moment(by, now)), nil
}

func (d *Dispatcher) moment(by, now time.Time) Moment {
	return Moment{Now: now, By: by, Turnout: d.Rules.Turnout(now), Distance: d.Distance, Acceptance: d.Rules.Acceptance, Certified: d.Rules.Certified}
}

// rank considers everybody who could be there by the time given.
func (d *Dispatcher) rank(ctx context.Context, c *Case, by, now time.Time) ([]Candidate, error) {
	ways := d.explore(ctx, c, by.Sub(now)-d.Rules.Turnout(now))
	defer ways.Close()
	return d.within(ctx, c, ways, ways.RadiusM(), by, now)
}

// people joins whereabouts with who the people are and what they are bound to.
func (d *Dispatcher) people(ctx context.Context, where []Whereabouts) ([]Person, error) {
	ids := make([]string, len(where))
	for i := range where {
		ids[i] = where[i].Responder
	}
	var (
		responders []*Responder
		engaged    map[string][]Engagement
		habits     []Habit
		errs       [3]error
		wg         sync.WaitGroup
	)
	wg.Go(func() { responders, errs[0] = d.People.Lookup(ctx, ids) })
	wg.Go(func() { engaged, errs[1] = d.Store.Engagements(ctx) })
	if d.Habits != nil {
		wg.Go(func() { habits, errs[2] = d.Habits.Habits(ctx, ids) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	people := make([]Person, 0, len(where))
	for i, r := range responders {
		if r != nil {
			p := Person{Responder: r, Where: &where[i], Engagements: engaged[r.ID]}
			if habits != nil {
				p.Habit = habits[i]
			}
			people = append(people, p)
		}
	}
	return people, nil
}

// price sets the journeys of people whose whereabouts are known.
func price(ways Journeys, people []Person) {
	var origins []Origin
	for _, p := range people {
		if p.Where == nil {
			continue
		}
		for _, m := range p.Responder.Modes {
			origins = append(origins, Origin{p.Where.Point, m})
		}
	}
	priced := ways.Price(origins)
	for i := range people {
		if people[i].Where != nil {
			n := len(people[i].Responder.Modes)
			people[i].Journeys, priced = priced[:n:n], priced[n:]
		}
	}
}

// Considered is everyone considered for an incident, ranked, and how their
// travel times were found.
type Considered struct {
	Candidates []Candidate `json:"candidates"`
	Travel     TravelBasis `json:"travel"`
	TravelWhy  Reason      `json:"travel_why,omitempty"`
}

// Candidates returns everyone considered for an incident, as of now.
func (d *Dispatcher) Candidates(ctx context.Context, incident string) (*Considered, error) {
	c, err := d.Store.Case(ctx, incident)
	if err != nil {
		return nil, err
	}
	now := d.Now()
	ranked, err := d.rank(ctx, c, byHand(c, now), now)
	if ranked == nil {
		ranked = []Candidate{}
	}
	return &Considered{ranked, c.Incident.Travel, c.Incident.TravelWhy}, err
}
