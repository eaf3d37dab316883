package crowd

// world_test.go: the doors that the people live through, as small as can be:
// phones with a stream, pages, positions, incidents. It takes answers like the
// product and words its texts with the product's own words.

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/notify"
)

// world is the doubles of product and phones. One mutex guards it.
type world struct {
	mu      sync.Mutex
	changed chan struct{}
	mux     *http.ServeMux
	byPhone map[string]*Person

	events []event
	said   []said // what the crowd's people answered
	offers []*asked
	seen   map[string][]spot
	calls  map[string]int // by pattern
	opened []*fakeCase
	silent bool // nobody is needed, and texts do not even say so

	// broken, if it is there, may answer or drop a call: before it is done, or
	// after.
	before, after func(w http.ResponseWriter, r *http.Request) bool
	strangers     map[string]bool // responders that positions are refused for
}

type said struct {
	who, body, digit string
	page             bool
	at               time.Time
}

type spot struct {
	at    time.Time
	point orb.Point
}

type asked struct {
	phone, token, letter string
	lang                 string
	number               int64
	place                orb.Point
	state                string // "", accept, decline, arrived, done, withdraw, over
}

func newWorld(people []Person) *world {
	w := &world{
		changed: make(chan struct{}), mux: http.NewServeMux(), byPhone: map[string]*Person{},
		seen: map[string][]spot{}, calls: map[string]int{}, strangers: map[string]bool{},
	}
	for i := range people {
		w.byPhone[people[i].Phone.E164()] = &people[i]
	}
	for pattern, h := range map[string]func(http.ResponseWriter, *http.Request){
		"GET /phones/stream": w.stream, "POST /phones/{number}/reply": w.reply,
		"GET /r/{token}": w.page, "POST /r/{token}/answer": w.pageAnswer,
		"POST /v1/positions": w.positions, "GET /v1/incidents": w.list, "POST /v1/incidents": w.open,
		"GET /v1/incidents/{id}": w.show, "POST /v1/incidents/{id}/close": w.close,
	} {
		w.mux.HandleFunc(pattern, func(rw http.ResponseWriter, r *http.Request) {
			w.mu.Lock()
			w.calls[pattern]++
			w.mu.Unlock()
			h(rw, r)
		})
	}
	return w
}

// RoundTrip makes the world a transport: no network, so that it can live in a
// synctest bubble.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	defer func() { _ = r.Body.Close() }()
	rec := httptest.NewRecorder()
	w.mu.Lock()
	before, after := w.before, w.after
	w.mu.Unlock()
	if before != nil && before(rec, r) {
		return answered(rec)
	}
	w.mux.ServeHTTP(rec, r)
	if after != nil {
		if lost := httptest.NewRecorder(); after(lost, r) {
			return answered(lost)
		}
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return rec.Result(), nil
}

// answered is what a broken door gives: its status, or nothing at all.
func answered(rec *httptest.ResponseRecorder) (*http.Response, error) {
	if rec.Code == http.StatusOK {
		return nil, io.ErrUnexpectedEOF
	}
	return rec.Result(), nil
}

// live runs a crowd in a bubble of its own while script goes on. setup, if it
// is there, changes the world before.
func live(t *testing.T, cfg Config, setup func(w *world), script func(t *testing.T, c *Crowd, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		cfg.BaseURL, cfg.PhonesURL = "http://product.test", "http://phones.test"
		cfg.ImportToken, cfg.TrackerToken, cfg.PlatformToken = "admin", "tracker", "platform"
		c := New(cfg)
		w := newWorld(c.People())
		c.http, c.own = &http.Client{Transport: w}, false
		if setup != nil {
			setup(w)
		}
		done := make(chan error, 1)
		go func() { done <- c.Run(t.Context()) }()
		script(t, c, w)
		// The bubble ends when every goroutine of Run has, after t.Context.
		t.Cleanup(func() {
			if err := <-done; err != nil {
				t.Errorf("Run: %v", err)
			}
		})
	})
}

