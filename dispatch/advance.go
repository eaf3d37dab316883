package dispatch

// advance.go: the policy at work: who is near, who is asked now, and when to
// look again.

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"
)

// advance lets the policy decide and returns the next timer.
func (d *Dispatcher) advance(ctx context.Context, c *Case, now time.Time) (time.Time, error) {
	var lacks []Role
	err := c.Decide(now, d.Rules, func() (Chosen, error) {
		chosen, err := d.choose(ctx, c, now)
		if err == nil {
			c.calls = d.calls(ctx, c, &chosen, now)
			lacks = chosen.lacks(c)
		}
		return chosen, err
	}, d.NewToken)
	d.claims(c, lacks, now)
	if err != nil {
		return now.Add(time.Second), err
	}
	return c.NextTimer(now, d.Rules), nil
}

// Decide is one step of the policy: it brings a case up to date, releases who is
// not needed and asks whom it takes. choose is called if anybody may be asked.
func (c *Case) Decide(now time.Time, r Rules, choose func() (Chosen, error), newToken func() string) error {
	act, why := c.Settle(now, r)
	if !act {
		return nil
	}
	chosen, err := choose()
	if err != nil {
		return err
	}
	var before Gauge
	if len(chosen.Choices) > 0 {
		before = c.Gauge(now, r)
	}
	c.Ask(chosen.Choices, why, ByPolicy, now, newToken)
	c.promise(now, r)
	short := c.Incident.Shortfall
	c.setShortfall(c.shortfall(chosen.Ranked, now), now)
	c.remember(&chosen, why, before, short, now, r)
	return nil
}

// promise notes what is promised once the first wave has been asked.
func (c *Case) promise(now time.Time, r Rules) {
	if i := &c.Incident; i.Wave > 0 && i.Promise == 0 && i.PromiseAt.IsZero() {
		g := c.Gauge(now, r)
		i.Promise, i.PromiseAt = g.P, now
		if g.FirstS != nil {
			i.PromiseFirstS = *g.FirstS
		}
	}
}

// shortfall says why fewer people are waiting for an answer than seats are
// free, or "". ranked are the people around, so far as they were looked at.
func (c *Case) shortfall(ranked []*Candidate, now time.Time) Reason {
	short := false
	for _, m := range c.missing() {
		short = short || c.waiting(m.Role) < m.Count
	}
	switch {
	case !short:
		return ""
	case !now.Before(c.Incident.Deadline):
		return ReasonPastDue
	case slices.ContainsFunc(ranked, func(x *Candidate) bool { return x.Reason.spares() }):
		return ReasonAllSpared
	case len(c.Offers) == 0:
		return ReasonNobodyNear
	default:
		return ReasonNobodyLeft
	}
}

// firstRadius is how far the first look around an incident goes, in meters: in
// most towns as far as anybody is worth asking. firstLimit is how long a journey
// may take that is looked at first, and wider by how much the radius grows at
// most from one look to the next.
const (
	firstRadius = 900
	firstLimit  = 4 * time.Minute
	wider       = 2.5
)

// choose looks for people around an incident, no farther than they might be
// worth asking: the circle widens until nobody outside could be.
func (d *Dispatcher) choose(ctx context.Context, c *Case, now time.Time) (Chosen, error) {
	by := c.Incident.Deadline
	m := d.moment(by, now)
	m.claims = d.moreUrgent(&c.Incident, now)
	whole := by.Sub(now) - m.Turnout
	limit := min(firstLimit, whole)
	v := view{ways: d.explore(ctx, c, limit)}
	defer func() { v.ways.Close() }()
	for radius := float64(firstRadius); ; {
		full := v.ways.RadiusM()
		radius = min(radius, full)
		m.Farther = limit < whole
		ranked, err := d.within(ctx, c, &v, radius, m)
		if err != nil {
			return Chosen{}, err
		}
		chosen := Choose(c, ranked, m, d.Rules)
		all, seen := radius >= full, min(limit, v.ways.Beyond(radius))
		if all {
			seen = limit // whatever the rounding of the circle says
		}
		chosen.Looked = looked(radius, limit, all && !m.Farther)
		worth := min(chosen.Farthest(whole), whole)
		if worth <= seen {
			return chosen, nil
		}
		if seen == limit {
			limit = min(worth, 2*limit)
			v.ways.Close()
			v = view{ways: d.explore(ctx, c, limit)}
		}
		radius = widen(v.ways, radius, min(worth, limit))
	}
}

