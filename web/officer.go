package web

// officer.go: the officers, for administrators.

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// accountName is what an officer or a token may be called: letters of any
// script, digits, and . _ - inside.
var accountName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$`)

// ValidName reports whether an officer or a token may be called so.
func ValidName(name string) bool { return accountName.MatchString(name) }

// officerView is an officer without the hash of their password.
type officerView struct {
	Name      string          `json:"name"`
	Access    dispatch.Access `json:"access"`
	CreatedAt time.Time       `json:"created_at"`
}

func (s *Server) listOfficers(w http.ResponseWriter, r *http.Request, _ Principal) error {
	all, err := s.Accounts.Officers(r.Context())
	if err != nil {
		return err
	}
	views := make([]officerView, len(all))
	for i, o := range all {
		views[i] = officerView{o.Name, o.Access, o.CreatedAt}
	}
	slices.SortFunc(views, func(a, b officerView) int { return cmp.Compare(a.Name, b.Name) })
	return reply(w, http.StatusOK, map[string]any{"officers": views})
}

func (s *Server) addOfficer(w http.ResponseWriter, r *http.Request, who Principal) error {
	var body struct {
		Name     string `json:"name"`
		Password string `json:"password"`
		Access   string `json:"access"`
	}
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	access := dispatch.Access(body.Access)
	var faults problem.Faults
	if !ValidName(body.Name) {
		faults.Add("name", "1 to 40 letters, digits, dots, hyphens or underscores, beginning with a letter or digit")
	}
	if access != dispatch.AccessAdmin && access != dispatch.AccessOfficer {
		faults.Add("access", "must be officer or admin")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	release, err := s.slot(r.Context())
	if err != nil {
		return err
	}
	hash, err := HashPassword(body.Password)
	release()
	if err != nil {
		return err
	}
	o := dispatch.Officer{Name: body.Name, Access: access, PasswordHash: hash, CreatedAt: s.Now()}
	if err := s.Accounts.PutOfficer(r.Context(), &o, true); err != nil {
		return err
	}
	s.Log.InfoContext(r.Context(), "officer added", "officer", o.Name, "access", string(o.Access), "by", who.By)
	return reply(w, http.StatusCreated, officerView{o.Name, o.Access, o.CreatedAt})
}

func (s *Server) removeOfficer(w http.ResponseWriter, r *http.Request, who Principal) error {
	name := r.PathValue("name")
	// Nobody removes themselves by mistake; the last administrator is kept by
	// the store.
	if who.session != "" && name == who.Name {
		return dispatch.Errorf(dispatch.CodeConflict, "you cannot remove yourself: ask another administrator")
	}
	if err := s.Accounts.DeleteOfficer(r.Context(), name); err != nil {
		return err
	}
	s.Log.InfoContext(r.Context(), "officer removed", "officer", name, "by", who.By)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
