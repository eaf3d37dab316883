package road

// beyond_test.go: the lower bound against everybody it speaks of.

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

func TestBeyondIsALowerBound(t *testing.T) {
	var checked, useful int
	towns(t, 300, func(rng *rand.Rand, town *trial) {
		position := func() orb.Point {
			return orb.Point{104 + (rng.Float64()*1.5-0.5)*0.008, 30 + (rng.Float64()*1.5-0.5)*0.008}
		}
		to, err := town.Snap(position(), Drive)
		if err != nil {
			return
		}
		r := town.mustReach(t, to, time.Duration(rng.IntN(400))*time.Second)
		defer r.Close()
		for range 60 {
			p := position()
			s, err := town.Snap(p, Drive)
			if err != nil {
				continue
			}
			took, ok := r.From(s)
			radius := geo.Distance(p, to.from) * (1 - rng.Float64()*rng.Float64())
			bound := r.Beyond(math.Nextafter(radius, 0))
			if !ok {
				took = milliseconds(r.limit)
			}
			if bound > took {
				t.Errorf("%v from %.1f m away, but beyond %.1f m nobody in less than %v", took, geo.Distance(p, to.from), radius, bound)
			}
			checked++
			if bound > took/4 {
				useful++
			}
		}
		if got := r.Beyond(1e9); got != milliseconds(r.limit) {
			t.Errorf("beyond everything: %v, want the limit %v", got, milliseconds(r.limit))
		}
		if got := r.Beyond(math.Inf(1)); got != milliseconds(r.limit) {
			t.Errorf("beyond infinity: %v", got)
		}
	})
	if checked < 1000 || useful < checked/4 {
		t.Errorf("%d of %d bounds were worth anything", useful, checked)
	}
}

func TestRulerIsNeverShort(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 9))
	for range 20_000 {
		p := orb.Point{rng.Float64()*100 - 50, rng.Float64()*120 - 60}
		span := math.Pow(10, -5+rng.Float64()*5.4)
		q := orb.Point{p[0] + (rng.Float64()*2-1)*span, p[1] + (rng.Float64()*2-1)*span}
		to := fromOrb(q)
		want := geo.Distance(p, to.Orb())
		if got := newRuler(p).meters(to); want < 500_000 && (got < want || got > want*1.003+1.1) {
			t.Fatalf("%v to %v: %.3f m, want a little more than %.3f m", p, q, got, want)
		}
	}
}
