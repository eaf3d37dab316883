package dispatch

// enough.go: who is needed of those who come, and of those who might. Pure.
// Surplus people are thanked and released at once, so that nobody waits and
// nobody travels in vain.

import (
	"slices"
	"time"
)

// turnsBackWithin is how long after a yes somebody may be told that they need
// not go although nobody is on the scene yet: while they get ready, turning
// back costs them little.
const turnsBackWithin = time.Minute

// needed reports whether the case is worth less without somebody: they save as
// much as a journey must, or the promise needs them.
func (s *stakes) needed(roles uint32, t *there) bool {
	v := s.value(roles)
	saved, promise := v.of(t)
	return promise > leastLift || saved > 0 && saved >= s.prices.Journey
}

// comers are those who come or have come, and what is at stake with some of
// them left out.
type comers struct {
	c     *Case
	under []underWay // everybody who may come
	there []there    // theirs
	in    []bool     // counted on: coming, or on the scene
	needs []int
	now   time.Time
	left  time.Duration
	r     Rules
	fills map[uint32]bool // by roles
}

func (c *Case) comers(now time.Time, r Rules) *comers {
	x := &comers{c: c, under: c.underWay(now, r), now: now, left: timeLeft(c.Incident.Deadline, now), r: r, fills: map[uint32]bool{}}
	x.needs = achievable(c.seats(), x.under, nil)
	times := timesOf(x.left)
	for i := range x.under {
		x.there = append(x.there, x.under[i].at(&times))
		x.in = append(x.in, x.under[i].offer.State.Holds())
	}
	return x
}

// without are the stakes with everybody counted on but one.
func (x *comers) without(out int) *stakes {
	s := newStakes(x.needs, x.r.PricesOf(&x.c.Incident), x.left)
	for i := range x.under {
		if x.in[i] && i != out {
			s.add(x.under[i].roles, &x.there[i])
		}
	}
	return s
}

// wants reports whether somebody is needed who says yes now.
func (c *Case) wants(o *Offer, now time.Time, r Rules) bool {
	if r.PricesOf(&c.Incident).Journey == 0 {
		return true
	}
	x := c.comers(now, r)
	return x.wants(o, x.without(-1))
}

func (x *comers) wants(o *Offer, s *stakes) bool {
	if x.fillsSeat(o) {
		return true
	}
	look := o.outlook(x.r)
	yes := underWay{accept: keepsOn(0), ways: waysOf(look.Travel), lead: ready(look.Turnout)}
	times := timesOf(x.left)
	t := yes.at(&times)
	return s.needed(x.c.maskOf(o), &t)
}

// fillsSeat reports whether more seats are taken if somebody comes too. As long
// as seats are free, whoever can take one is welcome, however late.
func (x *comers) fillsSeat(o *Offer) bool {
	if x.c.Filled() {
		return false
	}
	roles := x.c.maskOf(o)
	fills, known := x.fills[roles]
	if !known {
		held := x.c.held()
		fills = x.c.takes(append(held, o), x.now) > x.c.takes(held, x.now)
		x.fills[roles] = fills
	}
	return fills
}

// onSceneEnough reports whether those on the scene fill every need.
func (c *Case) onSceneEnough() bool {
	t := tally{needs: c.seats()}
	for _, o := range c.Offers {
		if o.State == OfferArrived || o.State == OfferDone {
			t.add(comer{c.maskOf(o), 1})
		}
	}
	return t.filled() > 0.5
}

// thin releases those who are not needed: of those coming only who can still
// turn back easily, unless every need is filled on the scene. Whom an officer
// asked is released only when every seat is taken, and never once they come.
func (c *Case) thin(now time.Time, r Rules) {
	x := c.comers(now, r)
	enough := c.onSceneEnough()
	for r.PricesOf(&c.Incident).Journey > 0 && c.Filled() {
		worst := x.leastNeeded(enough)
		if worst == nil {
			break
		}
		why := ReasonCloser
		if enough {
			why = ReasonEnough
		}
		c.letGo(worst, why, now)
		c.assign(now)
	}
	s := x.without(-1)
	for i := range x.under {
		o := x.under[i].offer
		if o.State != OfferAsked && o.State != OfferSilent || o.By != ByPolicy && !c.Filled() {
			continue
		}
		if !x.wants(o, s) {
			c.letGo(o, ReasonEnough, now)
		}
	}
}

// leastNeeded is who of those coming saves least and is not needed, and stops
// counting on them; nil: all are needed, or cannot be sent back.
func (x *comers) leastNeeded(enough bool) *Offer {
	worst, least := -1, 0.0
	held := x.c.held()
	for i := range x.under {
		o := x.under[i].offer
		getsReady := o.NearAt.IsZero() && x.now.Before(o.AnsweredAt.Add(turnsBackWithin))
		if !x.in[i] || o.State != OfferAccepted || o.By != ByPolicy || !enough && !getsReady {
			continue
		}
		s := x.without(i)
		if s.needed(x.under[i].roles, &x.there[i]) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(held), func(h *Offer) bool { return h == o })
		if x.c.takes(others, x.now) < x.c.Incident.Needed() {
			continue
		}
		v := s.value(x.under[i].roles)
		if saved, _ := v.of(&x.there[i]); worst < 0 || saved < least {
			worst, least = i, saved
		}
	}
	if worst < 0 {
		return nil
	}
	x.in[worst] = false
	return x.under[worst].offer
}

// letGo releases somebody and tells them.
func (c *Case) letGo(o *Offer, why Reason, now time.Time) {
	c.move(o, OfferStoodDown, Event{At: now, Type: EventReleased, By: ByPolicy, Reason: why})
	c.notify(o, TextStandDown, now, replyLife)
}
