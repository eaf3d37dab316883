package road

// beyond.go: how soon someone from far away could be here at best.

import (
	"math"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
	"fifteen/geo/extract"
)

// ringM is the width, in meters, of the rings around the destination.
const ringM = 25

// Beyond is a lower bound of the travel time from every position farther than
// radiusM meters, straight, from the destination; the limit if nobody reaches it
// from there. A search for candidates that starts near and widens may stop when
// it has enough who are sooner.
func (r *Reach) Beyond(radiusM float64) time.Duration {
	r.ring.Do(r.findRings)
	best := milliseconds(r.limit)
	// A position may lie up to maxSnapM outside the street it sets out from.
	for off := 0.0; off <= r.maxSnapM; off += ringM {
		ring := max(math.Floor((radiusM-off)/ringM)-1, 0)
		if !(ring < float64(len(r.rings))) {
			continue
		}
		walk := uint32(off * r.walkMsPerM)
		if left := r.rings[int(ring)]; left > 0 {
			best = min(best, milliseconds(r.limit-left+walk))
		}
	}
	return best
}

// findRings finds, for each ring, the most time that is left anywhere on the
// streets in it or farther out.
func (r *Reach) findRings() {
	n, from := r.net, newRuler(r.to.from)
	if budget := r.budget(); budget >= 0 {
		at := from.meters(extract.FromOrb(r.to.on))
		for dir, head := range r.to.heads {
			if head != none {
				r.noteRings(from, r.to.place, at, uint32(dir), float64(budget))
			}
		}
	}
	r.work.reached(func(node, left uint32) bool {
		at := from.meters(n.at[node])
		for a := n.first[node]; a < n.first[node+1]; a++ {
			if d := n.along[a]; n.edges[d>>1].heads[d&1] == node {
				r.noteRings(from, n.end(d>>1, d&1), at, d&1, float64(left))
			}
		}
		return true
	})
	for ring := len(r.rings) - 2; ring >= 0; ring-- {
		r.rings[ring] = max(r.rings[ring], r.rings[ring+1])
	}
}

// noteRings notes those who come along an edge in a direction to a place, inner
// meters from the destination, where left milliseconds are left: piece by piece,
// each as if all of it were as far out as its farther end and as soon here as the
// end one comes out of.
func (r *Reach) noteRings(from ruler, to place, inner float64, dir uint32, left float64) {
	n := r.net
	piece, far, end, step := to.vertex, to.vertex, n.edges[to.edge].first, none // none: one less
	if dir == 1 {
		far, end, step = far+1, n.last(to.edge), 1
	}
	at, here := n.ahead(to, dir), left
	for here >= 0 {
		outer := from.meters(n.points[far])
		if !n.hidden(piece) {
			ring := int(max(inner, outer) / ringM)
			for len(r.rings) <= ring {
				r.rings = append(r.rings, 0)
			}
			r.rings[ring] = max(r.rings[ring], uint32(here))
		}
		if far == end {
			return
		}
		here = left - float64(n.aheadOf(to.edge, far, dir)-at)
		piece, far, inner = piece+step, far+step, outer
	}
}

// ruler measures from one place, quickly and never too short.
type ruler struct{ x, y, ky, sin, cos float64 }

func newRuler(p orb.Point) ruler {
	sin, cos := math.Sincos(p[1] * math.Pi / 180)
	return ruler{p[0] * 1e7, p[1] * 1e7, 1 / meterUnits, sin, cos}
}

// meters is at least the distance to a point, and at most 0.2 % and a meter more
// within 500 km: on the plane, with the width of a degree half way between.
func (m ruler) meters(p extract.Point) float64 {
	dx, dy := (float64(p.Lng)-m.x)*m.ky, (float64(p.Lat)-m.y)*m.ky
	half := dy / geo.EarthRadiusM / 2
	dx *= m.cos*(1-half*half/2) - m.sin*half
	return 1.001*math.Sqrt(dx*dx+dy*dy) + 1
}
