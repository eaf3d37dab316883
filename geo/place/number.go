package place

// number.go: where a house number is, known or estimated.

import (
	"sort"
	"strings"

	"fifteen/geo/extract"
)

// Between two known numbers of a street a third is estimated if they differ by
// at most gapNumbers and lie at most gapM meters apart.
const (
	gapNumbers = 200
	gapM       = 1_000
)

// locate finds a number on the candidate's street or place. It returns false
// if neither it nor its neighbors are known. Rest is what tells apart houses of
// one number.
func (x *Index) locate(c *candidate, num int32, rest string) bool {
	lo, hi := x.housesOf(c.entry)
	if lo == hi {
		return false
	}
	list := x.houses[lo:hi]
	c.kind = kindHouse
	full := c.house
	if c.rest != "" {
		_, _, rest2, _ := parseNumber(c.house + c.rest)
		if i, ok := x.exact(list, num, rest2); ok && rest2 != "" {
			c.id, c.at, c.house, c.rest = uint32(lo+i), list[i].At, x.numberText(&list[i]), ""
			return true
		}
	}
	if i, ok := x.exact(list, num, rest); ok {
		h := &list[i]
		c.id, c.at, c.guess = uint32(lo+i), h.At, h.Text == noText
		if h.Num == h.Max || rest != "" {
			c.house = x.numberText(h)
		}
		return true
	}
	c.house, c.guess = full, true
	at, i, ok := estimate(list, num)
	c.at, c.id = at, uint32(lo+i)
	return ok
}

// housesOf returns the range of an entry's houses.
func (x *Index) housesOf(entry uint32) (lo, hi int) {
	lo = sort.Search(len(x.houses), func(i int) bool { return x.houses[i].Entry >= entry })
	hi = lo + sort.Search(len(x.houses)-lo, func(i int) bool { return x.houses[lo+i].Entry > entry })
	return lo, hi
}

// exact returns the house of a number: the one with the same rest, or, where
// nothing but the number was typed, one whose range holds it.
func (x *Index) exact(list []house, num int32, rest string) (int, bool) {
	from := sort.Search(len(list), func(i int) bool { return list[i].Num >= num-maxRange })
	found, ok := 0, false
	for i := from; i < len(list) && list[i].Num <= num; i++ {
		h := &list[i]
		if h.Max < num {
			continue
		}
		_, _, have, _ := parseNumber(x.numberText(h))
		switch {
		case h.Num == num && have == rest:
			if h.Text != noText {
				return i, true
			}
			found, ok = i, true
		case rest == "" && h.Max > h.Num && (num-h.Num)%2 == 0 && !ok:
			found, ok = i, true
		}
	}
	return found, ok
}

// estimate places a number between its nearest known neighbors, those of its
// own side of the street (even or odd) if there are. The position returned with
// it is that of the lower neighbor in the list.
func estimate(list []house, num int32) (at extract.Point, near int, ok bool) {
	above := sort.Search(len(list), func(i int) bool { return list[i].Num >= num })
	if above < len(list) && list[above].Num == num { // the number, with another letter
		return list[above].At, above, true
	}
	for _, step := range []int32{2, 1} {
		lo, hi := above-1, above
		for lo >= 0 && (list[lo].Num-num)%step != 0 {
			lo--
		}
		for hi < len(list) && (list[hi].Num-num)%step != 0 {
			hi++
		}
		if lo < 0 || hi >= len(list) {
			continue
		}
		a, b := &list[lo], &list[hi]
		f := newPlane(a.At.Orb())
		if b.Num-a.Num <= gapNumbers && f.distance(b.At) <= gapM {
			return between(a.At, b.At, float64(num-a.Num)/float64(b.Num-a.Num)), lo, true
		}
	}
	return at, 0, false
}

// numberText returns a house's number as it is shown.
func (x *Index) numberText(h *house) string {
	if h.Text == noText {
		return itoa(h.Num)
	}
	return strings.TrimSpace(x.texts[h.Text])
}
