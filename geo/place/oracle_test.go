package place

// oracle_test.go: the index against a naive twin that looks at every name of
// every entry by itself.

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// osa is the optimal string alignment distance, by the whole table.
func osa(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// naiveNear says whether a word is within k slips of another, or of its
// beginning.
func naiveNear(query, word []rune, k int, open bool) bool {
	if k > 1 && (len(word) == 0 || word[0] != query[0]) {
		return false
	}
	for n := len(word); n >= 0; n-- {
		if osa(query, word[:n]) <= k {
			return true
		}
		if !open {
			return false
		}
	}
	return false
}

func TestNearAgainstEveryWord(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 1))
	letters := []rune("abcé中")
	word := func(n int) string {
		out := make([]rune, n)
		for i := range out {
			out[i] = letters[rng.IntN(len(letters))]
		}
		return string(out)
	}
	for range 30 {
		of := map[string][]uint32{}
		for range 1 + rng.IntN(80) {
			of[word(1+rng.IntN(9))] = []uint32{1}
		}
		of[pairTerm('a', 'b')] = []uint32{1}
		d := newDictionary(of)
		for range 40 {
			query, k, open := word(4+rng.IntN(6)), 1+rng.IntN(2), rng.IntN(2) == 0
			var got, want []string
			d.near(query, k, open, func(w, _ int) { got = append(got, d.words[w]) })
			for _, w := range d.words {
				if w[0] > 1 && naiveNear([]rune(query), []rune(w), k, open) {
					want = append(want, w)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q with %d slips, open %v, in %q: %q, want %q", query, k, open, d.words, got, want)
			}
		}
	}
}

// naive is the twin.
type naive struct {
	x    *Index
	memo map[compared]bool // of words, for one text
}

// compared are a token and a word.
type compared struct {
	token, word string
	last        bool
}

// word says whether a token is found in a name.
func (o naive) word(name string, t token) bool {
	if t.ideo {
		return o.run(name, t)
	}
	for w := range strings.FieldsSeq(name) {
		if isIdeograph([]rune(w)[0]) {
			continue
		}
		key := compared{t.text, w, t.last}
		if v, ok := o.memo[key]; ok && v {
			return true
		} else if ok {
			continue
		}
		o.memo[key] = true
		for _, v := range append([]string{w}, sameAs[w]...) {
			if v == t.text || strings.HasPrefix(v, t.text) && (t.last || len(t.runes) > 1 && !isDigit(t.runes[0])) {
				return true
			}
			if k := slips(t.text); k > 0 && naiveNear(t.runes, []rune(v), k, t.last) {
				return true
			}
		}
		o.memo[key] = false
	}
	return o.pinyin(name, t.text, false)
}

func (o naive) run(name string, t token) bool {
	if strings.Contains(name, t.text) {
		return true
	}
	chars, n := []rune(name), len(t.runes)
	if n < 2 {
		return false
	}
	i := 0
	for _, r := range chars {
		if i < n && t.runes[i] == r {
			i++
		}
	}
	if i == n {
		return true
	}
	sounds := readings()
	for at := range chars {
		for end := at; end <= len(chars); end++ {
			part := chars[at:end]
			if n >= 4 && osaPlain(part, t.runes) <= 1 {
				return true
			}
			if len(part) == n && !slices.ContainsFunc(part, func(r rune) bool { return !isIdeograph(r) }) {
				same := true
				for i := range part {
					same = same && sounds.sameSound(part[i], t.runes[i])
				}
				if same {
					return true
				}
			}
		}
	}
	return false
}

// osaPlain is the distance without swaps.
func osaPlain(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return max(len(a), len(b))
	}
	cost := 1
	if a[0] == b[0] {
		return osaPlain(a[1:], b[1:])
	}
	if d := len(a) - len(b); d > 1 || d < -1 {
		return 2
	}
	best := 2
	if slices.Equal(a[1:], b[1:]) || slices.Equal(a[1:], b) || slices.Equal(a, b[1:]) {
		best = cost
	}
	return best
}

