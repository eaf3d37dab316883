package dispatch

// why.go: "why me", "why not me": what each decision about an incident thought
// of one person. Everybody gets an answer, also who was never near.

import (
	"context"
	"slices"
	"time"
)

// Verdict is what a decision made of a person.
type Verdict string

// The verdicts. A person has exactly one in each decision.
const (
	// VerdictAsked: they were asked.
	VerdictAsked Verdict = "asked"
	// VerdictLeftOut: they could not or should not be asked; Reason says why.
	VerdictLeftOut Verdict = "left_out"
	// VerdictNotWorth: they would have saved less than they cost, and the promise
	// did not need them.
	VerdictNotWorth Verdict = "not_worth"
	// VerdictFull: they were worth asking, and as many as are asked at once were.
	VerdictFull Verdict = "wave_full"
	// VerdictNotChosen: an officer asked the soonest, and they were not among them.
	VerdictNotChosen Verdict = "not_chosen"
	// VerdictNotNamed: an officer asked others by name.
	VerdictNotNamed Verdict = "not_named"
	// VerdictNotLooked: they were not where people were looked for.
	VerdictNotLooked Verdict = "not_looked_at"
	// VerdictNotKept: they were not where people were looked for, or farther than
	// those of whom a record is kept.
	VerdictNotKept Verdict = "not_recorded"
	// VerdictWorth: nobody has decided; as of now they are worth asking.
	VerdictWorth Verdict = "worth_asking"
)

// Verdicts lists them all.
func Verdicts() []Verdict {
	return []Verdict{
		VerdictAsked, VerdictLeftOut, VerdictNotWorth, VerdictFull, VerdictNotChosen, VerdictNotNamed,
		VerdictNotLooked, VerdictNotKept, VerdictWorth,
	}
}

// Why is what one decision made of one person.
type Why struct {
	Verdict Verdict   `json:"verdict"`
	At      time.Time `json:"at"`
	Wave    int       `json:"wave"`
	// Because is why the decision was taken, By who took it, Of how many were asked.
	Because Reason   `json:"because,omitempty"`
	By      string   `json:"by,omitempty"`
	Of      int      `json:"of"`
	Target  float64  `json:"target"`
	Before  Forecast `json:"before"`
	After   Forecast `json:"after"`
	Looked  Looked   `json:"looked"`
	// Person is what was thought of them; absent if nothing was.
	Person *Regarded `json:"person,omitempty"`
}

// Explanation is everything that is known of why one person was asked for an
// incident, or was not.
type Explanation struct {
	Incident  string `json:"incident"`
	Responder string `json:"responder"`
	Name      string `json:"name"`
	// Decisions are the incident's, in order; those after an asking that found
	// nothing but that are left out.
	Decisions []Why `json:"decisions"`
	// Now is how it would be as of now; given of whom no decision says anything.
	Now *Why `json:"now,omitempty"`
}

// Of is what the decision made of a person.
func (d *Decision) Of(responder string) Why {
	w := Why{
		At: d.At, Wave: d.Wave, Because: d.Reason, By: d.By, Of: d.Asked, Target: d.Prices.Target,
		Before: d.Before, After: d.After, Looked: d.Looked,
	}
	i := slices.IndexFunc(d.People, func(p Regarded) bool { return p.Responder == responder })
	if i < 0 {
		for reason, list := range d.Rest {
			if slices.Contains(list, responder) {
				w.Verdict, w.Person = VerdictLeftOut, &Regarded{Responder: responder, Reason: reason}
				return w
			}
		}
		switch {
		case d.Looked.Named:
			w.Verdict = VerdictNotNamed
		case d.Cut > 0:
			w.Verdict = VerdictNotKept
		default:
			w.Verdict = VerdictNotLooked
		}
		return w
	}
	p := &d.People[i]
	w.Person = p
	switch {
	case p.Order > 0:
		w.Verdict = VerdictAsked
	case p.Rank == 0:
		w.Verdict = VerdictLeftOut
	case d.Reason == ReasonByHand:
		w.Verdict = VerdictNotChosen
	case p.Worth != nil && (p.Worth.Pays() || p.Worth.Lifts > leastLift):
		w.Verdict = VerdictFull
	default:
		w.Verdict = VerdictNotWorth
	}
	return w
}

// Explain is what decisions made of a person.
func Explain(responder string, decisions []Decision) []Why {
	out := make([]Why, 0, len(decisions))
	asked := false
	for i := range decisions {
		w := decisions[i].Of(responder)
		if asked && (w.Person == nil || w.Person.Reason == ReasonAskedAlready) {
			continue
		}
		asked = asked || w.Verdict == VerdictAsked
		out = append(out, w)
	}
	return out
}

// Why explains why somebody was asked for an incident, or was not.
func (d *Dispatcher) Why(ctx context.Context, incident, responder string) (*Explanation, error) {
	c, err := d.Store.Case(ctx, incident)
	if err != nil {
		return nil, err
	}
	decisions, err := d.Store.Decisions(ctx, incident)
	if err != nil {
		return nil, err
	}
	e := &Explanation{Incident: incident, Responder: responder, Decisions: Explain(responder, decisions)}
	for i := range e.Decisions {
		if p := e.Decisions[i].Person; p != nil && p.Name != "" {
			e.Name = p.Name
			return e, nil
		}
	}
	name, now, err := d.whyNow(ctx, c, responder)
	if err != nil {
		return nil, err
	}
	e.Name = name
	if !slices.ContainsFunc(e.Decisions, func(w Why) bool { return w.Person != nil }) {
		e.Now = now
	}
	return e, nil
}

// whyNow is what a decision would make of somebody now, however far they are.
func (d *Dispatcher) whyNow(ctx context.Context, c *Case, responder string) (name string, _ *Why, _ error) {
	now := d.Now()
	people, err := d.people(ctx, []Whereabouts{{Responder: responder}})
	if err != nil {
		return "", nil, err
	}
	if len(people) == 0 {
		return "", nil, Errorf(CodeNotFound, "there is no responder %q", responder)
	}
	where, err := d.Finder.Locate(ctx, []string{responder}, now.Add(-FreshPosition))
	if err != nil {
		return "", nil, err
	}
	people[0].Where = nil
	if len(where) > 0 {
		people[0].Where = &where[0]
	}
	by := byHand(c, now)
	limit := by.Sub(now) - d.Rules.Turnout(now)
	ways := d.explore(ctx, c, limit)
	defer ways.Close()
	price(ways, people)
	straightIfTooFar(people, c, d.Distance)
	ranked := Rank(c, people, d.moment(by, now))
	g := c.Gauge(now, d.Rules)
	m := d.moment(by, now)
	w := weighing{now: now, ranked: ranked, rules: d.Rules, outset: newOutset(m, timeLeft(by, now)), left: c.stakesNow(m, d.Rules)}
	record := Decision{
		At: now, Wave: c.Incident.Wave, Prices: d.Rules.PricesOf(&c.Incident),
		Before: g.forecast(), After: g.forecast(), Looked: looked(ways.RadiusM(), limit, true),
	}
	w.others(c, &record, nil)
	why := record.Of(responder)
	if why.Verdict == VerdictFull {
		why.Verdict = VerdictWorth
	}
	return people[0].Responder.Name, &why, nil
}

// Decisions returns the records of an incident's decisions, in order.
func (d *Dispatcher) Decisions(ctx context.Context, incident string) ([]Decision, error) {
	return d.Store.Decisions(ctx, incident)
}
