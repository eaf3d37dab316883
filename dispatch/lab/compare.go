package lab

// compare.go: which of our settings beats which fixed policy, and if none does,
// what it lacks.

import (
	"math"
	"slices"
)

// Comparison is a report read as duels: each fixed policy against the one of our
// settings that beats it.
type Comparison struct {
	*Report
	// Pilot is how many other incidents the settings of each world were chosen on.
	Pilot int
}

// Verdict is what became of one fixed policy in one world by one measure.
type Verdict struct {
	Other *Row
	// Duel is with the setting that dominates with the fewest alerts; if none
	// does, with the one that comes closest. Nil without settings of ours.
	Duel      *Duel
	Ours      *Row
	Dominated bool
	// Lacks says in words what the closest setting lacks.
	Lacks Lack
}

// Lack is what a setting lacks to dominate.
type Lack string

// What a setting can lack. The one that comes closest is looked for in this order.
const (
	LacksNothing Lack = ""
	LacksFewer   Lack = "not a quarter fewer" // as sure and as soon
	LacksFirst   Lack = "first later"         // as sure, a quarter fewer
	LacksKept    Lack = "in time less often"  // a quarter fewer
	LacksAll     Lack = "more than one thing"
)

// Verdicts are those on every fixed policy, in their order.
func (r *Result) Verdicts(m Measure) []Verdict {
	var out []Verdict
	for i := range r.Rows {
		if other := &r.Rows[i]; !other.Ours {
			out = append(out, r.verdict(other, m))
		}
	}
	return out
}

func (r *Result) verdict(other *Row, m Measure) Verdict {
	v := Verdict{Other: other}
	if d := r.Best(other.Policy, m.Dominates); d != nil {
		v.Duel, v.Ours, v.Dominated = d, r.row(d.Ours), true
		return v
	}
	for i := range r.Duels {
		d := &r.Duels[i]
		if d.Other != other.Policy {
			continue
		}
		if v.Duel == nil || m.closer(d, v.Duel) {
			v.Duel, v.Ours, v.Lacks = d, r.row(d.Ours), m.lack(d)
		}
	}
	return v
}

// lack is what a setting lacks to dominate.
func (m Measure) lack(d *Duel) Lack {
	sure, soon, fewer := d.Kept.Value >= 0, !(d.FirstS > 0), m.Fewer(d) >= Fewer
	switch {
	case sure && soon && fewer:
		return LacksNothing
	case sure && soon:
		return LacksFewer
	case sure && fewer:
		return LacksFirst
	case soon && fewer:
		return LacksKept
	}
	return LacksAll
}

// lacks are the lacks, the smallest first.
var lacks = []Lack{LacksNothing, LacksFewer, LacksFirst, LacksKept, LacksAll}

// closer reports whether a setting comes closer to dominating than another.
func (m Measure) closer(d, than *Duel) bool {
	lack, other := m.lack(d), m.lack(than)
	switch {
	case lack != other:
		return slices.Index(lacks, lack) < slices.Index(lacks, other)
	case lack == LacksFirst:
		return d.FirstS < than.FirstS
	case lack == LacksKept:
		return d.Kept.Value > than.Kept.Value
	case lack == LacksAll:
		return d.margin() > than.margin()
	}
	return m.Fewer(d) > m.Fewer(than)
}

// wholeSeconds is the difference of two medians, each in whole seconds; 0 if
// neither ever happens.
func wholeSeconds(a, b float64) float64 {
	if math.IsInf(a, 1) && math.IsInf(b, 1) {
		return 0
	}
	return math.Round(a) - math.Round(b)
}
