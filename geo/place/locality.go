package place

// locality.go: the name of the town or district that something lies in.

import (
	"strings"

	"fifteen/geo/extract"
)

// label returns the number of a locality's name, which is shared by all
// localities of that name: it is a text to show and to search.
func (b *builder) label(name, zh, en string, aliases ...string) int32 {
	n, ok := b.labelIDs[name]
	if !ok {
		n = int32(len(b.x.labels))
		b.labelIDs[strings.Clone(name)] = n
		b.x.labels = append(b.x.labels, label{Name: b.text(name), Zh: b.text(zh), En: b.text(en)})
		b.aliases = append(b.aliases, nil)
	}
	for _, alias := range append(aliases, name, zh, en) {
		folded := fold(alias, false)
		for _, f := range []string{folded, withoutSuffix(folded)} {
			if f != "" {
				b.alias(n, b.nameID(f))
			}
		}
	}
	return n
}

func (b *builder) alias(label int32, name uint32) {
	for _, have := range b.aliases[label] {
		if have == name {
			return
		}
	}
	b.aliases[label] = append(b.aliases[label], name)
}

// tagLabel returns the label of an area or a settlement. A state is also found
// by its code: DE for US-DE.
func (b *builder) tagLabel(tags extract.Tags) int32 {
	name, zh, en := shownNames(tags)
	aliases := allNames(tags)
	for _, key := range []string{"ISO3166-2", "ref"} {
		code := tags.Get(key)
		if i := strings.IndexByte(code, '-'); i >= 0 {
			code = code[i+1:]
		}
		if len(code) == 2 && code[0] >= 'A' {
			aliases = append(aliases, code)
		}
	}
	return b.label(name, zh, en, aliases...)
}

// readSettlements takes the places that name their surroundings.
func (b *builder) readSettlements() {
	b.each(func(tags extract.Tags, at box, _, _ int32) {
		if r := reach[tags.Get("place")]; r > 0 && tags.Get("name") != "" {
			b.settlements.add(settlement{at: at.center(), label: b.tagLabel(tags), reach: r})
		}
	})
}

// Administrative levels as most countries use them; in China 5 is a city and 6
// a district or county of it.
const (
	levelState    = 4
	levelCity     = 5
	levelDistrict = 6
)

// areaOf returns the innermost area of a point that splits streets of one name
// into several, or -1.
func (b *builder) areaOf(p extract.Point) int32 {
	by := b.areas.at(p)
	if b.chinese(by) {
		return by[levelDistrict]
	}
	for level := maxLevel; level > levelDistrict; level-- {
		if by[level] >= 0 {
			return by[level]
		}
	}
	return -1
}

// chinese reports whether areas are those of China, where the district says
// more than the township: 锦江区 in 成都市, or straight in 重庆市.
func (b *builder) chinese(by [maxLevel + 1]int32) bool {
	if by[levelDistrict] < 0 {
		return false
	}
	name := b.x.texts[b.x.labels[b.areas.list[by[levelDistrict]].label].Name]
	return by[levelCity] >= 0 || hasHan(name) && !strings.ContainsAny(name, "郡")
}

// nowhere is the setting of what has none.
var nowhere = setting{Labels: [6]int32{-1, -1, -1, -1, -1, -1}, Postcode: -1}

// maxShown is how many localities are shown.
const maxShown = 2

// where returns the context of a point, refined by what an address says
// itself.
func (b *builder) where(p extract.Point, tags extract.Tags) uint32 {
	by := b.areas.at(p)
	c := nowhere
	n := int32(0)
	add := func(label int32) {
		for _, have := range c.Labels[:n] {
			if have == label {
				return
			}
		}
		if label >= 0 && int(n) < len(c.Labels) {
			c.Labels[n] = label
			n++
		}
	}
	level := func(l int) int32 {
		if by[l] < 0 {
			return -1
		}
		return b.areas.list[by[l]].label
	}
	chinese := b.chinese(by)
	for _, key := range []string{"addr:district", "addr:city"} {
		// In China the areas know it better, and under their full names.
		if name := strings.TrimSpace(tags.Get(key)); name != "" && !chinese {
			add(b.label(name, "", ""))
		}
	}
	settlement, town := b.settlements.at(p)
	switch {
	case chinese:
		add(level(levelDistrict))
		if by[levelCity] >= 0 {
			add(level(levelCity))
		} else {
			add(level(levelState))
		}
		c.Shown = n
	case n > 0:
		c.Shown = n
	default:
		for l := maxLevel; l > levelDistrict && n == 0; l-- {
			add(level(l))
		}
		if n == 0 {
			add(settlement)
			add(level(levelDistrict))
		}
		c.Shown = n
	}
	for _, l := range []int{maxLevel, levelDistrict, levelState} {
		add(level(l))
	}
	add(settlement)
	add(town)
	c.Shown = min(c.Shown, maxShown)
	postcode := tags.Get("addr:postcode")
	if postcode == "" {
		postcode = tags.Get("postal_code")
	}
	if postcode = strings.TrimSpace(postcode); postcode != "" && len(postcode) <= 20 {
		c.Postcode = b.label(postcode, "", "")
	}
	return b.setting(c)
}

func (b *builder) setting(c setting) uint32 {
	n, ok := b.contexts[c]
	if !ok {
		n = uint32(len(b.x.contexts))
		b.x.contexts = append(b.x.contexts, c)
		b.contexts[c] = n
	}
	return n
}

// around is the setting of a place: without its own name, and with nothing to
// show for towns and larger ones.
func (b *builder) around(context uint32, name string, rank uint8) uint32 {
	c := b.x.contexts[context]
	out := nowhere
	out.Postcode = c.Postcode
	n := 0
	for i, l := range c.Labels {
		if l < 0 || b.x.texts[b.x.labels[l].Name] == name {
			continue
		}
		out.Labels[n] = l
		n++
		if i < int(c.Shown) && rank < townRank {
			out.Shown++
		}
	}
	return b.setting(out)
}
