package live

// door_test.go: who may connect, and how connections end.

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

func TestDoor(t *testing.T) {
	t.Parallel()
	h := open(t, Config{Source: newJournal("a"), Origins: []string{"https://fifteen.example", "http://127.0.0.1:8015"}})
	bearer := []string{"Bearer x"}
	for _, tc := range []struct {
		name   string
		header http.Header
		status int
	}{
		{"our page", http.Header{"Origin": {"https://fifteen.example"}}, 101},
		{"our other page", http.Header{"Origin": {"http://127.0.0.1:8015"}}, 101},
		{"a machine", http.Header{"Authorization": bearer}, 101},
		{"neither origin nor token", nil, 403},
		{"an empty origin", http.Header{"Origin": {""}}, 403},
		{"no page at all", http.Header{"Origin": {"null"}}, 403},
		{"another scheme", http.Header{"Origin": {"http://fifteen.example"}}, 403},
		{"another port", http.Header{"Origin": {"https://fifteen.example:8443"}}, 403},
		{"a longer name", http.Header{"Origin": {"https://fifteen.example.evil.example"}}, 403},
		{"a shorter name", http.Header{"Origin": {"https://ifteen.example"}}, 403},
		{"a name below", http.Header{"Origin": {"https://x.fifteen.example"}}, 403},
		{"the host's own origin", http.Header{"Origin": {"http" + strings.TrimPrefix(h.url, "ws")}}, 403},
		{"a token does not excuse an origin", http.Header{"Origin": {"https://evil.example"}, "Authorization": bearer}, 403},
		{"two origins", http.Header{"Origin": {"https://fifteen.example", "https://evil.example"}}, 403},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ws, resp, err := dialer.Dial(h.url, tc.header)
			if resp == nil {
				t.Fatalf("dial: %v", err)
			}
			if err == nil {
				defer func() { _ = ws.Close() }()
				if ws.Subprotocol() != Subprotocol {
					t.Errorf("subprotocol %q", ws.Subprotocol())
				}
			}
			if resp.StatusCode != tc.status {
				t.Errorf("answered %d, want %d", resp.StatusCode, tc.status)
			}
			if got := resp.Header.Get("Content-Type"); tc.status != 101 && got != "application/problem+json" {
				t.Errorf("refused as %q", got)
			}
		})
	}
	t.Run("plain HTTP", func(t *testing.T) {
		req := httptest.NewRequest(http.MethodGet, "/v1/live", nil)
		req.Header = machine
		rec := httptest.NewRecorder()
		h.hub.ServeHTTP(rec, req)
		if rec.Code != http.StatusUpgradeRequired {
			t.Errorf("answered %d", rec.Code)
		}
	})
	t.Run("without the subprotocol", func(t *testing.T) {
		_, resp, _ := (&websocket.Dialer{}).Dial(h.url, machine)
		if resp == nil || resp.StatusCode != http.StatusBadRequest {
			t.Fatalf("answered %+v", resp)
		}
		body, _ := io.ReadAll(resp.Body)
		if !strings.Contains(string(body), Subprotocol) {
			t.Errorf("does not say what to do: %s", body)
		}
	})
	t.Run("a full house", func(t *testing.T) {
		h := open(t, Config{Source: newJournal("a"), MaxClients: 2})
		dial(t, h)
		dial(t, h)
		_, resp, _ := dialer.Dial(h.url, machine)
		if resp == nil || resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
			t.Errorf("answered %+v", resp)
		}
	})
}

// wrapped hides Hijack behind Unwrap, as middleware does.
type wrapped struct{ http.ResponseWriter }

func (w wrapped) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func TestBehindMiddleware(t *testing.T) {
	t.Parallel()
	h := open(t, Config{Source: newJournal("a")})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.hub.ServeHTTP(wrapped{w}, r) }))
	defer srv.Close()
	w := resume(t, &house{hub: h.hub, url: "ws" + strings.TrimPrefix(srv.URL, "http")}, "", 0)
	w.next(t, "hello")
}

