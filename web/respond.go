package web

// respond.go: answers as JSON, errors as problems.

import (
	"encoding/json"
	"errors"
	"net/http"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// reply sends v as JSON.
func reply(w http.ResponseWriter, status int, v any) error {
	return send(w, status, "application/json", v)
}

func send(w http.ResponseWriter, status int, mediaType string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	// The client may be gone; there is nobody left to tell.
	_, _ = w.Write(append(body, '\n'))
	return nil
}

// fail sends err as a problem, and logs it where it is ours.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problem.Of(err)
	if p.Status >= http.StatusInternalServerError && r.Context().Err() == nil {
		s.Log.ErrorContext(r.Context(), "request failed",
			"request_id", noteOf(r).id, "route", routeName(r), "code", string(p.Code), "error", err)
	}
	problem.Write(w, p)
}

// replayed answers a repeated idempotency key: the incident as it is now if
// the request is the same. Other errors are passed on.
func (s *Server) replayed(w http.ResponseWriter, r *http.Request, err error) error {
	var again *dispatch.Replayed
	if !errors.As(err, &again) {
		return err
	}
	if !again.Same {
		return &dispatch.Error{
			Code: problem.CodeKeyReused, Field: "Idempotency-Key",
			Message: "this key was used for another request: make a new key for a new request",
		}
	}
	c, err := s.Records.Case(r.Context(), again.Incident)
	if err != nil {
		return err
	}
	w.Header().Set("Idempotent-Replay", "true")
	return reply(w, http.StatusOK, c.View())
}
