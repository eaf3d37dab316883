package tile

// layers.go: the layers of a tile, in the order in which it holds them.

type layer uint8

const (
	layerLanduse layer = iota
	layerWater
	layerWaterway
	layerAeroway
	layerBuilding
	layerBoundary
	layerRail
	layerRoad
	layerWaterName
	layerParkName
	layerPlace
	layerPOI
	layerAddress
	layerCount
)

var layerNames = [layerCount]string{
	"landuse", "water", "waterway", "aeroway", "building", "boundary", "rail", "road",
	"water_name", "park_name", "place", "poi", "address",
}

// String is the name of the layer in a tile.
func (l layer) String() string { return layerNames[l] }

// margins are how far, in units of a tile, a layer reaches beyond the tile:
// lines as far as half the widest street a style draws (16 pixels), so that
// neither ends nor joints show at the border; points as far as half a symbol.
var margins = [layerCount]int32{
	layerLanduse: 8 * pixel, layerWater: 8 * pixel, layerWaterway: 16 * pixel, layerAeroway: 16 * pixel,
	layerBuilding: 4 * pixel, layerBoundary: 8 * pixel, layerRail: 8 * pixel, layerRoad: 16 * pixel,
	layerWaterName: 8 * pixel, layerParkName: 8 * pixel, layerPlace: 8 * pixel, layerPOI: 8 * pixel,
	layerAddress: 2 * pixel,
}

// maxMargin is the widest of them.
const maxMargin = 16 * pixel
