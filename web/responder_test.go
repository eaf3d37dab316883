package web_test

// responder_test.go: volunteers one by one.

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"fifteen/dispatch"
)

func TestAddResponder(t *testing.T) {
	w := newWorld(t)
	a := w.post(dispatch.AccessOfficer, "/v1/responders", `{"id":"zhang.3","name":" 张三 ","phone":"139 0013 9000","lang":"en","modes":["walk","bike"],
		"skills":["medical_rescue"],"teams":["红十字"],"area":"青羊","home":{"lng":104.05,"lat":30.66},"available":false,"consent":true,"note":"n"}`).want(201)
	if a.Header.Get("Location") != "/v1/responders/zhang.3" {
		t.Errorf("Location %q", a.Header.Get("Location"))
	}
	want := dispatch.Responder{
		ID: "zhang.3", Version: 1, Name: "张三", Phone: "+8613900139000", Lang: "en",
		Modes: []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeBike}, Skills: []dispatch.Role{dispatch.RoleMedical}, Teams: []string{"红十字"},
		Area: "青羊", Home: &dispatch.Position{Lng: 104.05, Lat: 30.66}, Consent: true, Note: "n", AddedAt: w.now,
	}
	if got := w.responders["zhang.3"]; !reflect.DeepEqual(got, want) {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	w.post(dispatch.AccessOfficer, "/v1/responders", `{"name":"李四","phone":"+8613700137000"}`).want(201)
	if r := w.responders["v-new"]; r.Consent || !r.Available || r.Lang != "zh" || !reflect.DeepEqual(r.Modes, []dispatch.Mode{dispatch.ModeWalk}) || r.Home != nil {
		t.Errorf("what is left out became %+v", r)
	}
	if log := w.log.String(); strings.Contains(log, "1390013") || strings.Contains(log, "1370013") {
		t.Error("a phone number was logged")
	}
	w.post(dispatch.AccessOfficer, "/v1/responders", `{"id":"v1","name":"x"}`).problem(409, "duplicate", "id")
	w.post(dispatch.AccessOfficer, "/v1/responders", `{"id":"v8","name":"x","phone":"13800138000"}`).problem(409, "duplicate", "phone")
}

