package road

// limits_test.go: what a Reach refuses, outlives and shares.

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// Labels of earlier searches must never be taken for those of this one, also
// when their numbers come round.
func TestSearchesDoNotSeeEachOther(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 2))
	used, fresh := newTrial(town(rng)), (*trial)(nil)
	for i := range 700 {
		from, _ := used.anywhere(rng)
		to, _ := used.anywhere(rng)
		limit := time.Duration(rng.IntN(100)) * time.Second
		if i%255 < 3 {
			limit = MaxLimit
		}
		if i%50 == 0 {
			fresh = newTrial(used.oracle.raw)
		}
		a := used.mustReach(t, to, limit)
		fresh.net.spare.idle = nil
		to.net, from.net = fresh.net, fresh.net
		b := fresh.mustReach(t, to, limit)
		gotB, okB := b.From(from)
		from.net = used.net
		gotA, okA := a.From(from)
		if gotA != gotB || okA != okB {
			t.Fatalf("search %d: %v %v, with fresh arrays %v %v", i, gotA, okA, gotB, okB)
		}
		a.Close()
		b.Close()
	}
}

func TestReachLimits(t *testing.T) {
	g := newTrial(straight()).Graph
	on, off := orb.Point{104.001, 30}, orb.Point{104.003, 30.001}
	for _, limit := range []time.Duration{-1, MaxLimit + 1} {
		if _, err := g.Reach(context.Background(), on, Drive, limit); err == nil {
			t.Errorf("a limit of %v was taken", limit)
		}
	}
	if _, err := g.Reach(context.Background(), orb.Point{104, 31}, Drive, time.Minute); !errors.As(err, new(*SnapError)) {
		t.Errorf("no street: %v", err)
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Reach(canceled, on, Drive, time.Minute); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}

	// The walk to the door counts: it alone takes a minute and a half.
	r, err := g.Reach(context.Background(), off, Drive, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s, err := g.Snap(on, Drive)
	if err != nil {
		t.Fatal(err)
	}
	if took, ok := r.From(s); ok {
		t.Errorf("there in %v", took)
	}
	for seg := range r.Segments() {
		t.Errorf("reached from %+v", seg)
	}
	if got := r.Beyond(0); got != time.Minute {
		t.Errorf("beyond 0 m %v, want the limit", got)
	}
	if _, ok := r.From(Snap{}); ok {
		t.Error("a Snap of nothing has a price")
	}
	r.Close()
	r.Close() // a second time does nothing
}

// Off the end of a street nobody can be nearer than by the walk to it, whether
// the street is one long piece or many short ones.
func TestBeyondAtTheEndOfTheStreet(t *testing.T) {
	many := straight()
	many.points = nil
	w := &many.ways[0]
	w.nodes, w.fwd = nil, nil
	for i := range int32(41) {
		many.points = append(many.points, extract.Point{Lng: 1_040_000_000 + 1000*i, Lat: 300_000_000})
		w.nodes = append(w.nodes, i)
		if i > 0 {
			w.fwd = append(w.fwd, 1000)
		}
	}
	w.bwd = w.fwd
	for _, limit := range []time.Duration{8 * time.Second, 10 * time.Minute} { // the ends are out of reach; in reach
		beyondTheEnd(t, straight(), limit, limit)
		// Rings are 25 m wide, bounds keep one more; on foot that takes 42 s.
		beyondTheEnd(t, many, limit, 45*time.Second)
	}
}

// beyondTheEnd checks bounds at growing distances along and off a street of
// 400 m: they hold, and are no more than slack below.
func beyondTheEnd(t *testing.T, raw *rawNet, limit, slack time.Duration) {
	t.Helper()
	g := newTrial(raw).Graph
	to := orb.Point{104.001, 30} // nearer to one end
	r, err := g.Reach(context.Background(), to, Drive, limit)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for meters := 10.0; meters < 600; meters += 7 {
		p := orb.Point{to[0] + meters/orb.EarthRadius*180/math.Pi/math.Cos(math.Pi/6), 30}
		s, err := g.Snap(p, Drive)
		if err != nil {
			t.Fatal(err)
		}
		took, ok := r.From(s)
		if !ok {
			took = limit
		}
		if bound := r.Beyond(meters - 0.01); bound > took || bound < took-slack {
			t.Errorf("%v from %v m away, said to be at least %v", took, meters, bound)
		}
	}
}

func TestManySearchesAtOnce(t *testing.T) {
	g := delaware(t)
	type trip struct {
		to, from orb.Point
		mode     Mode
		took     time.Duration
		segments int
	}
	price := func(p *trip) (time.Duration, int) {
		r, err := g.Reach(context.Background(), p.to, p.mode, 10*time.Minute)
		if err != nil {
			return -1, 0
		}
		defer r.Close()
		s, err := g.Snap(p.from, p.mode)
		if err != nil {
			return -2, 0
		}
		took, _ := r.From(s)
		if path, ok := r.Path(s); ok && path.Times[0] != took {
			return -3, 0
		}
		segments := 0
		for range r.Segments() {
			segments++
		}
		return took + r.Beyond(800), segments
	}
	rng := rand.New(rand.NewPCG(15, 7))
	trips := make([]trip, 40)
	for i := range trips {
		p := &trips[i]
		p.to = orb.Point{-75.55 + rng.Float64()*0.02, 39.74 + rng.Float64()*0.02}
		p.from = orb.Point{-75.55 + rng.Float64()*0.02, 39.74 + rng.Float64()*0.02}
		p.mode = Mode(rng.IntN(modeCount))
		p.took, p.segments = price(p)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range trips {
				if took, segments := price(&trips[i]); took != trips[i].took || segments != trips[i].segments {
					t.Errorf("trip %d: %v and %d segments, alone %v and %d", i, took, segments, trips[i].took, trips[i].segments)
				}
			}
		})
	}
	all.Wait()
}
