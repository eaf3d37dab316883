package place

// street.go: ways of one name, joined into streets.

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"fifteen/geo/extract"
)

// Parts of one name belong to one street if they come into the same or
// neighboring squares of this size (about 400 m), within one locality.
const joinCell = 40_000

// joinHouses is the same for streets of which only houses are known: about
// 1 km.
const joinHouses = 100_000

// joinNumbered is the same for numbered roads, whose numbers pause in towns:
// about 4 km.
const joinNumbered = 400_000

// street is a street while the index is built.
type street struct {
	name string
	key  string
	ref  bool
	ways []int32
}

// part is a piece of a street to be joined.
type part struct {
	points []extract.Point
	area   int32
}

// readStreets makes one entry for each street and one for each numbered road.
func (b *builder) readStreets() {
	named, numbered := map[string][]int32{}, map[string][]int32{}
	for i := range b.ex.Ways {
		w := &b.ex.Ways[i]
		if streetRanks[w.Tags.Get("highway")] == 0 || w.Tags.Get("area") == "yes" || b.wayBox(w) == emptyBox {
			continue
		}
		if name, _, _ := shownNames(w.Tags); name != "" {
			if key := streetKey(name); key != "" {
				named[key] = append(named[key], int32(i))
			}
		}
		for _, ref := range roadRefs(w.Tags.Get("ref")) {
			if key := fold(ref, false); key != "" {
				numbered[key] = append(numbered[key], int32(i))
			}
		}
	}
	b.joinWays(named, false)
	b.joinWays(numbered, true)
	b.x.about.Streets = uint32(len(b.streets))
	b.x.shapeOf = make([]uint32, 1, len(b.streets)+1)
	for i := range b.streets {
		bounds := emptyBox
		for _, w := range b.streets[i].ways {
			b.wayStreet[w] = append(b.wayStreet[w], uint32(i))
			b.shape(&b.ex.Ways[w], &bounds)
		}
		b.x.boxes = append(b.x.boxes, bounds)
		b.x.shapeOf = append(b.x.shapeOf, uint32(len(b.x.shape)))
	}
}

// roadRefs returns the road numbers of a ref tag that one could name: with a
// letter and a digit. What stands in brackets is not on the signs.
func roadRefs(ref string) []string {
	var refs []string
	for r := range strings.SplitSeq(ref, ";") {
		r = strings.TrimSpace(r)
		if r != "" && r[0] != '(' && strings.ContainsAny(r, "0123456789") && strings.ContainsFunc(r, func(c rune) bool { return c >= 'A' && c <= 'Z' }) {
			refs = append(refs, r)
		}
	}
	return refs
}

// joinWays makes entries of the ways of each key, in the order of the keys.
func (b *builder) joinWays(by map[string][]int32, ref bool) {
	for _, key := range slices.Sorted(maps.Keys(by)) {
		ways := by[key]
		parts := make([]part, len(ways))
		for i, w := range ways {
			way := &b.ex.Ways[w]
			parts[i].area = -1
			for _, n := range way.Nodes {
				if n >= 0 {
					parts[i].points = append(parts[i].points, b.ex.Points[n])
				}
			}
			if points := parts[i].points; !ref {
				parts[i].area = b.areaOf(points[len(points)/2])
			}
		}
		cell := int32(joinCell)
		if ref {
			cell = joinNumbered
		}
		for _, group := range join(parts, cell) {
			members := make([]int32, len(group))
			for i, p := range group {
				members[i] = ways[p]
			}
			b.addStreet(key, members, ref)
		}
	}
}

// join groups parts that are near each other and in one area. The groups stand
// in the order of their first parts.
func join(parts []part, cell int32) [][]int {
	if len(parts) == 1 {
		return [][]int{{0}}
	}
	root := make([]int, len(parts))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	type square struct{ x, y, area int32 }
	first := map[square]int{}
	for i := range parts {
		eachStep(parts[i].points, cell, func(p extract.Point) {
			s := square{p.Lng / cell, p.Lat / cell, parts[i].area}
			if _, ok := first[s]; !ok {
				first[s] = i
			}
			for dx := int32(-1); dx <= 1; dx++ {
				for dy := int32(-1); dy <= 1; dy++ {
					if j, ok := first[square{s.x + dx, s.y + dy, s.area}]; ok {
						p, q := find(i), find(j)
						root[max(p, q)] = min(p, q)
					}
				}
			}
		})
	}
	number := map[int]int{}
	var groups [][]int
	for i := range parts {
		r := find(i)
		n, ok := number[r]
		if !ok {
			n = len(groups)
			number[r] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], i)
	}
	return groups
}

