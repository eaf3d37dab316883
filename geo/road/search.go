package road

// search.go: the search from the destination backwards, and the arrays it works
// in.

import (
	"context"
	"runtime"
	"sync"
)

// A label is how good the best journey known from a node is: its key is the
// search's number in the upper 8 bits and the milliseconds left, of those
// allowed, in the lower 24. So one comparison tells whether a journey is better
// than the one known, and labels of earlier searches are worse than any.
const (
	leftBits = 24
	maxLeft  = 1<<leftBits - 1
)

type label struct {
	key uint32
	arc uint32 // the arc the journey begins with; len(Net.arcs)+dir: it ends on the destination's edge
}

// workspace is the arrays of one search at a time.
type workspace struct {
	labels []label // by node
	number uint32  // of the search, 1 to 255
	queue  queue
}

// begin makes room for a search of left milliseconds.
func (w *workspace) begin(left uint32) {
	if w.number++; w.number > 255 {
		clear(w.labels)
		w.number = 1
	}
	w.queue.reset(left)
}

// base is the key of a journey that takes all the time allowed.
func (w *workspace) base() uint32 { return w.number << leftBits }

// leftAt is the time left at a node, in milliseconds; negative: not reached.
func (w *workspace) leftAt(node uint32) int64 {
	if key := w.labels[node].key; key >= w.base() {
		return int64(key - w.base())
	}
	return -1
}

// improve notes a journey from a node if it is better than the one known.
func (w *workspace) improve(node, left, arc uint32) {
	if key := w.base() + left; key > w.labels[node].key {
		w.labels[node] = label{key, arc}
		w.queue.push(left, entry{key, node})
	}
}

// search completes the labels of all nodes from where the seeds can be reached
// in time. It ends early with the context's error.
func (w *workspace) search(ctx context.Context, n *Net) error {
	base, labels, arcs := w.base(), w.labels, n.arcs
	for b := len(w.queue.buckets) - 1; b >= 0; b-- {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := 0; i < len(w.queue.buckets[b]); i++ {
			e := w.queue.buckets[b][i]
			if labels[e.node].key != e.key {
				continue
			}
			left := e.key - base
			for a := n.first[e.node]; a < n.first[e.node+1]; a++ {
				into := arcs[a]
				if into.cost > left {
					continue
				}
				if key := e.key - into.cost; key > labels[into.tail].key {
					labels[into.tail] = label{key, a}
					w.queue.push(left-into.cost, entry{key, into.tail})
				}
			}
		}
	}
	return nil
}

// reached calls back with every node of the last search and the time left there,
// until it is told to stop.
func (w *workspace) reached(each func(node, left uint32) bool) {
	for b := len(w.queue.buckets) - 1; b >= 0; b-- {
		for _, e := range w.queue.buckets[b] {
			if w.labels[e.node].key == e.key && !each(e.node, e.key-w.base()) {
				return
			}
		}
	}
}

// workspaces keeps the arrays of ended searches for the next ones.
type workspaces struct {
	mu   sync.Mutex
	idle []*workspace
}

// take returns a workspace for a network of so many nodes.
func (s *workspaces) take(nodes int) *workspace {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := len(s.idle) - 1; last >= 0 {
		w := s.idle[last]
		s.idle = s.idle[:last]
		return w
	}
	return &workspace{labels: make([]label, nodes)}
}

// give takes a workspace back. It keeps as many as can be busy at once.
func (s *workspaces) give(w *workspace) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.idle) < runtime.GOMAXPROCS(0) {
		s.idle = append(s.idle, w)
	}
}
