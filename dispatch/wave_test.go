package dispatch

// wave_test.go: how many are asked, whom, and when the policy stops.

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// The derived figures of the field: for at least one acceptance at 95 %: 5 at
// p = .47, 7 at .35, 14 at .20, 29 at .10; for two at .35: 12.
func TestAskCountMeetsPublishedFigures(t *testing.T) {
	for _, c := range []struct {
		need int
		p    float64
		want int
	}{{1, .47, 5}, {1, .35, 7}, {1, .20, 14}, {1, .10, 29}, {2, .35, 12}, {0, .35, 0}, {1, 1, 1}} {
		if got := AskCount(c.need, c.p, .95); got != c.want {
			t.Errorf("AskCount(%d, %g) = %d, want %d", c.need, c.p, got, c.want)
		}
	}
}

// The closed form answers to a simulation.
func TestAtLeastAgreesWithSimulation(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		n, p := 1+rng.IntN(30), 0.05+0.9*rng.Float64()
		k := 1 + rng.IntN(n)
		hits := 0
		const rounds = 20000
		for range rounds {
			x := 0
			for range n {
				if rng.Float64() < p {
					x++
				}
			}
			if x >= k {
				hits++
			}
		}
		if got, seen := atLeast(k, n, p), float64(hits)/rounds; got-seen > 0.02 || seen-got > 0.02 {
			t.Errorf("P(Bin(%d, %.2f) >= %d) = %.4f, simulated %.4f", n, p, k, got, seen)
		}
	}
}

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// flat measures in a plane where one degree is 100 km: enough for rules.
func flat(a, b orb.Point) float64 {
	dx, dy := a[0]-b[0], a[1]-b[1]
	return 1e5 * max(dx, -dx, dy, -dy)
}

func volunteer(id string, meters float64, skills ...Role) Person {
	return Person{
		Responder: &Responder{
			ID: id, Name: id, Phone: "+8613800138000", Lang: "zh", Modes: []Mode{ModeBike},
			Skills: skills, Available: true, Consent: true,
		},
		Where: &Whereabouts{Responder: id, Point: orb.Point{meters / 1e5, 0}, Basis: BasisLive, At: noon},
	}
}

// at is a moment of the plane.
func at(now, by time.Time) Moment {
	r := DefaultRules()
	return Moment{Now: now, By: by, Turnout: r.Turnout(now), Distance: flat, Acceptance: r.Acceptance}
}

func openCase(needs ...Need) *Case {
	return &Case{Incident: Incident{
		ID: "i", State: IncidentOpen, Kind: KindInjury, Priority: P2, Needs: needs, Auto: true,
		OpenedAt: noon, Deadline: noon.Add(DefaultDeadline),
	}}
}

func TestRankNearestFirstAndReasons(t *testing.T) {
	c := openCase(Need{RoleMedical, 1})
	with := func(p Person, change func(*Person)) Person { change(&p); return p }
	people := []Person{
		volunteer("far", 2000, RoleMedical),
		volunteer("near", 300, RoleMedical),
		volunteer("unskilled", 100),
		with(volunteer("walker", 2000, RoleMedical), func(p *Person) { p.Responder.Modes = []Mode{ModeWalk} }),
		with(volunteer("off", 10, RoleMedical), func(p *Person) { p.Responder.Available = false }),
		with(volunteer("stop", 10, RoleMedical), func(p *Person) { p.Responder.OptedOut = true }),
		with(volunteer("no-consent", 10, RoleMedical), func(p *Person) { p.Responder.Consent = false }),
		with(volunteer("no-phone", 10, RoleMedical), func(p *Person) { p.Responder.Phone = "" }),
		with(volunteer("no-mode", 10, RoleMedical), func(p *Person) { p.Responder.Modes = nil }),
		with(volunteer("nowhere", 10, RoleMedical), func(p *Person) { p.Where = nil }),
		with(volunteer("busy", 10, RoleMedical), func(p *Person) {
			p.Engagements = []Engagement{{Letter: "A", Incident: "other", State: OfferAccepted}}
		}),
		with(volunteer("asked", 10, RoleMedical), func(p *Person) {
			p.Engagements = []Engagement{{Letter: "A", Incident: "other", State: OfferAsked}}
		}),
		with(volunteer("silent-elsewhere", 400, RoleMedical), func(p *Person) {
			p.Engagements = []Engagement{{Letter: "A", Incident: "other", State: OfferSilent}}
		}),
	}
	got := map[string]*Candidate{}
	for _, cand := range Rank(c, people, at(noon, c.Incident.Deadline)) {
		got[cand.Responder] = cand
	}
	for id, rank := range map[string]int{"near": 1, "silent-elsewhere": 2, "far": 3} {
		if got[id].Rank != rank || got[id].Reason != "" {
			t.Errorf("%s: rank %d (%s), want %d", id, got[id].Rank, got[id].Reason, rank)
		}
	}
	if l := got["silent-elsewhere"].letter; l != "B" {
		t.Errorf("letter of somebody with an open A is %q, want B", l)
	}
	for id, reason := range map[string]Reason{
		"unskilled": ReasonLacksSkill, "walker": ReasonTooFar, "off": ReasonNotAvailable, "stop": ReasonOptedOut,
		"no-consent": ReasonNoConsent, "no-phone": ReasonNoPhone, "no-mode": ReasonNoMode,
		"nowhere": ReasonNoPosition, "busy": ReasonBusy, "asked": ReasonAskedElse,
	} {
		if got[id].Reason != reason || got[id].Rank != 0 {
			t.Errorf("%s: rank %d reason %q, want reason %q", id, got[id].Rank, got[id].Reason, reason)
		}
	}
}

