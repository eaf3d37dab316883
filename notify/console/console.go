// Package console is the channel for trying things out: texts are printed and
// go nowhere. It is the default, so that nobody is texted by accident.
package console

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"sync"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
)

// Channel prints texts.
type Channel struct {
	mu  sync.Mutex
	out io.Writer
}

var _ notify.Channel = (*Channel)(nil)

// New makes a Channel that prints to out.
func New(out io.Writer) *Channel { return &Channel{out: out} }

// Name returns "console".
func (c *Channel) Name() string { return "console" }

// Send prints one text; the number is masked.
func (c *Channel) Send(_ context.Context, m notify.Message) (notify.Receipt, error) {
	_, units, segments := notify.Segments(m.Body)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := fmt.Fprintf(c.out, "SMS to %s (%d characters, %d segments): %s\n", m.To, units, segments, m.Body); err != nil {
		return notify.Receipt{}, &notify.SendError{Outcome: notify.OutcomeRetry, Reason: "cannot print", Err: err}
	}
	return notify.Receipt{ProviderID: rand.Text(), Status: dispatch.TextSent, Segments: segments}, nil
}

// Find never finds anything: what was printed is not kept.
func (c *Channel) Find(context.Context, notify.Message, time.Time) (notify.Receipt, bool, error) {
	return notify.Receipt{}, false, nil
}
