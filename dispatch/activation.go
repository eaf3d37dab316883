package dispatch

// activation.go: how asking begins, and how people overrule it. The policy
// begins by itself, at once or when a countdown has run out; an officer may
// hold it, let it begin at once, or go on later. Whoever stops it says why.

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxReason is how many characters the reason for overruling may have.
const MaxReason = 200

// because checks the reason of somebody who overrules; what they do is put as
// a noun ("holding it back").
func because(reason, what string) (string, error) {
	reason = strings.TrimSpace(reason)
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		return "", Invalid("reason", "%s needs a reason: say why in 1 to %d characters", what, MaxReason)
	case n > MaxReason:
		return "", Invalid("reason", "may have at most %d characters", MaxReason)
	}
	return reason, nil
}

// begin sets a new incident's activation by its plan.
func (i *Incident) begin(a Activation) {
	i.Activation = a.Mode
	switch a.Mode {
	case ActivateCountdown:
		i.ActivateAt = i.OpenedAt.Add(a.After)
	case ActivateByHand:
	default:
		i.Auto = true
	}
}

// counting reports whether a countdown to the first wave is running.
func (i *Incident) counting() bool { return !i.ActivateAt.IsZero() }

// countDown lets the policy begin when the countdown has run out.
func (c *Case) countDown(now time.Time) {
	if i := &c.Incident; i.State == IncidentOpen && i.counting() && !now.Before(i.ActivateAt) {
		c.activate(ByPolicy, ReasonCountdown, now)
	}
}

// activate lets the policy ask from now on.
func (c *Case) activate(by string, why Reason, now time.Time) {
	c.Incident.Auto, c.Incident.Held, c.Incident.ActivateAt = true, false, time.Time{}
	c.record(Event{At: now, Type: EventActivated, By: by, Reason: why})
}

// rest takes the countdown away: it ends with the incident, or is held.
func (c *Case) rest() { c.Incident.ActivateAt = time.Time{} }

// acting reports whether the policy asks by itself or is about to, so that
// keeping it from that means overruling it.
func (c *Case) acting() bool {
	i := &c.Incident
	return i.State == IncidentOpen && (i.Auto || i.counting()) && !c.Filled()
}

// Activate lets the policy begin, or go on: an officer need not say why.
// Where it asks already nothing changes.
func (c *Case) Activate(by string, now time.Time) error {
	switch i := &c.Incident; {
	case i.State == IncidentStoodDown:
		if err := c.Resume(by, "", now); err != nil {
			return err
		}
		if i.Auto {
			return nil
		}
	case i.State != IncidentOpen:
		return Errorf(CodeConflict, "the incident is %s: nobody can be asked any more", i.State)
	case i.Auto:
		return nil
	}
	c.activate(by, ReasonByHand, now)
	return nil
}

// Hold keeps the policy from asking anybody further. Those who were asked may
// still answer; whoever is coming comes.
func (c *Case) Hold(by, reason string, now time.Time) error {
	reason, err := because(reason, "holding the asking")
	if err != nil {
		return err
	}
	switch i := &c.Incident; {
	case i.State != IncidentOpen:
		return Errorf(CodeConflict, "the incident is %s: nothing is asked that could be held", i.State)
	case i.Held:
		return nil // somebody was quicker
	case !i.Auto && !i.counting():
		return Errorf(CodeConflict, "nothing is asked by itself here: the plan waits for an officer")
	}
	c.rest()
	c.Incident.Auto, c.Incident.Held = false, true
	c.setShortfall("", now)
	c.record(Event{At: now, Type: EventHeld, By: by, Reason: ReasonOverruled, Remark: reason})
	return nil
}

// Activate lets the policy of an incident begin, or go on.
func (d *Dispatcher) Activate(ctx context.Context, incident, by string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.Activate(by, now) })
}

// Hold keeps the policy of an incident from asking anybody further.
func (d *Dispatcher) Hold(ctx context.Context, incident, by, reason string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.Hold(by, reason, now) })
}
