package web

// places.go: finding a place by what is typed, naming a point, and noticing a
// position in the wrong coordinate system.

import (
	"math"
	"net/http"
	"strings"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
	"fifteen/geo/place"
	"fifteen/web/problem"
)

// The bounds of GET /v1/places.
const (
	placesPage = 10
	placesMost = 50
	maxQuery   = 200
)

var errNoPlaces = dispatch.Errorf(dispatch.CodeNotFound, "no street extract is loaded (--osm): places cannot be found")

// findPlaces proposes places for what was typed, near the map first.
func (s *Server) findPlaces(w http.ResponseWriter, r *http.Request, _ Principal) error {
	if s.Places == nil {
		return errNoPlaces
	}
	limit, err := limitOf(r, placesPage, placesMost)
	if err != nil {
		return err
	}
	var f problem.Faults
	q := place.Query{Text: length(&f, "q", r.URL.Query().Get("q"), maxQuery), Lang: langIn(&f, r), Limit: limit}
	if r.URL.Query().Has("lng") || r.URL.Query().Has("lat") {
		q.Near, q.HasNear = pointIn(&f, r), true
	}
	if err := f.Err(); err != nil {
		return err
	}
	results := []foundPlace{}
	for _, p := range s.Places.Search(q) {
		results = append(results, foundPlace{
			Kind: p.Kind, Name: p.Name, Context: p.Context, Class: p.Class, Position: pointOut(p.Position), DistanceM: math.Round(p.DistanceM),
		})
	}
	return reply(w, http.StatusOK, map[string]any{"results": results})
}

// foundPlace is one result as the API words it.
type foundPlace struct {
	Kind      string            `json:"kind"`
	Name      string            `json:"name"`
	Context   string            `json:"context"`
	Class     string            `json:"class"`
	Position  dispatch.Position `json:"position"`
	DistanceM float64           `json:"distance_m"`
}

// pointOut rounds a point to a tenth of a meter.
func pointOut(p orb.Point) dispatch.Position {
	return dispatch.Position{Lng: rounded(p[0]), Lat: rounded(p[1])}
}

// namePlace names a point: the nearest house, or street and crossing.
func (s *Server) namePlace(w http.ResponseWriter, r *http.Request, _ Principal) error {
	if s.Places == nil {
		return errNoPlaces
	}
	var f problem.Faults
	at, lang := pointIn(&f, r), langIn(&f, r)
	if err := f.Err(); err != nil {
		return err
	}
	n := s.Places.At(at, lang)
	named := map[string]any{"name": n.Name, "kind": n.Kind, "context": n.Context, "distance_m": math.Round(n.DistanceM)}
	if n.Name != "" {
		named["position"] = pointOut(n.Position)
		named["number"], named["street"], named["crossing"], named["place"] = n.Number, n.Street, n.Crossing, n.Place
	}
	return reply(w, http.StatusOK, named)
}

func langIn(f *problem.Faults, r *http.Request) string {
	switch lang := r.URL.Query().Get("lang"); lang {
	case "", "en":
		return "en"
	case "zh", "zh-CN":
		return "zh"
	default:
		f.Add("lang", "must be zh or en")
		return ""
	}
}

// mixedUp looks whether the address of a report lies where its position would
// be, were it in another coordinate system than it says.
func (s *Server) mixedUp(req *dispatch.OpenRequest) (dispatch.Warning, string) {
	address := strings.TrimSpace(req.Address)
	if s.Places == nil || address == "" || len(address) > maxQuery || !req.Position.Valid() {
		return "", ""
	}
	said := req.Position.Point()
	for _, found := range s.Places.Search(place.Query{Text: address, Near: said, HasNear: true, Lang: "zh", Limit: 3}) {
		if sys, ok := geo.MixUp(said, found.Position); ok {
			return dispatch.WarnCoordMixup, sys.String()
		}
	}
	return "", ""
}
