package page

// position.go: the volunteer's position, shared of their own will.

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// Position takes the volunteer's position, while they are under way only.
func (p *Page) Position(w http.ResponseWriter, r *http.Request) {
	f, err := p.find(r)
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	var body struct {
		Lng       *float64 `json:"lng"`
		Lat       *float64 `json:"lat"`
		AccuracyM float64  `json:"accuracy_m"`
	}
	if err := strict.Body(r, &body); err != nil {
		p.refuse(w, r, err)
		return
	}
	var faults problem.Faults
	if body.Lng == nil || !(math.Abs(*body.Lng) <= 180) {
		faults.Add("lng", "must be within ±180 degrees")
	}
	if body.Lat == nil || !(math.Abs(*body.Lat) <= 85) {
		faults.Add("lat", "must be within ±85 degrees")
	}
	if !(body.AccuracyM >= 0 && body.AccuracyM <= 100_000) {
		faults.Add("accuracy_m", "must be from 0 to 100000 meters")
	}
	if err := faults.Err(); err != nil {
		p.refuse(w, r, err)
		return
	}
	if !phaseOf(f.c, f.offer).underWay() {
		p.refuse(w, r, dispatch.Errorf(dispatch.CodeConflict, "positions are taken on the way and on the scene only"))
		return
	}
	if ok, retry := p.sighting.Allow(f.offer.ID); !ok {
		tooMany(w, retry)
		p.refuse(w, r, dispatch.Errorf(dispatch.CodeTooMany, "a position every few seconds is enough"))
		return
	}
	_, _, err = p.Positions.Record(r.Context(), []dispatch.Sighting{{
		Responder: f.offer.Responder, Position: dispatch.Position{Lng: *body.Lng, Lat: *body.Lat},
		At: p.Now(), AccuracyM: body.AccuracyM,
	}})
	if err != nil {
		p.refuse(w, r, hide(err))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func tooMany(w http.ResponseWriter, retry time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(retry.Seconds()))))
}
