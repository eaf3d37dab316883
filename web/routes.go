package web

// routes.go: every route of the door with who may use it, in one table.

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// Who may use a route. Everyone means without signing in.
var (
	everyone  []dispatch.Access
	signedIn  = []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessOfficer, dispatch.AccessPlatform, dispatch.AccessTracker}
	officers  = []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessOfficer}
	admins    = []dispatch.Access{dispatch.AccessAdmin}
	platforms = []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessOfficer, dispatch.AccessPlatform}
	trackers  = []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessOfficer, dispatch.AccessTracker}
)

// action answers one request of a principal who may do so. An error it
// returns is worded as a problem; it must not have written anything then.
type action func(w http.ResponseWriter, r *http.Request, who Principal) error

// route is one line of the table. The zero bounds are the ordinary ones.
type route struct {
	pattern string
	who     []dispatch.Access
	do      action
	body    int64         // bytes of the request's body
	within  time.Duration // for the whole answer; negative: no limit
}

// The ordinary bounds of a request.
const (
	bodyLimit   = 1 << 20
	importLimit = 20 << 20
	within      = 15 * time.Second
)

// table lists the routes. The order is that of openapi.yaml.
func (s *Server) table() []route {
	return []route{
		{pattern: "POST /v1/session", who: everyone, do: s.signIn, body: 4 << 10},
		{pattern: "GET /v1/session", who: signedIn, do: s.whoAmI},
		{pattern: "DELETE /v1/session", who: signedIn, do: s.signOut},

		{pattern: "GET /v1/plans", who: officers, do: s.listPlans},
		{pattern: "GET /v1/incidents", who: platforms, do: s.listIncidents},
		{pattern: "POST /v1/incidents", who: platforms, do: s.openIncident},
		{pattern: "GET /v1/gauges", who: officers, do: s.listGauges},
		{pattern: "GET /v1/report", who: officers, do: s.showReport, within: reportWithin},
		{pattern: "GET /v1/incidents/{id}", who: platforms, do: s.showIncident},
		{pattern: "GET /v1/incidents/{id}/candidates", who: officers, do: s.listCandidates},
		{pattern: "GET /v1/incidents/{id}/decisions", who: officers, do: s.listDecisions},
		{pattern: "GET /v1/incidents/{id}/why/{responder}", who: officers, do: s.explain},
		{pattern: "GET /v1/incidents/{id}/journal", who: officers, do: s.listJournal},
		{pattern: "POST /v1/incidents/{id}/offers", who: officers, do: s.askResponders},
		{pattern: "POST /v1/incidents/{id}/offers/{offer}/answer", who: officers, do: s.answerOffer},
		{pattern: "GET /v1/incidents/{id}/offers/{offer}/route", who: officers, do: s.showRoute},
		{pattern: "GET /v1/incidents/{id}/advice", who: officers, do: s.advise},
		{pattern: "POST /v1/incidents/{id}/replay", who: officers, do: s.replay, body: 4 << 10},
		{pattern: "POST /v1/incidents/{id}/activate", who: officers, do: s.activate},
		{pattern: "POST /v1/incidents/{id}/hold", who: officers, do: s.hold},
		{pattern: "POST /v1/incidents/{id}/deadline", who: officers, do: s.widen},
		{pattern: "POST /v1/incidents/{id}/stand-down", who: officers, do: s.standDown},
		{pattern: "POST /v1/incidents/{id}/resume", who: officers, do: s.move(s.Desk.Resume)},
		{pattern: "POST /v1/incidents/{id}/close", who: officers, do: s.move(s.Desk.Close)},
		{pattern: "POST /v1/incidents/{id}/cancel", who: officers, do: s.move(s.Desk.Cancel)},

		{pattern: "GET /v1/responders", who: officers, do: s.searchResponders},
		{pattern: "POST /v1/responders", who: officers, do: s.addResponder},
		{pattern: "GET /v1/responders/{id}", who: officers, do: s.showResponder},
		{pattern: "PATCH /v1/responders/{id}", who: officers, do: s.changeResponder},
		{pattern: "DELETE /v1/responders/{id}", who: officers, do: s.removeResponder},
		{pattern: "POST /v1/responders/import", who: admins, do: s.importResponders, body: importLimit, within: time.Minute},

		{pattern: "POST /v1/positions", who: trackers, do: s.recordPositions},
		{pattern: "GET /v1/positions", who: officers, do: s.listPositions},
		{pattern: "GET /v1/reach", who: officers, do: s.showReach},
		{pattern: "GET /v1/places", who: officers, do: s.findPlaces},
		{pattern: "GET /v1/places/at", who: officers, do: s.namePlace},
		{pattern: "GET /tiles/{z}/{x}/{tile}", who: officers, do: optional(s.Tiles, "no street extract is loaded (--osm): there is no base map")},
		{pattern: "GET /v1/live", who: officers, do: optional(s.Live, "there is no live socket here"), within: -1},

		{pattern: "GET /v1/officers", who: admins, do: s.listOfficers},
		{pattern: "POST /v1/officers", who: admins, do: s.addOfficer},
		{pattern: "DELETE /v1/officers/{name}", who: admins, do: s.removeOfficer},
		{pattern: "GET /v1/tokens", who: admins, do: s.listTokens},
		{pattern: "POST /v1/tokens", who: admins, do: s.addToken},
		{pattern: "DELETE /v1/tokens/{hash}", who: admins, do: s.removeToken},

		{pattern: "GET /r/{token}", who: everyone, do: plain(s.page.Show)},
		{pattern: "GET /r/{token}/state", who: everyone, do: plain(s.page.State)},
		{pattern: "POST /r/{token}/answer", who: everyone, do: plain(s.page.Answer), body: 4 << 10},
		{pattern: "POST /r/{token}/position", who: everyone, do: plain(s.page.Position), body: 4 << 10},

		{pattern: "GET /healthz", who: everyone, do: s.alive},
		{pattern: "GET /readyz", who: everyone, do: s.ready},
		{pattern: "GET /metrics", who: everyone, do: plain(s.metrics.show)},
		{pattern: "GET /openapi.yaml", who: everyone, do: s.describe},
	}
}

