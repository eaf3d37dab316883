package place

// chinese.go: names by their characters, with gaps and slips.

import (
	"cmp"
	"slices"
	"strings"
)

// characters finds names with the characters of a run: together in phase one,
// with one wrong, missing or too many or with gaps when slips are allowed.
func (m *matcher) characters(t token, bit uint16, slip bool) {
	lists := make([][]uint32, 0, len(t.runes))
	distinct := slices.Clone(t.runes)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	for _, r := range distinct {
		lists = append(lists, m.x.words.whole(string(r)))
	}
	slices.SortStableFunc(lists, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
	missing := 0
	if slip && len(t.runes) >= oneSlip {
		missing = 1
	}
	// A name must have all characters but those that may be missing, so one of
	// the rarest is among them.
	if m.s.counts == nil {
		m.s.counts = make([]uint8, len(m.x.names))
	}
	counts := m.s.counts
	var counted []uint32
	for i, list := range lists {
		for _, n := range list {
			if counts[n] == 0 {
				if i > missing {
					continue
				}
				counted = append(counted, n)
			}
			counts[n]++
		}
	}
	for _, n := range counted {
		enough := int(counts[n]) >= len(distinct)-missing
		counts[n] = 0
		if !enough {
			continue
		}
		if tier, penalty, ok := matchRun(m.x.names[n], t, slip); ok {
			m.mark(n, bit, tier, penalty, len(t.runes))
		}
	}
}

// matchRun compares a run of ideographs with a name.
func matchRun(name string, t token, slip bool) (tier uint8, penalty int, ok bool) {
	at := strings.Index(name, t.text)
	switch {
	case at == 0 && len(name) == len(t.text):
		return tierExact, 0, true
	case at == 0:
		return tierPrefix, 0, true
	case at > 0:
		return tierPrefix, 3, true
	case !slip || len(t.runes) < 2:
		return 0, 0, false
	}
	chars := []rune(name)
	if gaps(chars, t.runes) {
		return tierSlip, 2, true
	}
	if len(t.runes) >= oneSlip && within(chars, t.runes, 1) {
		return tierSlip, 5, true
	}
	return 0, 0, false
}

// gaps reports whether a name has all characters of a run in their order,
// others between them.
func gaps(name, run []rune) bool {
	i := 0
	for _, r := range name {
		if i < len(run) && r == run[i] {
			i++
		}
	}
	return i == len(run)
}

// within reports whether some part of a name is a run with at most k
// characters wrong, missing or too many (P. H. Sellers, J. Algorithms 1, 1980).
func within(name, run []rune, k int) bool {
	row := make([]int, len(run)+1)
	for j := range row {
		row[j] = j
	}
	for _, r := range name {
		diagonal := 0 // a part may begin anywhere
		for j := 1; j <= len(run); j++ {
			v := diagonal
			if run[j-1] != r {
				v = min(diagonal, row[j], row[j-1]) + 1
			}
			diagonal, row[j] = row[j], v
		}
		if row[len(run)] <= k {
			return true
		}
	}
	return false
}