// pass lets time pass in the bubble; it takes none outside.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// send puts a text on a phone. w.mu is held.
func (w *world) send(phone, direction, body string) string {
	sid := "SM" + strconv.Itoa(len(w.events)+1)
	e := event{Phone: phone}
	e.Message.SID, e.Message.Direction, e.Message.Body, e.Message.CreatedAt = sid, direction, body, time.Now()
	w.events = append(w.events, e)
	close(w.changed)
	w.changed = make(chan struct{})
	return sid
}

func (w *world) notice(o *asked, kind dispatch.TextKind) {
	w.send(o.phone, toPhone, notify.Render(&dispatch.Notice{
		Kind: kind, Lang: o.lang, Number: o.number, IncidentKind: dispatch.KindInjury, Address: "1200 N Market St, Wilmington",
		Role: dispatch.RoleGeneral, Letter: o.letter, DistanceM: 800, Token: o.token,
	}, "https://fifteen.example"))
}

// ask asks one person to come to a place.
func (w *world) ask(p *Person, number int64, letter string, place orb.Point) *asked {
	w.mu.Lock()
	defer w.mu.Unlock()
	o := &asked{
		phone: p.Phone.E164(), lang: p.Lang, token: fmt.Sprintf("token-%s-%d", p.ID, number), letter: letter, number: number, place: place,
	}
	w.offers = append(w.offers, o)
	w.notice(o, dispatch.TextAsk)
	return o
}

// tell sends a text about an offer and, if it releases, ends it.
func (w *world) tell(o *asked, kind dispatch.TextKind) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if kind != dispatch.TextAsk && kind != dispatch.TextConfirm {
		o.state = "over"
	}
	w.notice(o, kind)
}

// stream is the phones' long poll.
func (w *world) stream(rw http.ResponseWriter, r *http.Request) {
	wait, _ := strconv.Atoi(r.URL.Query().Get("wait"))
	from, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
	timer := time.NewTimer(time.Duration(wait) * time.Second)
	defer timer.Stop()
	for {
		w.mu.Lock()
		list, changed := slices.Clone(w.events[min(from, len(w.events)):]), w.changed
		w.mu.Unlock()
		if len(list) > 0 {
			reply(rw, http.StatusOK, map[string]any{"cursor": strconv.Itoa(from + len(list)), "reset": false, "events": list})
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			reply(rw, http.StatusOK, map[string]any{"cursor": strconv.Itoa(from), "reset": false, "events": []event{}})
			return
		case <-r.Context().Done():
			return
		}
	}
}

func (w *world) reply(rw http.ResponseWriter, r *http.Request) {
	var in struct {
		Body string `json:"body"`
	}
	_ = json.NewDecoder(r.Body).Decode(&in)
	w.mu.Lock()
	defer w.mu.Unlock()
	phone := r.PathValue("number")
	sid := w.send(phone, fromPhone, in.Body)
	got := notify.ParseReply(in.Body)
	w.said = append(w.said, said{w.byPhone[phone].ID, in.Body, digitOf(got.Answer), false, time.Now()})
	w.answer(phone, got)
	reply(rw, http.StatusAccepted, map[string]string{"sid": sid})
}

// human answers on a phone as somebody at the phones page does.
func (w *world) human(p *Person, body string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.send(p.Phone.E164(), fromPhone, body)
	w.answer(p.Phone.E164(), notify.ParseReply(body))
}

// answer is the product's part: w.mu is held.
func (w *world) answer(phone string, got notify.Reply) {
	var mine []*asked
	for _, o := range w.offers {
		if o.phone == phone && o.state != "over" && o.state != "done" && (got.Letter == "" || got.Letter == o.letter) {
			mine = append(mine, o)
		}
	}
	switch {
	case got.Command != "" || len(mine) == 0:
		return
	case len(mine) > 1 && got.Understood():
		n := &dispatch.Notice{Kind: dispatch.TextWhich, Lang: mine[0].lang, Letters: map[string]string{}}
		for _, o := range mine {
			n.Letters[o.letter] = "1 Main St"
		}
		w.send(phone, toPhone, notify.Render(n, ""))
		return
	case !got.Understood():
		w.notice(mine[0], dispatch.TextUnclear)
		return
	}
	o := mine[0]
	was := o.state
	o.state = string(got.Answer)
	if got.Answer == dispatch.AnswerAccept && was == "" && !w.silent {
		w.notice(o, dispatch.TextConfirm)
	}
}

