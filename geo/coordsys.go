package geo

// coordsys.go: the coordinate systems positions may come in, and the way from
// and to WGS-84.

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// CoordSys is a coordinate system. The zero value is WGS-84.
type CoordSys uint8

// The coordinate systems. The latter two are WGS-84 shifted by 50–700 m
// inside China and equal to it elsewhere.
const (
	WGS84 CoordSys = iota // GPS, OpenStreetMap, GeoJSON; what the product stores
	GCJ02                 // Amap, Tencent, and every licensed map of China
	BD09                  // Baidu: GCJ-02, shifted once more
)

var coordSysNames = [...]string{WGS84: "wgs84", GCJ02: "gcj02", BD09: "bd09"}

// coordSysWords are the names people and platforms use, after folding.
var coordSysWords = map[string]CoordSys{
	"": WGS84, "wgs84": WGS84, "wgs": WGS84, "gps": WGS84, "epsg4326": WGS84, "4326": WGS84,
	"gcj02": GCJ02, "gcj": GCJ02, "火星坐标": GCJ02, "火星坐标系": GCJ02, "国测局": GCJ02,
	"高德": GCJ02, "腾讯": GCJ02, "amap": GCJ02, "tencent": GCJ02,
	"bd09": BD09, "bd09ll": BD09, "bd": BD09, "百度": BD09, "baidu": BD09,
}

// ParseCoordSys reads the name of a coordinate system: "wgs84", "gcj02",
// "bd09", in any case and with hyphens or spaces, or the name of a map that
// uses it (高德, 腾讯, 百度, amap, tencent, baidu, gps). An empty name means
// WGS-84. It is an error to name anything else.
func ParseCoordSys(s string) (CoordSys, error) {
	folded := strings.NewReplacer("-", "", "_", "", " ", "", ":", "").Replace(strings.ToLower(strings.TrimSpace(s)))
	sys, ok := coordSysWords[folded]
	if !ok {
		return 0, fmt.Errorf("unknown coordinate system %.40q: use wgs84, gcj02 or bd09", s)
	}
	return sys, nil
}

// String returns the name used in JSON: "wgs84", "gcj02" or "bd09".
func (c CoordSys) String() string {
	if int(c) < len(coordSysNames) {
		return coordSysNames[c]
	}
	return fmt.Sprintf("CoordSys(%d)", uint8(c))
}

// MarshalText returns the name used in JSON.
func (c CoordSys) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseCoordSys reads.
func (c *CoordSys) UnmarshalText(text []byte) (err error) {
	*c, err = ParseCoordSys(string(text))
	return err
}

// ToWGS84 converts a point of the given system to WGS-84. Inside China it is
// exact to far below a meter; outside it returns p. Along the outline of the
// bounding box (inChina), which runs through sea and neighboring countries,
// the systems themselves tear and up to 700 m are unknowable.
func ToWGS84(p orb.Point, sys CoordSys) orb.Point {
	if sys == WGS84 || !inChina(p) {
		return p
	}
	if sys == BD09 {
		p = invert(gcj02ToBD09, p)
	}
	return invert(wgs84ToGCJ02, p)
}

// FromWGS84 converts a WGS-84 point to the given system. Outside China it
// returns p.
func FromWGS84(p orb.Point, sys CoordSys) orb.Point {
	if sys == WGS84 || !inChina(p) {
		return p
	}
	p = wgs84ToGCJ02(p)
	if sys == BD09 {
		p = gcj02ToBD09(p)
	}
	return p
}

// Convert converts p from the named system to WGS-84: ParseCoordSys and
// ToWGS84 in one, for those who carry the name as a string.
func Convert(p orb.Point, sys string) (orb.Point, error) {
	c, err := ParseCoordSys(sys)
	if err != nil {
		return orb.Point{}, err
	}
	return ToWGS84(p, c), nil
}
