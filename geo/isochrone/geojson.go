package isochrone

// geojson.go: bands for the map, and circles where there are no streets.

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/geojson"

	"fifteen/geo"
)

// FeatureCollection returns one MultiPolygon feature a band, the largest limit
// first, so that smaller bands are painted over larger ones. Properties of a
// feature: "minutes", a number, and "mode", as given.
func FeatureCollection(bands []Band, mode string) *geojson.FeatureCollection {
	largestFirst := slices.Clone(bands)
	slices.SortStableFunc(largestFirst, func(a, b Band) int { return cmp.Compare(b.Limit, a.Limit) })
	fc := geojson.NewFeatureCollection()
	for _, b := range largestFirst {
		f := geojson.NewFeature(b.Area)
		f.Properties["minutes"] = b.Limit.Minutes()
		f.Properties["mode"] = mode
		fc.Append(f)
	}
	return fc
}

// circleCorners is the number of corners of a circle: its sides stay within
// 0.06 % of the radius.
const circleCorners = 90

// Circle returns the points within radiusM meters of center in a straight line,
// as a polygon with corners on the circle; two polygons if it crosses the
// antimeridian. A radius of 0 gives an empty area.
//
// It refuses, saying why, a center that is not on the earth, a radius that is
// not a number of 0 or more, and a circle around a pole.
func Circle(center orb.Point, radiusM float64) (orb.MultiPolygon, error) {
	switch {
	case !(math.Abs(center[0]) <= 180 && math.Abs(center[1]) <= 90):
		return nil, fmt.Errorf("isochrone: center %v is not on the earth", center)
	case !(radiusM >= 0):
		return nil, fmt.Errorf("isochrone: radius %v m: it must be 0 or more", radiusM)
	case radiusM == 0:
		return orb.MultiPolygon{}, nil
	}
	bound := geo.Bounds(center, radiusM)
	if bound.Min[1] == -90 || bound.Max[1] == 90 {
		return nil, fmt.Errorf("isochrone: a circle of %.0f m around %v holds a pole and cannot be drawn on a flat map", radiusM, center)
	}
	ring := make(orb.Ring, 0, circleCorners+1)
	for i := range circleCorners {
		// Counterclockwise from the north.
		ring = append(ring, travel(center, -2*math.Pi*float64(i)/circleCorners, radiusM))
	}
	ring = append(ring, ring[0])
	var area orb.MultiPolygon
	for _, turn := range []float64{-360, 0, 360} {
		// The part of the circle on the sheet of the map that many degrees off.
		sheet := orb.Bound{Min: orb.Point{-180 + turn, -90}, Max: orb.Point{180 + turn, 90}}
		part := clip.Ring(sheet, slices.Clone(ring))
		if len(part) < 4 {
			continue
		}
		for i := range part {
			part[i][0] = min(max(part[i][0]-turn, -180), 180)
		}
		area = append(area, orb.Polygon{part})
	}
	return area, nil
}

// travel returns where one gets from a point going distanceM meters on the
// great circle of that bearing (radians clockwise from north); the longitude
// may lie beyond ±180°. E. Williams, Aviation Formulary, "Lat/lon given radial
// and distance".
func travel(from orb.Point, bearing, distanceM float64) orb.Point {
	d := distanceM / geo.EarthRadiusM
	lat := from[1] * math.Pi / 180
	sinTo := math.Sin(lat)*math.Cos(d) + math.Cos(lat)*math.Sin(d)*math.Cos(bearing)
	turn := math.Atan2(math.Sin(bearing)*math.Sin(d)*math.Cos(lat), math.Cos(d)-math.Sin(lat)*sinTo)
	return orb.Point{from[0] + turn*180/math.Pi, math.Asin(min(max(sinTo, -1), 1)) * 180 / math.Pi}
}
