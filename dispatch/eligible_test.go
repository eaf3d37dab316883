package dispatch

// eligible_test.go: each reason by itself, on its very day; and what holds for
// all of them together.

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// able is somebody who can be asked for anything at noon.
func able() Person {
	p := volunteer("v", 300, RoleMedical)
	home := Position{Lng: .003}
	p.Responder.Home = &home
	return p
}

// judge ranks one person for an incident that needs the role.
func judge(p Person, kind Kind, role Role, change ...func(*Case, *Moment)) Candidate {
	c := openCase(Need{role, 1})
	c.Incident.Kind = kind
	m := at(noon, c.Incident.Deadline)
	for _, f := range change {
		f(c, &m)
	}
	return *Rank(c, []Person{p}, m)[0]
}

// faults are all that can keep somebody from being asked, each with its reason.
// They are in the order in which the reasons are looked for.
var faults = []struct {
	why  Reason
	make func(*Person)
}{
	{ReasonOptedOut, func(p *Person) { p.Responder.OptedOut = true }},
	{ReasonNoConsent, func(p *Person) { p.Responder.Consent = false }},
	{ReasonNoPhone, func(p *Person) { p.Responder.Phone = "" }},
	{ReasonNotAvailable, func(p *Person) { p.Responder.Available = false }},
	{ReasonExcluded, func(p *Person) { p.Responder.Excludes = []Kind{KindFlood, KindFire} }},
	{ReasonProbation, func(p *Person) { p.Responder.ProbationUntil = DateOf(noon) }},
	{ReasonTooYoung, func(p *Person) { p.Responder.BornOn = "2008-05-05" }}, // 18 tomorrow
	{ReasonUninsured, func(p *Person) { p.Responder.InsuredUntil = "2026-05-03" }},
	{ReasonLacksSkill, func(p *Person) { p.Responder.Skills = nil }},
	{ReasonCertExpired, func(p *Person) { p.Responder.Certificates = []Certificate{{RoleMedical, "1", "2026-05-03"}} }},
	{ReasonNoPosition, func(p *Person) { p.Where = nil }},
	{ReasonStale, func(p *Person) { w := *p.Where; w.Basis = BasisStale; p.Where = &w }},
	{ReasonNoMode, func(p *Person) { p.Responder.Modes = nil }},
	{ReasonBusy, func(p *Person) {
		p.Engagements = append(p.Engagements, Engagement{Letter: "A", Incident: "other", State: OfferAccepted})
	}},
	{ReasonAskedElse, func(p *Person) {
		p.Engagements = append(p.Engagements, Engagement{Letter: "B", Incident: "another", State: OfferAsked})
	}},
	{ReasonTooFar, func(p *Person) { w := *p.Where; w.Point[0] = 1; p.Where = &w }},
	{ReasonUnreachable, func(p *Person) { p.Habit.TextFailures, p.Habit.LastFailure = unreachableAfter, noon.Add(-time.Hour) }},
	{ReasonResting, func(p *Person) { p.Habit.LastServed = noon.Add(-time.Minute) }},
	{ReasonBudgetSpent, func(p *Person) { p.Habit.Alerts7d = 100 }},
	{ReasonNoLetter, func(p *Person) {
		for _, l := range letters {
			p.Engagements = append(p.Engagements, Engagement{Letter: string(l), Incident: "old", State: OfferDeclined})
		}
	}},
}

func TestEachReason(t *testing.T) {
	if c := judge(able(), KindFire, RoleMedical); c.Rank != 1 || c.Reason != "" {
		t.Fatalf("able, but %q", c.Reason)
	}
	for _, f := range faults {
		p := able()
		f.make(&p)
		if c := judge(p, KindFire, RoleMedical); c.Reason != f.why || c.Rank != 0 {
			t.Errorf("rank %d, %q, want %q", c.Rank, c.Reason, f.why)
		}
	}
	late := func(c *Case, m *Moment) {
		c.Incident.Priority, m.Now = P3, noon.Add(11*time.Hour)
		m.By = m.Now.Add(DefaultDeadline)
	}
	if c := judge(able(), KindFire, RoleMedical, late); c.Reason != ReasonQuietHours {
		t.Errorf("at night: %q", c.Reason)
	}
}

