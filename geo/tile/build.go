package tile

// build.go: from an extract to a map.

import (
	"context"
	"strconv"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// Progress is told what is being done and how far it is. It is called from the
// goroutine of Build.
type Progress func(stage string, done, total int64)

// Build makes the base map of an extract. Progress may be nil. A broken object
// is left out and counted in Stats; the only errors are that of ctx and that of
// an extract too large for one map.
func Build(ctx context.Context, e *extract.Extract, progress Progress) (*Map, error) {
	if progress == nil {
		progress = func(string, int64, int64) {}
	}
	r := reader{e: e, b: newBuilder(), ctx: ctx, progress: progress}
	for _, stage := range []func() error{r.readRelations, r.readWays, r.readCoast, r.readNodes, r.mergeLines} {
		if err := stage(); err != nil {
			return nil, err
		}
	}
	m, err := r.b.finish()
	if err != nil {
		return nil, err
	}
	m.bound = e.Bound
	m.stats = r.b.stats
	m.count()
	return m, nil
}

// reader turns the objects of an extract into features.
type reader struct {
	ctx      context.Context //nolint:containedctx // lives as long as one Build
	e        *extract.Extract
	b        *builder
	progress Progress

	used   map[int32]bool     // ways that are the outline of a relation's area
	levels map[int32]boundary // ways that are boundaries
	lines  []line
	labels labels
	coast  [][]xy
	onLand []xy
}

// tick reports progress now and then, and the end of ctx.
func (r *reader) tick(stage string, i, n int) error {
	if i&0xfff == 0 {
		r.progress(stage, int64(i), int64(n))
		return r.ctx.Err()
	}
	return nil
}

func (r *reader) readWays() error {
	ways := r.e.Ways
	sample := max(1, len(ways)/2000)
	for i := range ways {
		if err := r.tick("ways", i, len(ways)); err != nil {
			return err
		}
		w := &ways[i]
		if _, ok := r.levels[int32(i)]; len(w.Tags) == 0 && !ok || len(w.Nodes) < 2 {
			continue
		}
		if w.Tags.Get("natural") == "coastline" {
			for _, run := range unbroken(w.Nodes) {
				r.coast = append(r.coast, r.project(run))
			}
		}
		if i%sample == 0 && w.Tags.Has("highway") && !w.Tags.Has("bridge") {
			if n := w.Nodes[len(w.Nodes)/2]; n >= 0 {
				r.onLand = append(r.onLand, project(r.e.Points[n]))
			}
		}
		r.readLines(int32(i))
		if w.Closed() && len(w.Nodes) > 3 && w.Tags.Get("area") != "no" && !r.used[int32(i)] {
			r.readClosed(w)
		}
	}
	return nil
}

// readClosed reads a closed way as an area, if its tags speak of one.
func (r *reader) readClosed(w *extract.Way) {
	if !asksForArea(w.Tags) {
		return
	}
	for _, n := range w.Nodes {
		if n < 0 {
			r.b.stats.Broken++
			return
		}
	}
	if p := nest([]ring{r.project(w.Nodes[:len(w.Nodes)-1])}); len(p) > 0 {
		r.readArea(w.Tags, p, idOf(ofWay, w.ID), nil)
	}
}

// project puts nodes on the grid; none of them may be -1.
func (r *reader) project(nodes []int32) []xy {
	line := make([]xy, len(nodes))
	for i, n := range nodes {
		line[i] = project(r.e.Points[n])
	}
	return line
}

// unbroken are the runs of at least two nodes between nodes that are missing.
func unbroken(nodes []int32) (runs [][]int32) {
	start := 0
	for i := 0; i <= len(nodes); i++ {
		if i == len(nodes) || nodes[i] < 0 {
			if i-start >= 2 {
				runs = append(runs, nodes[start:i])
			}
			start = i + 1
		}
	}
	return runs
}

func (r *reader) readCoast() error {
	r.progress("coast", 0, 1)
	southWest, northEast := projectOrb(r.e.Bound.Min), projectOrb(r.e.Bound.Max)
	all, note := sea(r.coast, box{southWest.X, northEast.Y, northEast.X, southWest.Y}, r.onLand)
	r.b.stats.Coast = note
	rule := &rules[ruleOf[ruleKey{layerWater, "ocean"}]]
	set := r.b.catalog.begin().text(keyClass, "ocean").done()
	for i, p := range all {
		r.b.area(what{layer: layerWater, id: idOf(ofNothing, int64(i+1)), set: set, from: rule.from}, []polygon{p}, rule)
	}
	return r.ctx.Err()
}

func (r *reader) readNodes() error {
	for i := range r.e.Nodes {
		if err := r.tick("nodes", i, len(r.e.Nodes)); err != nil {
			return err
		}
		n := &r.e.Nodes[i]
		r.readPoint(n.Tags, project(r.e.Points[n.At]), idOf(ofNode, n.ID), false, 0)
	}
	return nil
}

// boundary is what is known of a boundary line.
type boundary struct {
	level, admin       int
	maritime, disputed bool
}

// levelOf reads an admin_level: the level it is drawn as, one of 2, 4, 6 and 8,
// and the level itself; 0 for none that is drawn.
func levelOfBoundary(t extract.Tags) boundary {
	if t.Get("boundary") != "administrative" {
		return boundary{}
	}
	n, err := strconv.Atoi(t.Get("admin_level"))
	if err != nil || n < 2 || n > 8 {
		return boundary{}
	}
	return boundary{level: n + n&1, admin: n, maritime: isYes(t.Get("maritime")), disputed: isYes(t.Get("disputed"))}
}

// Attribution is what a map made of this data must show.
const Attribution = "© OpenStreetMap contributors"

// Bound is the rectangle around all nodes of the extract, in degrees.
func (m *Map) Bound() orb.Bound { return m.bound }
