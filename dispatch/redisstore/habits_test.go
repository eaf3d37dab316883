package redisstore_test

// habits_test.go: what people answered is counted once, by the commit that
// answers, and every process knows it.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
)

const day = 24 * time.Hour

// notebook is a store whose clock the test sets.
type notebook struct {
	*redisstore.Store
	rdb   *redis.Client
	area  string
	clock *atomic.Int64 // Unix ms
	cases atomic.Int64
	runs  runs
}

// runs are stores at work; all end together.
type runs struct {
	ctx   context.Context
	ended sync.WaitGroup
}

func (r *runs) run(tb testing.TB, s *redisstore.Store) {
	tb.Helper()
	if r.ctx == nil {
		ctx, cancel := context.WithCancel(context.Background())
		r.ctx = ctx
		tb.Cleanup(func() { cancel(); r.ended.Wait() })
	}
	r.ended.Go(func() { _ = s.Run(r.ctx) })
	deadline := time.Now().Add(10 * time.Second)
	for s.Ready(r.ctx) != nil {
		if time.Now().After(deadline) {
			tb.Fatal("the store does not become ready")
		}
		<-time.After(5 * time.Millisecond)
	}
}

// noon is when these stories begin.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func newNotebook(tb testing.TB, rdb *redis.Client, people int) *notebook {
	tb.Helper()
	n := &notebook{rdb: rdb, area: redistest.Area(tb), clock: &atomic.Int64{}}
	n.clock.Store(noon.UnixMilli())
	n.Store = n.another(tb)
	for i := range people {
		v := person(i)
		if err := n.PutResponder(tb.Context(), &v, true); err != nil {
			tb.Fatal(err)
		}
	}
	return n
}

// another is a second process over the same keys.
func (n *notebook) another(tb testing.TB) *redisstore.Store {
	tb.Helper()
	s := redisstore.New(n.rdb, redisstore.Options{Area: n.area, Now: func() time.Time { return time.UnixMilli(n.clock.Load()) }})
	n.runs.run(tb, s)
	return s
}

func (n *notebook) move(d time.Duration) { n.clock.Add(d.Milliseconds()) }

// change is a new incident's first commit with these habits.
func (n *notebook) change(changes ...dispatch.HabitChange) *dispatch.Change {
	id := fmt.Sprintf("h%d", n.cases.Add(1))
	inc := dispatch.Incident{ID: id, State: dispatch.IncidentOpen, OpenedAt: noon}
	return &dispatch.Change{Case: dispatch.Loaded(inc, nil), Habits: changes}
}

func (n *notebook) write(tb testing.TB, changes ...dispatch.HabitChange) {
	tb.Helper()
	if err := n.Commit(tb.Context(), n.change(changes...)); err != nil {
		tb.Fatal(err)
	}
}

// one asks a store about one person.
func one(tb testing.TB, s *redisstore.Store, id string) dispatch.Habit {
	tb.Helper()
	got, err := s.Habits(tb.Context(), []string{id})
	if err != nil || len(got) != 1 {
		tb.Fatal(got, err)
	}
	return got[0]
}

func asked(id string, at time.Time, part int) dispatch.HabitChange {
	return dispatch.HabitChange{Responder: id, What: dispatch.HabitAsked, At: at, Part: part}
}

func yes(id string, at time.Time, part int) dispatch.HabitChange {
	return dispatch.HabitChange{Responder: id, What: dispatch.HabitYes, At: at, Part: part}
}

func served(id string, at time.Time) dispatch.HabitChange {
	return dispatch.HabitChange{Responder: id, What: dispatch.HabitServed, At: at}
}

// expected is the oracle: every event by itself, faded to now.
func expected(id string, events []dispatch.HabitChange, now time.Time) (h dispatch.Habit) {
	for _, e := range events {
		if e.Responder != id {
			continue
		}
		weight := math.Pow(0.5, now.Sub(e.At).Hours()/24/90)
		switch e.What {
		case dispatch.HabitAsked:
			h.Asked[e.Part] += weight
			if now.Sub(e.At) < 7*day {
				h.Alerts7d++
			}
			if e.At.After(h.LastAsked) {
				h.LastAsked = e.At
			}
		case dispatch.HabitYes:
			h.Yes[e.Part] += weight
		case dispatch.HabitServed:
			if e.At.After(h.LastServed) {
				h.LastServed = e.At
			}
		case dispatch.HabitFailed, dispatch.HabitReached: // reach_test.go
		}
	}
	return h
}

