package road

// segments_test.go: what is drawn against what is priced.

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// drawn are the segments of a reach by the vertex of their piece, as shares of
// it.
type drawn struct {
	a, b         float64
	timeA, timeB time.Duration
}

func draw(t *testing.T, town *trial, r *Reach) map[uint32][]drawn {
	t.Helper()
	pieces := map[uint32][]drawn{}
	for s := range r.Segments() {
		if s.TimeA < 0 || s.TimeB < 0 || max(s.TimeA, s.TimeB) > milliseconds(r.limit) {
			t.Fatalf("%+v with a limit of %d ms", s, r.limit)
		}
		found := false
		for _, v := range town.places {
			a, okA := shareOf(town.net, v, s.A)
			b, okB := shareOf(town.net, v, s.B)
			if okA && okB && a < b {
				pieces[v] = append(pieces[v], drawn{a, b, s.TimeA, s.TimeB})
				found = true
			}
		}
		if !found {
			t.Fatalf("%+v lies on no street", s)
		}
	}
	return pieces
}

// shareOf is where on a piece a point lies; false: not on it.
func shareOf(n *Net, v uint32, p orb.Point) (float64, bool) {
	a, b := n.points[v].Orb(), n.points[v+1].Orb()
	dx, dy := b[0]-a[0], b[1]-a[1]
	share := ((p[0]-a[0])*dx + (p[1]-a[1])*dy) / (dx*dx + dy*dy)
	off := math.Hypot(a[0]+share*dx-p[0], a[1]+share*dy-p[1])
	return share, off < 1e-11 && share > -1e-5 && share < 1+1e-5
}

func TestSegmentsAnswerFrom(t *testing.T) {
	var inside, outside int
	towns(t, 300, func(rng *rand.Rand, town *trial) {
		to, _ := town.anywhere(rng)
		to.walk = uint32(rng.IntN(20_000))
		r := town.mustReach(t, to, time.Duration(rng.IntN(150_000))*time.Millisecond)
		defer r.Close()
		pieces := draw(t, town, r)
		for _, v := range town.places {
			a, b := town.net.points[v], town.net.points[v+1]
			if a == b || town.twice(v) {
				continue
			}
			for range 4 {
				share := rng.Float64()
				want, ok := r.From(town.net.snapTo(place{town.net.edgeOf(v), v, share}))
				count, near := 0, false
				for _, d := range pieces[v] {
					near = near || math.Abs(share-d.a) < 1e-4 || math.Abs(share-d.b) < 1e-4
					if share < d.a || share > d.b {
						continue
					}
					count++
					got := d.timeA + time.Duration(float64(d.timeB-d.timeA)*(share-d.a)/(d.b-d.a))
					// Prices are rounded to the millisecond twice, shares to the map's unit.
					if !ok && got > milliseconds(r.limit)-3*time.Millisecond {
						continue
					}
					if tolerance := 3*time.Millisecond + (d.timeA-d.timeB).Abs()/10_000; (got-want).Abs() > tolerance || !ok {
						t.Errorf("vertex %d at %.3f: drawn %v, priced %v %v", v, share, got, want, ok)
					}
				}
				switch {
				case near: // where one ends rounding may hide or double it
				case ok && count != 1 && want < milliseconds(r.limit)-3*time.Millisecond:
					t.Errorf("vertex %d at %.4f: drawn %d times, priced %v of %d", v, share, count, want, r.limit)
				case ok:
					inside++
				default:
					outside++
				}
			}
		}
	})
	if inside < 1000 || outside < 1000 {
		t.Errorf("%d inside, %d outside: the comparison says little", inside, outside)
	}
}

// twice reports whether another piece lies on the same line.
func (t *trial) twice(v uint32) bool {
	a, b := t.net.points[v], t.net.points[v+1]
	for _, w := range t.places {
		c, d := t.net.points[w], t.net.points[w+1]
		if w != v && (a == c && b == d || a == d && b == c) {
			return true
		}
	}
	return false
}

func TestSegmentsAreEveryStreetOnce(t *testing.T) {
	towns(t, 200, func(rng *rand.Rand, town *trial) {
		to, _ := town.anywhere(rng)
		r := town.mustReach(t, to, MaxLimit)
		defer r.Close()
		var got, want float64
		for s := range r.Segments() {
			got += geo.Distance(s.A, s.B)
		}
		for _, v := range town.places {
			want += geo.Distance(town.net.points[v].Orb(), town.net.points[v+1].Orb())
		}
		if math.Abs(got-want) > 0.01 {
			t.Errorf("%.2f m drawn, %.2f m of street", got, want)
		}
	})
}

func TestSegmentsStopWhenTold(t *testing.T) {
	towns(t, 20, func(rng *rand.Rand, town *trial) {
		to, _ := town.anywhere(rng)
		r := town.mustReach(t, to, MaxLimit)
		defer r.Close()
		count := 0
		for range r.Segments() {
			if count++; count == 3 {
				break // a segment more would panic
			}
		}
	})
}
