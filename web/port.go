package web

// port.go: what the door needs of the rooms behind it. The method names do
// not collide, so one store may satisfy several of these; they are joined in
// cmd/fifteen.

import (
	"context"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo/isochrone"
	"fifteen/geo/place"
)

// Desk takes decisions. *dispatch.Dispatcher satisfies it.
type Desk interface {
	Open(ctx context.Context, r dispatch.OpenRequest) (*dispatch.Case, error)
	Ask(ctx context.Context, incident string, r dispatch.AskRequest) (*dispatch.Case, error)
	Answer(ctx context.Context, r dispatch.AnswerRequest) (*dispatch.Case, dispatch.Result, error)
	Activate(ctx context.Context, incident, by string) (*dispatch.Case, error)
	Hold(ctx context.Context, incident, by, reason string) (*dispatch.Case, error)
	Widen(ctx context.Context, incident, by string, deadline time.Time, reason string) (*dispatch.Case, error)
	StandDown(ctx context.Context, incident, by, note, reason string) (*dispatch.Case, error)
	Resume(ctx context.Context, incident, by, note string) (*dispatch.Case, error)
	Close(ctx context.Context, incident, by, note string) (*dispatch.Case, error)
	Cancel(ctx context.Context, incident, by, note string) (*dispatch.Case, error)
	Candidates(ctx context.Context, incident string) (*dispatch.Considered, error)
	Advice(ctx context.Context, incident string) (*dispatch.Advice, error)
	Way(ctx context.Context, incident, offer string) (*dispatch.Way, error)
	// Decisions lists the records of an incident's decisions in order, Why what
	// they made of one person.
	Decisions(ctx context.Context, incident string) ([]dispatch.Decision, error)
	Why(ctx context.Context, incident, responder string) (*dispatch.Explanation, error)
}

// Streets tells what can be reached along the streets. *city.City satisfies it.
type Streets interface {
	// Reach returns, for each limit, the area from which the place is reached
	// within it, where the way leaves the streets, and how many meters from
	// there remain to be walked. A *dispatch.RouteError says why the streets
	// cannot tell.
	Reach(ctx context.Context, to orb.Point, m dispatch.Mode, limits []time.Duration) (bands []isochrone.Band, at orb.Point, walkM float64, err error)
}

// Places finds addresses and names points. *place.Index satisfies it.
type Places interface {
	Search(q place.Query) []place.Result
	At(p orb.Point, lang string) place.Naming
}

// Records reads incidents back. Unknown incidents are a CodeNotFound error.
type Records interface {
	// Case loads one incident with its offers.
	Case(ctx context.Context, incident string) (*dispatch.Case, error)
	// Cases lists incidents, newest first, at most limit. state is one of
	// StateOpen (open or stood down), StateEnded, StateAll.
	Cases(ctx context.Context, state string, limit int) ([]*dispatch.Case, error)
	// Journal lists the events of one incident in order.
	Journal(ctx context.Context, incident string) ([]dispatch.Event, error)
	// Opened hands all incidents opened in [from, to) to each, the oldest first.
	Opened(ctx context.Context, from, to time.Time, each func(*dispatch.Case)) error
}

// The states that Records.Cases and GET /v1/incidents select by.
const (
	StateOpen  = "open"  // not ended
	StateEnded = "ended" // closed or cancelled
	StateAll   = "all"
)

// Links finds the offer that a volunteer's page belongs to. An unknown or
// expired token is a CodeNotFound error.
type Links interface {
	ByToken(ctx context.Context, token string) (incident, offer string, err error)
}

// Responders keeps the volunteers.
type Responders interface {
	// Responder loads one; CodeNotFound if there is none.
	Responder(ctx context.Context, id string) (*dispatch.Responder, error)
	// PutResponder writes one. create: CodeDuplicate with Field "id" if the id
	// is taken. Otherwise r.Version must be the stored version, else
	// CodeConflict; CodeNotFound if there is none. A phone of somebody else is
	// CodeDuplicate with Field "phone". On success r.Version is the new version.
	PutResponder(ctx context.Context, r *dispatch.Responder, create bool) error
	// DeleteResponder removes one with their positions; CodeNotFound if there
	// is none, CodeConflict while they are coming to an incident.
	DeleteResponder(ctx context.Context, id string) error
	// SearchResponders lists those whose id, name, phone, team or area contains
	// q (all if empty), in a stable order, at most limit, from the place named
	// by after ("" = start). next names the following page, "" at the end;
	// total counts all that match.
	SearchResponders(ctx context.Context, q, after string, limit int) (found []*dispatch.Responder, next string, total int, err error)
	// ImportResponders creates or updates (by id) all of them, or none. Of those
	// that exist it keeps OptedOut and AddedAt: a sheet knows nothing of them. A
	// phone of somebody who is not among them is CodeDuplicate.
	ImportResponders(ctx context.Context, rs []dispatch.Responder) (created, updated int, err error)
	// ExistingResponders tells which ids are taken, and who holds which phone.
	// Unknown ones are left out of the maps.
	ExistingResponders(ctx context.Context, ids []string, phones []dispatch.Phone) (known map[string]bool, holder map[dispatch.Phone]string, err error)
}

// Positions keeps where people are.
type Positions interface {
	// Record keeps reported positions of known responders. stale counts those
	// that are older than what is known already.
	Record(ctx context.Context, s []dispatch.Sighting) (accepted, stale int, err error)
	// All lists the whereabouts of everybody: the live position if newer than
	// freshAfter, else the home.
	All(ctx context.Context, freshAfter time.Time) ([]dispatch.Whereabouts, error)
}

// Accounts keeps officers, their sessions and machine tokens. What is not
// there is a CodeNotFound error.
type Accounts interface {
	OfficerStore
	SessionStore
	TokenStore
}

// OfficerStore keeps officers by name.
type OfficerStore interface {
	Officer(ctx context.Context, name string) (*dispatch.Officer, error)
	Officers(ctx context.Context) ([]dispatch.Officer, error)
	// PutOfficer writes one; create: CodeDuplicate if the name is taken.
	PutOfficer(ctx context.Context, o *dispatch.Officer, create bool) error
	// DeleteOfficer removes one; CodeConflict if it is the last administrator. Their sessions end with it, because a session
	// counts only while its officer exists.
	DeleteOfficer(ctx context.Context, name string) error
}

// SessionStore keeps sessions by the hash of their cookie until ExpiresAt.
type SessionStore interface {
	PutSession(ctx context.Context, s *dispatch.Session) error
	Session(ctx context.Context, hash string) (*dispatch.Session, error)
	DeleteSession(ctx context.Context, hash string) error
}

// TokenStore keeps machine tokens by hash.
type TokenStore interface {
	Tokens(ctx context.Context) ([]dispatch.MachineToken, error)
	TokenByHash(ctx context.Context, hash string) (*dispatch.MachineToken, error)
	// PutToken writes a new one.
	PutToken(ctx context.Context, t *dispatch.MachineToken) error
	DeleteToken(ctx context.Context, hash string) error
}

// Health tells whether the store can answer and write now.
type Health interface {
	Ready(ctx context.Context) error
}
