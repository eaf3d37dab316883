package isochrone

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/planar"
)

// spot is a point of a town and the bands that must and must not hold it.
type spot struct {
	what        string
	east, north float64
	in, out     string // "5 10 15": limits in minutes
}

func check(t *testing.T, center orb.Point, bands []Band, spots []spot) {
	t.Helper()
	checkValid(t, bands)
	for _, s := range spots {
		for _, b := range bands {
			m := b.Limit.String()
			m = strings.TrimSuffix(m, "m0s")
			held := contains(b.Area, at(center, s.east, s.north))
			if slices.Contains(strings.Fields(s.in), m) && !held {
				t.Errorf("%s is not in %s", s.what, b.Limit)
			}
			if slices.Contains(strings.Fields(s.out), m) && held {
				t.Errorf("%s is in %s", s.what, b.Limit)
			}
		}
	}
}

func lines(l ...orb.LineString) func(orb.Bound) iter.Seq[orb.LineString] {
	return func(orb.Bound) iter.Seq[orb.LineString] { return slices.Values(l) }
}

func drawWith(t *testing.T, segs []Segment, o Options) []Band {
	t.Helper()
	o.Limits = fiveTenFifteen
	bands, err := Bands(slices.Values(segs), o)
	if err != nil {
		t.Fatal(err)
	}
	return bands
}

func TestNothingReached(t *testing.T) {
	bands := draw(nil)
	if len(bands) != 3 {
		t.Fatalf("got %d bands, want 3", len(bands))
	}
	for i, b := range bands {
		if b.Limit != fiveTenFifteen[i] || b.Area == nil || len(b.Area) != 0 {
			t.Errorf("got %v, want %s with an empty area", b, fiveTenFifteen[i])
		}
	}
	// Reached, but not within the smaller limits.
	p := wilmington
	bands = draw([]Segment{{p, p, 12 * time.Minute, 12 * time.Minute}})
	if len(bands[0].Area) != 0 || len(bands[1].Area) != 0 || len(bands[2].Area) != 1 {
		t.Errorf("got %v", bands)
	}
}

func TestSinglePoint(t *testing.T) {
	p := wilmington
	bands := draw([]Segment{{p, p, 0, 0}})
	checkValid(t, bands)
	want := math.Pi * DefaultFringeM * DefaultFringeM
	for _, b := range bands {
		// An octagon in the circle has 10 % less.
		if got := geo.Area(b.Area); !contains(b.Area, p) || got < 0.85*want || got > 1.02*want {
			t.Errorf("%s: %.0f m² around the point, want almost %.0f", b.Limit, got, want)
		}
	}
	// With 20 s left nobody gets off the street far.
	bands = draw([]Segment{{p, p, 15*time.Minute - 20*time.Second, 15*time.Minute - 20*time.Second}})
	least := math.Pi * 0.4 * DefaultFringeM * 0.4 * DefaultFringeM
	if got := geo.Area(bands[2].Area); got < 0.7*least || got > 1.1*least {
		t.Errorf("%.0f m² around a late point, want about %.0f", got, least)
	}
}

// A street of 3 km, 2 m/s: each band ends where its time does, and tapers.
func TestDeadEndStreet(t *testing.T) {
	town := newTown(wilmington)
	for i := range 61 {
		town.place(float64(i)*50, 0)
		if i > 0 {
			town.street(i-1, i, 2)
		}
	}
	bands := draw(town.reach(0, 15*time.Minute))
	check(t, wilmington, bands, []spot{
		{"the start", 0, 0, "5 10 15", ""},
		{"75 m off the start", 200, 72, "5 10 15", ""},
		{"85 m off the start", 200, 85, "", "5 10 15"},
		{"15 m before 5 minutes", 585, 0, "5 10 15", ""},
		{"15 m after 5 minutes", 615, 0, "10 15", "5"},
		{"15 m before 10 minutes", 1185, 0, "10 15", "5"},
		{"15 m after 10 minutes", 1215, 0, "15", "5 10"},
		{"15 m before 15 minutes", 1785, 0, "15", "5 10"},
		{"15 m after 15 minutes", 1815, 0, "", "5 10 15"},
		{"45 s before 5 minutes, 45 m off", 510, 45, "5 10 15", ""},
		{"45 s before 5 minutes, 65 m off", 510, 65, "10 15", "5"},
		{"behind the start", -85, 0, "", "5 10 15"},
	})
}