// differ says where two habits are not the same; counts to nine digits.
func differ(got, want dispatch.Habit) error {
	for i := range 4 {
		if math.Abs(got.Asked[i]-want.Asked[i]) > 1e-9 || math.Abs(got.Yes[i]-want.Yes[i]) > 1e-9 {
			return fmt.Errorf("counts %v of %v, want %v of %v", got.Yes, got.Asked, want.Yes, want.Asked)
		}
	}
	if got.Alerts7d != want.Alerts7d || !got.LastAsked.Equal(want.LastAsked) || !got.LastServed.Equal(want.LastServed) {
		return fmt.Errorf("got %+v, want %+v", got, want)
	}
	return nil
}

// The story of an incident: asked by the first wave, one comes, serves and is
// done; the habits say so at once, to this process and to another.
func TestHabitsOfAStory(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	first := c.Offers[0]
	part := dispatch.DayPart(r.now)
	for _, a := range []dispatch.Answer{dispatch.AnswerAccept, dispatch.AnswerArrived, dispatch.AnswerDone} {
		_, res, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
			Incident: c.Incident.ID, Offer: first.ID, Answer: a, By: "sms", Via: dispatch.ViaText,
		})
		if err != nil || res != dispatch.ResultApplied {
			t.Fatal(a, res, err)
		}
	}
	h := one(t, r.Store, first.Responder)
	if math.Abs(h.Asked[part]-1) > 1e-3 || math.Abs(h.Yes[part]-1) > 1e-3 || h.Alerts7d != 1 ||
		!h.LastAsked.Equal(r.now) || !h.LastServed.Equal(r.now) {
		t.Errorf("who came: %+v", h)
	}
	for _, o := range c.Offers[1:] {
		h := one(t, r.Store, o.Responder)
		if math.Abs(h.Asked[part]-1) > 1e-3 || h.Yes != [4]float64{} || h.Alerts7d != 1 || !h.LastServed.IsZero() {
			t.Errorf("who was only asked: %+v", h)
		}
	}
}

// Whatever happens, in whatever order within a commit or between nodes whose
// clocks differ by minutes, the counts are those of every event by itself.
func TestHabitsAgreeWithTheSumOfEvents(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 3)
	rnd := rand.New(rand.NewPCG(15, 1))
	var events []dispatch.HabitChange
	for range 60 {
		var batch []dispatch.HabitChange
		for range 1 + rnd.IntN(4) {
			now := time.UnixMilli(n.clock.Load())
			batch = append(batch, dispatch.HabitChange{
				Responder: fmt.Sprintf("v%03d", rnd.IntN(3)),
				What:      []dispatch.HabitEvent{dispatch.HabitAsked, dispatch.HabitYes, dispatch.HabitServed}[rnd.IntN(3)],
				At:        now.Add(-time.Duration(rnd.IntN(600)) * time.Second), Part: rnd.IntN(4),
			})
		}
		n.write(t, batch...)
		events = append(events, batch...)
		n.move(time.Duration(rnd.IntN(100)) * time.Hour)
		for i := range 3 {
			id := fmt.Sprintf("v%03d", i)
			if err := differ(one(t, n.Store, id), expected(id, events, time.UnixMilli(n.clock.Load()))); err != nil {
				t.Fatalf("after %d events, %s: %v", len(events), id, err)
			}
		}
	}
}

func TestHabitsFadeByHalfInNinetyDays(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 1)
	n.write(t, asked("v000", noon, 2), yes("v000", noon, 2))
	for _, want := range []float64{1, 0.5, 0.25} {
		if h := one(t, n.Store, "v000"); math.Abs(h.Asked[2]-want) > 1e-9 || math.Abs(h.Yes[2]-want) > 1e-9 || !h.LastAsked.Equal(noon) {
			t.Errorf("want %v, got %+v", want, h)
		}
		n.move(90 * day)
	}
	n.write(t, asked("v000", time.UnixMilli(n.clock.Load()), 1)) // half-lives: three, and none
	if h := one(t, n.Store, "v000"); math.Abs(h.Asked[2]-0.125) > 1e-9 || math.Abs(h.Asked[1]-1) > 1e-9 {
		t.Errorf("the update fades wrongly: %+v", h)
	}
}

