package isochrone

// bands.go: from reached streets to areas, the main flow.

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// Segment is a straight piece of street that was reached. Travel times are
// linear along it. It holds no part that was not reached.
type Segment struct {
	A, B         orb.Point
	TimeA, TimeB time.Duration
}

// Band is the area within one limit. Area is empty, not nil, when nothing is.
type Band struct {
	Limit time.Duration
	Area  orb.MultiPolygon
}

// Defaults of Options.
const (
	// DefaultFringeM is how far people live or stand off the street, in meters:
	// half a block of a grid of streets.
	DefaultFringeM = 80
	// DefaultWalkMS is the pace off the street in m/s: a little below the 1.3
	// to 1.4 m/s of adults on a pavement (R. W. Bohannon, Age and Ageing 26,
	// 1997), since there are yards, gates and stairs.
	DefaultWalkMS = 1.2
	// DefaultMinIslandM2 is the area below which an island is not drawn, in m²:
	// a square of 100 m, less than one house with its fringe takes.
	DefaultMinIslandM2 = 10_000
	// DefaultMinHoleM2 is the area below which a hole is not drawn, in m²: the
	// inside of a large block, which can be reached from all around.
	DefaultMinHoleM2 = 20_000
)

// Options says what to draw. Only Limits has to be given.
type Options struct {
	// Limits are the times of the bands, at most MaxLimits, in any order.
	Limits []time.Duration
	// FringeM is how far from a street the area may go, in meters; 0 is
	// DefaultFringeM. At least two cells are drawn.
	FringeM float64
	// WalkMS is the pace off the street, in m/s; 0 is DefaultWalkMS.
	WalkMS float64
	// MinIslandM2 and MinHoleM2 are the areas below which islands and holes are
	// not drawn, in m²; 0 is the default. They are at least 9 and 36 cells, what
	// can be seen when all is in view. The island with the earliest reached
	// point is always drawn.
	MinIslandM2, MinHoleM2 float64
	// Barriers lists, at least for the given rectangle, the lines that nobody
	// crosses off the street: banks of rivers and lakes, motorways, railways.
	// They stop the fringe, not the streets: bridges cross them. Between the
	// first and the last barrier that a street crosses its fringe is narrow;
	// segments that follow one another, each at an end of the one before, count
	// as one street. May be nil.
	Barriers func(within orb.Bound) iter.Seq[orb.LineString]
}

// MaxLimits is how many bands can be drawn at once.
const MaxLimits = 16

// Bands draws the areas within each limit, smallest limit first, equal limits
// once. Without segments the areas are empty.
//
// It refuses, saying why: no limits, too many, or one below 0; options that
// are not numbers, below 0 or absurdly large; segments with coordinates off the earth or times
// below 0; and what the flat grid cannot hold: beyond 85° of latitude, farther
// than 5° of latitude (555 km) in either direction, or across the antimeridian.
func Bands(segs iter.Seq[Segment], o Options) ([]Band, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	bands := make([]Band, len(o.Limits))
	for i, l := range o.Limits {
		bands[i] = Band{Limit: l, Area: orb.MultiPolygon{}}
	}
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	bound, err := w.collect(segs)
	if err != nil {
		return nil, err
	}
	if len(w.segments) == 0 {
		return bands, nil
	}
	if err := w.lay(bound, o); err != nil {
		return nil, err
	}
	w.fence(o)
	w.findBridges()
	w.stamp(o)

	// Depths grow from band to band; outlines are thinned from the largest
	// inward, each kept inside the one around it.
	for k := range bands {
		w.spread(k)
	}
	for k := len(bands) - 1; k >= 0; k-- {
		w.trace(k)
		w.sift(k, o)
		w.thin()
		bands[k].Area = w.polygons()
	}
	w.forget()
	return bands, nil
}

// complete fills in the defaults and puts the limits in order.
func (o Options) complete() (Options, error) {
	o.Limits = slices.Compact(slices.Sorted(slices.Values(o.Limits)))
	switch {
	case len(o.Limits) == 0:
		return o, fmt.Errorf("isochrone: no limit given: name at least one travel time")
	case len(o.Limits) > MaxLimits:
		return o, fmt.Errorf("isochrone: %d limits given: name at most %d", len(o.Limits), MaxLimits)
	case o.Limits[0] < 0:
		return o, fmt.Errorf("isochrone: limit %s is below 0: name a travel time", o.Limits[0])
	}
	for _, f := range []struct {
		name           string
		value          *float64
		standard, most float64
	}{
		{"FringeM", &o.FringeM, DefaultFringeM, 10_000},
		{"WalkMS", &o.WalkMS, DefaultWalkMS, 100},
		{"MinIslandM2", &o.MinIslandM2, DefaultMinIslandM2, 1e12},
		{"MinHoleM2", &o.MinHoleM2, DefaultMinHoleM2, 1e12},
	} {
		if !(*f.value >= 0 && *f.value <= f.most) {
			return o, fmt.Errorf("isochrone: %s is %v: it must be from 0 (the default) to %v", f.name, *f.value, f.most)
		}
		if *f.value == 0 {
			*f.value = f.standard
		}
	}
	return o, nil
}
