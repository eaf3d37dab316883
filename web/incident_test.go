package web_test

// incident_test.go: opening incidents (everything that is none is refused
// with its field), reading them, moving them on.

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
)

const here = `"position":{"lng":104.06,"lat":30.65}`

func TestOpenIncident(t *testing.T) {
	w := newWorld(t)
	a := w.post(dispatch.AccessPlatform, "/v1/incidents", `{"kind":"cardiac_arrest","priority":"P2",`+here+`,"address":" 天府广场 ","note":"two\nlines",
		"caller":{"name":"李","phone":"028-8666 6666"},"needs":[{"role":"medical_rescue","count":2}],"source":{"system":"120","ref":"A-7"},"exercise":true}`).want(201)
	if a.Header.Get("Location") != "/v1/incidents/i2" || a.json()["id"] != "i2" {
		t.Errorf("Location %q, %s", a.Header.Get("Location"), a.body)
	}
	want := dispatch.OpenRequest{
		Kind: dispatch.KindCardiacArrest, Priority: dispatch.P2, Position: dispatch.Position{Lng: 104.06, Lat: 30.65},
		Address: "天府广场", Note: "two\nlines", Caller: dispatch.Caller{Name: "李", Phone: "+862886666666"},
		Needs: []dispatch.Need{{Role: dispatch.RoleMedical, Count: 2}}, Source: dispatch.Source{System: "120", Ref: "A-7"},
		Exercise: true, By: "token:machine-platform",
	}
	if got := w.desk.opened[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("the dispatcher heard %+v, want %+v", got, want)
	}
	w.send(request{method: "POST", path: "/v1/incidents", body: `{"kind":"fire",` + here + `}`, header: asOfficer()}).want(201)
	if got := w.desk.opened[1]; got.By != "officer:li" || got.Needs != nil || got.Key != nil {
		t.Errorf("the dispatcher heard %+v", got)
	}
	if strings.Contains(w.log.String(), "86666666") || strings.Contains(w.log.String(), "104.06") {
		t.Error("a phone number or a position was logged")
	}
}

func TestCoordinateSystems(t *testing.T) {
	said := orb.Point{116.397, 39.908}
	seen := map[dispatch.Position]bool{}
	for name, sys := range map[string]geo.CoordSys{"": geo.WGS84, "wgs84": geo.WGS84, "gcj02": geo.GCJ02, "bd09": geo.BD09} {
		w := newWorld(t)
		w.post(dispatch.AccessOfficer, "/v1/incidents", `{"kind":"fire","position":{"lng":116.397,"lat":39.908,"coord_sys":"`+name+`"}}`).want(201)
		got := w.desk.opened[0].Position
		if want := dispatch.At(geo.ToWGS84(said, sys)); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
		seen[got] = true
	}
	if len(seen) != 3 {
		t.Errorf("three systems give %d places", len(seen))
	}
}

func abs(f float64) float64 { return max(f, -f) }

