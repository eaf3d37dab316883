package web

// overrule.go: letting the policy begin, and overruling it with a reason.

import (
	"net/http"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// activate lets the policy ask now. It needs no body and no reason.
func (s *Server) activate(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	if err := body(r, &struct{}{}); err != nil {
		return err
	}
	return show(w)(s.Desk.Activate(r.Context(), id, who.By))
}

// hold keeps the policy from asking further.
func (s *Server) hold(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	var said struct {
		Reason string `json:"reason"`
	}
	if err := body(r, &said); err != nil {
		return err
	}
	var f problem.Faults
	reason := line(&f, "reason", said.Reason, dispatch.MaxReason)
	if err := f.Err(); err != nil {
		return err
	}
	return show(w)(s.Desk.Hold(r.Context(), id, who.By, reason))
}

// standDown stops asking and releases everybody not on the scene.
func (s *Server) standDown(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	var said struct {
		Note   string `json:"note"`
		Reason string `json:"reason"`
	}
	if err := body(r, &said); err != nil {
		return err
	}
	var f problem.Faults
	note, reason := lines(&f, "note", said.Note, maxNote), line(&f, "reason", said.Reason, dispatch.MaxReason)
	if err := f.Err(); err != nil {
		return err
	}
	return show(w)(s.Desk.StandDown(r.Context(), id, who.By, note, reason))
}

// widen moves the deadline to a later time.
func (s *Server) widen(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	var said struct {
		Deadline time.Time `json:"deadline"`
		Reason   string    `json:"reason"`
	}
	if err := strict.Body(r, &said); err != nil {
		return err
	}
	var f problem.Faults
	if said.Deadline.IsZero() {
		f.Add("deadline", "is required")
	}
	reason := line(&f, "reason", said.Reason, dispatch.MaxReason)
	if err := f.Err(); err != nil {
		return err
	}
	return show(w)(s.Desk.Widen(r.Context(), id, who.By, said.Deadline, reason))
}

func (s *Server) advise(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	advice, err := s.Desk.Advice(r.Context(), id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, advice)
}

// body reads a body that may be left out.
func body(r *http.Request, dst any) error {
	if r.ContentLength == 0 {
		return nil
	}
	return strict.Body(r, dst)
}

// show answers with the incident as it is now.
func show(w http.ResponseWriter) func(*dispatch.Case, error) error {
	return func(c *dispatch.Case, err error) error {
		if err != nil {
			return err
		}
		return reply(w, http.StatusOK, c.View())
	}
}
