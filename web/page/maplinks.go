package page

// maplinks.go: ways to open the place in the map that the volunteer uses.

import (
	"fmt"
	"html/template"
	"net/url"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
)

type mapLink struct {
	Label string
	// URL is made of numbers and fixed words only; geo: is no scheme that the
	// template would let pass by itself.
	URL template.URL
}

// mapLinks leads to a WGS-84 point, of that name. Amap, Apple and Google draw China's
// streets in GCJ-02 and take coordinates so; elsewhere the two are the same.
// geo: (RFC 5870) and OpenStreetMap are WGS-84 everywhere.
func mapLinks(w *words, name string, p orb.Point, mode dispatch.Mode) []mapLink {
	g := geo.FromWGS84(p, geo.GCJ02)
	amap, apple, google := "walk", "w", "walking"
	switch mode {
	case dispatch.ModeBike, dispatch.ModeEBike:
		amap, google = "ride", "bicycling"
	case dispatch.ModeDrive:
		amap, apple, google = "car", "d", "driving"
	case dispatch.ModeWalk:
	}
	link := func(label, format string, args ...any) mapLink {
		return mapLink{label, template.URL(fmt.Sprintf(format, args...))} //nolint:gosec // numbers and fixed words
	}
	return []mapLink{
		link(w.Amap, "https://uri.amap.com/navigation?to=%.6f,%.6f,%s&mode=%s&coordinate=gaode&callnative=1&src=fifteen",
			g[0], g[1], url.QueryEscape(name), amap),
		link(w.Apple, "https://maps.apple.com/?daddr=%.6f,%.6f&dirflg=%s", g[1], g[0], apple),
		link("Google", "https://www.google.com/maps/dir/?api=1&destination=%.6f%%2C%.6f&travelmode=%s", g[1], g[0], google),
		link("OpenStreetMap", "https://www.openstreetmap.org/?mlat=%.6f&mlon=%.6f#map=17/%.6f/%.6f", p[1], p[0], p[1], p[0]),
		link(w.OtherMap, "geo:%.6f,%.6f?q=%.6f,%.6f", p[1], p[0], p[1], p[0]),
	}
}
