package main

// story_test.go: the whole story, told through the public doors: an officer
// at a browser, volunteers at their phones, the journal over a WebSocket.

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

func TestStory(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	phones := r.importPeople(12)
	feed := r.watch()
	page := openPage(t, r.url)

	page.signIn()
	page.see("live", `[data-testid=connection-state][data-state=live]`)

	// The officer logs an incident with the form.
	page.do(chromedp.Click(chromedp.CSS(`[data-testid=new-incident]`)))
	page.do(chromedp.Click(chromedp.CSS(`[data-testid=form-kind-injury]`)))
	page.do(chromedp.SendKeys(chromedp.CSS(`[data-testid=form-position]`), fmt.Sprintf("%f, %f\t", square.Lat, square.Lng)))
	page.do(chromedp.SendKeys(chromedp.CSS(`[data-testid=form-address]`), "Rodney Square"))
	page.do(chromedp.Click(chromedp.CSS(`[data-testid=form-submit]`)))
	page.see("the incident in the list", `[data-testid=incident-row]`)
	page.see("people who were asked", `[data-testid=offer-row][data-state=asked]`)

	// Volunteers get their texts; one refuses, two come, one of them asks.
	r.twilio.Phone(phones[0]).Expect(t, "Injury", "Rodney Square").Replies("2")
	page.see("the refusal", `[data-testid=offer-row][data-state=declined][data-name="Volunteer 0"]`)
	r.twilio.Phone(phones[2]).Expect(t, "Injury").Replies("who is calling?")
	page.see("the reply nobody understood", `[data-testid=unclear-reply]`)
	r.twilio.Phone(phones[1]).Expect(t, "Injury").Replies("1 on my bike")
	page.see("somebody coming", `[data-testid=offer-row][data-state=accepted][data-name="Volunteer 1"]`)

	// The second seat: whoever is asked for the helper's role says yes on
	// their page, which the link in the text opens.
	id := r.only()
	helper := r.offer(id, func(o *dispatch.Offer) bool { return o.Role == dispatch.RoleGeneral && o.State == dispatch.OfferAsked })
	link := linkIn(t, r.textTo(helper.Responder, phones))
	own := openPage(t, link)
	own.see("the place", `body`)
	if n := r.view(id).Counts.Coming; n != 1 {
		t.Fatalf("opening the link changed something: %d are coming", n)
	}
	own.do(chromedp.Click(chromedp.CSS(`button[value=accept]`)))
	page.see("the helper coming", `[data-testid=offer-row][data-state=accepted][data-name="`+helper.Name+`"]`)

	// They arrive and finish; the officer closes.
	r.twilio.Phone(phones[1]).Expect(t, "Thank you")
	r.twilio.Phone(phones[1]).Replies("3")
	page.see("somebody on the scene", `[data-testid=offer-row][data-state=arrived][data-name="Volunteer 1"]`)
	own.do(chromedp.Click(chromedp.CSS(`button[value=arrived]`)))
	page.see("the helper on the scene", `[data-testid=offer-row][data-state=arrived][data-name="`+helper.Name+`"]`)
	r.until("the others are stood down", func() bool { return r.view(id).Counts.Asked == 0 && r.view(id).Counts.Silent == 0 })
	r.twilio.Phone(phones[1]).Replies("4")
	page.see("somebody done", `[data-testid=offer-row][data-state=done][data-name="Volunteer 1"]`)
	page.do(chromedp.Click(chromedp.CSS(`[data-testid=btn-close]`)))
	page.do(chromedp.Click(chromedp.CSS(`[data-testid=confirm-yes]`)))
	page.see("the incident closed", `[data-testid=incident-detail][data-state=closed]`)

	feed.mustHold(t,
		dispatch.EventOpened, dispatch.EventWave, dispatch.EventOffer, dispatch.EventDeclined, dispatch.EventReceived,
		dispatch.EventAccepted, dispatch.EventFilled, dispatch.EventArrived, dispatch.EventReleased, dispatch.EventDone, dispatch.EventClosed)
	page.mustBeQuiet()
	own.mustBeQuiet()
}