// What is recorded counts to its last day, and only where it matters. What is
// not recorded keeps nobody away.
func TestReasonsToTheDay(t *testing.T) {
	with := func(change func(*Responder)) Person { p := able(); change(p.Responder); return p }
	certified := func(_ *Case, m *Moment) { m.Certified = NewRoleSet(RoleMedical) }
	for name, c := range map[string]struct {
		who  func(*Responder)
		kind Kind
		role Role
		how  []func(*Case, *Moment)
		want Reason
	}{
		"probation over":                {func(r *Responder) { r.ProbationUntil = "2026-05-03" }, KindFire, RoleMedical, nil, ""},
		"probation, first aid":          {func(r *Responder) { r.ProbationUntil = "2026-06-01" }, KindInjury, RoleGeneral, nil, ReasonProbation},
		"18 today, fire":                {func(r *Responder) { r.BornOn = "2008-05-04" }, KindFire, RoleMedical, nil, ""},
		"17, flood":                     {func(r *Responder) { r.BornOn = "2009-01-01" }, KindFlood, RoleMedical, nil, ReasonTooYoung},
		"17, injury":                    {func(r *Responder) { r.BornOn = "2009-01-01" }, KindInjury, RoleMedical, nil, ""},
		"15, injury":                    {func(r *Responder) { r.BornOn = "2010-05-05" }, KindInjury, RoleMedical, nil, ReasonTooYoung},
		"insured to the end of today":   {func(r *Responder) { r.InsuredUntil = "2026-05-04" }, KindFire, RoleMedical, nil, ""},
		"uninsured, injury":             {func(r *Responder) { r.InsuredUntil = "2020-01-01" }, KindInjury, RoleMedical, nil, ""},
		"excluded, another kind":        {func(r *Responder) { r.Excludes = []Kind{KindFlood} }, KindFire, RoleMedical, nil, ""},
		"no certificate, none needed":   {func(*Responder) {}, KindFire, RoleMedical, nil, ""},
		"no certificate, one needed":    {func(*Responder) {}, KindFire, RoleMedical, []func(*Case, *Moment){certified}, ReasonNoCert},
		"no certificate, another skill": {func(r *Responder) { r.Skills = []Role{RoleLiaison} }, KindFire, RoleLiaison, []func(*Case, *Moment){certified}, ""},
		"no certificate, general":       {func(*Responder) {}, KindFire, RoleGeneral, []func(*Case, *Moment){certified}, ""},
		"certificate for today": {func(r *Responder) {
			r.Certificates = []Certificate{{RoleMedical, "", "2026-05-04"}}
		}, KindFire, RoleMedical, []func(*Case, *Moment){certified}, ""},
		"certificate for good": {func(r *Responder) {
			r.Certificates = []Certificate{{Skill: RoleMedical}}
		}, KindFire, RoleMedical, []func(*Case, *Moment){certified}, ""},
		"one of two has run out": {func(r *Responder) {
			r.Certificates = []Certificate{{RoleMedical, "a", "2020-01-01"}, {RoleMedical, "b", "2027-01-01"}}
		}, KindFire, RoleMedical, nil, ""},
		"certificate of another skill": {func(r *Responder) {
			r.Certificates = []Certificate{{RoleLiaison, "a", "2020-01-01"}}
		}, KindFire, RoleMedical, nil, ""},
		"a certificate does not make a skill": {func(r *Responder) {
			r.Skills, r.Certificates = nil, []Certificate{{RoleMedical, "a", "2027-01-01"}}
		}, KindFire, RoleMedical, nil, ReasonLacksSkill},
		"expired, but anybody can carry": {func(r *Responder) {
			r.Certificates = []Certificate{{RoleMedical, "a", "2020-01-01"}}
		}, KindFire, RoleGeneral, nil, ""},
	} {
		if got := judge(with(c.who), c.kind, c.role, c.how...); got.Reason != c.want {
			t.Errorf("%s: %q, want %q", name, got.Reason, c.want)
		}
	}
	p := with(func(r *Responder) { r.Certificates = []Certificate{{RoleMedical, "a", "2020-01-01"}} })
	c := openCase(Need{RoleMedical, 1}, Need{RoleGeneral, 1})
	if got := Rank(c, []Person{p}, at(noon, c.Incident.Deadline))[0]; got.Rank != 1 || !slices.Equal(got.Roles, []Role{RoleGeneral}) {
		t.Errorf("an expired certificate leaves the general role: %+v", got)
	}
}

