package live

// client.go: one connection: its reader.

import (
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// outgoing is what waits in a client's queue.
type outgoing interface {
	write(c *client) error
	weight() int64 // bytes it is charged for while it waits
}

// client is one connection. The room owns t and sends on queue; ServeHTTP's
// goroutine reads, one more writes.
type client struct {
	hub     *Hub
	ws      *websocket.Conn
	request *http.Request
	since   time.Time

	t ticket // the room's

	queue  chan outgoing // closed by the room, with code set before
	queued atomic.Int64  // bytes in it
	code   atomic.Int32  // a CloseCode; closeNone until the room cuts the client off

	readDone  chan struct{}
	writeDone chan struct{}
}

func newClient(h *Hub, ws *websocket.Conn, r *http.Request) *client {
	c := &client{
		hub: h, ws: ws, request: r, since: h.cfg.Now(),
		queue:    make(chan outgoing, h.cfg.QueueFrames),
		readDone: make(chan struct{}), writeDone: make(chan struct{}),
	}
	c.code.Store(int32(closeNone))
	return c
}

// serve lives as long as the connection.
func (c *client) serve() {
	defer func() { _ = c.ws.Close() }()
	if !c.enter() {
		c.sayClose(CloseGoingAway)
		c.expectWithin(c.hub.cfg.CloseWait)
		c.discard()
		return
	}
	go c.write()
	code := c.converse()
	c.expel(code)
	c.discard()
	close(c.readDone)
	<-c.writeDone
	select {
	case c.hub.leaving <- c:
	case <-c.hub.stopped:
	}
}

func (c *client) enter() bool {
	late := time.NewTimer(c.hub.cfg.ResumeWait)
	defer late.Stop()
	select {
	case c.hub.entering <- c:
		return true
	case <-c.hub.stopping:
	case <-late.C: // the hub does not run
	}
	return false
}

// expel asks the room to cut this client off. Who was cut off before stays so.
func (c *client) expel(code CloseCode) {
	select {
	case c.hub.expelling <- expelling{c, code}:
	case <-c.hub.stopping:
	}
}

// converse reads frames until the connection has to end, and says why.
func (c *client) converse() CloseCode {
	resumed := false
	c.expectWithin(c.hub.cfg.ResumeWait)
	c.ws.SetPongHandler(func(string) error {
		if resumed { // before, only a resume counts
			c.expectWithin(c.hub.cfg.PongWait)
		}
		return nil
	})
	for {
		in, code, ok := c.next()
		if !ok {
			return code
		}
		if resumed == (in.Type == "resume") { // first a resume, then none
			c.hub.log.Info("live client sent a bad frame", "error", "a resume must be the first frame and only that")
			return CloseBadFrame
		}
		if !resumed {
			resumed = true
			select {
			case c.hub.resuming <- resuming{c, in.Epoch, in.Seq}:
			case <-c.hub.stopping:
				return CloseGoingAway
			}
		}
		c.expectWithin(c.hub.cfg.PongWait)
	}
}

// next reads one frame. At most maxInbound bytes of it are kept; the socket's
// own read limit is not used because it would close with another code.
func (c *client) next() (in inbound, code CloseCode, ok bool) {
	kind, rd, err := c.ws.NextReader()
	var body []byte
	if err == nil {
		body, err = io.ReadAll(io.LimitReader(rd, maxInbound+1))
	}
	if err != nil {
		var ne net.Error
		if errors.As(err, &ne) && ne.Timeout() {
			return in, CloseSilent, false
		}
		return in, closeGone, false
	}
	if kind != websocket.TextMessage {
		err = errors.New("not a text frame")
	} else {
		in, err = parseInbound(body)
	}
	if err != nil {
		c.hub.log.Info("live client sent a bad frame", "error", err)
		return in, CloseBadFrame, false
	}
	return in, 0, true
}

// discard reads on without listening until the other side has closed too, or
// the writer has closed the connection. Closing with bytes unread would make
// the kernel throw away the close frame on its way.
func (c *client) discard() {
	for {
		if _, _, err := c.ws.NextReader(); err != nil {
			return
		}
	}
}

func (c *client) expectWithin(d time.Duration) {
	_ = c.ws.SetReadDeadline(time.Now().Add(d)) // fails on closed connections only, as the next read does
}