// A dashboard that loses its server says so, comes back by itself and shows
// what it missed.
func TestDashboardComesBack(t *testing.T) {
	t.Parallel()
	line := newLine(t)
	r := startRig(t, func(s *settings) { s.publicURL = line.url })
	line.lead(r.listener.Addr().String())
	r.importPeople(10)
	page := openPage(t, line.url)
	page.signIn()
	page.see("live", `[data-testid=connection-state][data-state=live]`)
	var v dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &v)
	page.see("the incident", `[data-testid=incident-row]`)
	page.do(chromedp.Click(chromedp.CSS(`[data-testid=incident-row]`)))
	page.see("people", `[data-testid=offer-row][data-state=asked]`)

	line.lead("")
	page.see("that the server is gone", `[data-testid=connection-state]:not([data-state=live])`)
	r.must("POST", "/v1/incidents/"+v.ID+"/offers/"+v.Offers[0].ID+"/answer", map[string]string{"answer": "accept"}, nil)
	line.lead(r.listener.Addr().String())
	page.see("live again", `[data-testid=connection-state][data-state=live]`)
	page.see("what it missed", `[data-testid=offer-row][data-state=accepted]`)
	page.mustBeQuiet()
}

// line is a TCP line between the browser and the server that can be cut.
type line struct {
	url string

	mu    sync.Mutex
	to    string
	conns map[net.Conn]bool
}

func newLine(t *testing.T) *line {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{url: "http://" + ln.Addr().String(), conns: map[net.Conn]bool{}}
	t.Cleanup(func() { _ = ln.Close(); l.lead("") })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			l.join(conn)
		}
	}()
	return l
}

// lead leads new connections to an address; "" cuts the line.
func (l *line) lead(to string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.to = to
	for c := range l.conns {
		_ = c.Close()
	}
	clear(l.conns)
}

func (l *line) join(from net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	to, err := net.Dial("tcp", l.to)
	if l.to == "" || err != nil {
		_ = from.Close()
		return
	}
	l.conns[from], l.conns[to] = true, true
	for _, pair := range [][2]net.Conn{{from, to}, {to, from}} {
		go func() {
			_, _ = io.Copy(pair[0], pair[1])
			_ = pair[0].Close()
		}()
	}
}

// only returns the id of the one incident there is.
func (r *rig) only() string {
	r.t.Helper()
	var list struct{ Incidents []dispatch.View }
	r.must("GET", "/v1/incidents", nil, &list)
	if len(list.Incidents) != 1 {
		r.t.Fatalf("%d incidents, want one", len(list.Incidents))
	}
	return list.Incidents[0].ID
}

// offer waits for an offer that fits.
func (r *rig) offer(incident string, fits func(*dispatch.Offer) bool) (found *dispatch.Offer) {
	r.t.Helper()
	r.until("an offer that fits", func() bool {
		for _, o := range r.view(incident).Offers {
			if fits(o) {
				found = o
				return true
			}
		}
		return false
	})
	return found
}

// textTo waits for the text that asks a responder and returns it.
func (r *rig) textTo(responder string, phones []string) string {
	r.t.Helper()
	var i int
	if _, err := fmt.Sscanf(responder, "p%d", &i); err != nil {
		r.t.Fatal(err)
	}
	return r.twilio.Phone(phones[i]).Expect(r.t, "/r/").Body
}

func linkIn(t *testing.T, text string) string {
	t.Helper()
	for _, word := range strings.Fields(text) {
		if strings.Contains(word, "/r/") {
			return word
		}
	}
	t.Fatalf("no link in %q", text)
	return ""
}

// page is a browser tab.
type page struct {
	t   *testing.T
	ctx context.Context

	mu     sync.Mutex
	faults []string
}

// openPage opens an address in a Chromium of its own.
func openPage(t *testing.T, address string) *page {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("these tests need Chromium: apt-get install chromium")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1440, 900),
		chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("lang", "en-US"), chromedp.WSURLReadTimeout(60*time.Second))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); stop() })
	p := &page{t: t, ctx: ctx}
	// The browser lives as long as the context of the first call: no timeout.
	if err := chromedp.Do(ctx, chromedp.Func(p.listen)); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	p.do(chromedp.Navigate(address))
	return p
}

