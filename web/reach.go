package web

// reach.go: what can be reached, and the way that lies before somebody.

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"fifteen/dispatch"
	"fifteen/geo/isochrone"
	"fifteen/web/problem"
)

// The bounds of GET /v1/reach.
const (
	reachMinutes = 15
	reachMost    = 60
	reachBands   = 6
)

// showReach answers with the areas from which a place is reached in time, as
// GeoJSON: one feature for each band, the largest first.
func (s *Server) showReach(w http.ResponseWriter, r *http.Request, _ Principal) error {
	var f problem.Faults
	to := pointIn(&f, r)
	mode := dispatch.Mode(r.URL.Query().Get("mode"))
	if mode == "" {
		mode = dispatch.ModeWalk
	}
	if !mode.Valid() {
		f.Add("mode", "must be walk, bike, ebike or drive")
	}
	limits := bandsIn(&f, r)
	if err := f.Err(); err != nil {
		return err
	}
	about := map[string]any{"travel": dispatch.TravelStreets, "why": "", "turnout_s": s.turnout().Seconds()}
	bands, err := s.bands(r, to, mode, limits, about)
	if err != nil {
		return err
	}
	fc := isochrone.FeatureCollection(bands, string(mode))
	fc.ExtraMembers = geojson.Properties{"properties": about}
	return replyGeo(w, fc)
}

// turnout is what people take to leave at this hour.
func (s *Server) turnout() time.Duration { return s.Rules.Turnout(s.Now()) }

// bands asks the streets or, where they cannot tell, draws circles.
func (s *Server) bands(r *http.Request, to orb.Point, mode dispatch.Mode, limits []time.Duration, about map[string]any) ([]isochrone.Band, error) {
	why := dispatch.ReasonNoStreets
	if s.Streets != nil {
		bands, at, walkM, err := s.Streets.Reach(r.Context(), to, mode, limits)
		if err == nil {
			about["snapped"] = map[string]float64{"lng": rounded(at[0]), "lat": rounded(at[1]), "walk_m": walkM}
			return bands, nil
		}
		re, ok := errors.AsType[*dispatch.RouteError](err)
		if !ok {
			return nil, err
		}
		why = re.Why
	}
	about["travel"], about["why"] = dispatch.TravelStraight, why
	bands := make([]isochrone.Band, len(limits))
	for i, limit := range limits {
		area, err := isochrone.Circle(to, dispatch.StraightRadius(limit, mode))
		if err != nil {
			return nil, err
		}
		bands[i] = isochrone.Band{Limit: limit, Area: area}
	}
	return bands, nil
}

// showRoute answers with the way that lies before a responder, as GeoJSON.
func (s *Server) showRoute(w http.ResponseWriter, r *http.Request, _ Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	offer, err := idIn(r, "offer")
	if err != nil {
		return err
	}
	way, err := s.Desk.Way(r.Context(), id, offer)
	if err != nil {
		return err
	}
	line := make(orb.LineString, len(way.Line))
	left := make([]float64, len(way.Remaining))
	for i := range way.Line {
		line[i] = orb.Point{rounded(way.Line[i][0]), rounded(way.Line[i][1])}
		left[i] = way.Remaining[i].Round(100 * time.Millisecond).Seconds()
	}
	feature := geojson.NewFeature(line)
	feature.Properties = geojson.Properties{
		"mode": way.Mode, "travel_s": way.Left.Round(time.Second).Seconds(), "distance_m": way.DistanceM, "left_m": way.DistanceM,
		"progress": way.Progress, "eta": way.ETA, "travel": way.Basis, "why": way.Why, "from_basis": way.From, "remaining_s": left,
	}
	if !way.PositionAt.IsZero() {
		feature.Properties["position_at"] = way.PositionAt
	}
	return replyGeo(w, feature)
}

// replyGeo answers with GeoJSON.
func replyGeo(w http.ResponseWriter, v any) error {
	return send(w, http.StatusOK, "application/geo+json", v)
}

// pointIn reads ?lng=&lat=&coord_sys=.
func pointIn(f *problem.Faults, r *http.Request) orb.Point {
	q := r.URL.Query()
	number := func(name string) *float64 {
		v, err := strconv.ParseFloat(q.Get(name), 64)
		if err != nil {
			if q.Get(name) != "" {
				f.Add(name, "must be a number of degrees")
			}
			return nil
		}
		return &v
	}
	before := len(*f)
	c := coordinates{number("lng"), number("lat"), q.Get("coord_sys")}
	if len(*f) > before {
		return orb.Point{}
	}
	return c.wgs84(f, "").Point()
}

// bandsIn reads ?bands=5,10,15 or, failing that, ?minutes=15, and returns the
// limits, the shortest first.
func bandsIn(f *problem.Faults, r *http.Request) []time.Duration {
	q := r.URL.Query()
	field, text := "bands", q.Get("bands")
	if text == "" {
		if field, text = "minutes", q.Get("minutes"); text == "" {
			text = strconv.Itoa(reachMinutes)
		}
	}
	var limits []time.Duration
	parts := strings.Split(text, ",")
	if len(parts) > reachBands {
		f.Add(field, fmt.Sprintf("may name at most %d times", reachBands))
		return nil
	}
	for _, part := range parts {
		m, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || !(m > 0 && m <= reachMost) {
			f.Add(field, fmt.Sprintf("must be minutes, above 0 and at most %d", reachMost))
			return nil
		}
		limits = append(limits, time.Duration(m*float64(time.Minute)))
	}
	slices.Sort(limits)
	return slices.Compact(limits)
}
