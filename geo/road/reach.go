package road

// reach.go: from where a place can be reached in time.

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/paulmach/orb"
)

// MaxLimit is the longest time a Reach may span. (Labels have 24 bits for
// milliseconds.)
const MaxLimit = 4 * time.Hour

// Reach is everywhere from where a destination can be reached within a limit, by
// one mode: one search prices every candidate. Its methods may be called from
// any goroutine until Close.
type Reach struct {
	net   *Net
	names []string
	work  *workspace
	limit uint32 // milliseconds
	to    Snap

	walkMsPerM, maxSnapM float64

	ring  sync.Once
	rings []uint32 // see Beyond
}

// Reach searches from a destination backwards: every street from where it can be
// reached within the limit, the walk between the street and the destination
// included. The error is a *SnapError if the destination has no street, the
// context's if it was canceled. Close the Reach when it is no longer needed.
func (g *Graph) Reach(ctx context.Context, to orb.Point, m Mode, limit time.Duration) (*Reach, error) {
	s, err := g.Snap(to, m)
	if err != nil {
		return nil, err
	}
	return g.reach(ctx, s, limit)
}

// reach searches from a snapped destination.
func (g *Graph) reach(ctx context.Context, to Snap, limit time.Duration) (*Reach, error) {
	if limit < 0 || limit > MaxLimit {
		return nil, fmt.Errorf("travel time limit %v: use 0 to %v", limit, MaxLimit)
	}
	r := &Reach{
		net: to.net, names: g.names, limit: uint32(limit.Milliseconds()), to: to,
		walkMsPerM: g.walkMsPerM(), maxSnapM: g.cal.MaxSnapM,
	}
	r.work = r.net.spare.take(len(r.net.at))
	r.work.begin(r.limit)
	r.seed()
	if err := r.work.search(ctx, r.net); err != nil {
		r.Close()
		return nil, fmt.Errorf("search of the streets around %.5f, %.5f stopped: %w", to.from[0], to.from[1], err)
	}
	return r, nil
}

// Close gives the arrays of the search back for the next one. The Reach must not
// be used any more; a second Close does nothing.
func (r *Reach) Close() {
	if r.work != nil {
		r.net.spare.give(r.work)
		r.work = nil
	}
}

// To is the destination.
func (r *Reach) To() Snap { return r.to }

// budget is the time left at the destination's place on the street, in
// milliseconds; negative: not even the walk from there is in time.
func (r *Reach) budget() int64 { return int64(r.limit) - int64(r.to.walk) }

// seed labels the nodes from which the destination's edge begins.
func (r *Reach) seed() {
	for dir := range uint32(2) {
		head := r.to.heads[dir]
		if head == none {
			continue
		}
		// The whole arc, less what lies behind the destination.
		twins := r.net.siblings(head)
		for node := twins.first; node < twins.first+twins.count; node++ {
			for a := r.net.first[node]; a < r.net.first[node+1]; a++ {
				if r.net.along[a] != r.to.edge<<1|dir {
					continue
				}
				into := r.net.arcs[a]
				if left := r.budget() - int64(into.cost-r.to.left[dir]); left >= 0 {
					r.work.improve(into.tail, uint32(left), uint32(len(r.net.arcs))+dir)
				}
			}
		}
	}
}

// journey is how one sets out: which way along the edge, with what time left;
// directly if the destination lies ahead on the same edge.
type journey struct {
	left   int64 // milliseconds, after the walk to the street
	dir    uint32
	direct bool
}

// best is the best journey from a snapped position; left is negative if there is
// none in time.
func (r *Reach) best(s *Snap) journey {
	best := journey{left: -1}
	if s.net != r.net {
		return best
	}
	for dir := range uint32(2) {
		head := s.heads[dir]
		if head == none {
			continue
		}
		if left := r.work.leftAt(head) - int64(s.left[dir]); left > best.left {
			best = journey{left: left, dir: dir}
		}
		if r.ahead(s, dir) {
			if left := r.budget() - (int64(s.left[dir]) - int64(r.to.left[dir])); left > best.left {
				best = journey{left: left, dir: dir, direct: true}
			}
		}
	}
	best.left -= int64(s.walk)
	return best
}

// ahead reports whether the destination lies on the same edge, in front of
// someone who travels it in a direction.
func (r *Reach) ahead(s *Snap, dir uint32) bool {
	if s.edge != r.to.edge {
		return false
	}
	if dir == 0 {
		return s.before(r.to.place)
	}
	return r.to.before(s.place)
}

// From is the travel time from a snapped position to the destination, with the
// walks to and from the street; false if that is more than the limit, or if the
// Snap is of another Graph or Mode.
func (r *Reach) From(s Snap) (time.Duration, bool) {
	j := r.best(&s)
	if j.left < 0 {
		return 0, false
	}
	return milliseconds(r.limit - uint32(j.left)), true
}

// timeAt is the travel time at which left milliseconds are left.
func (r *Reach) timeAt(left float64) time.Duration {
	return time.Duration(math.Round((float64(r.limit) - left) * float64(time.Millisecond)))
}
