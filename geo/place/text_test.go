package place

// text_test.go: folding, coordinates, house numbers and the ways to read a
// text.

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		" \t\x00 ":                  "",
		"Café  LÖWE":                "cafe lowe",
		"Hauptstraße":               "hauptstrasse",
		"St. George's Church":       "st georges church",
		"U.S. 13":                   "us 13",
		"Ｍａｒｋｅｔ　Ｓｔ":                 "market st",
		"人民路12号":                    "人民路 12 号",
		"人民 路":                      "人民路",
		"天府广场（地铁站）A口":               "天府广场地铁站 a 口",
		"Johnson & Sons":            "johnson and sons",
		"12-14 O’Neill":             "12-14 oneill",
		"Eastburn-Jeanes":           "eastburn jeanes",
		"Łódź":                      "lodz",
		"서울역":                       "서울역",
		"ガード":                       "カート",
		"\u202eMarket\u200b Street": "market street",
	} {
		if got := fold(in, false); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
	if got := fold("人民 路", true); got != "人民 路" {
		t.Errorf("apart: %q", got)
	}
	if a, b := streetKey("E Cleveland Ave"), streetKey("East Cleveland Avenue"); a != b {
		t.Errorf("%q and %q are one street", a, b)
	}
}

func TestParseCoordinate(t *testing.T) {
	for in, want := range map[string]orb.Point{
		"39.745, -75.546":         {-75.546, 39.745},
		"39.745 -75.546":          {-75.546, 39.745},
		"(39.745,-75.546)":        {-75.546, 39.745},
		"39.745-75.546":           {-75.546, 39.745},
		`39°44'42"N 75°32'45"W`:   {-75.545833, 39.745},
		"39°44′42″N, 75°32′45″W":  {-75.545833, 39.745},
		"N39°44.7' W75°32.75'":    {-75.545833, 39.745},
		"39.745N 75.546W":         {-75.546, 39.745},
		"75.546W 39.745N":         {-75.546, 39.745},
		"104.06, 30.66":           {104.06, 30.66},
		"30.66，104.06":            {104.06, 30.66},
		"３０．６６，１０４．０６":            {104.06, 30.66},
		"北纬30.66 东经104.06":        {104.06, 30.66},
		"北纬30度39分36秒，东经104度3分36秒": {104.06, 30.66},
		"lat 39.745 lng -75.546":  {-75.546, 39.745},
		"lng=-75.546, lat=39.745": {-75.546, 39.745},
		"经度104.06 纬度30.66":        {104.06, 30.66},
		"geo:39.745,-75.546":      {-75.546, 39.745},
		"39° N, 75° W":            {-75, 39},
		"-33.8688, 151.2093":      {151.2093, -33.8688},
	} {
		got, ok := ParseCoordinate(in)
		if !ok || math.Abs(got[0]-want[0]) > 1e-5 || math.Abs(got[1]-want[1]) > 1e-5 {
			t.Errorf("%q: %v, %v; want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{
		"", "12 34", "12345.67", "1.23.4", "12 Market St", "人民路12号", "91.5, 181.5", "120.5, 130.5", "39°61'N 75°W", "39.745", "39.745N 75.546S",
		"39.745, -75.546, 12.5", "9th & 10th", "1-2", "-39.7N 75.5W", strings.Repeat("1", 500),
	} {
		if got, ok := ParseCoordinate(in); ok {
			t.Errorf("%q was taken for %v", in, got)
		}
	}
}

func FuzzParseCoordinate(f *testing.F) {
	for _, s := range []string{"39.745, -75.546", `39°44'42"N 75°32'45"W`, "北纬30.66 东经104.06", "lng=1 lat=2", "12 34"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := ParseCoordinate(s)
		if ok && !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			t.Errorf("%q: %v is not on earth", s, p)
		}
		if !ok && p != (orb.Point{}) {
			t.Errorf("%q: refused, and yet %v", s, p)
		}
	})
}

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]struct {
		num, max int32
		rest     string
	}{
		"12": {12, 12, ""}, "12号": {12, 12, ""}, "12 A": {12, 12, "a"}, "12号附3号": {12, 12, "附3"},
		"100-110": {100, 110, "-110"}, "12-3号": {12, 12, "-3"}, "１２号": {12, 12, ""}, "Market": {-1, -1, ""}, "": {-1, -1, ""},
		"123弄4号": {123, 123, "弄4"}, "99999999999": {9999999, 9999999, "9999"},
	} {
		if num, highest, rest, _ := parseNumber(in); num != want.num || highest != want.max || rest != want.rest {
			t.Errorf("%q: %d, %d, %q; want %v", in, num, highest, rest, want)
		}
	}
}

