package dispatch

// plan.go: response plans, what each kind of incident needs.

import "time"

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
	// Auto says whether volunteers are asked at once, without waiting for an
	// officer's word.
	Auto bool
}

// DefaultDeadline is the promise: fifteen minutes.
const DefaultDeadline = 15 * time.Minute

// MaxPerNeed bounds the count of one need; larger operations are several
// incidents or a mobilisation.
const MaxPerNeed = 50

// Plans returns the built-in response plans in the order they are offered.
func Plans() []Plan {
	plan := func(k Kind, p Priority, auto bool, deadline time.Duration, needs ...Need) Plan {
		return Plan{Kind: k, Priority: p, Needs: needs, Deadline: deadline, Auto: auto}
	}
	const d = DefaultDeadline
	return []Plan{
		// Three roles beside the patient: two at the patient, one who fetches the
		// defibrillator or guides the ambulance in (after FirstAED).
		plan(KindCardiacArrest, P1, true, d, Need{RoleMedical, 2}, Need{RoleGeneral, 1}),
		plan(KindInjury, P2, true, d, Need{RoleMedical, 1}, Need{RoleGeneral, 1}),
		plan(KindSuddenIllness, P2, true, d, Need{RoleMedical, 1}, Need{RoleGeneral, 1}),
		plan(KindFire, P1, true, d, Need{RoleMedical, 2}, Need{RoleLiaison, 1}, Need{RoleGeneral, 2}),
		plan(KindFlood, P1, true, d, Need{RoleTransport, 4}, Need{RoleMedical, 2}, Need{RoleLiaison, 1}),
		plan(KindTrapped, P1, true, d, Need{RoleMedical, 1}, Need{RoleGeneral, 2}),
		plan(KindMissingPerson, P2, true, 30*time.Minute, Need{RoleLiaison, 1}, Need{RoleGeneral, 5}),
		plan(KindPsychological, P2, true, d, Need{RolePsychological, 1}, Need{RoleGeneral, 1}),
		plan(KindElderlyCall, P2, true, d, Need{RoleMedical, 1}, Need{RoleGeneral, 1}),
		plan(KindSupplies, P3, false, 60*time.Minute, Need{RoleTransport, 4}, Need{RoleLiaison, 1}),
		plan(KindOtherEmergency, P3, false, d, Need{RoleGeneral, 2}),
	}
}

// PlanFor returns the response plan of a kind.
func PlanFor(k Kind) (Plan, bool) {
	for _, p := range Plans() {
		if p.Kind == k {
			return p, true
		}
	}
	return Plan{}, false
}
