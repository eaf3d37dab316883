package dispatch

// advice.go: what would help when the promise cannot be kept: told as long as
// there is time to do it.

import (
	"context"
	"time"
)

// Advice is who is missing, why the others are not asked, and what would help,
// as of one moment.
type Advice struct {
	At time.Time `json:"at"`
	// P is the promise as it stands, Target the chance that people are asked for.
	P      float64 `json:"p"`
	Target float64 `json:"target"`
	// Missing are the needs with free seats, in the plan's order.
	Missing []Missing `json:"missing"`
	// Askable counts those whom the policy may still ask by itself.
	Askable int `json:"askable"`
	// Out counts why the others who could be there in time are not asked, the
	// commonest reason first. Of those who would come too late only the ones
	// are counted whom nothing else keeps.
	Out []OutCount `json:"out"`
	// Means are what would help: what brings qualified people soonest comes
	// first, and of a kind the most helpful.
	Means []Means `json:"means"`
}

// Missing is one need with free seats.
type Missing struct {
	Role Role `json:"role"`
	Need int  `json:"need"`
	// Free are the seats that nobody has taken, Waiting those asked for them.
	Free    int `json:"free"`
	Waiting int `json:"waiting"`
	// P is the chance that this need alone is filled in time.
	P float64 `json:"p"`
}

// OutCount is how many are left out for one reason.
type OutCount struct {
	Reason Reason `json:"reason"`
	Count  int    `json:"count"`
}

// MeansKind is a kind of help.
type MeansKind string

// The kinds of help.
const (
	MeansDeadline   MeansKind = "deadline"   // more time: Deadline
	MeansByHand     MeansKind = "by_hand"    // ask those left out for Reason
	MeansReassign   MeansKind = "reassign"   // ask those on their way to something less urgent
	MeansStandIn    MeansKind = "stand_in"   // ask those qualified for something else as Role
	MeansPhone      MeansKind = "phone"      // call those whom no text reaches
	MeansNeighbours MeansKind = "neighbours" // call areas and teams farther off
)

// Means is one thing that would help.
type Means struct {
	Kind MeansKind `json:"kind"`
	// P is the promise with it, Roles the chance of each need that it makes
	// likelier, alone: where two needs lack people, filling one helps although
	// the promise is still broken. Absent if nobody can tell.
	P     float64      `json:"p,omitempty"`
	Roles []RoleChance `json:"roles,omitempty"`
	// Count is how many people it concerns; People are those to be asked or
	// called, the soonest first, as many as it takes and at most maxPeople.
	Count  int      `json:"count"`
	People []Helper `json:"people,omitempty"`
	// Deadline is the later deadline, Minutes how much later it is.
	Deadline time.Time `json:"deadline,omitzero"`
	Minutes  int       `json:"minutes,omitempty"`
	// Reason is what would be overruled, NeedsReason whether the officer has to
	// say why.
	Reason      Reason `json:"reason,omitempty"`
	NeedsReason bool   `json:"needs_reason,omitempty"`
	// Role is what they are asked for; "": the first free role of each.
	Role Role `json:"role,omitempty"`
	// Groups are areas and teams farther off, the nearest first.
	Groups []Group `json:"groups,omitempty"`
}

// RoleChance is the chance that one need alone is filled in time.
type RoleChance struct {
	Role Role    `json:"role"`
	P    float64 `json:"p"`
}

// Helper is one person who could help.
type Helper struct {
	Responder string    `json:"responder"`
	Name      string    `json:"name"`
	Roles     []Role    `json:"roles"`
	Reason    Reason    `json:"reason,omitempty"`
	DistanceM float64   `json:"distance_m"`
	ETA       time.Time `json:"eta,omitzero"`
	// Engaged is what they are on the way to, of those to be reassigned.
	Engaged *Engaged `json:"engaged,omitempty"`
	// Phone is the number itself, of a phone list only: officers see it in the
	// register too. It is never logged.
	Phone string `json:"phone,omitempty"`
}

// Group is an area or a team with people who would come too late, or are off
// duty there.
type Group struct {
	Area string `json:"area,omitempty"`
	Team string `json:"team,omitempty"`
	// People counts them, OnDuty those on duty; NearestS is how many seconds
	// from now the first of them could be there.
	People   int     `json:"people"`
	OnDuty   int     `json:"on_duty"`
	NearestS float64 `json:"nearest_s"`
}

// Advice computes what would help an incident now.
func (d *Dispatcher) Advice(ctx context.Context, incident string) (*Advice, error) {
	c, err := d.Store.Case(ctx, incident)
	if err != nil {
		return nil, err
	}
	now := d.Now()
	var ranked []*Candidate
	if c.Incident.State == IncidentOpen && !c.Filled() {
		if ranked, err = d.rank(ctx, c, c.latestAdvised(now), now); err != nil {
			return nil, err
		}
		d.lookUpEngaged(ctx, ranked)
	}
	a := c.Advise(ranked, now, d.Rules)
	return &a, nil
}