// eachStep calls yield with the points of a line and others between them, none
// farther than step from the next.
func eachStep(line []extract.Point, step int32, yield func(extract.Point)) {
	for i, p := range line {
		if i > 0 {
			a := line[i-1]
			n := max(abs64(int64(p.Lng)-int64(a.Lng)), abs64(int64(p.Lat)-int64(a.Lat))) / int64(step)
			for k := range n {
				yield(between(a, p, float64(k+1)/float64(n+1)))
			}
		}
		yield(p)
	}
}

func abs64(v int64) int64 { return max(v, -v) }

// addStreet makes one entry of the ways of one street. It is called what most
// of them are called.
func (b *builder) addStreet(key string, ways []int32, ref bool) {
	type shown struct{ name, zh, en string }
	count := map[shown]int{}
	var best shown
	var e entry
	longest := 0
	for _, w := range ways {
		tags := b.ex.Ways[w].Tags
		s := shown{}
		if ref {
			for _, r := range roadRefs(tags.Get("ref")) {
				if fold(r, false) == key {
					s.name = r
				}
			}
		} else {
			s.name, s.zh, s.en = shownNames(tags)
		}
		// Ways that say more of their name count as several.
		count[s] += len(b.ex.Ways[w].Nodes) * (1 + min(len(s.zh), 1) + min(len(s.en), 1)) * (1 + min(utf8.RuneCountInString(s.name), 40)/8)
		if n := count[s]; n > longest {
			longest, best = n, s
		}
		if rank := streetRanks[tags.Get("highway")]; rank > e.Rank {
			e.Rank, e.Class = rank, b.text(tags.Get("highway"))
		}
	}
	middle := &b.ex.Ways[ways[len(ways)/2]]
	line := b.ex.Line(middle)
	e.At = extract.FromOrb(line[len(line)/2])
	e.Kind = kindStreet
	e.Context = b.where(e.At, middle.Tags)
	if ref {
		e.Flags = flagRef
		e.Context = 0
	}
	n := b.entry(e, best.name, best.zh, best.en)
	b.streets = append(b.streets, street{name: best.name, key: key, ref: ref, ways: ways})
	if ref {
		for _, name := range refNames(best.name) {
			b.bear(n, name)
		}
		return
	}
	b.byKey[key] = append(b.byKey[key], n)
	done := map[string]bool{}
	for _, w := range ways {
		for _, name := range allNames(b.ex.Ways[w].Tags) {
			if !done[name] {
				done[name] = true
				b.bear(b.bits(n, name), name)
			}
		}
	}
}

var (
	refForm     = regexp.MustCompile(`^([A-Za-z]+)[ -]?(\d.*)$`)
	nationalWay = regexp.MustCompile(`^([GSXY])(\d{3})$`)
	wayLevel    = map[string]string{"G": "国道", "S": "省道", "X": "县道", "Y": "乡道"}
)

// refNames returns the ways to write a road number: I 95, I95; G108 is also
// 108国道 (three digits are ordinary roads, JTG A03).
func refNames(ref string) []string {
	names := []string{ref}
	if m := refForm.FindStringSubmatch(ref); m != nil {
		names = append(names, m[1]+" "+m[2], m[1]+m[2])
		switch strings.ToUpper(m[1]) {
		case "US":
			names = append(names, "US Route "+m[2], "US Highway "+m[2])
		default:
			if len(m[1]) == 2 {
				names = append(names, m[1]+" Route "+m[2], "State Route "+m[2])
			}
		}
	}
	if m := nationalWay.FindStringSubmatch(ref); m != nil {
		names = append(names, m[2]+wayLevel[m[1]])
	}
	return names
}