func TestUnreachableIsTriedAgain(t *testing.T) {
	for failures, ago := range map[int]time.Duration{2: time.Minute, 3: unreachableFor, 9: unreachableFor + time.Hour} {
		h := Habit{TextFailures: failures, LastFailure: noon.Add(-ago)}
		if h.Unreachable(noon) {
			t.Errorf("%d failures, the last %v ago: given up", failures, ago)
		}
	}
}

// Whatever comes together: exactly one reason or a rank; the first of the
// order; and one fault more never makes anybody eligible.
func TestFaultsTogether(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 9))
	for range 3000 {
		p := able()
		r := *p.Responder
		p.Responder = &r
		want := Reason("")
		var made []Reason
		for _, f := range faults {
			if rng.IntN(6) > 0 || p.Where == nil && (f.why == ReasonStale || f.why == ReasonTooFar) {
				continue
			}
			f.make(&p)
			made = append(made, f.why)
			if want == "" {
				want = f.why
			}
		}
		c := judge(p, KindFire, RoleMedical)
		if c.Reason != want || (c.Rank > 0) != (c.Reason == "") {
			t.Fatalf("%v: rank %d, %q, want %q", made, c.Rank, c.Reason, want)
		}
	}
}

// The list is closed: whatever keeps somebody away has a rule for the officer.
func TestEveryReasonHasARule(t *testing.T) {
	impossible := map[Reason]bool{
		ReasonOptedOut: true, ReasonNoConsent: true, ReasonNoPhone: true, ReasonBusy: true, ReasonNoLetter: true, ReasonAskedAlready: true,
	}
	reasons := map[Reason]bool{ReasonAskedAlready: true, ReasonQuietHours: true, ReasonNoCert: true}
	for _, f := range faults {
		reasons[f.why] = true
	}
	for _, why := range LeftOut() {
		if !reasons[why] {
			t.Errorf("%s is listed, but never given", why)
		}
	}
	if len(LeftOut()) != len(reasons) {
		t.Errorf("%d are listed, %d given", len(LeftOut()), len(reasons))
	}
	for why := range maps.Keys(reasons) {
		if got := why.ByHand(); (got == HandImpossible) != impossible[why] {
			t.Errorf("%s: %s", why, got)
		}
	}
	for _, why := range []Reason{ReasonNoCert, ReasonCertExpired, ReasonTooYoung, ReasonUninsured, ReasonProbation} {
		if why.ByHand() != HandWithReason {
			t.Errorf("%s: %s, want it to need a reason", why, why.ByHand())
		}
	}
	if Reason("").ByHand() != HandAllowed || Reason("anything else").ByHand() != HandImpossible {
		t.Error("no reason is no hindrance, an unknown one is")
	}
}

func TestRoleSetAgreesWithRoles(t *testing.T) {
	for _, r := range Roles() {
		for _, o := range Roles() {
			if NewRoleSet(r).Has(o) != (r == o) {
				t.Errorf("{%s} has %s: wrong", r, o)
			}
		}
	}
	if NewRoleSet().Has(RoleGeneral) || NewRoleSet(Roles()...).Has("surgery") {
		t.Error("empty or unknown")
	}
}