// A river of 300 m north of the center, bridges 800 m to either side.
func TestRiverWithTwoBridges(t *testing.T) {
	town := gridTown(wilmington, 41, 100, 3, func(ax, ay, bx, by float64) bool {
		wet := func(y float64) bool { return y > 350 && y < 650 }
		if math.Abs(ax) == 800 && ax == bx {
			return true
		}
		return !wet(ay) && !wet(by)
	})
	segs := town.reach(town.middle(), 15*time.Minute)
	spots := []spot{
		{"mid-river", 0, 500, "", "5 10 15"},
		{"the west bridge", -800, 500, "10 15", "5"},
		{"the east bridge", 800, 500, "10 15", "5"},
		{"the far side at the bridge", 800, 700, "15", "5"},
		{"the far side opposite the center", 0, 690, "", "5"},
		{"the near bank", 0, 330, "5 10 15", ""},
	}
	check(t, wilmington, draw(segs), spots)
	if n := len(draw(segs)[2].Area[0]); n != 2 {
		t.Errorf("15m0s has %d holes, want the river between the bridges", n-1)
	}

	// The same with banks: now the fringe ends at the water, too. The bridges of
	// three segments are known by their order.
	slices.SortFunc(segs, func(a, b Segment) int {
		way := func(s Segment) int { return cmp.Compare(s.A[1], s.B[1]) }
		return cmp.Or(way(a)-way(b), cmp.Compare(a.A[0], b.A[0]), cmp.Compare(a.A[1], b.A[1]))
	})
	south := orb.LineString{at(wilmington, -3000, 350), at(wilmington, 3000, 350)}
	north := orb.LineString{at(wilmington, -3000, 650), at(wilmington, 3000, 650)}
	bands := drawWith(t, segs, Options{Barriers: lines(south, north)})
	check(t, wilmington, bands, append(spots,
		spot{"the water off the near bank", 0, 375, "", "5 10 15"},
		spot{"beside the west bridge", -780, 500, "15", ""},
		spot{"the water off the west bridge", -745, 500, "", "5 10 15"},
		spot{"the water off its south end", -745, 380, "", "5 10 15"},
		spot{"the water off its north end", -745, 620, "", "5 10 15"},
		spot{"the near bank at the edge", 0, 330, "5 10 15", ""}))
	for _, p := range []orb.Point{at(wilmington, 0, 375), at(wilmington, -745, 500)} {
		if !contains(draw(segs)[2].Area, p) {
			t.Errorf("without banks the fringe should reach %v: the check above shows nothing", p)
		}
	}
}

// A motorway from south to north, 120 m to the east, with one underpass.
func TestMotorwayCutsATown(t *testing.T) {
	motorway := lines(orb.LineString{at(wilmington, 120, -5000), at(wilmington, 120, 5000)})
	for _, underpass := range []bool{false, true} {
		town := gridTown(wilmington, 41, 80, 1.4, func(ax, ay, bx, by float64) bool {
			crosses := ax < 120 && bx > 120
			return !crosses || underpass && ay == 400
		})
		bands := drawWith(t, town.reach(town.middle(), 15*time.Minute), Options{Barriers: motorway})
		spots := []spot{
			{"this side", 90, 0, "5 10 15", ""},
			{"just across", 145, 0, "", "5 10"},
			{"across, far from the underpass", 200, -500, "", "5 10 15"},
		}
		if underpass {
			spots = append(spots, spot{"across at the underpass", 200, 400, "10 15", "5"})
		} else {
			spots = append(spots, spot{"across, anywhere", 200, 400, "", "5 10 15"})
		}
		check(t, wilmington, bands, spots)
	}
}

// A lake of 600 m across, two minutes from the center, becomes a hole.
func TestLakeIsAHole(t *testing.T) {
	lake := func(x, y float64) bool { return math.Hypot(x-700, y) < 300 }
	town := gridTown(wilmington, 51, 75, 4, func(ax, ay, bx, by float64) bool { return !lake(ax, ay) && !lake(bx, by) })
	bands := draw(town.reach(town.middle(), 15*time.Minute))
	check(t, wilmington, bands, []spot{
		{"the lake", 700, 0, "", "5 10 15"},
		{"beyond the lake", 1125, 0, "10 15", ""},
	})
	area := bands[2].Area
	if len(area) != 1 || len(area[0]) != 2 {
		t.Fatalf("15m0s: %d polygons, %d holes in the first, want 1 with 1", len(area), len(area[0])-1)
	}
	// The fringe reaches 80 m into the lake, whose shore is 300 m from its
	// middle and up to a block from the last street.
	if got := geo.Area(area[0][1]); got < math.Pi*200*200 || got > math.Pi*300*300 {
		t.Errorf("the hole has %.0f m²", got)
	}
}

