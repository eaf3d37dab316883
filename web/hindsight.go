package web

// hindsight.go: what other ways of asking would have made of an incident.

import (
	"context"
	"net/http"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// Hindsight plays an ended incident again under policies, separated by spaces;
// "" stands for a list of its own. When ctx ends it makes do with the plays it
// had time for, or gives up with CodeUnavailable.
type Hindsight func(ctx context.Context, c *dispatch.Case, decisions []dispatch.Decision, policies string) (*dispatch.Hindsight, error)

// maxPolicies is how long the names of policies may be together; replayPatience
// how long a comparison may take.
const (
	maxPolicies    = 200
	replayPatience = 2 * time.Second
)

// replay compares ways of asking for one incident. It takes both processors, so
// that one is done at a time.
func (s *Server) replay(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	var said struct {
		Policy string `json:"policy"`
	}
	if err := body(r, &said); err != nil {
		return err
	}
	var f problem.Faults
	policy := line(&f, "policy", said.Policy, maxPolicies)
	if err := f.Err(); err != nil {
		return err
	}
	if s.Hindsight == nil {
		return dispatch.Errorf(dispatch.CodeNotFound, "there is no laboratory here")
	}
	c, err := s.Records.Case(r.Context(), id)
	if err != nil {
		return err
	}
	decisions, err := s.Desk.Decisions(r.Context(), id)
	if err != nil {
		return err
	}
	select {
	case s.replaying <- struct{}{}:
		defer func() { <-s.replaying }()
	default:
		w.Header().Set("Retry-After", "2")
		return dispatch.Errorf(dispatch.CodeTooMany, "another comparison is being made: try again in two seconds")
	}
	ctx, cancel := context.WithTimeout(r.Context(), replayPatience)
	defer cancel()
	found, err := s.Hindsight(ctx, c, decisions, policy)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, found)
}
