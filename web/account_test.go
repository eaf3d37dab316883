package web_test

// account_test.go: officers and tokens.

import (
	"strings"
	"testing"

	"fifteen/dispatch"
	"fifteen/web"
)

func TestOfficers(t *testing.T) {
	w := newWorld(t)
	a := w.post(dispatch.AccessAdmin, "/v1/officers", `{"name":"张伟","password":"a long password","access":"officer"}`).want(201)
	list := w.get(dispatch.AccessAdmin, "/v1/officers").want(200)
	if s := string(a.body) + string(list.body); strings.Contains(s, "argon2") || strings.Contains(s, "password") {
		t.Errorf("a hash is shown: %s", s)
	}
	if n := len(list.json()["officers"].([]any)); n != 3 {
		t.Errorf("%d officers", n)
	}
	w.post("", "/v1/session", credentials("张伟", "a long password")).want(200)
	w.post(dispatch.AccessAdmin, "/v1/officers", `{"name":"张伟","password":"another password","access":"admin"}`).problem(409, "duplicate", "name")
	for body, field := range map[string]string{
		`{"name":"","password":"a long password","access":"officer"}`:       "name",
		`{"name":"a/b","password":"a long password","access":"officer"}`:    "name",
		`{"name":"wang","password":"short","access":"officer"}`:             "password",
		`{"name":"wang","password":"a long password","access":"platform"}`:  "access",
		`{"name":"wang","password":"a long password"}`:                      "access",
		`{"name":"wang","password":"a long password","access":"a","x":"y"}`: "x",
	} {
		w.post(dispatch.AccessAdmin, "/v1/officers", body).problem(400, "invalid", field)
	}
	admin := map[string]string{"Cookie": "fifteen_session=" + cookies[dispatch.AccessAdmin], "Origin": origin}
	w.send(request{method: "DELETE", path: "/v1/officers/%E5%BC%A0%E4%BC%9F", header: admin}).want(204)
	w.send(request{method: "DELETE", path: "/v1/officers/nobody", header: admin}).problem(404, "not_found", "")
	w.send(request{method: "DELETE", path: "/v1/officers/admin", header: admin}).problem(409, "conflict", "")
	if _, there := w.officers["admin"]; !there {
		t.Error("the last administrator is gone")
	}
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	made := w.post(dispatch.AccessAdmin, "/v1/tokens", `{"name":"120","access":"platform"}`).want(201).json()
	value, _ := made["token"].(string)
	hash, _ := made["hash"].(string)
	if len(value) < 43 || hash != sum(value) || w.tokens[hash].Name != "120" {
		t.Fatalf("token %v", made)
	}
	list := w.get(dispatch.AccessAdmin, "/v1/tokens").want(200)
	if strings.Contains(string(list.body), value) || !strings.Contains(string(list.body), hash) {
		t.Errorf("tokens %s", list.body)
	}
	bearer := map[string]string{"Authorization": "Bearer " + value}
	w.send(request{method: "GET", path: "/v1/incidents", header: bearer}).want(200)
	w.send(request{method: "GET", path: "/v1/responders", header: bearer}).want(403)
	w.send(request{method: "DELETE", path: "/v1/tokens/" + hash, role: dispatch.AccessAdmin}).want(204)
	w.send(request{method: "GET", path: "/v1/incidents", header: bearer}).want(401)
	w.send(request{method: "DELETE", path: "/v1/tokens/" + hash, role: dispatch.AccessAdmin}).problem(404, "not_found", "")
	w.post(dispatch.AccessAdmin, "/v1/tokens", `{"name":"x","access":"root"}`).problem(400, "invalid", "access")
	w.post(dispatch.AccessAdmin, "/v1/tokens", `{"name":"a b","access":"tracker"}`).problem(400, "invalid", "name")
	if log := w.log.String(); strings.Contains(log, value) {
		t.Error("a token was logged")
	}
	one, _ := web.NewToken("x", dispatch.AccessTracker, w.now)
	if two, _ := web.NewToken("x", dispatch.AccessTracker, w.now); one == two {
		t.Error("two tokens are equal")
	}
}
