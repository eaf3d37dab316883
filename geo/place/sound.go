package place

// sound.go: whether the arrays of a loaded index fit each other, so that no
// search can step outside them.

import "errors"

var errDamaged = errors.New("places: the saved index is damaged: delete it, it is built again")

// sound checks every position in every array.
func (x *Index) sound() bool {
	streets, entries := int(x.about.Streets), len(x.entries)
	ok := len(x.texts) > 0 && streets <= entries && len(x.boxes) == streets &&
		len(x.nameSize) == len(x.names) && len(x.labelled) == len(x.names) &&
		len(x.words.first) == len(x.words.words)+1 &&
		offsets(x.bearerOf, len(x.names), len(x.bearers)) &&
		offsets(x.words.first, len(x.words.words), len(x.words.posts)) &&
		offsets(x.shapeOf, streets, len(x.shape)) &&
		offsets(x.crossingOf, streets, len(x.ofStreet)) &&
		below(x.words.posts, len(x.names)) &&
		below(x.labelNames, len(x.names)) &&
		below(x.ofStreet, len(x.crossings)) &&
		x.houseGrid.sound(len(x.houses)) && x.shapeGrid.sound(max(len(x.shape)-1, 0))
	if !ok {
		return false
	}
	for _, b := range x.bearers {
		ok = ok && int(b&^bearerBits) < entries
	}
	texts := uint32(len(x.texts))
	for i := range x.entries {
		e := &x.entries[i]
		ok = ok && e.Name < texts && e.Zh < texts && e.En < texts && e.Class < texts &&
			int(e.Context) < len(x.contexts) && (e.Kind == kindStreet || e.Kind == kindPlace || e.Kind == kindPOI)
	}
	for _, l := range x.labels {
		ok = ok && l.Name < texts && l.Zh < texts && l.En < texts && l.First <= l.Last && int(l.Last) <= len(x.labelNames)
	}
	for _, c := range x.contexts {
		ok = ok && c.Shown >= 0 && int(c.Shown) <= len(c.Labels) && c.Postcode >= -1 && int(c.Postcode) < len(x.labels)
		for _, l := range c.Labels {
			ok = ok && l >= -1 && int(l) < len(x.labels)
		}
	}
	for i := range x.houses {
		h := &x.houses[i]
		ok = ok && int(h.Entry) < entries && (h.Text < texts || h.Text == noText) && int(h.Context) < len(x.contexts) && h.Max >= h.Num
	}
	for _, c := range x.crossings {
		ok = ok && int(c.A) < streets && int(c.B) < streets
	}
	for s := range uint32(streets) {
		for i := x.crossingOf[s]; ok && i < x.crossingOf[s+1]; i++ {
			c := &x.crossings[x.ofStreet[i]]
			ok = c.A == s || c.B == s
		}
	}
	return ok
}

// offsets reports whether of are n+1 rising positions up to end.
func offsets(of []uint32, n, end int) bool {
	if len(of) != n+1 || of[0] != 0 || int(of[n]) != end {
		return false
	}
	for i := range n {
		if of[i] > of[i+1] {
			return false
		}
	}
	return true
}

func below(s []uint32, n int) bool {
	for _, v := range s {
		if int(v) >= n {
			return false
		}
	}
	return true
}
