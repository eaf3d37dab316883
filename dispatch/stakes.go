package dispatch

// stakes.go: what one more person is worth. Pure.
//
// Time has a price, a text has one and a journey made in vain has one; the plan
// names them. A case is judged by its expected cost up to the deadline:
//
//	FirstMinute  × the expected minutes until somebody is there
//	+ FilledMinute × the expected minutes until every need is filled
//
// and somebody is worth what their coming takes off it. On top of that they
// are worth asking if the promise is short of the plan's target and they lift it.

import "time"

// Prices are what a plan thinks of time and of disturbing people.
type Prices struct {
	// FirstMinute and FilledMinute are the prices of a minute until the first
	// person, and until everybody needed, is on the scene; Alert that of one text.
	FirstMinute  float64 `json:"first_minute"`
	FilledMinute float64 `json:"filled_minute"`
	Alert        float64 `json:"alert"`
	// Journey is what somebody's coming must save for them to be let travel; 0:
	// nobody who says yes is ever turned back.
	Journey float64 `json:"journey"`
	// Target is the chance of keeping the promise that people are asked for.
	Target float64 `json:"target"`
}

// PricesFor are the standard prices: for P1 each minute counts (survival from
// cardiac arrest falls by roughly a tenth a minute) and is worth twenty texts,
// which in the laboratory brings the first person about as soon as asking the nearest
// ten at once does; for P3 and P4 the deadline is enough.
func PricesFor(p Priority) Prices {
	switch p {
	case P1:
		return Prices{FirstMinute: 20, FilledMinute: 2, Alert: 1, Journey: 0.5, Target: 0.95}
	case P2:
		return Prices{FirstMinute: 2, FilledMinute: 1, Alert: 1, Journey: 2, Target: 0.95}
	case P3:
		return Prices{FilledMinute: 0.2, Alert: 1, Journey: 2, Target: 0.90}
	default:
		return Prices{FilledMinute: 0.1, Alert: 1, Journey: 2, Target: 0.80}
	}
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

// moments are the parts of the time left at which a case is looked at, closer
// together at the beginning, where the first arrivals are.
var moments = [...]float64{0.15, 0.22, 0.30, 0.40, 0.55, 0.75, 1}

// there is somebody's chance to be on the scene at each moment.
type there [len(moments)]float64

func (t *there) atDeadline() float64 { return t[len(moments)-1] }

// step is the part of the time left that a moment stands for: up to the next.
func step(k int) float64 {
	if k+1 == len(moments) {
		return moments[k] - moments[k-1]
	}
	return moments[k+1] - moments[k]
}

// timesOf are the times of the moments from now, when so much is left.
func timesOf(left time.Duration) (out [len(moments)]time.Duration) {
	for k, part := range moments {
		out[k] = time.Duration(part * float64(left))
	}
	return out
}

// timeLeft is the time that people have to arrive.
func timeLeft(by, now time.Time) time.Duration { return max(by.Sub(now), time.Minute) }

// stakes is a case with the people counted on so far: how likely it is, at each
// moment, that nobody is there yet and that all needs are filled.
type stakes struct {
	prices  Prices
	minutes [len(moments)]float64 // from each moment to the next one
	nobody  [len(moments)]float64
	tally   [len(moments)]tally
	filled  [len(moments)]float64
	// sets is, for each set of needs, how many of those who can fill any of them
	// are there at the deadline, and how likely that is enough. One need that
	// cannot be filled must not keep the others from being.
	sets   []tally
	enough []float64
	values map[uint32]value // by roles; those asked for since the last add
	stale  bool             // filled and enough are to be reckoned
}

// value is what somebody who can fill certain roles is worth.
type value struct {
	slope [len(moments)]float64 // saved for each chance of being there
	lift  float64               // added to the promise for the chance at the deadline
}

func newStakes(needs []int, prices Prices, left time.Duration) *stakes {
	s := &stakes{prices: prices, stale: true, sets: make([]tally, 1<<len(needs)), enough: make([]float64, 1<<len(needs))}
	for k := range moments {
		s.minutes[k] = step(k) * left.Minutes()
		s.nobody[k] = 1
		s.tally[k].needs = needs
	}
	for set := uint32(1); set < uint32(len(s.sets)); set++ { //nolint:gosec // there are few needs
		all := tally{needs: needs}
		s.sets[set].needs = []int{all.wanted(set)}
	}
	return s
}

// add counts on one more person.
func (s *stakes) add(roles uint32, t *there) {
	for k, p := range t {
		s.nobody[k] *= 1 - p
		s.tally[k].add(comer{roles, p})
	}
	for set := range s.sets[1:] {
		if roles&uint32(set+1) != 0 { //nolint:gosec // there are few needs
			s.sets[set+1].add(comer{1, t.atDeadline()})
		}
	}
	s.stale = true
	clear(s.values)
}

// reckon brings the chances up to date after people were added.
func (s *stakes) reckon() {
	if !s.stale {
		return
	}
	for k := range moments {
		s.filled[k] = s.tally[k].filled()
	}
	for set := range s.sets[1:] {
		s.enough[set+1] = s.sets[set+1].filled()
	}
	s.stale = false
}

// promise is the chance that every need is filled at the deadline.
func (s *stakes) promise() float64 {
	s.reckon()
	return s.filled[len(moments)-1]
}

// value is what one more person is worth who can fill those roles. The chance
// that all needs are filled is linear in each person's chance to be there, so
// that it is enough to look at somebody who is there for certain.
func (s *stakes) value(roles uint32) value {
	if v, ok := s.values[roles]; ok {
		return v
	}
	s.reckon()
	var v value
	gain := 0.0
	for k := range moments {
		if s.filled[k] < 1 && roles != 0 {
			more := s.tally[k].clone()
			more.add(comer{roles, 1})
			gain = more.filled() - s.filled[k] // at the last moment, the deadline
		} else {
			gain = 0
		}
		v.slope[k] = s.minutes[k] * (s.prices.FirstMinute*s.nobody[k] + s.prices.FilledMinute*gain)
	}
	if s.promise() < s.prices.Target {
		short := false
		for set := range s.sets[1:] {
			if s.enough[set+1] < s.prices.Target {
				short = true
				if roles&uint32(set+1) != 0 { //nolint:gosec // there are few needs
					v.lift += 1 - s.enough[set+1] // to the expected number of filled seats
				}
			}
		}
		if !short {
			v.lift = gain
		}
	}
	if s.values == nil {
		s.values = map[uint32]value{}
	}
	s.values[roles] = v
	return v
}

// of is what somebody with those chances saves, and adds to the promise.
func (v *value) of(t *there) (saved, promise float64) {
	for k, p := range t {
		saved += v.slope[k] * p
	}
	return saved, v.lift * t.atDeadline()
}

// leastLift is the least that somebody must add to the promise to be counted on
// for its sake.
const leastLift = 1e-4
