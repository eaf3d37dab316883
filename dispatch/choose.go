package dispatch

// choose.go: whom to ask now. Pure.
//
// Time has a price and a text has one; the plan names both. A choice is judged
// by its expected cost:
//
//	FirstMinute  × the expected minutes until somebody is there
//	+ FilledMinute × the expected minutes until every need is filled
//	+ Alert × the people disturbed, each the more the oftener they were of late
//
// up to the deadline. Whoever saves more than they cost is asked, dearest
// saving first, and on top of that whoever is needed for the promise to reach
// the plan's target.

import (
	"slices"
	"time"
)

// Prices are what a plan thinks of time and of disturbing people.
type Prices struct {
	// FirstMinute and FilledMinute are the prices of a minute until the first
	// person, and until everybody needed, is on the scene; Alert that of one text.
	FirstMinute  float64 `json:"first_minute"`
	FilledMinute float64 `json:"filled_minute"`
	Alert        float64 `json:"alert"`
	// Target is the chance of keeping the promise that people are asked for.
	Target float64 `json:"target"`
}

// PricesFor are the standard prices: for P1 each minute counts (survival from
// cardiac arrest falls by roughly a tenth a minute), for P3 and P4 the
// deadline is enough. The laboratory shows what they buy.
func PricesFor(p Priority) Prices {
	switch p {
	case P1:
		return Prices{FirstMinute: 6, FilledMinute: 2, Alert: 1, Target: 0.95}
	case P2:
		return Prices{FirstMinute: 2, FilledMinute: 1, Alert: 1, Target: 0.95}
	case P3:
		return Prices{FilledMinute: 0.2, Alert: 1, Target: 0.90}
	default:
		return Prices{FilledMinute: 0.1, Alert: 1, Target: 0.80}
	}
}

// maxWave bounds how many are asked at one moment; maxPool how many of those who
// can fill the same roles are looked at, the quickest first.
const maxWave, maxPool = 60, 250

// moments are the parts of the time left at which a choice is looked at, closer
// together at the beginning, where the first arrivals are.
var moments = [...]float64{0.15, 0.22, 0.30, 0.40, 0.55, 0.75, 1}

// stakes is one case while people are chosen for it: how likely it is, at each
// moment, that nobody is there yet and that all needs are filled.
type stakes struct {
	prices Prices
	steps  [len(moments)]float64 // minutes from each moment to the next one
	nobody [len(moments)]float64
	tally  [len(moments)]tally
	filled [len(moments)]float64
	// sets is, for each set of needs, how many of those who can fill any of them
	// are there at the deadline. One need that cannot be filled must not keep
	// the others from being.
	sets []tally
}

// Choose returns whom to ask now, in the order of what they are worth. ranked
// are the candidates as Rank leaves them.
func Choose(c *Case, ranked []Candidate, m Moment, r Rules) []Choice {
	under := c.underWay(m.Now, r)
	prices := r.PricesOf(&c.Incident)
	pools := poolsOf(c, ranked, prices, m)
	needs := achievable(c.seats(), under, pools)
	s := newStakes(c, needs, under, prices, m)
	seats := newSeats(c, under, timeLeft(m))
	var picks []Choice
	for len(picks) < maxWave {
		best, gain := -1, 0.0
		for i := range pools {
			if len(pools[i].list) == 0 {
				continue
			}
			p := pools[i].list[0]
			saved, promise := s.worth(pools[i].roles, p)
			switch {
			case saved > p.price:
				saved -= p.price // pays by itself
			case promise > 1e-4:
				saved = promise / p.price * 1e-6 // needed: the more promise a text buys, the better
			default:
				continue
			}
			if best < 0 || saved > gain {
				best, gain = i, saved
			}
		}
		if best < 0 {
			break
		}
		p := pools[best].list[0]
		pools[best].list = pools[best].list[1:]
		s.add(pools[best].roles, p)
		picks = append(picks, Choice{p.candidate, seats.take(p.candidate.Roles, p.there[len(moments)-1])})
	}
	return picks
}

// timeLeft is the time that people have to arrive.
func timeLeft(m Moment) time.Duration { return max(m.By.Sub(m.Now), time.Minute) }

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
	there     [len(moments)]float64
	price     float64
	value     float64
}

// pool is the candidates who can fill the same roles, the most valuable first.
type pool struct {
	roles uint32
	list  []prospect
}

func newStakes(c *Case, needs []int, under []underWay, prices Prices, m Moment) *stakes {
	s := &stakes{prices: prices}
	left := timeLeft(m)
	for k, part := range moments {
		s.steps[k] = step(k) * left.Minutes()
		s.nobody[k] = 1
		s.tally[k].needs = needs
		for _, x := range within(under, time.Duration(part*float64(left))) {
			s.nobody[k] *= 1 - x.p
			s.tally[k].add(x)
		}
		s.filled[k] = s.tally[k].filled()
	}
	last := within(under, left)
	s.sets = make([]tally, 1<<len(needs))
	for set := uint32(1); set < uint32(len(s.sets)); set++ { //nolint:gosec // there are few needs
		all := tally{needs: needs}
		s.sets[set].needs = []int{all.wanted(set)}
		for _, x := range last {
			s.sets[set].add(inSet(x, set))
		}
	}
	return s
}

