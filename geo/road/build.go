package road

// build.go: the way from an extract to a graph.

import (
	"context"

	"fifteen/geo/extract"
)

// Stages of Build, as the progress function is told.
const (
	StageStreets = "reading streets"
	StageDensity = "measuring density"
	StageNets    = "joining streets" // one step for each mode
)

// Build makes the graph of an extract with the figures of a calibration. It
// answers ctx.Err() when the context ends, and an error that says what to do if
// the extract holds no usable street. progress is called from this goroutine
// and may be nil; done and total have no unit. A million nodes take some
// seconds; the extract may be dropped afterwards.
func Build(ctx context.Context, e *extract.Extract, c Calibration, progress func(stage string, done, total int64)) (*Graph, error) {
	if progress == nil {
		progress = func(string, int64, int64) {}
	}
	s, err := collect(ctx, e, &c, func(done, total int64) { progress(StageStreets, done, total) })
	if err != nil {
		return nil, err
	}
	progress(StageDensity, 0, 1)
	b := newBuilder(s, &c)
	progress(StageDensity, 1, 1)
	g := &Graph{names: s.names, bound: e.Bound, cal: c, stats: b.stats}
	for _, m := range Modes() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(StageNets, int64(m), modeCount)
		g.nets[m] = assemble(b.raw(m), m)
		g.stats.Nets[m] = g.nets[m].stats()
	}
	g.stats.Turns = b.turns.stats()
	progress(StageNets, modeCount, modeCount)
	return g, nil
}

// builder makes the raw network of one mode after the other.
type builder struct {
	s       *streets
	cal     *Calibration
	dense   []uint64 // points in dense quarters, one bit each
	crowded []bool   // by point: three or more streets with traffic meet
	turns   *turns
	stats   Stats
}

func newBuilder(s *streets, c *Calibration) *builder {
	d := measureDensity(s)
	cells := d.dense(c)
	b := &builder{s: s, cal: c, dense: d.densePoints(s.e, cells), turns: readTurns(s.e)}
	b.crowded = make([]bool, len(s.e.Points))
	for at, n := range arms(s, func(st *street) bool { return s.rules[st.rule].class.through() }) {
		b.crowded[at] = n >= 3
	}
	b.stats = s.stats()
	b.stats.DenseKm2 = float64(len(cells)) * d.km2
	return b
}

// raw is the network of one mode.
func (b *builder) raw(m Mode) *rawNet {
	net := &rawNet{points: b.s.e.Points, delay: make(map[int32]uint32), closed: make(map[int32]bool)}
	used := make([]uint64, len(b.s.e.Points)/64+1)
	at := make(map[int32]int32) // index in Extract.Ways of a turn's way → its first part in net.ways
	for i := range b.s.list {
		st := &b.s.list[i]
		r := b.s.rules[st.rule].modes[m]
		if r.fwd == 0 && r.bwd == 0 {
			continue
		}
		if b.turns.ways[st.way] {
			if _, ok := at[st.way]; !ok {
				at[st.way] = int32(len(net.ways))
			}
		}
		fwd, bwd := b.times(st, r, m)
		net.ways = append(net.ways, rawWay{
			id: b.s.e.Ways[st.way].ID, nodes: st.nodes, fwd: fwd, bwd: bwd, noSnap: r.noSnap, name: st.name,
		})
		for _, n := range st.nodes {
			used[n/64] |= 1 << (n % 64)
		}
	}
	b.obstacles(net, m, used)
	net.bans = b.turns.bans(net, m, at)
	return net
}

// times are the milliseconds of a street's pieces in both directions.
func (b *builder) times(st *street, r modeRule, m Mode) (fwd, bwd []uint32) {
	k := &b.s.rules[st.rule]
	if k.class == classFerry && k.ferryS > 0 && st.whole > 0 {
		// The boat takes as long for everybody; the tag speaks of the whole line.
		sailing := float64(st.whole) / k.ferryS
		r.fwd, r.bwd = either(r.fwd, sailing), either(r.bwd, sailing)
	}
	fwd = b.along(st, r.fwd, m)
	if r.bwd == r.fwd {
		return fwd, fwd
	}
	return fwd, b.along(st, r.bwd, m)
}

// either is the speed of the boat where there is one.
func either(mps, sailing float64) float64 {
	if mps == 0 {
		return 0
	}
	return sailing
}

func (b *builder) along(st *street, mps float64, m Mode) []uint32 {
	if mps == 0 {
		return nil
	}
	c := b.s.rules[st.rule].class
	slow := b.cal.denseShare[m]
	if c == classFerry || c.ramp() {
		slow = 1
	}
	ms := make([]uint32, len(st.nodes)-1)
	for i := range ms {
		v := mps
		if b.isDense(st.nodes[i]) && b.isDense(st.nodes[i+1]) {
			v *= slow
		}
		ms[i] = pieceMs(b.s.meters[int(st.first)+i], v)
	}
	if c == classFerry {
		board(ms, uint32(b.cal.ferryWait[m]*1000))
	}
	return ms
}

func (b *builder) isDense(at int32) bool { return b.dense[at/64]&(1<<(at%64)) != 0 }

// obstacles fills in delays and closures of the nodes the mode passes.
func (b *builder) obstacles(net *rawNet, m Mode, used []uint64) {
	isUsed := func(at int32) bool { return used[at/64]&(1<<(at%64)) != 0 }
	if ms := uint32(b.cal.delay[delayJunction][m] * 1000); ms > 0 {
		for at, yes := range b.crowded {
			if yes && isUsed(int32(at)) {
				net.delay[int32(at)] = ms
			}
		}
	}
	for i := range b.s.e.Nodes {
		n := &b.s.e.Nodes[i]
		if !isUsed(n.At) || !standing(n.Tags) {
			continue
		}
		o := b.cal.obstacleOf(n.Tags, m)
		if o.closed {
			net.closed[n.At] = true
		}
		// Signals stand where streets meet: their delay is that of the junction.
		if ms := uint32(o.seconds * 1000); ms > net.delay[n.At] {
			net.delay[n.At] = ms
		}
	}
}
