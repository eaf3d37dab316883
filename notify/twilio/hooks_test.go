package twilio_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"
)

const sid = "SM0123456789abcdef0123456789abcdef"

func replyForm() url.Values {
	return url.Values{"MessageSid": {sid}, "From": {volunteer}, "To": {fake.DefaultNumber}, "Body": {"1 大概20分钟"}}
}

// signed is a webhook as Twilio sends it. The Host header is the proxy's.
func signed(path string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Host = "10.0.0.7:8015"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	r.Header.Set("X-Twilio-Signature", twilio.Sign(fake.DefaultAuthToken, public+path, form))
	return r
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestInbound(t *testing.T) {
	t.Parallel()
	to := &receiver{}
	h := newHooks(t, public, to).Inbound()
	form := replyForm()
	form.Set("OptOutType", "STOP")
	form.Set("Body", " STOP ")
	for _, f := range []url.Values{replyForm(), form} {
		w := answer(h, signed("/hooks/twilio/inbound?source=a%20b", f))
		if w.Code != http.StatusOK || w.Body.String() != "<Response></Response>" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/xml") {
			t.Errorf("answered %d %s %q", w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
	in, _ := to.took()
	want := []notify.Inbound{
		{ProviderID: sid, From: volunteer, Body: "1 大概20分钟", At: time.Unix(1_800_000_000, 0)},
		{ProviderID: sid, From: volunteer, Body: " STOP ", At: time.Unix(1_800_000_000, 0)},
	}
	if !slices.Equal(in, want) {
		t.Errorf("received %+v", in)
	}
}

func TestStatusWords(t *testing.T) {
	t.Parallel()
	to := &receiver{}
	h := newHooks(t, public, to).Status()
	words := map[string]dispatch.TextStatus{
		"queued": dispatch.TextAcceptedBy, "accepted": dispatch.TextAcceptedBy, "scheduled": dispatch.TextAcceptedBy,
		"sending": dispatch.TextAcceptedBy, "sent": dispatch.TextSent, "delivered": dispatch.TextDelivered,
		"read": dispatch.TextDelivered, "undelivered": dispatch.TextFailed, "failed": dispatch.TextFailed, "teleported": "",
	}
	for word, want := range words {
		w := answer(h, signed("/hooks/twilio/status/i1%2Fn2", url.Values{"MessageSid": {sid}, "MessageStatus": {word}}))
		if w.Code != http.StatusNoContent {
			t.Fatalf("%s answered %d %s", word, w.Code, w.Body)
		}
		_, reports := to.took()
		got := reports[len(reports)-1]
		raw := ""
		if want == "" {
			raw = word
		}
		if got != (notify.StatusReport{Notice: "i1/n2", ProviderID: sid, Status: want, Raw: raw}) {
			t.Errorf("%s became %+v", word, got)
		}
	}
}

func TestStatusReason(t *testing.T) {
	t.Parallel()
	to := &receiver{}
	form := url.Values{"SmsSid": {sid}, "SmsStatus": {"undelivered"}, "ErrorCode": {"63999"}, "ErrorMessage": {"no route to " + volunteer}}
	mux := http.NewServeMux()
	mux.Handle("POST "+twilio.StatusPath+"{notice}", newHooks(t, public, to).Status())
	if w := answer(mux, signed("/hooks/twilio/status/n9", form)); w.Code != http.StatusNoContent {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	_, reports := to.took()
	if got := reports[0]; got.Notice != "n9" || got.Code != "63999" || got.Reason != "no route to …" || got.Status != dispatch.TextFailed {
		t.Errorf("report %+v", got)
	}
}

// A failure counts against a phone only if the phone or its number is why.
func TestStatusTellsDeadPhonesFromBadDays(t *testing.T) {
	t.Parallel()
	to := &receiver{}
	h := newHooks(t, public, to).Status()
	for code, dead := range map[string]bool{
		"30003": true, "30005": true, "30006": true, "21614": true, "21610": true,
		"30007": false, "30008": false, "30002": false, "21617": false, "63999": false, "0": false,
	} {
		form := url.Values{"MessageSid": {sid}, "MessageStatus": {"undelivered"}, "ErrorCode": {code}}
		if w := answer(h, signed("/hooks/twilio/status/n1", form)); w.Code != http.StatusNoContent {
			t.Fatalf("%s answered %d %s", code, w.Code, w.Body)
		}
		_, reports := to.took()
		if got := reports[len(reports)-1]; got.PhoneDead != dead || got.Status != dispatch.TextFailed {
			t.Errorf("%s: %+v", code, got)
		}
	}
}

func TestHooksRefuse(t *testing.T) {
	t.Parallel()
	set := func(name string, values ...string) url.Values {
		f := replyForm()
		f[name] = values
		return f
	}
	without := func(name string) url.Values {
		f := replyForm()
		f.Del(name)
		return f
	}
	foreign := signed(twilio.InboundPath, replyForm())
	foreign.Header.Set("X-Twilio-Signature", twilio.Sign("anothertoken", public+twilio.InboundPath, replyForm()))
	unsigned := signed(twilio.InboundPath, replyForm())
	unsigned.Header.Del("X-Twilio-Signature")
	byHost := signed(twilio.InboundPath, replyForm())
	byHost.Header.Set("X-Twilio-Signature", twilio.Sign(fake.DefaultAuthToken, "http://"+byHost.Host+twilio.InboundPath, replyForm()))
	get := signed(twilio.InboundPath, replyForm())
	get.Method = http.MethodGet
	garbled := httptest.NewRequest(http.MethodPost, twilio.InboundPath, strings.NewReader("a=%zz"))
	garbled.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	untyped := signed(twilio.InboundPath, replyForm())
	untyped.Header.Del("Content-Type")

	const body = `{"property": "value", "boolean": true}`
	digested := twilio.InboundPath + "?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
	typed := httptest.NewRequest(http.MethodPost, digested, strings.NewReader(body))
	typed.Header.Set("Content-Type", "application/json")
	typed.Header.Set("X-Twilio-Signature", twilio.Sign(fake.DefaultAuthToken, public+digested, nil))

	for name, c := range map[string]struct {
		r      *http.Request
		status int
		field  string
	}{
		"no signature":        {unsigned, 403, ""},
		"another's signature": {foreign, 403, ""},
		"signed for the host": {byHost, 403, ""},
		"no content type":     {untyped, 403, ""},
		"get":                 {get, 405, ""},
		"signed json":         {typed, 415, ""},
		"garbled":             {garbled, 400, ""},
		"too large":           {signed(twilio.InboundPath, set("Body", strings.Repeat("x", 65<<10))), 413, ""},
		"no sid":              {signed(twilio.InboundPath, without("MessageSid")), 400, "MessageSid"},
		"odd sid":             {signed(twilio.InboundPath, set("MessageSid", "SM1")), 400, "MessageSid"},
		"no sender":           {signed(twilio.InboundPath, without("From")), 400, "From"},
		"short code":          {signed(twilio.InboundPath, set("From", "24680")), 400, "From"},
		"impossible number":   {signed(twilio.InboundPath, set("From", "+1302555")), 400, "From"},
		"no body":             {signed(twilio.InboundPath, without("Body")), 400, "Body"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			to := &receiver{}
			checkProblem(t, answer(newHooks(t, public, to).Inbound(), c.r), c.status, c.field)
			if in, _ := to.took(); len(in) != 0 {
				t.Errorf("received all the same: %+v", in)
			}
		})
	}
	for name, c := range map[string]struct {
		path, word, code, field string
	}{
		"no notice": {"/hooks/twilio/status/", "sent", "", "notice"},
		"no status": {"/hooks/twilio/status/n1", "", "", "MessageStatus"},
		"odd code":  {"/hooks/twilio/status/n1", "failed", "x", "ErrorCode"},
	} {
		form := url.Values{"MessageSid": {sid}, "MessageStatus": {c.word}, "ErrorCode": {c.code}}
		to := &receiver{}
		checkProblem(t, answer(newHooks(t, public, to).Status(), signed(c.path, form)), 400, c.field)
		if _, reports := to.took(); len(reports) != 0 {
			t.Errorf("%s: received all the same", name)
		}
	}
}

func TestHooksSayWhenNothingWasKept(t *testing.T) {
	t.Parallel()
	h := newHooks(t, public, &receiver{err: errors.New("redis://secret is down")})
	w := answer(h.Inbound(), signed(twilio.InboundPath, replyForm()))
	checkProblem(t, w, 503, "")
	if w.Header().Get("Retry-After") == "" || strings.Contains(w.Body.String(), "redis") {
		t.Errorf("answered %v %s", w.Header(), w.Body)
	}
	form := url.Values{"MessageSid": {sid}, "MessageStatus": {"sent"}}
	checkProblem(t, answer(h.Status(), signed("/hooks/twilio/status/n1", form)), 503, "")
}

func checkProblem(t *testing.T, w *httptest.ResponseRecorder, status int, field string) {
	t.Helper()
	var p struct {
		Status        int
		Title, Detail string
		Code, Field   string
		Errors        []struct{ Field, Detail string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Fatalf("answered %d %q, no problem+json: %v", w.Code, w.Body, err)
	}
	if w.Code != status || p.Status != status || p.Field != field || p.Title == "" || p.Detail == "" || p.Code == "" {
		t.Errorf("answered %d %s, want %d about %q", w.Code, w.Body, status, field)
	}
	if field != "" && (len(p.Errors) != 1 || p.Errors[0].Field != field) {
		t.Errorf("errors %+v", p.Errors)
	}
}

// TestHooksWithTwilio: a whole conversation, over HTTP both ways.
func TestHooksWithTwilio(t *testing.T) {
	t.Parallel()
	to := &receiver{}
	tw := fake.Start(t, fake.Config{SentAfter: time.Millisecond, DeliveredAfter: 2 * time.Millisecond})
	root := serveHooks(t, to)
	tw.SetInbound(root + twilio.InboundPath)
	cfg := account(tw.URL())
	cfg.PublicURL = root
	if _, err := newChannel(t, cfg).Send(t.Context(), text("Cardiac arrest. 1=coming")); err != nil {
		t.Fatal(err)
	}
	tw.Phone(volunteer).Expect(t, "Cardiac arrest").Replies("1 & on my way; 5 min").Replies("STOP")
	idle(t, tw)
	tw.NoUnexpected(t)

	in, reports := to.took()
	if len(in) != 2 || in[0].Body != "1 & on my way; 5 min" || in[1].Body != "STOP" || in[0].From != volunteer {
		t.Errorf("replies %+v", in)
	}
	if !slices.Equal(to.statuses(), []dispatch.TextStatus{dispatch.TextSent, dispatch.TextDelivered}) {
		t.Errorf("reports %+v", reports)
	}
	for _, cb := range tw.Callbacks() {
		if cb.Answer/100 != 2 || cb.Attempt != 1 {
			t.Errorf("webhook %+v", cb)
		}
	}
	_, err := newChannel(t, cfg).Send(t.Context(), text("again"))
	if e := sendError(t, err); e.Outcome != notify.OutcomeRefused || e.Code != "21610" {
		t.Errorf("after STOP: %+v", e)
	}
}

func FuzzInbound(f *testing.F) {
	f.Add("MessageSid="+sid+"&From=%2B13025550101&Body=1", twilio.InboundPath, true)
	f.Add("MessageSid=SM&From=&Body=%FF", twilio.InboundPath+"?x=%2", false)
	f.Add("a=;&%=", "//x", true)
	f.Fuzz(func(t *testing.T, body, target string, sign bool) {
		u, err := url.ParseRequestURI(target)
		if err != nil || !strings.HasPrefix(target, "/") {
			t.Skip("not a request")
		}
		form, formErr := url.ParseQuery(body)
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.URL, r.RequestURI = u, target
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if sign {
			r.Header.Set("X-Twilio-Signature", twilio.Sign(fake.DefaultAuthToken, public+target, form))
		}
		to := &receiver{}
		w := answer(newHooks(t, public, to).Inbound(), r)
		in, _ := to.took()
		switch {
		case (w.Code == http.StatusOK) != (len(in) == 1):
			t.Fatalf("answered %d with %d received", w.Code, len(in))
		case len(in) == 1 && (!sign || formErr != nil):
			t.Fatal("believed without a signature")
		case !slices.Contains([]int{200, 400, 403, 413}, w.Code):
			t.Fatalf("answered %d", w.Code)
		}
		if len(in) == 1 && (!strings.HasPrefix(in[0].From.E164(), "+") || in[0].Body != strings.ToValidUTF8(form.Get("Body"), "\uFFFD")) {
			t.Fatalf("received %q from %q", in[0].Body, in[0].From.E164())
		}
	})
}
