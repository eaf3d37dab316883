package isochrone

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// randomTown is a grid of streets, shaken, with holes, one-way streets and
// speeds from a stroll to a motorway.
func randomTown(r *rand.Rand) ([]Segment, Options) {
	n := 5 + r.IntN(25)
	spacing := []float64{30, 90, 200, 700}[r.IntN(4)]
	speed := []float64{1.2, 1.4, 4, 12}[r.IntN(4)]
	center := orb.Point{r.Float64()*300 - 150, r.Float64()*150 - 75}
	t := newTown(center)
	for j := range n {
		for i := range n {
			t.place((float64(i-n/2)+0.7*r.Float64())*spacing, (float64(j-n/2)+0.7*r.Float64())*spacing)
		}
	}
	gaps := 0.5 * r.Float64()
	for j := range n {
		for i := range n {
			for d := range 2 {
				k, l := i+1-d, j+d
				if k >= n || l >= n || r.Float64() < gaps {
					continue
				}
				v := speed * (0.3 + 1.5*r.Float64())
				if r.IntN(20) == 0 {
					v = 30
				}
				if r.IntN(6) == 0 {
					t.oneWay(j*n+i, l*n+k, v)
				} else {
					t.street(j*n+i, l*n+k, v)
				}
			}
		}
	}
	o := Options{Limits: fiveTenFifteen}
	if r.IntN(3) == 0 {
		o.FringeM = 20 + 100*r.Float64()
	}
	if r.IntN(3) == 0 {
		o.Limits = nil
		for range 1 + r.IntN(5) {
			o.Limits = append(o.Limits, minutes(15*r.Float64()))
		}
	}
	if r.IntN(3) == 0 {
		var barriers []orb.LineString
		for range 1 + r.IntN(30) {
			p := t.points[r.IntN(len(t.points))] // through crossings, too
			line := orb.LineString{p}
			for range r.IntN(6) {
				p = at(p, r.NormFloat64()*spacing, r.NormFloat64()*spacing)
				line = append(line, p)
			}
			barriers = append(barriers, line)
		}
		o.Barriers = NewBarriers(slices.Values(barriers)).Within
	}
	return t.reach(t.middle(), 15*time.Minute), o
}

func TestRandomTowns(t *testing.T) {
	for seed := range uint64(25) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 15))
			segs, o := randomTown(r)
			if len(segs) == 0 {
				return
			}
			bands, err := Bands(slices.Values(segs), o)
			if err != nil {
				t.Fatal(err)
			}
			checkValid(t, bands)
			for _, band := range bands {
				checkHonest(t, segs, band, o, r)
			}
		})
	}
}

// Segments that no search would give: everywhere, crossing, unconnected.
func TestRandomSegments(t *testing.T) {
	for seed := range uint64(25) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 16))
			size := []float64{50, 500, 5_000, 50_000}[r.IntN(4)]
			var segs []Segment
			for range 1 + r.IntN(300) {
				a := at(wilmington, r.Float64()*size, r.Float64()*size)
				segs = append(segs, Segment{
					A: a, B: orb.Point{a[0] + r.NormFloat64()*1e-3, a[1] + r.NormFloat64()*1e-3},
					TimeA: minutes(20 * r.Float64()), TimeB: minutes(20 * r.Float64()),
				})
			}
			checkValid(t, draw(segs))
		})
	}
}

// The same drawing comes out whatever was drawn before with the same memory.
func TestDrawingsDoNotMix(t *testing.T) {
	type drawing struct {
		segs []Segment
		o    Options
		want []Band
	}
	var all []drawing
	for seed := range uint64(8) {
		segs, o := randomTown(rand.New(rand.NewPCG(seed, 17)))
		w := new(workspace)
		workspaces.Put(w) // most likely the one that is taken next
		bands, err := Bands(slices.Values(segs), o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, drawing{segs, o, bands})
	}
	for worker := range 4 {
		t.Run(fmt.Sprint(worker), func(t *testing.T) {
			t.Parallel()
			for i := range all {
				d := all[(i*5+worker)%len(all)]
				bands, err := Bands(slices.Values(d.segs), d.o)
				if err != nil {
					t.Fatal(err)
				}
				for k := range bands {
					if !orb.Equal(bands[k].Area, d.want[k].Area) {
						t.Fatalf("drawing %d, %s: differs the second time", (i*5+worker)%len(all), bands[k].Limit)
					}
				}
			}
		})
	}
}

func FuzzBands(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8}, uint16(80))
	f.Add([]byte("a river runs through it, and two bridges"), uint16(300))
	f.Fuzz(func(t *testing.T, b []byte, scale uint16) {
		var segs []Segment
		for ; len(b) >= 6 && len(segs) < 200; b = b[6:] {
			p := func(x, y byte) orb.Point {
				return at(wilmington, float64(x)*float64(scale)/16, float64(y)*float64(scale)/16)
			}
			segs = append(segs, Segment{p(b[0], b[1]), p(b[2], b[3]), 5 * time.Second * time.Duration(b[4]), 5 * time.Second * time.Duration(b[5])})
		}
		checkValid(t, draw(segs))
	})
}
