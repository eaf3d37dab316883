package live

// lane_test.go: positions: the latest wins, everybody is told, events go first.

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func seen(id string, lng float64, at time.Time) dispatch.Sighting {
	return dispatch.Sighting{Responder: id, Position: dispatch.Position{Lng: lng, Lat: 30}, At: at}
}

// drainLane reads all batches behind a cursor into a table of lng by responder.
func drainLane(t *testing.T, w *wire, l *lane, cursor int64, known map[string]float64) int64 {
	t.Helper()
	for {
		f, next := l.next(cursor, noon)
		if next == cursor {
			if f != nil {
				t.Fatal("a batch that leads nowhere")
			}
			return cursor
		}
		cursor = next
		if f == nil {
			continue
		}
		for _, p := range w.positions(t, f) {
			known[p[0].(string)] = p[1].(float64)
		}
	}
}

// wire is a connection whose two ends the test holds.
type wire struct{ server, client *websocket.Conn }

func newWire(t *testing.T) *wire {
	t.Helper()
	ends := make(chan *websocket.Conn, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
		}
		ends <- ws
	}))
	t.Cleanup(srv.Close)
	client, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(srv.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	w := &wire{<-ends, client}
	t.Cleanup(func() { _, _ = w.server.Close(), w.client.Close() })
	return w
}

// positions reads a frame's batch as a client would.
func (w *wire) positions(t *testing.T, f *frame) [][]any {
	t.Helper()
	if err := w.server.WritePreparedMessage(f.msg); err != nil {
		t.Fatal(err)
	}
	var r reply
	if err := w.client.ReadJSON(&r); err != nil || r.Type != "positions" {
		t.Fatalf("%v, got %+v", err, r)
	}
	return r.Batch
}

func TestPositionsFrame(t *testing.T) {
	t.Parallel()
	f := encodePositions([]dispatch.Sighting{
		seen(`v"1`, 104.0612345678, noon.Add(-12*time.Second)),
		{Responder: "nowhere", Position: dispatch.Position{Lng: 500}, At: noon},
		seen("v2", -0.5, noon.Add(time.Hour)), // a phone whose clock is ahead
	}, noon)
	got := fmt.Sprint(newWire(t).positions(t, f))
	if want := `[[v"1 104.061235 30 12] [v2 -0.5 30 0]]`; got != want {
		t.Errorf("sent %s, want %s", got, want)
	}
}

// TestLane holds the lane against a plain table, with clients that come and
// look at any time.
func TestLane(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	l, w := newLane(), newWire(t)
	table := map[string]float64{}
	type looker struct {
		cursor int64
		known  map[string]float64
	}
	lookers := []*looker{{known: map[string]float64{}}, {known: map[string]float64{}}}
	at := noon.Add(-10 * time.Minute)
	for round := range 12 {
		for range rng.IntN(2000) {
			at = at.Add(time.Millisecond)
			id, lng := fmt.Sprint("v", rng.IntN(700)), float64(rng.IntN(360)-180)
			l.put([]dispatch.Sighting{seen(id, lng, at), seen(id, 77, at.Add(-time.Second))}) // the older one is left out
			table[id] = lng
		}
		l.publish(noon)
		lookers = append(lookers, &looker{known: map[string]float64{}})
		for i, k := range lookers {
			if i == 0 || rng.IntN(3) == 0 || round == 11 {
				k.cursor = drainLane(t, w, l, k.cursor, k.known)
				if fmt.Sprint(k.known) != fmt.Sprint(table) {
					t.Fatalf("round %d: looker %d knows %d positions, want %d", round, i, len(k.known), len(table))
				}
			}
		}
	}
	if len(l.log) > 2*len(l.latest)+1024 {
		t.Errorf("%d log entries for %d positions", len(l.log), len(l.latest))
	}
}

func TestLaneForgetsTheOutdated(t *testing.T) {
	t.Parallel()
	l := newLane()
	l.put([]dispatch.Sighting{seen("old", 1, noon.Add(-dispatch.FreshPosition-time.Second)), seen("new", 2, noon)})
	l.publish(noon)
	size := len(l.latest)
	// One that comes outdated is not told even before it is forgotten.
	l.put([]dispatch.Sighting{seen("late", 3, noon.Add(-dispatch.FreshPosition-time.Second))})
	l.publish(noon)
	known := map[string]float64{}
	drainLane(t, newWire(t), l, 0, known)
	if len(known) != 1 || known["new"] != 2 || size != 1 {
		t.Errorf("told %v, held %d", known, size)
	}
}

// TestEventsGoBeforePositions: with both at hand, events are written first.
func TestEventsGoBeforePositions(t *testing.T) {
	t.Parallel()
	hub := New(Config{Source: newJournal("a")})
	var moves []dispatch.Sighting
	for i := range 3 * batchSize {
		moves = append(moves, seen(fmt.Sprint("v", i), 100, time.Now()))
	}
	hub.lane.put(moves)
	hub.lane.publish(time.Now())
	w := newWire(t)
	c := newClient(hub, w.server, nil)
	r := hub.room
	r.enter(c)
	r.reset(&anchor{epoch: "a"})
	r.resume(c, "a", 0)
	for seq := int64(1); seq <= 3; seq++ {
		f, err := encodeEvent(&dispatch.Event{Seq: seq})
		if err != nil {
			t.Fatal(err)
		}
		r.hear(news{events: []*frame{f}})
	}
	close(c.readDone)
	go c.write()
	var got []string
	for range 7 {
		var r reply
		if err := w.client.ReadJSON(&r); err != nil {
			t.Fatal(err)
		}
		got = append(got, r.Type)
	}
	r.doom(c, closeGone)
	<-c.writeDone
	if want := "[hello event event event positions positions positions]"; fmt.Sprint(got) != want {
		t.Errorf("written %v, want %s", got, want)
	}
}

// TestGreetingIsCutShort: who is cut off is not told all it missed first.
func TestGreetingIsCutShort(t *testing.T) {
	t.Parallel()
	hub, w := New(Config{Source: newJournal("a")}), newWire(t)
	c := newClient(hub, w.server, nil)
	hub.room.enter(c)
	f, err := encodeEvent(&dispatch.Event{Seq: 1})
	if err != nil {
		t.Fatal(err)
	}
	hub.room.doom(c, CloseGoingAway)
	if err := (&greeting{missed: []*frame{f, f}}).write(c); err != nil {
		t.Fatal(err)
	}
	_ = w.server.Close()
	n := 0
	for ; err == nil; n++ {
		_, _, err = w.client.ReadMessage()
	}
	if n != 2 { // the hello, and the end
		t.Errorf("%d frames were written, want the hello alone", n-1)
	}
}
