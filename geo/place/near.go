package place

// near.go: the nearest things of one class, such as defibrillators.

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Nearby is a thing of a class that lies near a point.
type Nearby struct {
	// Name is its own, or the address where it is; "": neither is known.
	Name      string
	Position  orb.Point
	DistanceM float64 // straight line
}

// Near lists up to n things of a class ("aed", "hospital") within so many meters
// of a point, the nearest first; those at one spot are one. Lang is "zh" or
// "en". It may be called from any goroutine.
func (x *Index) Near(class string, p orb.Point, withinM float64, n int, lang string) []Nearby {
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		return nil
	}
	type hit struct {
		entry  uint32
		meters float64
	}
	var hits []hit
	f := newPlane(p)
	for _, e := range x.ofClass[class] {
		if d := f.distance(x.entries[e].At); d <= withinM {
			hits = append(hits, hit{e, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.meters, b.meters), cmp.Compare(a.entry, b.entry))
	})
	hits = slices.CompactFunc(hits, func(a, b hit) bool { return x.entries[a.entry].At == x.entries[b.entry].At })
	var out []Nearby
	for _, h := range hits[:min(len(hits), n)] {
		at := x.entries[h.entry].At.Orb()
		out = append(out, Nearby{Name: x.ownName(h.entry, class, lang), Position: at, DistanceM: h.meters})
		if last := &out[len(out)-1]; last.Name == "" {
			last.Name = x.At(at, lang).Name
		}
	}
	return out
}

// ownName is the name of a thing, "" if it says only what the thing is.
func (x *Index) ownName(entry uint32, class, lang string) string {
	name := x.entryName(entry, lang)
	if c := categoryOf[class]; c != nil && (name == c.en || name == c.zh) {
		return ""
	}
	return name
}

// listed are the classes whose things can be asked for by Near.
var listed = []string{"aed"}

// listClasses finds the things of the classes that are listed.
func (x *Index) listClasses() {
	x.ofClass = map[string][]uint32{}
	for i := range x.entries {
		if e := &x.entries[i]; e.Kind == kindPOI && slices.Contains(listed, x.texts[e.Class]) {
			class := x.texts[e.Class]
			x.ofClass[class] = append(x.ofClass[class], uint32(i))
		}
	}
}
