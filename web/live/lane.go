package live

// lane.go: the second lane: positions. The latest of each responder wins.

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"fifteen/dispatch"
)

// lane is the table of latest positions. Every change gets a version; a
// client's cursor is the version it was told last, so one table serves all of
// them, and one encoded batch all those at the same place.
type lane struct {
	mu      sync.Mutex
	latest  map[string]spot
	log     []entry // by version; entries the table has overtaken are skipped
	version int64
	told    int64           // the version clients may be told
	batches map[int64]batch // since the last publish, by the cursor they start at
	forgot  time.Time
}

type spot struct {
	dispatch.Sighting
	version int64
}

type entry struct {
	version   int64
	responder string
}

type batch struct {
	frame *frame
	next  int64
}

// batchSize bounds a positions frame, so that an event never waits long
// behind one.
const batchSize = 256

func newLane() *lane {
	return &lane{latest: make(map[string]spot), batches: make(map[int64]batch)}
}

// put takes reported positions; older ones than known are left out.
func (l *lane) put(moves []dispatch.Sighting) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range moves {
		if old, ok := l.latest[m.Responder]; ok && m.At.Before(old.At) {
			continue
		}
		l.version++
		l.latest[m.Responder] = spot{m, l.version}
		l.log = append(l.log, entry{l.version, m.Responder})
	}
	if len(l.log) > 2*len(l.latest)+1024 {
		l.compact()
	}
}

func (l *lane) compact() {
	l.log = slices.DeleteFunc(l.log, func(e entry) bool { return l.latest[e.responder].version != e.version })
}

// forgetEvery is how often positions that are no longer fresh are forgotten.
const forgetEvery = time.Minute

// publish lets clients be told what was put; false if that is nothing new.
func (l *lane) publish(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told == l.version {
		return false
	}
	if now.Sub(l.forgot) >= forgetEvery {
		l.forgot = now
		for id, s := range l.latest {
			if outdated(s.Sighting, now) {
				delete(l.latest, id)
			}
		}
		l.compact()
	}
	l.told = l.version
	clear(l.batches)
	return true
}

// next returns the batch behind a cursor and the cursor behind the batch; a
// nil frame if there is nothing to tell until the next publish.
func (l *lane) next(cursor int64, now time.Time) (f *frame, next int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if cursor >= l.told {
		return nil, cursor
	}
	b, ok := l.batches[cursor]
	if !ok {
		b = l.batch(cursor, now)
		l.batches[cursor] = b
	}
	return b.frame, b.next
}

// batch encodes up to batchSize positions behind cursor. What was put since
// the last publish is left for the next.
func (l *lane) batch(cursor int64, now time.Time) batch {
	i, _ := slices.BinarySearchFunc(l.log, cursor+1, func(e entry, v int64) int { return cmp.Compare(e.version, v) })
	spots := make([]dispatch.Sighting, 0, batchSize)
	for ; i < len(l.log) && len(spots) < batchSize && l.log[i].version <= l.told; i++ {
		if s := l.latest[l.log[i].responder]; s.version == l.log[i].version && !outdated(s.Sighting, now) {
			spots = append(spots, s.Sighting)
		}
	}
	b := batch{next: l.told}
	if i < len(l.log) && l.log[i].version <= l.told {
		b.next = l.log[i].version - 1
	}
	if len(spots) > 0 {
		b.frame = encodePositions(spots, now)
	}
	return b
}

// outdated: no longer where the person is.
func outdated(s dispatch.Sighting, now time.Time) bool { return now.Sub(s.At) > dispatch.FreshPosition }
