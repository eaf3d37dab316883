package dispatch

// engaged.go: what keeps somebody who is busy: which other incident, and how
// urgent it is. It is looked up for officers only; the policy goes by the
// engagement alone.

import (
	"context"
	"time"
)

// Engaged is the other incident that a person is coming to, is at, or has been
// asked for.
type Engaged struct {
	Incident string     `json:"incident"`
	Number   int64      `json:"number"`
	Kind     Kind       `json:"kind"`
	Priority Priority   `json:"priority"`
	Exercise bool       `json:"exercise,omitempty"`
	Offer    string     `json:"offer"`
	State    OfferState `json:"state"`
	// ETA is when they should be there, as they were told.
	ETA time.Time `json:"eta,omitzero"`
}

// maxEngaged bounds how many other incidents are looked up for one list, those
// of the first in it.
const maxEngaged = 64

// lookUpEngaged sets Candidate.Engaged of those who are busy or asked
// elsewhere. What cannot be read is left out: the reason still stands.
func (d *Dispatcher) lookUpEngaged(ctx context.Context, ranked []*Candidate) {
	cases := map[string]*Case{}
	for _, x := range ranked {
		if x.bound == nil || x.Reason != ReasonBusy && x.Reason != ReasonAskedElse {
			continue
		}
		id := x.bound.Incident
		c, known := cases[id]
		if !known {
			if len(cases) == maxEngaged {
				continue
			}
			var err error
			if c, err = d.Store.Case(ctx, id); err != nil {
				d.Log.WarnContext(ctx, "nothing can be said of what keeps somebody", "incident", id, "error", err)
			}
			cases[id] = c // nil: not asked for again
		}
		if c != nil {
			x.Engaged = c.engaged(x.bound.Offer)
		}
	}
}

// engaged is what an open offer of the case keeps its person for; nil: nothing
// any more.
func (c *Case) engaged(offer string) *Engaged {
	o := c.Offer(offer)
	if o == nil || !o.State.Coming() && o.State != OfferAsked {
		return nil
	}
	inc := &c.Incident
	return &Engaged{
		Incident: inc.ID, Number: inc.Number, Kind: inc.Kind, Priority: inc.Priority, Exercise: inc.Exercise,
		Offer: o.ID, State: o.State, ETA: o.ETA,
	}
}
