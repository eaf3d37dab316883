package web

// token.go: the tokens of machines, for administrators.

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"slices"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// NewToken draws a machine token. The value is shown once and kept nowhere;
// the record holds its hash.
func NewToken(name string, access dispatch.Access, now time.Time) (value string, t dispatch.MachineToken) {
	value = "fft_" + randomSecret()
	return value, dispatch.MachineToken{Hash: hashed(value), Name: name, Access: access, CreatedAt: now}
}

// randomSecret is 256 random bits in base64url.
func randomSecret() string {
	b := make([]byte, 32)
	rand.Read(b) //nolint:errcheck // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

func (s *Server) listTokens(w http.ResponseWriter, r *http.Request, _ Principal) error {
	all, err := s.Accounts.Tokens(r.Context())
	if err != nil {
		return err
	}
	all = append([]dispatch.MachineToken{}, all...)
	slices.SortFunc(all, func(a, b dispatch.MachineToken) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.CreatedAt.Compare(b.CreatedAt))
	})
	return reply(w, http.StatusOK, map[string]any{"tokens": all})
}

func (s *Server) addToken(w http.ResponseWriter, r *http.Request, who Principal) error {
	var body struct {
		Name   string `json:"name"`
		Access string `json:"access"`
	}
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	access := dispatch.Access(body.Access)
	var faults problem.Faults
	if !ValidName(body.Name) {
		faults.Add("name", "1 to 40 letters, digits, dots, hyphens or underscores, beginning with a letter or digit")
	}
	if !access.Valid() {
		faults.Add("access", "must be platform, tracker, officer or admin")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	value, t := NewToken(body.Name, access, s.Now())
	if err := s.Accounts.PutToken(r.Context(), &t); err != nil {
		return err
	}
	s.Log.InfoContext(r.Context(), "token added", "token", t.Name, "access", string(t.Access), "by", who.By)
	return reply(w, http.StatusCreated, struct {
		Token string `json:"token"`
		dispatch.MachineToken
	}{value, t})
}

func (s *Server) removeToken(w http.ResponseWriter, r *http.Request, who Principal) error {
	if err := s.Accounts.DeleteToken(r.Context(), r.PathValue("hash")); err != nil {
		return err
	}
	s.Log.InfoContext(r.Context(), "token removed", "by", who.By)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
