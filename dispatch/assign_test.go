package dispatch

// assign_test.go: seats go to those who fill most of them soonest, and a
// change of role is told.

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// least tries every assignment.
func least(cost [][]float64, used uint) float64 {
	if len(cost) == 0 {
		return 0
	}
	best := math.Inf(1)
	for j, x := range cost[0] {
		if used&(1<<j) == 0 {
			best = min(best, x+least(cost[1:], used|1<<j))
		}
	}
	return best
}

func TestLeastCostAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 400 {
		rows := 1 + r.IntN(4)
		cost := make([][]float64, rows)
		columns := rows + r.IntN(4)
		for k := range cost {
			for range columns {
				x := float64(r.IntN(50))
				if r.IntN(4) == 0 {
					x = math.Inf(1)
				}
				cost[k] = append(cost[k], x)
			}
			for range rows { // a way out for each row
				cost[k] = append(cost[k], 1000)
			}
		}
		sum, seen := 0.0, map[int]bool{}
		for k, j := range leastCost(cost) {
			if seen[j] {
				t.Fatalf("column %d is taken twice", j)
			}
			seen[j] = true
			sum += cost[k][j]
		}
		if want := least(cost, 0); math.Abs(sum-want) > 1e-9 {
			t.Fatalf("%v: cost %v, least %v", cost, sum, want)
		}
	}
}

// sayYes asks people and lets them all say yes, in their order, 10 s apart.
func sayYes(c *Case, r Rules, people ...Person) []*Offer {
	c.Ask(Pick([]Need{{RoleMedical, 50}, {RoleGeneral, 50}}, Rank(c, people, at(noon, c.Incident.Deadline))),
		ReasonOpened, ByPolicy, noon, func() string { return "t" })
	var out []*Offer
	for i, p := range people {
		k := slices.IndexFunc(c.Offers, func(o *Offer) bool { return o.Responder == p.Responder.ID })
		c.Take(c.Offers[k], Taken{Answer: AnswerAccept, Via: ViaText, Now: noon.Add(time.Duration(10*i) * time.Second)}, r)
		out = append(out, c.Offers[k])
	}
	return out
}

// nobodyTurnedBack are rules under which whoever says yes travels.
func nobodyTurnedBack() Rules {
	r := DefaultRules()
	r.Prices = &Prices{Alert: 1, Target: 0.95}
	return r
}

func TestRolesFollowWhoComes(t *testing.T) {
	r := nobodyTurnedBack()
	c := openCase(Need{RoleMedical, 1}, Need{RoleGeneral, 1})
	far, near, helper := volunteer("far", 900, RoleMedical), volunteer("near", 100, RoleMedical), volunteer("helper", 300)
	// The medic from afar says yes first and takes the patient; a medic from next
	// door takes over, the first one carries; a helper who is there sooner does
	// that instead, and the first comes as a backup.
	o := sayYes(c, r, far, near, helper)
	if c.Filled(); o[0].Backup != true || o[1].Role != RoleMedical || o[2].Role != RoleGeneral {
		t.Fatalf("far %s backup %v, near %s, helper %s", o[0].Role, o[0].Backup, o[1].Role, o[2].Role)
	}
	told := 0
	for _, n := range c.notices {
		if n.Kind == TextRole {
			told++
			if n.Offer != o[0].ID || n.Role != RoleGeneral {
				t.Errorf("%s is told to be %s", n.Responder, n.Role)
			}
		}
	}
	if told != 1 {
		t.Errorf("%d texts about roles, want one: to the first medic", told)
	}
	// The near medic gives up: the first one is told to be the medic again.
	c.Take(o[1], Taken{Answer: AnswerWithdraw, Via: ViaText, Now: noon.Add(time.Minute)}, r)
	if o[0].Role != RoleMedical || o[0].Backup || o[0].Told != RoleMedical || !c.Filled() {
		t.Errorf("after a withdrawal: %s, backup %v, told %s", o[0].Role, o[0].Backup, o[0].Told)
	}
	if last := c.notices[len(c.notices)-1]; last.Kind != TextRole || last.Role != RoleMedical {
		t.Errorf("last text is %s %s", last.Kind, last.Role)
	}
}

// Whoever comes, as many seats are taken as they can take, no seat twice, and
// each by somebody qualified.
func TestSeatsAreFilledAsFarAsPossible(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 2))
		c := openCase(Need{RoleMedical, 1 + rng.IntN(2)}, Need{RoleTransport, rng.IntN(2)}, Need{RoleGeneral, 1 + rng.IntN(3)})
		var people []Person
		for i := range 1 + rng.IntN(8) {
			var skills []Role
			for _, s := range []Role{RoleMedical, RoleTransport} {
				if rng.IntN(3) == 0 {
					skills = append(skills, s)
				}
			}
			people = append(people, volunteer(string(rune('a'+i)), 900*rng.Float64(), skills...))
		}
		offers := sayYes(c, nobodyTurnedBack(), people...)
		var comers []comer
		taken, seats := 0, map[Role]int{}
		for _, o := range offers {
			comers = append(comers, comer{c.maskOf(o), 1})
			if o.Backup {
				continue
			}
			taken++
			if seats[o.Role]++; !hasRole(o.Roles, o.Role) {
				t.Fatalf("seed %d: %s is not qualified for %s", seed, o.Responder, o.Role)
			}
		}
		for _, n := range c.Incident.Needs {
			if seats[n.Role] > n.Count {
				t.Fatalf("seed %d: %d in %d seats of %s", seed, seats[n.Role], n.Count, n.Role)
			}
		}
		if can := filled(c.seats(), comers) > 0.5; can != c.Filled() {
			t.Fatalf("seed %d: filled %v, can be %v", seed, c.Filled(), can)
		}
	}
}
