package place

// coordinate.go: coordinates typed into the search box.

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"golang.org/x/text/unicode/norm"
)

// maxCoordinateText is the length in bytes beyond which no text is a
// coordinate.
const maxCoordinateText = 120

// half is one of the two numbers: a sign, degrees, perhaps minutes and
// seconds, with the hemisphere before or behind.
const half = `([NSEWnsew北南东西]?)(?:纬|经)?[:：]?\s*([+\-−]?)(\d{1,3}(?:\.\d{1,15})?)\s*(?:(°|º|度|d|D)\s*(?:(\d{1,2}(?:\.\d{1,15})?)\s*['′’分mM]\s*(?:(\d{1,2}(?:\.\d{1,15})?)\s*(?:"|″|”|''|′′|’’|秒|s(?:ec)?)?\s*)?)?)?\s*([NSEWnsew]?)`

var coordinateForm = regexp.MustCompile(`^[(\[]?\s*` + half + `(\s*[,，;；、/]\s*|\s+|)` + half + `\s*[)\]]?$`)

// words that people put before the numbers, as chats and maps do.
var coordinateWords = strings.NewReplacer(
	"geo:", "", "latitude", " ", "longitude", " ", "lat", " ", "lng", " ", "lon", " ", "纬度", " ", "经度", " ", "=", " ", ":", " ", "：", " ")

// ParseCoordinate reads a position: "39.745, -75.546", `39°44'42"N 75°32'45"W`,
// "北纬30.66 东经104.06". Without hemispheres the latitude stands first; the
// longitude may, where only that order is possible (104.06, 30.66). Two whole
// numbers without a mark of coordinates ("12 34") are none, and neither is
// anything that says more than a position. The text's coordinate system is its
// author's; the point is as typed, longitude first.
func ParseCoordinate(text string) (orb.Point, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxCoordinateText || !utf8.ValidString(text) || !strings.ContainsAny(text, "0123456789０１２３４５６７８９") {
		return orb.Point{}, false
	}
	text = strings.NewReplacer("″", `"`, "′", "'", "”", `"`, "’", "'", "º", "°").Replace(text) // before NFKC takes them apart
	text = norm.NFKC.String(text)
	lower := strings.ToLower(text)
	lngFirst := false
	if a, b := firstIndex(lower, "lng", "lon", "经度"), firstIndex(lower, "lat", "纬度"); a >= 0 && b >= 0 {
		lngFirst = a < b
		text = strings.TrimSpace(coordinateWords.Replace(lower))
	} else {
		text = strings.TrimSpace(strings.TrimPrefix(text, "geo:"))
	}
	m := coordinateForm.FindStringSubmatch(text)
	if m == nil {
		return orb.Point{}, false
	}
	if m[1] != "" && m[7] != "" && m[9] == "" {
		m[7], m[9] = "", m[7] // N39° W75°: the second letter belongs to what follows
	}
	a, okA := readHalf(m[1:8])
	b, okB := readHalf(m[9:16])
	if at := coordinateForm.FindStringSubmatchIndex(text); at[2*3+1] == at[2*11] {
		return orb.Point{}, false // nothing tells where one number ends
	}
	marked := a.marked && b.marked || lngFirst || strings.Contains(lower, "lat") || strings.Contains(lower, "纬")
	marked = marked || strings.Contains(m[3], ".") && strings.Contains(m[11], ".")
	if !okA || !okB || !marked {
		return orb.Point{}, false
	}
	return order(a, b, lngFirst)
}

// order decides which of two numbers is the latitude.
func order(a, b number, lngFirst bool) (orb.Point, bool) {
	switch {
	case a.axis != 0 && a.axis == b.axis || (a.axis == 0) != (b.axis == 0):
		return orb.Point{}, false
	case a.axis == 'x' || a.axis == 0 && lngFirst:
		a, b = b, a
	case a.axis == 0 && math.Abs(a.value) > 90 && math.Abs(b.value) <= 90:
		a, b = b, a
	}
	if math.Abs(a.value) > 90 || math.Abs(b.value) > 180 {
		return orb.Point{}, false
	}
	return orb.Point{b.value, a.value}, true
}

// number is one half, read. The axis is 'x' or 'y' where the text says which.
type number struct {
	value  float64
	axis   byte
	marked bool // with a degree sign or a hemisphere
}

// readHalf reads the groups of half: hemisphere, sign, degrees, degree sign,
// minutes, seconds, hemisphere.
func readHalf(m []string) (number, bool) {
	hemisphere := strings.ToUpper(m[0] + m[6])
	if utf8.RuneCountInString(hemisphere) > 1 || hemisphere != "" && m[1] != "" {
		return number{}, false
	}
	n := number{marked: hemisphere != "" || m[3] != ""}
	scale := 1.0
	for i, part := range []string{m[2], m[4], m[5]} {
		if part == "" {
			break
		}
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || i > 0 && (v >= 60 || strings.Contains(m[2], ".")) {
			return number{}, false
		}
		n.value += v / scale
		scale *= 60
	}
	if m[1] == "-" || m[1] == "−" || strings.Contains("SW南西", hemisphere) && hemisphere != "" {
		n.value = -n.value
	}
	switch hemisphere {
	case "N", "S", "北", "南":
		n.axis = 'y'
	case "E", "W", "东", "西":
		n.axis = 'x'
	}
	return n, true
}

func firstIndex(s string, words ...string) int {
	first := -1
	for _, w := range words {
		if i := strings.Index(s, w); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}