func TestFitnessOfAResponder(t *testing.T) {
	w := newWorld(t)
	a := w.post(dispatch.AccessOfficer, "/v1/responders", `{"id":"v9","name":"x","skills":["medical_rescue"],
		"certificates":[{"skill":"medical_rescue","number":"AHA-1","expires_on":"2027-06-30"}],"probation_until":"2026-12-31","born_on":"1990-05-04",
		"insured_until":"2026-12-31","excludes":["fire"],"places":[{"basis":"station","position":{"lng":104.1,"lat":30.6,"coord_sys":"gcj02"},"days":["sat"],"from":"20:00","to":"08:00"}]}`).want(201)
	r := w.responders["v9"]
	if len(r.Places) != 1 || r.Places[0].Position.Lng == 104.1 || math.Abs(r.Places[0].Position.Lng-104.1) > .01 {
		t.Fatalf("the place is not in WGS-84: %+v", r.Places)
	}
	want := dispatch.Responder{
		Certificates:   []dispatch.Certificate{{Skill: dispatch.RoleMedical, Number: "AHA-1", ExpiresOn: "2027-06-30"}},
		ProbationUntil: "2026-12-31", BornOn: "1990-05-04", InsuredUntil: "2026-12-31", Excludes: []dispatch.Kind{dispatch.KindFire},
		Places: []dispatch.Place{{Basis: dispatch.BasisStation, Position: r.Places[0].Position, Days: []dispatch.Day{"sat"}, From: "20:00", To: "08:00"}},
	}
	got := dispatch.Responder{
		Certificates: r.Certificates, ProbationUntil: r.ProbationUntil, BornOn: r.BornOn, InsuredUntil: r.InsuredUntil, Excludes: r.Excludes, Places: r.Places,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	if shown := a.json(); shown["born_on"] != "1990-05-04" || len(shown["places"].([]any)) != 1 {
		t.Errorf("shown %v", shown)
	}
	patch := func(body string) {
		t.Helper()
		w.send(request{method: "PATCH", path: "/v1/responders/v9", body: body, role: dispatch.AccessOfficer}).want(200)
	}
	patch(`{"note":"n"}`)
	if now := w.responders["v9"]; !reflect.DeepEqual(now.Places, r.Places) || now.InsuredUntil != r.InsuredUntil {
		t.Errorf("what is left out went: %+v", now)
	}
	patch(`{"certificates":null,"probation_until":null,"born_on":null,"insured_until":"","excludes":[],"places":null}`)
	if r := w.responders["v9"]; len(r.Certificates)+len(r.Excludes)+len(r.Places) > 0 || r.ProbationUntil+r.BornOn+r.InsuredUntil != "" {
		t.Errorf("left over: %+v", r)
	}
}

func TestRespondersThatAreNone(t *testing.T) {
	w := newWorld(t)
	for body, field := range map[string]string{
		`{}`: "name", `{"name":"  "}`: "name", `{"name":"` + strings.Repeat("x", 101) + `"}`: "name", `{"name":"a\u0007"}`: "name",
		`{"name":"x","id":"a b"}`: "id", `{"name":"x","id":""}`: "id", `{"name":"x","id":"../x"}`: "id",
		`{"name":"x","phone":"123"}`: "phone", `{"name":"x","phone":"not a phone"}`: "phone", `{"name":"x","phone":"028-86666666"}`: "phone",
		`{"name":"x","lang":"fr"}`: "lang", `{"name":"x","modes":["fly"]}`: "modes[0]", `{"name":"x","modes":["walk","walk"]}`: "modes[1]",
		`{"name":"x","skills":["general","surgery"]}`: "skills[1]", `{"name":"x","teams":[""]}`: "teams[0]",
		`{"name":"x","home":{"lng":1}}`: "home.lat", `{"name":"x","home":{"lng":1,"lat":91}}`: "home.lat", `{"name":"x","home":{"lng":0,"lat":0}}`: "home.lat",
		`{"name":"x","born_on":"1990"}`: "born_on", `{"name":"x","insured_until":20270101}`: "insured_until", `{"name":"x","excludes":["war"]}`: "excludes[0]",
		`{"name":"x","certificates":[{"skill":"medical_rescue","expires_on":"soon"}]}`: "certificates[0].expires_on", `{"name":"x","certificates":[{"number":"1"}]}`: "certificates[0].skill",
		`{"name":"x","certificates":[{"skill":"medical_rescue","valid":true}]}`:                             "certificates[0].valid",
		`{"name":"x","places":[{"basis":"home","position":{"lng":1,"lat":1},"from":"09:00","to":"10:00"}]}`: "places[0].basis",
		`{"name":"x","places":[{"basis":"work","position":{"lng":1},"from":"09:00","to":"10:00"}]}`:         "places[0].position.lat",
		`{"name":"x","places":[{"basis":"work","position":{"lng":1,"lat":1},"to":"10:00"}]}`:                "places[0].from",
		`{"name":"x","opted_out":false}`: "opted_out", `{"name":"x","version":1}`: "version", `{"name":"x","available":"yes"}`: "available",
		`{"name":"x","consent":null}`: "consent", `{"name":"x","added_at":"2026-01-01T00:00:00Z"}`: "added_at",
	} {
		w.post(dispatch.AccessOfficer, "/v1/responders", body).problem(400, "invalid", field)
	}
	if w.writes != 0 {
		t.Error("something was written")
	}
}

func TestPatchIsAMergePatch(t *testing.T) {
	w := newWorld(t)
	patch := func(body string) *answer {
		return w.send(request{method: "PATCH", path: "/v1/responders/v1", body: body, role: dispatch.AccessOfficer})
	}
	before := w.responders["v1"]
	patch(`{"available":false,"home":{"lng":104,"lat":30}}`).want(200)
	after := before
	after.Version, after.Available, after.Home = 4, false, &dispatch.Position{Lng: 104, Lat: 30}
	if got := w.responders["v1"]; !reflect.DeepEqual(got, after) {
		t.Errorf("kept %+v, want %+v", got, after)
	}
	patch(`{"home":null,"phone":null,"skills":null,"version":4}`).want(200)
	if got := w.responders["v1"]; got.Home != nil || got.Phone != "" || len(got.Skills) != 0 || got.Name != "王芳" || !got.OptedOut {
		t.Errorf("kept %+v", got)
	}
	patch(`{"name":"y","version":4}`).problem(409, "conflict", "")
	patch(`{"name":null}`).problem(400, "invalid", "name")
	patch(`{"id":"v2"}`).problem(400, "invalid", "id")
	patch(`{"id":"v1","note":"ok"}`).want(200)
	w.conflicts = 2 // somebody else writes in between, twice
	patch(`{"note":"merged anew"}`).want(200)
	w.conflicts = 1
	patch(`{"note":"z","version":7}`).problem(409, "conflict", "")
	w.conflicts = 100
	patch(`{"note":"z"}`).problem(409, "conflict", "")
	w.send(request{method: "PATCH", path: "/v1/responders/v9", body: `{}`, role: dispatch.AccessOfficer}).problem(404, "not_found", "")
}

func TestFindAndRemoveResponders(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{"v2", "v3"} {
		w.responders[id] = dispatch.Responder{ID: id, Name: "王" + id, Lang: "zh"}
	}
	page := w.get(dispatch.AccessOfficer, "/v1/responders?q=%E7%8E%8B&limit=2").want(200).json()
	if page["total"] != 3.0 || page["next"] != "v2" || len(page["responders"].([]any)) != 2 {
		t.Errorf("first page %v", page)
	}
	page = w.get(dispatch.AccessOfficer, "/v1/responders?limit=2&after=v2").want(200).json()
	if page["next"] != "" || page["responders"].([]any)[0].(map[string]any)["id"] != "v3" {
		t.Errorf("last page %v", page)
	}
	w.get(dispatch.AccessOfficer, "/v1/responders?limit=201").problem(400, "invalid", "limit")
	if one := w.get(dispatch.AccessOfficer, "/v1/responders/v2").want(200).json(); one["modes"] == nil || one["teams"] == nil {
		t.Errorf("empty lists must be lists: %v", one)
	}
	w.send(request{method: "DELETE", path: "/v1/responders/v2", header: asOfficer()}).want(204)
	w.get(dispatch.AccessOfficer, "/v1/responders/v2").problem(404, "not_found", "")
	w.send(request{method: "DELETE", path: "/v1/responders/v2", header: asOfficer()}).problem(404, "not_found", "")
}
