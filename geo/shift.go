package geo

// shift.go: the shifts between WGS-84, GCJ-02 and BD-09. The systems are not
// published officially; these are the formulas everybody uses since
// "eviltransform" (github.com/googollee/eviltransform) and coordtransform
// (github.com/wandergis/coordtransform).

import (
	"math"

	"github.com/paulmach/orb"
)

// The ellipsoid of Krasovsky 1940, on which GCJ-02 reckons its shift.
const (
	krasovskyA  = 6378245.0             // semi-major axis, meters
	krasovskyEE = 0.0066934216229659433 // eccentricity squared
)

// inChina is the rough test of the published algorithm: a box, not a border.
// It is false for NaN.
func inChina(p orb.Point) bool {
	return p[0] >= 72.004 && p[0] <= 137.8347 && p[1] >= 0.8293 && p[1] <= 55.8271
}

// wgs84ToGCJ02 shifts a point inside China.
func wgs84ToGCJ02(p orb.Point) orb.Point {
	x, y := p[0]-105, p[1]-35
	root := math.Sqrt(math.Abs(x))
	waves := 20*math.Sin(6*math.Pi*x) + 20*math.Sin(2*math.Pi*x)
	east := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*root + (waves+
		20*math.Sin(math.Pi*x)+40*math.Sin(math.Pi*x/3)+
		150*math.Sin(math.Pi*x/12)+300*math.Sin(math.Pi*x/30))*2/3
	north := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*root + (waves+
		20*math.Sin(math.Pi*y)+40*math.Sin(math.Pi*y/3)+
		160*math.Sin(math.Pi*y/12)+320*math.Sin(math.Pi*y/30))*2/3

	// From meters to degrees, on the ellipsoid.
	lat := radians(p[1])
	magic := 1 - krasovskyEE*math.Sin(lat)*math.Sin(lat)
	perLat := radians(krasovskyA * (1 - krasovskyEE) / (magic * math.Sqrt(magic)))
	perLng := radians(krasovskyA / math.Sqrt(magic) * math.Cos(lat))
	return orb.Point{p[0] + east/perLng, p[1] + north/perLat}
}

// gcj02ToBD09 shifts a GCJ-02 point inside China once more.
func gcj02ToBD09(p orb.Point) orb.Point {
	const k = math.Pi * 3000 / 180
	z := math.Hypot(p[0], p[1]) + 0.00002*math.Sin(p[1]*k)
	theta := math.Atan2(p[1], p[0]) + 0.000003*math.Cos(p[0]*k)
	return orb.Point{z*math.Cos(theta) + 0.0065, z*math.Sin(theta) + 0.006}
}

// invert finds the point that shift moves to target. The shifts change so
// slowly from place to place that each step makes the error about a hundred
// times smaller; it ends below a tenth of a millimeter, or after ten steps.
func invert(shift func(orb.Point) orb.Point, target orb.Point) orb.Point {
	const enough = 1e-9 // degrees
	p := target
	for range 10 {
		s := shift(p)
		dx, dy := target[0]-s[0], target[1]-s[1]
		p[0] += dx
		p[1] += dy
		if math.Abs(dx) < enough && math.Abs(dy) < enough {
			break
		}
	}
	return p
}
