package road

// profile_limit.go: reads speed limits.

import (
	"strconv"
	"strings"

	"fifteen/geo/extract"
)

// kmPerMile and kmPerKnot are exact (international mile, nautical mile).
const (
	kmPerMile = 1.609344
	kmPerKnot = 1.852
	// walkLimitKmh is what "walk" on a sign means (Germany: 4 to 7 km/h).
	walkLimitKmh = 7
	// noLimitKmh stands for "none", a German motorway without a limit: the
	// recommended speed.
	noLimitKmh = 130
)

// zoneKmh are limits that are only named, "CN:urban". China: Regulation on the
// Implementation of the Road Traffic Safety Law, articles 45 and 78 (urban 50,
// rural 70 with one lane each way, expressway 120); elsewhere the most common.
var zoneKmh = map[string]float64{
	"urban": 50, "rural": 80, "trunk": 100, "motorway": 120, "expressway": 120, "express": 100,
	"living_street": 20, "bicycle_road": 30, "school": 30, "nsl_single": 96.6, "nsl_dual": 112.7,
	"nsl_restricted": 48.3, "built_up": 50,
}

// limitOf returns the limit for one direction in km/h, 0 if none is known.
// Limits that hold at times or for lorries only are other keys and not read.
func limitOf(t extract.Tags, backward bool) float64 {
	key := "maxspeed:forward"
	if backward {
		key = "maxspeed:backward"
	}
	for _, k := range [...]string{key, "maxspeed", "zone:maxspeed", "maxspeed:type"} {
		if v := parseLimit(t.Get(k)); v > 0 {
			return v
		}
	}
	return 0
}

// parseLimit reads one value: "50", "50 km/h", "30 mph", "10 knots", "walk",
// "none", "CN:urban", "DE:zone30", "zone:30". Of several ("50;30", "60|80") the
// lowest counts. 0 is what cannot be read.
func parseLimit(v string) float64 {
	if strings.ContainsAny(v, ";|") {
		lowest := 0.0
		for _, part := range strings.FieldsFunc(v, func(r rune) bool { return r == ';' || r == '|' }) {
			if n := parseLimit(strings.TrimSpace(part)); n > 0 && (lowest == 0 || n < lowest) {
				lowest = n
			}
		}
		return lowest
	}
	switch v {
	case "":
		return 0
	case "walk":
		return walkLimitKmh
	case "none":
		return noLimitKmh
	}
	if country, name, ok := strings.Cut(v, ":"); ok {
		return namedLimit(country, name)
	}
	return number(strings.TrimPrefix(v, "zone"))
}

func namedLimit(country, name string) float64 {
	if name == "walk" {
		return walkLimitKmh
	}
	if country == "CN" && name == "rural" {
		return 70
	}
	if v, ok := zoneKmh[name]; ok {
		return v
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "zone"), ":")
	return number(name)
}

// number reads digits with a unit behind them; without one they are km/h.
func number(v string) float64 {
	end := 0
	for end < len(v) && (v[end] >= '0' && v[end] <= '9' || v[end] == '.') {
		end++
	}
	n, err := strconv.ParseFloat(v[:end], 64)
	if err != nil {
		return 0
	}
	switch strings.TrimSpace(v[end:]) {
	case "", "km/h", "kmh", "kph", "kmph":
	case "mph":
		n *= kmPerMile
	case "knots", "kn":
		n *= kmPerKnot
	default:
		return 0
	}
	if n < 1 || n > 400 {
		return 0
	}
	return n
}
