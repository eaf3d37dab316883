package tile

// rules.go: what appears from which zoom. The one table to turn when a zoom is
// too empty or too full.

// rule says when a class is drawn.
type rule struct {
	layer  layer
	class  string
	from   uint8   // the lowest zoom
	least  float64 // smallest size at which it is drawn: of areas pixels², of lines pixels
	coarse float64 // times the tolerance of the zoom when simplified; 0 counts as 1
}

// rules lists every class of every layer. Within a layer of lines a later class
// is drawn above an earlier one; of points an earlier one is placed first and so
// wins the room. Areas are drawn by size, the largest lowest.
var rules = []rule{
	{layerLanduse, "residential", 8, 16, 1.5},
	{layerLanduse, "commercial", 10, 12, 1},
	{layerLanduse, "industrial", 9, 12, 1},
	{layerLanduse, "education", 11, 12, 1},
	{layerLanduse, "hospital", 11, 12, 1},
	{layerLanduse, "cemetery", 11, 12, 1},
	{layerLanduse, "military", 9, 16, 1},
	{layerLanduse, "farmland", 9, 24, 1.5},
	{layerLanduse, "forest", 7, 16, 1.5},
	{layerLanduse, "grass", 11, 24, 1.5},
	{layerLanduse, "park", 8, 12, 1},
	{layerLanduse, "pitch", 14, 12, 1},
	{layerLanduse, "wetland", 8, 24, 1.5},
	{layerLanduse, "beach", 10, 8, 1},
	{layerLanduse, "sand", 10, 16, 1.5},
	{layerLanduse, "airport", 9, 12, 1},
	{layerLanduse, "parking", 14, 12, 1},
	{layerLanduse, "quarry", 10, 12, 1},
	{layerLanduse, "railway", 11, 12, 1},
	{layerLanduse, "pedestrian", 13, 8, 1},

	{layerWater, "ocean", 5, 4, 1},
	{layerWater, "lake", 5, 6, 1},
	{layerWater, "river", 6, 6, 1},
	{layerWater, "pond", 11, 6, 1},
	{layerWater, "basin", 11, 8, 1},
	{layerWater, "pool", 15, 6, 1},

	{layerWaterway, "drain", 14, 4, 1},
	{layerWaterway, "ditch", 14, 4, 1},
	{layerWaterway, "stream", 12, 4, 1},
	{layerWaterway, "canal", 10, 4, 1},
	{layerWaterway, "river", 8, 4, 1},

	{layerAeroway, "apron", 12, 8, 1},
	{layerAeroway, "taxiway", 12, 4, 1},
	{layerAeroway, "runway", 10, 4, 1},

	{layerBuilding, "", 13, 4, 1},

	{layerBoundary, "8", 11, 2, 1},
	{layerBoundary, "6", 8, 2, 1},
	{layerBoundary, "4", 5, 2, 1},
	{layerBoundary, "2", 5, 2, 1},

	{layerRail, "tram", 13, 2, 1},
	{layerRail, "light_rail", 11, 2, 1},
	{layerRail, "subway", 11, 2, 1},
	{layerRail, "rail", 9, 2, 1},

	{layerRoad, "construction", 12, 1, 1},
	{layerRoad, "ferry", 9, 2, 1},
	{layerRoad, "steps", 14, 0, 1},
	{layerRoad, "path", 14, 1, 1},
	{layerRoad, "track", 13, 2, 1},
	{layerRoad, "cycleway", 13, 1, 1},
	{layerRoad, "pedestrian", 13, 1, 1},
	{layerRoad, "service", 14, 1, 1},
	{layerRoad, "residential", 12, 1, 1},
	{layerRoad, "tertiary", 11, 1, 1},
	{layerRoad, "secondary", 9, 1, 1},
	{layerRoad, "primary", 8, 1, 1},
	{layerRoad, "trunk", 6, 1, 1},
	{layerRoad, "motorway", 5, 1, 1},

	// Points of areas appear when the area is least pixels² in size.
	{layerWaterName, "ocean", 5, 0, 0},
	{layerWaterName, "bay", 7, 0, 0},
	{layerWaterName, "lake", 6, 1600, 0},
	{layerWaterName, "pond", 13, 900, 0},
	{layerWaterName, "basin", 13, 1600, 0},
	{layerParkName, "nature_reserve", 9, 1600, 0},
	{layerParkName, "park", 10, 1200, 0},
	{layerParkName, "golf_course", 12, 1600, 0},
	{layerParkName, "cemetery", 13, 1600, 0},
	{layerParkName, "forest", 11, 2500, 0},
	{layerParkName, "garden", 14, 1200, 0},
	{layerParkName, "playground", 15, 900, 0},

	{layerPlace, "country", 5, 0, 0},
	{layerPlace, "state", 5, 0, 0},
	{layerPlace, "city", 5, 0, 0},
	{layerPlace, "town", 8, 0, 0},
	{layerPlace, "suburb", 11, 0, 0},
	{layerPlace, "village", 10, 0, 0},
	{layerPlace, "quarter", 12, 0, 0},
	{layerPlace, "neighbourhood", 13, 0, 0},
	{layerPlace, "hamlet", 12, 0, 0},

	{layerAddress, "", 16, 0, 0},
}

// A few things start later than their class says.
const (
	// serviceFrom: driveways, aisles of car parks; sidewalks and crossings.
	serviceFrom = 15
	// yardFrom: sidings, spurs and yards of railways.
	yardFrom = 13
	// linkLater: ramps start so many zooms after the road they belong to, but
	// not before linkFrom.
	linkLater = 3
	linkFrom  = 10
	// streamFrom: waterways without a name start one zoom later.
	namelessLater = 1
)

// bands cut the zooms into the ranges for which lines are merged: the lower the
// zoom, the less has to be equal for two lines to become one, so that labels fit
// and tiles stay small.
var bands = [...]struct {
	from, to uint8
	flags    bool // bridge, tunnel, layer, one way … must be equal
	names    bool // names must be equal
	longest  int  // vertices of a merged line, after simplification
}{
	{MinZoom, 9, false, false, 500},
	{10, 12, false, true, 500},
	{13, MaxZoom, true, true, 250},
}

// ruleKey finds a rule.
type ruleKey struct {
	layer layer
	class string
}

// ruleOf holds the number of each rule, ranks with it: the order of drawing.
var ruleOf = func() map[ruleKey]int {
	m := make(map[ruleKey]int, len(rules))
	for i, r := range rules {
		m[ruleKey{r.layer, r.class}] = i
	}
	return m
}()
