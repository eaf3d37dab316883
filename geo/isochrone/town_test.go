package isochrone

// town_test.go: made-up towns, their reach by a plain search, and what a point
// asks of it.

import (
	"container/heap"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// town is a street network around a place.
type town struct {
	center  orb.Point
	points  []orb.Point
	streets [][]street1
}

// street1 leads from a point to another, one way.
type street1 struct {
	to   int
	cost time.Duration
}

var wilmington = orb.Point{-75.5466, 39.7459}

// at returns the point so many meters east and north of the center.
func at(center orb.Point, east, north float64) orb.Point {
	perDegreeM := geo.EarthRadiusM * math.Pi / 180
	return orb.Point{center[0] + east/perDegreeM/math.Cos(center[1]*math.Pi/180), center[1] + north/perDegreeM}
}

func newTown(center orb.Point) *town { return &town{center: center} }

func (t *town) place(east, north float64) int {
	t.points = append(t.points, at(t.center, east, north))
	t.streets = append(t.streets, nil)
	return len(t.points) - 1
}

// oneWay adds a street at a speed in m/s.
func (t *town) oneWay(from, to int, speed float64) {
	cost := time.Duration(geo.Distance(t.points[from], t.points[to]) / speed * float64(time.Second))
	t.streets[from] = append(t.streets[from], street1{to, cost})
}

func (t *town) street(a, b int, speed float64) {
	t.oneWay(a, b, speed)
	t.oneWay(b, a, speed)
}

// gridTown lays n by n crossings with a street of that speed between neighbors,
// except where open says no.
func gridTown(center orb.Point, n int, spacingM, speed float64, open func(ax, ay, bx, by float64) bool) *town {
	t := newTown(center)
	where := func(i int) float64 { return (float64(i) - float64(n-1)/2) * spacingM }
	for j := range n {
		for i := range n {
			t.place(where(i), where(j))
		}
	}
	for j := range n {
		for i := range n {
			for _, d := range [][2]int{{1, 0}, {0, 1}} {
				k, l := i+d[0], j+d[1]
				if k < n && l < n && (open == nil || open(where(i), where(j), where(k), where(l))) {
					t.street(j*n+i, l*n+k, speed)
				}
			}
		}
	}
	return t
}

// middle is the crossing in the middle of a grid town.
func (t *town) middle() int { return len(t.points) / 2 }

type visit struct {
	place int
	time  time.Duration
}
type queue []visit

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].time < q[j].time }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(v any)        { *q = append(*q, v.(visit)) }
func (q *queue) Pop() any {
	v := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return v
}

// reach searches backward from a destination, and returns the reached pieces.
func (t *town) reach(to int, limit time.Duration) []Segment {
	back := make([][]street1, len(t.points))
	for from, streets := range t.streets {
		for _, s := range streets {
			back[s.to] = append(back[s.to], street1{from, s.cost})
		}
	}
	times := make([]time.Duration, len(t.points))
	for i := range times {
		times[i] = math.MaxInt64
	}
	q := &queue{{to, 0}}
	for q.Len() > 0 {
		v := heap.Pop(q).(visit)
		if v.time >= times[v.place] {
			continue
		}
		times[v.place] = v.time
		for _, s := range back[v.place] {
			if next := v.time + s.cost; next <= limit && next < times[s.to] {
				heap.Push(q, visit{s.to, next})
			}
		}
	}
	// Every street is reached from its far end, up to the limit: on streets
	// open both ways this gives each point twice, once in vain.
	var segs []Segment
	for from, streets := range t.streets {
		for _, s := range streets {
			if times[s.to] == math.MaxInt64 {
				continue
			}
			part := 1.0
			if s.cost > 0 {
				part = min(1, float64(limit-times[s.to])/float64(s.cost))
			}
			a, b := t.points[s.to], t.points[from]
			segs = append(segs, Segment{
				A: a, TimeA: times[s.to],
				B:     orb.Point{a[0] + part*(b[0]-a[0]), a[1] + part*(b[1]-a[1])},
				TimeB: times[s.to] + time.Duration(part*float64(s.cost)),
			})
		}
	}
	return segs
}

// within cuts segments at a limit.
func within(segs []Segment, limit time.Duration) iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		for _, s := range segs {
			if s.TimeA > s.TimeB {
				s.A, s.B, s.TimeA, s.TimeB = s.B, s.A, s.TimeB, s.TimeA
			}
			if s.TimeA > limit {
				continue
			}
			if s.TimeB > limit {
				part := float64(limit-s.TimeA) / float64(s.TimeB-s.TimeA)
				s.B = orb.Point{s.A[0] + part*(s.B[0]-s.A[0]), s.A[1] + part*(s.B[1]-s.A[1])}
				s.TimeB = limit
			}
			if !yield(s) {
				return
			}
		}
	}
}

// distanceTo returns how far, in meters, a point is from the nearest segment.
func distanceTo(p orb.Point, segs iter.Seq[Segment]) float64 {
	const perLat = geo.EarthRadiusM * math.Pi / 180
	perLng := perLat * math.Cos(p[1]*math.Pi/180)
	best := math.Inf(1)
	for s := range segs {
		ax, ay := (s.A[0]-p[0])*perLng, (s.A[1]-p[1])*perLat
		dx, dy := (s.B[0]-s.A[0])*perLng, (s.B[1]-s.A[1])*perLat
		if l := dx*dx + dy*dy; l > 0 {
			f := min(max(-(ax*dx+ay*dy)/l, 0), 1)
			ax, ay = ax+f*dx, ay+f*dy
		}
		best = min(best, ax*ax+ay*ay)
	}
	return math.Sqrt(best)
}

func boundOf(segs []Segment) orb.Bound {
	var all orb.MultiPoint
	for _, s := range segs {
		all = append(all, s.A, s.B)
	}
	return all.Bound()
}

var fiveTenFifteen = []time.Duration{5 * time.Minute, 10 * time.Minute, 15 * time.Minute}

func draw(segs []Segment) []Band {
	bands, err := Bands(slices.Values(segs), Options{Limits: fiveTenFifteen})
	if err != nil {
		panic(err)
	}
	return bands
}
