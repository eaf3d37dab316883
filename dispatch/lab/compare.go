package lab

// compare.go: which of our settings beats which fixed policy, and if none does,
// what it lacks.

import (
	"cmp"
	"context"
	"maps"
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

// A pilot plays a twentieth of the incidents, but at least so many, or all.
const pilotPart, leastPilot = 20, 300

// Compare chooses, in each world, the settings that do best against the fixed
// policies, on a pilot with incidents and people of its own, and then plays
// these. So no setting looks good because it was picked by the same luck that
// it is judged by. "fifteen", if named, is always played.
func (e *Experiment) Compare(ctx context.Context) (*Comparison, error) {
	pilot := *e
	pilot.Seed, pilot.Incidents = ^e.Seed, max(min(leastPilot, e.Incidents), e.Incidents/pilotPart)
	// How many settings will be played is not known before: about six.
	const chosen = 6
	fixed := len(slices.DeleteFunc(slices.Clone(e.Policies), Policy.Gauged))
	plays := &share{
		tell: e.Progress, pilot: len(e.Worlds) * len(e.Policies) * pilot.Incidents,
		expects: len(e.Worlds) * min(len(e.Policies), fixed+chosen) * e.Incidents,
	}
	pilot.Progress = plays.first
	tried, err := pilot.Run(ctx)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Report: &Report{Incidents: e.Incidents, Seed: e.Seed, Recorded: len(e.Recorded), Town: e.Town}, Pilot: pilot.Incidents}
	for i := range e.Worlds {
		one := *e
		one.Worlds, one.Policies = e.Worlds[i:i+1], tried.Results[i].promising(e.Policies)
		one.Progress = plays.then(i, len(e.Worlds))
		r, err := one.Run(ctx)
		if err != nil {
			return nil, err
		}
		result := r.Results[0]
		result.Tried = slices.DeleteFunc(tried.Results[i].Rows, func(x Row) bool { return !x.Ours })
		c.Results = append(c.Results, result)
	}
	return c, nil
}

// share tells the progress of a pilot and of what follows as one.
type share struct {
	tell           func(done, total int)
	pilot, expects int
}

func (s *share) first(done, _ int) {
	if s.tell != nil {
		s.tell(done, s.pilot+s.expects)
	}
}

// then tells the progress of one of several parts.
func (s *share) then(part, parts int) func(done, total int) {
	return func(done, total int) {
		if s.tell != nil {
			s.tell(s.pilot+s.expects*part/parts+s.expects/parts*done/total, s.pilot+s.expects)
		}
	}
}

// promising are the fixed policies, what the server runs, and the fewest settings
// that among them beat, with a margin, whomever they can: first the one that beats
// most, then the one that beats most of the rest, and so on. Against whom none has
// a margin the two best are kept.
func (r *Result) promising(policies []Policy) []Policy {
	keep := map[string]bool{"fifteen": true}
	open := map[string][]Duel{} // by fixed policy: those who beat it clearly
	for _, row := range r.Rows {
		duels := slices.DeleteFunc(slices.Clone(r.Duels), func(d Duel) bool { return d.Other != row.Policy })
		slices.SortStableFunc(duels, func(a, b Duel) int { return cmp.Compare(b.margin(), a.margin()) })
		switch {
		case len(duels) == 0: // one of ours, or there are none
		case duels[0].margin() < clearly:
			for _, d := range duels[:min(2, len(duels))] {
				keep[d.Ours] = true
			}
		default:
			open[row.Policy] = slices.DeleteFunc(duels, func(d Duel) bool { return d.margin() < clearly })
		}
	}
	beatenBy := func(ours string) {
		maps.DeleteFunc(open, func(_ string, duels []Duel) bool {
			return slices.ContainsFunc(duels, func(d Duel) bool { return d.Ours == ours })
		})
	}
	for ours := range keep {
		beatenBy(ours)
	}
	for len(open) > 0 {
		beaten, margins := map[string]int{}, map[string]float64{}
		for _, row := range r.Rows {
			for _, d := range open[row.Policy] {
				beaten[d.Ours]++
				margins[d.Ours] += min(3*clearly, d.margin())
			}
		}
		best := ""
		for _, row := range r.Rows { // in their order, so that ties always fall the same way
			n, m := beaten[row.Policy], margins[row.Policy]
			if n > 0 && (best == "" || n > beaten[best] || n == beaten[best] && m > margins[best]) {
				best = row.Policy
			}
		}
		keep[best] = true
		beatenBy(best)
	}
	return slices.DeleteFunc(slices.Clone(policies), func(p Policy) bool { return p.Gauged() && !keep[p.Name()] })
}

// clearly is a margin that a pilot leaves no doubt about.
const clearly = 1

// margin is by how much a setting dominates, or fails to, in units of what a
// pilot leaves open: two seconds of the median, two hundredths of the alerts,
// and a standard deviation of the chance to fill all needs.
func (d *Duel) margin() float64 {
	if sure := d.Kept.Value / ((d.Kept.Hi-d.Kept.Lo)/(2*z95) + 1e-9); sure < 0 {
		return sure - 1
	}
	m := min((0.5-d.FirstS)/2, (d.FewerPerPerson-Fewer)/0.02)
	if math.IsNaN(m) {
		return math.Inf(-1) // nobody ever came
	}
	return m
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
