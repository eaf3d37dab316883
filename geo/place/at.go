package place

// at.go: what to call a point on the map.

import (
	"math"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// How far, in meters, a point may be from what names it.
const (
	HouseM        = 60  // a house
	StreetM       = 150 // a street
	AtCrossingM   = 35  // a crossing, to be at it
	NearCrossingM = 300 // a crossing, to be near it
)

// Naming is what a point is called. Name is ready to show; Street, Crossing,
// Number and Place are its pieces for those who word it themselves. All are
// empty where there is nothing near.
type Naming struct {
	Name    string
	Kind    string // house, street, crossing, or "" for nothing near
	Context string // town or district, and postcode
	// DistanceM is how far the point is from Position, which is on the house,
	// the street or the crossing.
	DistanceM float64
	Position  orb.Point

	Number   string // of the house
	Street   string // on which it is, or of the house
	Crossing string // the other street of the nearest crossing on Street
	Place    string // town or district
}

// At names a point: the house within HouseM meters, else the street within
// StreetM meters with its nearest crossing. Lang is "zh" or "en". It may be
// called from any goroutine.
func (x *Index) At(p orb.Point, lang string) Naming {
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		return Naming{}
	}
	f := newPlane(p)
	if h, meters, ok := x.nearestHouse(p, &f); ok {
		at := &x.houses[h]
		n := Naming{
			Kind: kindNames[kindHouse], DistanceM: meters, Position: at.At.Orb(), Context: x.locality(at.Context, lang),
			Number: x.numberText(at), Street: x.entryName(at.Entry, lang), Place: x.inner(at.Context, lang),
		}
		n.Name = x.address(n.Street, n.Number, "")
		return n
	}
	street, meters, at, ok := x.nearestStreet(p, &f)
	if !ok {
		return Naming{}
	}
	e := &x.entries[street]
	n := Naming{
		Kind: kindNames[kindStreet], DistanceM: meters, Position: at.Orb(), Context: x.locality(e.Context, lang),
		Street: x.entryName(street, lang), Place: x.inner(e.Context, lang),
	}
	n.Name = n.Street
	other, away, corner := x.nearestCrossing(street, p)
	if away > NearCrossingM {
		return n
	}
	n.Crossing = x.entryName(other, lang)
	if away <= AtCrossingM {
		n.Kind, n.DistanceM, n.Position = kindNames[kindCrossing], away, corner.Orb()
	}
	n.Name = cornerName(n.Street, n.Crossing, lang, away <= AtCrossingM)
	return n
}

// cornerName words a street and the street that crosses it nearby.
func cornerName(street, other, lang string, there bool) string {
	switch {
	case there && lang == "zh":
		return crossingName(street, other, lang)
	case there:
		return street + " / " + other
	case lang == "zh" && hasHan(street) && hasHan(other):
		return street + "（近" + other + "路口）"
	case lang == "zh":
		return street + "（近 " + other + " 路口）"
	}
	return street + " (near " + other + ")"
}

// nearestHouse returns the house nearest to a point, within HouseM. Of several
// at one spot it is the first.
func (x *Index) nearestHouse(p orb.Point, f *plane) (found uint32, meters float64, ok bool) {
	meters = HouseM
	x.houseGrid.near(p, HouseM, func(i uint32) {
		d := f.distance(x.houses[i].At)
		if d < meters || d == meters && (!ok || i < found) {
			found, meters, ok = i, d, true
		}
	})
	return found, meters, ok
}

// nearestStreet returns the named street nearest to a point, within StreetM,
// and the nearest point on it.
func (x *Index) nearestStreet(p orb.Point, f *plane) (street uint32, meters float64, at extract.Point, ok bool) {
	meters = StreetM
	piece := uint32(0)
	x.shapeGrid.near(p, StreetM, func(i uint32) {
		d, on := f.toLine(x.shape[i], x.shape[i+1])
		if d < meters || d == meters && (!ok || i < piece) {
			piece, meters, at, ok = i, d, on, true
		}
	})
	if !ok {
		return 0, 0, at, false
	}
	return x.streetOf(piece), meters, at, true
}

// nearestCrossing returns the street that crosses a street nearest to a point,
// and how far the crossing is from the point; infinitely far if none does.
func (x *Index) nearestCrossing(street uint32, p orb.Point) (other uint32, meters float64, at extract.Point) {
	meters = math.Inf(1)
	f := newPlane(p)
	for _, i := range x.ofStreet[x.crossingOf[street]:x.crossingOf[street+1]] {
		c := &x.crossings[i]
		o := c.A ^ c.B ^ street
		if x.entries[o].Flags&flagRef != 0 {
			continue
		}
		if d := f.distance(c.At); d < meters {
			other, meters, at = o, d, c.At
		}
	}
	return other, meters, at
}