func TestIncidentsThatAreNone(t *testing.T) {
	long := strings.Repeat("字", 2001)
	for _, c := range []struct {
		name, body, field string
		status            int
	}{
		{"nothing", `{}`, "kind", 400},
		{"no position", `{"kind":"fire"}`, "position", 400},
		{"unknown kind", `{"kind":"aliens",` + here + `}`, "kind", 400},
		{"kind in capitals", `{"kind":"FIRE",` + here + `}`, "kind", 400},
		{"unknown priority", `{"kind":"fire","priority":"P5",` + here + `}`, "priority", 400},
		{"unknown field", `{"kind":"fire","urgent":true,` + here + `}`, "urgent", 400},
		{"unknown field inside", `{"kind":"fire","position":{"lng":1,"lat":2,"alt":3}}`, "position.alt", 400},
		{"no lng", `{"kind":"fire","position":{"lat":2}}`, "position.lng", 400},
		{"lng off the globe", `{"kind":"fire","position":{"lng":180.001,"lat":2}}`, "position.lng", 400},
		{"lat off the globe", `{"kind":"fire","position":{"lng":1,"lat":-90.5}}`, "position.lat", 400},
		{"lat at the pole", `{"kind":"fire","position":{"lng":1,"lat":85.1}}`, "position.lat", 400},
		{"lng and lat swapped", `{"kind":"fire","position":{"lng":30.65,"lat":104.06}}`, "position.lat", 400},
		{"NaN", `{"kind":"fire","position":{"lng":NaN,"lat":2}}`, "", 400},
		{"infinite", `{"kind":"fire","position":{"lng":1e400,"lat":2}}`, "position.lng", 400},
		{"number as text", `{"kind":"fire","position":{"lng":"104","lat":2}}`, "position.lng", 400},
		{"unknown system", `{"kind":"fire","position":{"lng":1,"lat":2,"coord_sys":"utm"}}`, "position.coord_sys", 400},
		{"position as a list", `{"kind":"fire","position":[104,30]}`, "position", 400},
		{"unknown role", `{"kind":"fire","needs":[{"role":"general","count":1},{"role":"pilot","count":1}],` + here + `}`, "needs[1].role", 400},
		{"role twice", `{"kind":"fire","needs":[{"role":"general","count":1},{"role":"general","count":1}],` + here + `}`, "needs[1].role", 400},
		{"nobody", `{"kind":"fire","needs":[{"role":"general","count":0}],` + here + `}`, "needs[0].count", 400},
		{"everybody", `{"kind":"fire","needs":[{"role":"general","count":51}],` + here + `}`, "needs[0].count", 400},
		{"half a person", `{"kind":"fire","needs":[{"role":"general","count":1.5}],` + here + `}`, "needs[0].count", 400},
		{"no phone number", `{"kind":"fire","caller":{"phone":"12345"},` + here + `}`, "caller.phone", 400},
		{"words for a phone", `{"kind":"fire","caller":{"phone":"ask the guard"},` + here + `}`, "caller.phone", 400},
		{"long address", `{"kind":"fire","address":"` + long[:3*301] + `",` + here + `}`, "address", 400},
		{"lines in an address", `{"kind":"fire","address":"a\nb",` + here + `}`, "address", 400},
		{"control characters", `{"kind":"fire","note":"a\u0000b",` + here + `}`, "note", 400},
		{"long note", `{"kind":"fire","note":"` + long + `",` + here + `}`, "note", 400},
		{"null", `{"kind":null,` + here + `}`, "kind", 400},
		{"twice", `{"kind":"fire","kind":"flood",` + here + `}`, "kind", 400},
		{"cut off", `{"kind":"fire",` + here, "", 400},
		{"two values", `{"kind":"fire",` + here + `}{}`, "", 400},
		{"a list", `[]`, "", 400},
		{"oversized", `{"kind":"fire","note":"` + strings.Repeat("x", 1<<20) + `",` + here + `}`, "", 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			code := map[int]string{400: "invalid", 413: "oversized"}[c.status]
			doc := w.post(dispatch.AccessPlatform, "/v1/incidents", c.body).problem(c.status, code, c.field)
			if doc["detail"] == "" || doc["title"] == "" || doc["request_id"] == "" {
				t.Errorf("problem %v", doc)
			}
			if len(w.desk.opened) != 0 {
				t.Error("opened nevertheless")
			}
		})
	}
	w := newWorld(t)
	w.send(request{
		method: "POST", path: "/v1/incidents", body: `{}`, role: dispatch.AccessPlatform,
		header: map[string]string{"Content-Type": "text/plain"},
	}).problem(415, "media_type", "")
	doc := w.post(dispatch.AccessPlatform, "/v1/incidents", `{"kind":"x","priority":"x","position":{}}`).problem(400, "invalid", "kind")
	if n := len(doc["errors"].([]any)); n != 4 {
		t.Errorf("%d faults are named, want 4: %v", n, doc["errors"])
	}
}

