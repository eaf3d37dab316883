package dispatch

// circle_test.go: the widening search chooses people who are as good as those a
// search of the whole circle would choose.

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// plain is a world in memory: whereabouts, people, and a store that knows
// only engagements.
type plain struct {
	Store
	people map[string]Person
	looked int
}

func (w *plain) Engagements(context.Context) (map[string][]Engagement, error) {
	all := map[string][]Engagement{}
	for id, p := range w.people {
		all[id] = p.Engagements
	}
	return all, nil
}

func (w *plain) Near(_ context.Context, center orb.Point, radiusM float64, _ time.Time) (out []Whereabouts, _ error) {
	for _, p := range w.people {
		if flat(p.Where.Point, center) <= radiusM {
			out = append(out, *p.Where)
		}
	}
	w.looked += len(out)
	return out, nil
}

func (w *plain) Locate(context.Context, []string, time.Time) ([]Whereabouts, error) { return nil, nil }

func (w *plain) Lookup(_ context.Context, ids []string) ([]*Responder, error) {
	var out []*Responder
	for _, id := range ids {
		out = append(out, w.people[id].Responder)
	}
	return out, nil
}

// cost is what a choice is expected to cost up to the deadline.
func (ch *Chosen) cost(prices Prices) float64 {
	s, sum := ch.stakes, 0.0
	s.reckon()
	for k := range moments {
		sum += s.minutes[k] * (prices.FirstMinute*s.nobody[k] + prices.FilledMinute*(1-s.filled[k]))
	}
	for _, x := range ch.Choices {
		sum += prices.Alert * (1 + oftener*float64(x.Candidate.Alerts))
	}
	return sum
}

func TestTheCircleIsWideEnough(t *testing.T) {
	stopped := 0
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 7))
		w := &plain{people: map[string]Person{}}
		for i := range rng.IntN(600) {
			p := volunteer(fmt.Sprintf("v%03d", i), 0)
			p.Where.Point = orb.Point{(rng.Float64() - .5) * .08, (rng.Float64() - .5) * .08}
			p.Responder.Modes = Modes()[rng.IntN(len(Modes())):]
			p.Responder.Available = rng.IntN(4) > 0
			if rng.IntN(6) == 0 {
				p.Responder.Skills = []Role{RoleMedical}
			}
			if rng.IntN(10) == 0 {
				p.Engagements = []Engagement{{Letter: "A", Incident: "x", State: OfferAsked}}
			}
			w.people[p.Responder.ID] = p
		}
		d := New(Config{Store: w, Finder: w, People: w, Distance: flat, Log: slog.New(slog.DiscardHandler)})
		if seed%2 == 1 {
			d.Router = winding{}
		}
		c := openCase(Need{RoleMedical, 1 + rng.IntN(2)}, Need{RoleGeneral, 1 + rng.IntN(3)})
		c.Incident.Priority = []Priority{P1, P2, P3}[rng.IntN(3)]
		near, err := d.choose(t.Context(), c, noon)
		if err != nil {
			t.Fatal(err)
		}
		looked := w.looked
		ranked, err := d.rank(t.Context(), c, c.Incident.Deadline, noon)
		if err != nil {
			t.Fatal(err)
		}
		all := Choose(c, ranked, d.moment(c.Incident.Deadline, noon), d.Rules)
		prices := PricesFor(c.Incident.Priority)
		if a, b := near.cost(prices), all.cost(prices); a > 1.1*b+0.2 {
			t.Errorf("seed %d: the circle's choice of %d costs %.2f, the whole one's of %d %.2f", seed, len(near.Choices), a, len(all.Choices), b)
		}
		if looked < len(ranked) {
			stopped++
		}
	}
	if stopped < 10 {
		t.Errorf("only %d of 200 searches stopped before the whole circle", stopped)
	}
}

// winding is a city whose ways are 1 to 3 times as long as the straight line,
// each place's by its own factor, and fast to drive along.
type winding struct{}

func (winding) Explore(_ context.Context, to orb.Point, limit time.Duration) (Journeys, error) {
	return windingWays{to, limit}, nil
}

func (winding) Route(context.Context, Origin, orb.Point) (*Route, error) { return nil, nil }

type windingWays struct {
	to    orb.Point
	limit time.Duration
}

func (w windingWays) Price(from []Origin) []Journey {
	out := make([]Journey, len(from))
	for i, o := range from {
		_, frac := math.Modf(math.Abs(o.Point[0]+o.Point[1]) * 1e4)
		far := flat(o.Point, w.to) * (1 + 2*frac)
		out[i] = Journey{seconds(far / (3 * speeds[o.Mode])), TravelStreets}
		if out[i].Time > w.limit {
			out[i].Time = -1
		}
	}
	return out
}

func (w windingWays) Beyond(radiusM float64) time.Duration {
	return seconds(max(0, radiusM-500) / (3 * speeds[ModeDrive]))
}
func (w windingWays) RadiusM() float64 { return w.limit.Seconds() * 3 * speeds[ModeDrive] }
func (w windingWays) Close()           {}
