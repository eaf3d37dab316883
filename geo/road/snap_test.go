package road

// snap_test.go: the grid against looking at every piece of street.

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/geo"
	"fifteen/geo/extract"
)

func fromOrb(p orb.Point) extract.Point { return extract.FromOrb(p) }

// nearestOfAll is nearest without the grid.
func (n *Net) nearestOfAll(p orb.Point) (v uint32, share, meters float64) {
	var square float64
	v, square = none, math.Inf(1)
	for i := range uint32(max(len(n.points), 1) - 1) {
		if n.edgeOf(i) != n.edgeOf(i+1) || n.points[i] == n.points[i+1] || n.hidden(i) {
			continue
		}
		one := pick{x: p[0] * 1e7, y: p[1] * 1e7, square: math.Inf(1), ky: 1 / meterUnits}
		one.kx = one.ky * math.Cos(p[1]*math.Pi/180)
		if one.from(n, []uint32{i}); one.square < square { // the first of equals
			v, share, square = i, one.share, one.square
		}
	}
	return v, share, math.Sqrt(square)
}

func TestSnapIsTheNearestOfAll(t *testing.T) {
	var far int
	towns(t, 300, func(rng *rand.Rand, town *trial) {
		for range 30 {
			town.cal.MaxSnapM = []float64{5, 20, 50, 100, 250, 500}[rng.IntN(6)]
			p := orb.Point{104 + (rng.Float64()*4-1.5)*0.008, 30 + (rng.Float64()*4-1.5)*0.008}
			if rng.IntN(5) == 0 { // right on a vertex
				p = town.net.points[rng.IntN(len(town.net.points))].Orb()
			}
			v, share, meters := town.net.nearestOfAll(p)
			got, err := town.Snap(p, Drive)
			if meters > town.cal.MaxSnapM {
				var none *SnapError
				if far++; !errors.As(err, &none) || none.State != NoStreet {
					t.Errorf("%v: %v, the nearest street is %.1f m away", p, err, meters)
				}
				continue
			}
			if err != nil || got.vertex != v || got.share != share || got.meters != meters {
				t.Errorf("%v: vertex %d at %v, %v m (%v); want %d at %v, %v m", p, got.vertex, got.share, got.meters, err, v, share, meters)
				continue
			}
			if off := math.Abs(geo.Distance(p, got.on) - meters); off > 0.02+meters/10_000 {
				t.Errorf("%v to %v: %.4f m, said to be %.4f m", p, got.on, geo.Distance(p, got.on), meters)
			}
		}
	})
	if far == 0 {
		t.Error("no position was too far from every street")
	}
}

func TestSnapSaysWhyNot(t *testing.T) {
	g := newTrial(straight()).Graph
	g.bound = orb.Bound{Min: orb.Point{103.99, 29.99}, Max: orb.Point{104.02, 30.02}}
	for _, c := range []struct {
		at    orb.Point
		state SnapState
		word  string
	}{
		{orb.Point{104, 31}, OffMap, "off_map"},
		{orb.Point{-104, 30}, OffMap, "off_map"},
		{orb.Point{math.NaN(), 30}, OffMap, "off_map"},
		{orb.Point{104, math.NaN()}, OffMap, "off_map"},
		{orb.Point{104, math.Inf(1)}, OffMap, "off_map"},
		{orb.Point{104, 30.015}, NoStreet, "no_street"},
	} {
		_, err := g.Snap(c.at, Drive)
		var why *SnapError
		if !errors.As(err, &why) || why.State != c.state || why.State.String() != c.word {
			t.Errorf("%v: %v, want %s", c.at, err, c.word)
		}
	}
	s, err := g.Snap(orb.Point{104.001, 30.0005}, Drive)
	if err != nil {
		t.Fatal(err)
	}
	if m := s.Meters(); m < 55 || m > 56 {
		t.Errorf("%.2f m to the street, want 0.0005° of latitude", m)
	}
	if want := g.cal.ApproachDetour * s.Meters() / g.cal.ApproachMps; math.Abs(s.Walk().Seconds()-want) > 0.001 {
		t.Errorf("%v on foot, want %.3f s", s.Walk(), want)
	}
}

// straight is one street of about 400 m along the 30th parallel.
func straight() *rawNet {
	return &rawNet{
		points: []extract.Point{{Lng: 1_040_000_000, Lat: 300_000_000}, {Lng: 1_040_040_000, Lat: 300_000_000}},
		ways:   []rawWay{{id: 1, nodes: []int32{0, 1}, fwd: []uint32{40_000}, bwd: []uint32{40_000}}},
	}
}

// Lines at every slope, cut into cells: none may be missed.
func TestEveryCellOfALine(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 4))
	box := gridBox{Low: [2]int64{-7, -11}, Cell: [2]float64{937.3, 811.9}}
	for range 3000 {
		a := extract.Point{Lng: int32(rng.IntN(20_000)), Lat: int32(rng.IntN(20_000))}
		b := extract.Point{Lng: int32(rng.IntN(20_000)), Lat: int32(rng.IntN(20_000))}
		switch rng.IntN(5) {
		case 0:
			b.Lat = a.Lat
		case 1:
			b.Lng = a.Lng
		}
		cells := map[[2]int]bool{}
		box.cross(a, b, func(row, col int) { cells[[2]int{row, col}] = true })
		for i := range 1001 {
			share := float64(i) / 1000
			x := float64(a.Lng) + share*float64(b.Lng-a.Lng)
			y := float64(a.Lat) + share*float64(b.Lat-a.Lat)
			if cell := [2]int{box.at(1, y), box.at(0, x)}; !cells[cell] {
				t.Fatalf("%v to %v misses cell %v", a, b, cell)
			}
		}
		if most := 6 + 2*(abs(int64(a.Lng-b.Lng))/937+abs(int64(a.Lat-b.Lat))/811); int64(len(cells)) > most {
			t.Fatalf("%v to %v in %d cells, want at most %d", a, b, len(cells), most)
		}
	}
}
