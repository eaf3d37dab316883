package main

// rig_test.go: a whole server in the test's process, with a fake Twilio, and
// an officer who speaks HTTP to it.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore/redistest"
	"fifteen/notify"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"
	"fifteen/web"
)

const officerPassword = "a-long-enough-password"

// rig is a running server.
type rig struct {
	*app
	t      *testing.T
	twilio *fake.Twilio
	tokens map[dispatch.Access]string
}

// startRig runs a server for as long as the test lasts. change may alter the
// settings; by default the Redis is the test binary's, with an area of its own.
func startRig(t *testing.T, change func(*settings)) *rig {
	t.Helper()
	return startRigWith(t, change, notify.RelayConfig{})
}

// startRigWith also sets how patient the relay is.
func startRigWith(t *testing.T, change func(*settings), relay notify.RelayConfig) *rig {
	t.Helper()
	tw := fake.Start(t, fake.Config{})
	s := settings{
		listen: "127.0.0.1:0", sms: "twilio", area: redistest.Area(t), region: "US", timezone: "UTC",
		redis: redistest.URL(), adminPassword: officerPassword,
	}
	if change != nil {
		change(&s)
	}
	a, err := newApp(t.Context(), s, slog.New(slog.DiscardHandler), extras{relay: relay, twilio: &twilio.Config{
		AccountSID: fake.DefaultAccountSID, AuthToken: fake.DefaultAuthToken, From: fake.DefaultNumber, APIURL: tw.URL(),
	}})
	if err != nil {
		t.Fatal(err)
	}
	tw.SetInbound(a.url + twilio.InboundPath)
	if _, err := a.firstOfficer(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := &rig{app: a, t: t, twilio: tw, tokens: map[dispatch.Access]string{}}
	for _, access := range []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessOfficer, dispatch.AccessPlatform, dispatch.AccessTracker} {
		value, token := web.NewToken("test-"+string(access), access, time.Now())
		if err := a.store.PutToken(t.Context(), &token); err != nil {
			t.Fatal(err)
		}
		r.tokens[access] = value
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the server ended badly: %v", err)
		}
	})
	r.until("ready", func() bool { code, _ := r.do(dispatch.AccessAdmin, "GET", "/readyz", nil); return code == 200 })
	return r
}

// direct is the server's own address, whatever the world calls it.
func (r *rig) direct() string { return "http://" + r.listener.Addr().String() }

// until polls with a deadline.
func (r *rig) until(what string, check func() bool) {
	r.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); !check(); <-tick.C {
		if time.Now().After(deadline) {
			r.t.Fatalf("did not come about: %s", what)
		}
	}
}

// do sends a request as a machine and returns status and body.
func (r *rig) do(as dispatch.Access, method, path string, body any) (int, []byte) {
	r.t.Helper()
	return r.doWith(as, method, path, body, nil)
}

func (r *rig) doWith(as dispatch.Access, method, path string, body any, header http.Header) (int, []byte) {
	r.t.Helper()
	var content io.Reader = http.NoBody
	if body != nil {
		doc, err := json.Marshal(body)
		if err != nil {
			r.t.Fatal(err)
		}
		content = bytes.NewReader(doc)
	}
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.direct()+path, content)
	if err != nil {
		r.t.Fatal(err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	req.Header.Set("Authorization", "Bearer "+r.tokens[as])
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	doc, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, doc
}

// must sends a request as an officer and decodes the answer.
func (r *rig) must(method, path string, body, into any) {
	r.t.Helper()
	code, doc := r.do(dispatch.AccessOfficer, method, path, body)
	if code/100 != 2 {
		r.t.Fatalf("%s %s answers %d: %s", method, path, code, doc)
	}
	if into != nil {
		if err := json.Unmarshal(doc, into); err != nil {
			r.t.Fatal(err)
		}
	}
}

// view reads an incident back.
func (r *rig) view(id string) (v dispatch.View) {
	r.t.Helper()
	r.must("GET", "/v1/incidents/"+id, nil, &v)
	return v
}

// importPeople uploads n volunteers with medical training in a row east of
// the square, 100 m apart, and returns their phones, nearest first.
func (r *rig) importPeople(n int) []string {
	r.t.Helper()
	var sheet strings.Builder
	sheet.WriteString("编号,姓名,手机,语言,技能,出行方式,经度,纬度,同意\n")
	phones := make([]string, n)
	for i := range n {
		phones[i] = fmt.Sprintf("+1302555%04d", 1000+i)
		fmt.Fprintf(&sheet, "p%03d,Volunteer %d,%s,en,医疗救护,骑行,%f,%f,是\n", i, i, phones[i], square.Lng+float64(i+1)*0.00117, square.Lat)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "volunteers.csv")
	if err != nil {
		r.t.Fatal(err)
	}
	_, _ = io.WriteString(part, sheet.String())
	_ = w.Close()
	req, err := http.NewRequestWithContext(r.t.Context(), "POST", r.direct()+"/v1/responders/import?dry_run=false", &form)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.tokens[dispatch.AccessAdmin])
	req.Header.Set("Content-Type", w.FormDataContentType())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		doc, _ := io.ReadAll(res.Body)
		r.t.Fatalf("import answers %d: %s", res.StatusCode, doc)
	}
	return phones
}

// square is where incidents happen in tests: Rodney Square, Wilmington.
var square = dispatch.Position{Lng: -75.5466, Lat: 39.7459}

// medic is an incident that needs one medic, or as many as said.
func medic(count int) map[string]any {
	return map[string]any{
		"kind": "injury", "position": square, "address": "Rodney Square",
		"needs": []dispatch.Need{{Role: dispatch.RoleMedical, Count: count}},
	}
}
