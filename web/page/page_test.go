package page_test

// page_test.go: what the page shows to whom, and what it never shows.

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/web/page"
)

// room plays everything behind the page and notes what it is asked to do.
type room struct {
	c       *dispatch.Case
	down    error
	result  dispatch.Result
	answers []dispatch.AnswerRequest
	seen    []dispatch.Sighting
	now     time.Time
	log     strings.Builder
}

const token = "tok_0123456789abcdef"

func (m *room) ByToken(_ context.Context, t string) (string, string, error) {
	if m.down != nil {
		return "", "", m.down
	}
	if t != token {
		return "", "", dispatch.Errorf(dispatch.CodeNotFound, "no such token %s", t)
	}
	return "i1", "i1-1", nil
}

func (m *room) Case(context.Context, string) (*dispatch.Case, error) { return m.c, nil }

func (m *room) Answer(_ context.Context, r dispatch.AnswerRequest) (*dispatch.Case, dispatch.Result, error) {
	m.answers = append(m.answers, r)
	if r.Answer == dispatch.AnswerAccept {
		m.c.Offers[0].State = dispatch.OfferAccepted
	}
	return m.c, m.result, nil
}

func (m *room) Record(_ context.Context, s []dispatch.Sighting) (int, int, error) {
	m.seen = append(m.seen, s...)
	return len(s), 0, nil
}

