package dispatch

// near.go: noticing that somebody who is coming has come near the scene. An
// officer confirms the arrival; nothing is taken for granted.

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/paulmach/orb"
)

// NearM is how near to the scene, in meters, counts as there.
const NearM = 50

// nearAccuracyM is how uncertain a position may be and still tell that.
const nearAccuracyM = 100

// comingAge is how old the list of those who are coming may be.
const comingAge = time.Second

// coming remembers who is bound for where, so that the stream of positions
// costs a look into a map.
type coming struct {
	mu     sync.Mutex
	at     time.Time
	bound  map[string]bound     // by responder
	places map[string]orb.Point // by incident: an incident does not move
	seen   map[string]bool      // by offer: noticed already
}

// bound is one person's destination.
type bound struct {
	incident, offer string
	place           orb.Point
}

// Seen takes positions that were kept and notices who has come near the scene
// they are bound for.
func (d *Dispatcher) Seen(ctx context.Context, sightings []Sighting) error {
	now := d.Now()
	list, err := d.bound(ctx, now)
	if err != nil {
		return err
	}
	var errs []error
	for i := range sightings {
		s := &sightings[i]
		b, ok := list[s.Responder]
		if !ok || s.AccuracyM > nearAccuracyM || s.At.Before(now.Add(-FreshPosition)) || d.Distance(s.Position.Point(), b.place) > NearM {
			continue
		}
		_, err := d.change(ctx, b.incident, nil, func(c *Case, now time.Time) error {
			c.near(b.offer, now)
			return nil
		})
		if err == nil {
			d.coming.done(s.Responder, b.offer)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// near notes that an accepted offer's responder was seen near the scene, once.
func (c *Case) near(offer string, now time.Time) {
	o := c.Offer(offer)
	if o == nil || o.State != OfferAccepted || !o.NearAt.IsZero() {
		return
	}
	o.NearAt = now
	c.touch(o)
	c.record(Event{At: now, Type: EventNear, By: ByPolicy, Offer: o.ID, Responder: o.Responder, Name: o.Name})
}

// bound lists those who are coming and were not seen near yet.
func (d *Dispatcher) bound(ctx context.Context, now time.Time) (map[string]bound, error) {
	d.coming.mu.Lock()
	defer d.coming.mu.Unlock()
	if now.Sub(d.coming.at) < comingAge && !now.Before(d.coming.at) {
		return d.coming.bound, nil
	}
	engaged, err := d.Store.Engagements(ctx)
	if err != nil {
		return nil, err
	}
	list, places, seen := map[string]bound{}, map[string]orb.Point{}, map[string]bool{}
	for responder, es := range engaged {
		for _, e := range es {
			if e.State != OfferAccepted {
				continue
			}
			place, ok := d.coming.places[e.Incident]
			if !ok {
				c, err := d.Store.Case(ctx, e.Incident)
				if err != nil {
					return nil, err
				}
				place = c.Incident.Position.Point()
			}
			places[e.Incident] = place
			if d.coming.seen[e.Offer] {
				seen[e.Offer] = true
				continue
			}
			list[responder] = bound{e.Incident, e.Offer, place}
		}
	}
	d.coming.at, d.coming.bound, d.coming.places, d.coming.seen = now, list, places, seen
	return list, nil
}

// done takes somebody who was noticed off the list.
func (c *coming) done(responder, offer string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[offer] = true
	if c.bound[responder].offer == offer {
		rest := maps.Clone(c.bound) // others are reading it
		delete(rest, responder)
		c.bound = rest
	}
}
