package geo

// bounds.go: the rectangle around a circle.

import (
	"math"

	"github.com/paulmach/orb"
)

// Bounds returns the smallest rectangle of parallels and meridians that holds
// every point within radiusM meters of center. A circle that reaches a pole or
// crosses the antimeridian gets the whole width of 360°, since an orb.Bound
// cannot wrap. A negative radius counts as 0. Any NaN gives the empty bound,
// which contains nothing.
func Bounds(center orb.Point, radiusM float64) orb.Bound {
	if math.IsNaN(center[0] + center[1] + radiusM) {
		return orb.MultiPoint(nil).Bound()
	}
	angle := max(radiusM, 0) / EarthRadiusM
	half := degrees(angle)
	b := orb.Bound{
		Min: orb.Point{-180, max(center[1]-half, -90)},
		Max: orb.Point{180, min(center[1]+half, 90)},
	}
	if b.Min[1] == -90 || b.Max[1] == 90 {
		return b
	}
	// The circle is widest a little poleward of its center, where a meridian
	// touches it: sin(width) = sin(angle)/cos(lat).
	width := degrees(math.Asin(min(1, math.Sin(angle)/math.Cos(radians(center[1])))))
	if center[0]-width >= -180 && center[0]+width <= 180 {
		b.Min[0], b.Max[0] = center[0]-width, center[0]+width
	}
	return b
}
