package crowd

// town.go: where people live: the town, its suburbs, the river and the borders.

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

// town is a center around which people live, thinning out normally.
type town struct {
	name    string
	center  orb.Point
	spreadM float64 // standard deviation in each direction, meters
	share   float64 // of all people
}

// The last one is the country between the others.
var towns = []town{
	{"Wilmington", orb.Point{-75.5466, 39.7459}, 1700, 0.36},
	{"Newark", orb.Point{-75.7497, 39.6837}, 2000, 0.17},
	{"Elsmere", orb.Point{-75.5960, 39.7390}, 1100, 0.10},
	{"Bear", orb.Point{-75.6583, 39.6293}, 2000, 0.10},
	{"New Castle", orb.Point{-75.5720, 39.6640}, 1400, 0.08},
	{"Claymont", orb.Point{-75.4596, 39.8007}, 1100, 0.08},
	{"Hockessin", orb.Point{-75.6966, 39.7876}, 1600, 0.05},
	{"Pike Creek", orb.Point{-75.6550, 39.7250}, 3600, 0.06},
}

// bank is the west bank of the Delaware River, from south to north, drawn a
// little inland: at its latitudes, somewhere west of the line is dry land.
// It follows the easternmost streets of the west bank on OpenStreetMap.
var bank = orb.LineString{
	{-75.604, 39.580},
	{-75.632, 39.605},
	{-75.624, 39.622},
	{-75.604, 39.636},
	{-75.593, 39.647},
	{-75.564, 39.657},
	{-75.558, 39.665},
	{-75.548, 39.675},
	{-75.542, 39.685},
	{-75.530, 39.695},
	{-75.530, 39.716},
	{-75.524, 39.728},
	{-75.512, 39.738},
	{-75.503, 39.747},
	{-75.493, 39.756},
	{-75.487, 39.766},
	{-75.479, 39.776},
	{-75.468, 39.786},
	{-75.454, 39.797},
	{-75.444, 39.802},
	{-75.441, 39.809},
}

// Delaware's northern border is an arc of twelve miles around the old
// courthouse of New Castle; its western one lies at 75.788° W. Both are drawn
// a little inland, since the streets end there on a map of Delaware alone.
var courthouse = orb.Point{-75.5630, 39.6601}

const (
	arcM     = 19_150.0
	westmost = -75.784
)

// dry reports whether a point lies in northern Delaware, west of the river.
func dry(p orb.Point) bool {
	if p[0] < westmost || p[1] < bank[0][1] || p[1] > bank[len(bank)-1][1]+0.03 || geo.Distance(p, courthouse) > arcM {
		return false
	}
	return p[0] < bankAt(p[1])
}

// bankAt is the longitude of the bank at a latitude, the nearest end's beyond
// the ends.
func bankAt(lat float64) float64 {
	for i := 1; i < len(bank); i++ {
		a, b := bank[i-1], bank[i]
		if lat <= b[1] {
			return a[0] + (b[0]-a[0])*max(0, lat-a[1])/(b[1]-a[1])
		}
	}
	return bank[len(bank)-1][0]
}

// somewhere draws a town by its share and a place in it on dry land.
func somewhere(r *rand.Rand) (*town, orb.Point) {
	u := r.Float64()
	at := &towns[len(towns)-1]
	for i := range towns {
		if u -= towns[i].share; u < 0 {
			at = &towns[i]
			break
		}
	}
	return at, near(r, at.center, at.spreadM)
}

// near draws a point around another, normally distributed, on dry land; the
// other itself if there is none to be found.
func near(r *rand.Rand, p orb.Point, spreadM float64) orb.Point {
	for range 50 {
		if q := moved(p, r.NormFloat64()*spreadM, r.NormFloat64()*spreadM); dry(q) {
			return q
		}
	}
	return p
}

// moved is the point so many meters east and north of p.
func moved(p orb.Point, eastM, northM float64) orb.Point {
	const perDegree = geo.EarthRadiusM * math.Pi / 180
	return orb.Point{p[0] + eastM/(perDegree*math.Cos(p[1]*math.Pi/180)), p[1] + northM/perDegree}
}
