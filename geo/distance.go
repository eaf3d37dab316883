package geo

// distance.go: the one earth radius and the one distance.

import (
	"math"

	"github.com/paulmach/orb"
)

// EarthRadiusM is the radius of the sphere all distances are measured on, in
// meters: the equatorial radius of WGS-84 (NIMA TR8350.2, table 3.1), which is
// also orb.EarthRadius, so that everything built on orb agrees. Distances are
// at most 0.6 % off those on the ellipsoid.
//
// Redis measures on a sphere of 6,372,797.56 m: what it calls 10,000 m is
// 10,008.4 m here. It is therefore used as a coarse filter only.
const EarthRadiusM = orb.EarthRadius

// Distance returns the length in meters of the shortest way over the sphere
// from a to b (haversine formula, R. W. Sinnott, Sky & Telescope 68, 1984). It
// is NaN if a coordinate is NaN or infinite.
func Distance(a, b orb.Point) float64 {
	sinLat := math.Sin(radians(b[1]-a[1]) / 2)
	sinLng := math.Sin(radians(b[0]-a[0]) / 2)
	h := sinLat*sinLat + math.Cos(radians(a[1]))*math.Cos(radians(b[1]))*sinLng*sinLng
	// Rounding lifts h a little above 1 for points on opposite sides.
	return 2 * EarthRadiusM * math.Asin(math.Sqrt(min(h, 1)))
}

func radians(deg float64) float64 { return deg * math.Pi / 180 }
func degrees(rad float64) float64 { return rad * 180 / math.Pi }
