package road

// ferry.go: the time of ferries: the signed duration if there is one, else a
// slow speed; and a wait, half of it charged at each end of the line.

import (
	"strconv"
	"strings"

	"fifteen/geo/extract"
)

// longestFerry is the most a duration tag is believed, seconds.
const longestFerry = 24 * 3600

// parseDuration reads duration=*: "20" (minutes), "1:30" (hours and minutes),
// "1:30:15", "PT1H20M" (ISO 8601). 0 is what cannot be read; seconds.
func parseDuration(v string) float64 {
	v = strings.TrimSpace(v)
	seconds := 0.0
	if rest, ok := strings.CutPrefix(strings.ToUpper(v), "PT"); ok {
		seconds = isoSeconds(rest)
	} else {
		seconds = clockSeconds(v)
	}
	if seconds > longestFerry {
		return 0
	}
	return seconds
}

func clockSeconds(v string) float64 {
	parts := strings.Split(v, ":")
	scale := map[int][]float64{1: {60}, 2: {3600, 60}, 3: {3600, 60, 1}}[len(parts)]
	sum := 0.0
	for i := range scale {
		n, err := strconv.ParseUint(parts[i], 10, 16)
		if err != nil {
			return 0
		}
		sum += float64(n) * scale[i]
	}
	return sum
}

func isoSeconds(v string) float64 {
	sum := 0.0
	for v != "" {
		end := strings.IndexAny(v, "HMS")
		if end < 0 {
			return 0
		}
		n, err := strconv.ParseUint(v[:end], 10, 16)
		if err != nil {
			return 0
		}
		sum += float64(n) * map[byte]float64{'H': 3600, 'M': 60, 'S': 1}[v[end]]
		v = v[end+1:]
	}
	return sum
}

// inherited returns, by index of the way, the tags of ferry routes and
// pedestrian squares that are mapped as relations over ways without tags of
// their own.
func inherited(e *extract.Extract) map[int32]extract.Tags {
	tags := make(map[int32]extract.Tags)
	for i := range e.Relations {
		r := &e.Relations[i]
		if k := r.Tags.Get("type"); k != "route" && k != "multipolygon" {
			continue
		}
		c := classify(r.Tags)
		if c != classFerry && c != classPedestrian && c != classFootway {
			continue
		}
		for _, m := range r.Members {
			if m.Type == extract.MemberWay && m.Index >= 0 && classify(e.Ways[m.Index].Tags) == classNone && !e.Ways[m.Index].Tags.Has("highway") {
				tags[m.Index] = r.Tags
			}
		}
	}
	return tags
}

// board adds the wait for the boat to the first and the last piece, so that
// either direction pays the whole of it once.
func board(pieces []uint32, waitMs uint32) {
	pieces[0] += waitMs / 2
	pieces[len(pieces)-1] += waitMs - waitMs/2
}
