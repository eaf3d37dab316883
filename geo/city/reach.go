package city

// reach.go: areas on the map, and the streets as a town's people use them.

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo/isochrone"
	"fifteen/geo/place"
	"fifteen/geo/road"
)

// Reach returns, for each limit, the area from which a place is reached within
// it, where the way leaves the streets, and the meters that remain to be
// walked from there. The error is a *dispatch.RouteError where no street is near.
func (c *City) Reach(ctx context.Context, to orb.Point, m dispatch.Mode, limits []time.Duration) ([]isochrone.Band, orb.Point, float64, error) {
	at, err := c.Streets.Snap(to, modes[m])
	if err != nil {
		return nil, orb.Point{}, 0, routeError(err)
	}
	reach, err := c.Streets.Reach(ctx, to, modes[m], slices.Max(limits))
	if err != nil {
		return nil, orb.Point{}, 0, routeError(err)
	}
	defer reach.Close()
	bands, err := isochrone.Bands(segments(reach), isochrone.Options{Limits: limits, Barriers: c.barriers.Within})
	return bands, at.Point(), at.Meters(), err
}

// segments hands the reached streets to the drawing of areas.
func segments(r *road.Reach) iter.Seq[isochrone.Segment] {
	return func(yield func(isochrone.Segment) bool) {
		for s := range r.Segments() {
			if !yield(isochrone.Segment(s)) {
				return
			}
		}
	}
}

// Near is the nearest point of a street one can walk to; false: none is near.
func (c *City) Near(p orb.Point) (orb.Point, bool) {
	at, err := c.Streets.Snap(p, road.Walk)
	return at.Point(), err == nil
}

// Way is the way between two points and the time that is left at each point
// of it; false: there is none.
func (c *City) Way(from, to orb.Point, m dispatch.Mode) ([]orb.Point, []time.Duration, bool) {
	r, err := c.Route(context.Background(), dispatch.Origin{Point: from, Mode: m}, to)
	if err != nil {
		return nil, nil, false
	}
	return r.Line, r.Remaining, true
}

// Address names a point in English; "" if nothing near has a name.
func (c *City) Address(p orb.Point) string { return nameOf(c.Places.At(p, "en")) }

func nameOf(n place.Naming) string {
	if n.Name == "" || n.Context == "" {
		return n.Name
	}
	return n.Name + ", " + n.Context
}
