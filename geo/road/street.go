package road

// street.go: the streets of an extract: every way that some mode can use,
// cleaned, measured and judged. What it makes is shared by all modes.

import (
	"context"
	"errors"
	"math"

	"fifteen/geo"
	"fifteen/geo/extract"
)

// streets is the common part of the networks.
type streets struct {
	e     *extract.Extract
	list  []street
	rules []rule
	names []string
	// meters is the length of every piece; a street's pieces begin at street.first.
	meters []float32
	// conditional counts ways with conditional tags, which are not read.
	conditional int
}

// street is one gapless part of a way.
type street struct {
	way   int32 // index into Extract.Ways
	rule  int32 // index into rules
	first int32 // index into meters
	name  uint32
	whole float32 // length of the whole way, meters: parts share a ferry's duration
	nodes []int32
}

// errNoStreets is the error of an extract without streets.
var errNoStreets = errors.New("the extract holds no street that anyone could travel on: " +
	"it may be cut to another theme (only buildings, only boundaries); " +
	"use an extract with all highway=* ways, such as a regional .osm.pbf")

// checkEvery is how many ways pass between two looks at the context.
const checkEvery = 1 << 14

// collect reads the streets of an extract.
func collect(ctx context.Context, e *extract.Extract, cal *Calibration, progress func(done, total int64)) (*streets, error) {
	s := &streets{e: e, names: []string{""}}
	judge := newRules(cal)
	nameAt := map[string]uint32{"": 0}
	from := inherited(e)
	cut := cutter{seen: make([]uint64, len(e.Points)/64+1)}
	for i := range e.Ways {
		if i%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			progress(int64(i), int64(len(e.Ways)))
		}
		tags := e.Ways[i].Tags
		if t, ok := from[int32(i)]; ok {
			tags = t
		}
		c := classify(tags)
		if c == classNone {
			continue
		}
		at := judge.of(tags, c)
		if judge.list[at].useless() {
			continue
		}
		if hasConditional(tags) {
			s.conditional++
		}
		s.add(street{way: int32(i), rule: at, name: nameIndex(streetName(tags), nameAt, &s.names)}, cut.parts(e.Ways[i].Nodes))
	}
	s.rules = judge.list
	if len(s.list) == 0 {
		return nil, errNoStreets
	}
	return s, nil
}

// add measures the parts of a way and appends them.
func (s *streets) add(like street, parts [][]int32) {
	begin, whole := len(s.list), 0.0
	for _, nodes := range parts {
		like.nodes, like.first = nodes, int32(len(s.meters))
		for i := 1; i < len(nodes); i++ {
			m := geo.Distance(s.e.Points[nodes[i-1]].Orb(), s.e.Points[nodes[i]].Orb())
			s.meters = append(s.meters, float32(m))
			whole += m
		}
		s.list = append(s.list, like)
	}
	for i := begin; i < len(s.list); i++ {
		s.list[i].whole = float32(whole)
	}
}

func (r *rule) useless() bool {
	for m := range r.modes {
		if r.modes[m].fwd > 0 || r.modes[m].bwd > 0 {
			return false
		}
	}
	return true
}

// streetName is what people call a street: its name, else its number.
func streetName(t extract.Tags) string {
	if n := t.Get("name"); n != "" {
		return n
	}
	return t.Get("ref")
}

func nameIndex(name string, at map[string]uint32, names *[]string) uint32 {
	i, ok := at[name]
	if !ok {
		i = uint32(len(*names))
		at[name] = i
		*names = append(*names, name)
	}
	return i
}

func hasConditional(t extract.Tags) bool {
	for _, key := range [...]string{
		"motor_vehicle:conditional", "access:conditional", "vehicle:conditional",
		"bicycle:conditional", "foot:conditional", "oneway:conditional", "maxspeed:conditional",
	} {
		if t.Has(key) {
			return true
		}
	}
	return false
}

// pieceMs is the time for a piece, at least one millisecond.
func pieceMs(meters float32, mps float64) uint32 {
	ms := math.Round(float64(meters) / mps * 1000)
	return uint32(max(1, min(ms, math.MaxUint32/4)))
}
