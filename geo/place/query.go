package place

// query.go: what a typed text may mean: a name, a house number on a street, a
// crossing of two streets.

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxText is how many characters of a text are looked at.
const MaxText = 200

// maxWays is how many ways to understand a text as a house number, and as a
// crossing, are tried.
const maxWays = 4

// clean returns at most MaxText characters of a text in their usual width, with
// spaces for what cannot be seen.
func clean(text string) string {
	end := len(text)
	n := 0
	for i := range text {
		if n == MaxText {
			end = i
			break
		}
		n++
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r): // zero-width, direction marks
			return -1
		}
		return r
	}, text[:end])
	text = strings.TrimSpace(norm.NFKC.String(text))
	if utf8.RuneCountInString(text) > MaxText { // ligatures grow
		text = string([]rune(text)[:MaxText])
	}
	return text
}

// tokens returns the words of a text, at most maxTokens.
func tokens(text string) []token {
	words := strings.Fields(fold(text, true))
	words = words[:min(len(words), maxTokens)]
	out := make([]token, len(words))
	for i, w := range words {
		runes := []rune(w)
		out[i] = token{text: w, runes: runes, ideo: isIdeograph(runes[0]), last: i == len(words)-1}
	}
	return out
}

// splitLocality takes the names of localities off the beginnings of Chinese
// words: 成都市锦江区人民路 becomes three. It returns nil if there is nothing
// to take off.
func (x *Index) splitLocality(list []token) []token {
	var out []token
	split := false
	for _, t := range list {
		rest := t.runes
		for t.ideo && len(rest) > 2 && len(out) < maxTokens {
			n := x.localityPrefix(rest)
			if n == 0 {
				break
			}
			out = append(out, token{text: string(rest[:n]), runes: rest[:n], ideo: true})
			rest, split = rest[n:], true
		}
		out = append(out, token{text: string(rest), runes: rest, ideo: t.ideo, last: t.last})
	}
	if !split || len(out) > maxTokens {
		return nil
	}
	return out
}

// localityPrefix returns how many characters of a run are the longest name of
// a locality at its beginning, with something left behind it.
func (x *Index) localityPrefix(run []rune) int {
	for n := min(len(run)-1, 12); n >= 2; n-- {
		if name, ok := x.nameNumber(string(run[:n])); ok && x.labelled[name] != 0 {
			return n
		}
	}
	return 0
}

// numbered is a text understood as a street with a house number. The rest (3
// 栋, Apt 5) belongs to neither and is kept.
type numbered struct {
	street []token
	number string
	rest   string
}

var (
	hanNumber  = regexp.MustCompile(`(\d{1,7}(?:-\d{1,7})?[A-Za-z]?)\s*(号院|号|號|弄|#)?`)
	unitAtEnd  = regexp.MustCompile(`(?i)[,\s]+((?:apt|apartment|unit|suite|ste|floor|fl|room|rm|#)\.?\s*#?\s*[\w-]{1,10})$`)
	latinHouse = regexp.MustCompile(`^\d{1,7}(?:-\d{1,7})?[a-z]?$`)
	gluedHouse = regexp.MustCompile(`\b([A-Za-z]{4,})(\d{1,5})\b`)
)

// notNumbers follow digits that belong to a street's name: 南1段, 3环.
const notNumbers = "路街道段环线巷里村组期桥大号线"

// houseQueries returns the ways to read a text as an address.
func houseQueries(text string) []numbered {
	var out []numbered
	for _, m := range hanNumber.FindAllStringSubmatchIndex(text, -1) {
		street := strings.TrimRight(text[:m[0]], " ,-")
		before, _ := utf8.DecodeLastRuneInString(street)
		if !isIdeograph(before) || len(out) == maxWays {
			continue
		}
		rest := strings.TrimLeft(text[m[1]:], " ,")
		if next, _ := utf8.DecodeRuneInString(rest); m[4] < 0 && strings.ContainsRune(notNumbers, next) && rest != "" {
			continue
		}
		out = append(out, numbered{street: tokens(street), number: text[m[2]:m[3]], rest: rest})
	}
	rest := ""
	if m := unitAtEnd.FindStringSubmatchIndex(text); m != nil {
		text, rest = text[:m[0]], text[m[2]:m[3]]
	}
	all := tokens(gluedHouse.ReplaceAllString(text, "$1 $2"))
	for i, t := range all {
		if !latinHouse.MatchString(t.text) || len(all) == 1 || len(out) >= maxWays {
			continue
		}
		if i > 0 && all[i-1].ideo || i+1 < len(all) && all[i+1].ideo && all[i+1].text != "号" && all[i+1].text != "號" {
			continue // read above, or a part of a Chinese name
		}
		q := numbered{number: t.text, rest: rest}
		for j, other := range all {
			if j != i && (j != i+1 || other.text != "号" && other.text != "號") {
				q.street = append(q.street, other)
			}
		}
		if len(q.street) > 0 {
			q.street[len(q.street)-1].last = true
			out = append(out, q)
		}
	}
	return out
}

// crossed is a text understood as two streets that meet. An empty second one is
// not typed yet.
type crossed struct{ a, b string }

var (
	crossingBefore = regexp.MustCompile(`(?i)^(?:the\s+)?(?:corner|intersection|junction|crossing)(?:\s+of)?\s+`)
	crossingAfter  = []string{"交叉路口", "十字路口", "丁字路口", "交叉口", "交汇处", "交汇口", "交界处", "交口", "转角", "拐角", "路口", "口"}
	crossingSign   = regexp.MustCompile(`(?i)\s*(?:[&/@+、×]|\s(?:and|at|x|und|e)(?:\s|$))\s*|[与和跟及同]`)
)

// streetEnds end the names of streets in Chinese.
const streetEnds = "路街道巷弄线段"

// crossingQueries returns the ways to read a text as a crossing.
func crossingQueries(text string) []crossed {
	text = crossingBefore.ReplaceAllString(text, "")
	bodies := []string{text}
	for _, end := range crossingAfter {
		if body, ok := strings.CutSuffix(text, end); ok && body != "" {
			bodies = append(bodies, strings.TrimSuffix(strings.TrimSpace(body), "的"))
		}
	}
	var out []crossed
	add := func(a, b string, open bool) {
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		if len(out) < maxWays && a != "" && (b != "" || open) {
			out = append(out, crossed{a, b})
		}
	}
	for i := len(bodies) - 1; i >= 0; i-- { // the shortest is the likeliest
		for _, m := range crossingSign.FindAllStringIndex(bodies[i], -1) {
			if m[1] > m[0] {
				add(bodies[i][:m[0]], bodies[i][m[1]:], true)
			}
		}
	}
	for i := len(bodies) - 1; i >= 0; i-- {
		body := []rune(bodies[i])
		for j := 2; j+2 <= len(body); j++ {
			if strings.ContainsRune(streetEnds, body[j-1]) && isIdeograph(body[j]) {
				add(string(body[:j]), string(body[j:]), false)
			}
		}
	}
	return out
}
