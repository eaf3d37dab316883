package crowd

// loop.go: the event loop, its workers, and how it makes calls.

import (
	"context"
	"time"
)

// loop is the event loop.
func (l *life) loop(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		timer.Reset(l.agenda.run(time.Now()))
		var work chan job
		var head job
		if len(l.jobs) > 0 {
			work, head = l.work, l.jobs[0]
		}
		select {
		case work <- head:
			l.jobs[0] = nil
			l.jobs = l.jobs[1:]
		case then := <-l.done:
			then()
		case batch := <-l.news:
			for i := range batch {
				l.hear(&batch[i])
			}
		case <-timer.C:
		case <-ctx.Done():
			return
		}
	}
}

// labor makes the calls of one worker.
func (l *life) labor(ctx context.Context) {
	for {
		select {
		case do := <-l.work:
			select {
			case l.done <- do(ctx):
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// after plans an action.
func (l *life) after(d time.Duration, do func()) { l.agenda.add(time.Now().Add(d), do) }

// try makes a call in a worker, again while the failure may pass, at most so
// many times; then it hands over the last error. When too many calls are
// waiting it waits itself.
func (l *life) try(q request, out any, times int, then func(error)) {
	l.attempt(q, out, 1, times, then)
}

func (l *life) attempt(q request, out any, n, times int, then func(error)) {
	if len(l.jobs) >= maxJobs {
		l.after(time.Second, func() { l.attempt(q, out, n, times, then) })
		return
	}
	l.jobs = append(l.jobs, func(ctx context.Context) func() {
		err := l.call(ctx, q, out)
		return func() {
			if err != nil && passing(err) && n < times {
				l.after(backoff(n, err, l.rng.Float64()), func() { l.attempt(q, out, n+1, times, then) })
				return
			}
			then(err)
		}
	})
}
