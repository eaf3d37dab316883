package dispatch

// advance.go: the policy at work: who is near, who is asked now, and when to
// look again.

import (
	"context"
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
		c.setShortfall(c.shortfall(now), now)
	}
	return c.NextTimer(now, d.Rules), nil
}

// shortfall says why fewer people are waiting for an answer than seats are
// free, or "".
func (c *Case) shortfall(now time.Time) Reason {
	short := false
	for _, m := range c.missing() {
		short = short || c.waiting(m.Role) < m.Count
	}
	switch {
	case !short:
		return ""
	case !now.Before(c.Incident.Deadline):
		return ReasonPastDue
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
	return Moment{Now: now, By: by, Turnout: d.Rules.Turnout(now), Distance: d.Distance, Acceptance: d.Rules.Acceptance}
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

// byHand is the time within which people asked by an officer should be there:
// the deadline, or as long as the plan allows from now, whichever is later.
func byHand(c *Case, now time.Time) time.Time {
	by := now.Add(c.Incident.Deadline.Sub(c.Incident.OpenedAt))
	if by.Before(c.Incident.Deadline) {
		return c.Incident.Deadline
	}
	return by
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

// AskRequest asks by hand: named responders, or the next wave of the policy.
type AskRequest struct {
	Responders []string
	// Role the named responders are asked for; "" picks the first free role
	// each is qualified for.
	Role     Role
	NextWave bool
	By       string
}

// Ask asks by hand. It also sets the policy going on an incident whose plan
// waits for an officer, and opens a stood-down one again.
func (d *Dispatcher) Ask(ctx context.Context, incident string, r AskRequest) (*Case, error) {
	if r.NextWave == (len(r.Responders) > 0) {
		return nil, Invalid("responders", `name the responders to ask, or say {"wave":"next"}`)
	}
	if r.Role != "" && !r.Role.Valid() {
		return nil, Invalid("role", "%q is not a known role", r.Role)
	}
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error {
		if c.Incident.State == IncidentStoodDown {
			if err := c.Resume(r.By, "", now); err != nil {
				return err
			}
		}
		if c.Incident.State != IncidentOpen {
			return Errorf(CodeConflict, "the incident is %s: nobody can be asked any more", c.Incident.State)
		}
		if r.NextWave {
			return d.askWave(ctx, c, r, now)
		}
		return d.askNamed(ctx, c, r, now)
	})
}

// askWave asks one more wave, whatever is still unanswered, and lets the
// policy go on from there.
func (d *Dispatcher) askWave(ctx context.Context, c *Case, r AskRequest, now time.Time) error {
	missing := c.missing()
	if len(missing) == 0 {
		return Errorf(CodeConflict, "every seat is taken: nobody further is needed")
	}
	for i := range missing {
		missing[i].Count = AskCount(missing[i].Count, d.Rules.Acceptance, d.Rules.Confidence)
	}
	ranked, err := d.nearest(ctx, c, missing, byHand(c, now), now)
	if err != nil {
		return err
	}
	choices := Pick(missing, ranked)
	if len(choices) == 0 {
		return Errorf(CodeConflict, "nobody further can be asked: see the candidates for the reasons")
	}
	c.Incident.Auto = true // from here on refusals and silences are replaced
	c.Ask(choices, ReasonByHand, r.By, now, d.NewToken)
	return nil
}

// askNamed asks the people an officer named, wherever they are, unless they
// must not or cannot be asked at all.
func (d *Dispatcher) askNamed(ctx context.Context, c *Case, r AskRequest, now time.Time) error {
	where, err := d.Finder.Locate(ctx, r.Responders, now.Add(-FreshPosition))
	if err != nil {
		return err
	}
	located := map[string]*Whereabouts{}
	for i := range where {
		located[where[i].Responder] = &where[i]
	}
	all := make([]Whereabouts, len(r.Responders))
	for i, id := range r.Responders {
		all[i].Responder = id
	}
	people, err := d.people(ctx, all)
	if err != nil {
		return err
	}
	if len(people) != len(r.Responders) {
		return Errorf(CodeNotFound, "one of the responders does not exist")
	}
	for i := range people {
		people[i].Where = located[people[i].Responder.ID]
	}
	by := byHand(c, now)
	ways := d.explore(ctx, c, by.Sub(now)-d.Rules.Turnout(now))
	price(ways, people)
	ways.Close()
	straightIfTooFar(people, c, d.Distance)
	ranked := Rank(c, people, d.moment(now.Add(24*time.Hour), now))
	choices := make([]Choice, 0, len(ranked))
	for i := range ranked {
		cand := &ranked[i]
		switch cand.Reason {
		case "", ReasonNotAvailable, ReasonTooFar, ReasonQuietHours, ReasonResting, ReasonBudgetSpent, ReasonNoPosition, ReasonNoMode, ReasonAskedElse, ReasonLacksSkill:
		default:
			return &Error{Code: CodeConflict, Field: "responders", Message: cand.Name + " " + cannotAsk[cand.Reason]}
		}
		role, err := roleByHand(c, cand, r.Role)
		if err != nil {
			return err
		}
		choices = append(choices, Choice{cand, role})
	}
	c.Ask(choices, ReasonByHand, r.By, now, d.NewToken)
	return nil
}

// straightIfTooFar gives those whom an officer asks from farther away than the
// streets were explored a journey all the same, along the straight line.
func straightIfTooFar(people []Person, c *Case, distance Distance) {
	for i := range people {
		p := &people[i]
		for k := range p.Journeys {
			if p.Journeys[k].Time < 0 {
				far := distance(p.Where.Point, c.Incident.Position.Point())
				p.Journeys[k] = Journey{StraightTravel(far, p.Responder.Modes[k]), TravelStraight}
			}
		}
	}
}

// cannotAsk words the reasons that keep an officer, too, from asking somebody.
var cannotAsk = map[Reason]string{
	ReasonOptedOut:     "sent STOP: phone them instead",
	ReasonNoConsent:    "has not agreed to be asked by text",
	ReasonNoPhone:      "has no phone number",
	ReasonBusy:         "is coming to another incident",
	ReasonAskedAlready: "has been asked for this incident already",
	ReasonNoLetter:     "has too many open offers",
}

// roleByHand is the role a named person is asked for.
func roleByHand(c *Case, cand *Candidate, role Role) (Role, error) {
	missing := c.missing()
	for _, m := range missing {
		if (role == "" || m.Role == role) && (hasRole(cand.Roles, m.Role) || role != "") {
			if !hasRole(cand.Roles, m.Role) {
				cand.Roles = append(cand.Roles, m.Role)
			}
			return m.Role, nil
		}
	}
	if len(missing) == 0 {
		return "", Errorf(CodeConflict, "every seat is taken: nobody further is needed")
	}
	return "", Errorf(CodeConflict, "%s is not qualified for any free role; name the role to ask them all the same", cand.Name)
}
