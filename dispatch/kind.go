package dispatch

// kind.go: the closed vocabularies an incident is described with.

import "slices"

// Kind says what happened; it decides the response plan.
type Kind string

// The kinds of incidents.
const (
	KindCardiacArrest  Kind = "cardiac_arrest"
	KindInjury         Kind = "injury"
	KindSuddenIllness  Kind = "sudden_illness"
	KindFire           Kind = "fire"
	KindFlood          Kind = "flood"
	KindTrapped        Kind = "trapped_person"
	KindMissingPerson  Kind = "missing_person"
	KindPsychological  Kind = "psychological_crisis"
	KindElderlyCall    Kind = "elderly_call"
	KindSupplies       Kind = "supplies"
	KindOtherEmergency Kind = "other"
)

// Priority runs from P1 (life in danger) to P4 (can wait).
type Priority string

// The priorities.
const (
	P1 Priority = "P1"
	P2 Priority = "P2"
	P3 Priority = "P3"
	P4 Priority = "P4"
)

// Valid reports whether p is one of P1 … P4.
func (p Priority) Valid() bool { return p == P1 || p == P2 || p == P3 || p == P4 }

// Rank is 1 for P1 … 4 for P4, for sorting the most urgent first.
func (p Priority) Rank() int {
	if len(p) == 2 && p[1] >= '1' && p[1] <= '4' {
		return int(p[1] - '0')
	}
	return 5
}

// Role is what a person does at an incident. It equals the name of the skill
// that qualifies for it.
type Role string

// The roles: the four standing reserve teams and the general helper, whom no
// skill is asked of.
const (
	RoleMedical       Role = "medical_rescue"
	RoleTransport     Role = "supply_transport"
	RolePsychological Role = "psychological_intervention"
	RoleLiaison       Role = "information_liaison"
	RoleGeneral       Role = "general"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{RoleMedical, RoleTransport, RolePsychological, RoleLiaison, RoleGeneral}
}

// Valid reports whether r is a known role.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Mode is how a responder travels.
type Mode string

// The travel modes.
const (
	ModeWalk  Mode = "walk"
	ModeBike  Mode = "bike"
	ModeEBike Mode = "ebike" // a pedal-assisted bicycle or light electric scooter
	ModeDrive Mode = "drive"
)

// Modes lists every mode, slowest first.
func Modes() []Mode { return []Mode{ModeWalk, ModeBike, ModeEBike, ModeDrive} }

// Valid reports whether m is a known mode.
func (m Mode) Valid() bool { return slices.Contains(Modes(), m) }
