package place

// match.go: which names have every word of a text, and how well.

import (
	"math/bits"
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
