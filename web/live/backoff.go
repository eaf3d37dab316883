package live

// backoff.go: pauses that grow and differ, so that many do not knock at once.

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff doubles from base to ceiling; each pause is between half and all of
// its step, at random.
type backoff struct {
	base, ceiling time.Duration
	step          time.Duration
}

func (b *backoff) reset() { b.step = 0 }

func (b *backoff) next() time.Duration {
	b.step = min(max(b.base, 2*b.step), b.ceiling)
	return b.step/2 + rand.N(b.step/2+1)
}

func (b *backoff) sleep(ctx context.Context) { sleep(ctx, b.next()) }

// sleep pauses, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
