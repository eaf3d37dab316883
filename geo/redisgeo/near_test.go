package redisgeo

// near_test.go: Near, Locate and All against a naive twin, and the cases that
// matter one by one.

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore/redistest"
	"fifteen/geo"
)

func TestNearCases(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	away := orb.Point{chengdu[0] + 0.5, chengdu[1]} // 48 km
	settle(t, area, map[string]orb.Point{"at home": chengdu, "gone": chengdu, "old trace": chengdu, "on the edge": chengdu, "lives away": away, "visitor": away})
	record(t, s,
		seen("visitor", chengdu, noon.Add(-time.Minute)),
		seen("passer-by", chengdu, noon.Add(-19*time.Minute)),
		seen("gone", away, noon.Add(-time.Minute)),
		seen("old trace", away, noon.Add(-21*time.Minute)),
		seen("on the edge", away, fresh), // not newer than freshAfter
		seen("lost", chengdu, noon.Add(-2*time.Hour)),
	)
	list, err := s.Near(t.Context(), chengdu, 1000, fresh)
	if err != nil {
		t.Fatal(err)
	}
	got := byID(t, list)
	want := map[string]dispatch.PositionBasis{
		"at home": dispatch.BasisHome, "old trace": dispatch.BasisHome, "on the edge": dispatch.BasisHome,
		"visitor": dispatch.BasisLive, "passer-by": dispatch.BasisLive, "lost": dispatch.BasisStale,
	}
	for id, basis := range want {
		w, ok := got[id]
		if !ok || w.Basis != basis || geo.Distance(w.Point, chengdu) > cellM || (basis == dispatch.BasisHome) != w.At.IsZero() {
			t.Errorf("%s: %+v, want them here by %s", id, w, basis)
		}
		delete(got, id)
	}
	if len(got) > 0 {
		t.Errorf("listed too: %v", got)
	}
	if at := byID(t, list)["visitor"].At; !at.Equal(noon.Add(-time.Minute)) {
		t.Errorf("visitor seen at %v", at)
	}
}

func TestNearOfAnEmptyArea(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	for name, ask := range map[string]func() ([]dispatch.Whereabouts, error){
		"Near":   func() ([]dispatch.Whereabouts, error) { return s.Near(t.Context(), chengdu, 1000, fresh) },
		"Locate": func() ([]dispatch.Whereabouts, error) { return s.Locate(t.Context(), nil, fresh) },
		"All":    func() ([]dispatch.Whereabouts, error) { return s.All(t.Context(), fresh) },
	} {
		if list, err := ask(); err != nil || len(list) != 0 {
			t.Errorf("%s: %v, %v", name, list, err)
		}
	}
}

func TestNearRefusesWhatCannotBeSearched(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	for _, c := range []struct {
		center orb.Point
		radius float64
	}{
		{orb.Point{104, 85.06}, 10},
		{orb.Point{104, -90}, 10},
		{orb.Point{181, 0}, 10},
		{orb.Point{math.NaN(), 0}, 10},
		{chengdu, -1},
		{chengdu, math.NaN()},
	} {
		if _, err := s.Near(t.Context(), c.center, c.radius, fresh); dispatch.CodeOf(err) != dispatch.CodeInvalid {
			t.Errorf("%v, %v m: %v, want it refused", c.center, c.radius, err)
		}
	}
	if _, err := s.Near(t.Context(), chengdu, math.Inf(1), fresh); err != nil {
		t.Errorf("the whole globe: %v", err)
	}
}