// pinyin says whether a text reads some characters of a name: two or more
// anywhere, or its first, or any one.
func (o naive) pinyin(name, text string, anyOne bool) bool {
	if len(text) < 2 {
		return false
	}
	chars := []rune(name)
	start := true
	for i, r := range chars {
		if !isIdeograph(r) {
			continue
		}
		if n := o.consume(chars[i:], text, 0); n > 1 || n == 1 && (start || anyOne) {
			return true
		}
		start = false
	}
	return false
}

// consume returns how many characters a text reads, the most of all ways, or 0.
func (o naive) consume(chars []rune, text string, used int) int {
	if text == "" {
		return used
	}
	if len(chars) == 0 || !isIdeograph(chars[0]) {
		return 0
	}
	best := 0
	t := readings()
	for _, s := range t.of[chars[0]] {
		syllable := t.syllables[s]
		for n := 1; n <= min(len(syllable), len(text)) && syllable[:n] == text[:n]; n++ {
			best = max(best, o.consume(chars[1:], text[n:], used+1))
		}
	}
	return best
}

// entries returns the entries that a text names, by the rule and no index.
func (o naive) entries(list []token) map[uint32]bool {
	x := o.x
	required := 0
	for _, t := range list {
		if !stopWords[t.text] {
			required++
		}
	}
	need := 0
	joined := ""
	for i, t := range list {
		if required == 0 || !stopWords[t.text] {
			need |= 1 << i
		}
		joined += t.text
	}
	memo := map[uint32]int{}
	found := func(name uint32) int {
		mask, ok := memo[name]
		if ok {
			return mask
		}
		for i, t := range list {
			if o.word(x.names[name], t) {
				mask |= 1 << i
			}
		}
		if len(list) > 1 && o.pinyin(x.names[name], joined, false) {
			mask = 1<<len(list) - 1
		}
		for i, t := range list { // one syllable counts where something else was found
			if mask != 0 && !t.ideo && o.pinyin(x.names[name], t.text, true) {
				mask |= 1 << i
			}
		}
		memo[name] = mask
		return mask
	}
	out := map[uint32]bool{}
	for name := range uint32(len(x.names)) {
		mask := found(name) & need
		if mask == 0 {
			continue
		}
		for _, b := range x.bearers[x.bearerOf[name]:x.bearerOf[name+1]] {
			n := b &^ bearerBits
			if (mask|o.inContext(x.entries[n].Context, found))&need == need {
				out[n] = true
			}
		}
	}
	return out
}

// inContext returns the tokens that the names of a locality have.
func (o naive) inContext(context uint32, found func(uint32) int) (mask int) {
	c := o.x.contexts[context]
	for _, l := range append(c.Labels[:], c.Postcode) {
		if l >= 0 {
			of := o.x.labels[l]
			for _, n := range o.x.labelNames[of.First:of.Last] {
				mask |= found(n)
			}
		}
	}
	return mask
}

// agree compares index and twin on one text.
func agree(t *testing.T, x *Index, text string) {
	t.Helper()
	list := tokens(clean(text))
	if len(list) == 0 {
		return
	}
	for _, tok := range list {
		if x.about.Ideographs != 0 && len(readings().spell(tok.text)) == maxReadings {
			return // not every way to take it apart was tried
		}
	}
	want := naive{x, map[compared]bool{}}.entries(list)
	got := map[uint32]bool{}
	x.each(list, 1<<30, func(h hit) {
		if len(want) > 0 || h.tier != tierSlip || h.penalty != maxPenalty { // else found elsewhere
			got[h.entry] = true
		}
	})
	for n := range want {
		if !got[n] {
			t.Errorf("%q: %q (%s) is not found", text, x.entryName(n, "en"), x.locality(x.entries[n].Context, "en"))
		}
	}
	for n := range got {
		if !want[n] {
			t.Errorf("%q: %q (%s) is found", text, x.entryName(n, "en"), x.locality(x.entries[n].Context, "en"))
		}
	}
}

