package dispatch

// timers.go: silence is an answer too. Due incidents are claimed from the
// store, by this node or any other, and the policy looks at them again.

import (
	"context"
	"sync"
	"time"
)

// How timers are polled. The lease is long enough for one decision under load;
// a node that dies in between leaves the incident to another after it.
const (
	timerPoll  = 250 * time.Millisecond
	timerLease = 5 * time.Second
	timerBatch = 64
	timerSlots = 16
)

// Run calls the policy for due incidents until ctx ends.
func (d *Dispatcher) Run(ctx context.Context) error {
	tick := time.NewTicker(timerPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := d.RunDue(ctx); err != nil && ctx.Err() == nil {
			d.Log.WarnContext(ctx, "timers cannot be read, trying again", "error", err)
		}
	}
}

// RunDue calls the policy once for every incident that is due now.
func (d *Dispatcher) RunDue(ctx context.Context) error {
	due, err := d.Store.DueTimers(ctx, d.Now(), timerLease, timerBatch)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	slots := make(chan struct{}, timerSlots)
	for _, id := range due {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if _, err := d.change(ctx, id, nil, func(*Case, time.Time) error { return nil }); err != nil && ctx.Err() == nil {
				d.Log.WarnContext(ctx, "policy failed, trying again when the lease ends", "incident", id, "error", err)
			}
		})
	}
	wg.Wait()
	return nil
}
