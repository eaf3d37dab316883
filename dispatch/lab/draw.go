package lab

// draw.go: the random numbers. Nothing else in the package draws any.

import (
	"math"
	"math/rand/v2"
	"time"

	"fifteen/dispatch"
)

// draw is a generator with the distributions the world is made of.
type draw struct{ *rand.Rand }

// newDraw makes the generator of one thing: an incident, a person. It depends
// on nothing but its arguments.
func newDraw(seed, stream uint64) draw { return draw{rand.New(rand.NewPCG(seed, stream))} }

func (d draw) chance(p float64) bool { return d.Float64() < p }

func (d draw) lognormal(median, sigma float64) float64 {
	return median * math.Exp(sigma*d.NormFloat64())
}

func (d draw) spread(s dispatch.Spread) time.Duration {
	return time.Duration(d.lognormal(float64(s.Median), s.Sigma))
}

// gamma draws from Gamma(shape, 1) (Marsaglia & Tsang, A Simple Method for
// Generating Gamma Variables, 2000).
func (d draw) gamma(shape float64) float64 {
	if shape < 1 {
		return d.gamma(shape+1) * math.Pow(d.Float64(), 1/shape)
	}
	a := shape - 1.0/3
	c := 1 / math.Sqrt(9*a)
	for {
		x := d.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if u := 1 - d.Float64(); math.Log(u) < x*x/2+a-a*v+a*math.Log(v) {
			return a * v
		}
	}
}

// beta draws from the Beta distribution of that mean whose parameters sum up
// to concentration.
func (d draw) beta(mean, concentration float64) float64 {
	a := d.gamma(max(mean*concentration, 1e-3))
	b := d.gamma(max((1-mean)*concentration, 1e-3))
	if a+b == 0 { // both underflow when the distribution is all but two points
		if d.chance(mean) {
			return 1
		}
		return 0
	}
	return a / (a + b)
}

// poisson draws a Poisson number: by counting arrivals up to a mean of 30, from
// the gamma distribution above (Ahrens & Dieter 1974).
func (d draw) poisson(mean float64) int {
	n := 0
	for mean > 30 {
		m := math.Floor(mean * 7 / 8)
		if x := d.gamma(m); x > mean {
			return n + d.binomial(int(m)-1, mean/x)
		} else {
			n, mean = n+int(m), mean-x
		}
	}
	for limit, p := math.Exp(-mean), d.Float64(); p > limit; p *= d.Float64() {
		n++
	}
	return n
}

func (d draw) binomial(n int, p float64) int {
	k := 0
	for range n {
		if d.chance(p) {
			k++
		}
	}
	return k
}

// geometric draws a number of failures with that mean.
func (d draw) geometric(mean float64) int {
	if mean <= 0 {
		return 0
	}
	return int(math.Log(1-d.Float64()) / math.Log(mean/(1+mean)))
}

// pick draws an index by weight.
func (d draw) pick(weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	u := d.Float64() * total
	for i, w := range weights {
		if u -= w; u < 0 {
			return i
		}
	}
	return len(weights) - 1
}
