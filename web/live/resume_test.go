package live

// resume_test.go: how a client is brought up to date.

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestResume(t *testing.T) {
	t.Parallel()
	j := newJournal("a")
	j.add("i1", 100)
	// Memory holds (80,100], the source lends up to 60.
	h := open(t, Config{Source: j, Recent: 20, Warm: 20, ResumeMax: 60})
	for _, tc := range []struct {
		name     string
		epoch    string
		seq      int64
		snapshot bool
		how      string
	}{
		{"new", "", 0, true, "first"},
		{"missed nothing", "a", 100, false, "memory"},
		{"missed what memory has", "a", 85, false, "memory"},
		{"missed all that memory has", "a", 80, false, "memory"},
		{"missed one more", "a", 79, false, "source"},
		{"missed as much as allowed", "a", 40, false, "source"},
		{"missed too much", "a", 39, true, "lost"},
		{"is ahead", "a", 101, true, "lost"},
		{"of another journal", "b", 100, true, "lost"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := metric(t, h.hub.m.Resumes, tc.how)
			w := resume(t, h, tc.epoch, tc.seq)
			w.versions["i1"] = tc.seq
			hello := w.next(t, "hello")
			if got := hello.Snapshot != nil; got != tc.snapshot {
				t.Fatalf("snapshot sent: %v, want %v", got, tc.snapshot)
			}
			if since := time.Since(hello.Now); since < 0 || since > patience {
				t.Errorf("hello says it is %v", hello.Now)
			}
			w.until(t, 100)
			if w.versions["i1"] != 100 {
				t.Errorf("told version %d, want 100", w.versions["i1"])
			}
			if got := metric(t, h.hub.m.Resumes, tc.how) - before; got != 1 {
				t.Errorf("counted %d as %s, want 1", got, tc.how)
			}
		})
	}
	t.Run("and then everybody follows", func(t *testing.T) {
		w, v := resume(t, h, "", 0), resume(t, h, "a", 100)
		w.next(t, "hello")
		v.next(t, "hello")
		v.versions["i1"] = 100
		last := j.add("i1", 5)
		w.until(t, last)
		v.until(t, last)
	})
}

func TestEventsWhileTheSnapshotIsTaken(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		taken bool // events come when the snapshot has been taken, not before
	}{{"before", false}, {"after", true}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			j := newJournal("a")
			j.add("i1", 3)
			h := open(t, Config{Source: j, SnapshotReuse: time.Nanosecond})
			live := resume(t, h, "", 0)
			live.next(t, "hello")

			reached, proceed := make(chan struct{}), make(chan struct{})
			j.mu.Lock()
			j.onSnapshot = func(taken bool) {
				if taken == tc.taken {
					reached <- struct{}{}
					<-proceed
				}
			}
			j.mu.Unlock()
			w := resume(t, h, "of old", 7)
			<-reached
			last := j.add("i1", 4)
			live.until(t, last) // the hub has told these while the snapshot is under way
			close(proceed)
			w.next(t, "hello")
			if want := map[bool]int64{false: 7, true: 3}[tc.taken]; w.seq != want {
				t.Errorf("snapshot at %d, want %d", w.seq, want)
			}
			w.until(t, last)
			last = j.add("i1", 1)
			w.until(t, last) // neither hole nor double: the watcher would complain
		})
	}
}

// TestSnapshotAheadOfTheTail: a snapshot may contain events the tail has not
// read yet; they must not be told again.
func TestSnapshotAheadOfTheTail(t *testing.T) {
	t.Parallel()
	cfg := Config{}.withDefaults()
	r := newRoom(&cfg, cfg.Metrics, cfg.Log)
	r.reset(&anchor{epoch: "a", seq: 10})
	c := roomClient(r)
	r.resume(c, "", 0)
	r.snapshotTaken(&snapshot{gen: (<-r.orders).gen, epoch: "a", seq: 12, taken: cfg.Now(), body: []byte("{}")})
	for seq := int64(11); seq <= 14; seq++ {
		r.hear(news{events: []*frame{{seq: seq}}})
	}
	var told []int64
	for len(c.queue) > 0 {
		switch o := (<-c.queue).(type) {
		case *greeting:
			told = append(told, o.seq)
		case *frame:
			told = append(told, o.seq)
		}
	}
	if fmt.Sprint(told) != "[12 13 14]" {
		t.Errorf("told %v, want hello at 12, then 13 and 14", told)
	}
}

