package city

// barriers.go: what nobody crosses off the street: banks of rivers and lakes,
// the coast, motorways and railways. They keep the fringe of an area from
// spilling over; bridges cross them along the streets.

import (
	"iter"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// The cache of the barriers. The version rises when what counts as one changes.
const (
	barriersKind           = "barriers"
	barriersVersion uint32 = 1
)

// barrierLines lists the lines of an extract.
func barrierLines(e *extract.Extract) iter.Seq[orb.LineString] {
	banks := make([]bool, len(e.Ways))
	for i := range e.Relations {
		if r := &e.Relations[i]; isWater(r.Tags) {
			for _, m := range r.Members {
				if m.Type == extract.MemberWay && m.Index >= 0 {
					banks[m.Index] = true
				}
			}
		}
	}
	return func(yield func(orb.LineString) bool) {
		for i := range e.Ways {
			w := &e.Ways[i]
			if t := w.Tags; (banks[i] || isWater(t) || isRiver(t) || isTrack(t)) && t.Get("tunnel") == "" {
				if !yield(e.Line(w)) {
					return
				}
			}
		}
	}
}

func isWater(t extract.Tags) bool {
	switch t.Get("natural") {
	case "water", "coastline":
		return true
	}
	switch t.Get("waterway") {
	case "riverbank", "dock":
		return true
	}
	return t.Get("landuse") == "reservoir" || t.Get("landuse") == "basin"
}

func isRiver(t extract.Tags) bool {
	return t.Get("waterway") == "river" || t.Get("waterway") == "canal"
}

// isTrack reports motorways and railways on the ground; one goes under or over
// those on bridges.
func isTrack(t extract.Tags) bool {
	if t.Get("bridge") != "" {
		return false
	}
	switch t.Get("highway") {
	case "motorway", "motorway_link":
		return true
	case "trunk":
		return t.Get("motorroad") == "yes" || t.Get("foot") == "no"
	}
	r := t.Get("railway")
	return r == "rail" && t.Get("service") == "" || r == "light_rail"
}
