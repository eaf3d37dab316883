package lab

// reliability.go: chances that were named against what came.

import "math"

// claim is one chance that was named at an incident, and whether it came.
type claim struct {
	incident int
	p        float64
	came     bool
}

// Reliability holds how well named chances fit what came.
type Reliability struct {
	N int
	// Tenths are the claims by the chance named: 0–10 %, …, 90–100 %.
	Tenths [10]ReliabilityTenth
	// Brier is the mean square of chance less outcome; Reference that of naming
	// every time what is true on average.
	Brier, Reference float64
	// Named and Came are the means.
	Named float64
	Came  Estimate
}

// ReliabilityTenth is the claims whose chance lay in one tenth.
type ReliabilityTenth struct {
	N     int
	Named float64
	Came  Estimate
}

// Gap is how far what came lies above what was named.
func (t *ReliabilityTenth) Gap() float64 { return t.Came.Value - t.Named }

// EnoughClaims is how many claims a tenth must have for its gap to count: the
// half of its confidence interval is then at most 7 points.
const EnoughClaims = 200

// Widest is the largest gap, up or down, of a tenth with enough claims, and
// which tenth it is; -1 without one.
func (r *Reliability) Widest() (gap float64, tenth int) {
	tenth = -1
	for i := range r.Tenths {
		t := &r.Tenths[i]
		if t.N >= EnoughClaims && (tenth < 0 || math.Abs(t.Gap()) > math.Abs(gap)) {
			gap, tenth = t.Gap(), i
		}
	}
	return gap, tenth
}

// Held is of how many tenths with enough claims the interval holds what was named,
// and how many such tenths there are. Of intervals of 95 % nineteen in twenty do
// if everything is right.
func (r *Reliability) Held() (held, of int) {
	for i := range r.Tenths {
		if t := &r.Tenths[i]; t.N >= EnoughClaims {
			of++
			if t.Came.Lo <= t.Named && t.Named <= t.Came.Hi {
				held++
			}
		}
	}
	return held, of
}

// reliability sums claims up. Those of one incident may depend on each other;
// incidents do not.
func reliability(claims []claim) Reliability {
	r := Reliability{N: len(claims)}
	if len(claims) == 0 {
		return r
	}
	var all tenth
	var tenths [10]tenth
	for _, c := range claims {
		r.Brier += (c.p - one(c.came)) * (c.p - one(c.came))
		all.add(c)
		tenths[min(int(c.p*10), 9)].add(c)
	}
	r.Brier /= float64(len(claims))
	r.Named, r.Came = all.named/float64(all.n), all.estimate()
	r.Reference = r.Came.Value * (1 - r.Came.Value)
	for i := range tenths {
		if t := &tenths[i]; t.n > 0 {
			r.Tenths[i] = ReliabilityTenth{t.n, t.named / float64(t.n), t.estimate()}
		}
	}
	return r
}

// tenth gathers claims, incident by incident.
type tenth struct {
	n, came       int
	named         float64
	incident      int
	claims, comes []float64 // by incident
}

func (t *tenth) add(c claim) {
	if t.n == 0 || t.incident != c.incident {
		t.incident = c.incident
		t.claims, t.comes = append(t.claims, 0), append(t.comes, 0)
	}
	last := len(t.claims) - 1
	t.n, t.named, t.claims[last] = t.n+1, t.named+c.p, t.claims[last]+1
	if c.came {
		t.came++
		t.comes[last]++
	}
}

// estimate is the share that came. Its interval is the wider one of that by
// incidents, which allows for claims that depend on each other, and Wilson's,
// which holds near 0 and 1.
func (t *tenth) estimate() Estimate {
	e, wilson := ratio(t.comes, t.claims), proportion(t.came, t.n)
	return Estimate{e.Value, max(0, min(e.Lo, wilson.Lo)), min(1, max(e.Hi, wilson.Hi))}
}
