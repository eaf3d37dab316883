package web

// auth.go: who is asking, and may they.

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"

	"fifteen/dispatch"
)

// Principal is an officer or a machine that was recognised.
type Principal struct {
	Name   string
	Access dispatch.Access
	// By is how the journal names them: "officer:NAME", "token:NAME".
	By string
	// session is the hash of the cookie, empty for machines.
	session string
}

// cookieName is the session's cookie.
const cookieName = "fifteen_session"

var errUnauthorized = dispatch.Errorf(dispatch.CodeUnauthorized, "sign in, or send a valid token")

// guarded is a route with its bounds, its access and the words for its errors.
func (s *Server) guarded(rt route) http.Handler {
	return s.bounded(rt, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.admitted(w, r, rt); err != nil {
			s.fail(w, r, err)
		}
	}))
}

func (s *Server) admitted(w http.ResponseWriter, r *http.Request, rt route) error {
	var who Principal
	if len(rt.who) > 0 {
		var err error
		if who, err = s.principal(r); err != nil {
			return err
		}
		noteOf(r).by = who.By
		if who.session != "" && !safe(r.Method) && !s.sameOrigin(r) {
			return dispatch.Errorf(dispatch.CodeForbidden, "the request does not come from %s", s.origin)
		}
		if !slices.Contains(rt.who, who.Access) {
			return dispatch.Errorf(dispatch.CodeForbidden, "the role %q may not do this", who.Access)
		}
	}
	return rt.do(w, r, who)
}

// principal recognises a bearer token or, without one, a session's cookie.
func (s *Server) principal(r *http.Request) (Principal, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, value, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") || value == "" {
			return Principal{}, errUnauthorized
		}
		t, err := s.Accounts.TokenByHash(r.Context(), hashed(value))
		if err != nil {
			return Principal{}, unknown(err)
		}
		return Principal{Name: t.Name, Access: t.Access, By: "token:" + t.Name}, nil
	}
	cookie, err := r.Cookie(cookieName)
	if err != nil || cookie.Value == "" {
		return Principal{}, errUnauthorized
	}
	hash := hashed(cookie.Value)
	session, err := s.Accounts.Session(r.Context(), hash)
	if err != nil {
		return Principal{}, unknown(err)
	}
	if !s.Now().Before(session.ExpiresAt) {
		return Principal{}, errUnauthorized
	}
	// What counts is what the officer may do now, not at the time of signing in.
	officer, err := s.Accounts.Officer(r.Context(), session.Officer)
	if err != nil {
		return Principal{}, unknown(err)
	}
	if session.ExpiresAt.Add(-sessionLife).Before(officer.CreatedAt) {
		return Principal{}, errUnauthorized // an earlier officer of the same name
	}
	return Principal{Name: officer.Name, Access: officer.Access, By: "officer:" + officer.Name, session: hash}, nil
}

// unknown makes "no such token" a matter of signing in; other errors stay.
func unknown(err error) error {
	if errors.Is(err, dispatch.ErrNotFound) {
		return errUnauthorized
	}
	return err
}

// hashed is how secrets are kept and looked up: hex SHA-256. They are random
// 256 bits, so nothing slower is needed, and a look-up by hash leaks nothing
// by its timing.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// sameOrigin reports whether a browser sent the request from our own pages:
// Origin is exactly ours, or Fetch Metadata says so. Both are headers that
// scripts cannot set. A request with neither is no browser's and carries no
// cookie by rights.
func (s *Server) sameOrigin(r *http.Request) bool {
	if r.Header.Get("Sec-Fetch-Site") == "same-origin" {
		return true
	}
	return r.Header.Get("Origin") == s.origin
}

// Revalidate tells the live hub whether the sign-in of a request that was let
// in still holds: an error with CodeUnauthorized or CodeForbidden if not,
// another one if that cannot be known now.
func (s *Server) Revalidate(r *http.Request) error {
	who, err := s.principal(r)
	if err != nil {
		return err
	}
	if !slices.Contains(officers, who.Access) {
		return dispatch.Errorf(dispatch.CodeForbidden, "the role %q may not do this", who.Access)
	}
	return nil
}
