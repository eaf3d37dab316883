package place

// fold.go: one spelling for what people type in many: width, case, diacritics,
// punctuation.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are those that Unicode does not take apart but people do.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ı': "i", 'ħ': "h",
}

// fold returns the words of a text in lower case without diacritics, separated
// by single spaces. A change between ideographs and letters or digits separates
// words as well; what stands between two ideographs does not, unless apart is
// set, so that a name in Chinese is one word however it is punctuated.
func fold(s string, apart bool) string {
	if !ascii(s) {
		s = norm.NFKD.String(s)
	}
	var f folder
	f.apart = apart
	for i, r := range s {
		f.rune(r, s[i+utf8.RuneLen(max(r, 0)):])
	}
	out := f.b.String()
	if !ascii(out) {
		out = norm.NFC.String(out) // Hangul, which NFKD took apart
	}
	return out
}

type folder struct {
	b       strings.Builder
	last    rune // written last; 0 after a separator
	before  rune // written last, separators or not
	letters int  // written since the last separator
	apart   bool
}

func (f *folder) rune(r rune, rest string) {
	switch {
	case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʼ':
	case r == '.' && f.letters == 1 && unicode.IsLetter(f.last): // U.S.
		f.letters = 0
	case (r == '-' || r == '/') && isDigit(f.last) && rest != "" && isDigit(rune(rest[0])): // 12-14
		f.write(r)
	case r == '&':
		f.separate()
		f.word("and")
		f.separate()
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r):
		r = unicode.ToLower(r)
		if to, ok := letters[r]; ok {
			f.word(to)
			return
		}
		f.write(r)
	default:
		f.separate()
	}
}

func (f *folder) word(s string) {
	for _, r := range s {
		f.write(r)
	}
}

func (f *folder) separate() { f.last, f.letters = 0, 0 }

func (f *folder) write(r rune) {
	if f.before != 0 {
		was, is := isIdeograph(f.before), isIdeograph(r)
		if was != is || f.last == 0 && (!is || f.apart) {
			f.b.WriteByte(' ')
			f.letters = 0
		}
	}
	f.b.WriteRune(r)
	f.last, f.before = r, r
	f.letters++
}

// isIdeograph reports whether a character belongs to a script that is written
// without spaces and is therefore searched by characters.
func isIdeograph(r rune) bool {
	return r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r == 'ー')
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hasIdeograph reports whether a text has a character searched by itself.
func hasIdeograph(s string) bool { return strings.ContainsFunc(s, isIdeograph) }

// hasHan reports whether a text can be read by a reader of Chinese.
func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
