package fake

// ring.go: a queue that forgets its oldest entries.

// ring keeps the last limit entries, oldest first.
type ring[T any] struct {
	limit int
	items []T
	start int
	added int64 // entries ever pushed
}

// push appends v; when the ring is full the oldest entry is returned.
func (r *ring[T]) push(v T) (oldest T, full bool) {
	r.added++
	if len(r.items) < r.limit {
		r.items = append(r.items, v)
		return oldest, false
	}
	oldest, r.items[r.start] = r.items[r.start], v
	r.start = (r.start + 1) % r.limit
	return oldest, true
}

func (r *ring[T]) len() int { return len(r.items) }

// at returns the i-th entry, 0 being the oldest.
func (r *ring[T]) at(i int) T { return r.items[(r.start+i)%len(r.items)] }
