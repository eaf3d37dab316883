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

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{
		KindCardiacArrest, KindInjury, KindSuddenIllness, KindFire, KindFlood, KindTrapped,
		KindMissingPerson, KindPsychological, KindElderlyCall, KindSupplies, KindOtherEmergency,
	}
}

// Valid reports whether k is a known kind.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// Risky reports whether an incident of the kind is dangerous to those who
// help: they must be of age, and insured as far as that is recorded. Which
// kinds these are is our judgement.
func (k Kind) Risky() bool {
	switch k {
	case KindFire, KindFlood, KindTrapped, KindMissingPerson:
		return true
	default:
		return false
	}
}

// The least ages of those who are asked, in years. 18 where it is dangerous:
// nobody under age may be called to fight a forest fire (China, State Council
// order 822 of 2025, art. 39; the other risky kinds alike, assumed). 16
// otherwise: from then on who lives on their own work counts as of age (Civil
// Code, art. 18); assumed.
const (
	AgeRisky = 18
	AgeElse  = 16
)

// MinAge is how old, in years, somebody must be for an incident of the kind.
func (k Kind) MinAge() int {
	if k.Risky() {
		return AgeRisky
	}
	return AgeElse
}

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
// that qualifies for it, if any does.
type Role string

// The roles: the four standing reserve teams, whoever fetches the nearest
// defibrillator, and the general helper. No skill is asked of the last two.
const (
	RoleMedical       Role = "medical_rescue"
	RoleTransport     Role = "supply_transport"
	RolePsychological Role = "psychological_intervention"
	RoleLiaison       Role = "information_liaison"
	RoleDefibrillator Role = "defibrillator"
	RoleGeneral       Role = "general"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{RoleMedical, RoleTransport, RolePsychological, RoleLiaison, RoleDefibrillator, RoleGeneral}
}

// Valid reports whether r is a known role.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Common reports whether everybody can take the role, so that it is no skill.
func (r Role) Common() bool { return r == RoleGeneral || r == RoleDefibrillator }

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
