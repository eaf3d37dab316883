package dispatch

// explore.go: asking the router, and doing without it.

import (
	"context"
	"errors"
	"time"

	"github.com/paulmach/orb"
)

// routerPatience is how long a router may take before the straight line is used.
const routerPatience = 300 * time.Millisecond

// explore returns the ways to an incident for journeys no longer than limit,
// and notes on the incident how they were found. It never fails and never
// waits longer than routerPatience.
func (d *Dispatcher) explore(ctx context.Context, c *Case, limit time.Duration) Journeys {
	to := c.Incident.Position.Point()
	var why Reason
	switch {
	case d.Router == nil:
		why = ReasonNoStreets
	case limit > 0:
		ways, err := patiently(ctx, func(ctx context.Context) (Journeys, error) {
			return d.Router.Explore(ctx, to, limit)
		}, Journeys.Close)
		if err == nil {
			c.Incident.Travel, c.Incident.TravelWhy = TravelStreets, ""
			return ways
		}
		if why = whyStraight(err); why == ReasonRouterSlow || why == ReasonRouterFailed {
			d.Log.WarnContext(ctx, "router failed, straight lines used", "incident", c.Incident.ID, "error", err)
		}
	default: // past the deadline nobody is looked for
		return straight{to, limit, d.Distance}
	}
	c.Incident.Travel, c.Incident.TravelWhy = TravelStraight, why
	return straight{to, limit, d.Distance}
}

// patiently calls f and waits routerPatience at most. What comes too late is
// dropped.
func patiently[T any](ctx context.Context, f func(context.Context) (T, error), drop func(T)) (T, error) {
	type result struct {
		value T
		err   error
	}
	ctx, cancel := context.WithTimeout(ctx, routerPatience)
	defer cancel()
	done := make(chan result, 1)
	go func() {
		v, err := f(ctx)
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		go func() {
			if r := <-done; r.err == nil {
				drop(r.value)
			}
		}()
		var none T
		return none, ctx.Err()
	}
}

// whyStraight is the reason behind a router's error.
func whyStraight(err error) Reason {
	if re, ok := errors.AsType[*RouteError](err); ok {
		return re.Why
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return ReasonRouterSlow
	}
	return ReasonRouterFailed
}

// Way is where somebody who is coming is, and what lies before them.
type Way struct {
	Route
	Why        Reason // why the straight line, if it is one
	Mode       Mode
	From       PositionBasis
	PositionAt time.Time // of a live position
	Left       time.Duration
	ETA        time.Time
	// Progress is the share of the journey's time that is behind them, 0 to 1.
	Progress float64
}

// Way returns the way that lies before a responder of an incident.
func (d *Dispatcher) Way(ctx context.Context, incident, offer string) (*Way, error) {
	c, err := d.Store.Case(ctx, incident)
	if err != nil {
		return nil, err
	}
	o := c.Offer(offer)
	if o == nil {
		return nil, Errorf(CodeNotFound, "the incident has no offer %q", offer)
	}
	now := d.Now()
	where, err := d.Finder.Locate(ctx, []string{o.Responder}, now.Add(-FreshPosition))
	if err != nil {
		return nil, err
	}
	w := &Way{Mode: o.Mode, From: o.FromBasis}
	from := o.From.Point()
	if len(where) > 0 && where[0].Basis != BasisStale {
		from, w.From, w.PositionAt = where[0].Point, where[0].Basis, where[0].At
	}
	if w.Mode == "" {
		w.Mode = ModeWalk
	}
	w.Route, w.Why = d.route(ctx, Origin{from, w.Mode}, c.Incident.Position.Point())
	w.Left = w.Remaining[0]
	if whole := seconds(o.TravelS); whole > w.Left {
		w.Progress = float64(whole-w.Left) / float64(whole)
	}
	leaves := now
	if turnout := o.AnsweredAt.Add(seconds(o.TurnoutS)); turnout.After(now) && w.Progress == 0 {
		leaves = turnout // still getting ready
	}
	w.ETA = leaves.Add(w.Left).Truncate(time.Second)
	return w, nil
}

// route is the way along the streets or, failing that, the straight line.
func (d *Dispatcher) route(ctx context.Context, from Origin, to orb.Point) (Route, Reason) {
	why := ReasonNoStreets
	if d.Router != nil {
		r, err := patiently(ctx, func(ctx context.Context) (*Route, error) {
			return d.Router.Route(ctx, from, to)
		}, func(*Route) {})
		if err == nil && len(r.Line) > 0 && len(r.Line) == len(r.Remaining) {
			return *r, ""
		}
		why = ReasonRouterFailed
		if err != nil {
			why = whyStraight(err)
		}
	}
	far := d.Distance(from.Point, to)
	return Route{
		Line: []orb.Point{from.Point, to}, Remaining: []time.Duration{StraightTravel(far, from.Mode), 0},
		DistanceM: far, Basis: TravelStraight,
	}, why
}