// The circles of the field: on foot 1.2 km, e-bike 2.65 km, town car 3.2 km.
func TestFifteenMinuteCircles(t *testing.T) {
	turnout := 105 * time.Second // the median of the whole day, 1:45
	for mode, km := range map[Mode]float64{ModeWalk: 1.22, ModeEBike: 2.65, ModeDrive: 3.18} {
		if d := StraightTravel(km*1000, mode) + turnout; d < 14*time.Minute+50*time.Second || d > 15*time.Minute+10*time.Second {
			t.Errorf("%s: %.2f km takes %s with turnout, want about 15 min", mode, km, d)
		}
	}
	if r := DefaultRules(); r.Turnout(noon) != TurnoutDay || r.Turnout(noon.Add(11*time.Hour)) != TurnoutNight {
		t.Error("turnout does not tell day from night")
	}
}

// play runs the policy on a case with people, as the dispatcher does.
func play(c *Case, people []Person, now time.Time) {
	m := at(now, c.Incident.Deadline)
	_ = c.Decide(now, DefaultRules(), func() (Chosen, error) {
		return Choose(c, Rank(c, people, m), m, DefaultRules()), nil
	}, func() string { return "token" })
}

func crowdOf(n int, skills ...Role) []Person {
	var people []Person
	for i := range n {
		people = append(people, volunteer(string(rune('a'+i/26))+string(rune('a'+i%26)), float64(100+20*i), skills...))
	}
	return people
}

func TestWaveReplacesAndStops(t *testing.T) {
	c := openCase(Need{RoleMedical, 1})
	people := crowdOf(40, RoleMedical)
	c.Incident.Priority = P3 // no backups where minutes do not count
	play(c, people, noon)
	target := PricesFor(P3).Target
	kept := func(when string, now time.Time) {
		t.Helper()
		if p := c.Gauge(now, DefaultRules()).P; p < target {
			t.Fatalf("%s the promise is kept with %.3f, want %.2f", when, p, target)
		}
	}
	first := len(c.Offers)
	if kept("after the first wave", noon); first < 6 || first > 14 {
		t.Fatalf("first wave asks %d, want about seven", first)
	}
	c.Take(c.Offers[0], Taken{Answer: AnswerDecline, Via: ViaText, Now: noon}, DefaultRules())
	play(c, people, noon.Add(time.Second))
	if kept("after a refusal", noon.Add(time.Second)); len(c.Offers) != first+1 {
		t.Fatalf("a refusal is replaced by %d, want 1", len(c.Offers)-first)
	}
	play(c, people, noon.Add(46*time.Second))
	if kept("after silence", noon.Add(46*time.Second)); len(c.Offers) <= first+1 {
		t.Fatal("silence is not replaced")
	}
	late := c.Offers[1]
	if late.State != OfferSilent {
		t.Fatalf("state is %s, want silent", late.State)
	}
	if res := c.Take(late, Taken{Answer: AnswerAccept, Via: ViaText, Now: noon.Add(time.Minute)}, DefaultRules()); res != ResultApplied {
		t.Fatalf("a late yes is %s, want applied", res)
	}
	play(c, people, noon.Add(time.Minute))
	for _, o := range c.Offers {
		want := OfferStoodDown
		switch o {
		case late:
			want = OfferAccepted
		case c.Offers[0]: // a refusal stays a refusal
			want = OfferDeclined
		}
		if o.State != want {
			t.Errorf("%s is %s, want %s", o.ID, o.State, want)
		}
	}
	if next := c.NextTimer(noon.Add(time.Minute), DefaultRules()); next.Before(noon.Add(80 * time.Second)) {
		t.Errorf("a filled case is looked at again at %v", next)
	}
	// Somebody gives up: the next people are asked.
	c.Take(late, Taken{Answer: AnswerWithdraw, Via: ViaText, Now: noon.Add(2 * time.Minute)}, DefaultRules())
	play(c, people, noon.Add(2*time.Minute))
	if kept("after a withdrawal", noon.Add(2*time.Minute)); c.waiting(RoleMedical) == 0 {
		t.Error("after a withdrawal nobody is asked")
	}
}

