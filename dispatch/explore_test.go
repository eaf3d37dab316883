package dispatch

// explore_test.go: what the streets say is used; what they cannot say is said.

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paulmach/orb"
)

// routerFunc answers as told.
type routerFunc func(context.Context) (Journeys, error)

func (f routerFunc) Explore(ctx context.Context, _ orb.Point, _ time.Duration) (Journeys, error) {
	return f(ctx)
}

func (f routerFunc) Route(ctx context.Context, from Origin, to orb.Point) (*Route, error) {
	if _, err := f(ctx); err != nil {
		return nil, err
	}
	return &Route{
		Line: []orb.Point{from.Point, {0, from.Point[1]}, to}, Remaining: []time.Duration{4 * time.Minute, time.Minute, 0},
		DistanceM: 900, Basis: TravelStreets,
	}, nil
}

// priced are journeys as told, and whether they were closed.
type priced struct {
	windingWays
	closed chan struct{}
}

func (p priced) Close() { close(p.closed) }

func TestWithoutTheStreetsTheStraightLineStands(t *testing.T) {
	for name, c := range map[string]struct {
		router Router
		why    Reason
	}{
		"no router": {nil, ReasonNoStreets},
		"off the map": {routerFunc(func(context.Context) (Journeys, error) {
			return nil, &RouteError{ReasonOffMap}
		}), ReasonOffMap},
		"no street": {routerFunc(func(context.Context) (Journeys, error) {
			return nil, &RouteError{ReasonNoStreet}
		}), ReasonNoStreet},
		"broken": {routerFunc(func(context.Context) (Journeys, error) { return nil, errors.New("broken") }), ReasonRouterFailed},
		"slow, but listens": {routerFunc(func(ctx context.Context) (Journeys, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}), ReasonRouterSlow},
	} {
		synctest.Test(t, func(t *testing.T) {
			p := volunteer("v", 300)
			w := &plain{people: map[string]Person{"v": p}}
			d := New(Config{Store: w, Finder: w, People: w, Router: c.router, Distance: flat, Log: slog.New(slog.DiscardHandler)})
			ca := openCase(Need{RoleGeneral, 1})
			began := time.Now()
			ranked, err := d.rank(t.Context(), ca, ca.Incident.Deadline, noon)
			if err != nil || time.Since(began) > routerPatience {
				t.Fatalf("%s: %v after %v", name, err, time.Since(began))
			}
			if ca.Incident.Travel != TravelStraight || ca.Incident.TravelWhy != c.why {
				t.Errorf("%s: %q because of %q, want %q", name, ca.Incident.Travel, ca.Incident.TravelWhy, c.why)
			}
			if len(ranked) != 1 || ranked[0].Travel != TravelStraight || ranked[0].TravelS != StraightTravel(300, ModeBike).Seconds() {
				t.Errorf("%s: %+v", name, ranked)
			}
		})
	}
}

// A router that does not even listen is left alone, and what it brings in the
// end is given back.
func TestDeafRouter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := priced{closed: make(chan struct{})}
		d := New(Config{Distance: flat, Log: slog.New(slog.DiscardHandler), Router: routerFunc(func(context.Context) (Journeys, error) {
			<-time.After(time.Hour)
			return late, nil
		})})
		c := openCase(Need{RoleGeneral, 1})
		began := time.Now()
		d.explore(t.Context(), c, time.Minute).Close()
		if took := time.Since(began); took != routerPatience || c.Incident.TravelWhy != ReasonRouterSlow {
			t.Errorf("%v, %q", took, c.Incident.TravelWhy)
		}
		<-late.closed
	})
}

func TestStreetsAreUsed(t *testing.T) {
	ways := priced{windingWays{limit: time.Hour}, make(chan struct{})}
	near, odd := volunteer("near", 300), volunteer("odd", 400)
	w := &plain{people: map[string]Person{"near": near, "odd": odd}}
	d := New(Config{
		Store: w, Finder: w, People: w, Distance: flat, Log: slog.New(slog.DiscardHandler),
		Router: routerFunc(func(context.Context) (Journeys, error) { return ways, nil }),
	})
	c := openCase(Need{RoleGeneral, 1})
	c.Incident.TravelWhy = ReasonRouterSlow // of the wave before
	ranked, err := d.rank(t.Context(), c, c.Incident.Deadline, noon)
	if err != nil {
		t.Fatal(err)
	}
	if c.Incident.Travel != TravelStreets || c.Incident.TravelWhy != "" {
		t.Errorf("%q, %q", c.Incident.Travel, c.Incident.TravelWhy)
	}
	for _, cand := range ranked {
		want := ways.Price([]Origin{{w.people[cand.Responder].Where.Point, ModeBike}})[0].Time.Seconds()
		if cand.Travel != TravelStreets || cand.TravelS != want {
			t.Errorf("%+v, want %v s", cand, want)
		}
	}
	<-ways.closed
	c.Ask(Pick(c.Incident.Needs, ranked), ReasonOpened, ByPolicy, noon, func() string { return "token" })
	if c.Offers[0].Travel != TravelStreets {
		t.Errorf("%+v", c.Offers[0])
	}
}

