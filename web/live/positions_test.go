package live

// positions_test.go: positions on their way from a stream to the clients.

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fifteen/dispatch"
)

// stream is a Positions that hands out what it is given.
type stream struct {
	mu      sync.Mutex
	all     []dispatch.Sighting
	changed chan struct{}
	calls   int
	broken  error
}

func newStream() *stream { return &stream{changed: make(chan struct{})} }

func (s *stream) put(moves ...dispatch.Sighting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, moves...)
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *stream) Moves(ctx context.Context, cursor string, block time.Duration) ([]dispatch.Sighting, string, error) {
	from := 0
	if cursor != "" {
		if _, err := fmt.Sscan(cursor, &from); err != nil {
			return nil, "", dispatch.Errorf(dispatch.CodeNotFound, "no such cursor")
		}
	}
	over := time.NewTimer(block)
	defer over.Stop()
	for {
		s.mu.Lock()
		to, changed, err := min(len(s.all), from+100), s.changed, s.broken
		moves := s.all[from:to:to]
		s.calls++
		s.mu.Unlock()
		if err == nil && len(moves) > 0 && moves[0].Responder == "poison" {
			return nil, fmt.Sprint(from + 1), dispatch.Errorf(dispatch.CodeInternal, "cannot be read")
		}
		if err != nil || len(moves) > 0 {
			return moves, fmt.Sprint(to), err
		}
		select {
		case <-changed:
		case <-over.C:
			return nil, fmt.Sprint(from), nil
		case <-ctx.Done():
			return nil, "", ctx.Err()
		}
	}
}

// TestPositionsAreCoalesced: the first move goes out at once, then at most
// one publication every half second, however much moves.
func TestPositionsAreCoalesced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStream()
		h := New(Config{Source: newJournal("a"), Positions: s, Now: func() time.Time { return noon }})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { h.followPositions(ctx); close(ended) }()
		sleep(ctx, 700*time.Millisecond)
		begun := time.Now()
		published := 0
		var cursor int64
		go func() {
			for i := range 3000 { // three seconds of a move a millisecond
				s.put(seen(fmt.Sprint("v", i%150), float64(i%100), noon))
				sleep(ctx, time.Millisecond)
			}
		}()
		for {
			select {
			case <-h.moved:
				if published++; published == 1 && time.Since(begun) > 10*time.Millisecond {
					t.Errorf("the first move was told after %v", time.Since(begun))
				}
				for _, next := h.lane.next(cursor, noon); next != cursor; _, next = h.lane.next(cursor, noon) {
					cursor = next
				}
			case <-time.After(5 * time.Second):
				if published < 5 || published > 8 {
					t.Errorf("published %d times in 3 s, want about 7", published)
				}
				if cursor != 3000 {
					t.Errorf("told up to %d, want all 3000", cursor)
				}
				cancel()
				<-ended
				return
			}
		}
	})
}

func TestPositionsReachClients(t *testing.T) {
	t.Parallel()
	s := newStream()
	var moves []dispatch.Sighting
	for i := range batchSize + 50 {
		moves = append(moves, seen(fmt.Sprint("v", i), float64(i%90), time.Now()))
	}
	s.put(moves...)
	j := newJournal("a")
	h := open(t, Config{Source: j, Positions: s, PositionsEvery: 10 * time.Millisecond, PingEvery: time.Hour, PongWait: 2 * time.Hour})
	first := resume(t, h, "", 0)
	first.next(t, "hello")
	count := func(w *watcher, want int) {
		t.Helper()
		known := map[any]bool{}
		for len(known) < want {
			for _, p := range w.next(t, "positions").Batch {
				known[p[0]] = true
			}
		}
	}
	count(first, len(moves))
	s.put(seen("v3", 99, time.Now()))
	if b := first.next(t, "positions").Batch; len(b) != 1 || b[0][0] != "v3" || b[0][1] != 99.0 {
		t.Errorf("told %v, want only v3 at 99", b)
	}
	second := resume(t, h, "", 0)
	second.next(t, "hello")
	count(second, len(moves)) // a newcomer is told all of them
	s.put(seen("poison", 0, time.Now()))
	s.put(seen("v4", 98, time.Now())) // what cannot be read does not hold up what follows
	if b := first.next(t, "positions").Batch; len(b) != 1 || b[0][0] != "v4" {
		t.Errorf("told %v, want v4", b)
	}
}
