package road

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// TestRawTimes: two pieces of 100 m each.
func TestRawTimes(t *testing.T) {
	s := &sketch{}
	s.way("highway=residential oneway=yes name=A", 0, 1, 2).way("highway=residential", 2, 3).way("highway=residential", 2, 4)
	s.node("highway=traffic_signals", 2).node("barrier=bollard", 1).node("barrier=gate", 9)
	s.points = 10
	b := s.builder(t)
	bike := b.raw(Bike)
	way := bike.ways[0]
	// 100 m ridden at 16 km/h, pushed back at 5.
	if !near(way.fwd[0], 22500) || !near(way.fwd[1], 22500) || !near(way.bwd[0], 72000) || !near(way.bwd[1], 72000) {
		t.Errorf("times %v %v", way.fwd, way.bwd)
	}
	if bike.ways[1].bwd[0] != bike.ways[1].fwd[0] {
		t.Errorf("times %+v", bike.ways[1])
	}
	drive := b.raw(Drive)
	if drive.ways[0].bwd != nil || !near(drive.ways[0].fwd[0], 18000) {
		t.Errorf("drive %+v", drive.ways[0])
	}
	if b.s.names[drive.ways[0].name] != "A" || drive.ways[1].name != 0 {
		t.Errorf("names %q", b.s.names)
	}
	if !drive.closed[1] || bike.closed[1] || len(drive.closed) != 1 {
		t.Errorf("closed: drive %v, bike %v", drive.closed, bike.closed)
	}
	// The signals at the junction, not the signals and the junction; nothing at a
	// gate no street passes.
	if fmt.Sprint(drive.delay) != "map[2:18000]" {
		t.Errorf("delays %v", drive.delay)
	}
}

func near(got uint32, want float64) bool { return math.Abs(float64(got)-want) < want*0.002 }

func TestJunctionDelay(t *testing.T) {
	s := &sketch{}
	s.way("highway=residential", 0, 1, 2).way("highway=residential", 1, 3) // a junction
	s.way("highway=residential", 4, 5, 6).way("highway=service", 5, 7)     // a yard
	if got := fmt.Sprint(s.builder(t).raw(Drive).delay); got != "map[1:3500]" {
		t.Errorf("delays %s", got)
	}
}

func TestFerryTimes(t *testing.T) {
	s := &sketch{}
	s.way("route=ferry duration=10", 0, 1, 3).way("route=ferry", 3, 4).way("highway=residential", 4, 5)
	net := s.builder(t).raw(Walk)
	// 100 and 200 m in 10 minutes, 150 s of waiting at each end.
	if f := net.ways[0].fwd; !near(f[0], 350e3) || !near(f[1], 550e3) || !net.ways[0].noSnap {
		t.Errorf("ferry %v", f)
	}
	// 100 m at 10 km/h after 300 s.
	if f := net.ways[1].fwd; !near(f[0], 336e3) {
		t.Errorf("ferry without a duration %v", f)
	}
}

// TestInheritedTags: a ferry and a square that are relations over bare ways.
func TestInheritedTags(t *testing.T) {
	s := &sketch{}
	s.way("", 0, 1).way("highway=residential", 1, 2).way("", 2, 3, 4, 2).way("natural=wood", 5, 6)
	s.relation("type=route route=ferry name=Line_1", ":w0", ":w1", ":n3", ":w-1")
	s.relation("type=multipolygon highway=pedestrian", "outer:w2")
	s.relation("type=multipolygon natural=water", "outer:w3")
	net := s.builder(t).raw(Walk)
	if len(net.ways) != 3 || !net.ways[0].noSnap || net.ways[1].noSnap || net.ways[2].noSnap {
		t.Fatalf("%+v", net.ways)
	}
}