func TestShortfallNamesTheReason(t *testing.T) {
	c := openCase(Need{RolePsychological, 1})
	play(c, crowdOf(5, RoleMedical), noon)
	if c.Incident.Shortfall != ReasonNobodyNear {
		t.Errorf("shortfall %q, want %q", c.Incident.Shortfall, ReasonNobodyNear)
	}
	if c.NextTimer(noon, DefaultRules()).IsZero() {
		t.Error("a shortfall is not looked at again")
	}
	people := crowdOf(1, RolePsychological)
	play(c, people, noon.Add(20*time.Second))
	if c.Incident.Shortfall != "" || len(c.Offers) != 1 {
		t.Errorf("with somebody there: shortfall %q, %d offers", c.Incident.Shortfall, len(c.Offers))
	}
	c.Take(c.Offers[0], Taken{Answer: AnswerDecline, Via: ViaText, Now: noon.Add(30 * time.Second)}, DefaultRules())
	play(c, people, noon.Add(30*time.Second))
	if c.Incident.Shortfall != ReasonNobodyLeft {
		t.Errorf("shortfall %q, want %q", c.Incident.Shortfall, ReasonNobodyLeft)
	}
	c.Incident.Deadline = noon
	play(c, people, noon.Add(time.Minute))
	if c.Incident.Shortfall != ReasonPastDue {
		t.Errorf("shortfall %q, want %q", c.Incident.Shortfall, ReasonPastDue)
	}
}

// Whatever people answer, in whatever order: no seat is taken twice, nobody is
// asked twice, states follow the table (move panics otherwise), and everyone
// who was asked or coming when it ended was told.
func TestPolicyInvariants(t *testing.T) {
	answers := []Answer{AnswerAccept, AnswerDecline, AnswerArrived, AnswerDone, AnswerWithdraw}
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 15))
		c := openCase(Need{RoleMedical, 1 + rng.IntN(3)}, Need{RoleGeneral, 1 + rng.IntN(3)})
		people := append(crowdOf(rng.IntN(40), RoleMedical), crowdOf(0)...)
		now := noon
		for range 200 {
			now = now.Add(time.Duration(rng.IntN(10)) * time.Second)
			if len(c.Offers) > 0 && rng.IntN(4) > 0 {
				o := c.Offers[rng.IntN(len(c.Offers))]
				c.Take(o, Taken{Answer: answers[rng.IntN(len(answers))], Via: ViaText, Now: now, BusyElse: rng.IntN(20) == 0}, DefaultRules())
			}
			if rng.IntN(50) == 0 && len(c.Offers) > 0 {
				c.Offers[rng.IntN(len(c.Offers))].Text.Status = TextFailed
			}
			play(c, people, now)
			for _, n := range c.Incident.Needs {
				if h := c.holding(n.Role); h > n.Count {
					t.Fatalf("seed %d: %d hold %d seats of %s", seed, h, n.Count, n.Role)
				}
			}
		}
		seen := map[string]bool{}
		for _, o := range c.Offers {
			if seen[o.Responder] {
				t.Fatalf("seed %d: %s asked twice", seed, o.Responder)
			}
			seen[o.Responder] = true
		}
		if err := c.Close("officer", "", now); err != nil {
			t.Fatal(err)
		}
		for _, o := range c.Offers {
			if o.State == OfferAsked || o.State == OfferSilent || o.State.Coming() {
				t.Fatalf("seed %d: offer %s is %s after the end", seed, o.ID, o.State)
			}
		}
	}
}

func TestTransitionTablesAreClosed(t *testing.T) {
	for from, tos := range offerMoves {
		for _, to := range tos {
			if _, ok := offerMoves[to]; !ok {
				t.Errorf("%s leads to %s, which is no state", from, to)
			}
		}
	}
	for from, tos := range incidentMoves {
		for _, to := range tos {
			if _, ok := incidentMoves[to]; !ok {
				t.Errorf("%s leads to %s, which is no state", from, to)
			}
		}
	}
}

func TestPlansAreSound(t *testing.T) {
	if len(Plans()) < 10 {
		t.Fatalf("%d plans", len(Plans()))
	}
	for _, p := range Plans() {
		if !p.Priority.Valid() || p.Deadline <= 0 || len(p.Needs) == 0 {
			t.Errorf("plan %s is incomplete", p.Kind)
		}
		for _, n := range p.Needs {
			if !n.Role.Valid() || n.Count < 1 || n.Count > MaxPerNeed {
				t.Errorf("plan %s needs %d of %q", p.Kind, n.Count, n.Role)
			}
		}
	}
}
