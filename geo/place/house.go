package place

// house.go: house numbers, given and between given ones.

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fifteen/geo/extract"
)

// How far a house may be from the street, or the place, that its address
// names, in meters.
const (
	houseToStreetM = 2_000
	houseToPlaceM  = 5_000
)

// maxInterpolated is the largest number of houses that one line of
// interpolation stands for.
const maxInterpolated = 500

// loose is a house whose street is not among the ways.
type loose struct {
	house
	street string
	tags   extract.Tags
	place  bool
}

// readHouses hangs every address on its street. Streets that only houses know
// become entries of their own.
func (b *builder) readHouses() {
	streetOf := b.houseRelations()
	var homeless []loose
	b.each(func(tags extract.Tags, at box, way, node int32) {
		number := tags.Get("addr:housenumber")
		if number == "" {
			return
		}
		street, place := tags.Get("addr:street"), false
		if street == "" {
			street = streetOf[[2]int32{way, node}]
		}
		if street == "" {
			street, place = tags.Get("addr:place"), true
		}
		if street == "" {
			return
		}
		p := at.center()
		b.bounds.grow(p)
		entry, ok := b.bearerNear(street, p, place)
		for one := range strings.FieldsFuncSeq(number, func(r rune) bool { return r == ';' || r == ',' || r == '、' }) {
			h := house{Entry: entry, At: p, Text: b.text(strings.TrimSpace(one)), Context: b.where(p, tags)}
			if h.Num, h.Max, _, _ = parseNumber(one); h.Num < 0 {
				continue
			}
			if ok {
				b.x.houses = append(b.x.houses, h)
			} else {
				homeless = append(homeless, loose{h, strings.TrimSpace(street), tags, place})
			}
		}
	})
	b.addHouseStreets(homeless)
	b.sortHouses()
	b.readInterpolations()
	b.sortHouses()
}

// houseRelations returns the street of houses that are grouped by a relation.
func (b *builder) houseRelations() map[[2]int32]string {
	of := map[[2]int32]string{}
	for i := range b.ex.Relations {
		r := &b.ex.Relations[i]
		if t := r.Tags.Get("type"); t != "associatedStreet" && t != "street" {
			continue
		}
		name := r.Tags.Get("name")
		for _, m := range r.Members {
			if name == "" && m.Role == "street" && m.Type == extract.MemberWay && m.Index >= 0 {
				name = b.ex.Ways[m.Index].Tags.Get("name")
			}
		}
		for _, m := range r.Members {
			switch {
			case name == "" || m.Index < 0 || m.Role == "street":
			case m.Type == extract.MemberNode:
				of[[2]int32{-1, m.Index}] = name
			case m.Type == extract.MemberWay:
				of[[2]int32{m.Index, -1}] = name
			}
		}
	}
	return of
}

// bearerNear returns the street, or the place, of a name that is nearest.
func (b *builder) bearerNear(name string, p extract.Point, place bool) (uint32, bool) {
	f := newPlane(p.Orb())
	best, found := math.Inf(1), uint32(0)
	if place {
		for _, n := range b.placesAt[fold(name, false)] {
			if d := f.distance(b.x.entries[n].At); d < min(best, houseToPlaceM) {
				best, found = d, n
			}
		}
		return found, !math.IsInf(best, 1)
	}
	for _, n := range b.byKey[streetKey(name)] {
		if f.toBox(b.x.boxes[n]) > min(best, houseToStreetM) {
			continue
		}
		if d, _, _ := b.x.toShape(&f, n); d < min(best, houseToStreetM) {
			best, found = d, n
		}
	}
	return found, !math.IsInf(best, 1)
}

// addHouseStreets makes streets of houses, those of one name that are near
// each other.
func (b *builder) addHouseStreets(homeless []loose) {
	by := map[string][]int{}
	for i := range homeless {
		by[streetKey(homeless[i].street)] = append(by[streetKey(homeless[i].street)], i)
	}
	delete(by, "")
	for _, key := range slices.Sorted(maps.Keys(by)) {
		list := by[key]
		parts := make([]part, len(list))
		for i, n := range list {
			at := homeless[n].At
			parts[i] = part{[]extract.Point{at}, b.areaOf(at)}
		}
		for _, group := range join(parts, joinHouses) {
			first := &homeless[list[group[len(group)/2]]]
			e := entry{At: first.At, Kind: kindStreet, Class: b.text("street"), Rank: 15, Context: first.Context}
			if first.place {
				e.Kind, e.Class = kindPlace, b.text("locality")
			}
			n := b.entry(e, first.street, "", "")
			b.bear(n, first.street)
			for _, i := range group {
				h := homeless[list[i]].house
				h.Entry = n
				b.x.houses = append(b.x.houses, h)
			}
		}
	}
}

func (b *builder) sortHouses() {
	slices.SortStableFunc(b.x.houses, func(p, q house) int {
		return cmp.Or(cmp.Compare(p.Entry, q.Entry), cmp.Compare(p.Num, q.Num), cmp.Compare(p.Max, q.Max))
	})
}

// numberForm is a house number: digits, perhaps the end of a range, and what
// tells apart houses of one number.
var numberForm = regexp.MustCompile(`^(\d{1,7})(?:-(\d{1,7}))?(.*)$`)

// parseNumber reads a house number. The number is negative if there is none;
// highest is the end of a range (100-110), else the number itself; rest is what
// tells apart houses of one number, folded: "附3", "a", "-3"; it is empty for
// 12 and 12号. Whole reports that nothing but a number and its 号 was there.
func parseNumber(s string) (num, highest int32, rest string, whole bool) {
	m := numberForm.FindStringSubmatch(strings.ReplaceAll(fold(s, false), " ", ""))
	if m == nil {
		return -1, -1, "", false
	}
	n, err := strconv.ParseInt(m[1], 10, 32)
	if err != nil {
		return -1, -1, "", false
	}
	num, highest = int32(n), int32(n)
	rest = strings.NewReplacer("号院", "", "号", "", "號", "").Replace(m[3])
	if m[2] != "" {
		if e, err := strconv.ParseInt(m[2], 10, 32); err == nil && e > n && e-n <= maxRange {
			highest = int32(e)
		}
		rest = "-" + m[2] + rest
	}
	return num, highest, rest, rest == ""
}

// maxRange is how much the numbers of one house's range may differ.
const maxRange = 60