// One comes down a one-way ramp, not up.
func TestOneWayRamp(t *testing.T) {
	town := newTown(wilmington)
	a, b, c := town.place(0, 0), town.place(600, 0), town.place(-600, 0)
	town.oneWay(b, a, 10)
	town.oneWay(a, c, 10)
	check(t, wilmington, draw(town.reach(a, 15*time.Minute)), []spot{
		{"the ramp that leads here", 500, 0, "5 10 15", ""},
		{"the ramp that leads away", -200, 0, "", "5 10 15"},
	})
}

// Streets that end side by side have no bays between them.
func TestBaysAreFilled(t *testing.T) {
	town := newTown(wilmington)
	last := -1
	for i := range 9 {
		foot, tip := town.place(float64(i)*200, 0), town.place(float64(i)*200, 800)
		town.street(foot, tip, 10)
		if last >= 0 {
			town.street(last, foot, 10)
		}
		last = foot
	}
	// Gaps between fringes of 80 m are 40 m, less than the 80 m that are filled.
	check(t, wilmington, draw(town.reach(0, 15*time.Minute)), []spot{
		{"between two streets", 300, 400, "5 10 15", ""},
		{"between two streets, near their ends", 300, 760, "5 10 15", ""},
		{"beyond the ends", 300, 900, "", "5 10 15"},
	})
}

func TestIslandsAndHoles(t *testing.T) {
	street := func(east, north, length float64, at0 time.Duration) Segment {
		return Segment{at(wilmington, east, north), at(wilmington, east+length, north), at0, at0 + time.Second}
	}
	ring := func(east, north, side float64) []Segment { // a street around a square
		var s []Segment
		for i := range 4 {
			x := []float64{0, 1, 1, 0, 0}
			y := []float64{0, 0, 1, 1, 0}
			s = append(s, Segment{
				at(wilmington, east+side*x[i], north+side*y[i]), at(wilmington, east+side*x[i+1], north+side*y[i+1]),
				time.Minute, time.Minute,
			})
		}
		return s
	}
	late := 15*time.Minute - time.Second
	home := street(0, 0, 300, 0)
	for _, c := range []struct {
		name  string
		segs  []Segment
		o     Options
		spots []spot
	}{
		{"a village across a gap stays", []Segment{home, street(2000, 0, 300, time.Minute)}, Options{}, []spot{
			{"home", 100, 0, "5 10 15", ""}, {"the village", 2100, 0, "5 10 15", ""}, {"the gap", 1000, 0, "", "5 10 15"},
		}},
		{"a crumb goes", []Segment{home, street(2000, 0, 5, late)}, Options{}, []spot{{"the crumb", 2000, 0, "", "5 10 15"}}},
		{"not the start, however small", []Segment{street(0, 0, 5, late-time.Minute), street(2000, 0, 300, late-30*time.Second)}, Options{MinIslandM2: 20_000}, []spot{
			{"the start", 2, 0, "15", ""}, {"a larger island", 2100, 0, "15", ""},
		}},
		{"a square of 280 m is filled", append(ring(0, 0, 280), home), Options{}, []spot{{"its middle", 140, 140, "15", ""}}},
		{"a square of 500 m is a hole", append(ring(0, 0, 500), home), Options{}, []spot{{"its middle", 250, 250, "", "5 10 15"}}},
		{"with an island in it", append(ring(0, 0, 1200), street(550, 600, 100, time.Minute), home), Options{}, []spot{
			{"the island", 600, 600, "5 10 15", ""}, {"the water", 600, 350, "", "5 10 15"},
		}},
		{"a filled hole swallows its island", append(ring(0, 0, 1200), street(550, 600, 100, time.Minute), home), Options{MinHoleM2: 3e6}, []spot{
			{"the island", 600, 600, "5 10 15", ""}, {"what was water", 600, 350, "5 10 15", ""},
		}},
		{"a small island takes its hole along", append(ring(3000, 0, 600), home), Options{MinIslandM2: 1e6}, []spot{
			{"home", 100, 0, "5 10 15", ""}, {"its street", 3300, 0, "", "5 10 15"}, {"its hole", 3300, 300, "", "5 10 15"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, wilmington, drawWith(t, c.segs, c.o), c.spots)
		})
	}
}

// Far north cells are as narrow in degrees of longitude as they have to be.
func TestHighLatitude(t *testing.T) {
	for _, center := range []orb.Point{{15.63, 78.22}, {-68.3, -54.8}, {179.5, 0}, {-179.5, 68}, {0, 0}} {
		town := gridTown(center, 31, 90, 1.4, nil)
		bands := draw(town.reach(town.middle(), 15*time.Minute))
		check(t, center, bands, []spot{
			{"the center", 0, 0, "5 10 15", ""},
			{"1,200 m east", 1200, 0, "15", "5 10"},
			{"1,200 m north", 0, 1200, "15", "5 10"},
			{"1,300 m west", -1300, 0, "", "5 10 15"},
			{"1,300 m south", 0, -1300, "", "5 10 15"},
		})
	}
}

