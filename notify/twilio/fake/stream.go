package fake

// stream.go: following what happens on the phones, as server-sent events or
// by long polling. There is no queue a follower: each reads the ring at its
// own pace, and one who is too slow is told to start anew.

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	pollMax   = 30 * time.Second
	pingEvery = 15 * time.Second
	writeTime = 10 * time.Second
)

// event is a text that came to a phone or went from it.
type event struct {
	Cursor  string  `json:"cursor"`
	Phone   string  `json:"phone"`
	Name    string  `json:"name,omitempty"`
	Message Message `json:"message"`
}

// publish shows a text's news to the followers; t.mu is held.
func (t *Twilio) publish(m *text) {
	if m.onPhone {
		t.events.push(event{Cursor: t.cursor(t.events.added + 1), Phone: m.Phone(), Message: m.Message})
	}
}

func (t *Twilio) cursor(n int64) string { return t.epoch + "-" + strconv.FormatInt(n, 10) }

// since lists the events after a cursor and the cursor to go on from. reset
// says that events are missing: the follower has to look at everything anew.
// Without a cursor it begins with the oldest event held. t.mu is held.
func (t *Twilio) since(cursor, number string) (list []event, next string, reset bool) {
	held := int64(t.events.len())
	first := t.events.added - held // events before the oldest one held
	from := first
	if cursor != "" {
		epoch, n, _ := strings.Cut(cursor, "-")
		at, err := strconv.ParseInt(n, 10, 64)
		if err != nil || epoch != t.epoch || at < first || at > t.events.added {
			return nil, t.cursor(t.events.added), true
		}
		from = at
	}
	for i := from - first; i < held; i++ {
		e := t.events.at(int(i))
		if number == "" || e.Phone == number {
			list = append(list, e)
		}
	}
	return list, t.cursor(t.events.added), false
}

// stream is GET /phones/stream?cursor=&phone=&wait=: server-sent events if
// those are asked for, one JSON answer otherwise.
func (t *Twilio) stream(w http.ResponseWriter, r *http.Request) {
	select {
	case t.streams <- struct{}{}:
		defer func() { <-t.streams }()
	default:
		w.Header().Set("Retry-After", "5")
		writeJSON(w, http.StatusServiceUnavailable, map[string]string{"message": "too many followers: close a window"})
		return
	}
	cursor, number := r.URL.Query().Get("cursor"), r.URL.Query().Get("phone")
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		cursor = last
	}
	if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		t.push(w, r, cursor, number)
		return
	}
	wait := pollMax
	if s, err := strconv.ParseFloat(r.URL.Query().Get("wait"), 64); err == nil && s >= 0 && s < pollMax.Seconds() {
		wait = time.Duration(s * float64(time.Second))
	}
	ctx, cancel := context.WithTimeout(r.Context(), wait)
	defer cancel()
	list, next, reset := t.news(ctx, cursor, number)
	if list == nil {
		list = []event{}
	}
	writeJSON(w, http.StatusOK, map[string]any{"cursor": next, "reset": reset, "events": list})
}

// news waits until there are events after the cursor or ctx ends.
func (t *Twilio) news(ctx context.Context, cursor, number string) (list []event, next string, reset bool) {
	next = cursor
	err := t.wait(ctx, func() bool {
		list, next, reset = t.since(cursor, number)
		return reset || len(list) > 0
	})
	if err != nil {
		return nil, next, false
	}
	for i := range list {
		list[i].Name = t.cfg.Name(list[i].Phone)
	}
	return list, next, reset
}

// push sends events until the follower goes, or takes too long to read them.
func (t *Twilio) push(w http.ResponseWriter, r *http.Request, cursor, number string) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	frames := []byte("retry: 2000\n\n")
	for r.Context().Err() == nil {
		_ = out.SetWriteDeadline(time.Now().Add(writeTime)) // not every writer can; the listener's can
		if _, err := w.Write(frames); err != nil {          //nolint:gosec // an event stream of JSON, no page
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), pingEvery)
		list, next, reset := t.news(ctx, cursor, number)
		cancel()
		cursor, frames = next, frames[:0]
		switch {
		case reset:
			frames = fmt.Appendf(frames, "id: %s\nevent: reset\ndata: {}\n\n", next)
		case len(list) == 0:
			frames = append(frames, ": still here\n\n"...)
		}
		for _, e := range list {
			data, err := json.Marshal(e)
			if err != nil {
				return
			}
			frames = fmt.Appendf(frames, "id: %s\nevent: text\ndata: %s\n\n", e.Cursor, data)
		}
	}
}