func TestAlertsOfSevenDays(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	for d := range 10 {
		n.write(t, asked("v000", noon.Add(time.Duration(d)*day), 2))
	}
	for _, c := range []struct {
		at   time.Duration
		want int
	}{{9 * day, 7}, {9*day + time.Hour, 7}, {10 * day, 6}, {16*day - time.Millisecond, 1}, {16 * day, 0}, {100 * day, 0}} {
		n.clock.Store(noon.Add(c.at).UnixMilli())
		if h := one(t, n.Store, "v000"); h.Alerts7d != c.want {
			t.Errorf("after %v: %d alerts, want %d", c.at, h.Alerts7d, c.want)
		}
	}
	n.write(t, asked("v001", noon, 2))
	n.write(t, asked("v001", noon.Add(-time.Hour), 2)) // told late by a slower node
	n.clock.Store(noon.Add(7*day - time.Minute).UnixMilli())
	if h := one(t, n.Store, "v001"); h.Alerts7d != 1 || !h.LastAsked.Equal(noon) {
		t.Errorf("told out of order: %+v", h)
	}
	n.clock.Store(noon.Add(20 * day).UnixMilli())
	for i := range 80 { // the list is bounded, and keeps the newest
		n.write(t, asked("v000", noon.Add(20*day).Add(time.Duration(i-80)*time.Minute), 2))
	}
	if h := one(t, n.Store, "v000"); h.Alerts7d != 30 || !h.LastAsked.Equal(noon.Add(20*day-time.Minute)) {
		t.Errorf("asked eighty times: %d alerts, last %v", h.Alerts7d, h.LastAsked)
	}
}

// A commit that loses, or that was made before, changes no habit.
func TestRefusedCommitsChangeNoHabit(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	ch := n.change(asked("v000", noon, 2))
	ch.Key = &dispatch.IdempotencyKey{Key: "once", Hash: "h"}
	if err := n.Commit(t.Context(), ch); err != nil {
		t.Fatal(err)
	}
	want := one(t, n.Store, "v000")

	var again *dispatch.Replayed
	if err := n.Commit(t.Context(), ch); !errors.As(err, &again) {
		t.Fatalf("a replay: %v", err)
	}
	ch.Key = nil
	if err := n.Commit(t.Context(), ch); !errors.Is(err, dispatch.ErrConflict) {
		t.Fatalf("an old version: %v", err)
	}
	taken := func() *dispatch.Change { // two incidents ask the same person
		ch := n.change(asked("v001", noon, 2))
		id := ch.Case.Incident.ID
		ch.Offers = []*dispatch.Offer{{
			ID: id + "-1", Incident: id, Responder: "v001", Letter: "A", State: dispatch.OfferAsked, By: dispatch.ByPolicy, Token: id,
		}}
		return ch
	}
	if err := n.Commit(t.Context(), taken()); err != nil {
		t.Fatal(err)
	}
	if err := n.Commit(t.Context(), taken()); !errors.Is(err, dispatch.ErrConflict) {
		t.Fatalf("somebody who is being asked: %v", err)
	}
	for _, bad := range []dispatch.HabitChange{asked("v000", noon, 4), asked("v000", noon, -1), {Responder: "v000", What: "slept", At: noon}} {
		ch := n.change(bad)
		if err := n.Commit(t.Context(), ch); err == nil {
			t.Errorf("%+v is counted", bad)
		}
		if _, err := n.Case(t.Context(), ch.Case.Incident.ID); dispatch.CodeOf(err) != dispatch.CodeNotFound {
			t.Errorf("%+v: half of it is written: %v", bad, err)
		}
	}
	for _, s := range []*redisstore.Store{n.Store, n.another(t)} {
		if err := differ(one(t, s, "v000"), want); err != nil {
			t.Error(err)
		}
		if h := one(t, s, "v001"); h.Asked[2] != 1 || h.Alerts7d != 1 {
			t.Errorf("asked once and refused once: %+v", h)
		}
	}
}

