package dispatch

// gauge.go: the chance that every need is filled. Pure.
//
// People come or do not, independently of each other, each with a chance of
// their own; a person fills one need of those they are qualified for. Enough
// have come exactly if, for every set of roles, those qualified for any of
// them are at least as many as these roles need (P. Hall, On Representatives
// of Subsets, 1935). People are sorted into types by the roles they can fill;
// how many of a type come is a Poisson-binomial variable; the gauge sums over
// the numbers that suffice.

import (
	"math/bits"
	"slices"
)

// comer is somebody who may come: the needed roles they are qualified for, a
// bit for each need in order, and their chance to be there.
type comer struct {
	roles uint32
	p     float64
}

// maxCombinations bounds the work of one exact sum. Larger operations are
// gauged from below: everybody counts for one role only.
const maxCombinations = 100_000

// tally holds, for each type of people, the distribution of how many come.
type tally struct {
	needs []int
	types []typeOfComer
}

// typeOfComer is those who can fill the same roles. counts[k] is the chance
// that exactly k of them come, the last one that at least so many do: as many
// as these roles could ever use.
type typeOfComer struct {
	roles  uint32
	counts []float64
}

// filled is the chance that all needs are filled. It never falls when somebody
// is added or becomes likelier to come.
func filled(needs []int, comers []comer) float64 {
	t := tally{needs: needs}
	for _, c := range comers {
		t.add(c)
	}
	return t.filled()
}

// clone copies a tally, to try somebody more.
func (t *tally) clone() tally {
	types := make([]typeOfComer, len(t.types), len(t.types)+1)
	for i, x := range t.types {
		types[i] = typeOfComer{x.roles, slices.Clone(x.counts)}
	}
	return tally{t.needs, types}
}

// wanted is how many people a set of roles needs.
func (t *tally) wanted(roles uint32) int {
	n := 0
	for r := roles; r != 0; r &= r - 1 {
		n += t.needs[bits.TrailingZeros32(r)]
	}
	return n
}

// add counts one more person in.
func (t *tally) add(c comer) {
	if !(c.p > 0) || t.wanted(c.roles) == 0 {
		return
	}
	p := min(c.p, 1)
	counts := t.of(c.roles)
	last := len(counts) - 1
	counts[last] += counts[last-1] * p // whoever is more than enough changes nothing
	for k := last - 1; k > 0; k-- {
		counts[k] = counts[k]*(1-p) + counts[k-1]*p
	}
	counts[0] *= 1 - p
}

func (t *tally) of(roles uint32) []float64 {
	for i := range t.types {
		if t.types[i].roles == roles {
			return t.types[i].counts
		}
	}
	counts := make([]float64, t.wanted(roles)+1)
	counts[0] = 1
	t.types = append(t.types, typeOfComer{roles, counts})
	return counts
}

// filled is the chance that those counted in fill all needs.
func (t *tally) filled() float64 {
	all := uint32(1)<<len(t.needs) - 1
	if t.wanted(all) == 0 {
		return 1
	}
	combinations := 1
	for i := range t.types {
		if combinations *= len(t.types[i].counts); combinations > maxCombinations {
			return t.fromBelow()
		}
	}
	wanted := make([]int, 2*(all+1))
	for roles := range all + 1 {
		wanted[roles] = t.wanted(roles)
	}
	return min(1, t.sum(0, 1, wanted[:all+1], wanted[all+1:]))
}

// sum goes through how many of each type from i on come; chance is that of
// what was chosen for those before, have how many can fill any of a set of roles.
func (t *tally) sum(i int, chance float64, wanted, have []int) float64 {
	if i == len(t.types) {
		for roles := range wanted {
			if have[roles] < wanted[roles] {
				return 0
			}
		}
		return chance
	}
	total, came := 0.0, 0
	for k, p := range t.types[i].counts {
		if p == 0 {
			continue
		}
		come(have, t.types[i].roles, k-came)
		came = k
		total += t.sum(i+1, chance*p, wanted, have)
	}
	come(have, t.types[i].roles, -came)
	return total
}

// come adds so many to every set of roles that they can fill one of.
func come(have []int, roles uint32, n int) {
	if n == 0 {
		return
	}
	for set := range have {
		if uint32(set)&roles != 0 { //nolint:gosec // there are few roles
			have[set] += n
		}
	}
}

// fromBelow counts everybody of a type for one role only, the one that lacks
// most: never more than the true chance.
func (t *tally) fromBelow() float64 {
	expected := make([]float64, len(t.needs))
	types := slices.Clone(t.types)
	slices.SortFunc(types, func(a, b typeOfComer) int { return bits.OnesCount32(a.roles) - bits.OnesCount32(b.roles) })
	total := 1.0
	counts := make([][]float64, len(t.needs))
	for _, x := range types {
		role, lacks := -1, -1e9
		for r := x.roles; r != 0; r &= r - 1 {
			if i := bits.TrailingZeros32(r); float64(t.needs[i])-expected[i] > lacks {
				role, lacks = i, float64(t.needs[i])-expected[i]
			}
		}
		for k, p := range x.counts {
			expected[role] += float64(k) * p
		}
		counts[role] = convolved(counts[role], x.counts, t.needs[role])
	}
	for r, n := range t.needs {
		switch {
		case n == 0:
		case counts[r] == nil:
			return 0
		default:
			total *= counts[r][n]
		}
	}
	return total
}

// convolved is the distribution of the sum of two numbers, those of most and
// more together.
func convolved(a, b []float64, most int) []float64 {
	if a == nil {
		a = []float64{1}
	}
	out := make([]float64, most+1)
	for i, p := range a {
		for k, q := range b {
			out[min(i+k, most)] += p * q
		}
	}
	return out
}
