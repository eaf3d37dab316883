package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

func TestMixUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 9))
	chengdu := orb.Point{104.0665, 30.5723}
	for range 2000 {
		truth := orb.Point{chengdu[0] + rng.NormFloat64()*.1, chengdu[1] + rng.NormFloat64()*.1}
		near := orb.Point{truth[0] + rng.NormFloat64()*1e-4, truth[1] + rng.NormFloat64()*1e-4}
		if sys, ok := MixUp(near, truth); ok {
			t.Fatalf("%v for %v is no mix-up, least of all %v", near, truth, sys)
		}
		for _, sys := range []CoordSys{GCJ02, BD09} {
			if got, ok := MixUp(FromWGS84(near, sys), truth); Distance(near, truth) < 50 && (!ok || got != sys) {
				t.Fatalf("%v drawn in %v: %v, %v", truth, sys, got, ok)
			}
		}
		// As far off in any other direction.
		shift := Distance(truth, FromWGS84(truth, GCJ02))
		wrong := orb.Point{2*truth[0] - FromWGS84(truth, GCJ02)[0], 2*truth[1] - FromWGS84(truth, GCJ02)[1]}
		if sys, ok := MixUp(wrong, truth); ok {
			t.Fatalf("%.0f m the other way was taken for %v", shift, sys)
		}
	}
	if _, ok := MixUp(orb.Point{-75.54, 39.74}, orb.Point{-75.545, 39.742}); ok {
		t.Error("a mix-up outside China")
	}
	if _, ok := MixUp(orb.Point{math.NaN(), 30}, chengdu); ok {
		t.Error("NaN is a mix-up")
	}
}
