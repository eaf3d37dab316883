package web

// check.go: the checks that bodies and queries share.

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/dispatch/corps"
	"fifteen/geo"
	"fifteen/web/problem"
)

// maxLat is as far north and south as positions are taken: Web Mercator and
// Redis GEO end at 85.05°.
const maxLat = 85

// line checks one line of text: no control characters, at most so many
// characters. It returns it without spaces around.
func line(f *problem.Faults, field, s string, most int) string {
	s = strings.TrimSpace(s)
	if strings.ContainsFunc(s, corps.Invisible) {
		f.Add(field, "must be one line without control or invisible characters")
	}
	return length(f, field, s, most)
}

// lines checks a text that may have several lines.
func lines(f *problem.Faults, field, s string, most int) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if strings.ContainsFunc(s, func(r rune) bool { return corps.Invisible(r) && r != '\n' && r != '\t' }) {
		f.Add(field, "must not contain control or invisible characters")
	}
	return length(f, field, s, most)
}

func length(f *problem.Faults, field, s string, most int) string {
	if utf8.RuneCountInString(s) > most {
		f.Add(field, fmt.Sprintf("may have at most %d characters", most))
	}
	return s
}

// coordinates are a position as people and platforms send it.
type coordinates struct {
	Lng      *float64 `json:"lng"`
	Lat      *float64 `json:"lat"`
	CoordSys string   `json:"coord_sys"`
}

// wgs84 checks the coordinates and converts them. prefix is the dotted name
// of the object they stand in, with its dot, or empty.
func (c coordinates) wgs84(f *problem.Faults, prefix string) dispatch.Position {
	before := len(*f)
	within := func(name string, v *float64, most float64) {
		switch {
		case v == nil:
			f.Add(prefix+name, "is required")
		case !(*v >= -most && *v <= most): // NaN too
			f.Add(prefix+name, fmt.Sprintf("must be within ±%g degrees", most))
		}
	}
	within("lng", c.Lng, 180)
	within("lat", c.Lat, maxLat)
	var sys geo.CoordSys
	switch c.CoordSys {
	case "", "wgs84":
		sys = geo.WGS84
	case "gcj02":
		sys = geo.GCJ02
	case "bd09":
		sys = geo.BD09
	default:
		f.Add(prefix+"coord_sys", "must be wgs84, gcj02 or bd09")
	}
	if len(*f) > before {
		return dispatch.Position{}
	}
	return dispatch.At(geo.ToWGS84(orb.Point{*c.Lng, *c.Lat}, sys))
}

// limitOf reads ?limit=, from 1 to most, standard if absent.
func limitOf(r *http.Request, standard, most int) (int, error) {
	v, ok, err := param(r, "limit")
	if err != nil || !ok {
		return standard, err
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		return 0, dispatch.Invalid("limit", "must be a whole number from 1 to %d", most)
	}
	return n, nil
}

// param reads one parameter of the query; ok is false if it is absent.
func param(r *http.Request, name string) (value string, ok bool, err error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return "", false, dispatch.Errorf(dispatch.CodeInvalid, "the query of the address cannot be read")
	}
	vs := q[name]
	if len(vs) > 1 {
		return "", false, dispatch.Invalid(name, "is there twice")
	}
	if len(vs) == 0 {
		return "", false, nil
	}
	if !utf8.ValidString(vs[0]) || len(vs[0]) > 256 {
		return "", false, dispatch.Invalid(name, "is not readable text of at most 256 bytes")
	}
	return vs[0], true, nil
}

// pathID is what ids of incidents, offers and responders look like.
var pathID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// idIn reads an id from the path. What cannot be one does not exist.
func idIn(r *http.Request, name string) (string, error) {
	id := r.PathValue(name)
	if !pathID.MatchString(id) {
		return "", dispatch.Errorf(dispatch.CodeNotFound, "there is nothing with this id")
	}
	return id, nil
}
