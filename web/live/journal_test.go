package live

// journal_test.go: a journal in memory that can be trimmed, replaced, broken
// and held up, and is a Source.

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"fifteen/dispatch"
)

var _ Source = (*journal)(nil)

// journal keeps events of incidents; each event raises the version of one.
type journal struct {
	mu       sync.Mutex
	epoch    string
	events   []dispatch.Event // (trimmed, trimmed+len]
	trimmed  int64
	versions map[string]int64
	changed  chan struct{}
	broken   error

	snapshots int
	// onSnapshot is called before a snapshot is taken and, with the result in
	// hand, before it is returned.
	onSnapshot func(taken bool)
}

func newJournal(epoch string) *journal {
	return &journal{epoch: epoch, versions: map[string]int64{}, changed: make(chan struct{})}
}

func (j *journal) head() int64 { return j.trimmed + int64(len(j.events)) }

func (j *journal) wake() {
	close(j.changed)
	j.changed = make(chan struct{})
}

// add appends n events about an incident and returns the last place.
func (j *journal) add(incident string, n int) int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	for range n {
		j.versions[incident]++
		j.events = append(j.events, dispatch.Event{
			Seq: j.head() + 1, At: time.Now(), Type: dispatch.EventOffer, Incident: incident,
			Remark:      j.epoch, // lets a test see which journal it came from
			IncidentDoc: &dispatch.Incident{ID: incident, Version: j.versions[incident]},
		})
	}
	j.wake()
	return j.head()
}

// trim forgets all but the last keep events.
func (j *journal) trim(keep int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if drop := len(j.events) - keep; drop > 0 {
		j.events = slices.Clone(j.events[drop:])
		j.trimmed += int64(drop)
	}
}

// replace starts another journal, with its first n events.
func (j *journal) replace(epoch string, n int) {
	j.mu.Lock()
	j.epoch, j.events, j.trimmed, j.versions = epoch, nil, 0, map[string]int64{}
	j.mu.Unlock()
	j.add(epoch+"-first", n)
}

// skip loses n events: the next one leaves a gap.
func (j *journal) skip(n int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.trimmed += int64(n + len(j.events))
	j.events = nil
}

func (j *journal) setBroken(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.broken = err
	j.wake()
}

func (j *journal) state() (epoch string, head int64, versions map[string]int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	versions = map[string]int64{}
	for k, v := range j.versions {
		versions[k] = v
	}
	return j.epoch, j.head(), versions
}

func (j *journal) Head(context.Context) (string, int64, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.epoch, j.head(), j.broken
}

func (j *journal) Since(_ context.Context, after int64, limit int) ([]dispatch.Event, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.since(after, limit), j.broken
}

// since behaves like a trimmed stream: it goes on with what there is.
func (j *journal) since(after int64, limit int) []dispatch.Event {
	from := min(max(after-j.trimmed, 0), int64(len(j.events)))
	to := min(from+int64(limit), int64(len(j.events)))
	return slices.Clone(j.events[from:to])
}

func (j *journal) Wait(ctx context.Context, after int64, block time.Duration) ([]dispatch.Event, error) {
	over := time.NewTimer(block)
	defer over.Stop()
	for {
		j.mu.Lock()
		events, changed, err := j.since(after, 100), j.changed, j.broken
		j.mu.Unlock()
		if err != nil || len(events) > 0 {
			return events, err
		}
		select {
		case <-changed:
		case <-over.C:
			return nil, nil
		case <-ctx.Done():
			return nil, fmt.Errorf("wait: %w", ctx.Err())
		}
	}
}

func (j *journal) Snapshot(context.Context) (string, int64, []dispatch.View, error) {
	j.mu.Lock()
	j.snapshots++
	hook := j.onSnapshot
	j.mu.Unlock()
	if hook != nil {
		hook(false)
		defer hook(true)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken != nil {
		return "", 0, nil, j.broken
	}
	var views []dispatch.View
	for id, v := range j.versions {
		views = append(views, dispatch.View{Incident: dispatch.Incident{ID: id, Version: v}, Offers: []*dispatch.Offer{}})
	}
	return j.epoch, j.head(), views, nil
}
