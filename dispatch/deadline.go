package dispatch

// deadline.go: an officer gives an incident more time, when nobody could be
// there by the deadline and coming later is better than nobody. What was
// promised at first stays on record.

import (
	"context"
	"math"
	"time"
)

// Widen moves the deadline to a later time; the policy asks on at once. A
// deadline that is as late already is left alone, so that saying it twice does
// no harm.
func (c *Case) Widen(by string, deadline time.Time, reason string, now time.Time) error {
	reason, err := because(reason, "moving the deadline")
	if err != nil {
		return err
	}
	i := &c.Incident
	switch latest := i.OpenedAt.Add(maxDeadline); {
	case i.State != IncidentOpen:
		return Errorf(CodeConflict, "the incident is %s: its deadline cannot be moved", i.State)
	case deadline.Equal(i.Deadline):
		return nil
	case deadline.Before(i.Deadline):
		return Invalid("deadline", "lies before the present one, %s: it can only be moved to a later time", i.Deadline.Format(time.RFC3339))
	case !deadline.After(now):
		return Invalid("deadline", "has passed already: name a time after %s", now.Format(time.RFC3339))
	case deadline.After(latest):
		return Invalid("deadline", "must be within 24 hours of the opening, by %s", latest.Format(time.RFC3339))
	}
	if i.Promised.IsZero() {
		i.Promised = i.Deadline
	}
	minutes := int(math.Round(deadline.Sub(i.Deadline).Minutes()))
	i.Deadline = deadline
	c.setShortfall("", now) // whoever can be there by then is looked for anew
	c.record(Event{At: now, Type: EventDeadline, By: by, Reason: ReasonOverruled, Count: minutes, Remark: reason})
	return nil
}

// Widen moves the deadline of an incident to a later time.
func (d *Dispatcher) Widen(ctx context.Context, incident, by string, deadline time.Time, reason string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.Widen(by, deadline, reason, now) })
}