// widen is the radius outside which every journey takes at least so long, or
// the next step towards it.
func widen(ways Journeys, radius float64, travel time.Duration) float64 {
	const exact = 20 // meters
	lo, hi := radius, wider*radius
	for hi-lo > exact {
		if mid := (lo + hi) / 2; ways.Beyond(mid) >= travel {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// view is who has been seen around an incident, as far as certain ways reach.
// Those once considered stay so while the circle widens.
type view struct {
	ways       Journeys
	candidates []*Candidate
	seen       map[string]bool // by responder
}

// within considers everybody who was last seen, or lives, within radius meters.
func (d *Dispatcher) within(ctx context.Context, c *Case, v *view, radius float64, m Moment) ([]*Candidate, error) {
	if radius <= 0 {
		return nil, nil
	}
	where, err := d.Finder.Near(ctx, c.Incident.Position.Point(), radius, m.Now.Add(-FreshPosition))
	if err != nil {
		return nil, err
	}
	where = slices.DeleteFunc(where, func(w Whereabouts) bool { return v.seen[w.Responder] })
	people, err := d.people(ctx, where)
	if err != nil {
		return nil, err
	}
	price(v.ways, people)
	v.candidates = append(v.candidates, considered(c, people, m)...)
	if v.seen == nil {
		v.seen = make(map[string]bool, len(where))
	}
	for i := range where {
		v.seen[where[i].Responder] = true
	}
	return ranked(v.candidates), nil
}

func (d *Dispatcher) moment(by, now time.Time) Moment {
	return Moment{Now: now, By: by, Turnout: d.Rules.Turnout(now), Distance: d.Distance, Acceptance: meanAcceptance(d.Rules.Acceptance, d.Habits), Certified: d.Rules.Certified}
}

// rank considers everybody who could be there by the time given.
func (d *Dispatcher) rank(ctx context.Context, c *Case, by, now time.Time) ([]*Candidate, error) {
	ranked, _, err := d.rankAll(ctx, c, by, now)
	return ranked, err
}

// rankAll is rank, and how far was looked.
func (d *Dispatcher) rankAll(ctx context.Context, c *Case, by, now time.Time) ([]*Candidate, Looked, error) {
	limit := by.Sub(now) - d.Rules.Turnout(now)
	v := view{ways: d.explore(ctx, c, limit)}
	defer v.ways.Close()
	radius := v.ways.RadiusM()
	ranked, err := d.within(ctx, c, &v, radius, d.moment(by, now))
	return ranked, looked(radius, limit, true), err
}

// looked is how far a look around an incident went.
func looked(radiusM float64, limit time.Duration, whole bool) Looked {
	return Looked{RadiusM: math.Round(radiusM), TravelS: max(0, math.Round(limit.Seconds())), Whole: whole}
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
	for i := range where {
		if r := responders[i]; r != nil {
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
	origins := make([]Origin, 0, 2*len(people))
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
	Candidates []*Candidate `json:"candidates"`
	Travel     TravelBasis  `json:"travel"`
	TravelWhy  Reason       `json:"travel_why,omitempty"`
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
		ranked = []*Candidate{}
	}
	d.lookUpEngaged(ctx, ranked)
	return &Considered{ranked, c.Incident.Travel, c.Incident.TravelWhy}, err
}
