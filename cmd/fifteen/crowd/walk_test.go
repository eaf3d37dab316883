package crowd

// walk_test.go: ways lead where they should, and the agenda keeps its order.

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
)

func TestWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		_, a := somewhere(r)
		_, b := somewhere(r)
		took := time.Duration(1+r.IntN(1800)) * time.Second
		w := newWalk(r, a, b, dayBreak, took)
		if w.at(dayBreak) != a || w.at(dayBreak.Add(took)) != b || w.at(dayBreak.Add(time.Hour)) != b || w.at(dayBreak.Add(-time.Hour)) != a {
			t.Fatalf("the way from %v to %v does not begin and end there", a, b)
		}
		straight, long := geo.Distance(a, b), w.upTo[len(w.upTo)-1]
		if long > 1.6*straight+1 || long < straight-1 {
			t.Fatalf("the way of %.0f m is %.0f m long", straight, long)
		}
		const steps = 100
		last := a
		for i := 1; i <= steps; i++ {
			p := w.at(dayBreak.Add(took * time.Duration(i) / steps))
			if d := geo.Distance(last, p); d > long/steps*1.01+0.5 {
				t.Fatalf("a step of %.0f m on a way of %.0f m in %d", d, long, steps)
			}
			last = p
		}
		if w.over(dayBreak.Add(took-1)) || !w.over(dayBreak.Add(took)) {
			t.Fatal("over at the wrong time")
		}
	}
	p := orb.Point{-75.55, 39.74}
	if w := newWalk(r, p, p, dayBreak, 0); w.at(dayBreak) != p || !w.over(dayBreak.Add(time.Second)) {
		t.Error("a way to where one is leads elsewhere")
	}
}

func TestQuickest(t *testing.T) {
	all, wheels := dispatch.Modes(), []dispatch.Mode{dispatch.ModeBike, dispatch.ModeDrive}
	for _, x := range []struct {
		modes []dispatch.Mode
		far   float64
		want  dispatch.Mode
	}{
		{all, 100, dispatch.ModeWalk},
		{all, 2000, dispatch.ModeDrive},
		{wheels, 100, dispatch.ModeDrive},
		{all[:2], 2000, dispatch.ModeBike},
		{all[:1], 2000, dispatch.ModeWalk},
		{wheels[:1], 10, dispatch.ModeBike},
	} {
		if got := quickest(x.modes, x.far); got != x.want {
			t.Errorf("%v over %.0f m: %s, want %s", x.modes, x.far, got, x.want)
		}
	}
}

func TestAgenda(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a agenda
		var done, want []int
		r := rand.New(rand.NewPCG(8, 8))
		type planned struct {
			at time.Duration
			n  int
		}
		var all []planned
		for n := range 1000 {
			at := time.Duration(r.IntN(300)) * time.Second
			all = append(all, planned{at, n})
			a.add(time.Now().Add(at), func() { done = append(done, n) })
		}
		slices.SortStableFunc(all, func(x, y planned) int { return int(x.at - y.at) })
		for _, x := range all {
			want = append(want, x.n)
		}
		a.add(time.Now(), func() { a.add(time.Now(), func() { done = append(done, -1) }) })
		if next := a.run(time.Now()); next != 0 || slices.Contains(done, -1) {
			t.Errorf("an action planned by another was done in the same run, next in %v", next)
		}
		for {
			next := a.run(time.Now())
			if next == idle {
				break
			}
			<-time.After(next)
		}
		if i := slices.Index(done, -1); i < 0 || !slices.Equal(slices.Delete(done, i, i+1), want) {
			t.Error("actions were done in another order than that of their times")
		}
	})
}
