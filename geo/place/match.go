package place

// match.go: which names have every word of a text, and how well.

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxTokens is how many words of a text are looked at.
const maxTokens = 12

// token is one word of a query, folded.
type token struct {
	text  string
	runes []rune
	ideo  bool // ideographs
	last  bool // perhaps not finished
}

// tiers of a match, the better first.
const (
	tierExact  uint8 = iota // every word as in the name
	tierPrefix              // the beginning of a word, a part of a Chinese name, pinyin
	tierSlip                // a slip of the keyboard, a gap, a character of the same sound
)

// maxPenalty is the worst penalty; they order matches within one tier.
const maxPenalty = 10

// state is what is known of one name during a search. Bit i of the mask is set
// once token i is found in it.
type state struct {
	mask     uint16
	letters  uint16 // of the name, that the text covers
	tier     uint8
	penalty  uint8
	reported bool
	_        uint8
}

// scratch is the memory of one search, all zero between searches.
type scratch struct {
	states  []state
	touched []uint32 // names with a state
	counts  []uint8  // characters found in each name, while a run is matched
}

// matcher finds the names of one list of tokens.
type matcher struct {
	x        *Index
	s        *scratch
	tokens   []token
	required uint16 // tokens that must be found
	labels   uint16 // tokens that some locality has in its name
}

func (x *Index) newMatcher(tokens []token) *matcher {
	m := &matcher{x: x, s: x.scratch.Get().(*scratch), tokens: tokens}
	for i, t := range tokens {
		if !stopWords[t.text] {
			m.required |= 1 << i
		}
	}
	if m.required == 0 {
		m.required = 1<<len(tokens) - 1
	}
	return m
}

// release gives the memory back.
func (m *matcher) release() {
	for _, n := range m.s.touched {
		m.s.states[n] = state{}
	}
	m.s.touched = m.s.touched[:0]
	m.x.scratch.Put(m.s)
}

// mark notes that tokens were found in a name. Better matches come first, so
// what is noted stays.
func (m *matcher) mark(name uint32, found uint16, tier uint8, penalty, letters int) {
	s := &m.s.states[name]
	if s.mask&found == found {
		return
	}
	if s.mask == 0 {
		m.s.touched = append(m.s.touched, name)
	}
	s.mask |= found
	s.tier = max(s.tier, tier)
	s.penalty = uint8(min(int(s.penalty)+penalty, maxPenalty))
	s.letters = uint16(min(int(s.letters)+letters, 1<<16-1))
	if m.x.labelled[name] != 0 {
		m.labels |= found
	}
}

// plain finds what is typed right: words, their beginnings, parts of Chinese
// names, pinyin.
func (m *matcher) plain() {
	d := &m.x.words
	for i, t := range m.tokens {
		bit := uint16(1) << i
		if t.ideo {
			m.characters(t, bit, false)
			continue
		}
		// A short last word is as likely the beginning of a longer one.
		exact := tierExact
		if t.last && len(t.runes) < 4 && !isDigit(t.runes[0]) {
			exact = tierPrefix
		}
		for _, n := range d.whole(t.text) {
			m.mark(n, bit, exact, 0, len(t.runes))
		}
		if !t.last && (len(t.runes) < 2 || isDigit(t.runes[0])) {
			continue
		}
		lo, hi := d.begin(t.text)
		for w := lo; w < hi; w++ {
			penalty := min(4, utf8.RuneCountInString(d.words[w])-len(t.runes))
			for _, n := range d.names(w) {
				m.mark(n, bit, tierPrefix, penalty, len(t.runes))
			}
		}
	}
	if m.x.about.Ideographs != 0 {
		m.pinyin()
	}
}

// slipped finds what is typed a little wrong.
func (m *matcher) slipped() {
	d := &m.x.words
	for i, t := range m.tokens {
		bit := uint16(1) << i
		if t.ideo {
			m.characters(t, bit, true)
			m.homophones(t, bit)
			continue
		}
		if k := slips(t.text); k > 0 {
			d.near(t.text, k, t.last, func(w, n int) {
				for _, name := range d.names(w) {
					m.mark(name, bit, tierSlip, 3*n, len(t.runes)-n)
				}
			})
		}
	}
}

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

// hit is an entry that a text names.
type hit struct {
	entry    uint32
	tier     uint8
	penalty  uint8
	coverage float32 // of the letters of its name
	indirect bool    // named by what it is, or by a name that is not shown
}

// each calls yield with the entries that have all required tokens in a name, or
// some of them and the others in the name of the locality; elsewhere, in that
// of any, since people and post offices draw towns otherwise than the map.
// Names that were reported in full are not reported again.
func (m *matcher) each(elsewhere bool, yield func(hit)) {
	x := m.x
	for _, n := range m.s.touched {
		s := &m.s.states[n]
		missing := m.required &^ s.mask
		if s.reported || missing&^m.labels != 0 || missing == m.required {
			continue
		}
		s.reported = missing == 0
		h := hit{tier: s.tier, penalty: s.penalty, coverage: min(1, float32(s.letters)/float32(max(1, x.nameSize[n])))}
		for _, b := range x.bearers[x.bearerOf[n]:x.bearerOf[n+1]] {
			h.entry, h.indirect = b&^bearerBits, b&bearerBits != 0
			if missing == 0 {
				yield(h)
				continue
			}
			g := h
			if tier, penalty, ok := m.inContext(x.entries[h.entry].Context, missing); ok {
				g.tier, g.penalty = max(h.tier, tier), min(h.penalty+penalty, maxPenalty)
				yield(g)
			} else if elsewhere && bits.OnesCount16(missing) <= bits.OnesCount16(m.required&s.mask) {
				g.tier, g.penalty = tierSlip, maxPenalty
				yield(g)
			}
		}
	}
}

// inContext reports whether the names of a locality have tokens, and how well:
// the town something lies in counts for more than one nearby.
func (m *matcher) inContext(context uint32, missing uint16) (tier, penalty uint8, ok bool) {
	const shown, nearby = 2, 6
	c := &m.x.contexts[context]
	for i := -1; i < len(c.Labels); i++ {
		l := c.Postcode
		if i >= 0 {
			l = c.Labels[i]
		}
		if l < 0 {
			continue
		}
		of := &m.x.labels[l]
		for _, n := range m.x.labelNames[of.First:of.Last] {
			if s := &m.s.states[n]; s.mask&missing != 0 {
				missing &^= s.mask
				tier, penalty = max(tier, s.tier), max(penalty, shown)
				if i >= int(c.Shown) {
					penalty = nearby
				}
			}
		}
		if missing == 0 {
			return tier, penalty, true
		}
	}
	return 0, 0, false
}
