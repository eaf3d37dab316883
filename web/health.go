package web

// health.go: for those who watch over the process, and the description of
// the API.

import (
	"context"
	_ "embed"
	"net/http"
	"time"

	"fifteen/dispatch"
)

// readyWithin is how long the store may take to answer.
const readyWithin = 2 * time.Second

// alive says that the process answers at all.
func (s *Server) alive(w http.ResponseWriter, _ *http.Request, _ Principal) error {
	return reply(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ready says whether the store can answer and write.
func (s *Server) ready(w http.ResponseWriter, r *http.Request, _ Principal) error {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if err := s.Health.Ready(ctx); err != nil {
		return dispatch.Unavailable(err)
	}
	return reply(w, http.StatusOK, map[string]string{"status": "ready"})
}

// openAPI describes the door; a test compares it with the table of routes.
//
//go:embed openapi.yaml
var openAPI []byte

func (s *Server) describe(w http.ResponseWriter, _ *http.Request, _ Principal) error {
	w.Header().Set("Content-Type", "application/yaml")
	w.Header().Set("Cache-Control", "max-age=300")
	_, _ = w.Write(openAPI) // the client may be gone
	return nil
}