func TestIdempotencyKey(t *testing.T) {
	w := newWorld(t)
	send := func(role dispatch.Access, key, body string) *answer {
		return w.send(request{method: "POST", path: "/v1/incidents", body: body, role: role, header: map[string]string{"Idempotency-Key": key}})
	}
	send(dispatch.AccessPlatform, "k1", `{"kind":"fire",`+here+`}`).want(201)
	if key := w.desk.opened[0].Key; key.Key != "token:machine-platform:k1" || len(key.Hash) != 64 {
		t.Errorf("key %+v", key)
	}
	w.cases["i2"].Incident.State = dispatch.IncidentStoodDown
	again := send(dispatch.AccessPlatform, "k1", ` {`+here+`, "kind" : "fire"}`).want(200) // the same, written otherwise
	if again.Header.Get("Idempotent-Replay") != "true" || again.json()["state"] != "stood_down" {
		t.Errorf("a replay must be marked and show the incident as it is now: %s", again.body)
	}
	send(dispatch.AccessPlatform, "k1", `{"kind":"flood",`+here+`}`).problem(422, "key_reused", "Idempotency-Key")
	if len(w.desk.opened) != 1 {
		t.Fatalf("opened %d times", len(w.desk.opened))
	}
	send(dispatch.AccessOfficer, "k1", `{"kind":"fire",`+here+`}`).want(201) // somebody else's k1
	for _, bad := range []string{"", strings.Repeat("k", 201), "ключ"} {
		send(dispatch.AccessPlatform, bad, `{"kind":"fire",`+here+`}`).problem(400, "invalid", "Idempotency-Key")
	}
}

