package redisstore

// directory.go: a copy of all responders in memory, so that matching does not
// fetch and decode thousands of documents. It follows the stream of changed
// ids (follow.go); what this process writes itself is applied at once. Whatever must not
// be stale (opt-outs, who is bound to what) is checked in the scripts.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

type directory struct {
	rdb  redis.UniversalClient
	keys keys

	mu     sync.RWMutex
	byID   map[string]*dispatch.Responder
	sorted []string // ids in order; nil when to be sorted anew
	loaded bool
}

func newDirectory(rdb redis.UniversalClient, k keys) *directory {
	return &directory{rdb: rdb, keys: k, byID: map[string]*dispatch.Responder{}}
}

func (d *directory) stream() string { return d.keys.roster() }

func (d *directory) load(ctx context.Context, _ entry) error {
	all := map[string]*dispatch.Responder{}
	iter := uint64(0)
	for {
		pairs, next, err := d.rdb.HScan(ctx, d.keys.responders(), iter, "", 1000).Result()
		if err != nil {
			return err
		}
		for i := 1; i < len(pairs); i += 2 {
			r := &dispatch.Responder{}
			if err := json.Unmarshal([]byte(pairs[i]), r); err != nil {
				return fmt.Errorf("responder %s: %w", pairs[i-1], err)
			}
			all[r.ID] = r
		}
		if iter = next; iter == 0 {
			break
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.byID, d.sorted, d.loaded = all, nil, true
	return nil
}

// refresh fetches named responders anew.
func (d *directory) refresh(ctx context.Context, _ entry, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	docs, err := d.rdb.HMGet(ctx, d.keys.responders(), ids...).Result()
	if err != nil {
		return err
	}
	changed := make([]*dispatch.Responder, 0, len(ids))
	var gone []string
	for i, doc := range docs {
		text, ok := doc.(string)
		if !ok {
			gone = append(gone, ids[i])
			continue
		}
		r := &dispatch.Responder{}
		if err := json.Unmarshal([]byte(text), r); err != nil {
			return fmt.Errorf("responder %s: %w", ids[i], err)
		}
		changed = append(changed, r)
	}
	d.apply(changed, gone)
	return nil
}

// apply takes over changed responders, unless a newer version is known.
func (d *directory) apply(changed []*dispatch.Responder, gone []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range changed {
		old := d.byID[r.ID]
		if old == nil {
			d.sorted = nil
		}
		if old == nil || old.Version <= r.Version {
			d.byID[r.ID] = r
		}
	}
	for _, id := range gone {
		delete(d.byID, id)
		d.sorted = nil
	}
}

func (d *directory) ready() error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if !d.loaded {
		return dispatch.Unavailable(errors.New("the responders are still being loaded"))
	}
	return nil
}

// lookup returns responders by id, nil for unknown ones. They are shared: do
// not change them.
func (d *directory) lookup(ids []string) ([]*dispatch.Responder, error) {
	if err := d.ready(); err != nil {
		return nil, err
	}
	out := make([]*dispatch.Responder, len(ids))
	d.mu.RLock()
	defer d.mu.RUnlock()
	for i, id := range ids {
		out[i] = d.byID[id]
	}
	return out, nil
}

// search lists those that match, in order of their ids.
func (d *directory) search(match func(*dispatch.Responder) bool, after string, limit int) (found []*dispatch.Responder, next string, total int) {
	d.mu.Lock()
	if d.sorted == nil {
		d.sorted = make([]string, 0, len(d.byID))
		for id := range d.byID {
			d.sorted = append(d.sorted, id)
		}
		slices.Sort(d.sorted)
	}
	ids := d.sorted
	d.mu.Unlock()
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, id := range ids {
		r := d.byID[id]
		if r == nil || !match(r) {
			continue
		}
		total++
		if id <= after && after != "" {
			continue
		}
		if len(found) < limit {
			found = append(found, r)
		} else if next == "" {
			next = found[len(found)-1].ID
		}
	}
	return found, next, total
}
