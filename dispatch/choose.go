package dispatch

// choose.go: whom to ask now. Pure. Whoever saves more than they cost is asked,
// the greatest saving first, and on top of that whoever is needed for the
// promise to reach the plan's target.

import (
	"slices"
	"sort"
	"time"
)

// maxWave bounds how many are asked at one moment, maxPool how many of those who
// can fill the same roles are looked at, the quickest first.
const maxWave, maxPool = 120, 600

// oftener is how much dearer each text of the last seven days makes the next
// one to the same person: of two equals the one less disturbed is asked.
const oftener = 0.1

// Chosen is whom to ask now, in the order of what they are worth.
type Chosen struct {
	Choices []Choice
	// Ranked are all who were looked at, Looked how far.
	Ranked []*Candidate
	Looked Looked

	stakes  *stakes // with those chosen counted on
	outset  *outset
	masks   []uint32
	plenty  bool    // as many as are ever looked at, for each need
	lacking bool    // some seats cannot be filled by anybody looked at
	weakest float64 // the least chance to be there in time of those asked for the promise's sake
	mean    float64 // the mean chance of saying yes
}

// Choose returns whom to ask now. ranked are the candidates as Rank leaves them.
func Choose(c *Case, ranked []*Candidate, m Moment, r Rules) Chosen {
	prices := r.PricesOf(&c.Incident)
	left := timeLeft(m.By, m.Now)
	under := c.underWay(m.Now, r)
	start := newOutset(m, left)
	pools := poolsOf(c, ranked, prices, start)
	needs := achievable(c.seats(), under, pools)
	s := newStakes(needs, prices, left)
	for i := range under {
		t := under[i].at(&start.times)
		s.add(under[i].roles, &t)
	}
	seats := newSeats(c, under, left)
	out := Chosen{Ranked: ranked, stakes: s, outset: start, weakest: 1, mean: m.Acceptance}
	out.lacking = !slices.Equal(needs, c.seats())
	out.plenty = plenty(pools, len(c.Incident.Needs))
	for i := range pools {
		out.masks = append(out.masks, pools[i].roles)
	}
	for len(out.Choices) < maxWave {
		pool, at, pays := best(s, pools)
		if pool < 0 {
			break
		}
		list := pools[pool].list
		p := list[at]
		pools[pool].list = append(list[:at], list[at+1:]...)
		if !pays {
			out.weakest = min(out.weakest, p.there.atDeadline())
		}
		v := s.value(pools[pool].roles)
		saves, lifts := v.of(&p.there)
		s.add(pools[pool].roles, &p.there)
		out.Choices = append(out.Choices, Choice{
			Candidate: p.candidate, Role: seats.take(p.candidate.Roles, p.there.atDeadline()),
			Worth: Worth{Saves: saves, Costs: p.price, Lifts: lifts},
		})
	}
	return out
}

// best is the person most worth asking, -1: nobody is, and whether they pay by
// themselves or are asked for the promise's sake.
func best(s *stakes, pools []pool) (pool, at int, pays bool) {
	pool, gain := -1, 0.0
	for i := range pools {
		v := s.value(pools[i].roles)
		for k := range pools[i].list {
			p := &pools[i].list[k]
			saved, promise := v.of(&p.there)
			own := saved > p.price
			switch {
			case own:
				saved -= p.price
			case promise > leastLift:
				saved = promise / p.price * 1e-6 // needed: the more promise a text buys, the better
			default:
				continue
			}
			if pool < 0 || saved > gain {
				pool, at, gain, pays = i, k, saved, own
			}
		}
	}
	return pool, at, pays
}

// keen is the chance to say yes of a person whom it is worth looking for.
const keen = 0.7

// Tempts reports whether somebody might be worth asking, over and above those
// chosen, who travels at least so long. It tells how far to look for people.
func (ch *Chosen) Tempts(travel time.Duration) bool {
	if ch.plenty {
		return false
	}
	t := ch.outset.there(keen, Spread{travel, travelSigmaStreets})
	if ch.lacking || ch.stakes.promise() < ch.stakes.prices.Target {
		return t.atDeadline() > 0.02
	}
	if ch.mean*t.atDeadline()/keen > ch.weakest {
		return true // fewer of those farther away would do
	}
	for _, roles := range append(ch.masks, 0) {
		v := ch.stakes.value(roles)
		if saved, _ := v.of(&t); saved > ch.stakes.prices.Alert {
			return true
		}
	}
	return false
}