// TestStorm lets many clients come and go while the journal grows, is trimmed
// and is replaced. Each of them checks that its story has no hole and no
// double; at the end all know the same.
func TestStorm(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	if s, err := strconv.ParseUint(os.Getenv("LIVE_SEED"), 10, 64); err == nil {
		seed = s
	}
	t.Logf("LIVE_SEED=%d", seed)
	j := newJournal("e0")
	j.add("i0", 10)
	h := open(t, Config{
		Source: j, Block: 5 * time.Millisecond, SnapshotReuse: 2 * time.Millisecond,
		Recent: 24, Warm: 8, ResumeMax: 60, QueueFrames: 64,
	})

	const watchers, visits = 8, 40
	poke := make(chan struct{}, 1) // the journal grows as quickly as it is read
	done := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		rng := rand.New(rand.NewPCG(seed, 0))
		epochs := 0
		for {
			select {
			case <-done:
				return
			case <-poke:
			}
			switch n := rng.IntN(1000); {
			case n < 3:
				epochs++
				j.replace(fmt.Sprintf("e%d", epochs), rng.IntN(90))
			case n < 8:
				j.skip(rng.IntN(3)) // a gap, or everything trimmed away
			case n < 20:
				j.trim(rng.IntN(40))
			}
			j.add(fmt.Sprintf("i%d", rng.IntN(5)), 1+rng.IntN(4))
		}
	})
	prod := func() {
		select {
		case poke <- struct{}{}:
		default:
		}
	}

	all := make([]*watcher, watchers)
	var crowd sync.WaitGroup
	for i := range all {
		crowd.Go(func() {
			rng := rand.New(rand.NewPCG(seed, uint64(i)+1))
			w := &watcher{versions: map[string]int64{}}
			all[i] = w
			for range visits {
				if err := w.visit(h, rng.IntN(40), rng.IntN(2) == 0, prod); err != nil {
					t.Errorf("watcher %d: %v", i, err)
					return
				}
			}
		})
	}
	crowd.Wait()
	close(done)
	writer.Wait()
	if t.Failed() {
		return
	}
	epoch, head, versions := j.state()
	for i, w := range all {
		if err := w.catchUp(h, epoch, head); err != nil {
			t.Fatalf("watcher %d at the end: %v", i, err)
		}
		if !maps.Equal(w.versions, versions) {
			t.Errorf("watcher %d knows %v, want %v", i, w.versions, versions)
		}
	}
	for _, how := range []string{"memory", "source", "lost", "reset"} {
		t.Logf("%s: %d", how, metric(t, h.hub.m.Resumes, how))
		if metric(t, h.hub.m.Resumes, how) == 0 {
			t.Errorf("nobody was greeted as %q: the storm was too mild to prove anything", how)
		}
	}
}

func (w *watcher) come(h *house) error {
	ws, resp, err := dialer.Dial(h.url, machine)
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	w.ws, w.hellos = ws, 0
	return ws.WriteJSON(inbound{Type: "resume", Epoch: w.epoch, Seq: w.seq})
}

// visit reads some frames and leaves, politely or not.
func (w *watcher) visit(h *house, frames int, polite bool, prod func()) error {
	if err := w.come(h); err != nil {
		return err
	}
	defer func() { _ = w.ws.Close() }()
	for range frames {
		prod()
		_, err := w.read()
		if websocket.IsCloseError(err, int(CloseTooSlow)) {
			return nil // then it comes back, like any dashboard
		}
		if err != nil {
			return err
		}
	}
	if polite {
		return w.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
	}
	return nil
}

func (w *watcher) catchUp(h *house, epoch string, head int64) error {
	if err := w.come(h); err != nil {
		return err
	}
	defer func() { _ = w.ws.Close() }()
	for w.hellos == 0 || w.epoch != epoch || w.seq < head {
		if _, err := w.read(); err != nil {
			return err
		}
	}
	return nil
}
