package place

// search_test.go: what is found in the drawn town, how it is put, and in which
// order; and that no text does harm.

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fifteen/geo"
)

func TestTownIsFound(t *testing.T) {
	x := town(t)
	for text, want := range map[string][3]string{ // kind, name, context of the first result
		"人民路":               {"street", "人民路", "成都市锦江区"},
		"renminlu":          {"street", "人民路", "成都市锦江区"},
		"rmlu":              {"street", "人民路", "成都市锦江区"},
		"rml":               {"street", "人民路", "成都市锦江区"},
		"人名路":               {"street", "人民路", "成都市锦江区"}, // n and ng
		"renmin lu chengdu": {"street", "人民路", "成都市锦江区"},
		"renmin road":       {"street", "人民路", "成都市锦江区"},
		"成华区人民路":            {"street", "人民路", "成都市成华区"},
		"人民路 成华":            {"street", "人民路", "成都市成华区"},
		"tfgc":              {"poi", "天府广场", "成都市锦江区"},
		"tianfu guangchang": {"poi", "天府广场", "成都市锦江区"},
		"天府广厂":              {"poi", "天府广场", "成都市锦江区"},
		"罗马超市":              {"poi", "羅馬超市", "成都市锦江区"}, // traditional
		"chongqinglu":       {"poi", "重庆路小学", "成都市锦江区"},
		"lvyin":             {"street", "绿荫街", "成都市锦江区"},
		"luyin":             {"street", "绿荫街", "成都市锦江区"},
		"老街":                {"street", "绿荫街", "成都市锦江区"},
		"cafe lowe":         {"poi", "Café Löwe 药房", "成都市锦江区"},
		"AED":               {"poi", "自动体外除颤器（AED）", "成都市锦江区"},
		"医院":                {"poi", "成都市第一人民医院", "成都市锦江区"},
		"108国道":             {"street", "G108", ""},
		"g 108":             {"street", "G108", ""},
		"成都":                {"place", "成都市", ""},
		"蓉城":                {"place", "成都市", ""},

		"人民路12号":         {"house", "人民路12号", "成都市锦江区 610000"},
		"人民路 12 号 3 栋":   {"house", "人民路12号3 栋", "成都市锦江区 610000"},
		"成都市锦江区人民路12号":   {"house", "人民路12号", "成都市锦江区 610000"},
		"renminlu12":     {"house", "人民路12号", "成都市锦江区 610000"},
		"12 renmin rd":   {"house", "人民路12号", "成都市锦江区 610000"},
		"人民路９９号":         {"house", "人民路99号", "成都市成华区"},
		"人民路13号附3号":      {"house", "人民路13号附3号", "成都市锦江区"},
		"人民路13号":         {"house", "人民路13号", "成都市锦江区"},
		"幸福小区5号":         {"house", "幸福小区5号", "成都市锦江区"},
		"无名巷1号":          {"house", "无名巷1号", "成都市锦江区"},
		"人民路与天府大道交叉口":    {"crossing", "人民路与天府大道路口", "成都市锦江区"},
		"人民路天府大道路口":      {"crossing", "人民路与天府大道路口", "成都市锦江区"},
		"人民路和平路路口":       {"crossing", "人民路与和平路路口", "成都市锦江区"},
		"人民路/解放路":        {"crossing", "人民路与解放路路口", "成都市锦江区"},
		"rml & jiefang":  {"crossing", "人民路与解放路路口", "成都市锦江区"},
		"东风路长江街":         {"crossing", "东风路与长江街路口", "成都市锦江区"}, // by a roundabout
		"30.651, 104.06": {"coordinate", "30.651000, 104.060000", "天府大道（近人民路路口）"},
		"104.06 30.651":  {"coordinate", "30.651000, 104.060000", "天府大道（近人民路路口）"},
	} {
		got := first(t, x.find(text, "zh"), text)
		if has := [3]string{got.Kind, got.Name, got.Context}; has != want {
			t.Errorf("%q: %q, want %q", text, has, want)
		}
	}
}

