package page_test

// answer_test.go: answers as form and JSON, positions, limits; GET is inert.

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/web/page"
)

const (
	form  = "application/x-www-form-urlencoded"
	asJSN = "application/json"
)

func TestAnswerByFormRedirectsBack(t *testing.T) {
	m, h := newRoom()
	res := do(h, "POST", "/r/"+token+"/answer?lang=en", form, "answer=accept")
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/r/"+token+"?lang=en&said=applied" {
		t.Fatalf("status %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	want := dispatch.AnswerRequest{Incident: "i1", Offer: "i1-1", Answer: dispatch.AnswerAccept, By: "page", Via: dispatch.ViaPage}
	if len(m.answers) != 1 || m.answers[0] != want {
		t.Fatalf("the dispatcher heard %+v", m.answers)
	}
	if got := text(t, do(h, "GET", res.Header.Get("Location"), "", "")); !strings.Contains(got, "Your answer was received.") {
		t.Error("the page does not say that the answer was received")
	}
}

func TestAnswerAsJSON(t *testing.T) {
	m, h := newRoom()
	m.result = dispatch.ResultFull
	res := do(h, "POST", "/r/"+token+"/answer", asJSN, `{"answer":"accept"}`)
	var s page.State
	if err := json.NewDecoder(res.Body).Decode(&s); err != nil || res.StatusCode != 200 {
		t.Fatalf("status %d, %v", res.StatusCode, err)
	}
	if s.Result != dispatch.ResultFull || s.Phase != "coming" || !s.Share || s.Counts != (page.Counts{Needed: 2, Coming: 2}) {
		t.Errorf("state %+v", s)
	}
	var again page.State
	if err := json.NewDecoder(do(h, "GET", "/r/"+token+"/state", "", "").Body).Decode(&again); err != nil || again.Version != s.Version {
		t.Errorf("state %+v, %v; want the version of the answer", again, err)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	m, h := newRoom()
	for _, c := range []struct {
		kind, body string
		status     int
	}{
		{form, "answer=perhaps", 400},
		{form, "", 400},
		{asJSN, `{"answer":"perhaps"}`, 400},
		{asJSN, `{"answer":"accept","offer":"i1-2"}`, 400},
		{asJSN, `{"Answer":"accept"}`, 400},
		{asJSN, `{"answer":"accept"} {}`, 400},
		{asJSN, `nonsense`, 400},
		{"text/plain", `{"answer":"accept"}`, 415},
		{"", `answer=accept`, 415},
	} {
		if res := do(h, "POST", "/r/"+token+"/answer", c.kind, c.body); res.StatusCode != c.status {
			t.Errorf("%s %q: status %d, want %d", c.kind, c.body, res.StatusCode, c.status)
		}
	}
	if res := do(h, "POST", "/r/"+token+"/answer?answer=accept", form, ""); res.StatusCode != 400 {
		t.Errorf("an answer in the address: status %d, want 400", res.StatusCode)
	}
	if len(m.answers) != 0 {
		t.Errorf("the dispatcher heard %+v", m.answers)
	}
}

func TestGetChangesNothing(t *testing.T) {
	m, h := newRoom()
	for _, path := range []string{"", "?answer=accept", "/state", "?said=applied", "/answer?answer=accept", "/position?lng=1&lat=2"} {
		for _, method := range []string{"GET", "HEAD"} {
			do(h, method, "/r/"+token+path, "", "")
		}
	}
	if len(m.answers)+len(m.seen) != 0 || m.c.Offers[0].State != dispatch.OfferAsked {
		t.Errorf("GET did something: %+v %+v", m.answers, m.seen)
	}
}

func TestAnswersAreLimited(t *testing.T) {
	m, h := newRoom()
	last := 0
	for range 11 {
		last = do(h, "POST", "/r/"+token+"/answer", asJSN, `{"answer":"accept"}`).StatusCode
	}
	if last != http.StatusTooManyRequests || len(m.answers) != 10 {
		t.Fatalf("the eleventh answer at once: status %d, %d went through", last, len(m.answers))
	}
	m.now = m.now.Add(3 * time.Second)
	if res := do(h, "POST", "/r/"+token+"/answer", asJSN, `{"answer":"accept"}`); res.StatusCode != 200 {
		t.Errorf("three seconds later: status %d", res.StatusCode)
	}
}

func TestPositionOnlyUnderWay(t *testing.T) {
	m, h := newRoom()
	send := func(body string) int {
		return do(h, "POST", "/r/"+token+"/position", asJSN, body).StatusCode
	}
	here := `{"lng":104.07,"lat":30.66,"accuracy_m":12.5}`
	if got := send(here); got != http.StatusConflict {
		t.Errorf("before any yes: status %d, want 409", got)
	}
	m.c.Offers[0].State = dispatch.OfferAccepted
	for _, bad := range []string{
		`{"lng":181,"lat":0}`, `{"lng":0,"lat":86}`, `{"lat":1}`, `{"lng":1}`, `{"lng":NaN,"lat":1}`,
		`{"lng":1e999,"lat":1}`, `{"lng":"1","lat":1}`, `{"lng":1,"lat":1,"accuracy_m":-1}`, `{"lng":1,"lat":1,"responder":"v2"}`,
	} {
		if got := send(bad); got != http.StatusBadRequest {
			t.Errorf("%s: status %d, want 400", bad, got)
		}
	}
	if len(m.seen) != 0 {
		t.Fatalf("recorded %+v", m.seen)
	}
	if got := send(here); got != http.StatusNoContent {
		t.Fatalf("under way: status %d", got)
	}
	want := dispatch.Sighting{Responder: "v1", Position: dispatch.Position{Lng: 104.07, Lat: 30.66}, At: m.now, AccuracyM: 12.5}
	if len(m.seen) != 1 || m.seen[0] != want {
		t.Errorf("recorded %+v, want %+v", m.seen, want)
	}
	for range 3 {
		send(here)
	}
	if got := send(here); got != http.StatusTooManyRequests {
		t.Errorf("five at once: status %d, want 429", got)
	}
	m.now = m.now.Add(time.Minute)
	m.c.Incident.State = dispatch.IncidentClosed
	if got := send(here); got != http.StatusConflict {
		t.Errorf("after the end: status %d, want 409", got)
	}
	if strings.Contains(m.log.String(), "104.07") {
		t.Error("a position was logged")
	}
}
