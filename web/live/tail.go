package live

// tail.go: follows the journal and tells the room.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"fifteen/dispatch"
)

// errGap: the journal cannot be followed from where we are. It was replaced,
// trimmed, or has lost events.
var errGap = errors.New("the journal has a gap or was replaced")

// tail reads the journal in one goroutine.
type tail struct {
	cfg *Config
	m   *Metrics
	log *slog.Logger
	out chan<- news

	anchored bool
	epoch    string
	after    int64 // the last event told
	unseen   int   // empty waits in a row although the head is farther

	lastOK time.Time // of the last answer of the source
	stale  bool      // the room was told so
}

func newTail(h *Hub) *tail { return &tail{cfg: &h.cfg, m: h.m, log: h.log, out: h.news} }

func (t *tail) run(ctx context.Context) {
	pause := backoff{base: 50 * time.Millisecond, ceiling: 2 * time.Second}
	t.lastOK = time.Now()
	for ctx.Err() == nil {
		err := t.step(ctx)
		if err == nil {
			pause.reset()
			continue
		}
		if ctx.Err() != nil {
			return
		}
		t.failed(ctx, err)
		pause.sleep(ctx)
	}
}

func (t *tail) step(ctx context.Context) error {
	if !t.anchored {
		return t.anchor(ctx)
	}
	// A source that hangs is no better than one that is away.
	wait, cancel := context.WithTimeout(ctx, t.cfg.Block+t.cfg.StaleAfter)
	defer cancel()
	events, err := t.cfg.Source.Wait(wait, t.after, t.cfg.Block)
	if err != nil {
		return asGap(fmt.Errorf("wait for events after %d: %w", t.after, err))
	}
	// The events count only if they are of the journal we follow: whoever
	// replaced it did so before or after both questions, or the epochs differ.
	epoch, head, err := t.head(ctx)
	if err != nil {
		return err
	}
	if epoch != t.epoch || head < t.after+int64(len(events)) {
		return fmt.Errorf("journal %s at %d was followed to %d, now it is %s at %d: %w",
			t.epoch, t.after, t.after+int64(len(events)), epoch, head, errGap)
	}
	t.recovered(ctx)
	if len(events) == 0 {
		return t.quiet(head)
	}
	t.unseen = 0
	frames, err := encodeEvents(t.after, events)
	if err != nil {
		return err
	}
	t.after += int64(len(frames))
	t.tell(ctx, news{events: frames})
	return nil
}

// quiet notices events that exist but are not shown: an event may come between
// the two questions once, but not twice.
func (t *tail) quiet(head int64) error {
	if head == t.after {
		t.unseen = 0
		return nil
	}
	if t.unseen++; t.unseen < 2 {
		return nil
	}
	t.unseen = 0
	return fmt.Errorf("the journal goes to %d, but nothing after %d can be read: %w", head, t.after, errGap)
}

// anchor starts at the head of the journal, with some recent events for those
// who resume.
func (t *tail) anchor(ctx context.Context) error {
	epoch, seq, err := t.head(ctx)
	if err != nil {
		return err
	}
	after := max(0, seq-int64(t.cfg.Warm))
	recent, err := load(ctx, t.cfg, epoch, after, seq)
	if err != nil {
		t.log.Info("live starts without recent events", "error", err)
		recent = nil
	}
	t.recovered(ctx)
	t.anchored, t.epoch, t.after = true, epoch, seq
	t.tell(ctx, news{anchor: &anchor{epoch: epoch, seq: seq, recent: recent}})
	return nil
}

func (t *tail) head(ctx context.Context) (string, int64, error) { return head(ctx, t.cfg) }

func (t *tail) failed(ctx context.Context, err error) {
	t.m.TailErrors.Inc()
	if errors.Is(err, errGap) && t.anchored {
		t.anchored = false
		t.m.Resets.Inc()
		t.log.Warn("live starts anew: every client gets a snapshot", "error", err)
	}
	if away := time.Since(t.lastOK); !t.stale && away >= t.cfg.StaleAfter {
		t.stale = true
		t.m.Stale.Set(1)
		t.log.Error("the journal cannot be read: clients are told so, trying again", "error", err)
		since := t.cfg.Now().Add(-away).UTC()
		t.tell(ctx, news{stale: encodeNotice(laneNotice, notice{Type: "stale", Since: since})})
	}
}

// recovered tells that the journal is read again, before what was read.
func (t *tail) recovered(ctx context.Context) {
	t.lastOK = time.Now()
	if t.stale {
		t.stale = false
		t.m.Stale.Set(0)
		t.log.Info("the journal can be read again")
		t.tell(ctx, news{fresh: true})
	}
}

func (t *tail) tell(ctx context.Context, n news) {
	select {
	case t.out <- n:
	case <-ctx.Done():
	}
}

func head(ctx context.Context, cfg *Config) (string, int64, error) {
	ctx, cancel := context.WithTimeout(ctx, cfg.CallWait)
	defer cancel()
	epoch, seq, err := cfg.Source.Head(ctx)
	if err != nil {
		return "", 0, fmt.Errorf("read the head of the journal: %w", err)
	}
	return epoch, seq, nil
}

// asGap marks the source's word for a gap as ours.
func asGap(err error) error {
	if errors.Is(err, dispatch.ErrNotFound) {
		return fmt.Errorf("%w: %w", errGap, err)
	}
	return err
}