// The naive twin: every person's whereabouts decided in memory. People within
// half a meter of the circle may be listed or not, since the index is that coarse.
func TestNearAgainstBruteForce(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	rng := rand.New(rand.NewPCG(15, 4))
	around := func(spreadKM float64) orb.Point {
		return orb.Point{chengdu[0] + rng.NormFloat64()*spreadKM/96, chengdu[1] + rng.NormFloat64()*spreadKM/111}
	}
	truth := map[string]dispatch.Whereabouts{}
	var people []dispatch.Responder
	var sightings []dispatch.Sighting
	for i := range 3000 {
		r := dispatch.Responder{ID: fmt.Sprintf("v%04d", i), Name: "x"}
		if rng.IntN(10) > 0 {
			home := dispatch.At(around(8))
			r.Home = &home
		}
		for range max(0, rng.IntN(5)-2) {
			p := dispatch.Place{Basis: dispatch.BasisWork, Position: dispatch.At(around(8)), From: "11:00", To: "12:00"}
			if rng.IntN(2) == 0 {
				p.Basis = dispatch.BasisStation
			}
			if rng.IntN(2) == 0 {
				p.To = "13:00" // at noon they are there
			}
			r.Places = append(r.Places, p)
		}
		people = append(people, r)
		var w dispatch.Whereabouts
		if at, basis, ok := r.PlaceAt(noon); ok {
			w = dispatch.Whereabouts{Responder: r.ID, Point: at.Point(), Basis: basis}
		}
		if rng.IntN(2) > 0 {
			x := seen(r.ID, around(8), noon.Add(-time.Duration(rng.IntN(40))*time.Minute-time.Second))
			sightings = append(sightings, x)
			seen := dispatch.Whereabouts{Responder: r.ID, Point: x.Position.Point(), Basis: dispatch.BasisLive, At: x.At}
			switch {
			case x.At.After(fresh):
				w = seen
			case w.Basis == "":
				seen.Basis = dispatch.BasisStale
				w = seen
			}
		}
		if w.Basis != "" {
			truth[r.ID] = w
		}
	}
	enlist(t, area, people)
	record(t, s, sightings...)

	same := func(got, want dispatch.Whereabouts) bool {
		return got.Basis == want.Basis && got.At.Equal(want.At) && geo.Distance(got.Point, want.Point) <= cellM
	}
	for _, radius := range []float64{0, 1, 40, 300, 1000, 3200, 9000, 30_000, 500_000} {
		for range 20 {
			center := around(10)
			list, err := s.Near(t.Context(), center, radius, fresh)
			if err != nil {
				t.Fatal(err)
			}
			got := byID(t, list)
			for id, want := range truth {
				d := geo.Distance(center, want.Point)
				w, listed := got[id]
				if d <= radius && !listed {
					t.Fatalf("%s is %.2f m away, within %.0f m, but not listed", id, d, radius)
				}
				if listed && (d > radius+2*cellM || !same(w, want)) {
					t.Fatalf("listed within %.0f m: %+v; truly %+v at %.2f m", radius, w, want, d)
				}
				delete(got, id)
			}
			if len(got) > 0 {
				t.Fatalf("listed without whereabouts: %v", got)
			}
		}
	}

	everybody, err := s.All(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	ids := slices.Sorted(maps.Keys(truth))
	ids = append(ids, "nobody")
	located, err := s.Locate(t.Context(), ids, fresh)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range located {
		if w.Responder != ids[i] {
			t.Fatalf("Locate answers out of order: %s at %d", w.Responder, i)
		}
	}
	for name, list := range map[string][]dispatch.Whereabouts{"All": everybody, "Locate": located} {
		got, known := byID(t, list), 0
		for id, want := range truth {
			if name == "All" && want.Basis == dispatch.BasisStale {
				continue // shows no old positions
			}
			known++
			if !same(got[id], want) {
				t.Fatalf("%s: %+v, want %+v", name, got[id], want)
			}
		}
		if len(got) != known {
			t.Errorf("%s knows %d people, want %d", name, len(got), known)
		}
	}
}

// A week in the life of one person, by the clock of the place.
func TestPlacesFollowTheHour(t *testing.T) {
	t.Parallel()
	area := redistest.Area(t)
	var now time.Time
	s := New(testRedis(), area, WithClock(func() time.Time { return now }))
	at := func(lng float64) dispatch.Position { return dispatch.Position{Lng: chengdu[0] + lng, Lat: chengdu[1]} }
	home := at(0)
	who := dispatch.Responder{ID: "v1", Name: "x", Home: &home, Places: []dispatch.Place{
		{Basis: dispatch.BasisWork, Position: at(.1), Days: []dispatch.Day{"mon"}, From: "09:00", To: "18:00"},
		{Basis: dispatch.BasisStation, Position: at(.2), Days: []dispatch.Day{"mon"}, From: "20:00", To: "08:00"},
	}}
	enlist(t, area, []dispatch.Responder{who})
	zone := time.FixedZone("CST", 8*3600)
	check := func(day, hour int, lng float64, basis dispatch.PositionBasis) {
		t.Helper()
		now = time.Date(2026, 5, day, hour, 0, 0, 0, zone) // 4 May 2026 is a Monday
		for _, far := range []float64{0, .1, .2} {
			list, err := s.Near(t.Context(), at(far).Point(), 100, now.Add(-time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			if here := far == lng; here != (len(list) == 1) || here && list[0].Basis != basis {
				t.Errorf("on the %dth at %d, %g° off: %v", day, hour, far, list)
			}
		}
		if list, err := s.Locate(t.Context(), []string{"v1"}, now); err != nil || len(list) != 1 || list[0].Basis != basis || geo.Distance(list[0].Point, at(lng).Point()) > cellM {
			t.Errorf("on the %dth at %d: located at %v, %v", day, hour, list, err)
		}
	}
	check(4, 7, 0, dispatch.BasisHome)
	check(4, 9, .1, dispatch.BasisWork)
	check(4, 18, 0, dispatch.BasisHome)
	check(4, 20, .2, dispatch.BasisStation)
	check(5, 7, .2, dispatch.BasisStation)
	check(5, 10, 0, dispatch.BasisHome)

	who.Places, who.Home = who.Places[:1], nil // has moved away and left the station
	enlist(t, area, []dispatch.Responder{who})
	check(4, 9, .1, dispatch.BasisWork)
	now = time.Date(2026, 5, 4, 20, 0, 0, 0, zone)
	if list, err := s.All(t.Context(), now); err != nil || len(list) != 0 {
		t.Errorf("still found at %v, %v", list, err)
	}
	if err := s.Forget(t.Context(), []string{"v1"}); err != nil {
		t.Fatal(err)
	}
	if n := testRedis().Exists(t.Context(), PlacesKey(area), PlacedKey(area)).Val(); n != 0 {
		t.Error("traces are left")
	}
}

func TestForget(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	settle(t, area, map[string]orb.Point{"a": chengdu, "b": chengdu})
	record(t, s, seen("a", chengdu, noon), seen("c", chengdu, noon))
	if err := s.Forget(t.Context(), []string{"a", "c", "unknown"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	list, err := s.All(t.Context(), fresh)
	if got := byID(t, list); err != nil || len(got) != 1 || got["b"].Basis != dispatch.BasisHome {
		t.Errorf("left: %v, %v; want b at home only", got, err)
	}
	if n := testRedis().ZCard(t.Context(), AtKey(area)).Val(); n != 0 {
		t.Errorf("%d times are left", n)
	}
}

func TestRedisErrorsAreUnavailable(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	for _, key := range []string{LiveKey(area), AtKey(area), HomeKey(area), PlacesKey(area), PlacedKey(area), MovesKey(area)} {
		if err := testRedis().Set(t.Context(), key, "not an index", 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	for name, do := range map[string]func() error{
		"Near":   func() error { _, err := s.Near(ctx, chengdu, 10, fresh); return err },
		"Locate": func() error { _, err := s.Locate(ctx, []string{"a"}, fresh); return err },
		"All":    func() error { _, err := s.All(ctx, fresh); return err },
		"Record": func() error { _, _, err := s.Record(ctx, []dispatch.Sighting{seen("a", chengdu, noon)}); return err },
		"Moves":  func() error { _, _, err := s.Moves(ctx, "", 0); return err },
		"Forget": func() error { return s.Forget(ctx, []string{"a"}) },
	} {
		err := do()
		if dispatch.CodeOf(err) != dispatch.CodeUnavailable || errors.Unwrap(err) == nil {
			t.Errorf("%s: %v, want it unavailable with its cause", name, err)
		}
	}
}
