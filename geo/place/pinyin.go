package place

// pinyin.go: how Chinese characters are read, and which names a text typed in
// pinyin, full or by initials, stands for.

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// maxReadings is how many ways to take a text apart into syllables are tried,
// those with the fewest syllables first; maxPinyin is its longest length.
const (
	maxReadings = 16
	maxPinyin   = 48
)

// sounds is the table of readings: for each character the numbers of its
// syllables, which are sorted, so that the syllables with one beginning are a
// range.
type sounds struct {
	syllables []string
	alike     []uint16 // a number for each syllable, the same for those people confuse
	of        map[rune][]uint16
}

// readings returns the table, made at the first call (about 30 ms, 4 MB).
var readings = sync.OnceValue(func() *sounds {
	raw := make(map[rune][]string, len(pinyin.PinyinDict))
	seen := map[string]bool{}
	for code, list := range pinyin.PinyinDict {
		r := rune(code)
		for s := range strings.SplitSeq(list, ",") {
			for _, plain := range plainSyllables(s) {
				if !slices.Contains(raw[r], plain) {
					raw[r] = append(raw[r], plain)
				}
				seen[plain] = true
			}
		}
	}
	t := &sounds{of: make(map[rune][]uint16, len(raw))}
	for s := range seen {
		t.syllables = append(t.syllables, s)
	}
	slices.Sort(t.syllables)
	classes := map[string]uint16{}
	for _, s := range t.syllables {
		class := confused.Replace(" " + s + " ")
		if _, ok := classes[class]; !ok {
			classes[class] = uint16(len(classes))
		}
		t.alike = append(t.alike, classes[class])
	}
	for r, list := range raw {
		for _, s := range list {
			n, _ := slices.BinarySearch(t.syllables, s)
			t.of[r] = append(t.of[r], uint16(n))
		}
	}
	return t
})

// confused makes alike what much of China, Sichuan among it, says alike: front
// and back nasals, flat and retroflex sibilants, n and l.
var confused = strings.NewReplacer("ng ", "n ", " zh", " z", " ch", " c", " sh", " s", " n", " l")

// plainSyllables returns lǜ as lv and lu, since people type either, and lù as
// lu. What is no syllable (ḿ, hng) is left out.
func plainSyllables(s string) []string {
	var b strings.Builder
	umlaut := false
	for _, r := range norm.NFD.String(strings.TrimSpace(s)) {
		switch {
		case r == '\u0308':
			umlaut = true
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r):
			return nil
		}
	}
	plain := b.String()
	switch {
	case !strings.ContainsAny(plain, "aeiou"):
		return nil
	case umlaut:
		return []string{strings.Replace(plain, "u", "v", 1), plain}
	}
	return []string{plain}
}

// span is the syllables with one beginning: from lo up to but not including hi.
type span struct{ lo, hi uint16 }

// span returns the syllables that begin with a text.
func (t *sounds) span(prefix string) span {
	lo, _ := slices.BinarySearch(t.syllables, prefix)
	hi, _ := slices.BinarySearch(t.syllables, prefix+"\x7f")
	return span{uint16(lo), uint16(hi)}
}

// spelled is one way to take a text apart: beginnings of syllables.
type spelled struct {
	parts []string
	spans []span
	whole bool // every part is a whole syllable
}

// spell takes a text of the letters a to z apart, with the fewest syllables
// first. It returns nothing for a text that cannot be pinyin.
func (t *sounds) spell(text string) []spelled {
	if len(text) < 2 || len(text) > maxPinyin || strings.ContainsFunc(text, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return nil
	}
	// tails[i] are the best ways to take text[i:] apart.
	tails := make([][][]string, len(text)+1)
	tails[len(text)] = [][]string{nil}
	for i := len(text) - 1; i >= 0; i-- {
		for n := min(6, len(text)-i); n > 0; n-- {
			if s := t.span(text[i : i+n]); s.lo == s.hi {
				continue
			}
			for _, tail := range tails[i+n] {
				tails[i] = append(tails[i], append([]string{text[i : i+n]}, tail...))
			}
		}
		slices.SortStableFunc(tails[i], func(a, b []string) int { return len(a) - len(b) })
		tails[i] = tails[i][:min(len(tails[i]), maxReadings)]
	}
	var ways []spelled
	for _, parts := range tails[0] {
		w := spelled{parts: parts, whole: true}
		for _, p := range parts {
			s := t.span(p)
			w.spans = append(w.spans, s)
			w.whole = w.whole && t.syllables[s.lo] == p
		}
		ways = append(ways, w)
	}
	return ways
}

// find returns where in a name the syllables begin, in characters, or -1. With
// start set only the beginning of the name counts.
func (t *sounds) find(name []rune, spans []span, start bool) int {
	for at := 0; at+len(spans) <= len(name); at++ {
		if start && at > 0 {
			break
		}
		if t.reads(name[at:], spans) {
			return at
		}
	}
	return -1
}

func (t *sounds) reads(name []rune, spans []span) bool {
	for i, s := range spans {
		if !slices.ContainsFunc(t.of[name[i]], func(n uint16) bool { return n >= s.lo && n < s.hi }) {
			return false
		}
	}
	return true
}

// sameSound reports whether two characters have readings that are alike: what
// input methods and ears confuse, and 馬 and 马.
func (t *sounds) sameSound(a, b rune) bool {
	if a == b {
		return true
	}
	ofB := t.of[b]
	return slices.ContainsFunc(t.of[a], func(n uint16) bool {
		return slices.ContainsFunc(ofB, func(m uint16) bool { return t.alike[n] == t.alike[m] })
	})
}

// initials returns the first letters of a character's readings, each once.
func (t *sounds) initials(r rune) []byte {
	var out []byte
	for _, n := range t.of[r] {
		if c := t.syllables[n][0]; !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// likeInitials returns the first letters of all syllables that sound like a
// character.
func (t *sounds) likeInitials(r rune) []byte {
	out := t.initials(r)
	if slices.Contains(out, 'n') && !slices.Contains(out, 'l') {
		out = append(out, 'l')
	} else if slices.Contains(out, 'l') && !slices.Contains(out, 'n') {
		out = append(out, 'n')
	}
	return out
}

// The terms under which pinyin stands in the dictionary: before every word.
// pairTerm are the initials of two neighboring characters, startTerm is the
// initial of a name's first.
func pairTerm(a, b byte) string { return string([]byte{1, a, b}) }
func startTerm(a byte) string   { return string([]byte{1, '^', a}) }

// soundTerms calls yield with the pinyin terms of a folded name, some of them
// several times.
func (t *sounds) soundTerms(name string, yield func(string)) {
	var before []byte
	first := true
	for _, r := range name {
		if !isIdeograph(r) {
			before = nil
			continue
		}
		now := t.initials(r)
		for _, b := range now {
			if first {
				yield(startTerm(b))
			}
			for _, a := range before {
				yield(pairTerm(a, b))
			}
		}
		before, first = now, false
	}
}

// ideographs returns the characters of a folded name that are searched by
// themselves, with 0 where others stand between.
func ideographs(name string) []rune {
	out := make([]rune, 0, utf8.RuneCountInString(name))
	for _, r := range name {
		switch {
		case isIdeograph(r):
			out = append(out, r)
		case len(out) > 0 && out[len(out)-1] != 0:
			out = append(out, 0)
		}
	}
	return out
}
