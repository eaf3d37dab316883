package place

// spelling.go: Chinese names by their sound: typed in pinyin, or with other
// characters of the same sound.

import (
	"slices"
	"strings"
)

// pinyin finds Chinese names by how they are read: each token by itself, and
// all of them as one, since people put spaces where they like.
func (m *matcher) pinyin() {
	var joined strings.Builder
	for i, t := range m.tokens {
		joined.WriteString(t.text)
		if !t.ideo {
			m.spelled(t.text, 1<<i)
		}
	}
	if len(m.tokens) > 1 {
		m.spelled(joined.String(), 1<<len(m.tokens)-1)
	}
	if len(m.tokens) > 1 {
		m.syllables()
	}
}

// syllables finds tokens of a single syllable. That is in too many names to
// look for; it counts where the rest was found.
func (m *matcher) syllables() {
	t := readings()
	for i, tok := range m.tokens {
		ways := t.spell(tok.text)
		if tok.ideo || len(ways) == 0 || len(ways[0].parts) > 1 {
			continue
		}
		for _, n := range m.s.touched {
			if m.s.states[n].mask&(1<<i) == 0 && t.find(ideographs(m.x.names[n]), ways[0].spans, false) >= 0 {
				m.mark(n, 1<<i, tierPrefix, 2, 1)
			}
		}
	}
}

// spelled marks the names that a text stands for in pinyin.
func (m *matcher) spelled(text string, found uint16) {
	t := readings()
	for _, way := range t.spell(text) {
		for _, n := range m.spellingCandidates(way) {
			name := ideographs(m.x.names[n])
			at := t.find(name, way.spans, len(way.spans) == 1)
			if at < 0 {
				continue
			}
			tier, penalty := tierPrefix, 0
			if at > 0 {
				penalty += 3
			}
			if !way.whole {
				penalty += 2
			} else if len(name) == len(way.spans) {
				tier = tierExact
			}
			m.mark(n, found, tier, penalty, len(way.spans))
		}
	}
}

// spellingCandidates returns the names that have the initials of all
// neighboring syllables, or that begin with the one.
func (m *matcher) spellingCandidates(way spelled) []uint32 {
	d := &m.x.words
	if len(way.parts) == 1 {
		return d.whole(startTerm(way.parts[0][0]))
	}
	var out []uint32
	for i := 1; i < len(way.parts); i++ {
		list := d.whole(pairTerm(way.parts[i-1][0], way.parts[i][0]))
		if i == 1 {
			out = list
		} else {
			out = intersect(out, list)
		}
		if len(out) == 0 {
			return nil
		}
	}
	return out
}

// homophones marks names in which a run is written with other characters of
// the same sound.
func (m *matcher) homophones(t token, bit uint16) {
	if len(t.runes) < 2 {
		return
	}
	s, d := readings(), &m.x.words
	var out []uint32
	for i := 1; i < len(t.runes); i++ {
		var list []uint32
		for _, a := range s.likeInitials(t.runes[i-1]) {
			for _, b := range s.likeInitials(t.runes[i]) {
				list = append(list, d.whole(pairTerm(a, b))...)
			}
		}
		slices.Sort(list)
		list = slices.Compact(list)
		if i == 1 {
			out = list
		} else {
			out = intersect(out, list)
		}
		if len(out) == 0 {
			return
		}
	}
	for _, n := range out {
		if s.sounds(ideographs(m.x.names[n]), t.runes) {
			m.mark(n, bit, tierSlip, 3, len(t.runes))
		}
	}
}

// sounds reports whether a name has a part that sounds like a run.
func (t *sounds) sounds(name, run []rune) bool {
	for at := 0; at+len(run) <= len(name); at++ {
		same := true
		for i, r := range run {
			if !t.sameSound(name[at+i], r) {
				same = false
				break
			}
		}
		if same {
			return true
		}
	}
	return false
}

// intersect returns what two sorted lists have in common.
func intersect(a, b []uint32) []uint32 {
	if len(a) > len(b) {
		a, b = b, a
	}
	var out []uint32
	for _, v := range a {
		i, ok := slices.BinarySearch(b, v)
		if ok {
			out = append(out, v)
		}
		b = b[i:]
	}
	return out
}