// routed puts the table, the hooks and the rest into one mux.
func (s *Server) routed() *http.ServeMux {
	mux := http.NewServeMux()
	for _, rt := range s.table() {
		mux.Handle(rt.pattern, s.guarded(rt))
	}
	for pattern, h := range s.Hooks {
		mux.Handle(pattern, s.guarded(route{pattern: pattern, who: everyone, do: plain(h.ServeHTTP)}))
	}
	mux.Handle("/", s.bounded(route{within: uiWithin}, http.HandlerFunc(s.rest)))
	return mux
}

// uiWithin leaves time for the dashboard's larger files on a slow line.
const uiWithin = 5 * time.Minute

// plain makes an action of a handler that answers for itself.
func plain(h http.HandlerFunc) action {
	return func(w http.ResponseWriter, r *http.Request, _ Principal) error {
		h(w, r)
		return nil
	}
}

// optional makes an action of a handler that may be missing.
func optional(h http.Handler, missing string) action {
	if h == nil {
		return func(http.ResponseWriter, *http.Request, Principal) error {
			return dispatch.Errorf(dispatch.CodeNotFound, "%s", missing)
		}
	}
	return plain(h.ServeHTTP)
}

// ours are the beginnings of paths that are never the dashboard's.
var ours = []string{"/v1/", "/hooks/", "/r/", "/tiles/"}

// rest answers what no route took: the dashboard's files, a wrong method or a
// wrong path.
func (s *Server) rest(w http.ResponseWriter, r *http.Request) {
	if allowed := s.methods(r); len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		s.fail(w, r, dispatch.Errorf(problem.CodeMethod, "use %s here", strings.Join(allowed, " or ")))
		return
	}
	mine := slices.ContainsFunc(ours, func(p string) bool { return strings.HasPrefix(r.URL.Path, p) })
	switch {
	case mine || s.UI == nil:
		s.fail(w, r, dispatch.Errorf(dispatch.CodeNotFound, "there is nothing at this address"))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		s.fail(w, r, dispatch.Errorf(problem.CodeMethod, "use GET here"))
	default:
		w.Header().Del("Cache-Control")
		s.UI.ServeHTTP(w, r)
	}
}

// methods lists the methods that the path of r would answer to.
func (s *Server) methods(r *http.Request) []string {
	var out []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete} {
		probe := r.Clone(r.Context())
		probe.Method = m
		if _, pattern := s.mux.Handler(probe); pattern != "/" && pattern != "" {
			out = append(out, m)
		}
	}
	return out
}
