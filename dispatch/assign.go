package dispatch

// assign.go: who takes which role, once people have said yes. Pure.
//
// Those coming and those on the scene are assigned to the seats so that as many
// seats as possible are filled, the plan's first ones before the others, and
// the people who are there soonest fill them (assignment of least cost). Roles
// may change while people travel; a change is told, so it has a cost of its own.
// Whoever has no seat comes as a backup, as long as they are needed. Who fetches
// the defibrillator is there later by their detour (defibrillator.go).

import (
	"math"
	"time"
)

const (
	// emptySeat is the cost of a seat nobody fills, in seconds: more than any way
	// takes, and more for the needs the plan names first.
	emptySeat = 1e6
	// changing is what a change of role must save, in seconds, if it fills no seat.
	changing = 120
	// sooner is how much more a second weighs at the need the plan names first
	// than at the next one.
	sooner = 0.02
)

// assign gives the seats to those who hold an offer. It records and tells
// changes of roles.
func (c *Case) assign(now time.Time) {
	held := c.held()
	if len(held) == 0 {
		return
	}
	before := c.Filled()
	roles, columns := c.arrange(held, now)
	seated := make([]bool, len(held))
	for k, i := range columns {
		if i < len(held) {
			seated[i] = true
			c.seat(held[i], roles[k], false, now)
		}
	}
	for i, o := range held {
		if !seated[i] {
			c.seat(o, o.Role, true, now)
		}
	}
	if !before && c.Filled() {
		c.record(Event{At: now, Type: EventFilled, By: ByPolicy, Count: c.Incident.Needed()})
	}
}

// held are the offers of those who come, are on the scene or have been there.
func (c *Case) held() []*Offer {
	var held []*Offer
	for _, o := range c.Offers {
		if o.State.Holds() {
			held = append(held, o)
		}
	}
	return held
}

// arrange gives each seat, of the role returned beside it, to one of those held
// by its number; the seats of higher numbers stay empty.
func (c *Case) arrange(held []*Offer, now time.Time) (seats []Role, by []int) {
	var cost [][]float64
	for i, n := range c.Incident.Needs {
		weight := 1 + sooner*float64(len(c.Incident.Needs)-i)
		row := make([]float64, 0, len(held)+c.Incident.Needed())
		for _, o := range held {
			row = append(row, c.seatCost(o, n.Role, now)*weight)
		}
		for range c.Incident.Needed() {
			row = append(row, emptySeat*weight)
		}
		for range n.Count {
			seats, cost = append(seats, n.Role), append(cost, row)
		}
	}
	return seats, leastCost(cost)
}

// takes is how many seats can be taken by those held.
func (c *Case) takes(held []*Offer, now time.Time) int {
	n := 0
	_, by := c.arrange(held, now)
	for _, i := range by {
		if i < len(held) {
			n++
		}
	}
	return n
}

// seatCost is what it costs, in seconds, that somebody takes a seat;
// infinite: they cannot.
func (c *Case) seatCost(o *Offer, role Role, now time.Time) float64 {
	switch {
	case role != o.Role && (!hasRole(o.Roles, role) || o.State == OfferDone):
		return math.Inf(1)
	case o.State == OfferDone:
		return 0
	}
	wait := 0.0
	if o.State == OfferAccepted && o.NearAt.IsZero() {
		wait = max(o.ETA.Sub(now), 0).Seconds() + 1
	}
	if role == RoleDefibrillator {
		wait += c.Incident.fetchCost(o)
	}
	if role != o.Role {
		wait += changing
	}
	return wait
}

// seat notes the role somebody has, and tells them if it is another one than
// they were told.
func (c *Case) seat(o *Offer, role Role, backup bool, now time.Time) {
	if o.Role == role && o.Backup == backup {
		return
	}
	o.Role, o.Backup = role, backup
	c.touch(o)
	if o.Told == "" {
		return // their yes is being taken, and tells it
	}
	ev := Event{At: now, Type: EventRole, By: ByPolicy, Offer: o.ID, Responder: o.Responder, Name: o.Name, Role: role}
	if backup {
		ev.Reason = ReasonBackup
	}
	c.record(ev)
	if o.Told != role {
		o.Told = role
		c.notify(o, TextRole, now, replyLife)
	}
}

// leastCost assigns each row a column of its own so that the sum of costs is
// least, and returns the columns (Kuhn and Munkres, by shortest augmenting
// paths; time rows² × columns). There are at least as many columns as rows, and
// some assignment has a finite cost.
func leastCost(cost [][]float64) []int {
	rows, columns := len(cost), len(cost[0])
	u, v := make([]float64, rows+1), make([]float64, columns+1)
	row := make([]int, columns+1) // of a column, both counted from 1; 0: none
	for r := 1; r <= rows; r++ {
		from := make([]int, columns+1)
		least := make([]float64, columns+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		done := make([]bool, columns+1)
		j0 := 0
		for row[0] = r; row[j0] != 0; {
			done[j0] = true
			delta, next := math.Inf(1), 0
			for j := 1; j <= columns; j++ {
				if done[j] {
					continue
				}
				if d := cost[row[j0]-1][j-1] - u[row[j0]] - v[j]; d < least[j] {
					least[j], from[j] = d, j0
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range done {
				if done[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = next
		}
		for j0 != 0 {
			row[j0] = row[from[j0]]
			j0 = from[j0]
		}
	}
	out := make([]int, rows)
	for j := 1; j <= columns; j++ {
		if row[j] != 0 {
			out[row[j]-1] = j - 1
		}
	}
	return out
}
