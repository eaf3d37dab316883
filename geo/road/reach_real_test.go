package road

// reach_real_test.go: the search against its naive twin on real streets.

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

func TestDelawareAnswersTheOracle(t *testing.T) {
	delaware(t)
	// Wilmington, from the river to the suburbs.
	answersTheOracle(t, delawareExtract(t), orb.Bound{Min: orb.Point{-75.59, 39.71}, Max: orb.Point{-75.51, 39.77}})
}

func TestPortoAnswersTheOracle(t *testing.T) {
	porto(t)
	answersTheOracle(t, portoExtract(t), orb.Bound{Min: orb.Point{-8.65, 41.13}, Max: orb.Point{-8.57, 41.19}})
}

func answersTheOracle(t *testing.T, e *extract.Extract, box orb.Bound) {
	t.Helper()
	cal := DefaultCalibration()
	s, err := collect(context.Background(), e, &cal, func(_, _ int64) {})
	if err != nil {
		t.Fatal(err)
	}
	b := newBuilder(s, &cal)
	const limit = 10 * 60_000
	for _, m := range []Mode{Walk, EBike, Drive} {
		rng := rand.New(rand.NewPCG(15, uint64(m)))
		town := newTrial(crop(b.raw(m), box))
		within, count := 0, 0
		for range 2 {
			from, spotFrom := town.anywhere(rng)
			enters := town.oracle.from(spotFrom, limit)
			for i := range 100 {
				to, spotTo := town.anywhere(rng)
				for i%2 == 0 && !entered(enters, spotTo) { // every other one where one gets to
					to, spotTo = town.anywhere(rng)
				}
				r := town.mustReach(t, to, limit*time.Millisecond)
				got, ok := r.From(from)
				want := town.oracle.time(enters, spotFrom, spotTo)
				if want > limit {
					want = -1
				}
				if ok != (want >= 0) || ok && got != time.Duration(want)*time.Millisecond {
					t.Errorf("%s from %v to %v: %v %v, want %d ms", m, from.on, to.on, got, ok, want)
				}
				if count++; ok {
					within++
				}
				r.Close()
			}
		}
		t.Logf("%s: %d of %d trips within 10 minutes; %d rules", m, within, count, town.net.built.Bans)
		if within < count/5 {
			t.Errorf("%s: only %d of %d trips within 10 minutes: the comparison says little", m, within, count)
		}
	}
}

func entered(enters map[step]int64, s spot) bool {
	_, along := enters[s.step]
	_, against := enters[s.back()]
	return along || against
}

// crop keeps the streets that lie in a box whole.
func crop(raw *rawNet, box orb.Bound) *rawNet {
	out := &rawNet{delay: map[int32]uint32{}, closed: map[int32]bool{}}
	node, at := map[int32]int32{}, map[int32]int32{}
	for i, w := range raw.ways {
		if slices.ContainsFunc(w.nodes, func(n int32) bool { return !box.Contains(raw.points[n].Orb()) }) {
			continue
		}
		w.nodes = slices.Clone(w.nodes)
		for k, n := range w.nodes {
			if _, ok := node[n]; !ok {
				node[n] = int32(len(out.points))
				out.points = append(out.points, raw.points[n])
				if ms := raw.delay[n]; ms > 0 {
					out.delay[node[n]] = ms
				}
				if raw.closed[n] {
					out.closed[node[n]] = true
				}
			}
			w.nodes[k] = node[n]
		}
		at[int32(i)] = int32(len(out.ways))
		out.ways = append(out.ways, w)
	}
bans:
	for _, b := range raw.bans {
		var via []int32
		for _, w := range append([]int32{b.from, b.to}, b.viaWays...) {
			i, ok := at[w]
			if !ok {
				continue bans
			}
			via = append(via, i)
		}
		b.from, b.to, b.viaWays = via[0], via[1], via[2:]
		if len(b.via) > 0 {
			n, ok := node[b.via[0]]
			if !ok {
				continue
			}
			b.via = []int32{n}
		}
		out.bans = append(out.bans, b)
	}
	return out
}
