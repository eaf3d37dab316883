package lab

// estimate.go: figures with their 95 % confidence intervals.

import (
	"math"
	"slices"
)

// z95 is the standard normal quantile of two-sided 95 %.
const z95 = 1.959964

// Estimate is a figure and its 95 % confidence interval.
type Estimate struct{ Value, Lo, Hi float64 }

// proportion is k of n (E. B. Wilson 1927).
func proportion(k, n int) Estimate {
	if n == 0 {
		return Estimate{math.NaN(), math.NaN(), math.NaN()}
	}
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z95*z95/(2*m)) / (1 + z95*z95/m)
	half := z95 / (1 + z95*z95/m) * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m))
	return Estimate{p, min(p, mid-half), max(p, mid+half)}
}

// mean is the mean of independent values, by the normal approximation.
func mean(values []float64) Estimate {
	n, sum := float64(len(values)), 0.0
	for _, v := range values {
		sum += v
	}
	m, ss := sum/n, 0.0
	for _, v := range values {
		ss += (v - m) * (v - m)
	}
	half := z95 * math.Sqrt(ss/max(n-1, 1)/n)
	return Estimate{m, m - half, m + half}
}

// ratio is Σa ÷ Σb of independent pairs, by the delta method; infinite if Σb is 0.
func ratio(a, b []float64) Estimate {
	n, sa, sb := float64(len(a)), 0.0, 0.0
	for i := range a {
		sa, sb = sa+a[i], sb+b[i]
	}
	if sb == 0 {
		return Estimate{math.Inf(1), math.NaN(), math.NaN()}
	}
	q, ss := sa/sb, 0.0
	for i := range a {
		d := a[i] - q*b[i]
		ss += d * d
	}
	half := z95 * math.Sqrt(ss/max(n-1, 1)*n) / sb
	return Estimate{q, q - half, q + half}
}

// quantile is a quantile of values, which may be infinite, between order
// statistics. It sorts values.
func quantile(values []float64, q float64) Estimate {
	slices.Sort(values)
	n := float64(len(values))
	at := func(rank float64) float64 {
		return values[int(min(max(math.Ceil(rank), 1), n))-1]
	}
	half := z95 * math.Sqrt(n*q*(1-q))
	return Estimate{at(n * q), at(n*q - half), at(n*q + half + 1)}
}

// Gini is the inequality of loads: 0 when all bear the same, near 1 when one
// bears all.
func Gini(loads []int) float64 {
	sorted := slices.Sorted(slices.Values(loads))
	sum, weighted := 0.0, 0.0
	for i, x := range sorted {
		sum += float64(x)
		weighted += float64(i+1) * float64(x)
	}
	n := float64(len(sorted))
	if sum == 0 {
		return 0
	}
	return (2*weighted/sum - n - 1) / n
}