// oneCase is a store of one case, which is kept as it is changed.
type oneCase struct {
	*plain
	c       *Case
	commits []*Change
	where   []Whereabouts
}

func (s *oneCase) Case(context.Context, string) (*Case, error) { return s.c, nil }
func (s *oneCase) SetTimer(context.Context, string, time.Time) error {
	return nil
}

func (s *oneCase) Commit(_ context.Context, ch *Change) error {
	s.commits = append(s.commits, ch)
	s.c = Loaded(ch.Case.Incident, ch.Case.Offers)
	return nil
}

func (s *oneCase) Engagements(context.Context) (map[string][]Engagement, error) {
	all := map[string][]Engagement{}
	for _, o := range s.c.Offers {
		all[o.Responder] = append(all[o.Responder], Engagement{o.Letter, s.c.Incident.ID, o.ID, o.State})
	}
	return all, nil
}

func (s *oneCase) Locate(context.Context, []string, time.Time) ([]Whereabouts, error) {
	return s.where, nil
}

// accepted is a desk with one incident that v is coming to.
func accepted(router Router) (*Dispatcher, *oneCase, *time.Time) {
	now := noon
	c := openCase(Need{RoleGeneral, 1})
	c.Offers = []*Offer{{
		ID: "o", Incident: "i", Responder: "v", Name: "v", Role: RoleGeneral, State: OfferAccepted, Mode: ModeBike,
		From: Position{Lng: .01}, FromBasis: BasisHome, TravelS: 480, TurnoutS: 100, AnsweredAt: noon,
	}}
	s := &oneCase{plain: &plain{}, c: c}
	return New(Config{
		Store: s, Finder: s, People: s, Router: router, Distance: flat,
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}), s, &now
}

func TestWay(t *testing.T) {
	streets := routerFunc(func(context.Context) (Journeys, error) { return nil, nil })
	d, s, now := accepted(streets)
	*now = noon.Add(10 * time.Second)
	w, err := d.Way(t.Context(), "i", "o")
	if err != nil || w.Basis != TravelStreets || w.Why != "" || len(w.Line) != 3 || w.From != BasisHome || w.Mode != ModeBike {
		t.Fatalf("%+v, %v", w, err)
	}
	if w.Progress != 0.5 || !w.ETA.Equal(now.Add(4*time.Minute)) {
		t.Errorf("progress %v, ETA %v: 4 of 8 minutes are behind", w.Progress, w.ETA)
	}

	s.c.Offers[0].TravelS = 240 // has not moved yet, and is still getting ready
	s.where = []Whereabouts{{Responder: "v", Point: orb.Point{.02, 0}, Basis: BasisLive, At: *now}}
	w, err = d.Way(t.Context(), "i", "o")
	if err != nil || w.Progress != 0 || w.From != BasisLive || !w.PositionAt.Equal(*now) || w.Line[0] != s.where[0].Point {
		t.Fatalf("%+v, %v", w, err)
	}
	if want := noon.Add(100*time.Second + 4*time.Minute); !w.ETA.Equal(want) {
		t.Errorf("ETA %v, want turnout and travel: %v", w.ETA, want)
	}

	for why, r := range map[Reason]Router{
		ReasonNoStreets: nil,
		ReasonNoStreet:  routerFunc(func(context.Context) (Journeys, error) { return nil, &RouteError{ReasonNoStreet} }),
	} {
		d.Router = r
		w, err = d.Way(t.Context(), "i", "o")
		if err != nil || w.Basis != TravelStraight || w.Why != why || len(w.Line) != 2 || w.DistanceM != 2000 || w.Left != StraightTravel(2000, ModeBike) {
			t.Errorf("%s: %+v, %v", why, w, err)
		}
	}
	if _, err := d.Way(t.Context(), "i", "none"); !errors.Is(err, ErrNotFound) {
		t.Error("an offer that is none:", err)
	}
}

func TestComingNearIsNoticedOnce(t *testing.T) {
	d, s, now := accepted(nil)
	saw := func(at float64, accuracy float64, when time.Time) {
		t.Helper()
		err := d.Seen(t.Context(), []Sighting{
			{Responder: "somebody", Position: Position{}, At: when},
			{Responder: "v", Position: Position{Lng: at / 1e5}, At: when, AccuracyM: accuracy},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	saw(NearM+1, 10, *now)
	saw(10, nearAccuracyM+1, *now)
	saw(10, 10, now.Add(-FreshPosition-time.Second))
	if len(s.commits) != 0 {
		t.Fatalf("noticed too early: %+v", s.commits[0].Events)
	}
	for range 3 {
		saw(NearM-1, 10, *now)
		*now = now.Add(2 * comingAge)
	}
	if len(s.commits) != 1 || len(s.commits[0].Events) != 1 {
		t.Fatalf("%d commits, want one event once", len(s.commits))
	}
	ev, o := s.commits[0].Events[0], s.c.Offers[0]
	if ev.Type != EventNear || ev.Offer != "o" || ev.Responder != "v" || !ev.OfferDoc.NearAt.Equal(noon) || o.State != OfferAccepted {
		t.Errorf("%+v", ev)
	}
	if got := len(d.coming.bound); got != 0 {
		t.Errorf("%d are still looked for", got)
	}
}
