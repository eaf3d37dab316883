package place

// naming.go: names collected during the build, sorted into the index.

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// finishNames sorts the names, their bearers and their words.
func (b *builder) finishNames() {
	x := b.x
	order := make([]uint32, len(b.names))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return strings.Compare(b.names[i], b.names[j]) })
	sorted := make([]uint32, len(order)) // where each name went
	words := map[string][]uint32{}
	for at, n := range order {
		name := b.names[n]
		sorted[n] = uint32(at)
		x.names = append(x.names, name)
		x.nameSize = append(x.nameSize, uint16(min(letterCount(name), 1<<16-1)))
		eachTerm(name, func(w string) {
			words[w] = append(words[w], uint32(at))
		})
		if hasIdeograph(name) {
			x.about.Ideographs = 1
		}
	}
	x.words = newDictionary(words)
	x.labelled = make([]uint8, len(x.names))
	for i := range b.bearers {
		b.bearers[i].name = sorted[b.bearers[i].name]
	}
	for _, of := range b.aliases {
		for i := range of {
			of[i] = sorted[of[i]]
		}
	}
	slices.SortFunc(b.bearers, func(p, q bearer) int {
		if p.name != q.name {
			return int(p.name) - int(q.name)
		}
		return int(int64(p.entry) - int64(q.entry))
	})
	x.bearerOf = make([]uint32, len(x.names)+1)
	for _, p := range slices.Compact(b.bearers) {
		x.bearers = append(x.bearers, p.entry)
		x.bearerOf[p.name+1]++
	}
	for i := range x.names {
		x.bearerOf[i+1] += x.bearerOf[i]
	}
}

// finishLabels lists the names of every label.
func (b *builder) finishLabels() {
	x := b.x
	for i := range x.labels {
		x.labels[i].First = uint32(len(x.labelNames))
		for _, n := range b.aliases[i] {
			x.labelNames = append(x.labelNames, n)
			x.labelled[n] = 1
		}
		x.labels[i].Last = uint32(len(x.labelNames))
	}
}

// eachTerm calls yield with every term under which a folded name stands in the
// dictionary: its words and what stands for them, its ideographs, its pinyin.
func eachTerm(name string, yield func(string)) {
	chinese := false
	for w := range strings.FieldsSeq(name) {
		if r, _ := utf8.DecodeRuneInString(w); isIdeograph(r) {
			chinese = true
			for _, r := range w {
				yield(string(r))
			}
			continue
		}
		yield(w)
		for _, other := range sameAs[w] {
			yield(other)
		}
	}
	if chinese {
		readings().soundTerms(name, yield)
	}
}

func letterCount(name string) int {
	return utf8.RuneCountInString(name) - strings.Count(name, " ")
}

// numberFirst reports, as 1, whether most streets end with an English word for
// street: there the number stands before the name.
func (b *builder) numberFirst() uint32 {
	english := 0
	for i := range b.streets {
		words := strings.Fields(fold(b.streets[i].name, false))
		for _, w := range words[max(0, len(words)-2):] {
			if streetTypes[w] {
				english++
				break
			}
		}
	}
	if english*2 > len(b.streets) {
		return 1
	}
	return 0
}

// bits returns an entry with the bit that says whether a name is one of those
// that are shown.
func (b *builder) bits(n uint32, name string) uint32 {
	e := &b.x.entries[n]
	for _, shown := range []uint32{e.Name, e.Zh, e.En} {
		if b.x.texts[shown] == name {
			return n
		}
	}
	return n | aliasBit
}