func TestListAndShowIncidents(t *testing.T) {
	w := newWorld(t)
	ended := *w.cases["i1"]
	ended.Incident.ID, ended.Incident.State = "i0", dispatch.IncidentClosed
	w.cases["i0"] = &ended
	for query, want := range map[string]string{"": "[i1]", "?state=open": "[i1]", "?state=ended": "[i0]", "?state=all&limit=1": "1", "?state=all": "2"} {
		list := into[struct {
			Incidents []struct{ ID string }
		}](w.get(dispatch.AccessPlatform, "/v1/incidents"+query).want(200)).Incidents
		var ids []string
		for _, i := range list {
			ids = append(ids, i.ID)
		}
		if got := fmt.Sprint(ids); got != want && fmt.Sprint(len(ids)) != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
	for query, field := range map[string]string{
		"?state=closed": "state", "?limit=0": "limit", "?limit=501": "limit", "?limit=x": "limit",
		"?limit=1&limit=2": "limit", "?state=%FF": "state", "?limit=%zz": "",
	} {
		w.get(dispatch.AccessOfficer, "/v1/incidents"+query).problem(400, "invalid", field)
	}
	one := w.get(dispatch.AccessPlatform, "/v1/incidents/i1").want(200)
	if strings.Contains(string(one.body), pageTok) || strings.Contains(string(one.body), "13800138000") {
		t.Error("an incident shows the page's token or a volunteer's number")
	}
	if counts := one.json()["counts"].(map[string]any); counts["needed"] != 1.0 || counts["asked"] != 1.0 {
		t.Errorf("counts %v", counts)
	}
	for _, id := range []string{"nope", "a%2Fb", "%00", strings.Repeat("a", 65), "..%2F..%2Fetc"} {
		w.get(dispatch.AccessOfficer, "/v1/incidents/"+id).problem(404, "not_found", "")
	}
	journal := w.get(dispatch.AccessOfficer, "/v1/incidents/i1/journal").want(200)
	if s := string(journal.body); strings.Contains(s, "_doc") || !strings.Contains(s, `"event":"incident_opened"`) {
		t.Errorf("journal %s", s)
	}
	if w.journal[0].IncidentDoc == nil {
		t.Error("the store's own events were changed")
	}
	w.get(dispatch.AccessOfficer, "/v1/incidents/nope/journal").problem(404, "not_found", "")
	if got := w.get(dispatch.AccessOfficer, "/v1/incidents/i1/candidates").want(200).json(); got["travel"] != "straight_line" {
		t.Errorf("candidates %v", got)
	}
	plans := w.get(dispatch.AccessOfficer, "/v1/plans").want(200).json()["plans"].([]any)
	if first := plans[0].(map[string]any); len(plans) != len(dispatch.Plans()) || first["deadline_s"] != 900.0 || first["auto"] != true || first["activation"] != "automatic" {
		t.Errorf("plans %v", plans)
	}
}

func TestMoveIncidents(t *testing.T) {
	w := newWorld(t)
	for _, what := range []string{"resume", "close", "cancel"} {
		w.send(request{method: "POST", path: "/v1/incidents/i1/" + what, body: `{"note":" enough "}`, header: asOfficer()}).want(200)
		w.post(dispatch.AccessAdmin, "/v1/incidents/i1/"+what, "").want(200) // no body, no note
		w.post(dispatch.AccessAdmin, "/v1/incidents/i1/"+what, `{"reason":"x"}`).problem(400, "invalid", "reason")
		w.post(dispatch.AccessAdmin, "/v1/incidents/nope/"+what, `{}`).problem(404, "not_found", "")
		want := []string{what + "|i1|officer:li|enough", what + "|i1|token:machine-admin|", what + "|nope|token:machine-admin|"}
		if !reflect.DeepEqual(w.desk.moved, want) {
			t.Errorf("the dispatcher heard %q, want %q", w.desk.moved, want)
		}
		w.desk.moved = nil
	}
	w.desk.err = dispatch.Errorf(dispatch.CodeConflict, "the incident is closed: it cannot become open")
	w.post(dispatch.AccessOfficer, "/v1/incidents/i1/resume", `{}`).problem(409, "conflict", "")
	w.desk.err = dispatch.Unavailable(fmt.Errorf("dial tcp 10.0.0.1: refused"))
	a := w.post(dispatch.AccessOfficer, "/v1/incidents/i1/close", `{}`)
	a.problem(503, "unavailable", "")
	if a.Header.Get("Retry-After") != "2" || strings.Contains(string(a.body), "10.0.0.1") {
		t.Errorf("Retry-After %q, %s", a.Header.Get("Retry-After"), a.body)
	}
	w.desk.err = fmt.Errorf("index out of range: secret internals")
	if a = w.post(dispatch.AccessOfficer, "/v1/incidents/i1/close", `{}`); strings.Contains(string(a.body), "secret") {
		t.Errorf("an internal error is shown: %s", a.body)
	}
	a.problem(500, "internal", "")
	if !strings.Contains(w.log.String(), "secret internals") {
		t.Error("an internal error is not logged")
	}
}

func TestOverrule(t *testing.T) {
	w := newWorld(t)
	say := func(what, body string) *answer { return w.post(dispatch.AccessOfficer, "/v1/incidents/i1/"+what, body) }
	say("activate", "").want(200)
	say("activate", `{}`).want(200)
	say("hold", `{"reason":" the ambulance is there "}`).want(200)
	say("stand-down", `{"note":"n","reason":"r"}`).want(200)
	say("stand-down", "").want(200)
	say("deadline", `{"deadline":"2026-05-04T15:30:00+08:00","reason":"nobody sooner"}`).want(200)
	const by = "|i1|token:machine-officer|"
	want := []string{
		"activate" + by, "activate" + by, "hold" + by + "the ambulance is there", "stand-down" + by + "nr", "stand-down" + by,
		"deadline" + by + "2026-05-04T07:30:00Z nobody sooner",
	}
	if !reflect.DeepEqual(w.desk.moved, want) {
		t.Errorf("the dispatcher heard %q, want %q", w.desk.moved, want)
	}
	long := `"` + strings.Repeat("长", dispatch.MaxReason+1) + `"`
	for _, c := range [][3]string{
		{"hold", `{"reason":` + long + `}`, "reason"},
		{"hold", `{"note":"x"}`, "note"},
		{"stand-down", `{"reason":"a\nb"}`, "reason"},
		{"deadline", `{"reason":"x"}`, "deadline"},
		{"deadline", `{"deadline":"soon","reason":"x"}`, "deadline"},
		{"activate", `{"now":true}`, "now"},
		{"offers", `{"responders":["v1"],"reason":` + long + `}`, "reason"},
		{"offers", `{"wave":"next","reason":"x"}`, "wave"},
	} {
		say(c[0], c[1]).problem(400, "invalid", c[2])
	}
	if len(w.desk.moved) != len(want) || len(w.desk.asked) != 0 {
		t.Error("the dispatcher heard of what was refused")
	}
	w.post(dispatch.AccessOfficer, "/v1/incidents/i1/offers", `{"responders":["v1"],"reason":"said yes by phone"}`).want(200)
	if got := w.desk.asked[0].Reason; got != "said yes by phone" {
		t.Errorf("reason %q", got)
	}
	w.desk.err = dispatch.Invalid("reason", "holding the asking needs a reason")
	say("hold", `{"reason":""}`).problem(400, "invalid", "reason")
}

func TestAdvice(t *testing.T) {
	w := newWorld(t)
	got := into[dispatch.Advice](w.get(dispatch.AccessOfficer, "/v1/incidents/i1/advice").want(200))
	if got.Means[0].People[0].Phone != "+8613800138000" || got.Means[1].Minutes != 10 {
		t.Errorf("advice %+v", got)
	}
	if strings.Contains(w.log.String(), "13800138000") {
		t.Error("a number is in the log")
	}
	w.get(dispatch.AccessOfficer, "/v1/incidents/nope/advice").problem(404, "not_found", "")
}

func TestAskAndAnswer(t *testing.T) {
	w := newWorld(t)
	ask := func(body string) *answer { return w.post(dispatch.AccessOfficer, "/v1/incidents/i1/offers", body) }
	ask(`{"responders":["v1","v2"],"role":"general"}`).want(200)
	ask(`{"wave":"next"}`).want(200)
	want := []dispatch.AskRequest{
		{Responders: []string{"v1", "v2"}, Role: dispatch.RoleGeneral, By: "token:machine-officer"}, {NextWave: true, By: "token:machine-officer"},
	}
	if !reflect.DeepEqual(w.desk.asked, want) {
		t.Errorf("the dispatcher heard %+v", w.desk.asked)
	}
	many := `{"responders":["v` + strings.Repeat(`","v`, 50) + `"]}`
	for body, field := range map[string]string{
		`{}`: "responders", `{"responders":[]}`: "responders", `{"wave":"last"}`: "wave", `{"wave":"next","responders":["v1"]}`: "wave",
		`{"wave":"next","role":"general"}`: "wave", `{"responders":["v1","v1"]}`: "responders[1]", `{"responders":["a b"]}`: "responders[0]",
		`{"responders":["v1"],"role":"pilot"}`: "role", `{"responders":"v1"}`: "responders", many: "responders",
	} {
		ask(body).problem(400, "invalid", field)
	}
	if len(w.desk.asked) != 2 {
		t.Error("asked nevertheless")
	}
	answer := func(offer, body string) *answer {
		return w.post(dispatch.AccessOfficer, "/v1/incidents/i1/offers/"+offer+"/answer", body)
	}
	answer("i1-1", `{"answer":"accept","remark":"in 10 minutes"}`).want(200)
	if got, want := w.desk.answered[0], (dispatch.AnswerRequest{
		Incident: "i1", Offer: "i1-1", Answer: dispatch.AnswerAccept,
		Remark: "in 10 minutes", By: "token:machine-officer", Via: dispatch.ViaOfficer,
	}); got != want {
		t.Errorf("the dispatcher heard %+v, want %+v", got, want)
	}
	answer("i1-1", `{"answer":"maybe"}`).problem(400, "invalid", "answer")
	answer("i1-1", `{}`).problem(400, "invalid", "answer")
	answer("%20", `{"answer":"accept"}`).problem(404, "not_found", "")
	w.desk.err = &dispatch.Replayed{Incident: "i1", Same: true}
	if a := answer("i1-1", `{"answer":"accept"}`).want(200); a.Header.Get("Idempotent-Replay") != "true" {
		t.Error("a replayed answer is not marked")
	}
}
