package city

// router.go: the streets as the dispatcher asks for them.

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"

	"fifteen/dispatch"
	"fifteen/geo"
	"fifteen/geo/road"
)

var _ dispatch.Router = (*City)(nil)

// modes are the ways to travel, as the dispatcher and as the streets name them.
var modes = map[dispatch.Mode]road.Mode{
	dispatch.ModeWalk: road.Walk, dispatch.ModeBike: road.Bike, dispatch.ModeEBike: road.EBike, dispatch.ModeDrive: road.Drive,
}

// journeys are one search for each mode; nil where the mode has no street near
// the destination.
type journeys struct {
	city    *City
	to      orb.Point
	limit   time.Duration
	reaches map[dispatch.Mode]*road.Reach
}

// Explore searches outward from a destination by every mode. The error is a
// *dispatch.RouteError when there is no street near the destination that any
// of them can use.
func (c *City) Explore(ctx context.Context, to orb.Point, limit time.Duration) (dispatch.Journeys, error) {
	limit = min(limit, road.MaxLimit).Truncate(time.Millisecond) // as the streets count
	all := dispatch.Modes()
	found, errs := make([]*road.Reach, len(all)), make([]error, len(all))
	var g errgroup.Group
	for i, m := range all {
		g.Go(func() error {
			found[i], errs[i] = c.Streets.Reach(ctx, to, modes[m], limit)
			return nil
		})
	}
	_ = g.Wait()
	j := &journeys{city: c, to: to, limit: limit, reaches: map[dispatch.Mode]*road.Reach{}}
	for i, m := range all {
		if errs[i] == nil {
			j.reaches[m] = found[i]
		}
	}
	if err := ctx.Err(); err != nil || len(j.reaches) == 0 {
		j.Close()
		if err == nil {
			err = routeError(errs[0])
		}
		return nil, err
	}
	return j, nil
}

// routeError words an error of the streets for the dispatcher.
func routeError(err error) error {
	se, ok := errors.AsType[*road.SnapError](err)
	switch {
	case !ok:
		return err
	case se.State == road.OffMap:
		return &dispatch.RouteError{Why: dispatch.ReasonOffMap}
	default:
		return &dispatch.RouteError{Why: dispatch.ReasonNoStreet}
	}
}

// Price returns each origin's journey. One that no street is near gets the
// straight line.
func (j *journeys) Price(from []dispatch.Origin) []dispatch.Journey {
	snapped := j.city.snaps.of(j.city.Streets, from)
	out := make([]dispatch.Journey, len(from))
	for i, o := range from {
		out[i] = dispatch.Journey{Time: -1, Basis: dispatch.TravelStreets}
		reach := j.reaches[o.Mode]
		switch {
		case !snapped[i].ok:
			out[i] = dispatch.Journey{Time: dispatch.StraightTravel(geo.Distance(o.Point, j.to), o.Mode), Basis: dispatch.TravelStraight}
		case reach != nil:
			if t, ok := reach.From(snapped[i].at); ok {
				out[i].Time = t
			}
		}
	}
	return out
}

// Beyond is the least of all modes'. Those far from any street take the
// straight line.
func (j *journeys) Beyond(radiusM float64) time.Duration {
	least := dispatch.StraightTravel(radiusM, dispatch.ModeDrive)
	for _, r := range j.reaches {
		least = min(least, r.Beyond(radiusM))
	}
	return least
}

// RadiusM widens until nobody outside comes in time.
func (j *journeys) RadiusM() float64 {
	far := func(r float64) bool {
		for _, reach := range j.reaches {
			if reach.Beyond(r) < j.limit {
				return true
			}
		}
		return false
	}
	const step, most = 250.0, 1e6
	lo, hi := 0.0, max(step, dispatch.Radius(j.limit))
	for far(hi) && hi < most {
		lo, hi = hi, 2*hi
	}
	for hi-lo > step && hi > dispatch.Radius(j.limit) {
		if mid := (lo + hi) / 2; far(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// Close gives the searches' memory back.
func (j *journeys) Close() {
	for _, r := range j.reaches {
		r.Close()
	}
	j.reaches = nil
}

// routeLimits are how long a way may take, tried one after the other: most
// ways are short, and a short search is quick.
var routeLimits = []time.Duration{20 * time.Minute, 75 * time.Minute, road.MaxLimit}

// Route is the way from one origin to a destination.
func (c *City) Route(ctx context.Context, from dispatch.Origin, to orb.Point) (*dispatch.Route, error) {
	m := modes[from.Mode]
	at, err := c.Streets.Snap(from.Point, m)
	if err != nil {
		return nil, routeError(err)
	}
	for _, limit := range routeLimits {
		p, ok, err := c.path(ctx, at, to, m, limit)
		if err != nil {
			return nil, routeError(err)
		}
		if ok {
			return &dispatch.Route{
				Line: slices.Clone(p.Line), Remaining: p.Times, DistanceM: p.DistanceM, Basis: dispatch.TravelStreets,
			}, nil
		}
	}
	return nil, &dispatch.RouteError{Why: dispatch.ReasonNoRoute}
}

func (c *City) path(ctx context.Context, at road.Snap, to orb.Point, m road.Mode, limit time.Duration) (road.Path, bool, error) {
	r, err := c.Streets.Reach(ctx, to, m, limit)
	if err != nil {
		return road.Path{}, false, err
	}
	defer r.Close()
	p, ok := r.Path(at)
	return p, ok, nil
}
