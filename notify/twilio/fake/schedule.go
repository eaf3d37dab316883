package fake

// schedule.go: what happens later: texts move along, webhooks are delivered.

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// job is something to do at a time. A step changes the book and runs with
// t.mu held; a post calls the outside and runs in a worker without it.
type job struct {
	due  time.Time
	n    int64 // breaks ties in the order of scheduling
	step func()
	post func(context.Context)
}

// jobs is a heap by due time.
type jobs struct {
	list  []*job
	count int64
}

func (j *jobs) Len() int { return len(j.list) }
func (j *jobs) Less(a, b int) bool {
	if !j.list[a].due.Equal(j.list[b].due) {
		return j.list[a].due.Before(j.list[b].due)
	}
	return j.list[a].n < j.list[b].n
}
func (j *jobs) Swap(a, b int) { j.list[a], j.list[b] = j.list[b], j.list[a] }
func (j *jobs) Push(x any)    { j.list = append(j.list, x.(*job)) }
func (j *jobs) Pop() any {
	last := len(j.list) - 1
	x := j.list[last]
	j.list[last], j.list = nil, j.list[:last]
	return x
}

// schedule adds a job; t.mu is held.
func (t *Twilio) schedule(x *job) {
	t.jobs.count++
	x.n = t.jobs.count
	heap.Push(&t.jobs, x)
	t.pending++
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// Run delivers webhooks and moves texts along until ctx ends. It owns its
// workers; what was not done then stays undone. Run it once.
func (t *Twilio) Run(ctx context.Context) error {
	work := make(chan *job)
	var workers sync.WaitGroup
	for range t.cfg.Workers {
		workers.Go(func() {
			for x := range work {
				x.post(ctx)
				t.done()
			}
		})
	}
	defer t.webhooks.CloseIdleConnections()
	defer workers.Wait()
	defer close(work)

	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var ready []*job // posts that are due; bounded, like the heap, by QueueLimit
	for {
		due, next := t.due()
		ready = append(ready, due...)
		timer.Reset(next)
		out := work
		var head *job
		if len(ready) == 0 {
			out = nil
		} else {
			head = ready[0]
		}
		select {
		case out <- head:
			ready[0] = nil
			ready = ready[1:]
		case <-timer.C:
		case <-t.wake:
		case <-ctx.Done():
			return nil
		}
	}
}

// due runs the steps that are due, returns the posts that are, and the time
// until there is more to do.
func (t *Twilio) due() ([]*job, time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var posts []*job
	now := time.Now()
	for t.jobs.Len() > 0 && !t.jobs.list[0].due.After(now) {
		x := heap.Pop(&t.jobs).(*job)
		if x.step == nil {
			posts = append(posts, x)
			continue
		}
		x.step()
		t.pending--
		t.announce()
	}
	if t.jobs.Len() == 0 {
		return posts, time.Hour
	}
	return posts, time.Until(t.jobs.list[0].due)
}

func (t *Twilio) done() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending--
	t.announce()
}

// Idle waits until every text has arrived or failed and every webhook has
// been delivered or given up.
func (t *Twilio) Idle(ctx context.Context) error {
	return t.wait(ctx, func() bool { return t.pending == 0 })
}

// wait waits until ok, which is called with t.mu held, says so.
func (t *Twilio) wait(ctx context.Context, ok func() bool) error {
	for {
		t.mu.Lock()
		if ok() {
			t.mu.Unlock()
			return nil
		}
		changed := t.changed
		t.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
