package live

// tail_test.go: the tail's pauses and patience, on a clock of the test.

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"fifteen/dispatch"
)

// scripted answers Head and Wait as told.
type scripted struct {
	*journal
	head func() (string, int64, error)
	wait func(ctx context.Context, after int64) ([]dispatch.Event, error)
}

func (s *scripted) Head(context.Context) (string, int64, error) { return s.head() }
func (s *scripted) Wait(ctx context.Context, after int64, _ time.Duration) ([]dispatch.Event, error) {
	return s.wait(ctx, after)
}

func runTail(t *testing.T, s Source) (heard <-chan news, m *Metrics) {
	t.Helper()
	h := New(Config{Source: s, Warm: 1})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { newTail(h).run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	return h.news, h.m
}

func TestTailBacksOffAndSaysSo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		var tries atomic.Int64
		var back atomic.Bool
		heard, _ := runTail(t, &scripted{
			journal: newJournal("a"),
			head: func() (string, int64, error) {
				if tries.Add(1); !back.Load() {
					return "", 0, dispatch.Unavailable(errors.New("refused"))
				}
				return "a", 0, nil
			},
			wait: func(ctx context.Context, _ int64) ([]dispatch.Event, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			},
		})
		n := <-heard
		if n.stale == nil {
			t.Fatalf("heard %+v, want stale", n)
		}
		if since := time.Since(begun); since < 3*time.Second || since > 5*time.Second {
			t.Errorf("told after %v, want soon after 3 s", since)
		}
		before := tries.Load()
		sleep(t.Context(), time.Minute) // on the test's clock
		if n := tries.Load() - before; n < 30 || n > 61 {
			t.Errorf("%d tries in a minute, want one every 1–2 s", n)
		}
		back.Store(true)
		if n := <-heard; !n.fresh {
			t.Fatalf("heard %+v, want fresh", n)
		}
		if n := <-heard; n.anchor == nil || n.anchor.epoch != "a" {
			t.Fatalf("heard %+v, want the anchor", n)
		}
	})
}

// TestTailLeavesAHangingSource: Wait that never answers is a source that is away.
func TestTailLeavesAHangingSource(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		heard, m := runTail(t, &scripted{
			journal: newJournal("a"),
			head:    func() (string, int64, error) { return "a", 7, nil },
			wait: func(ctx context.Context, after int64) ([]dispatch.Event, error) {
				if after != 7 {
					t.Errorf("waits after %d, want 7", after)
				}
				<-ctx.Done()
				return nil, ctx.Err()
			},
		})
		if n := <-heard; n.anchor == nil || n.anchor.seq != 7 {
			t.Fatalf("heard %+v, want the anchor", n)
		}
		begun := time.Now()
		if n := <-heard; n.stale == nil {
			t.Fatalf("heard %+v, want stale", n)
		}
		if since := time.Since(begun); since > 10*time.Second {
			t.Errorf("noticed after %v", since)
		}
		if testutil.ToFloat64(m.Resets) != 0 {
			t.Error("a source that is away was taken for another journal")
		}
	})
}

// TestTailStartsAnew: each oddity of a journal leads to a new anchor.
func TestTailStartsAnew(t *testing.T) {
	t.Parallel()
	event := func(seq ...int64) (all []dispatch.Event) {
		for _, s := range seq {
			all = append(all, dispatch.Event{Seq: s})
		}
		return all
	}
	for _, tc := range []struct {
		name   string
		events []dispatch.Event
		err    error
		epoch  string
		head   int64
	}{
		{"the next event is missing", event(9), nil, "a", 9},
		{"one in between is missing", event(8, 10), nil, "a", 10},
		{"one came twice", event(8, 8), nil, "a", 9},
		{"an old one came again", event(7), nil, "a", 8},
		{"the source says so", nil, dispatch.Errorf(dispatch.CodeNotFound, "trimmed"), "a", 9},
		{"a contiguous event of another journal", event(8), nil, "b", 8},
		{"another journal without events", nil, nil, "b", 0},
		{"the journal went back", nil, nil, "a", 6},
		{"events that nobody shows", nil, nil, "a", 9},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var waits atomic.Int64
				heard, m := runTail(t, &scripted{
					journal: newJournal("a"),
					head: func() (string, int64, error) {
						if waits.Load() > 0 {
							return tc.epoch, tc.head, nil
						}
						return "a", 7, nil
					},
					wait: func(ctx context.Context, _ int64) ([]dispatch.Event, error) {
						if waits.Add(1) > 2 {
							<-ctx.Done()
							return nil, ctx.Err()
						}
						sleep(ctx, time.Second)
						return tc.events, tc.err
					},
				})
				<-heard
				if n := <-heard; n.anchor == nil || n.anchor.epoch != tc.epoch || n.anchor.seq != tc.head {
					t.Errorf("heard %+v, want an anchor at %s/%d", n, tc.epoch, tc.head)
				}
				if testutil.ToFloat64(m.Resets) != 1 {
					t.Errorf("counted %v resets, want 1", testutil.ToFloat64(m.Resets))
				}
			})
		})
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	b := backoff{base: 50 * time.Millisecond, ceiling: 2 * time.Second}
	for range 3 {
		for i, step := range []time.Duration{50, 100, 200, 400, 800, 1600, 2000, 2000} {
			step *= time.Millisecond
			if d := b.next(); d < step/2 || d > step {
				t.Errorf("pause %d is %v, want %v to %v", i, d, step/2, step)
			}
		}
		b.reset()
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name         string
		after, until int64
		happens      func(j *journal)
		ok           bool
	}{
		{"nothing", 7, 7, nil, true},
		{"some", 100, 120, nil, true},
		{"several pages", 1, 2*loadPage + 3, nil, true},
		{"all", 0, 3 * loadPage, nil, true},
		{"more than there is", 0, 3*loadPage + 1, nil, false},
		{"some trimmed away", 100, 3 * loadPage, func(j *journal) { j.trim(100) }, false},
		{"of another journal", 3, 100, func(j *journal) { j.replace("b", 100) }, false},
		{"source away", 3, 100, func(j *journal) { j.setBroken(errors.New("away")) }, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			j := newJournal("a")
			j.add("i1", 3*loadPage)
			if tc.happens != nil {
				tc.happens(j)
			}
			cfg := Config{Source: j}.withDefaults()
			frames, err := load(t.Context(), &cfg, "a", tc.after, tc.until)
			if (err == nil) != tc.ok {
				t.Fatalf("error %v", err)
			}
			if tc.ok && int64(len(frames)) != tc.until-tc.after {
				t.Fatalf("loaded %d, want %d", len(frames), tc.until-tc.after)
			}
			for i, f := range frames {
				if f.seq != tc.after+1+int64(i) {
					t.Fatalf("frame %d is event %d", i, f.seq)
				}
			}
		})
	}
}
