package place

// build.go: from an extract to an index.

import (
	"context"
	"slices"
	"strings"

	"fifteen/geo/extract"
)

// builder collects entries and names while an index is built.
type builder struct {
	ctx    context.Context
	ex     *extract.Extract
	x      *Index
	bounds box

	texts    map[string]uint32
	nameIDs  map[string]uint32
	names    []string // in the order they came
	bearers  []bearer
	labelIDs map[string]int32
	aliases  [][]uint32 // names of each label, by its number
	contexts map[setting]uint32

	areas       areas
	settlements settlements

	streets   []street // those with a geometry, as the first entries
	byKey     map[string][]uint32
	placesAt  map[string][]uint32 // entries of places by their folded name
	wayStreet map[int32][]uint32  // streets of each way
}

// bearer says that an entry bears a name.
type bearer struct{ name, entry uint32 }

// Build makes the index of an extract. Progress, if not nil, is called now and
// then from the calling goroutine with the stage and how much of it is done.
// It fails only when ctx ends.
func Build(ctx context.Context, e *extract.Extract, progress func(stage string, done, total int64)) (*Index, error) {
	b := &builder{
		ctx: ctx, ex: e, x: &Index{}, bounds: emptyBox,
		texts: map[string]uint32{}, nameIDs: map[string]uint32{}, labelIDs: map[string]int32{}, contexts: map[setting]uint32{},
		settlements: settlements{}, byKey: map[string][]uint32{}, placesAt: map[string][]uint32{}, wayStreet: map[int32][]uint32{},
	}
	b.text("")
	b.setting(nowhere)
	stages := []struct {
		name string
		do   func()
	}{
		{"areas", func() { b.readAreas(); b.readSettlements() }},
		{"streets", b.readStreets},
		{"crossings", b.readCrossings},
		{"places", b.readPlaces},
		{"houses", b.readHouses},
		{"points of interest", b.readPOIs},
		{"names", b.finish},
	}
	for i, s := range stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if progress != nil {
			progress(s.name, int64(i), int64(len(stages)))
		}
		s.do()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if progress != nil {
		progress("names", int64(len(stages)), int64(len(stages)))
	}
	return b.x, nil
}

// text returns the position of a text that is shown.
func (b *builder) text(s string) uint32 {
	n, ok := b.texts[s]
	if !ok {
		n = uint32(len(b.x.texts))
		s = strings.Clone(s) // the extract is dropped once everything is built
		b.x.texts = append(b.x.texts, s)
		b.texts[s] = n
	}
	return n
}

// nameID returns the number of a folded name.
func (b *builder) nameID(folded string) uint32 {
	n, ok := b.nameIDs[folded]
	if !ok {
		n = uint32(len(b.names))
		folded = strings.Clone(folded)
		b.names = append(b.names, folded)
		b.nameIDs[folded] = n
	}
	return n
}

// bear lets an entry, with its bits, be found by a name.
func (b *builder) bear(entry uint32, name string) {
	if folded := fold(name, false); folded != "" {
		b.bearers = append(b.bearers, bearer{b.nameID(folded), entry})
	}
}

// searchKeys are the tags by which a thing is found; some hold several names
// separated by semicolons.
var searchKeys = []string{
	"name", "name:zh", "name:en", "alt_name", "alt_name:zh", "alt_name:en", "old_name", "short_name", "short_name:zh",
	"short_name:en", "official_name", "loc_name", "int_name", "name:zh-Hans", "name:zh-Hant", "name_1", "name_2",
	"bridge:name", "addr:housename", "brand",
}

// allNames returns every name that tags give, each once.
func allNames(tags extract.Tags) []string {
	var names []string
	for _, key := range searchKeys {
		for name := range strings.SplitSeq(tags.Get(key), ";") {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// shownNames returns what to show: by default, to readers of Chinese and of
// English. The latter are "" where they do not differ.
func shownNames(tags extract.Tags) (name, zh, en string) {
	name, zh, en = tags.Get("name"), tags.Get("name:zh"), tags.Get("name:en")
	if zh == "" {
		zh = tags.Get("name:zh-Hans")
	}
	if name == "" {
		name = zh
	}
	if name == "" {
		name = en
	}
	if name == "" {
		name = tags.Get("addr:housename")
	}
	if zh == name {
		zh = ""
	}
	if en == name {
		en = ""
	}
	return strings.TrimSpace(name), strings.TrimSpace(zh), strings.TrimSpace(en)
}

// entry adds a thing that can be found.
func (b *builder) entry(e entry, name, zh, en string) uint32 {
	e.Name, e.Zh, e.En = b.text(name), b.text(zh), b.text(en)
	n := uint32(len(b.x.entries))
	b.x.entries = append(b.x.entries, e)
	b.bounds.grow(e.At)
	return n
}

// position returns where a node, a way or a relation is: the middle of its
// rectangle.
func (b *builder) wayBox(w *extract.Way) box {
	r := emptyBox
	for _, n := range w.Nodes {
		if n >= 0 {
			r.grow(b.ex.Points[n])
		}
	}
	return r
}

func (b *builder) relationBox(r *extract.Relation) box {
	out := emptyBox
	for _, m := range r.Members {
		switch {
		case m.Index < 0:
		case m.Type == extract.MemberNode && (m.Role == "label" || m.Role == "admin_centre"):
			p := b.ex.Points[m.Index]
			return box{p, p}
		case m.Type == extract.MemberNode:
			out.grow(b.ex.Points[m.Index])
		case m.Type == extract.MemberWay:
			if w := b.wayBox(&b.ex.Ways[m.Index]); w != emptyBox {
				out.grow(w.Min)
				out.grow(w.Max)
			}
		}
	}
	return out
}

// each calls yield with everything that has tags and a position: nodes, ways,
// relations, each in the order of their ids.
func (b *builder) each(yield func(tags extract.Tags, at box, way int32, node int32)) {
	for i := range b.ex.Nodes {
		n := &b.ex.Nodes[i]
		p := b.ex.Points[n.At]
		yield(n.Tags, box{p, p}, -1, n.At)
	}
	for i := range b.ex.Ways {
		if w := &b.ex.Ways[i]; len(w.Tags) > 0 {
			if at := b.wayBox(w); at != emptyBox {
				yield(w.Tags, at, int32(i), -1)
			}
		}
	}
	for i := range b.ex.Relations {
		if r := &b.ex.Relations[i]; len(r.Tags) > 0 {
			if at := b.relationBox(r); at != emptyBox {
				yield(r.Tags, at, -1, -1)
			}
		}
	}
}

// finish sorts what was collected into the index's arrays.
func (b *builder) finish() {
	x := b.x
	b.finishNames()
	b.finishLabels()
	x.crossingOf, x.ofStreet = b.crossingLists()
	b.finishGrids()
	if len(x.entries) > 0 {
		low, high := b.bounds.Min.Orb(), b.bounds.Max.Orb()
		x.about.MinLng, x.about.MinLat, x.about.MaxLng, x.about.MaxLat = low[0], low[1], high[0], high[1]
	}
	x.about.NumberFirst = b.numberFirst()
	x.ready()
}
