package place

// word.go: names, addresses and localities in the reader's language.

import (
	"slices"
	"strconv"
	"strings"
)

func itoa(n int32) string { return strconv.Itoa(int(n)) }

// pick returns a name in the reader's language, or as it is on the spot.
func (x *Index) pick(name, zh, en uint32, lang string) string {
	switch {
	case lang == "zh" && zh != 0:
		return x.texts[zh]
	case lang != "zh" && en != 0:
		return x.texts[en]
	}
	return x.texts[name]
}

func (x *Index) entryName(n uint32, lang string) string {
	e := &x.entries[n]
	return x.pick(e.Name, e.Zh, e.En, lang)
}

// locality puts a context in words: 成都市锦江区 610000; Jinjiang, Chengdu
// 610000.
func (x *Index) locality(context uint32, lang string) string {
	c := &x.contexts[context]
	var parts []string
	han := true
	for _, l := range c.Labels[:c.Shown] {
		if l < 0 {
			continue
		}
		of := &x.labels[l]
		name := x.pick(of.Name, of.Zh, of.En, lang)
		if name != "" && !slices.Contains(parts, name) {
			parts = append(parts, name)
			han = han && hasHan(name)
		}
	}
	text := strings.Join(parts, ", ")
	if han && len(parts) > 0 {
		slices.Reverse(parts)
		text = strings.Join(parts, "")
	}
	if c.Postcode >= 0 {
		text = strings.TrimSpace(text + " " + x.texts[x.labels[c.Postcode].Name])
	}
	return text
}

// inner returns the name of the innermost locality, "" if there is none.
func (x *Index) inner(context uint32, lang string) string {
	c := &x.contexts[context]
	if c.Shown == 0 || c.Labels[0] < 0 {
		return ""
	}
	of := &x.labels[c.Labels[0]]
	return x.pick(of.Name, of.Zh, of.En, lang)
}

// address joins a street and a number in the order of the place: 人民路12号,
// 12 Market Street, Rua do Ouro 12.
func (x *Index) address(street, number, rest string) string {
	number = strings.TrimSpace(number)
	if hasHan(street) {
		if last := []rune(number); len(last) > 0 && (isDigit(last[len(last)-1]) || last[len(last)-1] < 0x80) {
			number += "号"
		}
		return street + number + rest
	}
	number = strings.TrimSuffix(number, "号")
	out := street + " " + number
	if x.about.NumberFirst != 0 {
		out = number + " " + street
	}
	if rest != "" {
		out += ", " + rest
	}
	return out
}

// crossingName joins two streets: 人民路与解放路路口, Market Street & West 9th
// Street.
func crossingName(a, b, lang string) string {
	switch {
	case lang != "zh":
		return a + " & " + b
	case hasHan(a) && hasHan(b):
		return a + "与" + b + "路口"
	}
	return a + " 与 " + b + " 路口"
}

// word makes a result of a candidate.
func (x *Index) word(c candidate, lang string) Result {
	r := Result{Kind: kindNames[c.kind], Position: c.at.Orb()}
	context := uint32(0)
	switch c.kind {
	case kindHouse:
		r.Name = x.address(x.entryName(c.entry, lang), c.house, c.rest)
		r.Class = "house"
		if c.guess {
			r.Class = "interpolated"
		}
		context = x.houses[c.id].Context
	case kindCrossing:
		at := &x.crossings[c.id]
		r.Name = crossingName(x.entryName(at.A, lang), x.entryName(at.B, lang), lang)
		r.Class = "crossing"
		context = x.crossingContext(at)
	default:
		e := &x.entries[c.entry]
		r.Name, r.Class, context = x.entryName(c.entry, lang), x.texts[e.Class], e.Context
	}
	r.Context = x.locality(context, lang)
	return r
}

// crossingContext is that of the street whose position is nearer.
func (x *Index) crossingContext(c *crossing) uint32 {
	a, b := &x.entries[c.A], &x.entries[c.B]
	f := newPlane(c.At.Orb())
	if a.Context == 0 || b.Context != 0 && f.distance(b.At) < f.distance(a.At) {
		return b.Context
	}
	return a.Context
}

// nameNumber returns the number of a folded name.
func (x *Index) nameNumber(folded string) (uint32, bool) {
	n, ok := slices.BinarySearch(x.names, folded)
	return uint32(n), ok
}
