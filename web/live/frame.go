package live

// frame.go: what is said on the wire, encoded once for everybody.

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

// Subprotocol is the WebSocket subprotocol clients must offer.
const Subprotocol = "fifteen.v1"

// CloseCode is a WebSocket close code of our own.
type CloseCode int

// The close codes.
const (
	CloseUnauthorized CloseCode = 4001 // do not return
	CloseTooSlow      CloseCode = 4002 // come back with resume
	CloseBadFrame     CloseCode = 4003 // do not return
	CloseGoingAway    CloseCode = 4004 // come back with resume
	CloseSilent       CloseCode = 4005 // come back with resume

	// closeGone: the other side left; nothing is said to it.
	closeGone CloseCode = 0
	// closeNone: not closed.
	closeNone CloseCode = -1
)

// String is the reason sent with the code.
func (c CloseCode) String() string {
	switch c {
	case CloseUnauthorized:
		return "unauthorized"
	case CloseTooSlow:
		return "too slow, resume"
	case CloseBadFrame:
		return "bad frame"
	case CloseGoingAway:
		return "going away, resume"
	case CloseSilent:
		return "no sign of life, resume"
	default:
		return "gone"
	}
}

// The lanes of Metrics.Frames.
const (
	laneHello     = "hello"
	laneEvent     = "event"
	lanePositions = "positions"
	laneNotice    = "notice"
	lanePing      = "ping"
)

// frame is one encoded message, shared by all clients.
type frame struct {
	lane string
	seq  int64     // of an event, else 0
	at   time.Time // of an event, else zero
	msg  *websocket.PreparedMessage
	size int // bytes
}

func newFrame(lane string, body []byte) (*frame, error) {
	msg, err := websocket.NewPreparedMessage(websocket.TextMessage, body)
	if err != nil {
		return nil, fmt.Errorf("prepare %s frame: %w", lane, err)
	}
	return &frame{lane: lane, msg: msg, size: len(body)}, nil
}

// eventFrame is an event as it is sent. Its JSON has both "type" and the
// event's own "event".
type eventFrame struct {
	Frame string `json:"type"`
	*dispatch.Event
}

func encodeEvent(e *dispatch.Event) (*frame, error) {
	body, err := json.Marshal(eventFrame{laneEvent, e})
	if err != nil {
		return nil, fmt.Errorf("encode event %d: %w", e.Seq, err)
	}
	f, err := newFrame(laneEvent, body)
	if err != nil {
		return nil, err
	}
	f.seq, f.at = e.Seq, e.At
	return f, nil
}

// encodeEvents encodes contiguous events after a place; a gap is errGap.
func encodeEvents(after int64, events []dispatch.Event) ([]*frame, error) {
	frames := make([]*frame, 0, len(events))
	for i := range events {
		if events[i].Seq != after+1 {
			return nil, fmt.Errorf("event %d came after %d: %w", events[i].Seq, after, errGap)
		}
		f, err := encodeEvent(&events[i])
		if err != nil {
			return nil, err
		}
		frames = append(frames, f)
		after++
	}
	return frames, nil
}

// notice is a frame without content of its own: ping, stale, fresh.
type notice struct {
	Type  string    `json:"type"`
	Since time.Time `json:"since,omitzero"`
}

func encodeNotice(lane string, n notice) *frame {
	body, err := json.Marshal(n)
	if err != nil {
		panic("live: a notice cannot be encoded: " + err.Error()) // a string and a time
	}
	f, err := newFrame(lane, body)
	if err != nil {
		panic("live: " + err.Error()) // writes to memory only
	}
	return f
}

// inbound is any frame of a client.
type inbound struct {
	Type  string `json:"type"`
	Epoch string `json:"epoch"`
	Seq   int64  `json:"seq"`
}

// maxInbound is the longest frame a client may send, in bytes.
const maxInbound = 4 << 10

func parseInbound(body []byte) (inbound, error) {
	var in inbound
	if len(body) > maxInbound {
		return in, fmt.Errorf("longer than %d bytes", maxInbound)
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return in, fmt.Errorf("not JSON of a known shape: %w", err)
	}
	switch {
	case in.Type != "resume" && in.Type != "pong":
		return in, fmt.Errorf("unknown type %.20q", in.Type)
	case in.Seq < 0:
		return in, fmt.Errorf("seq %d is negative", in.Seq)
	}
	return in, nil
}
