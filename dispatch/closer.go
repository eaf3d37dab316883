package dispatch

// closer.go: where minutes count, the first to say yes need not be the one who
// goes: while they get ready, somebody much closer may still take their seat.

import "time"

// A seat may change hands within closerWithin of a yes, while the person gets
// ready and turning back costs them little; and only if what is saved is worth
// sendingBack texts at the prices of the priority: 45 s for P1, 2:15 for P2.
const (
	closerWithin = time.Minute
	sendingBack  = 4.5
)

// closerBy is how much sooner somebody must be there to take a seat; false:
// nobody is sent back.
func closerBy(i *Incident) (time.Duration, bool) {
	prices := Rules{}.PricesOf(i)
	if prices.FirstMinute <= 0 {
		return 0, false
	}
	return time.Duration(sendingBack * prices.Alert / prices.FirstMinute * float64(time.Minute)), true
}

// later is whose seat somebody takes who says yes now; nil: nobody's.
func (c *Case) later(o *Offer, now time.Time) *Offer {
	by, ok := closerBy(&c.Incident)
	if !ok || c.Incident.State != IncidentOpen {
		return nil
	}
	eta := now.Add(seconds(o.TurnoutS) + seconds(o.TravelS))
	var latest *Offer
	for _, h := range c.Offers {
		if h.State != OfferAccepted || !h.NearAt.IsZero() || !now.Before(h.AnsweredAt.Add(closerWithin)) || h.ETA.Sub(eta) < by {
			continue
		}
		if (h.Role == o.Role || hasRole(o.Roles, h.Role)) && (latest == nil || h.ETA.After(latest.ETA)) {
			latest = h
		}
	}
	return latest
}

// giveUp releases those who were asked and are not needed: every seat is taken
// by somebody who is there as soon, or can no longer be sent back.
func (c *Case) giveUp(now time.Time) {
	for _, o := range c.Offers {
		if (o.State == OfferAsked || o.State == OfferSilent) && (o.State == OfferSilent || c.later(o, now) == nil) {
			c.move(o, OfferStoodDown, Event{At: now, Type: EventReleased, By: ByPolicy, Reason: ReasonEnough})
			c.notify(o, TextStandDown, now, replyLife)
		}
	}
}
