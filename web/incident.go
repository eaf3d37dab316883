package web

// incident.go: opening incidents, reading them, moving them on.

import (
	"context"
	"net/http"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// The bounds of GET /v1/incidents?limit=.
const (
	incidentsPage = 100
	incidentsMost = 500
)

func (s *Server) openIncident(w http.ResponseWriter, r *http.Request, who Principal) error {
	var body incidentBody
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	req, err := body.request(s.PhoneRegion)
	if err != nil {
		return err
	}
	if req.Key, err = idempotencyKey(r, who, body); err != nil {
		return err
	}
	req.By = who.By
	req.Warning, req.WarningCoordSys = s.mixedUp(&req)
	c, err := s.Desk.Open(r.Context(), req)
	if err != nil {
		return s.replayed(w, r, err)
	}
	w.Header().Set("Location", "/v1/incidents/"+c.Incident.ID)
	return reply(w, http.StatusCreated, c.View())
}

func (s *Server) listIncidents(w http.ResponseWriter, r *http.Request, _ Principal) error {
	limit, err := limitOf(r, incidentsPage, incidentsMost)
	if err != nil {
		return err
	}
	state, ok, err := param(r, "state")
	if err != nil {
		return err
	}
	if !ok {
		state = StateOpen
	}
	if state != StateOpen && state != StateEnded && state != StateAll {
		return dispatch.Invalid("state", "must be open, ended or all")
	}
	cases, err := s.Records.Cases(r.Context(), state, limit)
	if err != nil {
		return err
	}
	views := make([]dispatch.View, len(cases))
	for i, c := range cases {
		views[i] = c.View()
	}
	return reply(w, http.StatusOK, map[string]any{"incidents": views})
}

func (s *Server) showIncident(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	c, err := s.Records.Case(r.Context(), id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, c.View())
}

func (s *Server) listCandidates(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	found, err := s.Desk.Candidates(r.Context(), id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, found)
}

func (s *Server) listJournal(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	events, err := s.Records.Journal(r.Context(), id)
	if err != nil {
		return err
	}
	out := make([]dispatch.Event, len(events))
	for i, ev := range events {
		ev.IncidentDoc, ev.OfferDoc = nil, nil
		out[i] = ev
	}
	return reply(w, http.StatusOK, map[string]any{"events": out})
}

func (s *Server) listPlans(w http.ResponseWriter, _ *http.Request, _ Principal) error {
	type plan struct {
		Kind      dispatch.Kind     `json:"kind"`
		Priority  dispatch.Priority `json:"priority"`
		Needs     []dispatch.Need   `json:"needs"`
		DeadlineS int               `json:"deadline_s"`
		// Auto: people are asked at once; AfterS: when the countdown has run out.
		Activation dispatch.ActivationMode `json:"activation"`
		AfterS     int                     `json:"after_s,omitempty"`
		Auto       bool                    `json:"auto"`
	}
	plans := make([]plan, len(s.Plans))
	for i, p := range s.Plans {
		a := p.Activation
		plans[i] = plan{
			p.Kind, p.Priority, p.Needs, int(p.Deadline.Seconds()),
			a.Mode, int(a.After.Seconds()), a.Mode == dispatch.ActivateAutomatic,
		}
	}
	return reply(w, http.StatusOK, map[string]any{"plans": plans})
}

// move makes an action of one that takes an incident on: resume, close, cancel.
// The body may be left out.
func (s *Server) move(do func(ctx context.Context, incident, by, note string) (*dispatch.Case, error)) action {
	return func(w http.ResponseWriter, r *http.Request, who Principal) error {
		id, err := idIn(r, "id")
		if err != nil {
			return err
		}
		var said struct {
			Note string `json:"note"`
		}
		if err := body(r, &said); err != nil {
			return err
		}
		var faults problem.Faults
		note := lines(&faults, "note", said.Note, maxNote)
		if err := faults.Err(); err != nil {
			return err
		}
		return show(w)(do(r.Context(), id, who.By, note))
	}
}
