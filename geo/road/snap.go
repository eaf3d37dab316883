package road

// snap.go: from a position to the street in front of it.

import (
	"fmt"
	"math"
	"sort"
	"time"

	"github.com/paulmach/orb"
)

// Snap is where a position meets the street: the nearest place on a piece of
// street where journeys of its mode may start and end, straight across. It is
// good for as long as its Graph: snap once, price often. A Snap means something
// only to Reaches of the same Graph and Mode.
type Snap struct {
	net    *Net
	from   orb.Point // the position
	on     orb.Point // the place on the street
	meters float64   // between the two, straight
	walk   uint32    // milliseconds between the two, on foot
	place
	heads [2]uint32 // the edge's
	left  [2]uint32 // milliseconds to the heads
}

// place is a place on the street: on the piece that begins at a vertex of an
// edge, at a share of its length.
type place struct {
	edge, vertex uint32
	share        float64
}

// before reports whether p comes before q, or is q, on the same edge.
func (p place) before(q place) bool {
	return p.vertex < q.vertex || p.vertex == q.vertex && p.share <= q.share
}

// Point is the place on the street, in degrees.
func (s Snap) Point() orb.Point { return s.on }

// Meters is the straight distance between the position and the street.
func (s Snap) Meters() float64 { return s.meters }

// Walk is the time on foot between the position and the street.
func (s Snap) Walk() time.Duration { return milliseconds(s.walk) }

// SnapState says why a position has no street.
type SnapState uint8

// The states.
const (
	OffMap   SnapState = iota + 1 // outside the extract
	NoStreet                      // no street of the mode within Calibration.MaxSnapM
)

// String is the word used in the API: "off_map" or "no_street".
func (s SnapState) String() string {
	switch s {
	case OffMap:
		return "off_map"
	case NoStreet:
		return "no_street"
	default:
		return fmt.Sprintf("snap_state(%d)", uint8(s))
	}
}

// SnapError says that a position has no street.
type SnapError struct {
	State SnapState
	At    orb.Point
	Mode  Mode
}

// Error says it in words.
func (e *SnapError) Error() string {
	if e.State == OffMap {
		return fmt.Sprintf("the street extract does not reach %.5f, %.5f (lng, lat): use a larger extract", e.At[0], e.At[1])
	}
	return fmt.Sprintf("there is no street to %s on near %.5f, %.5f (lng, lat)", e.Mode, e.At[0], e.At[1])
}

// Snap finds the street in front of a position. Of places equally near it takes
// the one that comes first in the network, always the same. The error is a
// *SnapError.
func (g *Graph) Snap(p orb.Point, m Mode) (Snap, error) {
	if math.IsNaN(p[0]+p[1]) || !g.bound.Contains(p) {
		return Snap{}, &SnapError{OffMap, p, m}
	}
	n := g.nets[m]
	at, meters := n.nearest(p, g.cal.MaxSnapM)
	if at.vertex == none {
		return Snap{}, &SnapError{NoStreet, p, m}
	}
	s := n.snapTo(at)
	s.from, s.meters = p, meters
	s.walk = uint32(meters*g.walkMsPerM() + 0.5)
	return s, nil
}

// walkMsPerM is the time on foot between a position and the street, in
// milliseconds per meter of straight line.
func (g *Graph) walkMsPerM() float64 { return 1000 * g.cal.ApproachDetour / g.cal.ApproachMps }

// snapTo is the snap of a position right at a place on the street.
func (n *Net) snapTo(at place) Snap {
	v, e := at.vertex, &n.edges[at.edge]
	a, b := n.points[v].Orb(), n.points[v+1].Orb()
	s := Snap{net: n, place: at, heads: e.heads}
	s.on = orb.Point{a[0] + (b[0]-a[0])*at.share, a[1] + (b[1]-a[1])*at.share}
	s.from = s.on
	for dir, head := range e.heads {
		if head != none {
			s.left[dir] = n.ahead(at, uint32(dir))
		}
	}
	return s
}

// ahead is the time from a place to where one comes out of its edge, in
// milliseconds.
func (n *Net) ahead(p place, dir uint32) uint32 {
	at, next := n.aheadOf(p.edge, p.vertex, dir), n.aheadOf(p.edge, p.vertex+1, dir)
	if dir == 0 {
		return at - part(at-next, p.share)
	}
	return at + part(next-at, p.share)
}

// part is a share of a time, in whole milliseconds.
func part(ms uint32, share float64) uint32 { return uint32(float64(ms)*share + 0.5) }

// snapSteps are the distances, in meters, within which streets are looked for
// first: most positions have one near.
var snapSteps = [...]float64{30, 120}

// nearest is the nearest place on the streets within maxM meters, measured on
// the plane that touches the earth at p; at vertex none if there is none.
func (n *Net) nearest(p orb.Point, maxM float64) (at place, meters float64) {
	best := pick{x: p[0] * 1e7, y: p[1] * 1e7, square: math.Inf(1), vertex: none}
	best.ky = 1 / meterUnits
	best.kx = best.ky * math.Cos(p[1]*math.Pi/180)
	for _, within := range append(snapSteps[:len(snapSteps):len(snapSteps)], maxM) {
		within = min(within, maxM)
		dx, dy := within/best.kx, within/best.ky
		n.grid.near(best.x-dx, best.y-dy, best.x+dx, best.y+dy, func(pieces []uint32) { best.from(n, pieces) })
		if best.square <= within*within {
			return place{n.edgeOf(best.vertex), best.vertex, best.share}, math.Sqrt(best.square)
		}
	}
	return place{vertex: none}, 0
}

// edgeOf is the edge a vertex belongs to.
func (n *Net) edgeOf(v uint32) uint32 {
	return uint32(sort.Search(len(n.edges), func(i int) bool { return n.edges[i].first > v })) - 1
}

// pick is the choice of the nearest place.
type pick struct {
	x, y   float64 // the position, in units
	kx, ky float64 // meters per unit
	square float64 // of the distance so far
	vertex uint32
	share  float64
}

// from takes the best of some pieces.
func (k *pick) from(n *Net, pieces []uint32) {
	for _, v := range pieces {
		a, b := n.points[v], n.points[v+1]
		ax, ay := (float64(a.Lng)-k.x)*k.kx, (float64(a.Lat)-k.y)*k.ky
		dx, dy := float64(b.Lng-a.Lng)*k.kx, float64(b.Lat-a.Lat)*k.ky
		share := min(max(-(ax*dx+ay*dy)/(dx*dx+dy*dy), 0), 1)
		ax, ay = ax+share*dx, ay+share*dy
		if square := ax*ax + ay*ay; square < k.square || square == k.square && v < k.vertex {
			k.square, k.vertex, k.share = square, v, share
		}
	}
}

func milliseconds(ms uint32) time.Duration { return time.Duration(ms) * time.Millisecond }
