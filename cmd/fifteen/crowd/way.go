package crowd

// way.go: setting out, arriving, staying, and going home again.

import (
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// trip is a way being gone.
type trip struct {
	*walk
	offer   *offer // where to; nil: home
	tracked bool   // reports positions
	every   time.Duration
}

// How often positions are reported on the way out and home.
const (
	outEvery  = 5 * time.Second
	homeEvery = 15 * time.Second
)

// standsFor is how long anybody stays on the scene at most.
const standsFor = 2 * time.Hour

// confirmed is knowing that one is expected: look where it is, get ready, go.
// Whatever one was bound to before must be over.
func (l *life) confirmed(v *volunteer, o *offer) {
	if v.bound == o || o.over {
		return
	}
	if v.bound != nil {
		v.forget(v.bound)
	}
	v.bound = o
	if o.saidAt.IsZero() {
		o.saidAt = time.Now() // somebody else said it for them
	}
	leave := o.saidAt.Add(v.turnout(o.saidAt))
	if o.token == "" {
		l.setOut(v, o, nil, leave)
		return
	}
	var page []byte
	q := request{method: http.MethodGet, url: l.cfg.BaseURL + "/r/" + o.token}
	l.try(q, &page, textTries, func(err error) {
		place := placeOn(page)
		if place == nil {
			l.log.Debug("no place on the volunteer's page", "responder", v.ID, "error", err)
		}
		l.setOut(v, o, place, leave)
	})
}

// The volunteer's page offers the place to the phone's map programs.
var (
	geoLink = regexp.MustCompile(`geo:(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)`)
	osmLink = regexp.MustCompile(`mlat=(-?\d{1,2}(?:\.\d+)?)&(?:amp;)?mlon=(-?\d{1,3}(?:\.\d+)?)`)
)

// placeOn finds the place of the incident on the volunteer's page; nil if it
// is not there.
func placeOn(page []byte) *orb.Point {
	m := geoLink.FindSubmatch(page)
	if m == nil {
		m = osmLink.FindSubmatch(page)
	}
	if m == nil {
		return nil
	}
	lat, err1 := strconv.ParseFloat(string(m[1]), 64)
	lng, err2 := strconv.ParseFloat(string(m[2]), 64)
	if err1 != nil || err2 != nil {
		return nil
	}
	return &orb.Point{lng, lat}
}

// setOut plans to leave for a place. Who does not know the place takes as long
// as the text said it is far, and is not seen moving.
func (l *life) setOut(v *volunteer, o *offer, place *orb.Point, leave time.Time) {
	l.agenda.add(leave, func() {
		if v.bound != o {
			return
		}
		now := time.Now()
		v.at = v.now(now)
		to, far := v.at, o.awayM
		if place != nil {
			far = geo.Distance(v.at, *place)
			to = moved(*place, 12*v.r.NormFloat64(), 12*v.r.NormFloat64())
		}
		walk := l.way(v, to, far, now)
		v.trip = &trip{
			walk: walk, offer: o,
			tracked: v.Shares || v.chance(trackedShare), every: max(time.Second, v.scaled(outEvery)),
		}
		if v.chance(withdrawShare) {
			l.later(v, o, time.Duration((0.2+0.6*v.r.Float64())*float64(walk.took)), func() {
				l.say(v, o, "0")
				l.leave(v, o)
			})
		}
		l.stride(v, v.trip)
	})
}

// now is where a person is at that moment.
func (v *volunteer) now(at time.Time) orb.Point {
	if v.trip == nil {
		return v.at
	}
	return v.trip.at(at)
}

// stride takes a person some steps on.
func (l *life) stride(v *volunteer, t *trip) {
	if v.trip != t {
		return // turned round
	}
	now := time.Now()
	v.at = t.at(now)
	if t.tracked {
		l.see(v, time.Second)
	}
	if !t.over(now) {
		l.after(min(t.every, t.started.Add(t.took).Sub(now)), func() { l.stride(v, t) })
		return
	}
	v.trip, v.base = nil, v.at
	if t.offer != nil && v.bound == t.offer {
		l.arrived(v, t.offer)
	}
}

// arrived is being there: say so, or forget to; help; say so, or forget to.
// Somebody who is played by another only stands there, though not for ever.
func (l *life) arrived(v *volunteer, o *offer) {
	if !v.chance(forgetArrived) {
		l.later(v, o, v.between(4*time.Second, 40*time.Second), func() { l.say(v, o, "3") })
	}
	l.later(v, o, v.between(40*time.Second, time.Minute)+v.stay(), func() {
		if !v.chance(forgetDone) {
			l.say(v, o, "4")
		}
		l.leave(v, o)
	})
	l.after(v.scaled(standsFor), func() {
		if v.bound == o {
			l.leave(v, o)
		}
	})
}

// goHome goes home from wherever one is.
func (l *life) goHome(v *volunteer) {
	now := time.Now()
	v.at = v.now(now)
	far := geo.Distance(v.at, v.Home)
	v.trip, v.base = nil, v.Home
	if far < 50 {
		return
	}
	v.trip = &trip{
		walk:    l.way(v, v.Home, far, now),
		tracked: v.Shares, every: max(time.Second, v.scaled(homeEvery)),
	}
	l.stride(v, v.trip)
}
