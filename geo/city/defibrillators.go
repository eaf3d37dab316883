package city

// defibrillators.go: where the defibrillators of the extract are.

import (
	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo/place"
)

// Defibrillators are those that OpenStreetMap knows (emergency=defibrillator).
type Defibrillators struct{ Places *place.Index }

var _ dispatch.Defibrillators = Defibrillators{}

// Near lists up to n within so many meters of a place, the nearest first.
func (d Defibrillators) Near(p orb.Point, withinM float64, n int) []dispatch.Defibrillator {
	var out []dispatch.Defibrillator
	english := d.Places.Near(class, p, withinM, n, "en")
	for i, x := range d.Places.Near(class, p, withinM, n, "zh") {
		at := dispatch.Defibrillator{Position: dispatch.At(x.Position), Name: x.Name, DistanceM: x.DistanceM}
		if en := english[i].Name; en != x.Name {
			at.NameEn = en
		}
		out = append(out, at)
	}
	return out
}

// class is that of defibrillators in the index of places.
const class = "aed"
