package live

// watcher_test.go: a running hub behind a real socket, and clients of it.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.uber.org/goleak"

	"fifteen/dispatch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds every wait of a test.
const patience = 20 * time.Second

// house is a hub behind a server.
type house struct {
	hub  *Hub
	url  string
	stop func() // ends the hub and waits for it
}

func open(t testing.TB, cfg Config) *house {
	t.Helper()
	if cfg.Block == 0 {
		cfg.Block = 50 * time.Millisecond
	}
	h := New(cfg)
	ctx, cancel := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- h.Run(ctx) }()
	srv := httptest.NewServer(h)
	stopped := false
	stop := func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		select {
		case err := <-ran:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			t.Error("Run did not end")
		}
		srv.Close()
	}
	t.Cleanup(stop)
	return &house{hub: h, url: "ws" + strings.TrimPrefix(srv.URL, "http"), stop: stop}
}

// machine is the header of a client without an origin.
var machine = http.Header{"Authorization": {"Bearer test"}}

var dialer = websocket.Dialer{Subprotocols: []string{Subprotocol}, HandshakeTimeout: patience}

func dial(t testing.TB, h *house) *websocket.Conn {
	t.Helper()
	ws, resp, err := dialer.Dial(h.url, machine)
	if err != nil {
		t.Fatalf("dial: %v (%+v)", err, resp)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	return ws
}

func resume(t testing.TB, h *house, epoch string, seq int64) *watcher {
	t.Helper()
	w := &watcher{ws: dial(t, h), versions: map[string]int64{}, epoch: epoch, seq: seq}
	w.say(t, fmt.Sprintf(`{"type":"resume","epoch":%q,"seq":%d}`, epoch, seq))
	return w
}

// reply is any frame of the server.
type reply struct {
	Type     string    `json:"type"`
	Epoch    string    `json:"epoch"`
	Seq      int64     `json:"seq"`
	Now      time.Time `json:"now"`
	Since    time.Time `json:"since"`
	Snapshot *struct {
		Incidents []dispatch.View `json:"incidents"`
	} `json:"snapshot"`
	Event       dispatch.EventType `json:"event"`
	Remark      string             `json:"remark"`
	IncidentDoc *dispatch.Incident `json:"incident_doc"`
	Batch       [][]any            `json:"batch"`
}

// watcher is a client that keeps the state it was told, and complains about
// holes, doubles and events of another journal.
type watcher struct {
	ws       *websocket.Conn
	epoch    string
	seq      int64
	versions map[string]int64
	hellos   int
}

func (w *watcher) say(t testing.TB, frame string) {
	t.Helper()
	if err := w.ws.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		t.Fatalf("write: %v", err)
	}
}

// read returns the next frame that is not a ping; pings are answered.
func (w *watcher) read() (*reply, error) {
	for {
		_ = w.ws.SetReadDeadline(time.Now().Add(patience))
		_, body, err := w.ws.ReadMessage()
		if err != nil {
			return nil, err
		}
		var r reply
		if err := json.Unmarshal(body, &r); err != nil {
			return nil, fmt.Errorf("%w in %s", err, body)
		}
		if r.Type == "ping" {
			if err := w.ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"pong"}`)); err != nil {
				return nil, err
			}
			continue
		}
		return &r, w.take(&r)
	}
}

var errStory = errors.New("the story does not hold")

// take applies a frame the way a dashboard does.
func (w *watcher) take(r *reply) error {
	switch r.Type {
	case "hello":
		w.hellos++
		switch {
		case r.Snapshot != nil:
			w.epoch, w.seq, w.versions = r.Epoch, r.Seq, map[string]int64{}
			for _, v := range r.Snapshot.Incidents {
				w.versions[v.ID] = v.Version
			}
		case r.Epoch != w.epoch || r.Seq != w.seq:
			return fmt.Errorf("%w: at %s/%d, resumed at %s/%d", errStory, w.epoch, w.seq, r.Epoch, r.Seq)
		}
	case "event":
		switch {
		case w.hellos == 0:
			return fmt.Errorf("%w: event %d before the hello", errStory, r.Seq)
		case r.Seq != w.seq+1:
			return fmt.Errorf("%w: event %d after %d", errStory, r.Seq, w.seq)
		case r.Remark != w.epoch:
			return fmt.Errorf("%w: event %d of journal %s in %s", errStory, r.Seq, r.Remark, w.epoch)
		case r.IncidentDoc.Version != w.versions[r.IncidentDoc.ID]+1:
			return fmt.Errorf("%w: event %d makes %s version %d, was %d", errStory, r.Seq,
				r.IncidentDoc.ID, r.IncidentDoc.Version, w.versions[r.IncidentDoc.ID])
		}
		w.seq = r.Seq
		w.versions[r.IncidentDoc.ID] = r.IncidentDoc.Version
	}
	return nil
}

func (w *watcher) next(t testing.TB, kind string) *reply {
	t.Helper()
	r, err := w.read()
	if err != nil {
		t.Fatalf("waiting for a %s frame: %v", kind, err)
	}
	if r.Type != kind {
		t.Fatalf("got a %s frame, want %s: %+v", r.Type, kind, r)
	}
	return r
}

// until reads events up to a place.
func (w *watcher) until(t testing.TB, seq int64) {
	t.Helper()
	for w.seq < seq {
		if _, err := w.read(); err != nil {
			t.Fatalf("reading up to %d, at %d: %v", seq, w.seq, err)
		}
	}
}

// closed reads until the server closes and returns its code.
func (w *watcher) closed(t testing.TB) CloseCode {
	t.Helper()
	for {
		_, err := w.read()
		var ce *websocket.CloseError
		if errors.As(err, &ce) {
			return CloseCode(ce.Code)
		}
		if err != nil {
			t.Fatalf("the connection ended without a close frame: %v", err)
		}
	}
}

// eventually polls until it is so.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	poll := time.NewTicker(2 * time.Millisecond)
	defer poll.Stop()
	for !is() {
		select {
		case <-poll.C:
		case <-deadline.C:
			t.Fatalf("not in time: %s", what)
		}
	}
}

func metric(t testing.TB, vec *prometheus.CounterVec, label string) int {
	t.Helper()
	return int(testutil.ToFloat64(vec.WithLabelValues(label)))
}
