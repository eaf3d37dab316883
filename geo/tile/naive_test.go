package tile

// naive_test.go: a tile without an index, the twin of Map.Tile.

import (
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
)

// naive is a map without its index.
type naive struct {
	*Map
	from  []uint8
	boxes []box
}

func unindexed(m *Map) naive {
	n := naive{m, make([]uint8, len(m.features)), make([]box, len(m.features))}
	for _, t := range m.forest.trees {
		for i := t.First; i < t.First+t.Leaves; i++ {
			n.from[m.forest.refs[i]], n.boxes[m.forest.refs[i]] = uint8(t.Zoom), m.forest.boxes[i]
		}
	}
	return n
}

// Tile looks at every feature of the map.
func (n naive) Tile(z, x, y int) ([]byte, error) {
	at := maptile.New(uint32(x), uint32(y), maptile.Zoom(z))
	d := drawer{m: n.Map, z: uint8(z), tile: at, sets: map[uint32]geojson.Properties{}}
	var layers mvt.Layers
	for l := range layerCount {
		layer := &mvt.Layer{Name: l.String(), Version: 2, Extent: extent}
		for i := range n.features {
			f := &n.features[i]
			if f.Layer != l || n.from[i] > uint8(z) || f.To < uint8(z) || f.Piece == 1 && !n.boxes[i].touches(tileBox(uint8(z), at.X, at.Y, 0)) {
				continue
			}
			if g := d.draw(f); g != nil {
				layer.Features = append(layer.Features, g)
			}
		}
		if len(layer.Features) > 0 {
			layers = append(layers, layer)
		}
	}
	if len(layers) == 0 {
		return nil, nil
	}
	return mvt.Marshal(layers)
}
