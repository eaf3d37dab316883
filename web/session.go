package web

// session.go: signing in, who am I, signing out.

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"fifteen/dispatch"
	"fifteen/web/strict"
)

// sessionLife is a shift.
const sessionLife = 12 * time.Hour

var errWrongPassword = dispatch.Errorf(dispatch.CodeUnauthorized, "the name or the password is wrong")

func (s *Server) signIn(w http.ResponseWriter, r *http.Request, _ Principal) error {
	// A page elsewhere must not sign somebody in as somebody else. Programs
	// send neither header.
	if (r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") != "") && !s.sameOrigin(r) {
		return dispatch.Errorf(dispatch.CodeForbidden, "the request does not come from %s", s.origin)
	}
	var body struct {
		Name     string `json:"name"`
		Password string `json:"password"`
	}
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	if body.Name == "" || body.Password == "" {
		return dispatch.Invalid("name", "name and password are required")
	}
	if err := s.mayTry(w, r, body.Name); err != nil {
		s.metrics.signIns.WithLabelValues("limited").Inc()
		return err
	}
	officer, err := s.Accounts.Officer(r.Context(), body.Name)
	if err != nil && !errors.Is(err, dispatch.ErrNotFound) {
		return err
	}
	release, err := s.slot(r.Context())
	if err != nil {
		s.metrics.signIns.WithLabelValues("busy").Inc()
		return err
	}
	// Longer passwords than can exist are not worth hashing in full.
	ok, err := matches(body.Password[:min(len(body.Password), maxPassword+1)], officer)
	release()
	if err != nil {
		return err
	}
	if !ok {
		s.metrics.signIns.WithLabelValues("refused").Inc()
		s.Log.WarnContext(r.Context(), "sign-in refused", "request_id", noteOf(r).id, "address", s.client(r).String())
		return errWrongPassword
	}
	s.metrics.signIns.WithLabelValues("ok").Inc()
	s.byName.Forget(body.Name)
	return s.begin(w, r, officer)
}

// begin makes a new session; one that the browser already had ends.
func (s *Server) begin(w http.ResponseWriter, r *http.Request, officer *dispatch.Officer) error {
	if old, err := r.Cookie(cookieName); err == nil && old.Value != "" {
		if err := s.Accounts.DeleteSession(r.Context(), hashed(old.Value)); err != nil && !errors.Is(err, dispatch.ErrNotFound) {
			return err
		}
	}
	value := randomSecret()
	session := dispatch.Session{
		Hash: hashed(value), Officer: officer.Name, Access: officer.Access, ExpiresAt: s.Now().Add(sessionLife),
	}
	if err := s.Accounts.PutSession(r.Context(), &session); err != nil {
		return err
	}
	noteOf(r).by = "officer:" + officer.Name
	http.SetCookie(w, s.cookie(value, int(sessionLife.Seconds())))
	return reply(w, http.StatusOK, map[string]any{"name": officer.Name, "access": officer.Access})
}

func (s *Server) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // Secure whenever the public URL is https
		Name: cookieName, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode,
	}
}

func (s *Server) whoAmI(w http.ResponseWriter, _ *http.Request, who Principal) error {
	return reply(w, http.StatusOK, map[string]any{
		"name": who.Name, "access": who.Access, "public_url": s.PublicURL,
		"sms": s.SMS, "streets": s.Streets != nil, "map": s.Map, "demo": s.Demo, "phones_url": s.PhonesURL,
	})
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request, who Principal) error {
	if who.session != "" {
		if err := s.Accounts.DeleteSession(r.Context(), who.session); err != nil && !errors.Is(err, dispatch.ErrNotFound) {
			return err
		}
		if s.SignedOut != nil {
			s.SignedOut()
		}
	}
	http.SetCookie(w, s.cookie("", -1))
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// mayTry takes one attempt of the name and of the address.
func (s *Server) mayTry(w http.ResponseWriter, r *http.Request, name string) error {
	ok, retry := s.byAddr.Allow(network(s.client(r)))
	if ok {
		ok, retry = s.byName.Allow(name)
	}
	if ok {
		return nil
	}
	seconds := int(math.Ceil(retry.Seconds()))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	return dispatch.Errorf(dispatch.CodeTooMany, "too many attempts to sign in; try again in %d s", seconds)
}
