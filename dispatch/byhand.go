package dispatch

// byhand.go: an officer asks, named people or the next wave.

import (
	"context"
	"fmt"
	"time"
)

// AskRequest asks by hand: named responders, or the next wave of the policy.
type AskRequest struct {
	Responders []string
	// Role the named responders are asked for; "" picks the first free role
	// each is qualified for.
	Role     Role
	NextWave bool
	By       string
	// Reason is why somebody is asked whom the policy leaves out; needed for
	// those of whom [Reason.ByHand] says so, and to reassign anybody.
	Reason string
	// Reassign takes them from the incidents they are on the way to, or have
	// been asked for. Only an officer may.
	Reassign bool

	// free considers them as if those incidents had let them go.
	free bool
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
	if r.Reassign {
		if err := d.reassign(ctx, incident, r); err != nil {
			return nil, err
		}
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
	by := byHand(c, now)
	ranked, looked, err := d.rankAll(ctx, c, by, now)
	if err != nil {
		return err
	}
	choices := Pick(missing, ranked)
	if len(choices) == 0 {
		return Errorf(CodeConflict, "nobody further can be asked: see the candidates for the reasons")
	}
	if !c.Incident.Auto {
		c.activate(r.By, ReasonByHand, now) // from here on refusals and silences are replaced
	}
	c.askByHand(choices, ranked, looked, r.By, d.moment(by, now), d.Rules, d.NewToken)
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
		if r.free {
			people[i].Engagements = staying(people[i].Engagements, c.Incident.ID)
		}
	}
	by := byHand(c, now)
	ways := d.explore(ctx, c, by.Sub(now)-d.Rules.Turnout(now))
	price(ways, people)
	ways.Close()
	straightIfTooFar(people, c, d.Distance)
	ranked := Rank(c, people, d.moment(by, now))
	choices := make([]Choice, 0, len(ranked))
	for _, cand := range ranked {
		why := cand.Reason
		if why == "" && r.Role != "" && !hasRole(cand.Roles, r.Role) {
			why = ReasonLacksSkill // qualified for another role than the one named
		}
		switch why.ByHand() {
		case HandImpossible:
			return &Error{Code: CodeConflict, Field: "responders", Message: cand.Name + " " + cannotAsk[why]}
		case HandWithReason:
			if err := c.overrule(cand, why, r, now); err != nil {
				return err
			}
		case HandAllowed:
		}
		role, err := roleByHand(c, cand, r.Role)
		if err != nil {
			return err
		}
		choices = append(choices, Choice{Candidate: cand, Role: role})
	}
	looked := Looked{TravelS: max(0, by.Sub(now)-d.Rules.Turnout(now)).Seconds(), Named: true}
	c.askByHand(choices, ranked, looked, r.By, d.moment(by, now), d.Rules, d.NewToken)
	return nil
}

// overrule records that somebody is asked in spite of why, and what the
// officer has to say for it.
func (c *Case) overrule(cand *Candidate, why Reason, r AskRequest, now time.Time) error {
	said, err := because(r.Reason, fmt.Sprintf("asking %s, who is left out (%s),", cand.Name, why))
	if err != nil {
		return err
	}
	c.record(Event{
		At: now, Type: EventOverruled, By: r.By, Responder: cand.Responder, Name: cand.Name, Reason: why, Remark: said,
	})
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
	ReasonBusy:         "is coming to another incident, or is at one",
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

// byHand is the time within which people asked by an officer should be there:
// the deadline, or as long as the plan allows from now, whichever is later.
func byHand(c *Case, now time.Time) time.Time {
	by := now.Add(c.Incident.Deadline.Sub(c.Incident.OpenedAt))
	if by.Before(c.Incident.Deadline) {
		return c.Incident.Deadline
	}
	return by
}
