package dispatch

// plan_check.go: what a response plan must not say. A plan that contradicts
// itself is found when the server starts, not at night.

import (
	"fmt"
	"math"
	"time"
)

// The bounds of a plan's times.
const (
	maxDeadline  = 24 * time.Hour
	minCountdown = 5 * time.Second // shorter, nobody can hold it
)

// Validate names the first thing that is wrong with the plan: an Error whose
// Field is "kind.field", such as "fire.needs[1].count".
func (p *Plan) Validate() error {
	if _, ok := PlanFor(p.Kind); !ok {
		return Invalid("kind", "%.40q is not a known kind of incident", string(p.Kind))
	}
	at := string(p.Kind) + "."
	if !p.Priority.Valid() {
		return Invalid(at+"priority", "%.40q is none of P1, P2, P3, P4", string(p.Priority))
	}
	if err := checkNeeds(at+"needs", p.Needs); err != nil {
		return err
	}
	if len(p.Needs) == 0 {
		return Invalid(at+"needs", "is empty: name at least one role")
	}
	if p.Deadline <= 0 || p.Deadline > maxDeadline {
		return Invalid(at+"deadline", "is %s: it must be above 0 and at most 24 hours", p.Deadline)
	}
	if err := p.Activation.validate(at+"activation.", p.Deadline); err != nil {
		return err
	}
	if p.Prices == nil {
		return nil
	}
	return p.Prices.validate(at + "prices.")
}

// validate says what is wrong with an activation within a plan's deadline.
func (a Activation) validate(at string, deadline time.Duration) error {
	switch {
	case !a.Mode.Valid():
		return Invalid(at+"mode", "%.40q is none of automatic, countdown, by_hand", string(a.Mode))
	case a.Mode != ActivateCountdown && a.After != 0:
		return Invalid(at+"after", "belongs to the mode countdown: %s has no time to run out", a.Mode)
	case a.Mode == ActivateCountdown && a.After < minCountdown:
		return Invalid(at+"after", "is %s: a countdown needs at least %s, or nobody can hold it", a.After, minCountdown)
	case a.Mode == ActivateCountdown && a.After >= deadline:
		return Invalid(at+"after", "is %s, not before the deadline of %s: nobody could be there in time", a.After, deadline)
	}
	return nil
}

// validate says what is wrong with prices.
func (p *Prices) validate(at string) error {
	for _, f := range []struct {
		name  string
		price float64
	}{{"first_minute", p.FirstMinute}, {"filled_minute", p.FilledMinute}, {"journey", p.Journey}} {
		if !(f.price >= 0) || math.IsInf(f.price, 0) {
			return Invalid(at+f.name, "is %g: it must be 0 or more", f.price)
		}
	}
	if !(p.Alert > 0) || math.IsInf(p.Alert, 0) {
		return Invalid(at+"alert", "is %g: it must be above 0, or everybody would be asked", p.Alert)
	}
	if !(p.Target > 0 && p.Target < 1) {
		return Invalid(at+"target", "is %g: it must lie between 0 and 1; nothing is certain", p.Target)
	}
	return nil
}

// checkNeeds names the first need that is wrong.
func checkNeeds(at string, needs []Need) error {
	seen := map[Role]bool{}
	for i, n := range needs {
		where := fmt.Sprintf("%s[%d]", at, i)
		switch {
		case !n.Role.Valid():
			return Invalid(where+".role", "%.40q is not a known role", string(n.Role))
		case n.Count < 1 || n.Count > MaxPerNeed:
			return Invalid(where+".count", "is %d: it must be 1 to %d", n.Count, MaxPerNeed)
		case seen[n.Role]:
			return Invalid(where+".role", "%s is named twice: add the counts", n.Role)
		}
		seen[n.Role] = true
	}
	return nil
}
