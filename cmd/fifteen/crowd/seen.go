package crowd

// seen.go: reporting where people are, all of them in common batches.

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/paulmach/orb"
)

const (
	maxBatch = 1000 // positions in one call
	// Positions of people at rest are refreshed about every ten to fifteen
	// minutes: the product takes older than twenty for stale, at any Speed.
	refreshLeast, refreshMost = 10 * time.Minute, 15 * time.Minute
	restWait                  = 5 * time.Second // positions of people at rest wait for others
)

// sighting is a position as the call takes it.
type sighting struct {
	Responder string    `json:"responder"`
	Lng       float64   `json:"lng"`
	Lat       float64   `json:"lat"`
	At        time.Time `json:"at"`
	AccuracyM float64   `json:"accuracy_m"`
}

// seen are positions that wait to be reported: the newest of each person.
type seen struct {
	where    map[int]sighting // by the person's number
	order    []int            // of where, oldest first
	gone     map[int]bool     // people the product does not know any more
	due      time.Time        // of the next report, zero if none is planned
	busy     bool
	failures int
}

func (v *volunteer) sighting(at time.Time) sighting {
	return sighting{v.ID, v.at[0], v.at[1], at.UTC(), float64(5 + v.r.IntN(20))}
}

// see notes where a person is, to be reported within a time.
func (l *life) see(v *volunteer, within time.Duration) {
	s := &l.seen
	if s.gone[v.i] {
		return
	}
	if _, waiting := s.where[v.i]; !waiting {
		s.order = append(s.order, v.i)
	}
	now := time.Now()
	s.where[v.i] = v.sighting(now)
	if due := now.Add(within); s.due.IsZero() || due.Before(s.due) {
		s.due = due
		l.after(within, l.report)
	}
}

// report sends what is noted. One report is under way at a time; what is noted
// meanwhile goes with the next.
func (l *life) report() {
	s := &l.seen
	if s.busy || len(s.order) == 0 || s.due.IsZero() || time.Now().Before(s.due) {
		return
	}
	n := min(maxBatch, len(s.order))
	who, batch := s.order[:n:n], make([]sighting, n)
	s.order, s.due, s.busy = s.order[n:], time.Time{}, true
	for k, i := range who {
		batch[k] = s.where[i]
		delete(s.where, i)
	}
	q, err := positionsCall(&l.cfg, batch)
	if err != nil {
		return // numbers and texts can always be encoded
	}
	l.try(q, nil, 1, func(err error) {
		s.busy = false
		l.reported(who, batch, err)
		if len(s.order) > 0 {
			wait := time.Second
			if s.failures > 0 {
				wait = backoff(s.failures, err, l.rng.Float64())
			}
			s.due = time.Now().Add(wait)
			l.after(wait, l.report)
		}
	})
}

// reported takes the outcome of a batch: what was not taken is noted again,
// unless there is newer; people who are not known any more are dropped.
func (l *life) reported(who []int, batch []sighting, err error) {
	s := &l.seen
	if err == nil {
		if s.failures > 0 {
			l.log.Info("positions are taken again", "failures", s.failures)
		}
		s.failures = 0
		return
	}
	strangers := unknownIn(err, len(batch))
	for _, k := range strangers {
		s.gone[who[k]] = true
	}
	if len(strangers) == 0 {
		if s.failures++; s.failures == 1 {
			l.log.Warn("positions are not taken, trying again", "positions", len(batch), "error", err)
		}
		if hopeless(err) {
			return // the next ones may be better
		}
	}
	for k, i := range who {
		if _, newer := s.where[i]; !newer && !s.gone[i] {
			s.where[i] = batch[k]
			s.order = append(s.order, i)
		}
	}
}

func positionsCall(cfg *Config, batch []sighting) (request, error) {
	body, err := json.Marshal(batch)
	return request{method: http.MethodPost, url: cfg.BaseURL + "/v1/positions", token: cfg.TrackerToken, body: body}, err
}

// refresh reports somebody at rest, who may have moved a little, and plans the
// next time.
func (l *life) refresh(v *volunteer) {
	if v.trip == nil && v.bound == nil {
		v.at = v.drift()
	}
	if v.trip == nil {
		l.see(v, restWait)
	}
	l.after(refreshLeast+time.Duration(v.r.Int64N(int64(refreshMost-refreshLeast))), func() { l.refresh(v) })
}

// drift is where somebody at rest is next: about the same place, now and then
// round the corner, and sooner or later at home again.
func (v *volunteer) drift() orb.Point {
	switch u := v.r.Float64(); {
	case u < 0.04:
		v.base = v.Home
	case u < 0.08:
		v.base = near(v.r, v.Home, 1200)
	case u < 0.25:
		return near(v.r, v.base, 250)
	}
	return near(v.r, v.base, 30)
}