// TestDense: a grid of streets 60 m apart is dense, one street is not; walkers
// take 2.3/1.8 of the time there.
func TestDense(t *testing.T) {
	const side = 60 // 60 × 60 junctions over 3.5 km
	e := &extract.Extract{}
	const step = int32(5390) // 60 m at the equator
	for y := range int32(side) {
		for x := range int32(side) {
			e.Points = append(e.Points, extract.Point{Lng: x * step, Lat: y * step})
		}
	}
	for i := range int32(side) {
		row, column := extract.Way{Tags: tagsOf("highway=residential")}, extract.Way{Tags: tagsOf("highway=residential")}
		for k := range int32(side) {
			row.Nodes, column.Nodes = append(row.Nodes, i*side+k), append(column.Nodes, k*side+i)
		}
		e.Ways = append(e.Ways, row, column)
	}
	n := int32(len(e.Points))
	e.Points = append(e.Points, extract.Point{Lng: 1e8, Lat: 0}, extract.Point{Lng: 1e8 + step, Lat: 0})
	e.Ways = append(e.Ways, extract.Way{Tags: tagsOf("highway=residential"), Nodes: []int32{n, n + 1}})
	c := fixedCalibration(t)
	s, err := collect(context.Background(), e, &c, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	b := newBuilder(s, &c)
	net := b.raw(Walk)
	middle, lone := net.ways[side].fwd[side/2], net.ways[len(net.ways)-1].fwd[0]
	if !near(lone, 60/2.3*1000) || !near(middle, 60/1.8*1000) {
		t.Errorf("60 m take %d ms in the grid, %d ms outside", middle, lone)
	}
	if b.stats.DenseKm2 < 4 || b.stats.DenseKm2 > 16 {
		t.Errorf("%v km² are dense", b.stats.DenseKm2)
	}
}

// TestFloors: houses make a quarter dense too.
func TestFloors(t *testing.T) {
	s := &sketch{}
	s.way("highway=residential", 0, 1)
	e := s.extract()
	// One block of 300 m × 300 m with 60 storeys: 5.4 km² of floor.
	at, d := e.Points[0], int32(26949) // 300 m
	first := int32(len(e.Points))
	wide := int32(float64(d) / math.Cos(30*math.Pi/180))
	e.Points = append(e.Points, at, extract.Point{Lng: at.Lng + wide, Lat: at.Lat}, extract.Point{Lng: at.Lng + wide, Lat: at.Lat + d}, extract.Point{Lng: at.Lng, Lat: at.Lat + d})
	ring := []int32{first, first + 1, first + 2, first + 3, first}
	if m2 := ringM2(e, ring); math.Abs(m2-90000) > 200 {
		t.Errorf("area %v", m2)
	}
	e.Ways = append(e.Ways, extract.Way{Nodes: ring, Tags: tagsOf("building=apartments building:levels=60")})
	c := fixedCalibration(t)
	all, err := collect(context.Background(), e, &c, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	if b := newBuilder(all, &c); b.stats.DenseKm2 == 0 {
		t.Error("not dense")
	}
}

func TestBuildWithoutStreets(t *testing.T) {
	s := (&sketch{}).way("building=yes", 0, 1, 2, 0).way("highway=construction", 0, 1).way("highway=steps access=no", 1, 2)
	for _, e := range []*extract.Extract{s.extract(), {}} {
		_, err := Build(context.Background(), e, DefaultCalibration(), nil)
		if !errors.Is(err, errNoStreets) || !strings.Contains(err.Error(), "use an extract with") {
			t.Errorf("%v", err)
		}
	}
}

func TestBuildStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Build(ctx, cross().extract(), DefaultCalibration(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestModes(t *testing.T) {
	for _, m := range Modes() {
		if got, err := ParseMode(m.String()); got != m || err != nil {
			t.Errorf("%s: %v %v", m, got, err)
		}
	}
	if _, err := ParseMode("fly"); err == nil || !strings.Contains(err.Error(), "walk, bike, ebike or drive") {
		t.Errorf("%v", err)
	}
	if Mode(9).String() != "mode(9)" {
		t.Error(Mode(9).String())
	}
}

// TestDelaware: the figures of a real extract.
func TestDelaware(t *testing.T) {
	g := delaware(t)
	s := g.Stats()
	for _, c := range []struct {
		what          string
		got, min, max float64
	}{
		{"ways", float64(s.Ways), 50_000, 55_000},
		{"points", float64(s.Points), 350_000, 370_000},
		{"km", s.Km, 17_000, 18_000},
		{"names", float64(s.Names), 15_000, 17_000},
		{"dense km²", s.DenseKm2, 0.5, 30},
		{"turn restrictions", float64(s.Turns.Used), 450, 550},
		{"broken ones", float64(s.Turns.Broken), 0, 60},
		{"km for walkers", s.Nets[Walk].StreetKm, 15_500, 18_000},
		{"km for cars", s.Nets[Drive].StreetKm, 14_500, 17_500},
		{"km dropped", s.Nets[Drive].DroppedKm, 0, 1_200},
		{"junctions for cars", float64(s.Nets[Drive].Nodes), 30_000, 90_000},
	} {
		if !(c.got >= c.min && c.got <= c.max) {
			t.Errorf("%s: %v, want %v to %v", c.what, c.got, c.min, c.max)
		}
	}
	// Wilmington to Newark, Delaware: 19 km straight, some 23 by road.
	wilmington, newark := orb.Point{-75.5466, 39.7447}, orb.Point{-75.7497, 39.6837}
	for m, want := range map[Mode][2]time.Duration{
		Walk: {150 * time.Minute, 200 * time.Minute}, Bike: {80 * time.Minute, 115 * time.Minute},
		EBike: {60 * time.Minute, 95 * time.Minute}, Drive: {22 * time.Minute, 50 * time.Minute},
	} {
		r, err := g.Reach(context.Background(), newark, m, MaxLimit)
		if err != nil {
			t.Fatal(err)
		}
		from, err := g.Snap(wilmington, m)
		if err != nil {
			t.Fatal(err)
		}
		if took, ok := r.From(from); !ok || took < want[0] || took > want[1] {
			t.Errorf("%s: %v %v, want %v", m, took, ok, want)
		}
		r.Close()
	}
}
