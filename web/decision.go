package web

// decision.go: why somebody was asked, and why not.

import (
	"net/http"

	"fifteen/dispatch"
)

// listDecisions answers with the records of an incident's decisions.
func (s *Server) listDecisions(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	found, err := s.Desk.Decisions(r.Context(), id)
	if err != nil {
		return err
	}
	if found == nil {
		found = []dispatch.Decision{}
	}
	return reply(w, http.StatusOK, map[string]any{"decisions": found})
}

// explain answers why one person was asked, or was not.
func (s *Server) explain(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	responder, err := idIn(r, "responder")
	if err != nil {
		return err
	}
	why, err := s.Desk.Why(r.Context(), id, responder)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, why)
}