func TestOneCrossingOfFourCorners(t *testing.T) {
	x := town(t)
	n := 0
	for _, r := range x.find("人民路与天府大道", "zh") {
		if r.Kind == "crossing" {
			n++
			if d := geo.Distance(r.Position, onPlan(7.5, 7.5)); d > 2 {
				t.Errorf("it is %.0f m from the middle", d)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d crossings", n)
	}
	if got := x.find("解放路与天府大道", "zh"); slices.ContainsFunc(got, func(r Result) bool { return r.Kind == "crossing" }) {
		t.Errorf("two streets that do not meet: %v", got)
	}
}

func TestInterpolation(t *testing.T) {
	x := town(t)
	for text, want := range map[string]struct {
		class string
		x, y  float64
	}{
		"人民路12号":   {"house", 120, 30},
		"人民路18号":   {"interpolated", 180, 30},   // between 12 and 24
		"人民路18号A":  {"interpolated", 180, 30},   // kept as typed
		"人民南路101号": {"house", -900, 330},        // on the line
		"人民南路105号": {"interpolated", -580, 330}, // on an odd line
		"人民南路111号": {"house", -100, 330},        // its end
		"人民南路102号": {"interpolated", -820, 330}, // the other side has none: between 101 and 103
		"人民路24号":   {"house", 240, 30},
	} {
		got := first(t, x.find(text, "zh"), text)
		if d := geo.Distance(got.Position, onPlan(want.x, want.y)); got.Class != want.class || got.Kind != "house" || d > 2 {
			t.Errorf("%q: %s %q, %.0f m from where it should be", text, got.Class, got.Name, d)
		}
		if !strings.HasSuffix(strings.ReplaceAll(got.Name, "a", "A"), strings.TrimSuffix(text[len("人民"):], "号")+"号") && !strings.Contains(got.Name, "18") {
			t.Errorf("%q became %q", text, got.Name)
		}
	}
	for _, r := range x.find("人民路500号", "zh") {
		if r.Kind == "house" {
			t.Errorf("a number far from all known: %v", r)
		}
	}
}

func TestNearerFirst(t *testing.T) {
	x := town(t)
	for _, c := range []struct {
		x    float64
		want string
	}{{0, "成都市锦江区"}, {5500, "成都市成华区"}} {
		near := onPlan(c.x, 0)
		got := x.Search(Query{Text: "人民路", Near: near, HasNear: true, Lang: "zh"})
		if len(got) < 3 || got[0].Context != c.want || got[0].DistanceM > 20 || got[0].DistanceM != geo.Distance(near, got[0].Position) {
			t.Errorf("from %.0f m: %v", c.x, got)
		}
		if got[len(got)-1].Name != "人民南路" {
			t.Errorf("a name with a gap is not last: %v", got)
		}
	}
	if got := x.Search(Query{Text: "人民路", Lang: "en"}); len(got) == 0 || got[0].Name != "Renmin Road" || got[0].Context != "Jinjiang, Chengdu" || got[0].DistanceM != 0 {
		t.Errorf("in English, from nowhere: %v", got)
	}
}

// awkward are texts that a search must survive.
var awkward = []string{
	"", " ", "\x00\x01\x02", "　", "the of and", "号", "&", "&&&", "/", "与", "路口", "12", "12号", "号号号", "0", "-1", "\"", "%_*?", "'; drop",
	"\xff\xfe", "é", "🚑", "人", "路", "r", "rr", "uuuu", "a&b&c&d&e", "人民路与与解放路", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
	"人民路renminlu Renmin Rd 12号 Apt 3", "Ａ１２号", "\u202e人民路", "الشارع", "सड़क", "улица Ленина", "서울", "とうきょう",
	strings.Repeat("人民路", 3_000), strings.Repeat("a", 10_000), strings.Repeat("a ", 5_000), strings.Repeat("renmin", 2_000),
	strings.Repeat("&", 10_000), strings.Repeat("12号", 3_000), strings.Repeat("与", 10_000), strings.Repeat("路口", 5_000), strings.Repeat("﷽", 10_000),
}

func TestAwkwardTexts(t *testing.T) {
	for _, x := range []*Index{town(t), delaware(t), empty(t)} {
		for _, text := range awkward {
			began := time.Now()
			got := x.find(text, "zh")
			if took := time.Since(began); took > 5*time.Second { // a stall, not a slow machine
				t.Errorf("%.20q took %v", text, took)
			}
			if again := x.find(text, "zh"); !slices.Equal(got, again) {
				t.Errorf("%.20q: another order at the second call", text)
			}
			if len(got) > DefaultLimit {
				t.Errorf("%.20q: %d results", text, len(got))
			}
		}
	}
	if got := town(t).find(" \t\x00", "zh"); got != nil {
		t.Errorf("nothing typed: %v", got)
	}
}

func TestLimits(t *testing.T) {
	x := delaware(t)
	for limit, want := range map[int]int{0: DefaultLimit, -1: DefaultLimit, 3: 3, 1_000: MaxLimit} {
		if got := x.Search(Query{Text: "street", Limit: limit}); len(got) != want {
			t.Errorf("limit %d: %d results, want %d", limit, len(got), want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range awkward {
		f.Add(s[:min(len(s), 60)], "zh")
	}
	for _, s := range []string{"人民路12号3栋", "rmlu & jfl", "12 renmin rd apt 3", "30.65, 104.06", "corner of a and b"} {
		f.Add(s, "en")
	}
	x := town(f)
	f.Fuzz(func(t *testing.T, text, lang string) {
		got := x.find(text, lang)
		if len(got) > DefaultLimit {
			t.Fatalf("%d results", len(got))
		}
		for _, r := range got {
			if r.Name == "" || r.Kind == "" || !(r.DistanceM >= 0) {
				t.Fatalf("%q: %+v", text, r)
			}
		}
		if again := x.find(text, lang); !slices.Equal(got, again) {
			t.Fatalf("%q: %v, then %v", text, got, again)
		}
		for _, s := range x.scratchIsClean() {
			t.Fatalf("%q left %s behind", text, s)
		}
	})
}

// scratchIsClean looks into one borrowed memory.
func (x *Index) scratchIsClean() (dirty []string) {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	for i := range s.states {
		if s.states[i] != (state{}) {
			dirty = append(dirty, x.names[i])
		}
	}
	if slices.ContainsFunc(s.counts, func(n uint8) bool { return n != 0 }) {
		dirty = append(dirty, "counts")
	}
	return dirty
}