// mistype makes a text from a name: part of it, slips, other order, other case.
func mistype(rng *rand.Rand, name string) string {
	r := []rune(name)
	switch rng.IntN(6) {
	case 0:
		r = r[:1+rng.IntN(len(r))]
	case 1, 2:
		i := rng.IntN(len(r))
		switch rng.IntN(4) {
		case 0:
			r = slices.Delete(r, i, i+1)
		case 1:
			r = slices.Insert(r, i, 'x')
		case 2:
			r[i] = 'q'
		default:
			if i > 0 {
				r[i], r[i-1] = r[i-1], r[i]
			}
		}
	case 3:
		words := strings.Fields(string(r))
		rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		r = []rune(strings.Join(words, " "))
	case 4:
		r = []rune(strings.ToUpper(string(r)))
	}
	return string(r)
}

func TestSearchAgainstEveryName(t *testing.T) {
	x := delaware(t)
	rng := rand.New(rand.NewPCG(15, 2))
	// A part of the names is enough to draw from; all are compared.
	for range 7 {
		e := &x.entries[rng.IntN(len(x.entries))]
		text := mistype(rng, x.texts[e.Name])
		if rng.IntN(4) == 0 {
			text += " " + x.inner(e.Context, "en")
		}
		agree(t, x, text)
	}
	for _, text := range []string{"of the", "wilmington st", "market wilmingtn", "1st 19801", "saint de"} {
		agree(t, x, text)
	}
}

// chengdu are names of real streets.
var chengdu = strings.Fields(`一环路南一段 一环路南二段 下南大街 中学路 临江东路 临江中路 临江路 二环路南三段 二环高架路 人南立交
	人民南路三段 人民南路四段 倪家桥路 公行道 创业路 华姿路 南浦东路 复兴桥 大学路 小天竺街 小天西街 成科西路 新南门隧道 旅游村街 无名巷
	林荫中街 林荫街 桐梓林东路 棕南正街 武侯祠大街 永丰路 洗面桥东一街 浆洗街 滨江东路 玉林一巷 玉林上横巷 玉林东路 玉林街 玉林西路 玉洁巷
	电信南街 白云街 磨子桥下穿隧道 科华北路 科院街 红星路四段 肖家河街 芳草东街 芳草西一街 蓝天路 衣冠庙跨线桥 金陵横街 锦江宾馆隧道
	锦绣路 锦里东路 领事馆路 高新大道永丰路 黉门街 龙江路`)

func chengduIndex(t testing.TB) *Index {
	t.Helper()
	d := newDrawing()
	d.area(-1000, -1000, 10_000, 10_000, "锦江区", "6", "name:en", "Jinjiang")
	for i, name := range chengdu {
		y := float64(i) * 100
		d.street([][2]float64{{0, y}, {500, y}}, name)
	}
	x, err := Build(t.Context(), &d.Extract, nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestChineseSearchAgainstEveryName(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 3))
	sounds := readings()
	for _, x := range []*Index{chengduIndex(t), town(t)} {
		for range 400 {
			name := []rune(x.names[rng.IntN(len(x.names))])
			from := rng.IntN(len(name))
			part := name[from : from+1+rng.IntN(min(6, len(name)-from))]
			text := string(part)
			switch rng.IntN(4) {
			case 0: // pinyin, each syllable cut anywhere
				text = ""
				for _, r := range part[:min(4, len(part))] {
					if of := sounds.of[r]; len(of) > 0 {
						s := sounds.syllables[of[rng.IntN(len(of))]]
						text += s[:1+rng.IntN(len(s))]
					}
				}
			case 1: // a wrong character
				part = slices.Clone(part)
				part[rng.IntN(len(part))] = []rune("龙路民人名玄")[rng.IntN(6)]
				text = string(part)
			case 2: // characters left out
				if len(part) > 2 {
					text = string(part[:1]) + string(part[2:])
				}
			}
			agree(t, x, text)
		}
	}
}

func TestPinyinSyllables(t *testing.T) {
	for text, want := range map[string]string{
		"renminlu": "[ren min lu]", "tianfuguangchang": "[tian fu guang chang]", "rmlu": "[r m lu]", "xian": "[xian]", "u": "[]", "uuu": "[]", "12": "[]", "": "[]",
	} {
		ways := readings().spell(text)
		got := "[]"
		if len(ways) > 0 {
			got = fmt.Sprint(ways[0].parts)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
