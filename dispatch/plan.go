package dispatch

// plan.go: response plans, what each kind of incident needs.

import (
	"slices"
	"time"
)

// Need is a number of people in one role.
type Need struct {
	Role  Role `json:"role"`
	Count int  `json:"count"`
}

// Plan is the response plan of one kind (elsewhere: run card).
type Plan struct {
	Kind     Kind
	Priority Priority
	Needs    []Need
	// Deadline is the time from acceptance of the incident to the last
	// needed person on the scene, turnout included.
	Deadline time.Duration
	// Activation is who lets the policy ask, and when.
	Activation Activation
	// Prices are what time and disturbing people are worth; nil: those of the
	// priority.
	Prices *Prices
}

// Activation says how asking begins. Rules decide and people may overrule,
// because human activation is the weak link: the best system in the world is
// activated in 57.5 % of the cases it is meant for, 13–100 % by call-taker
// (Heartrunner).
type Activation struct {
	Mode ActivationMode
	// After is how long an officer may hold the asking before it begins by
	// itself; of a countdown only.
	After time.Duration
}

// ActivationMode is who lets the policy ask.
type ActivationMode string

// The modes of activation.
const (
	ActivateAutomatic ActivationMode = "automatic" // people are asked at once
	ActivateCountdown ActivationMode = "countdown" // unless an officer holds it
	ActivateByHand    ActivationMode = "by_hand"   // an officer says so
)

// Valid reports whether m is a known mode.
func (m ActivationMode) Valid() bool {
	return m == ActivateAutomatic || m == ActivateCountdown || m == ActivateByHand
}

// DefaultDeadline is the promise: fifteen minutes.
const DefaultDeadline = 15 * time.Minute

// MaxPerNeed bounds the count of one need; larger operations are several
// incidents or a mobilisation.
const MaxPerNeed = 50

// Plans returns the built-in response plans in the order they are offered.
func Plans() []Plan {
	plan := func(k Kind, p Priority, mode ActivationMode, deadline time.Duration, needs ...Need) Plan {
		return Plan{Kind: k, Priority: p, Needs: needs, Deadline: deadline, Activation: Activation{Mode: mode}}
	}
	const d, auto, hand = DefaultDeadline, ActivateAutomatic, ActivateByHand
	return []Plan{
		// Two at the patient, one who fetches the defibrillator (after FirstAED).
		plan(KindCardiacArrest, P1, auto, d, Need{RoleMedical, 2}, Need{RoleDefibrillator, 1}),
		plan(KindInjury, P2, auto, d, Need{RoleMedical, 1}, Need{RoleGeneral, 1}),
		plan(KindSuddenIllness, P2, auto, d, Need{RoleMedical, 1}, Need{RoleGeneral, 1}),
		plan(KindFire, P1, auto, d, Need{RoleMedical, 2}, Need{RoleLiaison, 1}, Need{RoleGeneral, 2}),
		plan(KindFlood, P1, auto, d, Need{RoleTransport, 4}, Need{RoleMedical, 2}, Need{RoleLiaison, 1}),
		plan(KindTrapped, P1, auto, d, Need{RoleMedical, 1}, Need{RoleGeneral, 2}),
		plan(KindMissingPerson, P2, auto, 30*time.Minute, Need{RoleLiaison, 1}, Need{RoleGeneral, 5}),
		plan(KindPsychological, P2, auto, d, Need{RolePsychological, 1}, Need{RoleGeneral, 1}),
		plan(KindElderlyCall, P2, auto, d, Need{RoleMedical, 1}, Need{RoleGeneral, 1}),
		plan(KindSupplies, P3, hand, 60*time.Minute, Need{RoleTransport, 4}, Need{RoleLiaison, 1}),
		// What it is, is not known: an officer has two minutes to look.
		{
			Kind: KindOtherEmergency, Priority: P3, Needs: []Need{{RoleGeneral, 2}}, Deadline: d,
			Activation: Activation{ActivateCountdown, 2 * time.Minute},
		},
	}
}

// PlanFor returns the built-in response plan of a kind.
func PlanFor(k Kind) (Plan, bool) { return planOf(Plans(), k) }

func planOf(plans []Plan, k Kind) (Plan, bool) {
	if i := slices.IndexFunc(plans, func(p Plan) bool { return p.Kind == k }); i >= 0 {
		return plans[i], true
	}
	return Plan{}, false
}

// ReplacePlans are the built-in plans with those of their kinds replaced. The
// error names the kind and the field that is wrong.
func ReplacePlans(with []Plan) ([]Plan, error) {
	plans, seen := Plans(), map[Kind]bool{}
	for _, p := range with {
		if err := p.Validate(); err != nil {
			return nil, err
		}
		if seen[p.Kind] {
			return nil, Invalid(string(p.Kind), "has two plans: keep one")
		}
		seen[p.Kind] = true
		i := slices.IndexFunc(plans, func(x Plan) bool { return x.Kind == p.Kind })
		plans[i] = p
	}
	return plans, nil
}

// plan is the response plan of a kind, as the dispatcher is set up.
func (d *Dispatcher) plan(k Kind) (Plan, bool) {
	if d.Plans == nil {
		return PlanFor(k)
	}
	return planOf(d.Plans, k)
}