func TestBadFrames(t *testing.T) {
	t.Parallel()
	h := open(t, Config{Source: newJournal("a")})
	const hello = `{"type":"resume","epoch":"","seq":0}`
	for _, tc := range []struct {
		name   string
		kind   int
		frames []string
	}{
		{"not JSON", websocket.TextMessage, []string{`resume`}},
		{"of unknown type", websocket.TextMessage, []string{hello, `{"type":"subscribe"}`}},
		{"of no type", websocket.TextMessage, []string{`{}`}},
		{"pong before resume", websocket.TextMessage, []string{`{"type":"pong"}`}},
		{"resume again", websocket.TextMessage, []string{hello, hello}},
		{"seq below zero", websocket.TextMessage, []string{`{"type":"resume","epoch":"a","seq":-1}`}},
		{"seq not a number", websocket.TextMessage, []string{`{"type":"resume","epoch":"a","seq":"1"}`}},
		{"binary", websocket.BinaryMessage, []string{hello}},
		{"too long", websocket.TextMessage, []string{hello, `{"type":"pong","x":"` + strings.Repeat("x", 5000) + `"}`}},
		{"too long by blanks", websocket.TextMessage, []string{hello, `{"type":"pong"}` + strings.Repeat(" ", 5000)}},
		{"far too long", websocket.TextMessage, []string{`{"type":"pong","x":"` + strings.Repeat("x", 3<<20) + `"}`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			w := &watcher{ws: dial(t, h), versions: map[string]int64{}}
			for _, f := range tc.frames {
				if err := w.ws.WriteMessage(tc.kind, []byte(f)); err != nil {
					t.Fatal(err)
				}
			}
			if code := w.closed(t); code != CloseBadFrame {
				t.Errorf("closed with %d, want %d", code, CloseBadFrame)
			}
		})
	}
	t.Run("unknown fields are none", func(t *testing.T) {
		t.Parallel()
		w := &watcher{ws: dial(t, h), versions: map[string]int64{}}
		w.say(t, `{"type":"resume","epoch":"","seq":0,"build":"next"}`)
		w.next(t, "hello")
	})
}

func TestSignsOfLife(t *testing.T) {
	t.Parallel()
	h := open(t, Config{Source: newJournal("a"), PingEvery: 100 * time.Millisecond, PongWait: 1500 * time.Millisecond})
	t.Run("no resume", func(t *testing.T) {
		t.Parallel()
		h := open(t, Config{Source: newJournal("a"), ResumeWait: 200 * time.Millisecond})
		ws := dial(t, h)
		// A pong is not enough.
		err := ws.WriteControl(websocket.PongMessage, nil, time.Now().Add(patience))
		_ = ws.SetReadDeadline(time.Now().Add(patience))
		for err == nil {
			_, _, err = ws.ReadMessage()
		}
		if !websocket.IsCloseError(err, int(CloseSilent)) {
			t.Errorf("ended with %v, want code %d", err, CloseSilent)
		}
	})
	t.Run("no pong", func(t *testing.T) {
		t.Parallel()
		w := resume(t, h, "", 0)
		w.ws.SetPingHandler(func(string) error { return nil })
		var err error
		for pings := 0; err == nil; pings++ {
			_, _, err = w.ws.ReadMessage()
			if pings > 1000 {
				t.Fatal("never closed")
			}
		}
		if !websocket.IsCloseError(err, int(CloseSilent)) {
			t.Errorf("ended with %v, want code %d", err, CloseSilent)
		}
	})
	for _, tc := range []struct{ name, answers string }{{"by script", "script"}, {"by browser", "browser"}} {
		t.Run("pong "+tc.name, func(t *testing.T) {
			t.Parallel()
			w := resume(t, h, "", 0)
			if tc.answers == "script" {
				w.ws.SetPingHandler(func(string) error { return nil })
			}
			deadline := time.Now().Add(3 * time.Second) // twice PongWait
			for pings := 0; time.Now().Before(deadline); {
				_, body, err := w.ws.ReadMessage()
				if err != nil {
					t.Fatalf("after %d pings: %v", pings, err)
				}
				if string(body) == `{"type":"ping"}` {
					pings++
					if tc.answers == "script" {
						w.say(t, `{"type":"pong"}`)
					}
				}
			}
		})
	}
}

func TestSignedOut(t *testing.T) {
	t.Parallel()
	type name struct{}
	var verdict atomic.Pointer[dispatch.Error] // on the guest
	verdict.Store(dispatch.Unavailable(errors.New("away")))
	var asked atomic.Int64
	j := newJournal("a")
	h := open(t, Config{
		Source: j, RevalidateEvery: time.Hour,
		Revalidate: func(r *http.Request) error {
			if r.Context().Value(name{}) != "somebody" {
				return errors.New("the request has lost its values")
			}
			if r.Header.Get("Authorization") == "Bearer guest" {
				asked.Add(1)
				return verdict.Load()
			}
			return nil
		},
	})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.hub.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), name{}, "somebody")))
	}))
	defer srv.Close()
	door := &house{hub: h.hub, url: "ws" + strings.TrimPrefix(srv.URL, "http")}
	officer := resume(t, door, "", 0)
	officer.next(t, "hello")
	ws, resp, err := dialer.Dial(door.url, http.Header{"Authorization": {"Bearer guest"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	defer func() { _ = ws.Close() }()
	guest := &watcher{ws: ws, versions: map[string]int64{}}
	guest.say(t, `{"type":"resume"}`)
	guest.next(t, "hello")

	eventually(t, "the guest was asked about twice", func() bool { h.hub.Recheck(); return asked.Load() >= 2 })
	guest.until(t, j.add("i1", 1)) // nobody knows: the guest stays
	verdict.Store(dispatch.Errorf(dispatch.CodeUnauthorized, "signed out"))
	h.hub.Recheck()
	if code := guest.closed(t); code != CloseUnauthorized {
		t.Errorf("closed with %d, want %d", code, CloseUnauthorized)
	}
	officer.until(t, j.add("i1", 1))
}
