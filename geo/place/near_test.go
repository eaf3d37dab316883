package place

// near_test.go: the nearest defibrillators, against looking at every entry.

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"fifteen/geo"
)

func TestNearListsTheNearestOfAClass(t *testing.T) {
	d := newDrawing()
	d.street([][2]float64{{-2000, 0}, {2000, 0}}, "人民路", "name:en", "Renmin Road")
	d.node(10, 20, "addr:street", "人民路", "addr:housenumber", "12")
	d.node(20, 30, "emergency", "defibrillator")
	d.node(20, 30, "emergency", "defibrillator") // mapped twice
	d.node(400, 10, "emergency", "defibrillator", "name", "体育馆大厅", "name:en", "Sports hall lobby")
	d.node(900, 900, "emergency", "defibrillator") // no street near
	d.node(30, 30, "amenity", "hospital", "name", "医院")
	x, err := Build(context.Background(), &d.Extract, nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{"zh": {"人民路12号", "体育馆大厅", ""}, "en": {"人民路12号", "Sports hall lobby", ""}} {
		var got []string
		for _, n := range x.Near("aed", onPlan(0, 0), 1500, 5, lang) {
			got = append(got, n.Name)
		}
		if lang == "en" {
			want[0] = x.At(onPlan(20, 30), "en").Name
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := x.Near("aed", onPlan(0, 0), 300, 5, "zh"); len(got) != 1 {
		t.Errorf("within 300 m: %v", got)
	}
	if got := x.Near("aed", onPlan(0, 0), 1500, 2, "zh"); len(got) != 2 || got[0].DistanceM > got[1].DistanceM {
		t.Errorf("two at most: %v", got)
	}
	if got := x.Near("unicorn", onPlan(0, 0), 1500, 2, "zh"); got != nil {
		t.Errorf("unicorns: %v", got)
	}
}

func TestNearAgainstEveryEntry(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	for range 20 {
		d := newDrawing()
		for range 60 {
			d.node(float64(r.IntN(6000)), float64(r.IntN(6000)), "emergency", "defibrillator")
		}
		x, err := Build(context.Background(), &d.Extract, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := onPlan(3000, 3000)
		var want []float64
		for _, n := range d.Nodes {
			if m := geo.Distance(d.Points[n.At].Orb(), p); m <= 1500 {
				want = append(want, m)
			}
		}
		slices.Sort(want)
		got := x.Near("aed", p, 1500, 3, "zh")
		if len(got) != min(3, len(want)) {
			t.Fatalf("%d found, %d are there", len(got), len(want))
		}
		for i := range got {
			if diff := got[i].DistanceM - want[i]; diff > 2 || diff < -2 {
				t.Fatalf("%d: %.1f m, want %.1f m", i, got[i].DistanceM, want[i])
			}
		}
	}
}
