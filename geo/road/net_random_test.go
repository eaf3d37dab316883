package road

// net_random_test.go: small street networks with everything that is difficult.

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// town draws a network: a grid of junctions, streets between them with bends,
// one-way streets, rings, parallel streets, dead ends, points on top of each
// other, delays, closed nodes and restrictions.
func town(rng *rand.Rand) *rawNet {
	t := &townDraft{rng: rng, raw: &rawNet{delay: map[int32]uint32{}, closed: map[int32]bool{}}}
	width, height := 2+rng.IntN(4), 2+rng.IntN(4)
	grid := make([]int32, width*height)
	for i := range grid {
		grid[i] = t.point(float64(i%width), float64(i/width))
	}
	for i, n := range grid {
		if x := i % width; x+1 < width && rng.IntN(10) > 0 {
			t.street(n, grid[i+1])
		}
		if i+width < len(grid) && rng.IntN(10) > 0 {
			t.street(n, grid[i+width])
		}
		switch rng.IntN(12) {
		case 0: // parallel, or across
			t.street(n, grid[rng.IntN(len(grid))])
		case 1: // a dead end
			t.street(n, t.near(n))
		case 2: // a ring that meets the rest once
			t.street(n, n)
		case 3: // a ring that meets nothing
			lone := t.near(n)
			t.street(lone, lone)
		case 4: // a fragment
			t.street(t.near(n), t.near(n))
		}
	}
	for n := range t.raw.points {
		if rng.IntN(4) == 0 {
			t.raw.delay[int32(n)] = uint32(rng.IntN(5000))
		}
		if rng.IntN(60) == 0 {
			t.raw.closed[int32(n)] = true
		}
	}
	t.bans()
	return t.raw
}

type townDraft struct {
	rng *rand.Rand
	raw *rawNet
}

// point adds a node at a place of the grid, whose cells are about 100 m wide.
func (t *townDraft) point(x, y float64) int32 {
	const cell = 10_000
	t.raw.points = append(t.raw.points, extract.Point{
		Lng: 1_040_000_000 + int32((x+t.rng.Float64()/2)*cell), Lat: 300_000_000 + int32((y+t.rng.Float64()/2)*cell),
	})
	return int32(len(t.raw.points) - 1)
}

// near adds a node near another, now and then right on it.
func (t *townDraft) near(n int32) int32 {
	p := t.raw.points[n]
	if t.rng.IntN(6) > 0 {
		p.Lng += int32(t.rng.IntN(6000)) - 3000
		p.Lat += int32(t.rng.IntN(6000)) - 3000
	}
	t.raw.points = append(t.raw.points, p)
	return int32(len(t.raw.points) - 1)
}

// street joins two nodes by one or more ways, with bends.
func (t *townDraft) street(a, b int32) {
	nodes := []int32{a}
	for range t.rng.IntN(4) {
		nodes = append(nodes, t.near(nodes[len(nodes)-1]))
	}
	if a == b {
		nodes = append(nodes, t.near(a), t.near(b))
	}
	nodes = append(nodes, b)
	kind := t.rng.IntN(10)
	for len(nodes) > 1 { // ways of one street follow each other; some change its kind
		k := len(nodes)
		if t.rng.IntN(3) == 0 {
			k = 2 + t.rng.IntN(len(nodes)-1)
		}
		if t.rng.IntN(5) == 0 {
			kind = t.rng.IntN(10)
		}
		t.way(nodes[:k], kind)
		nodes = nodes[k-1:]
	}
}

func (t *townDraft) way(nodes []int32, kind int) {
	nodes = slices.Clone(nodes)
	if t.rng.IntN(2) == 0 {
		slices.Reverse(nodes)
	}
	w := rawWay{
		id: int64(len(t.raw.ways)), nodes: nodes, fwd: t.times(len(nodes) - 1), bwd: t.times(len(nodes) - 1),
		noSnap: t.rng.IntN(12) == 0, name: uint32(t.rng.IntN(4)),
	}
	switch kind {
	case 0, 1:
		w.bwd = nil
	case 2:
		w.fwd = nil
	case 3, 4, 5:
		w.bwd = w.fwd
	}
	t.raw.ways = append(t.raw.ways, w)
}

