package road

// profile_surface.go: the ground under the wheels: surface, tracktype and
// smoothness cap the speed of vehicles, and of walkers where feet sink in.

import "fifteen/geo/extract"

// surface is a group of surface=* values with one calibration figure.
type surface uint8

const (
	surfacePaved surface = iota
	surfacePlates
	surfaceCobble
	surfaceGravel
	surfaceEarth
	surfaceSoft

	surfaceCount
)

var surfaceNames = [surfaceCount]string{"paved", "plates", "cobble", "gravel", "earth", "soft"}

var bySurface = map[string]surface{
	"paved": surfacePaved, "asphalt": surfacePaved, "concrete": surfacePaved, "chipseal": surfacePaved,
	"rubber": surfacePaved, "tartan": surfacePaved, "acrylic": surfacePaved,

	"paving_stones": surfacePlates, "sett": surfacePlates, "bricks": surfacePlates, "brick": surfacePlates,
	"concrete:plates": surfacePlates, "concrete:lanes": surfacePlates, "cobblestone:flattened": surfacePlates,
	"wood": surfacePlates, "metal": surfacePlates, "metal_grid": surfacePlates, "tiles": surfacePlates,

	"cobblestone": surfaceCobble, "unhewn_cobblestone": surfaceCobble, "pebblestone": surfaceCobble,
	"rock": surfaceCobble, "stone": surfaceCobble, "stepping_stones": surfaceCobble,

	"unpaved": surfaceGravel, "compacted": surfaceGravel, "fine_gravel": surfaceGravel, "gravel": surfaceGravel,
	"grass_paver": surfaceGravel,

	"ground": surfaceEarth, "dirt": surfaceEarth, "earth": surfaceEarth, "clay": surfaceEarth,
	"woodchips": surfaceEarth, "grass": surfaceEarth,

	"sand": surfaceSoft, "mud": surfaceSoft, "snow": surfaceSoft, "ice": surfaceSoft, "salt": surfaceSoft,
}

// smoothness is a group of smoothness=* values worth a figure; good and better
// is no obstacle.
type smoothness uint8

const (
	smoothBad smoothness = iota
	smoothVeryBad
	smoothHorrible

	smoothCount
)

var smoothNames = [smoothCount]string{"bad", "very_bad", "horrible"}

var bySmoothness = map[string]smoothness{
	"bad": smoothBad, "very_bad": smoothVeryBad, "horrible": smoothHorrible, "very_horrible": smoothHorrible,
}

// ground caps a speed in km/h by what the way is made of. It is 0 where
// vehicles cannot pass at all.
func (c *Calibration) ground(kmh float64, m Mode, t extract.Tags) float64 {
	if s, ok := bySurface[t.Get("surface")]; ok {
		kmh = min(kmh, c.surface[s][m])
	}
	if g := t.Get("tracktype"); len(g) == len("grade1") && g[:5] == "grade" && g[5] >= '1' && g[5] <= '5' {
		kmh = min(kmh, c.grade[g[5]-'1'][m])
	}
	word := t.Get("smoothness")
	if word == "impassable" && m != Walk {
		return 0
	}
	if s, ok := bySmoothness[word]; ok {
		kmh = min(kmh, c.smooth[s][m])
	}
	return kmh
}
