package live

// writer.go: one connection: its writer. Events first, then positions.

import (
	"errors"
	"net"
	"time"

	"github.com/gorilla/websocket"
)

// write serves the queue until the room closes it, or nothing can be written.
func (c *client) write() {
	defer close(c.writeDone)
	err := c.pump()
	if err == nil {
		if code := CloseCode(c.code.Load()); code != closeGone {
			c.sayClose(code)
			c.awaitClose()
		}
		_ = c.ws.Close()
		return
	}
	var ne net.Error
	if errors.As(err, &ne) && ne.Timeout() {
		c.expel(CloseTooSlow) // cannot be told: half a frame is on the wire
	}
	_ = c.ws.Close() // ends the reader, who tells the room
}

// pump writes what the queue holds, and positions whenever it holds nothing.
// It returns nil when the queue is closed.
func (c *client) pump() error {
	var cursor int64 // positions told
	greeted := false
	for {
		var o outgoing
		var open bool
		select {
		case o, open = <-c.queue:
		default:
			if greeted {
				var batch *frame
				batch, cursor = c.hub.lane.next(cursor, c.hub.cfg.Now())
				if batch != nil {
					if err := c.send(batch); err != nil {
						return err
					}
					continue
				}
			}
			o, open = <-c.queue
		}
		if !open || c.doomed() {
			return nil
		}
		c.queued.Add(-o.weight())
		if err := o.write(c); err != nil {
			return err
		}
		if _, ok := o.(*greeting); ok {
			greeted = true
		}
	}
}

// doomed reports whether the room has cut the client off, so that what still
// waits need not be written.
func (c *client) doomed() bool { return CloseCode(c.code.Load()) != closeNone }

// beginWrite sets the deadline of the next write.
func (c *client) beginWrite() {
	_ = c.ws.SetWriteDeadline(time.Now().Add(c.hub.cfg.WriteWait)) // never fails
}

func (c *client) send(f *frame) error {
	c.beginWrite()
	if err := c.ws.WritePreparedMessage(f.msg); err != nil {
		return err
	}
	c.hub.m.Frames.WithLabelValues(f.lane).Inc()
	return nil
}

// ping asks the browser and its script for a sign of life.
type ping struct{}

func (ping) weight() int64 { return 0 }

func (ping) write(c *client) error {
	if err := c.send(pingFrame); err != nil {
		return err
	}
	return c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(c.hub.cfg.WriteWait))
}

// nudge wakes a writer with nothing to do: there are positions to tell.
type nudge struct{}

func (nudge) weight() int64       { return 0 }
func (nudge) write(*client) error { return nil }

// sayClose sends the close frame. Whoever does not take it in time sees the
// connection end without, which also means: come back.
func (c *client) sayClose(code CloseCode) {
	msg := websocket.FormatCloseMessage(int(code), code.String())
	_ = c.ws.WriteControl(websocket.CloseMessage, msg, time.Now().Add(c.hub.cfg.WriteWait))
}

// awaitClose gives the other side time to close too.
func (c *client) awaitClose() {
	late := time.NewTimer(c.hub.cfg.CloseWait)
	defer late.Stop()
	select {
	case <-c.readDone:
	case <-late.C:
	}
}