func digitOf(a dispatch.Answer) string {
	for digit, answer := range answerOf {
		if answer == a {
			return digit
		}
	}
	return ""
}

func (w *world) byToken(token string) *asked {
	for _, o := range w.offers {
		if o.token == token {
			return o
		}
	}
	return nil
}

func (w *world) page(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	o := w.byToken(r.PathValue("token"))
	if o == nil || o.state == "over" {
		rw.WriteHeader(http.StatusNotFound)
		return
	}
	fmt.Fprintf(rw, `<html><a href="geo:%.6f,%.6f?q=0">map</a></html>`, o.place[1], o.place[0])
}

func (w *world) pageAnswer(rw http.ResponseWriter, r *http.Request) {
	var in struct {
		Answer dispatch.Answer `json:"answer"`
	}
	_ = json.NewDecoder(r.Body).Decode(&in)
	w.mu.Lock()
	defer w.mu.Unlock()
	o := w.byToken(r.PathValue("token"))
	phase := map[dispatch.Answer]string{"accept": "coming", "decline": "declined", "arrived": "arrived", "done": "done", "withdraw": "declined"}[in.Answer]
	if o == nil || phase == "" {
		rw.WriteHeader(http.StatusNotFound)
		return
	}
	w.said = append(w.said, said{w.byPhone[o.phone].ID, string(in.Answer), digitOf(in.Answer), true, time.Now()})
	if o.state == "over" || w.silent {
		phase = "released"
	} else {
		o.state = string(in.Answer)
	}
	reply(rw, http.StatusOK, map[string]string{"phase": phase, "result": "applied"})
}

func (w *world) positions(rw http.ResponseWriter, r *http.Request) {
	var batch []sighting
	_ = json.NewDecoder(r.Body).Decode(&batch)
	w.mu.Lock()
	defer w.mu.Unlock()
	var bad []map[string]string
	for i, s := range batch {
		if w.strangers[s.Responder] && len(bad) < 20 {
			bad = append(bad, map[string]string{"field": fmt.Sprintf("[%d].responder", i), "detail": "is not known"})
		}
	}
	if len(bad) > 0 || len(batch) > 1000 || r.Header.Get("Authorization") != "Bearer tracker" {
		reply(rw, http.StatusBadRequest, map[string]any{"code": "invalid", "detail": "is not known", "errors": bad})
		return
	}
	for _, s := range batch {
		w.seen[s.Responder] = append(w.seen[s.Responder], spot{s.At, orb.Point{s.Lng, s.Lat}})
	}
	reply(rw, http.StatusOK, map[string]int{"accepted": len(batch), "stale": 0})
}

func reply(rw http.ResponseWriter, status int, v any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	_ = json.NewEncoder(rw).Encode(v)
}

// of lists what one person answered, in order, as digits; "?" is nonsense.
func (w *world) of(id string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var b strings.Builder
	for _, s := range w.said {
		if s.who == id && s.digit != "" {
			b.WriteString(s.digit)
		} else if s.who == id {
			b.WriteString("?")
		}
	}
	return b.String()
}

// path lists where one person was seen.
func (w *world) path(id string) []spot {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen[id])
}

// still is a copy of what has happened so far.
func (w *world) still() *world {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := &world{
		events: slices.Clone(w.events), said: slices.Clone(w.said), opened: slices.Clone(w.opened),
		seen: maps.Clone(w.seen), calls: maps.Clone(w.calls),
	}
	for _, o := range w.offers {
		copied := *o
		c.offers = append(c.offers, &copied)
	}
	return c
}
