package live

// backfill.go: fetches from the journal what is no longer in memory, and
// snapshots, so that the room never waits for either.

import (
	"context"
	"fmt"
	"time"
)

// backfillQueue is how many clients may wait for their missed events; more
// get a snapshot, which is shared.
const backfillQueue = 8

// loadPage is how many events are asked for at once.
const loadPage = 500

// backfillOrder asks for the events (after, until] of an epoch for one client.
type backfillOrder struct {
	c            *client
	gen          int64
	epoch        string
	after, until int64
}

// backfill is the answer: contiguous events up to until.
type backfill struct {
	order  backfillOrder
	frames []*frame
	err    error
}

// fetchMissed serves the orders, one after the other.
func (h *Hub) fetchMissed(ctx context.Context) {
	for {
		select {
		case o := <-h.room.backfills:
			b := backfill{order: o}
			b.frames, b.err = load(ctx, &h.cfg, o.epoch, o.after, o.until)
			if b.err != nil && ctx.Err() == nil {
				h.log.Info("missed events cannot be had, a snapshot follows", "error", b.err)
			}
			select {
			case h.backfilled <- b:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// load reads the events (after, until] and makes sure that they are of the
// epoch. Anything less is an error.
func load(ctx context.Context, cfg *Config, epoch string, after, until int64) ([]*frame, error) {
	if after == until {
		return nil, nil
	}
	frames := make([]*frame, 0, until-after)
	for after < until {
		call, cancel := context.WithTimeout(ctx, cfg.CallWait)
		events, err := cfg.Source.Since(call, after, int(min(until-after, loadPage)))
		cancel()
		if err != nil {
			return nil, asGap(fmt.Errorf("read events after %d: %w", after, err))
		}
		if len(events) == 0 {
			return nil, fmt.Errorf("no events between %d and %d: %w", after, until, errGap)
		}
		events = events[:min(int64(len(events)), until-after)]
		page, err := encodeEvents(after, events)
		if err != nil {
			return nil, err
		}
		frames = append(frames, page...)
		after += int64(len(page))
	}
	now, _, err := head(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if now != epoch {
		return nil, fmt.Errorf("journal %s is now %s: %w", epoch, now, errGap)
	}
	return frames, nil
}

// snapshotOrder asks for a snapshot after a pause.
type snapshotOrder struct {
	gen   int64
	delay time.Duration
}

// takeSnapshots serves the room's orders, of which there is one at a time. It
// tries until it succeeds.
func (h *Hub) takeSnapshots(ctx context.Context) {
	pause := backoff{base: 100 * time.Millisecond, ceiling: 2 * time.Second}
	for {
		var o snapshotOrder
		select {
		case o = <-h.room.orders:
		case <-ctx.Done():
			return
		}
		sleep(ctx, o.delay)
		for ctx.Err() == nil {
			s, err := h.takeSnapshot(ctx)
			if err != nil {
				if ctx.Err() == nil {
					h.log.Warn("no snapshot could be taken, trying again", "error", err)
				}
				pause.sleep(ctx)
				continue
			}
			pause.reset()
			s.gen = o.gen
			select {
			case h.snapshots <- s:
			case <-ctx.Done():
			}
			break
		}
	}
}

func (h *Hub) takeSnapshot(ctx context.Context) (*snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, h.cfg.CallWait)
	defer cancel()
	taken := h.cfg.Now()
	epoch, seq, views, err := h.cfg.Source.Snapshot(ctx)
	if err != nil {
		return nil, fmt.Errorf("take a snapshot: %w", err)
	}
	body, err := encodeSnapshot(views)
	if err != nil {
		return nil, err
	}
	return &snapshot{epoch: epoch, seq: seq, taken: taken, body: body}, nil
}
