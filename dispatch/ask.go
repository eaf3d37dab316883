package dispatch

// ask.go: making offers and taking them back.

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Who caused an event, where it was no person.
const (
	ByPolicy   = "policy"
	ByProvider = "provider"
	BySMS      = "sms"
	ByPage     = "page"
)

// minAskLife is how long a text that asks stays worth sending at least, also
// when it is asked by hand near or after the deadline.
const minAskLife = 5 * time.Minute

// replyLife is how long a text that answers or releases stays worth sending.
const replyLife = 30 * time.Minute

// Ask makes one wave of offers. newToken draws the secret of a volunteer's
// page.
func (c *Case) Ask(choices []Choice, why Reason, by string, now time.Time, newToken func() string) {
	if len(choices) == 0 {
		return
	}
	i := &c.Incident
	i.Wave++
	c.record(Event{At: now, Type: EventWave, By: by, Reason: why, Wave: i.Wave, Count: len(choices)})
	for _, ch := range choices {
		cand, r := ch.Candidate, ch.Candidate.person
		i.OfferSeq++
		o := &Offer{
			ID: fmt.Sprintf("%s-%d", i.ID, i.OfferSeq), Incident: i.ID,
			Responder: r.ID, Name: r.Name, Role: ch.Role, Roles: slices.Clone(cand.Roles),
			State: OfferAsked, Letter: cand.letter, Wave: i.Wave, Rank: cand.Rank, By: by,
			Mode: cand.Mode, From: cand.From, FromBasis: cand.FromBasis,
			DistanceM: cand.DistanceM, Travel: cand.Travel, TravelS: cand.TravelS, TurnoutS: cand.TurnoutS, ETA: cand.ETA, Accept: cand.Accept,
			Fetch:   i.fetch(cand),
			AskedAt: now, Text: TextState{Status: TextQueued, At: now},
			Token: newToken(), Phone: r.Phone, Lang: r.Lang,
		}
		c.Offers = append(c.Offers, o)
		c.touch(o)
		c.record(Event{
			At: now, Type: EventOffer, Offer: o.ID, Responder: o.Responder, Name: o.Name,
			By: by, Reason: why, Wave: o.Wave,
		})
		c.notify(o, TextAsk, now, max(i.Deadline.Sub(now), minAskLife))
	}
}

// release takes back the offers in those states and tells the people. Who
// refused, withdrew or could not be reached is left as it is: that is how it was.
func (c *Case) release(now time.Time, why Reason, kind TextKind, states ...OfferState) {
	for _, o := range c.Offers {
		if slices.Contains(states, o.State) {
			c.move(o, OfferStoodDown, Event{At: now, Type: EventReleased, By: ByPolicy, Reason: why})
			c.notify(o, kind, now, replyLife)
		}
	}
}

// StandDown stops asking and releases everybody not yet on the scene. While
// the policy still looks for people that overrules it and needs a reason.
func (c *Case) StandDown(by, note, reason string, now time.Time) error {
	ev := Event{At: now, Type: EventStoodDown, By: by, Remark: note}
	if reason != "" || c.acting() {
		reason, err := because(reason, "standing everybody down while people are still needed")
		if err != nil {
			return err
		}
		ev.Reason, ev.Remark = ReasonOverruled, strings.TrimSpace(reason+"\n"+note)
	}
	if err := c.become(IncidentStoodDown, ev); err != nil {
		return err
	}
	c.rest()
	c.setShortfall("", now)
	c.release(now, ReasonStoodDown, TextStandDown, OfferAsked, OfferSilent, OfferAccepted)
	return nil
}

// Resume opens a stood-down incident again; the policy goes on asking.
func (c *Case) Resume(by, note string, now time.Time) error {
	return c.become(IncidentOpen, Event{At: now, Type: EventResumed, By: by, Remark: note})
}

// Close ends the incident: people on the scene are done, others are released.
func (c *Case) Close(by, note string, now time.Time) error {
	if err := c.become(IncidentClosed, Event{At: now, Type: EventClosed, By: by, Remark: note}); err != nil {
		return err
	}
	c.Incident.EndedAt = now
	c.rest()
	c.setShortfall("", now)
	for _, o := range c.Offers {
		if o.State == OfferArrived {
			c.move(o, OfferDone, Event{At: now, Type: EventDone, By: by})
		}
	}
	c.release(now, ReasonClosed, TextStandDown, OfferAsked, OfferSilent, OfferAccepted)
	c.finish()
	return nil
}

// Cancel ends the incident as a false alarm: everybody is told.
func (c *Case) Cancel(by, note string, now time.Time) error {
	if err := c.become(IncidentCancelled, Event{At: now, Type: EventCancelled, By: by, Remark: note}); err != nil {
		return err
	}
	c.Incident.EndedAt = now
	c.rest()
	c.setShortfall("", now)
	c.release(now, ReasonCancelled, TextCancelled, OfferAsked, OfferSilent, OfferAccepted, OfferArrived)
	c.finish()
	return nil
}

// finish touches every offer, so that the store gives their letters back.
func (c *Case) finish() {
	for _, o := range c.Offers {
		c.touch(o)
	}
}

func (c *Case) become(s IncidentState, ev Event) error {
	if !c.Incident.State.May(s) {
		return Errorf(CodeConflict, "the incident is %s: it cannot become %s", c.Incident.State, s)
	}
	c.Incident.State = s
	c.record(ev)
	return nil
}
