package dispatch

// eligible.go: who may be asked, and the one reason why not.

import "slices"

// RoleSet is a set of roles, comparable.
type RoleSet uint8

// NewRoleSet makes a set of valid roles.
func NewRoleSet(roles ...Role) RoleSet {
	var s RoleSet
	for i, r := range Roles() {
		if slices.Contains(roles, r) {
			s |= 1 << i
		}
	}
	return s
}

// Has reports whether a role is in the set.
func (s RoleSet) Has(r Role) bool {
	switch r { // the order of Roles; no search, this is asked for everybody
	case RoleMedical:
		return s&1 != 0
	case RoleTransport:
		return s&2 != 0
	case RolePsychological:
		return s&4 != 0
	case RoleLiaison:
		return s&8 != 0
	case RoleDefibrillator:
		return s&16 != 0
	case RoleGeneral:
		return s&32 != 0
	}
	return false
}

// LeftOut lists every reason for which a person is not asked, in the order in
// which they are looked for.
func LeftOut() []Reason {
	return []Reason{
		ReasonAskedAlready,
		ReasonOptedOut, ReasonNoConsent, ReasonNoPhone,
		ReasonNotAvailable, ReasonExcluded,
		ReasonProbation, ReasonTooYoung, ReasonUninsured, ReasonCertExpired, ReasonNoCert, ReasonLacksSkill,
		ReasonNoPosition, ReasonStale, ReasonNoMode,
		ReasonBusy, ReasonAskedElse, ReasonTooFar, ReasonUnreachable,
		ReasonQuietHours, ReasonResting, ReasonBudgetSpent,
		ReasonNoLetter,
	}
}

// whyNot returns the first reason that keeps the person from being asked, or
// "". First comes what nobody may overrule, then what the person wishes, what
// they may do, what is not known of them, where they are needed already and how
// far they are; last whom we spare. So whoever is spared could be there, and
// an officer who looks for help finds them by that reason.
//
// What is not recorded keeps nobody from being asked.
func whyNot(c *Case, p *Person, cand *Candidate, m *Moment) Reason {
	r, inc := p.Responder, &c.Incident
	switch {
	case r.OptedOut:
		return ReasonOptedOut
	case !r.Consent:
		return ReasonNoConsent
	case r.Phone == "":
		return ReasonNoPhone
	case !r.Available:
		return ReasonNotAvailable
	case slices.Contains(r.Excludes, inc.Kind):
		return ReasonExcluded
	case r.ProbationUntil != "" && m.today <= r.ProbationUntil:
		return ReasonProbation
	case r.BornOn != "" && r.BornOn.Age(m.today) < inc.Kind.MinAge():
		return ReasonTooYoung
	case inc.Kind.Risky() && r.InsuredUntil != "" && r.InsuredUntil < m.today:
		return ReasonUninsured
	case len(cand.Roles) == 0:
		return whyNoRole(inc.Needs, r, m)
	case p.Where == nil:
		return ReasonNoPosition
	case p.Where.Basis == BasisStale:
		return ReasonStale
	case len(r.Modes) == 0:
		return ReasonNoMode
	}
	for _, e := range p.Engagements {
		if e.Incident == inc.ID {
			continue
		}
		if e.State.Coming() {
			return ReasonBusy
		}
		if e.State == OfferAsked {
			return ReasonAskedElse
		}
	}
	if cand.ETA.IsZero() && m.Farther {
		return ReasonFarther
	}
	if cand.ETA.IsZero() || cand.ETA.After(m.By) {
		return ReasonTooFar
	}
	if p.Habit.Unreachable(m.Now) {
		return ReasonUnreachable
	}
	if why := SpareFor(inc.Priority).why(&p.Habit, m.Now); why != "" {
		return why
	}
	for i := range m.claims {
		if m.claims[i].wants(p, m) {
			return ReasonElsewhere
		}
	}
	if cand.letter == "" {
		return ReasonNoLetter
	}
	return ""
}

// rolesFor are the needed roles that the person is qualified for.
func rolesFor(needs []Need, r *Responder, m *Moment) []Role {
	roles := make([]Role, 0, len(needs))
	for _, n := range needs {
		if unqualified(r, n.Role, m) == "" {
			roles = append(roles, n.Role)
		}
	}
	return roles
}

// whyNoRole is the reason of somebody qualified for none of the needed roles:
// what could be mended first.
func whyNoRole(needs []Need, r *Responder, m *Moment) Reason {
	why := ReasonLacksSkill
	for _, n := range needs {
		switch unqualified(r, n.Role, m) {
		case ReasonCertExpired:
			return ReasonCertExpired
		case ReasonNoCert:
			why = ReasonNoCert
		default:
		}
	}
	return why
}

// unqualified is why a person cannot take a role, or "". A skill whose
// recorded certificates have all run out is gone.
func unqualified(r *Responder, role Role, m *Moment) Reason {
	if !r.Has(role) {
		return ReasonLacksSkill
	}
	if role.Common() {
		return ""
	}
	recorded := false
	for i := range r.Certificates {
		if c := &r.Certificates[i]; c.Skill == role {
			if c.ExpiresOn == "" || c.ExpiresOn >= m.today {
				return ""
			}
			recorded = true
		}
	}
	switch {
	case recorded:
		return ReasonCertExpired
	case m.Certified.Has(role):
		return ReasonNoCert
	}
	return ""
}
