package web

// middleware.go: what every request passes before and after its route.

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"

	"fifteen/dispatch"
)

// apiPolicy lets an answer do nothing at all in a browser. The pages and the
// dashboard set their own.
const apiPolicy = "default-src 'none'; frame-ancestors 'none'"

var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// randomText draws n letters and digits (5 bits each) for ids.
func randomText(n int) string { return rand.Text()[:n] }

// outer wraps the routes with what all of them share.
func (s *Server) outer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := r.Header.Get("X-Request-Id")
		if !requestID.MatchString(id) {
			id = randomText(16)
		}
		h := w.Header()
		h.Set("X-Request-Id", id)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=()")
		h.Set("Content-Security-Policy", apiPolicy)
		h.Set("Cache-Control", "no-store")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		note := &note{id: id}
		// The mux writes the pattern into the request it is given: this one.
		r = r.WithContext(context.WithValue(r.Context(), noteKey{}, note))
		rec := &recorder{ResponseWriter: w}
		s.metrics.inFlight.Inc()
		defer func() { //nolint:contextcheck // the request carries it
			s.metrics.inFlight.Dec()
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so, too
					panic(p)
				}
				s.Log.ErrorContext(r.Context(), "handler panicked", "request_id", id, "route", routeName(r),
					"panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if rec.status == 0 {
					s.fail(rec, r, dispatch.Errorf(dispatch.CodeInternal, "panic"))
				}
			}
			s.record(r, rec, note, time.Since(began))
		}()
		next.ServeHTTP(rec, r)
	})
}

// record writes the access log and the metrics. The path is left out, because
// a volunteer's link is in it, and so is the query.
func (s *Server) record(r *http.Request, rec *recorder, n *note, took time.Duration) {
	status := rec.status
	if status == 0 {
		status = http.StatusOK
	}
	s.metrics.observe(routeName(r), r.Method, status, took)
	level := slog.LevelInfo
	if status >= 500 {
		level = slog.LevelError
	} else if quiet[routeName(r)] {
		level = slog.LevelDebug
	}
	s.Log.LogAttrs(r.Context(), level, "http request",
		slog.String("request_id", n.id), slog.String("method", method(r.Method)), slog.String("route", routeName(r)),
		slog.Int("status", status), slog.Int64("bytes", rec.bytes),
		slog.Float64("duration_ms", float64(took.Microseconds())/1000), slog.String("by", n.by))
}

// quiet routes are asked by machines every few seconds.
var quiet = map[string]bool{"/healthz": true, "/readyz": true, "/metrics": true, "/tiles/{z}/{x}/{tile}": true, "/": true}

// bounded sets the limits of size and time that a route asks for.
func (s *Server) bounded(rt route, next http.Handler) http.Handler {
	size, limit := rt.body, rt.within
	if size == 0 {
		size = bodyLimit
	}
	if limit == 0 {
		limit = within
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rc := http.NewResponseController(w)
		var until time.Time
		if limit > 0 {
			until = time.Now().Add(limit)
			ctx, cancel := context.WithDeadline(r.Context(), until)
			defer cancel()
			r = r.WithContext(ctx)
			until = until.Add(limit)
		}
		// Writers that know no deadlines (tests) are as good.
		_ = rc.SetReadDeadline(until)
		_ = rc.SetWriteDeadline(until)
		r.Body = http.MaxBytesReader(w, r.Body, size)
		next.ServeHTTP(w, r)
	})
}

// note is what inner layers tell the access log.
type note struct{ id, by string }

type noteKey struct{}

func noteOf(r *http.Request) *note {
	if n, ok := r.Context().Value(noteKey{}).(*note); ok {
		return n
	}
	return &note{}
}