func newRoom() (*room, http.Handler) {
	now := time.Date(2026, 5, 4, 15, 0, 0, 0, time.FixedZone("CST", 8*3600))
	m := &room{now: now, result: dispatch.ResultApplied}
	m.c = dispatch.Loaded(dispatch.Incident{
		ID: "i1", Number: 42, Version: 3, State: dispatch.IncidentOpen, Kind: dispatch.KindCardiacArrest, Priority: dispatch.P1,
		Position: dispatch.Position{Lng: 104.0657, Lat: 30.6574}, Address: "天府广场东侧",
		Note: "SECRET-NOTE", Caller: dispatch.Caller{Name: "SECRET-CALLER", Phone: "+8613900009999"},
		Needs:    []dispatch.Need{{Role: dispatch.RoleMedical, Count: 2}},
		OpenedAt: now, Deadline: now.Add(15 * time.Minute),
	}, []*dispatch.Offer{
		{
			ID: "i1-1", Incident: "i1", Responder: "v1", Name: "SECRET-ME", Role: dispatch.RoleMedical, State: dispatch.OfferAsked,
			Mode: dispatch.ModeBike, DistanceM: 1234, TravelS: 400, Token: token, Lang: "zh",
		},
		{ID: "i1-2", Incident: "i1", Responder: "v2", Name: "SECRET-OTHER", Role: dispatch.RoleMedical, State: dispatch.OfferAccepted},
	})
	p := page.New(page.Config{
		Links: m, Records: m, Desk: m, Positions: m, Now: func() time.Time { return m.now },
		Log: slog.New(slog.NewTextHandler(&m.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /r/{token}", p.Show)
	mux.HandleFunc("GET /r/{token}/state", p.State)
	mux.HandleFunc("POST /r/{token}/answer", p.Answer)
	mux.HandleFunc("POST /r/{token}/position", p.Position)
	return m, mux
}

func do(h http.Handler, method, path, kind, body string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestShowsWhatIsNeededAndNamesNobody(t *testing.T) {
	_, h := newRoom()
	res := do(h, "GET", "/r/"+token, "", "")
	got := text(t, res)
	if res.StatusCode != 200 {
		t.Fatalf("status %d: %s", res.StatusCode, got)
	}
	for _, want := range []string{
		"心脏骤停", "生命危险", "天府广场东侧", "1.2 公里 · 约 7 分钟（骑行）", "医疗救护", "15:15",
		"需要 2 人 · 1 人正在赶来 · 0 人已到达", `value="accept" class="primary"`, `value="decline"`, `lang="zh-CN"`, "事件 42",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(got, "SECRET") || strings.Contains(got, "9999") {
		t.Error("the page shows a name, the note or the caller")
	}
	if strings.Contains(got, "演练") || strings.Contains(got, `id="share"`) && strings.Contains(got, `data-share="1"`) {
		t.Error("marked as an exercise, or asks for the position before anybody said yes")
	}
	if strings.Contains(got, "ZgotmplZ") {
		t.Error("the template refused a value")
	}
	if len(got) > 50<<10 {
		t.Errorf("the page has %d bytes, want less than 50 KiB", len(got))
	}
}

func TestHeadersKeepTheAddressSecret(t *testing.T) {
	_, h := newRoom()
	res := do(h, "GET", "/r/"+token, "", "")
	csp := res.Header.Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q is not strict", csp)
	}
	_, rest, _ := strings.Cut(csp, "script-src 'nonce-")
	nonce, _, _ := strings.Cut(rest, "'")
	body := text(t, res)
	if nonce == "" || strings.Count(body, `nonce="`+nonce+`"`) != 2 {
		t.Errorf("nonce %q is not on the style and the script", nonce)
	}
	if again := do(h, "GET", "/r/"+token, "", "").Header.Get("Content-Security-Policy"); again == csp {
		t.Error("two answers have the same nonce")
	}
	for name, want := range map[string]string{
		"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive", "Cache-Control": "no-store",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestButtonsFollowTheState(t *testing.T) {
	all := []string{"accept", "decline", "arrived", "done", "withdraw"}
	for _, c := range []struct {
		offer    dispatch.OfferState
		incident dispatch.IncidentState
		phase    string
		buttons  string
		share    bool
	}{
		{dispatch.OfferAsked, dispatch.IncidentOpen, "ask", "accept decline", false},
		{dispatch.OfferSilent, dispatch.IncidentOpen, "ask", "accept decline", false},
		{dispatch.OfferUnreachable, dispatch.IncidentOpen, "ask", "accept decline", false},
		{dispatch.OfferDeclined, dispatch.IncidentOpen, "declined", "accept", false},
		{dispatch.OfferWithdrawn, dispatch.IncidentOpen, "declined", "accept", false},
		{dispatch.OfferAccepted, dispatch.IncidentOpen, "coming", "arrived withdraw", true},
		{dispatch.OfferArrived, dispatch.IncidentOpen, "arrived", "done withdraw", true},
		{dispatch.OfferArrived, dispatch.IncidentStoodDown, "arrived", "done withdraw", true},
		{dispatch.OfferDone, dispatch.IncidentOpen, "done", "", false},
		{dispatch.OfferStoodDown, dispatch.IncidentOpen, "released", "", false},
		{dispatch.OfferDeclined, dispatch.IncidentStoodDown, "released", "", false},
		{dispatch.OfferStoodDown, dispatch.IncidentClosed, "released", "", false},
		{dispatch.OfferStoodDown, dispatch.IncidentCancelled, "cancelled", "", false},
	} {
		t.Run(fmt.Sprint(c.offer, "-", c.incident), func(t *testing.T) {
			m, h := newRoom()
			m.c.Offers[0].State, m.c.Incident.State = c.offer, c.incident
			got := text(t, do(h, "GET", "/r/"+token, "", ""))
			var has []string
			for _, a := range all {
				if strings.Contains(got, `value="`+a+`"`) {
					has = append(has, a)
				}
			}
			if s := strings.Join(has, " "); s != c.buttons {
				t.Errorf("buttons %q, want %q", s, c.buttons)
			}
			if !strings.Contains(got, `<main class="`+c.phase+`"`) {
				t.Errorf("not in phase %q", c.phase)
			}
			if strings.Contains(got, `data-share="1"`) != c.share {
				t.Errorf("asks for the position: %v, want %v", !c.share, c.share)
			}
			over := c.buttons == ""
			if strings.Contains(got, "天府广场") == over || strings.Contains(got, "30.65") == over {
				t.Errorf("the place is shown: %v, want %v", over, !over)
			}
			if over && !strings.Contains(got, "谢") {
				t.Error("does not say thank you")
			}
		})
	}
}

func TestExerciseIsMarked(t *testing.T) {
	m, h := newRoom()
	m.c.Incident.Exercise = true
	for lang, want := range map[string]string{"zh": "演练", "en": "EXERCISE"} {
		got := text(t, do(h, "GET", "/r/"+token+"?lang="+lang, "", ""))
		if !strings.Contains(got, `class="banner"`) || !strings.Contains(got, want) {
			t.Errorf("%s: the exercise is not marked", lang)
		}
		m.c.Offers[0].State = dispatch.OfferStoodDown // also when over
	}
}

func TestWhatOthersTypeIsEscaped(t *testing.T) {
	m, h := newRoom()
	m.c.Incident.Address = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	m.c.Incident.Kind = `<b onmouseover=alert(3)>`
	got := text(t, do(h, "GET", "/r/"+token+`?lang=%22%3E%3Cscript%3E&said=%3Cscript%3E`, "", ""))
	for _, bad := range []string{"<script>alert", "<img", "onmouseover=alert(3)>"} {
		if strings.Contains(got, bad) {
			t.Errorf("the page holds %q as markup", bad)
		}
	}
	if strings.Count(got, "<script") != 1 {
		t.Errorf("the page has %d scripts, want its own only", strings.Count(got, "<script"))
	}
	if !strings.Contains(got, "&lt;img src=x") {
		t.Error("the address is not shown as text")
	}
}

func TestLanguage(t *testing.T) {
	m, h := newRoom()
	m.c.Offers[0].Lang = "en"
	if got := text(t, do(h, "GET", "/r/"+token, "", "")); !strings.Contains(got, "I am coming") || !strings.Contains(got, `lang="en"`) {
		t.Error("not in the volunteer's language")
	}
	if got := text(t, do(h, "GET", "/r/"+token+"?lang=zh", "", "")); !strings.Contains(got, "我来") {
		t.Error("?lang= does not override")
	}
}

func TestUnknownLinkRevealsNothing(t *testing.T) {
	m, h := newRoom()
	bodies := map[string]bool{}
	for _, bad := range []string{"tok_unknown_but_well_formed", "short", "%3Cscript%3E", strings.Repeat("a", 200)} {
		res := do(h, "GET", "/r/"+bad, "", "")
		got := text(t, res)
		if res.StatusCode != 404 || !strings.Contains(got, "链接无效") {
			t.Errorf("%.20s: status %d", bad, res.StatusCode)
		}
		_, main, _ := strings.Cut(got, "<main>")
		bodies[main] = true
		for _, path := range []string{"/state"} {
			if res := do(h, "GET", "/r/"+bad+path, "", ""); res.StatusCode != 404 {
				t.Errorf("%s: status %d", path, res.StatusCode)
			}
		}
		if res := do(h, "POST", "/r/"+bad+"/answer", "application/json", `{"answer":"accept"}`); res.StatusCode != 404 {
			t.Errorf("answer: status %d", res.StatusCode)
		}
	}
	if len(bodies) != 1 {
		t.Error("different bad links look different")
	}
	if len(m.answers) != 0 {
		t.Error("an answer went through")
	}
	m.down = dispatch.Unavailable(fmt.Errorf("dial: refused"))
	res := do(h, "GET", "/r/"+token, "", "")
	if got := text(t, res); res.StatusCode != 503 || strings.Contains(got, "refused") || res.Header.Get("Retry-After") == "" {
		t.Errorf("store down: status %d, %.80s", res.StatusCode, got)
	}
	if log := m.log.String(); strings.Contains(log, token) || log == "" {
		t.Errorf("log must tell of the failure without the token: %q", log)
	}
}

// What the officer wrote (a gate code, how the person is) is for those who
// come, and for nobody who was only asked.
func TestNoteIsForThoseUnderWay(t *testing.T) {
	m, h := newRoom()
	if got := text(t, do(h, "GET", "/r/"+token, "", "")); strings.Contains(got, "SECRET-NOTE") {
		t.Error("the note is shown before anybody said yes")
	}
	m.c.Offers[0].State = dispatch.OfferAccepted
	got := text(t, do(h, "GET", "/r/"+token, "", ""))
	if !strings.Contains(got, "SECRET-NOTE") {
		t.Error("who comes does not see the note")
	}
	if strings.Contains(got, "SECRET-CALLER") || strings.Contains(got, "9999") {
		t.Error("the caller is shown")
	}
}

func TestWhoFetchesTheDefibrillatorSeesWhere(t *testing.T) {
	m, h := newRoom()
	o := m.c.Offers[0]
	o.Role, o.State = dispatch.RoleDefibrillator, dispatch.OfferAccepted
	m.c.Incident.Defibrillators = []dispatch.Defibrillator{{
		Position: dispatch.Position{Lng: 104.07, Lat: 30.66}, Name: "体育馆大厅", NameEn: "Sports hall lobby", DistanceM: 500,
	}}
	see := func(lang string) string { return text(t, do(h, "GET", "/r/"+token+"?lang="+lang, "", "")) }
	if got := see("zh"); !strings.Contains(got, "请先取来") || strings.Contains(got, "体育馆") {
		t.Error("nothing is known on their way, and the page says otherwise")
	}
	o.Fetch = &dispatch.Fetch{Of: 0, ExtraS: 40}
	for lang, want := range map[string]string{"zh": "体育馆大厅", "en": "Sports hall lobby"} {
		if got := see(lang); !strings.Contains(got, want) || !strings.Contains(got, "geo:30.660000,104.070000") {
			t.Errorf("%s: the page does not lead to the defibrillator", lang)
		}
	}
	o.State = dispatch.OfferArrived
	if strings.Contains(see("zh"), "体育馆") {
		t.Error("who is on the scene is sent away from it")
	}
}
