package lab

// pilot.go: the comparison's pilot: which settings are worth playing in full.

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
)

// A pilot plays a twentieth of the incidents, but at least so many, or all.
const pilotPart, leastPilot = 20, 300

// Compare chooses, in each world, the settings that do best against the fixed
// policies, on a pilot with incidents and people of its own, and then plays
// these. So no setting looks good because it was picked by the same luck that
// it is judged by. "fifteen", if named, is always played.
func (e *Experiment) Compare(ctx context.Context) (*Comparison, error) {
	pilot := *e
	pilot.Seed, pilot.Incidents = ^e.Seed, max(min(leastPilot, e.Incidents), e.Incidents/pilotPart)
	// How many settings will be played is not known before: about seven.
	const chosen = 7
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
// a margin the three best are kept.
func (r *Result) promising(policies []Policy) []Policy {
	keep := map[string]bool{"fifteen": true}
	open := map[string][]Duel{} // by fixed policy: those who beat it clearly
	for _, row := range r.Rows {
		duels := slices.DeleteFunc(slices.Clone(r.Duels), func(d Duel) bool { return d.Other != row.Policy })
		slices.SortStableFunc(duels, func(a, b Duel) int { return cmp.Compare(b.margin(), a.margin()) })
		switch {
		case len(duels) == 0: // one of ours, or there are none
		case duels[0].margin() < clearly:
			for _, d := range duels[:min(3, len(duels))] {
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
