package dispatch

// defibrillator_test.go: whoever passes a defibrillator fetches it, and is told
// which.

import (
	"log/slog"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

// hung is an incident with defibrillators so many meters east of it.
func hung(needs []Need, meters ...float64) *Case {
	c := openCase(needs...)
	for _, m := range meters {
		c.Incident.Defibrillators = append(c.Incident.Defibrillators, Defibrillator{
			Position: Position{Lng: m / 1e5}, Name: "体育馆", NameEn: "Sports hall", DistanceM: max(m, -m),
		})
	}
	return c
}

// accept asks people for whatever they can do and lets all of them say yes.
func accept(c *Case, people ...Person) map[string]*Offer {
	ranked := Rank(c, people, at(noon, c.Incident.Deadline))
	c.Ask(Pick([]Need{{RoleMedical, 50}, {RoleDefibrillator, 50}}, ranked), ReasonOpened, ByPolicy, noon, func() string { return "t" })
	out := map[string]*Offer{}
	for _, o := range c.Offers {
		c.Take(o, Taken{Answer: AnswerAccept, Via: ViaText, Now: noon}, nobodyTurnedBack())
		out[o.Responder] = o
	}
	return out
}

func TestWhoPassesADefibrillatorFetchesIt(t *testing.T) {
	c := hung([]Need{{RoleDefibrillator, 1}}, 600)
	// One is nearer to the scene, on its other side; the other stands where the
	// defibrillator hangs.
	o := accept(c, volunteer("nearer", -300), volunteer("beside it", 600))
	if o["beside it"].Backup || !o["nearer"].Backup {
		t.Fatal("the one beside the defibrillator does not fetch it")
	}
	if got := o["beside it"].Fetch.ExtraS; got != 0 {
		t.Errorf("a detour of %v s for somebody who passes it", got)
	}
	if got, want := o["nearer"].Fetch.ExtraS, StraightTravel(1200, ModeBike).Seconds(); got != want {
		t.Errorf("a detour of %v s, want %v s", got, want)
	}
	last := c.notices[len(c.notices)-1]
	if last.Kind != TextConfirm || last.Role != RoleDefibrillator || last.Fetch != "体育馆" {
		t.Errorf("the text says %s, %s, %q", last.Kind, last.Role, last.Fetch)
	}
	// Without any known the nearer one has the role, and no place is named.
	c = hung([]Need{{RoleDefibrillator, 1}})
	if o := accept(c, volunteer("nearer", -300), volunteer("farther", 600)); o["nearer"].Backup || o["nearer"].Fetch != nil {
		t.Error("without known defibrillators the nearest person does not fetch one")
	}
	for _, n := range c.notices {
		if n.Fetch != "" {
			t.Errorf("%s names a defibrillator at %q", n.Kind, n.Fetch)
		}
	}
}

func TestTheMedicStaysWithThePatient(t *testing.T) {
	c := hung([]Need{{RoleMedical, 1}, {RoleDefibrillator, 1}}, 600)
	o := accept(c, volunteer("medic", 600, RoleMedical), volunteer("helper", 200))
	if o["medic"].Role != RoleMedical || o["helper"].Role != RoleDefibrillator || !c.Filled() {
		t.Errorf("the medic has %s, the helper %s", o["medic"].Role, o["helper"].Role)
	}
	if x := c.Incident.Fetching(o["medic"]); x != nil {
		t.Error("the medic is sent to the defibrillator")
	}
	// On the scene already: there and back, for whoever had another role.
	o["medic"].State, o["helper"].State = OfferArrived, OfferArrived
	if got, want := c.Incident.fetchCost(o["medic"]), 2*StraightTravel(600, ModeBike).Seconds(); got != want {
		t.Errorf("from the scene and back costs %v s, want %v s", got, want)
	}
	if got := c.Incident.fetchCost(o["helper"]); got != 0 {
		t.Errorf("who has brought it costs %v s", got)
	}
}

// The best defibrillator is that of the shortest way by any of them.
func TestFetchAgainstEveryWay(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for range 500 {
		c := hung([]Need{{RoleDefibrillator, 1}}, 1500*(2*r.Float64()-1), 1500*(2*r.Float64()-1), 1500*(2*r.Float64()-1))
		meters := 3000 * (2*r.Float64() - 1)
		cand := Rank(c, []Person{volunteer("v", meters)}, at(noon, c.Incident.Deadline))[0]
		got := c.Incident.fetch(cand)
		for k, x := range c.Incident.Defibrillators {
			by := flat(orb.Point{meters / 1e5, 0}, x.Position.Point()) + flat(x.Position.Point(), orb.Point{})
			extra := StraightTravel(by, ModeBike).Seconds() - StraightTravel(cand.DistanceM, ModeBike).Seconds()
			if extra < got.ExtraS-1 || k == got.Of && extra > got.ExtraS+1 {
				t.Fatalf("from %.0f m by %+v: %+v, by %d %.0f s", meters, c.Incident.Defibrillators, got, k, extra)
			}
		}
		o := &Offer{Role: RoleDefibrillator, Fetch: got}
		if sent := c.Incident.Fetching(o) != nil; sent != (got.ExtraS <= maxFetch.Seconds()) {
			t.Fatalf("a detour of %v s: sent there %v", got.ExtraS, sent)
		}
	}
}

type hooks []Defibrillator

func (h hooks) Near(orb.Point, float64, int) []Defibrillator { return h }

func TestOnlyWhereOneIsNeeded(t *testing.T) {
	d := New(Config{Distance: flat, Log: slog.New(slog.DiscardHandler), Defibrillators: hooks{{Position: Position{Lng: 0.004}}}})
	plan, _ := PlanFor(KindCardiacArrest)
	i := Incident{Needs: plan.Needs}
	d.knowDefibrillators(&i)
	if len(i.Defibrillators) != 1 || i.Defibrillators[0].DistanceM != 400 {
		t.Errorf("a cardiac arrest knows %+v", i.Defibrillators)
	}
	plan, _ = PlanFor(KindFlood)
	i = Incident{Needs: plan.Needs}
	d.knowDefibrillators(&i)
	if i.Defibrillators != nil {
		t.Error("a flood needs no defibrillator")
	}
	x := Defibrillator{Position: Position{Lng: 104.1, Lat: 30.6}}
	if got := x.Place("zh"); got != "30.60000, 104.10000" {
		t.Errorf("a place without a name is %q", got)
	}
	x.Name, x.NameEn = "体育馆", "Sports hall"
	if x.Place("zh") != "体育馆" || x.Place("en") != "Sports hall" {
		t.Error("the names are mixed up")
	}
}

// Rare roles first, then what lacks most; two common roles are alike.
func TestCommonRolesAreFilledByWhoeverIsFree(t *testing.T) {
	c := openCase(Need{RoleMedical, 1}, Need{RoleDefibrillator, 1}, Need{RoleGeneral, 2})
	s := newSeats(c, nil, DefaultDeadline)
	common := []Role{RoleDefibrillator, RoleGeneral}
	all := append([]Role{RoleMedical}, common...)
	for i, want := range []Role{RoleGeneral, RoleDefibrillator, RoleGeneral} {
		if got := s.take(common, 1); got != want {
			t.Fatalf("helper %d: %s, want %s", i, got, want)
		}
	}
	if got := s.take(all, 0.5); got != RoleMedical {
		t.Errorf("the medic is asked for %s", got)
	}
	s.lacks[2] = 1
	if got := s.take(all, 0.6); got != RoleMedical {
		t.Errorf("the medic is asked for %s while half a medic lacks", got)
	}
	if got := s.take(all, 1); got != RoleGeneral {
		t.Errorf("a medic too many is asked for %s", got)
	}
}
