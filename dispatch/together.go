package dispatch

// together.go: several incidents want the same people. Who has been asked and
// has not answered may be called to another incident where they are worth more:
// never against the order of priorities, and at the same priority only if the
// other incident keeps its promise without them. Whoever has said yes is moved
// by an officer alone.
//
// It is done in two steps, so that nobody ever has two open requests: the other
// incident lets go and tells the person; then this one asks. If anything fails
// in between, the person has been told the truth, and both incidents look again.

import (
	"context"
	"errors"
	"slices"
	"time"
)

// maxCalls bounds how many people one decision calls away, maxOthers how many
// other incidents it looks at for that.
const maxCalls, maxOthers = 20, 8

// callingAway is what a person must be worth more than at their incident, in
// texts: one tells them, one asks them.
const callingAway = 2

// call is a person to be called away from an incident.
type call struct {
	candidate       *Candidate
	incident, offer string
}

// otherCase is an incident that may lose people.
type otherCase struct {
	c    *Case
	lost map[string]bool // offers already called away
}

// calls are who of those asked elsewhere should come here instead.
func (d *Dispatcher) calls(ctx context.Context, c *Case, ch *Chosen, now time.Time) []call {
	var free []*Candidate
	for _, cand := range ch.Ranked {
		if cand.elsewhere != nil {
			free = append(free, cand)
		}
	}
	var out []call
	others := map[string]*otherCase{}
	for len(free) > 0 && len(out) < maxCalls {
		at, worth := ch.bestOf(c, free)
		if at < 0 {
			break
		}
		cand := free[at]
		free = slices.Delete(free, at, at+1)
		id := cand.elsewhere.Incident
		o := others[id]
		if o == nil && len(others) == maxOthers {
			continue
		}
		if o == nil {
			other, err := d.Store.Case(ctx, id)
			if err != nil {
				d.Log.WarnContext(ctx, "nobody is called away", "incident", id, "error", err)
				continue
			}
			o = &otherCase{other, map[string]bool{}}
			others[id] = o
		}
		if o.yields(cand.elsewhere.Offer, &c.Incident, worth, now, d.Rules) {
			o.lost[cand.elsewhere.Offer] = true
			t := ch.outset.of(cand)
			ch.stakes.add(c.mask(cand.Roles), &t)
			out = append(out, call{cand, id, cand.elsewhere.Offer})
		}
	}
	return out
}

// bestOf is the one most worth asking and what they are worth above their
// price, in texts; -1: nobody. Whoever the promise needs is worth whatever it takes.
func (ch *Chosen) bestOf(c *Case, list []*Candidate) (at int, worth float64) {
	const needed = 1000
	at = -1
	for i, cand := range list {
		x := ch.stakes.of(c, cand, ch.outset)
		w := (x.Saves - x.Costs) / max(ch.stakes.prices.Alert, 1e-9)
		if x.Lifts > leastLift {
			w += needed * x.Lifts
		}
		if w > callingAway && (at < 0 || w > worth) {
			at, worth = i, w
		}
	}
	return at, worth
}

// yields reports whether an incident lets an offer go to another one where it
// is worth so much.
func (o *otherCase) yields(offer string, to *Incident, worth float64, now time.Time, r Rules) bool {
	own := &o.c.Incident
	x := o.c.Offer(offer)
	if x == nil || x.State != OfferAsked || x.By != ByPolicy || own.State != IncidentOpen || to.Priority.Rank() > own.Priority.Rank() ||
		own.Exercise != to.Exercise && to.Exercise {
		return false
	}
	all := o.c.comers(now, r)
	for i := range all.under {
		all.in[i] = !o.lost[all.under[i].offer.ID]
	}
	for i := range all.under {
		if all.under[i].offer != x {
			continue
		}
		s := all.without(i)
		v := s.value(all.under[i].roles)
		saved, promise := v.of(&all.there[i])
		if to.Priority == own.Priority && promise > leastLift {
			return false // it needs them to keep its own promise
		}
		return worth > callingAway+saved/max(s.prices.Alert, 1e-9)
	}
	return true // nothing hangs on them there
}

// callAway lets the other incidents go of those called, and reports whether any
// did. They replace them by whoever is free; should they want to call somebody
// away in turn, they do so at their next look.
func (d *Dispatcher) callAway(ctx context.Context, calls []call) bool {
	went := false
	for _, x := range calls {
		_, err := d.changeAlone(ctx, x.incident, nil, func(c *Case, now time.Time) error {
			o := c.Offer(x.offer)
			if o == nil || o.State != OfferAsked {
				return ErrConflict // they have answered meanwhile
			}
			c.move(o, OfferStoodDown, Event{At: now, Type: EventReleased, By: ByPolicy, Reason: ReasonElsewhere})
			c.notify(o, TextElsewhere, now, replyLife)
			return nil
		})
		switch {
		case err == nil:
			went = true
		case !errors.Is(err, ErrConflict):
			d.Log.WarnContext(ctx, "not called away", "incident", x.incident, "offer", x.offer, "error", err)
		}
	}
	return went
}

// leaves reports whether an engagement elsewhere ends when its person is
// reassigned: whoever is on the scene there stays.
func leaves(e *Engagement, to string) bool {
	return e.Incident != to && (e.State == OfferAccepted || e.State == OfferAsked)
}

// staying are the engagements that a reassigned person keeps.
func staying(es []Engagement, to string) []Engagement {
	return slices.DeleteFunc(slices.Clone(es), func(e Engagement) bool { return leaves(&e, to) })
}

// reassign frees people for an incident on an officer's word. The incidents
// that lose them are told so, and look for others at once. Nobody is freed
// unless everyone named could be asked then.
func (d *Dispatcher) reassign(ctx context.Context, to string, r AskRequest) error {
	reason, err := because(r.Reason, "reassigning somebody")
	if err != nil {
		return err
	}
	c, err := d.Store.Case(ctx, to)
	switch {
	case err != nil:
		return err
	case c.Incident.State.Ended():
		return Errorf(CodeConflict, "the incident is %s: nobody can be asked any more", c.Incident.State)
	case c.Filled():
		return Errorf(CodeConflict, "every seat is taken: nobody further is needed")
	}
	r.free = true
	if err := d.askNamed(ctx, c, r, d.Now()); err != nil { // a trial: c is not kept
		return err
	}
	for _, responder := range r.Responders {
		engaged, err := d.Store.EngagementsOf(ctx, responder)
		if err != nil {
			return err
		}
		for _, e := range engaged {
			if !leaves(&e, to) {
				continue
			}
			_, err := d.change(ctx, e.Incident, nil, func(c *Case, now time.Time) error {
				o := c.Offer(e.Offer)
				if o == nil || o.State != OfferAccepted && o.State != OfferAsked {
					return nil // they are there, or gone: the asking says what is in the way
				}
				c.move(o, OfferStoodDown, Event{At: now, Type: EventReleased, By: r.By, Reason: ReasonElsewhere, Remark: reason})
				c.notify(o, TextElsewhere, now, replyLife)
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
