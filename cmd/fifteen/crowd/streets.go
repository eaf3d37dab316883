package crowd

// streets.go: the town's streets, if the crowd is told of them: people live
// on them, things happen on them, and ways follow them.

import (
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// Streets are those of a real extract. Its methods are called by one
// goroutine and take milliseconds at most.
type Streets interface {
	// Near is the nearest point of a street one can walk to; false: none is near.
	Near(p orb.Point) (orb.Point, bool)
	// Address names a point ("100 N Market St, Wilmington"); "" if it has no name.
	Address(p orb.Point) string
	// Way is the way between two points and how much time is left at each
	// point of it; false: there is none.
	Way(from, to orb.Point, m dispatch.Mode) (line []orb.Point, left []time.Duration, ok bool)
}

// besideM is how far from the middle of the street doors are, in meters.
const besideM = 12

// settle moves people to the street nearest to where they would live.
func settle(people []Person, s Streets, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 4))
	for i := range people {
		if p, ok := s.Near(people[i].Home); ok {
			people[i].Home = moved(p, besideM*r.NormFloat64(), besideM*r.NormFloat64())
		}
	}
}

// walkAlong is the way along a line, at a pace: 1 is that of the streets, 2
// takes twice as long.
func walkAlong(line []orb.Point, left []time.Duration, started time.Time, pace float64) *walk {
	w := &walk{path: line, upTo: make([]float64, len(line)), started: started}
	for i := range line {
		w.upTo[i] = (left[0] - left[i]).Seconds()
	}
	w.took = max(time.Second, time.Duration(pace*float64(left[0])))
	return w
}

// way is how a person goes from where they are to a place.
func (l *life) way(v *volunteer, to orb.Point, straightM float64, now time.Time) *walk {
	mode := quickest(v.Modes, straightM)
	if l.cfg.Streets != nil {
		if line, left, ok := l.cfg.Streets.Way(v.at, to, mode); ok && len(line) > 1 {
			return walkAlong(line, left, now, v.pace()/v.speed)
		}
	}
	return newWalk(v.r, v.at, to, now, v.travel(straightM, mode))
}

// scene draws a place where something happens and its address.
func (c *Crowd) scene(r *rand.Rand) (orb.Point, string) {
	at, address := scene(r)
	if c.cfg.Streets == nil {
		return at, address
	}
	_, there := somewhere(r)
	if p, ok := c.cfg.Streets.Near(there); ok {
		p = moved(p, besideM*r.NormFloat64(), besideM*r.NormFloat64())
		if named := c.cfg.Streets.Address(p); named != "" {
			return p, named
		}
	}
	return at, address
}
