package web

// mapinfo.go: the base map, as the dashboard is told of it.

import (
	"fmt"
	"net/url"
	"strings"

	"fifteen/geo"
)

// MapInfo is the base map: our own tiles, an outside source, or none.
type MapInfo struct {
	// Tiles is the address of a tile with {z}, {x} and {y} in it; "": no map.
	Tiles string  `json:"tiles"`
	Kind  MapKind `json:"kind"`
	// CoordSys is what the tiles are drawn in; everything over them is converted.
	CoordSys    geo.CoordSys `json:"coord_sys"`
	Attribution string       `json:"attribution"`
	// Bounds are west, south, east and north of our own map; nil: unknown.
	Bounds *[4]float64 `json:"bounds"`
	// Search says whether places can be found by name.
	Search bool `json:"search"`
}

// MapKind is what the tiles are.
type MapKind string

// The kinds of tiles.
const (
	MapNone   MapKind = "none"
	MapVector MapKind = "vector" // our own
	MapRaster MapKind = "raster" // pictures of somebody else
)

// OutsideMap makes a MapInfo of an outside tile source. The address is
// http(s) and names {z}, {x} and {y}.
func OutsideMap(address, coordSys, attribution string) (MapInfo, error) {
	sys, err := geo.ParseCoordSys(coordSys)
	if err != nil {
		return MapInfo{}, err
	}
	if _, err := tileOrigin(address); err != nil {
		return MapInfo{}, err
	}
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(address, part) {
			return MapInfo{}, fmt.Errorf("the address %q lacks %s: write it as https://host/{z}/{x}/{y}.png", address, part)
		}
	}
	return MapInfo{Tiles: address, Kind: MapRaster, CoordSys: sys, Attribution: attribution}, nil
}

// TileOrigin is the scheme and host of an outside tile source, "" without one.
func (m MapInfo) TileOrigin() string {
	if m.Kind != MapRaster {
		return ""
	}
	origin, _ := tileOrigin(m.Tiles) // checked by OutsideMap
	return origin
}

// tileOrigin is the scheme and host that pictures of an outside source come from.
func tileOrigin(address string) (string, error) {
	u, err := url.Parse(strings.NewReplacer("{z}", "0", "{x}", "0", "{y}", "0").Replace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsAny(u.Host, "{};, '\"") {
		return "", fmt.Errorf("%q is no address of tiles: write it as https://host/{z}/{x}/{y}.png", address)
	}
	return u.Scheme + "://" + u.Host, nil
}
