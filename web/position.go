package web

// position.go: positions as trackers report them, and everybody's whereabouts.

import (
	"fmt"
	"math"
	"net/http"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// Bounds of reported positions.
const (
	maxPositions = 1000
	maxAhead     = 30 * time.Second // a tracker's clock may be so much fast
	maxAge       = 24 * time.Hour   // what is older says nothing any more
	maxAccuracyM = 100_000
)

// recordPositions keeps all positions of a batch or, if one is faulty, none.
func (s *Server) recordPositions(w http.ResponseWriter, r *http.Request, _ Principal) error {
	var body []positionItem
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	if len(body) > maxPositions {
		return dispatch.Invalid("", "at most %d positions at once", maxPositions)
	}
	now := s.Now()
	var f problem.Faults
	sightings := make([]dispatch.Sighting, len(body))
	ids := make([]string, 0, len(body))
	for i, b := range body {
		sightings[i] = b.sighting(&f, fmt.Sprintf("[%d].", i), now)
		ids = append(ids, b.Responder)
		if len(f) >= strict.MaxFaults {
			return f
		}
	}
	if len(f) == 0 && len(ids) > 0 {
		known, _, err := s.Responders.ExistingResponders(r.Context(), ids, nil)
		if err != nil {
			return err
		}
		for i, id := range ids {
			if !known[id] && len(f) < strict.MaxFaults {
				f.Add(fmt.Sprintf("[%d].responder", i), "is not known")
			}
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	var accepted, stale int
	if len(sightings) > 0 {
		var err error
		if accepted, stale, err = s.Positions.Record(r.Context(), sightings); err != nil {
			return err
		}
	}
	return reply(w, http.StatusOK, map[string]int{"accepted": accepted, "stale": stale})
}

// positionItem spells the members out, because the decoder knows no embedding.
type positionItem struct {
	Responder string     `json:"responder"`
	Lng       *float64   `json:"lng"`
	Lat       *float64   `json:"lat"`
	CoordSys  string     `json:"coord_sys"`
	At        *time.Time `json:"at"`
	AccuracyM float64    `json:"accuracy_m"`
}

func (b positionItem) sighting(f *problem.Faults, at string, now time.Time) dispatch.Sighting {
	if !pathID.MatchString(b.Responder) {
		f.Add(at+"responder", "is required: the id of a responder")
	}
	s := dispatch.Sighting{
		Responder: b.Responder, At: now, AccuracyM: b.AccuracyM,
		Position: coordinates{b.Lng, b.Lat, b.CoordSys}.wgs84(f, at),
	}
	if b.At != nil {
		s.At = *b.At
		if s.At.After(now.Add(maxAhead)) {
			f.Add(at+"at", "lies in the future: set the tracker's clock")
		}
		if s.At.Before(now.Add(-maxAge)) {
			f.Add(at+"at", "is older than a day")
		}
	}
	if !(b.AccuracyM >= 0 && b.AccuracyM <= maxAccuracyM) {
		f.Add(at+"accuracy_m", fmt.Sprintf("must be from 0 to %d meters", maxAccuracyM))
	}
	return s
}

func (s *Server) listPositions(w http.ResponseWriter, r *http.Request, _ Principal) error {
	now := s.Now()
	all, err := s.Positions.All(r.Context(), now.Add(-dispatch.FreshPosition))
	if err != nil {
		return err
	}
	rows := make([][5]any, len(all))
	for i, p := range all {
		age := 0
		if p.Basis == dispatch.BasisLive && !p.At.IsZero() {
			age = max(0, int(now.Sub(p.At).Seconds()))
		}
		rows[i] = [5]any{p.Responder, rounded(p.Point[0]), rounded(p.Point[1]), age, p.Basis}
	}
	return reply(w, http.StatusOK, map[string]any{"positions": rows})
}

// rounded keeps six decimals of a degree, 0.1 m.
func rounded(deg float64) float64 { return math.Round(deg*1e6) / 1e6 }