// listen collects the faults of scripts until the tab is closed.
func (p *page) listen(_ context.Context, tab *chromedp.Target) error {
	thrown := cdp.Events(p.ctx, tab, runtime.ExceptionThrown)
	go func() {
		for ev, err := range thrown {
			if err != nil {
				return
			}
			p.mu.Lock()
			p.faults = append(p.faults, ev.ExceptionDetails.Text)
			p.mu.Unlock()
		}
	}()
	return nil
}

// do acts, and fails the test if that takes longer than a minute.
func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("browser: %v%s", err, p.text())
	}
}

// see waits until something is there to be seen.
func (p *page) see(what, selector string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 40*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.WaitVisible(chromedp.CSS(selector))); err != nil {
		p.t.Fatalf("the page does not show %s (%s): %v%s", what, selector, err, p.text())
	}
}

// text is what the page says, for a failure's message.
func (p *page) text() string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		return ""
	}
	return "\nthe page says:\n" + text
}

func (p *page) signIn() {
	p.t.Helper()
	p.see("the sign-in form", `[data-testid=login-name]`)
	p.do(chromedp.SendKeys(chromedp.CSS(`[data-testid=login-name]`), "admin"),
		chromedp.SendKeys(chromedp.CSS(`[data-testid=login-password]`), officerPassword),
		chromedp.Click(chromedp.CSS(`[data-testid=login-submit]`)))
}

// mustBeQuiet fails the test if a script on the page failed.
func (p *page) mustBeQuiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		p.t.Errorf("a script on the page failed: %s", f)
	}
}

// feed collects what the WebSocket shows.
type feed struct {
	mu     sync.Mutex
	events []dispatch.Event
	fault  error
}

// watch follows the live view as a machine with an officer's token.
func (r *rig) watch() *feed {
	r.t.Helper()
	u, err := url.Parse(r.url)
	if err != nil {
		r.t.Fatal(err)
	}
	u.Scheme, u.Path = "ws", "/v1/live"
	dialer := websocket.Dialer{Subprotocols: []string{"fifteen.v1"}}
	conn, res, err := dialer.DialContext(r.t.Context(), u.String(), http.Header{"Authorization": {"Bearer " + r.tokens[dispatch.AccessOfficer]}})
	if err != nil {
		r.t.Fatalf("live view: %v, %v", err, res)
	}
	_ = res.Body.Close()
	r.t.Cleanup(func() { _ = conn.Close() })
	if err := conn.WriteJSON(map[string]any{"type": "resume", "epoch": "", "seq": 0}); err != nil {
		r.t.Fatal(err)
	}
	f := &feed{}
	hello := make(chan struct{})
	go f.read(conn, hello)
	select {
	case <-hello:
	case <-time.After(10 * time.Second):
		r.t.Fatal("the live view says no hello")
	}
	return f
}

// read checks that the events come without hole or double.
func (f *feed) read(conn *websocket.Conn, hello chan struct{}) {
	last := int64(-1)
	for {
		_, doc, err := conn.ReadMessage()
		if err != nil {
			return
		}
		var frame struct {
			Type string `json:"type"`
			dispatch.Event
		}
		if err := json.Unmarshal(doc, &frame); err != nil {
			f.fail(err)
			return
		}
		switch frame.Type {
		case "hello":
			last = frame.Seq
			close(hello)
		case "event":
			if frame.Seq != last+1 {
				f.fail(fmt.Errorf("event %d follows %d", frame.Seq, last))
			}
			last = frame.Seq
			f.mu.Lock()
			f.events = append(f.events, frame.Event)
			f.mu.Unlock()
		case "ping":
			_ = conn.WriteJSON(map[string]string{"type": "pong"})
		}
	}
}

func (f *feed) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = err
}

// mustHold checks that the types came, the first of each in this order.
func (f *feed) mustHold(t *testing.T, types ...dispatch.EventType) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fault != nil {
		t.Error(f.fault)
	}
	var seen []dispatch.EventType
	for _, ev := range f.events {
		if slices.Contains(types, ev.Type) && !slices.Contains(seen, ev.Type) {
			seen = append(seen, ev.Type)
		}
	}
	if !slices.Equal(seen, types) {
		t.Errorf("the live view showed %v\nwant %v", seen, types)
	}
}
