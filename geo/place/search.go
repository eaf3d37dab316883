package place

// search.go: from a text to the likeliest things it names.

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// Query is what is typed and by whom. The zero Limit means DefaultLimit.
type Query struct {
	Text    string
	Near    orb.Point // where the map is, if HasNear
	HasNear bool
	Lang    string // "zh" or "en"
	Limit   int
}

// The number of results by default and at most.
const (
	DefaultLimit = 10
	MaxLimit     = 50
)

// Result is one proposal.
type Result struct {
	Kind string // house, street, crossing, place, poi or coordinate
	// Name is in the reader's language where the map knows it. A house's has
	// what was typed behind the number (3栋, Apt 5).
	Name    string
	Context string // town or district, and postcode
	// Class is the kind of street, place or point of interest. For a house it
	// is "house", or "interpolated" where the position is estimated from other
	// numbers of the street.
	Class     string
	Position  orb.Point
	DistanceM float64 // from Query.Near; 0 without it
}

// Search returns the things that a text names, the likeliest first, at most
// Limit of them. An empty text has none. It may be called from any goroutine.
func (x *Index) Search(q Query) []Result {
	text := clean(q.Text)
	if text == "" {
		return nil
	}
	limit := q.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	f := &finder{x: x, q: q, limit: min(limit, MaxLimit), floor: float32(math.Inf(-1))}
	if q.HasNear {
		f.near = newPlane(q.Near)
	}
	f.crossings(text)
	f.houses(text)
	f.names(text)
	results := f.results()
	if p, ok := x.coordinate(text); ok {
		results = append([]Result{x.coordinateResult(p, q)}, results...)
	}
	return results[:min(len(results), f.limit)]
}

// finder collects the candidates of one search.
type finder struct {
	x     *Index
	q     Query
	near  plane
	limit int
	known bool // an address was found
	found []candidate
	floor float32 // scores below it are of no use
}

// each calls yield with the entries that tokens name; with slips only if there
// are fewer than want without, and in any locality only if there are none
// where the text says.
func (x *Index) each(list []token, want int, yield func(hit)) {
	if len(list) == 0 {
		return
	}
	m := x.newMatcher(list)
	defer m.release()
	n := 0
	count := func(h hit) {
		n++
		yield(h)
	}
	m.plain()
	m.each(false, count)
	if n < want {
		m.slipped()
		m.each(false, count)
	}
	if n == 0 && want > 0 {
		m.each(true, yield)
	}
}

// wordings are the ways to take a text as words: as typed, and with localities split off.
func (x *Index) wordings(list []token) [][]token {
	if split := x.splitLocality(list); split != nil {
		return [][]token{list, split}
	}
	return [][]token{list}
}

// townRank is the importance from which a place is proposed while its name is
// still being typed, however many streets are called just what is typed so far.
const townRank = 78

// names finds what a text names as it stands.
func (f *finder) names(text string) {
	want := f.limit
	if f.known {
		want = 0
	}
	start := fold(text, false)
	for _, list := range f.x.wordings(tokens(text)) {
		f.x.each(list, want, func(h hit) {
			e := &f.x.entries[h.entry]
			if h.tier == tierPrefix && e.Kind == kindPlace && e.Rank >= townRank &&
				len(start) >= 3 && strings.HasPrefix(fold(f.x.entryName(h.entry, f.q.Lang), false), start) {
				h.tier = tierExact
			}
			f.add(candidate{kind: e.Kind, id: h.entry, entry: h.entry, at: e.At, base: h.base(e.Rank)})
		})
	}
}

// houses finds addresses. Streets that could have the number are proposed after
// everything else: all if none is known to have it, else those close by.
func (f *finder) houses(text string) {
	var streets []candidate
	for _, q := range houseQueries(text) {
		num, _, rest, _ := parseNumber(q.number)
		if num < 0 {
			continue
		}
		for _, list := range f.x.wordings(q.street) {
			f.x.each(list, 1, func(h hit) {
				e := &f.x.entries[h.entry]
				if e.Kind != kindStreet && e.Kind != kindPlace {
					return
				}
				c := candidate{entry: h.entry, house: q.number, rest: q.rest, base: h.base(e.Rank) + houseBonus}
				if f.x.locate(&c, num, rest) {
					f.known = f.known || !c.guess
					f.add(c)
					return
				}
				close := f.q.HasNear && h.tier != tierSlip && !h.indirect && f.near.distance(e.At) < closeM
				h.tier = tierSlip
				streets = append(streets, candidate{loose: close, kind: e.Kind, id: h.entry, entry: h.entry, at: e.At, base: h.base(e.Rank) - 1})
			})
		}
	}
	for _, c := range streets {
		if !f.known || c.loose {
			f.add(c)
		}
	}
}

// crossings finds where two streets meet.
func (f *finder) crossings(text string) {
	x := f.x
	for _, q := range crossingQueries(text) {
		a := x.streetHits(q.a)
		if len(a) == 0 {
			continue
		}
		b := map[uint32]hit{}
		if q.b != "" {
			if b = x.streetHits(q.b); len(b) == 0 {
				continue
			}
		}
		for s, h := range a {
			for _, i := range x.ofStreet[x.crossingOf[s]:x.crossingOf[s+1]] {
				c := &x.crossings[i]
				o := c.A ^ c.B ^ s
				g, ok := b[o]
				if q.b == "" {
					g, ok = h, x.entries[o].Flags&flagRef == 0
				}
				if ok {
					both := hit{tier: max(h.tier, g.tier), penalty: max(h.penalty, g.penalty), coverage: (h.coverage + g.coverage) / 2}
					f.add(candidate{kind: kindCrossing, id: i, at: c.At, base: both.base(max(x.entries[s].Rank, x.entries[o].Rank))})
				}
			}
		}
	}
}

// streetHits returns the streets that a text names, with the best match of
// each.
func (x *Index) streetHits(text string) map[uint32]hit {
	hits := map[uint32]hit{}
	for _, list := range x.wordings(tokens(text)) {
		x.each(list, 1, func(h hit) {
			if h.entry >= x.about.Streets {
				return
			}
			if have, ok := hits[h.entry]; !ok || h.base(0) > have.base(0) {
				hits[h.entry] = h
			}
		})
	}
	return hits
}

// coordinate reads a typed position. Of the two orders it prefers the one that
// lies in the extract, if only one does.
func (x *Index) coordinate(text string) (orb.Point, bool) {
	p, ok := ParseCoordinate(text)
	if !ok {
		return p, false
	}
	if swapped := (orb.Point{p[1], p[0]}); math.Abs(p[0]) <= 90 && !strings.ContainsAny(text, "NSEWnsew北南东西") &&
		!x.Bound().Contains(p) && x.Bound().Contains(swapped) {
		return swapped, true
	}
	return p, true
}

func (x *Index) coordinateResult(p orb.Point, q Query) Result {
	r := Result{
		Kind: kindNames[kindCoordinate], Class: "coordinate", Position: p,
		Name:    fmt.Sprintf("%.6f, %.6f", p[1], p[0]),
		Context: x.At(p, q.Lang).Name,
	}
	if q.HasNear {
		r.DistanceM = geo.Distance(q.Near, p)
	}
	return r
}
