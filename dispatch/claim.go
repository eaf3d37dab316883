package dispatch

// claim.go: an incident that is short of people has a claim on those around it
// who could fill what it lacks. Less urgent incidents do not ask them: they
// would be called away at once, and be told two things within a second.
//
// Claims are kept in memory and last until the next look, or claimLife. Another
// process does not know of them; there, people are called away instead.

import (
	"time"

	"github.com/paulmach/orb"
)

// claimLife is how long a claim lasts that is not renewed.
const claimLife = 45 * time.Second

// claim is what an incident lacks, and until when somebody could bring it.
type claim struct {
	priority Priority
	exercise bool
	place    orb.Point
	roles    []Role
	by       time.Time
	until    time.Time
}

// lacks are the roles that a choice leaves short of the promise.
func (ch *Chosen) lacks(c *Case) []Role {
	s := ch.stakes
	if s == nil || !ch.lacking && s.promise() >= s.prices.Target {
		return nil
	}
	s.reckon()
	have := s.tally[0].needs // what can be filled at all
	var out, all []Role
	for i, n := range c.Incident.Needs {
		all = append(all, n.Role)
		if have[i] < n.Count || s.enough[1<<i] < s.prices.Target {
			out = append(out, n.Role)
		}
	}
	if out == nil {
		return all // each has enough for itself, together they have not
	}
	return out
}

// claims notes what an incident lacks; nothing: it claims nobody.
func (d *Dispatcher) claims(c *Case, roles []Role, now time.Time) {
	d.claimed.mu.Lock()
	defer d.claimed.mu.Unlock()
	i := &c.Incident
	if len(roles) == 0 || i.State != IncidentOpen || !now.Before(i.Deadline) {
		delete(d.claimed.by, i.ID)
		return
	}
	if d.claimed.by == nil {
		d.claimed.by = map[string]claim{}
	}
	d.claimed.by[i.ID] = claim{i.Priority, i.Exercise, i.Position.Point(), roles, i.Deadline, now.Add(claimLife)}
}

// moreUrgent are the claims of incidents more urgent than one.
func (d *Dispatcher) moreUrgent(i *Incident, now time.Time) []claim {
	d.claimed.mu.Lock()
	defer d.claimed.mu.Unlock()
	var out []claim
	for id, x := range d.claimed.by {
		switch {
		case now.After(x.until):
			delete(d.claimed.by, id)
		case id != i.ID && x.priority.Rank() < i.Priority.Rank() && (!x.exercise || i.Exercise):
			out = append(out, x)
		}
	}
	return out
}

// wants reports whether somebody could bring what a claim is for, in time by
// the straight line.
func (x *claim) wants(p *Person, m *Moment) bool {
	can := false
	for _, role := range x.roles {
		can = can || unqualified(p.Responder, role, m) == ""
	}
	if !can || p.Where == nil {
		return false
	}
	far := m.Distance(p.Where.Point, x.place)
	for _, mode := range p.Responder.Modes {
		if !m.Now.Add(m.Turnout + StraightTravel(far, mode)).After(x.by) {
			return true
		}
	}
	return false
}
