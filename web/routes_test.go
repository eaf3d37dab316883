package web_test

// routes_test.go: every route with every role and with none, against a table
// of its own; and every route in openapi.yaml, and the other way round.

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// mayUse says who may use which route: a(dmin), o(fficer), p(latform),
// t(racker), or everyone.
var mayUse = map[string]string{
	"POST /v1/session": "everyone", "GET /v1/session": "aopt", "DELETE /v1/session": "aopt",
	"GET /v1/plans": "ao", "GET /v1/incidents": "aop", "POST /v1/incidents": "aop", "GET /v1/incidents/{id}": "aop",
	"GET /v1/incidents/{id}/candidates": "ao", "GET /v1/incidents/{id}/journal": "ao", "POST /v1/incidents/{id}/offers": "ao",
	"POST /v1/incidents/{id}/offers/{offer}/answer": "ao", "POST /v1/incidents/{id}/stand-down": "ao",
	"GET /v1/incidents/{id}/decisions": "ao", "GET /v1/incidents/{id}/why/{responder}": "ao", "GET /v1/report": "ao",
	"POST /v1/incidents/{id}/replay": "ao",
	"GET /v1/incidents/{id}/advice":  "ao", "POST /v1/incidents/{id}/activate": "ao", "POST /v1/incidents/{id}/hold": "ao", "POST /v1/incidents/{id}/deadline": "ao",
	"POST /v1/incidents/{id}/resume": "ao", "POST /v1/incidents/{id}/close": "ao", "POST /v1/incidents/{id}/cancel": "ao",
	"GET /v1/responders": "ao", "POST /v1/responders": "ao", "GET /v1/responders/{id}": "ao",
	"PATCH /v1/responders/{id}": "ao", "DELETE /v1/responders/{id}": "ao", "POST /v1/responders/import": "a",
	"POST /v1/positions": "aot", "GET /v1/positions": "ao", "GET /v1/reach": "ao", "GET /v1/places": "ao", "GET /v1/gauges": "ao", "GET /v1/places/at": "ao",
	"GET /v1/incidents/{id}/offers/{offer}/route": "ao", "GET /tiles/{z}/{x}/{tile}": "ao",
	"GET /v1/live": "ao", "GET /v1/officers": "a", "POST /v1/officers": "a", "DELETE /v1/officers/{name}": "a",
	"GET /v1/tokens": "a", "POST /v1/tokens": "a", "DELETE /v1/tokens/{hash}": "a",
	"GET /r/{token}": "everyone", "GET /r/{token}/state": "everyone", "POST /r/{token}/answer": "everyone",
	"POST /r/{token}/position": "everyone", "GET /healthz": "everyone", "GET /readyz": "everyone", "GET /metrics": "everyone",
	"GET /openapi.yaml": "everyone", "POST /hooks/twilio/inbound": "everyone", "POST /hooks/twilio/status/{notice}": "everyone",
}

var fill = strings.NewReplacer("{id}", "i1", "{offer}", "i1-1", "{responder}", "v1", "{token}", pageTok, "{name}", "li", "{hash}", "abc",
	"{notice}", "n1", "{z}", "1", "{x}", "0", "{tile}", "0.mvt")

func TestEveryRouteWithEveryRole(t *testing.T) {
	letters := map[dispatch.Access]string{
		"": "-", dispatch.AccessAdmin: "a", dispatch.AccessOfficer: "o",
		dispatch.AccessPlatform: "p", dispatch.AccessTracker: "t",
	}
	patterns := newWorld(t).srv.Patterns()
	if len(patterns) != len(mayUse) {
		t.Errorf("%d routes, %d expected", len(patterns), len(mayUse))
	}
	for _, pattern := range patterns {
		allowed, known := mayUse[pattern]
		if !known {
			t.Errorf("%s is not expected", pattern)
		}
		method, path, _ := strings.Cut(pattern, " ")
		for role, letter := range letters {
			w := newWorld(t) // whatever the request does, the next one begins anew
			got := w.send(request{method: method, path: fill.Replace(path), role: role}).StatusCode
			want := "through"
			if allowed != "everyone" && !strings.Contains(allowed, letter) {
				want = "403"
				if role == "" {
					want = "401"
				}
			}
			is := map[int]string{401: "401", 403: "403"}[got]
			if is == "" {
				is = "through"
			}
			if is != want {
				t.Errorf("%s as %q: status %d, want %s", pattern, role, got, want)
			}
			if is != "through" && w.writes+len(w.seen)+len(w.desk.opened)+len(w.desk.moved)+len(w.desk.asked)+len(w.desk.answered) > 0 {
				t.Errorf("%s as %q did something before it was refused", pattern, role)
			}
		}
	}
}

