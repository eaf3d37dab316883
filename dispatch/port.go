package dispatch

// port.go: what the dispatcher needs of the world. Adapters satisfy these
// interfaces by shape and are joined in cmd/fifteen.

import (
	"context"
	"time"

	"github.com/paulmach/orb"
)

// Store keeps cases. An error with CodeUnavailable means that nothing is
// known to have been written.
type Store interface {
	// Case loads an incident with its offers, texts' states included.
	Case(ctx context.Context, incident string) (*Case, error)
	// Decisions lists the records of an incident's decisions in order.
	Decisions(ctx context.Context, incident string) ([]Decision, error)
	// Commit writes a change, all of it or nothing. ErrConflict: the case has
	// moved on since it was loaded, or a person it touches has. A change with
	// a Key that was committed before answers *Replayed and writes nothing.
	Commit(ctx context.Context, ch *Change) error
	// Used answers *Replayed if an idempotency key was used before, nil if not.
	Used(ctx context.Context, key *IdempotencyKey) error
	// NextNumber draws the next running number of an incident.
	NextNumber(ctx context.Context) (int64, error)
	// Engagements lists the open offers of everybody, by responder.
	Engagements(ctx context.Context) (map[string][]Engagement, error)
	// EngagementsOf lists the open offers of one responder.
	EngagementsOf(ctx context.Context, responder string) ([]Engagement, error)
	// DueTimers claims up to n incidents whose timer is due. They come due
	// again after lease unless a commit sets a new timer.
	DueTimers(ctx context.Context, now time.Time, lease time.Duration, n int) ([]string, error)
	// SetTimer sets when an incident is due; the zero time takes its timer away.
	SetTimer(ctx context.Context, incident string, at time.Time) error
}

// Finder knows where people are.
type Finder interface {
	// Near lists everybody whose last position newer than freshAfter, or
	// failing that whose usual place of this hour (Responder.PlaceAt), lies
	// within radiusM meters of center; and those with neither whose stale
	// position does. It is a coarse filter: it may list a few who are farther.
	Near(ctx context.Context, center orb.Point, radiusM float64, freshAfter time.Time) ([]Whereabouts, error)
	// Locate gives the whereabouts of named responders; those without any are left out.
	Locate(ctx context.Context, responders []string, freshAfter time.Time) ([]Whereabouts, error)
}

// Whereabouts is where a person is thought to be.
type Whereabouts struct {
	Responder string
	Point     orb.Point
	Basis     PositionBasis
	At        time.Time // of a live or stale position; zero for a usual place
}

// People knows the responders.
type People interface {
	// Lookup returns the responders with the given ids, in their order; nil
	// for unknown ones.
	Lookup(ctx context.Context, ids []string) ([]*Responder, error)
}

// Router knows the streets. Without one, or when it fails or is slow, the
// straight line is used and Incident.Travel says so.
type Router interface {
	// Explore looks outward from a destination as far as anybody comes from
	// within limit. A *RouteError says why the streets cannot tell.
	Explore(ctx context.Context, to orb.Point, limit time.Duration) (Journeys, error)
	// Route is the way from one origin to a destination, however long it takes.
	// A *RouteError says why the streets cannot tell.
	Route(ctx context.Context, from Origin, to orb.Point) (*Route, error)
}

// Journeys are all ways to one destination within a limit. They are used by
// one goroutine and closed once.
type Journeys interface {
	// Price returns the journey of each origin.
	Price(from []Origin) []Journey
	// Beyond is a lower bound of the time of anybody who starts farther than
	// radiusM meters of straight line from the destination.
	Beyond(radiusM float64) time.Duration
	// RadiusM is how far away, in meters of straight line, anybody may start
	// and still be there within the limit.
	RadiusM() float64
	Close()
}

// Origin is where a journey starts, and by which mode.
type Origin struct {
	Point orb.Point
	Mode  Mode
}

// Journey is how long the way takes; negative: not within the limit.
type Journey struct {
	Time time.Duration
	// Basis is the straight line for an origin that no street is near.
	Basis TravelBasis
}

// Route is one way: its line, origin first, and the time that is left at each
// point of it.
type Route struct {
	Line      []orb.Point
	Remaining []time.Duration
	DistanceM float64
	Basis     TravelBasis
}

// RouteError says why the streets cannot tell. Why is one of the reasons for
// a straight line.
type RouteError struct{ Why Reason }

// Error returns the reason.
func (e *RouteError) Error() string { return "no way along the streets: " + string(e.Why) }

// Engagement is an open offer of a person, as the store indexes it.
type Engagement struct {
	Letter   string
	Incident string
	Offer    string
	State    OfferState
}

// IdempotencyKey makes a request safe to repeat. Hash is a digest of the
// request, so that the same key with another request is noticed.
type IdempotencyKey struct {
	Key  string
	Hash string
}

// Replayed is the error of a commit whose idempotency key was used before.
// Incident is what the first use changed; Same says whether the request was
// the same.
type Replayed struct {
	Incident string
	Same     bool
}

// Error says that the key was used before.
func (r *Replayed) Error() string { return "this idempotency key was used before" }
