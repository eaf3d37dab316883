package tile

// map.go: the map that everybody outside holds, and its tiles.

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
)

// Map is the base map of one extract: all features in flat arrays, in the order
// of drawing, and a tree to find those of a tile. It is immutable; its methods
// may be called from any goroutine.
type Map struct {
	*catalog
	forest   forest
	features []feature
	geom     []byte
	bound    orb.Bound
	stats    Stats
}

// ErrNoTile is wrapped by the error of a tile that there cannot be.
var ErrNoTile = errors.New("no such tile")

// check says in words why there is no tile z/x/y.
func check(z, x, y int) error {
	switch {
	case z < MinZoom || z > MaxZoom:
		return fmt.Errorf("%w: zoom %d is outside %d to %d", ErrNoTile, z, MinZoom, MaxZoom)
	case x < 0 || y < 0 || x >= 1<<z || y >= 1<<z:
		return fmt.Errorf("%w: at zoom %d, x and y go from 0 to %d", ErrNoTile, z, 1<<z-1)
	}
	return nil
}

// Tile returns a tile as an uncompressed Mapbox vector tile (version 2), empty
// where there is nothing. The same map always gives the same bytes. The error
// wraps ErrNoTile for numbers that name no tile.
func (m *Map) Tile(z, x, y int) ([]byte, error) {
	if err := check(z, x, y); err != nil {
		return nil, err
	}
	at := maptile.New(uint32(x), uint32(y), maptile.Zoom(z))
	d := drawer{m: m, z: uint8(z), tile: at, sets: map[uint32]geojson.Properties{}}
	var layers mvt.Layers
	var current *mvt.Layer
	for _, f := range m.within(at) {
		feature := d.draw(&m.features[f])
		if feature == nil {
			continue
		}
		name := m.features[f].Layer.String()
		if current == nil || current.Name != name {
			current = &mvt.Layer{Name: name, Version: 2, Extent: extent}
			layers = append(layers, current)
		}
		current.Features = append(current.Features, feature)
	}
	if len(layers) == 0 {
		return nil, nil
	}
	return mvt.Marshal(layers)
}

// within finds the features of a tile, in the order of drawing.
func (m *Map) within(at maptile.Tile) []uint32 {
	z := uint8(at.Z)
	ground := tileBox(z, at.X, at.Y, 0)
	var found []uint32
	m.forest.search(z, tileBox(z, at.X, at.Y, maxMargin), func(f uint32, in box) {
		feature := &m.features[f]
		if feature.To < z || feature.Piece == 1 && !in.touches(ground) {
			return
		}
		found = append(found, f)
	})
	slices.Sort(found)
	return found
}
