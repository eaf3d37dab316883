package place

// at_test.go: the naming of points, in words and against a search of
// everything.

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/geo"
)

func TestTownIsNamed(t *testing.T) {
	x := town(t)
	for _, c := range []struct {
		x, y         float64
		lang         string
		name, kind   string
		context      string
		number, road string
	}{
		{8, 12, "zh", "人民路与天府大道路口", "crossing", "成都市锦江区", "", "人民路"},
		{8, 12, "en", "Renmin Road / Tianfu Avenue", "crossing", "Jinjiang, Chengdu", "", "Renmin Road"},
		{122, 40, "zh", "人民路12号", "house", "成都市锦江区 610000", "12号", "人民路"},
		{122, 40, "en", "Renmin Road 12", "house", "Jinjiang, Chengdu 610000", "12号", "Renmin Road"},
		{700, 20, "zh", "人民路（近和平路路口）", "street", "成都市锦江区", "", "人民路"},
		{1000, 400, "zh", "解放路", "street", "成都市锦江区", "", "解放路"},
		{5500, 30, "zh", "人民路", "street", "成都市成华区", "", "人民路"},
		{-4500, -4500, "zh", "", "", "", "", ""},
		{math.NaN(), 0, "zh", "", "", "", "", ""},
		{math.Inf(1), 0, "zh", "", "", "", "", ""},
	} {
		got := x.At(onPlan(c.x, c.y), c.lang)
		if got.Name != c.name || got.Kind != c.kind || got.Context != c.context || got.Number != c.number || got.Street != c.road {
			t.Errorf("%.0f, %.0f: %+v", c.x, c.y, got)
		}
	}
}

// naiveAt finds the nearest house and the nearest street by looking at all.
func (x *Index) naiveAt(p orb.Point) (house, street float64) {
	f := newPlane(p)
	house, street = math.Inf(1), math.Inf(1)
	for i := range x.houses {
		if h := &x.houses[i]; h.Text != noText {
			house = min(house, f.distance(h.At))
		}
	}
	for s := range x.about.Streets {
		if x.entries[s].Flags&flagRef == 0 {
			d, _, _ := x.toShape(&f, s)
			street = min(street, d)
		}
	}
	return house, street
}

func TestAtAgainstEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 5))
	kinds := map[string]int{}
	for _, x := range []*Index{delaware(t), town(t)} {
		for i := range 70 {
			e := x.entries[rng.IntN(len(x.entries))].At
			if i%3 == 0 {
				e = x.houses[rng.IntN(len(x.houses))].At
			}
			p := e.Orb()
			p[0] += rng.NormFloat64() * 0.001
			p[1] += rng.NormFloat64() * 0.001
			house, street := x.naiveAt(p)
			got := x.At(p, "en")
			kinds[got.Kind]++
			want := math.Inf(1)
			switch {
			case house < HouseM:
				want = house
			case street < StreetM:
				want = street
			}
			switch {
			case math.IsInf(want, 1) != (got.Kind == ""), (house < HouseM) != (got.Kind == "house"):
				t.Fatalf("%v: %+v; house %.1f m, street %.1f m", p, got, house, street)
			case got.Kind == "" || got.Kind == "crossing":
			case math.Abs(got.DistanceM-want) > 0.01:
				t.Fatalf("%v: %+v; nearest is %.2f m", p, got, want)
			}
			if d := geo.Distance(p, got.Position); got.Kind != "" && math.Abs(d-got.DistanceM) > 0.2 {
				t.Fatalf("%v: %.2f m to the position, said to be %.2f", p, d, got.DistanceM)
			}
		}
	}
	for _, k := range []string{"house", "street", "crossing", ""} {
		if kinds[k] == 0 {
			t.Errorf("no point was named by %q: the points are not chosen well", k)
		}
	}
}