func TestLimitsInAnyOrder(t *testing.T) {
	s := []Segment{{wilmington, at(wilmington, 1000, 0), 0, 12 * time.Minute}}
	bands, err := Bands(slices.Values(s), Options{Limits: []time.Duration{minutes(10), minutes(5), minutes(10), 0}})
	if err != nil {
		t.Fatal(err)
	}
	if len(bands) != 3 || bands[0].Limit != 0 || bands[1].Limit != minutes(5) || bands[2].Limit != minutes(10) {
		t.Fatalf("got %v", bands)
	}
	checkValid(t, bands)
	for i := 1; i < 3; i++ {
		if planar.Area(bands[i].Area) <= planar.Area(bands[i-1].Area) {
			t.Errorf("%s is not larger than %s", bands[i].Limit, bands[i-1].Limit)
		}
	}
}

func TestRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	p := wilmington
	good := Segment{p, p, 0, 0}
	for _, c := range []struct {
		name string
		segs []Segment
		o    Options
		want string
	}{
		{"NaN longitude", []Segment{good, {orb.Point{nan, 1}, p, 0, 0}}, Options{}, "segment 1 from"},
		{"NaN latitude", []Segment{{p, orb.Point{1, nan}, 0, 0}}, Options{}, "not on the earth"},
		{"infinite", []Segment{{p, orb.Point{inf, 1}, 0, 0}}, Options{}, "not on the earth"},
		{"latitude 91", []Segment{{p, orb.Point{1, 91}, 0, 0}}, Options{}, "not on the earth"},
		{"negative time", []Segment{{p, p, -1, 0}}, Options{}, "must be 0 or more"},
		{"near the pole", []Segment{{orb.Point{0, 86}, orb.Point{0, 86.01}, 0, 0}}, Options{}, "beyond 85°"},
		{"across the antimeridian", []Segment{{orb.Point{179.99, 0}, orb.Point{-179.99, 0}, 0, 0}}, Options{}, "antimeridian"},
		{"at the antimeridian", []Segment{{orb.Point{179.9999, 0}, orb.Point{179.9, 0}, 0, 0}}, Options{}, "antimeridian"},
		{"too far north to south", []Segment{{orb.Point{0, 0}, orb.Point{0, 6}, 0, 0}}, Options{}, "span more than"},
		{"too far west to east", []Segment{{orb.Point{0, 60}, orb.Point{11, 60}, 0, 0}}, Options{}, "span more than"},
		{"no limit", []Segment{good}, Options{Limits: []time.Duration{}}, "no limit"},
		{"limit below 0", []Segment{good}, Options{Limits: []time.Duration{-1}}, "below 0"},
		{"too many limits", []Segment{good}, Options{Limits: make17()}, "at most 16"},
		{"NaN fringe", []Segment{good}, Options{FringeM: nan}, "FringeM"},
		{"infinite pace", []Segment{good}, Options{WalkMS: inf}, "WalkMS"},
		{"negative island", []Segment{good}, Options{MinIslandM2: -1}, "MinIslandM2"},
		{"fringe of 11 km", []Segment{good}, Options{FringeM: 11_000}, "FringeM"},
		{"NaN hole", []Segment{good}, Options{MinHoleM2: nan}, "MinHoleM2"},
	} {
		if c.o.Limits == nil {
			c.o.Limits = fiveTenFifteen
		}
		bands, err := Bands(slices.Values(c.segs), c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || bands != nil {
			t.Errorf("%s: got %v and %v, want an error with %q", c.name, bands, err, c.want)
		}
	}
}

// The most that options allow still draws something valid.
func TestExtremeOptions(t *testing.T) {
	town := gridTown(wilmington, 9, 100, 1.4, nil)
	segs := town.reach(town.middle(), 15*time.Minute)
	for _, o := range []Options{
		{FringeM: 10_000},
		{FringeM: 1e-9},
		{WalkMS: 100},
		{WalkMS: 1e-9},
		{MinIslandM2: 1e12, MinHoleM2: 1e12},
		{MinIslandM2: 1e-9, MinHoleM2: 1e-9},
	} {
		bands := drawWith(t, segs, o)
		checkValid(t, bands)
		for _, b := range bands {
			if !contains(b.Area, wilmington) {
				t.Errorf("%+v: the center is not in %s", o, b.Limit)
			}
		}
	}
}

func make17() []time.Duration {
	var l []time.Duration
	for i := range 17 {
		l = append(l, minutes(float64(i)))
	}
	return l
}
