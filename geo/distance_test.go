package geo

// distance_test.go: the distance against known lengths and orb's, the bounds against
// the circles they hold.

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

func TestDistanceKnownLengths(t *testing.T) {
	quarter := math.Pi / 2 * EarthRadiusM
	for _, c := range []struct {
		name string
		a, b orb.Point
		want float64
	}{
		{"same place", orb.Point{104.06, 30.67}, orb.Point{104.06, 30.67}, 0},
		{"one degree of a meridian", orb.Point{104, 30}, orb.Point{104, 31}, quarter / 90},
		{"one degree of the equator over the antimeridian", orb.Point{179.5, 0}, orb.Point{-179.5, 0}, quarter / 90},
		{"equator to pole", orb.Point{12, 0}, orb.Point{77, 90}, quarter},
		{"opposite side", orb.Point{104.06, 30.67}, orb.Point{104.06 - 180, -30.67}, 2 * quarter},
	} {
		if got := Distance(c.a, c.b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s: %.2f m, want %.2f m", c.name, got, c.want)
		}
		if there, back := Distance(c.a, c.b), Distance(c.b, c.a); there != back {
			t.Errorf("%s: %v there, %v back", c.name, there, back)
		}
	}
}

func TestDistanceAgreesWithOrb(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 1))
	for range 10_000 {
		a := orb.Point{rng.Float64()*360 - 180, rng.Float64()*180 - 90}
		b := orb.Point{a[0] + rng.NormFloat64(), max(-90, min(90, a[1]+rng.NormFloat64()))}
		if got, want := Distance(a, b), orbgeo.DistanceHaversine(a, b); math.Abs(got-want) > 1e-4 {
			t.Fatalf("%v to %v: %v m, orb says %v m", a, b, got, want)
		}
	}
}

func TestDistanceOfNothingIsNaN(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, p := range []orb.Point{{bad, 30}, {104, bad}} {
			if d := Distance(p, orb.Point{104, 30}); !math.IsNaN(d) {
				t.Errorf("Distance(%v, …) = %v, want NaN", p, d)
			}
		}
	}
}

func TestBoundsHoldTheCircleAndTouchIt(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 2))
	for range 400 {
		center := orb.Point{rng.Float64()*300 - 150, rng.Float64()*140 - 70}
		radius := math.Exp(rng.Float64()*9) * 10 // 10 m … 80 km
		b := Bounds(center, radius)
		var touched [4]bool
		for i := range 720 {
			p := orbgeo.PointAtBearingAndDistance(center, float64(i)/2, radius)
			const slack = 1e-9
			if p[0] < b.Min[0]-slack || p[0] > b.Max[0]+slack || p[1] < b.Min[1]-slack || p[1] > b.Max[1]+slack {
				t.Fatalf("%v lies on the circle of %.0f m around %v, but outside %v", p, radius, center, b)
			}
			near := degrees(radius/EarthRadiusM) * 1e-3
			for j, gap := range []float64{p[0] - b.Min[0], b.Max[0] - p[0], p[1] - b.Min[1], b.Max[1] - p[1]} {
				touched[j] = touched[j] || gap < near/math.Cos(radians(center[1]))
			}
		}
		if touched != [4]bool{true, true, true, true} {
			t.Fatalf("the bounds %v of %.0f m around %v are wider than needed: %v", b, radius, center, touched)
		}
	}
}

func TestBoundsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name   string
		center orb.Point
		radius float64
		min    orb.Point
		max    orb.Point
	}{
		{"over the pole", orb.Point{10, 89.99}, 5_000, orb.Point{-180, 89.945}, orb.Point{180, 90}},
		{"over the antimeridian", orb.Point{179.99, 0}, 5_000, orb.Point{-180, -0.045}, orb.Point{180, 0.045}},
		{"negative radius", orb.Point{104, 30}, -5, orb.Point{104, 30}, orb.Point{104, 30}},
	} {
		b := Bounds(c.center, c.radius)
		for i := range 2 {
			if math.Abs(b.Min[i]-c.min[i]) > 1e-3 || math.Abs(b.Max[i]-c.max[i]) > 1e-3 {
				t.Errorf("%s: %v, want %v to %v", c.name, b, c.min, c.max)
			}
		}
	}
	if b := Bounds(orb.Point{math.NaN(), 30}, 100); b.Contains(orb.Point{104, 30}) {
		t.Errorf("the bounds of nowhere contain Chengdu: %v", b)
	}
	if b := Bounds(orb.Point{104, 30}, math.NaN()); !b.IsEmpty() {
		t.Errorf("a NaN radius gave %v", b)
	}
}