func TestHouseQueries(t *testing.T) {
	for in, want := range map[string][3]string{ // street, number, rest of the first reading
		"人民路12号":                      {"人民路", "12", ""},
		"人民路 12 号 3 栋":                {"人民路", "12", "3 栋"},
		"人民路１２号":                      {"人民路", "12", ""},
		"一环路南1段12号":                   {"一环路南 1 段", "12", ""},
		"1200 N Market St":            {"n market st", "1200", ""},
		"Market St 1200a":             {"market st", "1200a", ""},
		"18 Oklahoma State Dr, Apt 3": {"oklahoma state dr", "18", "Apt 3"},
		"renminlu12":                  {"renminlu", "12", ""},
		"Renmin Lu 12号":               {"renmin lu", "12", ""},
	} {
		got := houseQueries(clean(in))
		if len(got) == 0 {
			t.Errorf("%q is no address", in)
			continue
		}
		var words []string
		for _, w := range got[0].street {
			words = append(words, w.text)
		}
		if has := [3]string{strings.Join(words, " "), got[0].number, got[0].rest}; has != want {
			t.Errorf("%q: %q, want %q", in, has, want)
		}
	}
	for _, in := range []string{"", "人民路", "9th St", "12", "红星路3段"} {
		if got := houseQueries(in); len(got) != 0 {
			t.Errorf("%q was taken for the address %v", in, got)
		}
	}
}

func TestCrossingQueries(t *testing.T) {
	for in, want := range map[string]crossed{
		"Market St & 9th":                {"Market St", "9th"},
		"Market St and W 9th St":         {"Market St", "W 9th St"},
		"corner of Market St and 9th":    {"Market St", "9th"},
		"Market St/9th":                  {"Market St", "9th"},
		"Market St at 9th":               {"Market St", "9th"},
		"Market St &":                    {"Market St", ""},
		"人民路与解放路交叉口":                     {"人民路", "解放路"},
		"人民路和解放路":                        {"人民路", "解放路"},
		"人民路解放路路口":                       {"人民路", "解放路"},
		"人民路解放路口":                        {"人民路", "解放路"},
		"人民路和平路":                         {"人民路", "和平路"},
		"人 民 路 / 解放路":                    {"人 民 路", "解放路"},
		"人民路 与 解放路 的交叉口":                 {"人民路", "解放路"},
		"intersection of King and Queen": {"King", "Queen"},
		"Rua do Ouro e Rua da Conceição": {"Rua do Ouro", "Rua da Conceição"},
	} {
		if got := crossingQueries(clean(in)); !slices.Contains(got, want) {
			t.Errorf("%q: %q lacks %q", in, got, want)
		}
	}
	for _, in := range []string{"", "Market St", "人民路", "&", "路口"} {
		if got := crossingQueries(in); len(got) != 0 {
			t.Errorf("%q was taken for the crossing %q", in, got)
		}
	}
}

func TestCleanIsBounded(t *testing.T) {
	for _, s := range []string{strings.Repeat("人", 10_000), strings.Repeat("﷽", 10_000), strings.Repeat("\x00", 10_000), "a\xff\xfeb"} {
		got := clean(s)
		if utf8.RuneCountInString(got) > MaxText || !utf8.ValidString(got) {
			t.Errorf("%d characters, valid %v", utf8.RuneCountInString(got), utf8.ValidString(got))
		}
	}
}
