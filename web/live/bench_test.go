package live

// bench_test.go: one event to a thousand clients, until the last one has it,
// beside a plain loop that writes the same bytes to the same sockets.
//
//	go test -run '^$' -bench FanOut -benchtime 300x ./web/live

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

const benchClients = 1000

// benchEvent is as large as they come: with both documents.
func benchEvent(seq int64) dispatch.Event {
	return dispatch.Event{
		Seq: seq, At: time.Now(), Type: dispatch.EventAccepted, Incident: "01JQZ0000000000000000000", Offer: "o1",
		Responder: "r1", Name: "王小明", By: "sms", Remark: "大概20分钟",
		IncidentDoc: &dispatch.Incident{ID: "01JQZ0000000000000000000", Version: seq, Address: strings.Repeat("路", 40), Needs: []dispatch.Need{{}, {}}},
		OfferDoc:    &dispatch.Offer{ID: "o1", Name: "王小明", Remark: "大概20分钟"},
	}
}

// audience counts the clients that have read the current message.
type audience struct {
	got chan struct{}
	wg  sync.WaitGroup
}

func (a *audience) read(ws *websocket.Conn) {
	_ = ws.SetReadDeadline(time.Time{})
	a.wg.Go(func() {
		for {
			if _, _, err := ws.ReadMessage(); err != nil {
				return
			}
			a.got <- struct{}{}
		}
	})
}

func (a *audience) await(b *testing.B) {
	b.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for range benchClients {
		select {
		case <-a.got:
		case <-late.C:
			b.Fatal("not everybody was told")
		}
	}
}

// benchHub is a hub with its clients.
func benchHub(b *testing.B) (tell func(dispatch.Event), a *audience, end func()) {
	b.Helper()
	j := newJournal("a")
	h := open(b, Config{Source: j, PingEvery: time.Hour, PongWait: 2 * time.Hour})
	a = &audience{got: make(chan struct{}, benchClients)}
	for range benchClients {
		w := resume(b, h, "", 0)
		w.next(b, "hello")
		a.read(w.ws)
	}
	tell = func(e dispatch.Event) {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.events = append(j.events, e)
		j.wake()
	}
	return tell, a, func() { h.stop(); a.wg.Wait() }
}

// benchPlain is what one writes without a hub.
func benchPlain(b *testing.B) (tell func(dispatch.Event), a *audience, end func()) {
	b.Helper()
	ends := make(chan *websocket.Conn)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			b.Error(err)
		}
		ends <- ws
	}))
	a = &audience{got: make(chan struct{}, benchClients)}
	all := make([]*websocket.Conn, benchClients)
	for i := range all {
		client, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(srv.URL, "http"), nil)
		if err != nil {
			b.Fatal(err)
		}
		_ = resp.Body.Close()
		b.Cleanup(func() { _ = client.Close() })
		a.read(client)
		all[i] = <-ends
	}
	tell = func(e dispatch.Event) {
		body, err := json.Marshal(eventFrame{laneEvent, &e})
		if err != nil {
			b.Fatal(err)
		}
		for _, ws := range all {
			if err := ws.WriteMessage(websocket.TextMessage, body); err != nil {
				b.Fatal(err)
			}
		}
	}
	return tell, a, func() {
		for _, ws := range all {
			_ = ws.Close()
		}
		a.wg.Wait()
		srv.Close()
	}
}

// BenchmarkFanOut takes turns, so that both see the same machine.
func BenchmarkFanOut(b *testing.B) {
	viaHub, hubAudience, endHub := benchHub(b)
	defer endHub()
	plainly, plainAudience, endPlain := benchPlain(b)
	defer endPlain()
	var hub, plain []time.Duration
	seq := int64(0)
	for b.Loop() {
		seq++
		e := benchEvent(seq)
		begun := time.Now()
		viaHub(e)
		hubAudience.await(b)
		hub = append(hub, time.Since(begun))
		begun = time.Now()
		plainly(e)
		plainAudience.await(b)
		plain = append(plain, time.Since(begun))
	}
	report(b, "hub", hub)
	report(b, "plain", plain)
	b.ReportMetric(0, "ns/op") // of both together: says nothing
}

func report(b *testing.B, who string, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, who+"-ms-median")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1000, who+"-ms-p99")
}