// Farthest is the longest journey, up to most and to the second, that somebody
// might be worth asking for: nobody who travels longer tempts.
func (ch *Chosen) Farthest(most time.Duration) time.Duration {
	steps := sort.Search(int(most/time.Second)+1, func(s int) bool { return !ch.Tempts(time.Duration(s) * time.Second) })
	return time.Duration(steps) * time.Second
}

// plenty reports whether as many people as are ever looked at can fill each need.
func plenty(pools []pool, needs int) bool {
	for i := range needs {
		if !slices.ContainsFunc(pools, func(p pool) bool { return p.roles&(1<<i) != 0 && len(p.list) == maxPool }) {
			return false
		}
	}
	return true
}

// achievable are the needs, less what nobody is there for: the rest is worth
// filling all the same.
func achievable(needs []int, under []underWay, pools []pool) []int {
	out := make([]int, len(needs))
	people, taken := 0, 0
	for i := range needs {
		can := 0
		for k := range under {
			if under[k].roles&(1<<i) != 0 {
				can++
			}
		}
		for k := range pools {
			if pools[k].roles&(1<<i) != 0 {
				can += len(pools[k].list)
			}
		}
		out[i] = min(needs[i], can)
		people = max(people, can) // those who can fill the commonest need
		taken += out[i]
	}
	// Needs filled from the same people: the last ones give way.
	for i := len(out) - 1; i >= 0 && taken > people; i-- {
		less := min(out[i], taken-people)
		out[i], taken = out[i]-less, taken-less
	}
	return out
}

// prospect is a candidate with their chances to be there at each moment.
type prospect struct {
	candidate *Candidate
	there     there
	price     float64
}

// pool is the candidates who can fill the same roles, the quickest first.
type pool struct {
	roles uint32
	list  []prospect
}

// outset is how people who are asked now set out, and the times of the moments.
type outset struct {
	times [len(moments)]time.Duration
	lead  *lead
}

// chances are those of somebody who is asked from an outset.
type chances struct {
	from  *outset
	there there
}

func newOutset(m Moment, left time.Duration) *outset {
	return &outset{timesOf(left), asked(Spread{m.Turnout, turnoutSigma}, &answering, 0)}
}

// there are the chances of somebody asked now.
func (o *outset) there(accept float64, travel Spread) (t there) {
	w := waysOf(travel)
	for k, d := range o.times {
		t[k] = accept * keepsOn(0) * w.arrives(o.lead, d)
	}
	return t
}

// poolsOf sorts the ranked candidates by the roles they can fill.
func poolsOf(c *Case, ranked []*Candidate, prices Prices, start *outset) []pool {
	var pools []pool
	for _, cand := range ranked {
		if cand.Rank == 0 {
			break
		}
		roles := c.mask(cand.Roles)
		if roles == 0 {
			continue
		}
		at := -1
		for k := range pools {
			if pools[k].roles == roles {
				at = k
			}
		}
		if at < 0 {
			at = len(pools)
			pools = append(pools, pool{roles: roles})
		}
		if len(pools[at].list) == maxPool {
			continue
		}
		pools[at].list = append(pools[at].list, prospect{candidate: cand, there: start.of(cand), price: priceOf(cand, prices)})
	}
	return pools
}

// seats is how many of each role are lacking, as expected.
type seats struct {
	roles []Role
	lacks []float64
}

func newSeats(c *Case, under []underWay, left time.Duration) *seats {
	s := &seats{}
	for _, n := range c.Incident.Needs {
		s.roles = append(s.roles, n.Role)
		s.lacks = append(s.lacks, float64(n.Count))
	}
	for k := range under {
		s.take(under[k].qualified(c), under[k].chance(left))
	}
	return s
}

// qualified are the needed roles that an offer's person can take.
func (u *underWay) qualified(c *Case) []Role {
	var out []Role
	for i, n := range c.Incident.Needs {
		if u.roles&(1<<i) != 0 {
			out = append(out, n.Role)
		}
	}
	return out
}

// take gives the role that lacks most to somebody; one that everybody can take
// only if they have no other, or if nothing else lacks.
func (s *seats) take(qualified []Role, chance float64) Role {
	best := -1
	for i, role := range s.roles {
		if hasRole(qualified, role) && (best < 0 || s.before(i, best)) {
			best = i
		}
	}
	s.lacks[best] -= chance
	return s.roles[best]
}

// before reports whether role i is to be given before role k: one that lacks
// before one that does not, a rare one before a common one, and of two alike
// the one that lacks more.
func (s *seats) before(i, k int) bool {
	if a, b := s.lacks[i] > 0, s.lacks[k] > 0; a != b {
		return a
	}
	if a, b := s.roles[i].Common(), s.roles[k].Common(); a != b {
		return b
	}
	return s.lacks[i] > s.lacks[k]
}