// step is the part of the time left that a moment stands for: up to the next.
func step(k int) float64 {
	if k+1 == len(moments) {
		return moments[k] - moments[k-1]
	}
	return moments[k+1] - moments[k]
}

// inSet counts somebody for a set of needs taken as one.
func inSet(x comer, set uint32) comer {
	if x.roles&set == 0 {
		return comer{}
	}
	return comer{1, x.p}
}

// PricesOf are those of an incident's plan, or of its priority, unless the
// rules replace them.
func (r Rules) PricesOf(i *Incident) Prices {
	switch {
	case r.Prices != nil:
		return *r.Prices
	case i.Prices != nil:
		return *i.Prices
	}
	return PricesFor(i.Priority)
}

// worth is what one more person saves, in the unit of the prices, and what
// they add to the promise where it is short of the target.
func (s *stakes) worth(roles uint32, p prospect) (saved, promise float64) {
	gain := 0.0
	for k, there := range p.there {
		more := s.tally[k].clone()
		more.add(comer{roles, there})
		gain = more.filled() - s.filled[k] // at the last moment, the deadline
		saved += s.steps[k] * (s.prices.FirstMinute*s.nobody[k]*there + s.prices.FilledMinute*gain)
	}
	if s.filled[len(moments)-1] >= s.prices.Target {
		return saved, 0
	}
	short := false
	for set := range s.sets[1:] {
		enough := s.sets[set+1].filled()
		if enough >= s.prices.Target {
			continue
		}
		short = true
		if roles&uint32(set+1) != 0 { //nolint:gosec // there are few needs
			// What they add to the expected number of filled seats.
			promise += p.there[len(moments)-1] * (1 - enough)
		}
	}
	if !short {
		promise = gain
	}
	return saved, promise
}

func (s *stakes) add(roles uint32, p prospect) {
	for k, there := range p.there {
		s.nobody[k] *= 1 - there
		s.tally[k].add(comer{roles, there})
		s.filled[k] = s.tally[k].filled()
	}
	for set := range s.sets[1:] {
		s.sets[set+1].add(inSet(comer{roles, p.there[len(moments)-1]}, uint32(set+1))) //nolint:gosec // there are few needs
	}
}

// poolsOf sorts the ranked candidates by the roles they can fill and by what
// they are worth for their price.
func poolsOf(c *Case, ranked []Candidate, prices Prices, m Moment) []pool {
	var pools []pool
	left := timeLeft(m)
	answer := Spread{answerMedian, answerSigma}
	before := leadOf(Spread{m.Turnout, turnoutSigma}, &answer)
	for i := range ranked {
		cand := &ranked[i]
		if cand.Rank == 0 {
			break
		}
		roles := c.mask(cand.Roles)
		if roles == 0 {
			continue
		}
		at := slices.IndexFunc(pools, func(x pool) bool { return x.roles == roles })
		if at < 0 {
			at = len(pools)
			pools = append(pools, pool{roles: roles})
		}
		if len(pools[at].list) == maxPool {
			continue
		}
		p := prospect{candidate: cand, price: prices.Alert * float64(1+cand.Alerts)}
		travel := Spread{seconds(cand.TravelS), travelSigma(cand.Travel, cand.FromBasis)}
		for k, part := range moments {
			p.there[k] = cand.Accept * before.arrives(travel, time.Duration(part*float64(left)))
			p.value += step(k) * p.there[k]
		}
		p.value /= p.price
		pools[at].list = append(pools[at].list, p)
	}
	for i := range pools {
		slices.SortStableFunc(pools[i].list, func(a, b prospect) int {
			switch {
			case a.value > b.value:
				return -1
			case a.value < b.value:
				return 1
			}
			return a.candidate.Rank - b.candidate.Rank
		})
	}
	return pools
}

// seats is how many of each role are lacking, as expected.
type seats struct {
	roles  []Role
	lacks  []float64
	common int // the role that everybody can take; -1: none
}

func newSeats(c *Case, under []underWay, left time.Duration) *seats {
	s := &seats{common: -1}
	for i, n := range c.Incident.Needs {
		s.roles = append(s.roles, n.Role)
		s.lacks = append(s.lacks, float64(n.Count))
		if n.Role == RoleGeneral {
			s.common = i
		}
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

// take gives the role that lacks most to somebody; the common one only if they
// have no other, or if nothing else lacks.
func (s *seats) take(qualified []Role, chance float64) Role {
	best := -1
	for i, role := range s.roles {
		if !hasRole(qualified, role) {
			continue
		}
		if best < 0 || best == s.common && s.lacks[i] > 0 || i != s.common && s.lacks[i] > s.lacks[best] {
			best = i
		}
	}
	if s.common >= 0 && best != s.common && hasRole(qualified, RoleGeneral) && s.lacks[best] <= 0 && s.lacks[s.common] > 0 {
		best = s.common
	}
	s.lacks[best] -= chance
	return s.roles[best]
}
