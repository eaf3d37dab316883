package road

// path_test.go: the way, step by step, on the raw network.

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo"
	"fifteen/geo/extract"
)

func TestPathCanBeTravelled(t *testing.T) {
	var paths, longest int
	towns(t, 400, func(rng *rand.Rand, town *trial) {
		walk := newWalk(town.oracle)
		for range 10 {
			from, spotFrom := town.anywhere(rng)
			to, spotTo := town.anywhere(rng)
			to.walk, from.walk = uint32(rng.IntN(5_000)), uint32(rng.IntN(5_000))
			r := town.mustReach(t, to, 10*time.Minute)
			p, ok := r.Path(from)
			total, within := r.From(from)
			r.Close()
			if ok != within {
				t.Fatalf("a path: %v, a time: %v", ok, within)
			}
			if !ok {
				continue
			}
			if p.Times[0] != total || p.Times[len(p.Times)-1] != 0 || len(p.Times) != len(p.Line) {
				t.Fatalf("%v and %d times for a path of %v and %d vertices", p.Times, len(p.Times), total, len(p.Line))
			}
			// What is left on the streets, between the two walks.
			on := p.Times[slices.Index(p.Line, from.on):]
			if from.walk > 0 {
				on = p.Times[1:]
			}
			if to.walk > 0 {
				on = on[:len(on)-1]
			}
			line := p.Line[len(p.Line)-len(on):]
			if to.walk > 0 {
				line = p.Line[len(p.Line)-len(on)-1 : len(p.Line)-1]
			}
			if err := walk.travel(line, on, spotFrom, spotTo); err != "" {
				t.Fatalf("%v to %v in %v along %v at %v: %s", spotFrom, spotTo, total, line, on, err)
			}
			var meters float64
			for i := range len(p.Line) - 1 {
				meters += geo.Distance(p.Line[i], p.Line[i+1])
			}
			if math.Abs(meters-p.DistanceM) > 0.001 {
				t.Fatalf("%.3f m, the line is %.3f m", p.DistanceM, meters)
			}
			paths++
			longest = max(longest, len(p.Line))
		}
	})
	if paths < 1000 || longest < 15 {
		t.Errorf("only %d paths, the longest of %d vertices", paths, longest)
	}
}

// walk replays lines on the raw network. Streets may be parallel and points lie
// on top of each other, so it keeps all pasts a line may mean.
type walk struct {
	o     *oracle
	nodes map[extract.Point][]int32
}

func newWalk(o *oracle) *walk {
	w := &walk{o, map[extract.Point][]int32{}}
	for n, p := range o.raw.points {
		w.nodes[p] = append(w.nodes[p], int32(n))
	}
	return w
}

// travel says what is wrong with a line and its times; "": nothing.
func (w *walk) travel(line orb.LineString, left []time.Duration, from, to spot) string {
	type stand struct {
		past []step
		at   int64 // milliseconds left where the last step ends
	}
	ms := func(i int) int64 { return left[i].Milliseconds() }
	var stands []stand
	for _, s := range []step{from.step, from.back()} {
		if w.o.may(s) {
			stands = append(stands, stand{past: []step{s}, at: ms(0) - w.o.rest(from, s)})
		}
	}
	if len(line) <= 2 { // on one piece, or from one end of it to the other
		for _, s := range stands {
			if from.way == to.way && from.piece == to.piece && ms(0)-ms(len(line)-1) == abs(w.o.rest(from, s.past[0])-w.o.rest(to, s.past[0])) {
				return ""
			}
		}
	}
	reached := func(s stand, i int) bool { // the destination at vertex i
		for _, along := range []step{to.step, to.back()} {
			length, ok := w.o.ms(along)
			n := w.o.head(s.past[len(s.past)-1])
			if ok && w.o.turn(s.past, along) && s.at-int64(w.o.raw.delay[n])-(length-w.o.rest(to, along)) == ms(i) {
				return true
			}
		}
		return false
	}
	last := len(line) - 1
	// All pasts whose times fit the line, however many vertices coincide.
	for depth := 0; len(stands) > 0 && depth < 200; depth++ {
		var next []stand
		for _, s := range stands {
			if reached(s, last) {
				return ""
			}
			n := w.o.head(s.past[len(s.past)-1])
			for _, along := range w.o.out[n] {
				length, _ := w.o.ms(along)
				at := s.at - int64(w.o.raw.delay[n]) - length
				if at < ms(last) || !w.o.turn(s.past, along) {
					continue
				}
				if !slices.ContainsFunc(line, func(p orb.Point) bool { return p == w.o.raw.points[w.o.head(along)].Orb() }) {
					continue
				}
				if !slices.Contains(left, time.Duration(at)*time.Millisecond) {
					continue
				}
				next = append(next, stand{past: append(slices.Clone(s.past), along), at: at})
			}
		}
		stands = next
	}
	return "nobody can travel it so"
}

func abs(ms int64) int64 { return max(ms, -ms) }
