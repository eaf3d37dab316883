package lab

// outcome.go: what came of one incident under one policy.

import (
	"math"
	"slices"
	"time"

	"fifteen/dispatch"
)

// Outcome is what came of one incident. Times are seconds from its opening,
// infinite for what did not happen within fifteen minutes after the deadline.
type Outcome struct {
	First  float64 // the first person on the scene
	Filled float64 // every need filled by people on the scene
	Alerts int     // people asked
	// Accepted is how many said yes; some are told that there are enough, some
	// turn back.
	Accepted int
	// CalledBack is how many were told on their way that they are not needed.
	CalledBack int
	// InTime and Arrived count those on the scene by the deadline, and at all;
	// SeatsInTime and Seats how many needed seats they fill.
	InTime, Arrived    int
	SeatsInTime, Seats int
	// Promise is what the product thought the chance was that every need would
	// be filled by the deadline, after the first wave and after a minute; NaN
	// for policies that do not reckon it.
	Promise [2]float64
	// Frozen is that chance at a moment after which nobody else was asked; NaN if
	// there was none.
	Frozen float64
}

func newOutcome() Outcome {
	return Outcome{First: math.Inf(1), Filled: math.Inf(1), Promise: [2]float64{math.NaN(), math.NaN()}, Frozen: math.NaN()}
}

func (o *Outcome) arrival(at time.Duration, seats int, full bool, deadline time.Duration) {
	s := at.Seconds()
	o.First = min(o.First, s)
	o.Arrived, o.Seats = o.Arrived+1, seats
	if full {
		o.Filled = min(o.Filled, s)
	}
	if at <= deadline {
		o.InTime, o.SeatsInTime = o.InTime+1, seats
	}
}

// Kept reports whether every need was filled by the deadline.
func (o *Outcome) Kept(deadline time.Duration) bool { return o.Filled <= deadline.Seconds() }

// seating keeps as many seats filled as those present can fill (Kuhn's
// augmenting paths): somebody changes seats if that makes room for another. It
// knows nothing of which seat the case gave them.
type seating struct {
	roles   []dispatch.Role // by seat
	by      []int           // person by seat; -1: free
	present [][]dispatch.Role
	taken   int
}

func newSeating(needs []dispatch.Need) seating {
	var s seating
	for _, n := range needs {
		for range n.Count {
			s.roles, s.by = append(s.roles, n.Role), append(s.by, -1)
		}
	}
	return s
}

func (s *seating) full() bool { return s.taken == len(s.roles) }

// add seats one more person who can fill those roles, if anybody can be moved
// to make room.
func (s *seating) add(roles []dispatch.Role) {
	s.present = append(s.present, roles)
	if !s.full() && s.seat(len(s.present)-1, make([]bool, len(s.roles))) {
		s.taken++
	}
}

func (s *seating) seat(person int, tried []bool) bool {
	for i, role := range s.roles {
		if tried[i] || !slices.Contains(s.present[person], role) {
			continue
		}
		tried[i] = true
		if s.by[i] < 0 || s.seat(s.by[i], tried) {
			s.by[i] = person
			return true
		}
	}
	return false
}
