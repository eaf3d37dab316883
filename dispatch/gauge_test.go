package dispatch

// gauge_test.go: the gauge against simulation and against brute force.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// enough tries every way to seat those who came.
func enough(needs []int, came []uint32) bool {
	for i, n := range needs {
		if n == 0 {
			continue
		}
		rest := append([]int(nil), needs...)
		rest[i]--
		for k, roles := range came {
			if roles&(1<<i) != 0 {
				others := append(append([]uint32(nil), came[:k]...), came[k+1:]...)
				if enough(rest, others) {
					return true
				}
			}
		}
		return false
	}
	return true
}

// byEnumeration sums over everybody coming or not.
func byEnumeration(needs []int, comers []comer) float64 {
	total := 0.0
	for set := range 1 << len(comers) {
		p, came := 1.0, []uint32(nil)
		for i, c := range comers {
			if set&(1<<i) != 0 {
				p *= c.p
				came = append(came, c.roles)
			} else {
				p *= 1 - c.p
			}
		}
		if p > 0 && enough(needs, came) {
			total += p
		}
	}
	return total
}

func someComers(r *rand.Rand, n, roles int) []comer {
	out := make([]comer, n)
	for i := range out {
		out[i] = comer{1 + uint32(r.IntN(1<<roles-1)), r.Float64()}
		if r.IntN(6) == 0 {
			out[i].p = 1
		}
	}
	return out
}

func TestGaugeIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for range 400 {
		roles := 1 + r.IntN(3)
		needs := make([]int, roles)
		for i := range needs {
			needs[i] = r.IntN(3)
		}
		comers := someComers(r, r.IntN(9), roles)
		got, want := filled(needs, comers), byEnumeration(needs, comers)
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("needs %v, people %v: %.9f, want %.9f", needs, comers, got, want)
		}
	}
}

// One more person, or a likelier one, never lowers the gauge; and the bound for
// large operations never exceeds it.
func TestGaugeIsMonotoneAndBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for range 400 {
		roles := 1 + r.IntN(4)
		needs := make([]int, roles)
		for i := range needs {
			needs[i] = r.IntN(4)
		}
		comers := someComers(r, r.IntN(14), roles)
		before := filled(needs, comers)
		if more := filled(needs, append(comers, someComers(r, 1, roles)...)); more < before-1e-12 {
			t.Fatalf("needs %v, people %v: one more made it %.6f, was %.6f", needs, comers, more, before)
		}
		if len(comers) > 0 {
			i := r.IntN(len(comers))
			comers[i].p += (1 - comers[i].p) * r.Float64()
			if more := filled(needs, comers); more < before-1e-12 {
				t.Fatalf("a likelier person made it %.6f, was %.6f", more, before)
			}
		}
		tl := tally{needs: needs}
		for _, c := range comers {
			tl.add(c)
		}
		if below, exact := tl.fromBelow(), tl.filled(); below > exact+1e-9 || below < 0 {
			t.Fatalf("needs %v, people %v: bound %.6f above the true %.6f", needs, comers, below, exact)
		}
	}
	many := []int{50, 50, 50}
	if p := filled(many, someComers(r, 400, 3)); !(p >= 0 && p <= 1) {
		t.Errorf("a large operation is gauged at %v", p)
	}
}

// The chance of one person against simulation.
func TestOutlookAgainstSimulation(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 3))
	for range 12 {
		o := Outlook{
			Accept: r.Float64(), Answer: answering,
			Turnout: Spread{time.Duration(60+r.IntN(120)) * time.Second, 0.5},
			Travel:  Spread{time.Duration(60+r.IntN(600)) * time.Second, 0.25},
		}
		d := time.Duration(200+r.IntN(800)) * time.Second
		silence := time.Duration(r.IntN(60)) * time.Second
		draw := func(s Spread) time.Duration { return s.at(r.NormFloat64()) }
		const n = 40_000
		var there, went, yes, quiet int
		for range n {
			answer, way := draw(o.Answer.Soon), draw(o.Turnout)+draw(o.Travel)
			if r.Float64() < o.Answer.LateShare {
				answer = draw(o.Answer.Late)
			}
			if answer+way <= d {
				there++
			}
			if way <= d {
				went++
			}
			comes := r.Float64() < o.Accept
			if answers := comes || r.Float64() < refusing; !answers || answer > silence {
				quiet++
				if comes {
					yes++
				}
			}
		}
		for name, c := range map[string][2]float64{
			"asked":    {o.arrives(d, false), float64(there) / n},
			"accepted": {o.arrives(d, true), float64(went) / n},
			"silent":   {o.afterSilence(silence), float64(yes) / float64(max(quiet, 1))},
		} {
			if math.Abs(c[0]-c[1]) > 0.02 {
				t.Errorf("%s, %+v, %v: %.4f, simulated %.4f", name, o, d, c[0], c[1])
			}
		}
	}
}

func BenchmarkGauge(b *testing.B) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, c := range []struct {
		name  string
		needs []int
	}{{"one-role", []int{2}}, {"cardiac-arrest", []int{2, 1}}, {"fire", []int{2, 1, 2}}} {
		comers := someComers(r, 20, len(c.needs))
		b.Run(fmt.Sprintf("exact/%s", c.name), func(b *testing.B) {
			for b.Loop() {
				filled(c.needs, comers)
			}
		})
		b.Run(fmt.Sprintf("baseline-enumeration/%s", c.name), func(b *testing.B) {
			for b.Loop() {
				byEnumeration(c.needs, comers[:8]) // all 20 would take 4,000 times as long
			}
		})
	}
}