func TestWrongCredentialsAreNoCredentials(t *testing.T) {
	w := newWorld(t)
	for _, h := range []map[string]string{
		{"Authorization": "Bearer wrong"},
		{"Authorization": "Bearer"},
		{"Authorization": "Basic YWRtaW46YWRtaW4="},
		{"Authorization": "Bearer " + sum("secret-admin")}, // the hash is not the value
		{"Cookie": "fifteen_session=wrong"},
		{"Cookie": "fifteen_session="},
		{"Cookie": "fifteen_session=" + sum(cookies[dispatch.AccessAdmin])},
		// A wrong token is not made good by a right cookie.
		{"Authorization": "Bearer wrong", "Cookie": "fifteen_session=" + cookies[dispatch.AccessAdmin]},
	} {
		a := w.send(request{method: "GET", path: "/v1/incidents", header: h})
		a.problem(401, "unauthorized", "")
		if a.Header.Get("WWW-Authenticate") == "" {
			t.Error("a 401 without WWW-Authenticate")
		}
	}
	w.down = dispatch.Unavailable(os.ErrDeadlineExceeded)
	w.get(dispatch.AccessAdmin, "/v1/incidents").problem(503, "unavailable", "")
}

func TestDescriptionAndRoutesAgree(t *testing.T) {
	doc, err := described()
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Errorf("openapi.yaml is not valid: %v", err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("version %s", doc.OpenAPI)
	}
	var documented []string
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			documented = append(documented, method+" "+path)
			if op.OperationID == "" || op.Summary == "" || len(op.Tags) == 0 {
				t.Errorf("%s %s lacks an id, a summary or a tag", method, path)
			}
			open := op.Security != nil && len(*op.Security) == 0
			if want := mayUse[method+" "+path] == "everyone"; open != want {
				t.Errorf("%s %s: described as open to everyone: %v, want %v", method, path, open, want)
			}
		}
	}
	served := newWorld(t).srv.Patterns()
	slices.Sort(documented)
	slices.Sort(served)
	for _, d := range documented {
		if !slices.Contains(served, d) {
			t.Errorf("%s is described but not served", d)
		}
	}
	for _, s := range served {
		if !slices.Contains(documented, s) {
			t.Errorf("%s is served but not described", s)
		}
	}
}

func TestDescriptionKnowsTheVocabulary(t *testing.T) {
	doc, err := described()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, p := range dispatch.Plans() {
		kinds = append(kinds, string(p.Kind))
	}
	for name, want := range map[string][]string{
		"Code": strs(problem.Codes()), "Kind": kinds, "Role": strs(dispatch.Roles()), "Mode": strs(dispatch.Modes()),
		"WhyNot": strs(dispatch.LeftOut()), "Day": strs(dispatch.Days()), "Verdict": strs(dispatch.Verdicts()),
	} {
		var got []string
		for _, v := range doc.Components.Schemas[name].Value.Enum {
			got = append(got, v.(string))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: described %v, is %v", name, got, want)
		}
	}
	a := newWorld(t).get("", "/openapi.yaml").want(http.StatusOK)
	if file, _ := os.ReadFile("openapi.yaml"); string(file) != string(a.body) {
		t.Error("/openapi.yaml is not the file")
	}
}

func strs[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
