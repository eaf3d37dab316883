package live

// greeting.go: the hello, with the snapshot or the missed events behind it.

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

// snapshot is the encoded state after event seq, shared by everybody greeted
// with it.
type snapshot struct {
	gen   int64 // of the room when it was ordered
	epoch string
	seq   int64
	taken time.Time
	body  []byte
}

func encodeSnapshot(views []dispatch.View) ([]byte, error) {
	if views == nil {
		views = []dispatch.View{}
	}
	body, err := json.Marshal(struct {
		Incidents []dispatch.View `json:"incidents"`
	}{views})
	if err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", err)
	}
	return body, nil
}

// greeting is a hello and the events that follow at once. It travels through
// a client's queue as one piece and weighs nothing there: its bytes are
// shared, or bounded by Config.ResumeMax.
type greeting struct {
	epoch    string
	seq      int64 // the place after which events follow
	snapshot []byte
	missed   []*frame
}

// helloHead is the hello without its snapshot, which is spliced in.
type helloHead struct {
	Type  string    `json:"type"`
	Epoch string    `json:"epoch"`
	Seq   int64     `json:"seq"`
	Now   time.Time `json:"now"`
}

// snapshotPiece is how much of a snapshot is written under one deadline, so
// that a thin line that moves is not taken for a dead one.
const snapshotPiece = 64 << 10

func (g *greeting) write(c *client) error {
	head, err := json.Marshal(helloHead{laneHello, g.epoch, g.seq, c.hub.cfg.Now().UTC()})
	if err != nil {
		return fmt.Errorf("encode hello: %w", err)
	}
	c.beginWrite()
	w, err := c.ws.NextWriter(websocket.TextMessage)
	if err != nil {
		return err
	}
	if g.snapshot == nil {
		_, err = w.Write(head)
	} else {
		_, err = w.Write(append(head[:len(head)-1], `,"snapshot":`...))
		for rest := g.snapshot; err == nil && len(rest) > 0; {
			n := min(len(rest), snapshotPiece)
			c.beginWrite()
			_, err = w.Write(rest[:n])
			rest = rest[n:]
		}
		if err == nil {
			_, err = w.Write([]byte{'}'})
		}
	}
	if err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	c.hub.m.Frames.WithLabelValues(laneHello).Inc()
	for _, f := range g.missed {
		if c.doomed() {
			return nil
		}
		if err := c.send(f); err != nil {
			return err
		}
	}
	return nil
}

func (g *greeting) weight() int64 { return 0 }

// write of a live frame also measures how long it took from the event.
func (f *frame) write(c *client) error {
	if err := c.send(f); err != nil {
		return err
	}
	if !f.at.IsZero() {
		c.hub.m.FanOut.Observe(max(0, c.hub.cfg.Now().Sub(f.at).Seconds()))
	}
	return nil
}

func (f *frame) weight() int64 { return int64(f.size) }
