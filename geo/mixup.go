package geo

// mixup.go: recognizing a position that is in another coordinate system than
// it says.

import "github.com/paulmach/orb"

// The limits of a mix-up, in meters: the point must be farther from the place
// than near misses are, and the conversion must bring it to the place.
const (
	mixUpLeastM = 200
	mixUpWithin = 80
	mixUpBetter = 4 // times as near as before
)

// MixUp reports whether p, said to be WGS-84, lies about where the true place
// would be drawn in another system, and in which. truth is where the place is
// known to be in WGS-84, an address for example. Outside China nothing is
// shifted, so nothing can be mixed up.
func MixUp(p, truth orb.Point) (CoordSys, bool) {
	off := Distance(p, truth)
	if !(off >= mixUpLeastM) {
		return WGS84, false
	}
	best, found := off, WGS84
	for _, sys := range []CoordSys{GCJ02, BD09} {
		if d := Distance(ToWGS84(p, sys), truth); d < best {
			best, found = d, sys
		}
	}
	return found, found != WGS84 && best <= mixUpWithin && best*mixUpBetter <= off
}
