package lab

// calibrate_test.go: where the world is as the product thinks, the gauge is
// right; where it is not, the calibration says so.

import (
	"bytes"
	"context"
	"math"
	"regexp"
	"strings"
	"testing"
)

// asThought is a world in which nothing differs from what the product assumes:
// everybody says yes with the mean chance, and is where they were last seen.
func asThought() World {
	w := NewWorld(5, 0.35)
	w.Concentration, w.PartConcentration, w.PastAsks, w.HomeShare = 1e6, 1e6, 0, 0
	w.Needs = medical
	return w
}

func calibration(t *testing.T, w World, incidents, workers int) *GaugeReport {
	t.Helper()
	e := Experiment{Worlds: []World{w}, Policies: policies(t, CalibrationPolicies)[:6], Incidents: incidents, Seed: 4, Workers: workers}
	g, err := e.Calibrate(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGaugeIsRightWhereTheWorldIsAsThought(t *testing.T) {
	r := calibration(t, asThought(), 1200, 0).Worlds[0].Promise
	filled := 0
	for i, x := range r.Tenths {
		if x.N < 20 {
			continue
		}
		filled++
		// Ten intervals of 95 % would not all hold the truth: four standard deviations.
		if slack := 2 * (x.Came.Hi - x.Came.Lo) / 2; math.Abs(x.Gap()) > slack {
			t.Errorf("%s: %.3f named, %.3f came, %d times", tenthName(i), x.Named, x.Came.Value, x.N)
		}
	}
	if filled < 7 {
		t.Errorf("only %d tenths have anything to say: %+v", filled, r.Tenths)
	}
	if math.Abs(r.Named-r.Came.Value) > 0.02 || r.Brier >= r.Reference {
		t.Errorf("%+v", r)
	}
}

// People who turn back far more often than thought must show.
func TestCalibrationFindsAWrongGauge(t *testing.T) {
	w := asThought()
	w.GivingUp = 0.4
	if r := calibration(t, w, 360, 0).Worlds[0].Promise; r.Named-r.Came.Value < 0.05 {
		t.Errorf("%.3f promised, %.3f kept", r.Named, r.Came.Value)
	}
}

// What is written does not depend on the workers, and holds no figure that is
// not one.
func TestCalibrationIsRepeatable(t *testing.T) {
	w := NewWorld(3, 0.35)
	w.Needs = medical
	text := func(workers int) string {
		var b bytes.Buffer
		g := calibration(t, w, 60, workers)
		for _, err := range []error{g.CSV(&b), g.Table(&b), g.HTML(&b)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	one := text(1)
	if text(2) != one || text(5) != one {
		t.Error("more workers found something else")
	}
	if strings.Contains(one, "NaN") || strings.Contains(one, "Inf") {
		t.Error("a figure is none")
	}
	if out := regexp.MustCompile(`(?i)(src|href)=|url\(|@import|<script`).FindString(one); out != "" {
		t.Errorf("the page reaches out: %s", out)
	}
}

func TestReliability(t *testing.T) {
	claims := []claim{{0, 0.85, true}, {0, 0.85, true}, {1, 0.81, false}, {1, 0.1, false}, {2, 1, true}}
	r := reliability(claims)
	if x := r.Tenths[8]; x.N != 3 || math.Abs(x.Named-2.51/3) > 1e-12 || math.Abs(x.Came.Value-2.0/3) > 1e-12 {
		t.Errorf("%+v", x)
	}
	brier := (2*0.15*0.15 + 0.81*0.81 + 0.1*0.1) / 5
	if r.N != 5 || math.Abs(r.Brier-brier) > 1e-12 || math.Abs(r.Reference-0.24) > 1e-12 || r.Tenths[9].Came.Value != 1 {
		t.Errorf("%+v", r)
	}
	if _, i := r.Widest(); i != -1 {
		t.Errorf("tenth %d counts with so few claims", i)
	}
}

func TestCalibrationsThatMakeNoSense(t *testing.T) {
	for _, e := range []Experiment{
		{Policies: []Policy{Nearest{N: 3}}},
		{Policies: []Policy{&Fifteen{}}, Town: &Town{SideKm: 2, Every: 3600e9}},
	} {
		e.Worlds, e.Incidents = []World{NewWorld(3, 0.3)}, 1
		if _, err := e.Calibrate(context.Background()); err == nil {
			t.Errorf("%+v: no error", e)
		}
	}
}
