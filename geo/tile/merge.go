package tile

// merge.go: pieces of line that say the same become one line, so that names fit
// on them and tiles hold fewer features.

import (
	"cmp"
	"math"
	"slices"
)

// strand is a line to be merged with those of the same key.
type strand struct {
	key      strandKey
	id       int64
	line     []xy
	weight   int  // vertices after simplification
	directed bool // only head to tail
}

// strandKey is what must be equal for two strands to become one.
type strandKey struct {
	order int64  // of drawing
	set   uint32 // attributes
	layer layer
	from  uint8
}

func (k strandKey) compare(l strandKey) int {
	return cmp.Or(cmp.Compare(k.layer, l.layer), cmp.Compare(k.order, l.order), cmp.Compare(k.from, l.from), cmp.Compare(k.set, l.set))
}

// mergeStrands joins strands of the same key where two of them meet; where more
// meet, those that go on straightest. A merged line has at most longest vertices
// (unless a single one has more) and the lowest id of its parts, so that ids
// stay unique.
func mergeStrands(all []strand, longest int) []strand {
	slices.SortStableFunc(all, func(a, b strand) int {
		return cmp.Or(a.key.compare(b.key), cmp.Compare(a.id, b.id))
	})
	out := make([]strand, 0, len(all)/2)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].key == all[0].key {
			n++
		}
		out = mergeGroup(out, all[:n], longest)
		all = all[n:]
	}
	return out
}

// tip is an end of a strand: 2*strand for its first point, +1 for its last.
type tip = int32

func mergeGroup(out, group []strand, longest int) []strand {
	if len(group) == 1 {
		return append(out, group[0])
	}
	mate := mateTips(group)
	done := make([]bool, len(group))
	for i := range group {
		for !done[i] { // a chain that grows too long ends before it comes to i
			out = append(out, follow(group, headOf(int32(i), mate, done), mate, done, longest))
		}
	}
	return out
}

// headOf goes back from a strand to the head of its chain, as far as that is not
// yet used.
func headOf(i int32, mate []tip, done []bool) tip {
	head := 2 * i
	for {
		m := mate[head]
		if m < 0 || done[m/2] || m/2 == i {
			return head
		}
		head = m ^ 1
	}
}

// follow merges a chain from its head on.
func follow(group []strand, head tip, mate []tip, done []bool, longest int) strand {
	merged := strand{key: group[0].key, id: math.MaxInt64, directed: group[0].directed}
	for at := head; ; {
		s := &group[at/2]
		done[at/2] = true
		merged.take(s, at&1 == 1)
		next := mate[at^1]
		if next < 0 || done[next/2] || merged.weight+group[next/2].weight > longest {
			return merged
		}
		at = next
	}
}

// take appends a strand, turned round if it is entered at its last point.
func (m *strand) take(s *strand, turned bool) {
	m.id = min(m.id, s.id)
	m.weight += s.weight
	from := len(m.line)
	m.line = append(m.line, s.line...)
	if turned {
		slices.Reverse(m.line[from:])
	}
	if from > 0 { // the joint is there already
		m.line = append(m.line[:from], m.line[from+1:]...)
	}
}

// mateTips says for each tip which other tip it is joined to, -1 for none.
func mateTips(group []strand) []tip {
	tips := make([]tip, 0, 2*len(group))
	mate := make([]tip, 2*len(group))
	for i := range group {
		tips = append(tips, tip(2*i), tip(2*i+1))
		mate[2*i], mate[2*i+1] = -1, -1
	}
	at := func(t tip) xy {
		line := group[t/2].line
		if t&1 == 0 {
			return line[0]
		}
		return line[len(line)-1]
	}
	slices.SortFunc(tips, func(a, b tip) int {
		p, q := at(a), at(b)
		return cmp.Or(cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y), cmp.Compare(a, b))
	})
	for len(tips) > 0 {
		n := 1
		for n < len(tips) && at(tips[n]) == at(tips[0]) {
			n++
		}
		mateAt(group, tips[:n], mate)
		tips = tips[n:]
	}
	return mate
}

// mateAt pairs the tips that meet at a point, the straightest first.
func mateAt(group []strand, tips []tip, mate []tip) {
	type pair struct {
		a, b tip
		bend float64
	}
	const many = 12 // nobody needs the straightest way through such a knot
	if len(tips) > many {
		return
	}
	var pairs []pair
	for i, a := range tips {
		for _, b := range tips[i+1:] {
			if a/2 == b/2 || group[a/2].directed && a&1 == b&1 {
				continue
			}
			bend := bendAt(group[a/2].line, a&1 == 1, group[b/2].line, b&1 == 1)
			if len(tips) == 2 || bend < math.Pi/3 {
				pairs = append(pairs, pair{a, b, bend})
			}
		}
	}
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(p.bend, q.bend) })
	for _, p := range pairs {
		if mate[p.a] < 0 && mate[p.b] < 0 {
			mate[p.a], mate[p.b] = p.b, p.a
		}
	}
}

// bendAt is the angle by which one turns going from line a to line b at the
// point where they meet, 0 for straight on.
func bendAt(a []xy, atEnd bool, b []xy, bAtEnd bool) float64 {
	in, out := awayFrom(a, atEnd), awayFrom(b, bAtEnd)
	return math.Pi - abs(math.Remainder(in-out, 2*math.Pi))
}

// awayFrom is the direction in which a line leaves its first or last point.
func awayFrom(line []xy, end bool) float64 {
	p, q := line[0], line[1]
	if end {
		p, q = line[len(line)-1], line[len(line)-2]
	}
	return math.Atan2(float64(q.Y-p.Y), float64(q.X-p.X))
}