// Many incidents at once count the same people: nothing is lost or doubled,
// and a process that only follows ends with the same.
func TestHabitsOfManyCommitsAtOnce(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 4)
	reader := n.another(t)
	var wg sync.WaitGroup
	for w := range 8 {
		writer := n.Store
		if w%2 == 1 {
			writer = n.another(t)
		}
		wg.Go(func() {
			for i := range 25 {
				id := fmt.Sprintf("v%03d", i%4)
				ch := n.change(asked("v000", noon, i%4), asked(id, noon, i%4), yes(id, noon, i%4))
				if err := writer.Commit(t.Context(), ch); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var events []dispatch.HabitChange
	for range 8 {
		for i := range 25 {
			id := fmt.Sprintf("v%03d", i%4)
			events = append(events, asked("v000", noon, i%4), asked(id, noon, i%4), yes(id, noon, i%4))
		}
	}
	for _, s := range []*redisstore.Store{n.Store, reader, n.another(t)} {
		for i := range 4 {
			id := fmt.Sprintf("v%03d", i)
			want := expected(id, events, noon)
			want.Alerts7d = min(want.Alerts7d, 30)
			eventually(t, func() error { return differ(one(t, s, id), want) })
		}
	}
}

// Own writes are known at once; another process follows.
func TestHabitsFollowOtherProcesses(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	b := n.another(t)
	events := []dispatch.HabitChange{asked("v000", noon, 2), asked("v001", noon, 2), yes("v001", noon, 2), served("v001", noon)}
	n.write(t, events...)
	for _, id := range []string{"v000", "v001", "nobody"} {
		if err := differ(one(t, n.Store, id), expected(id, events, noon)); err != nil {
			t.Errorf("the writer, %s: %v", id, err)
		}
		eventually(t, func() error { return differ(one(t, b, id), expected(id, events, noon)) })
	}
	both, err := b.Habits(t.Context(), []string{"v001", "nobody", "v000", "v001"})
	if err != nil || len(both) != 4 || both[0] != both[3] || both[1] != (dispatch.Habit{}) || both[2].Yes != [4]float64{} {
		t.Errorf("the order of ids is not kept: %+v, %v", both, err)
	}
}

// Who is deleted is forgotten, also by a late answer of theirs; who is
// imported again keeps their habits.
func TestDeletingForgetsImportKeeps(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	b := n.another(t)
	events := []dispatch.HabitChange{asked("v000", noon, 2), asked("v001", noon, 2), yes("v001", noon, 2)}
	n.write(t, events...)
	if _, updated, err := n.ImportResponders(t.Context(), []dispatch.Responder{person(0), person(1)}); err != nil || updated != 2 {
		t.Fatal(updated, err)
	}
	for _, id := range []string{"v000", "v001"} {
		eventually(t, func() error { return differ(one(t, b, id), expected(id, events, noon)) })
	}
	if err := n.DeleteResponder(t.Context(), "v001"); err != nil {
		t.Fatal(err)
	}
	if err := differ(one(t, n.Store, "v001"), dispatch.Habit{}); err != nil {
		t.Errorf("just deleted: %v", err)
	}
	n.write(t, yes("v001", noon, 2), asked("v000", noon, 2))
	events = append(events[:1], asked("v000", noon, 2))
	again := person(1)
	if err := n.PutResponder(t.Context(), &again, true); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"v000", "v001"} {
		if err := differ(one(t, n.Store, id), expected(id, events, noon)); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		eventually(t, func() error { return differ(one(t, b, id), expected(id, events, noon)) })
		if err := differ(one(t, n.another(t), id), expected(id, events, noon)); err != nil {
			t.Errorf("%s, loaded anew: %v", id, err)
		}
	}
	n.write(t, asked("v001", noon, 0)) // somebody new with the same id
	if h := one(t, n.Store, "v001"); h.Asked != [4]float64{1} || h.Yes != [4]float64{} {
		t.Errorf("begun anew: %+v", h)
	}
}

// Neither a record nobody can read nor one from a clock that was years ahead
// stops an incident, or stays.
func TestHabitsMend(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 2)
	n.write(t, asked("v000", noon.Add(3000*day), 2), asked("v001", noon, 2))
	key := "fifteen:{" + n.area + "}:habits"
	if err := n.rdb.HSet(t.Context(), key, "v001", `{"asked":"?"`).Err(); err != nil {
		t.Fatal(err)
	}
	if err := differ(one(t, n.another(t), "v001"), dispatch.Habit{}); err != nil {
		t.Error(err)
	}
	for _, broken := range []string{`{"asked":"?"`, `{"at":null,"asked":{},"yes":7}`, `7`} {
		if err := n.rdb.HSet(t.Context(), key, "v001", broken).Err(); err != nil {
			t.Fatal(err)
		}
		n.write(t, asked("v001", noon, 1))
		if h := one(t, n.Store, "v001"); h.Asked != [4]float64{1: 1} || h.Alerts7d != 1 {
			t.Errorf("after %s: %+v", broken, h)
		}
	}
	n.write(t, asked("v000", noon, 2))
	if h := one(t, n.Store, "v000"); h.Asked[2] != 2 || h.Alerts7d != 1 || !h.LastAsked.Equal(noon) {
		t.Errorf("after the clock was mended: %+v", h)
	}
}

// Server and process start again: everything is still known.
func TestHabitsOutliveARestart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	start := func() (*redis.Client, func()) {
		child, err := redisstore.StartChild(t.Context(), dir, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- child.Run(ctx) }()
		opts, err := redisstore.ClientOptions(child.URL())
		if err != nil {
			t.Fatal(err)
		}
		rdb := redis.NewClient(opts)
		return rdb, func() {
			_ = rdb.Close()
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
	events := []dispatch.HabitChange{asked("v000", noon, 2), yes("v000", noon, 2), served("v000", noon)}
	clock := redisstore.Options{Now: func() time.Time { return noon }}

	rdb, stop := start()
	a := redisstore.New(rdb, clock)
	v := person(0)
	if err := a.PutResponder(t.Context(), &v, true); err != nil {
		t.Fatal(err)
	}
	inc := dispatch.Incident{ID: "i", State: dispatch.IncidentOpen, OpenedAt: noon}
	if err := a.Commit(t.Context(), &dispatch.Change{Case: dispatch.Loaded(inc, nil), Habits: events}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Habits(t.Context(), []string{"v000"}); dispatch.CodeOf(err) != dispatch.CodeUnavailable {
		t.Errorf("before they are loaded: %v", err)
	}
	stop()

	rdb, stop = start()
	t.Cleanup(stop) // before the store's Run ends: cleanups go backwards
	b := redisstore.New(rdb, clock)
	new(runs).run(t, b)
	if err := differ(one(t, b, "v000"), expected("v000", events, noon)); err != nil {
		t.Error(err)
	}
}

// The in-process Redis of a demo counts alike.
func TestHabitsOnTheStandIn(t *testing.T) {
	t.Parallel()
	opts, err := redisstore.ClientOptions("redis://" + miniredis.RunT(t).Addr())
	if err != nil {
		t.Fatal(err)
	}
	rdb := redis.NewClient(opts)
	t.Cleanup(func() { _ = rdb.Close() })
	n := newNotebook(t, rdb, 1)
	b := n.another(t)
	events := []dispatch.HabitChange{asked("v000", noon.Add(-20*day), 2), yes("v000", noon.Add(-20*day), 2), served("v000", noon.Add(-20*day))}
	n.write(t, events...)
	events = append(events, asked("v000", noon, 1))
	n.write(t, events[3])
	if err := differ(one(t, n.Store, "v000"), expected("v000", events, noon)); err != nil {
		t.Error(err)
	}
	eventually(t, func() error { return differ(one(t, b, "v000"), expected("v000", events, noon)) })
	if err := n.rdb.HSet(t.Context(), "fifteen:{"+n.area+"}:habits", "v000", `{"asked":"?"`).Err(); err != nil {
		t.Fatal(err)
	}
	n.write(t, yes("v000", noon, 1))
	if h := one(t, n.Store, "v000"); h.Yes != [4]float64{1: 1} || h.Asked != [4]float64{} {
		t.Errorf("a broken record: %+v", h)
	}
}
