package live

// ring.go: the last events, in memory, for those who resume.

// ring holds the frames of the events (head-n, head].
type ring struct {
	buf  []*frame // the event with seq s is at s % len(buf)
	head int64
	n    int64
}

func newRing(size int) *ring { return &ring{buf: make([]*frame, size)} }

// reset forgets everything and starts anew with contiguous frames that end at head.
func (r *ring) reset(head int64, recent []*frame) {
	clear(r.buf)
	r.n = 0
	r.head = head - int64(len(recent))
	for _, f := range recent {
		r.push(f)
	}
}

// push adds the event after head and forgets the oldest if there is no room.
func (r *ring) push(f *frame) {
	r.head++
	r.buf[r.head%int64(len(r.buf))] = f
	r.n = min(r.n+1, int64(len(r.buf)))
}

// first is the smallest place one can resume after.
func (r *ring) first() int64 { return r.head - r.n }

// since returns the events after a place. ok is false if they are not all
// here, or the place has not been reached yet.
func (r *ring) since(after int64) (frames []*frame, ok bool) {
	if after > r.head || after < r.first() {
		return nil, false
	}
	if after == r.head {
		return nil, true
	}
	frames = make([]*frame, 0, r.head-after)
	for s := after + 1; s <= r.head; s++ {
		frames = append(frames, r.buf[s%int64(len(r.buf))])
	}
	return frames, true
}
