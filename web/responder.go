package web

// responder.go: the volunteers, one by one.

import (
	"errors"
	"net/http"
	"strings"

	"fifteen/dispatch"
	"fifteen/web/strict"
)

// The bounds of GET /v1/responders?limit=.
const (
	respondersPage = 50
	respondersMost = 200
)

func (s *Server) searchResponders(w http.ResponseWriter, r *http.Request, _ Principal) error {
	limit, err := limitOf(r, respondersPage, respondersMost)
	if err != nil {
		return err
	}
	q, _, err := param(r, "q")
	if err != nil {
		return err
	}
	after, _, err := param(r, "after")
	if err != nil {
		return err
	}
	found, next, total, err := s.Responders.SearchResponders(r.Context(), strings.TrimSpace(q), after, limit)
	if err != nil {
		return err
	}
	views := make([]*dispatch.Responder, len(found))
	for i, one := range found {
		views[i] = shown(one)
	}
	return reply(w, http.StatusOK, map[string]any{"responders": views, "next": next, "total": total})
}

func (s *Server) showResponder(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	one, err := s.Responders.Responder(r.Context(), id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, shown(one))
}

func (s *Server) addResponder(w http.ResponseWriter, r *http.Request, who Principal) error {
	var body responderBody
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	one := dispatch.Responder{Lang: "zh", Modes: []dispatch.Mode{dispatch.ModeWalk}, Available: true, AddedAt: s.Now()}
	if !body.ID.Set {
		one.ID = s.NewID()
	}
	if body.Version.Set {
		return dispatch.Invalid("version", "is for changes only")
	}
	if err := body.apply(&one, s.PhoneRegion); err != nil {
		return err
	}
	if err := s.Responders.PutResponder(r.Context(), &one, true); err != nil {
		return err
	}
	s.Log.InfoContext(r.Context(), "responder added", "responder", one.ID, "by", who.By)
	w.Header().Set("Location", "/v1/responders/"+one.ID)
	return reply(w, http.StatusCreated, shown(&one))
}

// patchTries bounds how often a change without a version is merged anew.
const patchTries = 5

func (s *Server) changeResponder(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	var body responderBody
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	if body.ID.Set && body.ID.Value != id {
		return dispatch.Invalid("id", "cannot be changed")
	}
	for try := 1; ; try++ {
		one, err := s.Responders.Responder(r.Context(), id)
		if err != nil {
			return err
		}
		merged := *one
		if body.Version.Set && body.Version.Value != merged.Version {
			return dispatch.Errorf(dispatch.CodeConflict,
				"somebody changed this responder meanwhile (version %d): load it again", merged.Version)
		}
		if err := body.apply(&merged, s.PhoneRegion); err != nil {
			return err
		}
		err = s.Responders.PutResponder(r.Context(), &merged, false)
		if errors.Is(err, &dispatch.Error{Code: dispatch.CodeConflict}) && !body.Version.Set && try < patchTries {
			continue
		}
		if err != nil {
			return err
		}
		s.Log.InfoContext(r.Context(), "responder changed", "responder", id, "by", who.By)
		return reply(w, http.StatusOK, shown(&merged))
	}
}

func (s *Server) removeResponder(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	if err := s.Responders.DeleteResponder(r.Context(), id); err != nil {
		return err
	}
	s.Log.InfoContext(r.Context(), "responder removed", "responder", id, "by", who.By)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// shown is a responder whose lists are never null.
func shown(r *dispatch.Responder) *dispatch.Responder {
	v := *r
	if v.Modes == nil {
		v.Modes = []dispatch.Mode{}
	}
	if v.Skills == nil {
		v.Skills = []dispatch.Role{}
	}
	if v.Teams == nil {
		v.Teams = []string{}
	}
	return &v
}
