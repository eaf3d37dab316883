package place

// rank.go: candidates, their scores, and the list that is made of them.

import (
	"cmp"
	"math"
	"slices"

	"fifteen/geo"
	"fifteen/geo/extract"
)

// candidate is a result before it is put in words.
type candidate struct {
	kind  uint8
	id    uint32 // position in entries, houses or crossings
	entry uint32 // of a house or street
	at    extract.Point
	base  float32 // score without the distance
	score float32
	loose bool // the distance is only that to the street's rectangle
	house string
	rest  string
	guess bool // interpolated
}

// The weights of a score. One tier is worth more than everything else
// together: what is typed right comes first.
const (
	weightTier     = 10
	weightNear     = 4
	weightCoverage = 3
	weightRank     = 2
)

// houseBonus lets an address that was found stand before its street.
const houseBonus = 0.9

func (h hit) base(rank uint8) float32 {
	coverage := h.coverage
	if h.indirect {
		coverage *= 0.5
	}
	return weightTier*float32(tierSlip-h.tier) + weightCoverage*coverage + weightRank*float32(rank)/100 - float32(h.penalty)/(maxPenalty+1)
}

// nearness is 1 here and 0 from 200 km on; each doubling of the distance costs
// about as much as the last.
func nearness(meters float64) float32 {
	const here, far = 300, 200_000
	return float32(max(0, 1-math.Log1p(meters/here)/math.Log1p(far/here)))
}

// closeM is how near to the map a street is proposed for a number that another
// street of that name is known to have.
const closeM = 10_000

// add takes a candidate; of very many it keeps the best.
func (f *finder) add(c candidate) {
	const many, kept = 4096, 512
	c.score, c.loose = c.base, false
	if f.q.HasNear {
		d := 0.0
		if c.kind == kindStreet && c.entry < f.x.about.Streets {
			c.loose = true
			d = f.near.toBox(f.x.boxes[c.entry])
		} else {
			d = f.near.distance(c.at)
		}
		c.score += weightNear * nearness(d)
	}
	if c.score < f.floor {
		return
	}
	f.found = append(f.found, c)
	if len(f.found) == many {
		slices.SortFunc(f.found, byScore)
		f.found = f.found[:kept]
		f.floor = f.found[kept-1].score
	}
}

func byScore(a, b candidate) int {
	return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id), cmp.Compare(a.house, b.house), cmp.Compare(a.rest, b.rest))
}

// results ranks the candidates, merges those that are the same thing and puts
// them in words.
func (f *finder) results() []Result {
	slices.SortFunc(f.found, byScore)
	// Streets were ranked by their rectangles, which is never too far; a part of
	// the list is enough to measure.
	found := f.found[:min(len(f.found), 6*f.limit+60)]
	for i := range found {
		f.measure(&found[i])
	}
	slices.SortFunc(found, byScore)
	var out []Result
	for _, c := range found {
		r := f.x.word(c, f.q.Lang)
		if f.q.HasNear {
			r.DistanceM = geo.Distance(f.q.Near, r.Position)
		}
		if !slices.ContainsFunc(out, func(o Result) bool { return sameResult(o, r) }) {
			out = append(out, r)
		}
		if len(out) == f.limit {
			break
		}
	}
	return out
}

// measure replaces the distance to a street's rectangle by that to the street,
// whose nearest point becomes its position.
func (f *finder) measure(c *candidate) {
	if !c.loose {
		return
	}
	d, at, _ := f.x.toShape(&f.near, c.entry)
	c.at, c.loose = at, false
	c.score = c.base + weightNear*nearness(d)
}

// sameResult reports whether two results are one thing, mapped or found twice.
func sameResult(a, b Result) bool {
	within := 200.0
	if a.Kind == "crossing" && b.Kind == "crossing" {
		return geo.Distance(a.Position, b.Position) <= AtCrossingM // East and West 9th Street meet there
	}
	if a.Kind != b.Kind || a.Name != b.Name {
		return false
	}
	if a.Kind == "street" && a.Context == b.Context {
		within = 1_000
	}
	return geo.Distance(a.Position, b.Position) <= within
}
