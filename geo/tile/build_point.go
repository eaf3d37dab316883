package tile

// build_point.go: labels, points of interest and house numbers.

import (
	"math"

	"fifteen/geo/extract"
)

// labels remembers what has a label, so that nothing gets two.
type labels struct {
	places []placeLabel    // areas of settlements: labelled if no node is
	known  map[string][]xy // class and name → where
}

// placeLabel is where the name of a settlement stands that is drawn as an area.
type placeLabel struct {
	tags extract.Tags
	at   xy
	id   uint64
}

// Two things of the same class and name within these distances are one.
const (
	samePointM = 300
	samePlaceM = 8000
)

// isKnown reports whether a thing of this key is known within meters of p; if
// not, it is from now on.
func (l *labels) isKnown(key string, p xy, meters float64) bool {
	reach := meters / p.meters()
	for _, q := range l.known[key] {
		if dist(p, q) <= reach {
			return true
		}
	}
	if l.known == nil {
		l.known = map[string][]xy{}
	}
	l.known[key] = append(l.known[key], p)
	return false
}

// areaLabels adds the labels of parks and waters. Size is in grid units².
func (r *reader) areaLabels(t extract.Tags, at xy, id uint64, size float64, water string) {
	n := namesOf(t)
	if n.local == "" {
		return
	}
	add := func(l layer, class string) {
		if i, ok := ruleOf[ruleKey{l, class}]; ok {
			from := max(rules[i].from, areaZoom(int64(min(2*size, math.MaxInt64/2)), rules[i].least))
			rank := sizeRank(size)
			r.b.point(what{l, id, r.b.catalog.begin().text(keyClass, class).names(n).number(keyRank, rank).done(), int64(rank), from}, at)
		}
	}
	if water != "" {
		add(layerWaterName, water)
	} else if class := waterNameOf(t); class != "" {
		add(layerWaterName, class)
	}
	if class := parkOf(t); class != "" {
		add(layerParkName, class)
	}
}

// sizeRank is 1 for an area as large as a city and one more for each quarter of
// that.
func sizeRank(size float64) int {
	const city = 1 << (2 * (MaxZoom - 9 + extentBits - 2)) // a quarter of a tile at zoom 9
	return max(1, min(12, 1+int(math.Log2(max(1, city/max(size, 1)))/2)))
}

// readPoint adds what a node, or the label of an area, is: a place, water, a
// point of interest, a house number.
func (r *reader) readPoint(t extract.Tags, p xy, id uint64, fromArea bool, size float64) {
	c := r.b.catalog
	n := namesOf(t)
	if !fromArea && n.local != "" {
		r.placeLabel(t, n, p, id)
		if class := waterNameOf(t); class != "" {
			rule := rules[ruleOf[ruleKey{layerWaterName, class}]]
			r.b.point(what{layerWaterName, id, c.begin().text(keyClass, class).names(n).number(keyRank, 6).done(), 6, max(rule.from, 10)}, p)
		}
	}
	if k := pointOf(t, n); k != nil && (n.local == "" || !r.labels.isKnown(k.class+"\x00"+n.local, p, samePointM)) {
		from := k.from
		if n.local == "" && k.rank > 3 {
			from = min(MaxZoom, from+1)
		}
		c.begin().text(keyClass, k.class).names(n).number(keyRank, k.rank)
		if k.class == "subway_entrance" {
			c.text(keyRef, t.Get("ref"))
		}
		c.flag(keyEmergency, k.class == "hospital" && isYes(t.Get("emergency")))
		order := int64(k.rank) << 40
		if n.local == "" {
			order += 1 << 39
		}
		r.b.point(what{layerPOI, id, c.done(), order - int64(min(size, 1<<38)), from}, p)
	}
	if number := t.Get("addr:housenumber"); number != "" {
		r.b.point(what{layerAddress, id, c.begin().text(keyNumber, number).done(), 0, rules[ruleOf[ruleKey{layerAddress, ""}]].from}, p)
	}
}

// placeLabel adds the name of a settlement.
func (r *reader) placeLabel(t extract.Tags, n names, p xy, id uint64) {
	class, rank, from := placeOf(t)
	if class == "" || r.labels.isKnown("place\x00"+n.local, p, samePlaceM) {
		return
	}
	people := int(min(number(digits(t.Get("population"))), math.MaxInt32))
	c := r.b.catalog.begin().text(keyClass, class).names(n).number(keyRank, rank).
		number(keyPopulation, people).flag(keyCapital, !isNo(t.Get("capital")))
	r.b.point(what{layerPlace, id, c.done(), int64(rank)<<32 - int64(people), from}, p)
}
