package lab

// town.go: one body of people through many incidents: habits form, and it can
// be seen who bears the load.

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// Town is a square in which incidents happen. People live as far beyond its
// edges as anybody comes from in time, so that its edges are like its middle.
type Town struct {
	// SideKm is the length of its sides; recorded incidents bring their own area.
	SideKm float64
	// Every is the time between incidents; recorded ones bring their own times.
	Every time.Duration
}

// maxTown bounds the people of a town.
const maxTown = 200_000

func (t *Town) check() error {
	if t != nil && (!(t.SideKm > 0 && t.SideKm <= 100) || t.Every < time.Minute || t.Every > 30*24*time.Hour) {
		return errors.New("a town is up to 100 km wide and has incidents every minute to every 30 days")
	}
	return nil
}

// place is where and when an incident of a town happens, in meters.
type place struct {
	number int
	point  orb.Point
	open   time.Time
}

// places lists a town's incidents in the order of time, and the rectangle they
// lie in.
func (e *Experiment) places(w *World) ([]place, orb.Bound) {
	out := make([]place, e.Incidents)
	area := orb.Bound{Max: orb.Point{e.Town.SideKm * 1000, e.Town.SideKm * 1000}}
	if len(e.Recorded) > 0 {
		points := flatten(e.Recorded)
		area = points.Bound()
		times := span(e.Recorded)
		for i := range out {
			k := i % len(points)
			out[i] = place{i, points[k], e.Recorded[k].At.Add(time.Duration(i/len(points)) * times)}
		}
	} else {
		for i := range out {
			d := newDraw(e.Seed, stream(streamIncident, i))
			at := orb.Point{d.Float64() * area.Max[0], d.Float64() * area.Max[1]}
			out[i] = place{i, at, firstDay.Add(time.Duration(i) * e.Town.Every)}
		}
	}
	slices.SortStableFunc(out, func(a, b place) int { return a.open.Compare(b.open) })
	return out, area.Pad(w.RadiusM)
}

// resident is a person of a town.
type resident struct {
	soul soul
	home orb.Point
	// texts are when they were asked within the last seven days.
	texts []time.Time
	load  int
}

// playTown plays all incidents in order, once for each policy; a worker plays a
// policy. People who live outside the rectangle of the incidents count in no
// load.
func (e *Experiment) playTown(ctx context.Context, w *World, p *progress) (outcomes [][]Outcome, loads [][]int) {
	places, area := e.places(w)
	outcomes, loads = make([][]Outcome, len(e.Policies)), make([][]int, len(e.Policies))
	var next atomic.Int64
	e.work(func() {
		for {
			k := int(next.Add(1)) - 1
			if k >= len(e.Policies) || ctx.Err() != nil {
				return
			}
			outcomes[k], loads[k] = e.live(ctx, w, e.Policies[k], places, area, p)
		}
	})
	return outcomes, loads
}

// live lets a town live through its incidents under one policy.
func (e *Experiment) live(ctx context.Context, w *World, policy Policy, places []place, area orb.Bound, p *progress) ([]Outcome, []int) {
	residents := e.residents(w, area)
	outcomes := make([]Outcome, len(places))
	var crowd crowd
	var scene Scene
	var who []int // resident by place in the crowd
	for _, at := range places {
		if ctx.Err() != nil {
			return nil, nil
		}
		inc := e.incident(w, at.number)
		inc.OpenedAt, inc.Deadline = at.open, at.open.Add(w.Deadline)
		who = who[:0]
		for i := range residents {
			if planar(residents[i].home, at.point) <= w.RadiusM {
				who = append(who, i)
			}
		}
		crowd.size(len(who))
		for i, k := range who {
			r := &residents[k]
			r.forget(at.open)
			known := orb.Point{r.home[0] - at.point[0], r.home[1] - at.point[1]}
			d := newDraw(e.Seed^uint64(at.number)*0x9e3779b97f4a7c15, stream(streamCrowd, k))
			w.place(&crowd.volunteers[i], &r.soul, known, at.open, d)
			crowd.people[i].Habit = r.soul.habit
		}
		crowd.ready(w, &inc)
		scene.stage(w, &crowd, &inc, policy)
		outcomes[at.number] = scene.play()
		for i, o := range scene.Case.Offers {
			r := &residents[who[scene.who[i]]]
			r.asked(o)
		}
		p.add(1)
	}
	inner := area.Pad(-w.RadiusM)
	var loads []int
	for i := range residents {
		if inner.Contains(residents[i].home) {
			loads = append(loads, residents[i].load)
		}
	}
	return outcomes, loads
}

// residents are a town's people, the same for every policy.
func (e *Experiment) residents(w *World, area orb.Bound) []resident {
	d := newDraw(e.Seed, stream(streamHome, 0))
	width, height := area.Max[0]-area.Min[0], area.Max[1]-area.Min[1]
	out := make([]resident, min(d.poisson(w.Density*width*height/1e6), maxTown))
	for i := range out {
		out[i].home = orb.Point{area.Min[0] + d.Float64()*width, area.Min[1] + d.Float64()*height}
		out[i].soul = w.soul(newDraw(e.Seed, stream(streamSoul, i)))
		out[i].soul.habit.Alerts7d = 0 // counted from here on
	}
	return out
}

const week = 7 * 24 * time.Hour

// forget drops texts older than seven days.
func (r *resident) forget(now time.Time) {
	r.texts = slices.DeleteFunc(r.texts, func(t time.Time) bool { return now.Sub(t) >= week })
	r.soul.habit.Alerts7d = len(r.texts)
}

// asked counts an offer in.
func (r *resident) asked(o *dispatch.Offer) {
	part := dispatch.DayPart(o.AskedAt)
	r.load++
	r.texts = append(r.texts, o.AskedAt)
	r.soul.habit.Asked[part]++
	r.soul.habit.LastAsked = o.AskedAt
	if !o.AnsweredAt.IsZero() && o.State != dispatch.OfferDeclined {
		r.soul.habit.Yes[part]++
	}
	if !o.ArrivedAt.IsZero() {
		r.soul.habit.LastServed = o.ArrivedAt
	}
}

// flatten projects recorded places to meters (equirectangular, around their
// middle: exact to a thousandth over 100 km).
func flatten(recorded []Recorded) orb.MultiPoint {
	var box orb.MultiPoint
	for _, r := range recorded {
		box = append(box, r.Point)
	}
	mid := box.Bound().Center()
	const perDegree = 6_371_009 * math.Pi / 180
	for i, p := range box {
		box[i] = orb.Point{(p[0] - mid[0]) * perDegree * math.Cos(mid[1]*math.Pi/180), (p[1] - mid[1]) * perDegree}
	}
	return box
}

// span is how long recorded incidents went on, in whole days, so that a
// repetition keeps the time of day.
func span(recorded []Recorded) time.Duration {
	first, last := recorded[0].At, recorded[0].At
	for _, r := range recorded {
		if r.At.Before(first) {
			first = r.At
		}
		if r.At.After(last) {
			last = r.At
		}
	}
	const day = 24 * time.Hour
	return (last.Sub(first)/day + 1) * day
}
