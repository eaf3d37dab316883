package place

// index.go: what an index holds, and how it is kept.

import (
	"fmt"
	"sync"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
	"fifteen/geo/flat"
)

// CacheKind and CacheVersion name the format of a saved index. The version
// rises whenever the arrays or what they mean change.
const (
	CacheKind           = "place"
	CacheVersion uint32 = 1
)

// Index finds addresses by their text and names points. It is immutable.
type Index struct {
	about   about
	texts   []string // what is shown; 0 is ""
	entries []entry  // streets with a geometry first
	boxes   []box    // of those streets

	// names are the distinct folded names, sorted. The entries of name i are
	// bearers[bearerOf[i]:bearerOf[i+1]], with bits that say what the name is to
	// the entry.
	names    []string
	nameSize []uint16 // letters of each name
	bearerOf []uint32
	bearers  []uint32
	words    dictionary
	labelled []uint8 // 1 for names that a label has

	labels     []label
	labelNames []uint32 // names of labels, by label.First and Last
	contexts   []setting

	houses []house // by entry, then number

	// The shape of street i is shape[shapeOf[i]:shapeOf[i+1]]; a line breaks
	// where a point is breakPoint.
	shapeOf []uint32
	shape   []extract.Point

	crossings  []crossing
	crossingOf []uint32 // positions in streetCrossings, by street
	ofStreet   []uint32 // positions in crossings

	houseGrid grid // of houses
	shapeGrid grid // of pieces of shape, by the position of their first point

	scratch sync.Pool

	ofClass map[string][]uint32 // entries of the classes that are listed; not saved
}

// about is what holds for the whole index.
type about struct {
	MinLng, MinLat, MaxLng, MaxLat float64
	Streets                        uint32 // entries with a geometry
	NumberFirst                    uint32 // 1 where house numbers stand before the street
	Ideographs                     uint32 // 1 if any name has them
	_                              uint32
}

// entry is one thing that can be found. Texts are positions in Index.texts.
type entry struct {
	At      extract.Point
	Name    uint32
	Zh, En  uint32 // 0: as Name
	Class   uint32
	Context uint32
	Kind    uint8
	Rank    uint8 // importance, 0–100
	Flags   uint8
	_       uint8
}

// flagRef marks the entry of a road number, which runs along streets that have
// names of their own.
const flagRef = 1

// Bits of a bearer. categoryBit marks a name that says only what the entry is
// ("hospital", "AED"), aliasBit one that is not shown (an old name, a brand).
const (
	categoryBit = 1 << 31
	aliasBit    = 1 << 30
	bearerBits  = categoryBit | aliasBit
)

// box is the rectangle around a street.
type box struct{ Min, Max extract.Point }

// label is the name of a locality or a postcode, and its folded names.
type label struct{ Name, Zh, En, First, Last uint32 }

// setting is where something lies: labels from the inside out, -1 for none;
// the first Shown of them are shown, the others only searched.
type setting struct {
	Labels   [6]int32
	Postcode int32
	Shown    int32 // at most maxShown
}

// house is one house number, or a range of them, or one that lies on a line of
// interpolation (Text is noText).
type house struct {
	Entry    uint32
	Num, Max int32 // the number; the last of a range, or Num
	Text     uint32
	Context  uint32
	At       extract.Point
}

const noText = ^uint32(0)

// crossing is where two streets meet.
type crossing struct {
	A, B uint32
	At   extract.Point
}

// Bound returns the rectangle in which there is something to find, in degrees.
func (x *Index) Bound() orb.Bound {
	return orb.Bound{Min: orb.Point{x.about.MinLng, x.about.MinLat}, Max: orb.Point{x.about.MaxLng, x.about.MaxLat}}
}

// Stats are counts for the log and the curious.
type Stats struct {
	Streets, Crossings, Houses, Entries, Names, Words int
}

// Stats returns how much there is to find.
func (x *Index) Stats() Stats {
	return Stats{
		Streets: int(x.about.Streets), Crossings: len(x.crossings), Houses: len(x.houses),
		Entries: len(x.entries), Names: len(x.names), Words: len(x.words.words),
	}
}

// Save writes the index. The first error comes out of Writer.Close.
func (x *Index) Save(w *flat.Writer) {
	flat.Put(w, []about{x.about})
	flat.PutStrings(w, x.texts)
	flat.Put(w, x.entries)
	flat.Put(w, x.boxes)
	flat.PutStrings(w, x.names)
	flat.Put(w, x.nameSize)
	flat.Put(w, x.bearerOf)
	flat.Put(w, x.bearers)
	flat.PutStrings(w, x.words.words)
	flat.Put(w, x.words.first)
	flat.Put(w, x.words.posts)
	flat.Put(w, x.labelled)
	flat.Put(w, x.labels)
	flat.Put(w, x.labelNames)
	flat.Put(w, x.contexts)
	flat.Put(w, x.houses)
	flat.Put(w, x.shapeOf)
	flat.Put(w, x.shape)
	flat.Put(w, x.crossings)
	flat.Put(w, x.crossingOf)
	flat.Put(w, x.ofStreet)
	x.houseGrid.save(w)
	x.shapeGrid.save(w)
}

// Load reads what Save wrote. The index aliases the reader's bytes. Arrays that
// do not fit each other are an error: build the index again.
func Load(r *flat.Reader) (*Index, error) {
	abouts := flat.Get[about](r)
	x := &Index{
		texts:    flat.GetStrings(r),
		entries:  flat.Get[entry](r),
		boxes:    flat.Get[box](r),
		names:    flat.GetStrings(r),
		nameSize: flat.Get[uint16](r),
		bearerOf: flat.Get[uint32](r),
		bearers:  flat.Get[uint32](r),
		words: dictionary{
			words: flat.GetStrings(r),
			first: flat.Get[uint32](r),
			posts: flat.Get[uint32](r),
		},
		labelled:   flat.Get[uint8](r),
		labels:     flat.Get[label](r),
		labelNames: flat.Get[uint32](r),
		contexts:   flat.Get[setting](r),
		houses:     flat.Get[house](r),
		shapeOf:    flat.Get[uint32](r),
		shape:      flat.Get[extract.Point](r),
		crossings:  flat.Get[crossing](r),
		crossingOf: flat.Get[uint32](r),
		ofStreet:   flat.Get[uint32](r),
		houseGrid:  loadGrid(r),
		shapeGrid:  loadGrid(r),
	}
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	if len(abouts) != 1 {
		return nil, errDamaged
	}
	x.about = abouts[0]
	if !x.sound() {
		return nil, errDamaged
	}
	x.ready()
	return x, nil
}

// ready prepares what is not saved.
func (x *Index) ready() {
	x.listClasses()
	x.scratch.New = func() any { return &scratch{states: make([]state, len(x.names))} }
	if x.about.Ideographs != 0 {
		readings()
	}
}