func (t *townDraft) times(pieces int) []uint32 {
	ms := make([]uint32, pieces)
	for i := range ms {
		if t.rng.IntN(8) > 0 {
			ms[i] = uint32(t.rng.IntN(20_000))
		}
	}
	return ms
}

// bans adds restrictions at and via streets that touch; a few are nonsense, as in
// real maps.
func (t *townDraft) bans() {
	if t.rng.IntN(4) == 0 {
		return
	}
	touching := map[int32][]int32{}
	for w, way := range t.raw.ways {
		for _, n := range way.nodes {
			touching[n] = append(touching[n], int32(w))
		}
	}
	some := func(n int32) int32 {
		ways := touching[n]
		return ways[t.rng.IntN(len(ways))]
	}
	for range t.rng.IntN(3 * len(t.raw.ways)) {
		first := int32(t.rng.IntN(len(t.raw.ways)))
		nodes := t.raw.ways[first].nodes
		begin, end := nodes[0], nodes[len(nodes)-1]
		b := ban{only: t.rng.IntN(4) == 0}
		switch t.rng.IntN(5) {
		case 0: // via this way
			b.from, b.viaWays, b.to = some(begin), []int32{first}, some(end)
		case 1: // via this way and another
			second := some(end)
			more := t.raw.ways[second].nodes
			far := more[0]
			if far == end {
				far = more[len(more)-1]
			}
			b.from, b.viaWays, b.to = some(begin), []int32{first, second}, some(far)
		case 2: // anywhere along it, turning round perhaps
			n := nodes[t.rng.IntN(len(nodes))]
			b.from, b.via, b.to = first, []int32{n}, some(n)
		case 3:
			b.from, b.via, b.to = first, []int32{end}, first
		default:
			b.from, b.via, b.to = first, []int32{end}, some(end)
		}
		t.raw.bans = append(t.raw.bans, b)
	}
}

// trial is a network, its twin, and what is needed to compare them.
type trial struct {
	*Graph
	net    *Net
	oracle *oracle
	spots  []spot // by vertex
	places []uint32
}

func newTrial(raw *rawNet) *trial {
	net, trace := assembleTraced(raw, Drive)
	t := &trial{net: net, oracle: newOracle(raw), spots: make([]spot, len(trace))}
	t.Graph = &Graph{
		names: []string{"", "A", "B", "C"}, cal: DefaultCalibration(),
		bound: orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}},
	}
	t.nets[Drive] = net
	var steps []step
	for w := range raw.ways {
		for p := range len(raw.ways[w].nodes) - 1 {
			steps = append(steps, step{way: w, piece: p})
		}
	}
	for v, dart := range trace {
		if dart == none {
			continue
		}
		s := steps[dart>>1]
		s.against = dart&1 == 1
		t.spots[v].step = s
		if !net.hidden(uint32(v)) {
			t.places = append(t.places, uint32(v))
		}
	}
	return t
}

// anywhere is a place where journeys may start, and the same for the twin.
func (t *trial) anywhere(rng *rand.Rand) (Snap, spot) {
	v := t.places[rng.IntN(len(t.places))]
	share := rng.Float64()
	switch rng.IntN(8) {
	case 0:
		share = 0
	case 1:
		share = 1
	}
	s := t.spots[v]
	s.share = share
	return t.net.snapTo(place{t.net.edgeOf(v), v, share}), s
}

func (t *trial) mustReach(tb testing.TB, to Snap, limit time.Duration) *Reach {
	tb.Helper()
	r, err := t.reach(context.Background(), to, limit)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
