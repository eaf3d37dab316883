package main

// bench_test.go: how fast an incident becomes texts, with everything real but
// the provider, which takes 150 ms a call; each figure beside a baseline of
// the same run.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
	"fifteen/geo"
	"fifteen/geo/city"
	"fifteen/geo/redisgeo"
	"fifteen/geo/road"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"
	"fifteen/web"
)

// providerTakes is how long the provider takes for a call.
const providerTakes = 150 * time.Millisecond

var centre = orb.Point{-75.5466, 39.7459} // Wilmington, whose streets a module of ours brings

// BenchmarkIncidentToTexts measures from the request that opens an incident to
// the arrival of its first and its 50th text at the provider.
func BenchmarkIncidentToTexts(b *testing.B) {
	tw := fake.Start(b, fake.Config{Latency: providerTakes})
	s := settings{listen: "127.0.0.1:0", sms: "twilio", area: redistest.Area(b), region: "CN", timezone: "UTC", redis: redistest.URL()}
	a, err := newApp(b.Context(), s, slog.New(slog.DiscardHandler), extras{twilio: &twilio.Config{
		AccountSID: fake.DefaultAccountSID, AuthToken: fake.DefaultAuthToken, From: fake.DefaultNumber, APIURL: tw.URL(),
	}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.run(ctx) }()
	b.Cleanup(func() { cancel(); <-ended })
	populate(b, a.store, 11000)
	value, token := web.NewToken("bench", dispatch.AccessPlatform, time.Now())
	if err := a.store.PutToken(ctx, &token); err != nil {
		b.Fatal(err)
	}

	var first, fiftieth []time.Duration
	for i := 0; b.Loop(); i++ {
		seen := len(tw.CreateCalls())
		body, _ := json.Marshal(map[string]any{
			"kind": "fire", "position": dispatch.At(scatter(rand.New(rand.NewPCG(1, uint64(i))), 2000)), //nolint:gosec // repeatable
			"needs": []dispatch.Need{{Role: dispatch.RoleGeneral, Count: 14}}, // asks more than 50
		})
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url+"/v1/incidents", bytes.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+value)
		req.Header.Set("Content-Type", "application/json")
		began := time.Now()
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		var view dispatch.View
		if err := json.NewDecoder(res.Body).Decode(&view); err != nil || res.StatusCode != http.StatusCreated {
			b.Fatalf("opening answers %s, %v", res.Status, err)
		}
		_ = res.Body.Close()
		calls := sawTexts(b, tw, seen, 50)
		first, fiftieth = append(first, calls[0].Sub(began)), append(fiftieth, calls[49].Sub(began))
		b.StopTimer()
		callOff(ctx, b, a, view.ID)
		b.StartTimer()
	}
	report(b, "first", first)
	report(b, "50th", fiftieth)
}

// sawTexts waits until the provider has seen n more calls and returns when.
func sawTexts(b *testing.B, tw *fake.Twilio, seen, n int) []time.Time {
	b.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); <-tick.C {
		if calls := tw.CreateCalls(); len(calls) >= seen+n {
			var at []time.Time
			for _, c := range calls[seen:] {
				at = append(at, c.At)
			}
			slices.SortFunc(at, time.Time.Compare)
			return at
		}
	}
	b.Fatalf("the provider did not see %d texts", n)
	return nil
}

// callOff cancels an incident and waits for its texts to go.
func callOff(ctx context.Context, b *testing.B, a *app, id string) {
	b.Helper()
	value, token := web.NewToken("officer", dispatch.AccessOfficer, time.Now())
	if err := a.store.PutToken(ctx, &token); err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url+"/v1/incidents/"+id+"/cancel", strings.NewReader("{}"))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+value)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Fatal(res, err)
	}
	_ = res.Body.Close()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if n, err := a.store.Backlog(ctx); err != nil || n == 0 {
			return
		}
		<-tick.C
	}
}

// BenchmarkBareProvider is the baseline: the same 50 calls to the same
// provider by as many workers, with no dispatcher before them.
func BenchmarkBareProvider(b *testing.B) {
	tw := fake.Start(b, fake.Config{Latency: providerTakes})
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	var first, fiftieth []time.Duration
	for b.Loop() {
		seen := len(tw.CreateCalls())
		jobs := make(chan int)
		var wg sync.WaitGroup
		began := time.Now()
		for range 32 {
			wg.Go(func() {
				for i := range jobs {
					form := url.Values{"To": {fmt.Sprintf("+86138001%05d", i)}, "From": {fake.DefaultNumber}, "Body": {"x"}}
					req, _ := http.NewRequest(http.MethodPost, tw.URL()+"/2010-04-01/Accounts/"+fake.DefaultAccountSID+"/Messages.json", strings.NewReader(form.Encode()))
					req.SetBasicAuth(fake.DefaultAccountSID, fake.DefaultAuthToken)
					req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					res, err := client.Do(req)
					if err != nil || res.StatusCode != http.StatusCreated {
						b.Error(res, err)
						return
					}
					_ = res.Body.Close()
				}
			})
		}
		for i := range 50 {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		calls := sawTexts(b, tw, seen, 50)
		first, fiftieth = append(first, calls[0].Sub(began)), append(fiftieth, calls[49].Sub(began))
	}
	report(b, "first", first)
	report(b, "50th", fiftieth)
}

// delawareStreets are the streets of the demo.
func delawareStreets(b *testing.B) *city.City {
	b.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		b.Fatal(err)
	}
	c, err := city.Open(b.Context(), city.Options{
		Path:   filepath.Join(strings.TrimSpace(string(dir)), "testdata", "delaware-latest.osm.pbf"),
		Folder: b.TempDir(), Calibration: road.DefaultCalibration(), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// dryStore reads like the store and writes nothing.
type dryStore struct{ *redisstore.Store }

func (dryStore) Commit(context.Context, *dispatch.Change) error { return nil }

// BenchmarkMatch measures a whole match with its reads of Redis: positions,
// people, engagements, ranking, choice, for the two medics and one helper of
// a cardiac arrest ("wave"), and the ranking of everybody in the 15-minute
// circle for the officer ("everyone"). The baseline is the bare GEOSEARCH of
// that circle.
func BenchmarkMatch(b *testing.B) {
	streets := delawareStreets(b)
	for _, n := range []int{11000, 100000} {
		rdb, area := redistest.Client(b), redistest.Area(b)
		store := redisstore.New(rdb, redisstore.Options{Area: area})
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- store.Run(ctx) }()
		b.Cleanup(func() { cancel(); <-ended })
		populate(b, store, n)
		config := dispatch.Config{
			Store: store, Finder: redisgeo.New(rdb, area), People: store, Distance: geo.Distance,
			Now: time.Now, NewID: newID, NewToken: newID, Log: slog.New(slog.DiscardHandler),
		}
		desk := dispatch.New(config)
		config.Store = dryStore{store}
		dry := dispatch.New(config)
		config.Router = streets
		along, alongDesk := dispatch.New(config), dispatch.New(dispatch.Config{
			Store: store, Finder: config.Finder, People: store, Distance: geo.Distance, Router: streets,
			Now: time.Now, NewID: newID, NewToken: newID, Log: slog.New(slog.DiscardHandler),
		})
		request := dispatch.OpenRequest{Kind: dispatch.KindCardiacArrest, Position: dispatch.At(centre)}
		c, err := desk.Open(ctx, request)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("wave/%d", n), func(b *testing.B) {
			measure(b, func() (int, error) {
				c, err := dry.Open(ctx, request)
				return len(c.Offers), err
			})
		})
		b.Run(fmt.Sprintf("wave-streets/%d", n), func(b *testing.B) {
			measure(b, func() (int, error) {
				c, err := along.Open(ctx, request)
				if c != nil && c.Incident.Travel != dispatch.TravelStreets {
					b.Fatalf("priced by %q: %s", c.Incident.Travel, c.Incident.TravelWhy)
				}
				return len(c.Offers), err
			})
		})
		b.Run(fmt.Sprintf("everyone-streets/%d", n), func(b *testing.B) {
			measure(b, func() (int, error) {
				considered, err := alongDesk.Candidates(ctx, c.Incident.ID)
				return len(considered.Candidates), err
			})
		})
		b.Run(fmt.Sprintf("everyone/%d", n), func(b *testing.B) {
			measure(b, func() (int, error) {
				considered, err := desk.Candidates(ctx, c.Incident.ID)
				return len(considered.Candidates), err
			})
		})
		b.Run(fmt.Sprintf("baseline-geosearch/%d", n), func(b *testing.B) {
			measure(b, func() (int, error) {
				found, err := rdb.GeoSearch(ctx, redisgeo.HomeKey(area), &redis.GeoSearchQuery{
					Longitude: centre[0], Latitude: centre[1], Radius: dispatch.Radius(15*time.Minute - dispatch.TurnoutDay), RadiusUnit: "m",
				}).Result()
				return len(found), err
			})
		})
	}
}

// measure reports how long something takes and how many people it yields.
func measure(b *testing.B, do func() (people int, err error)) {
	var took []time.Duration
	people := 0
	for b.Loop() {
		began := time.Now()
		n, err := do()
		if err != nil {
			b.Fatal(err)
		}
		took, people = append(took, time.Since(began)), n
	}
	b.ReportMetric(float64(people), "people")
	report(b, "match", took)
}

// populate fills a store with n volunteers scattered over a city of 12 km
// radius, denser towards the middle.
func populate(b *testing.B, store *redisstore.Store, n int) {
	b.Helper()
	rng := rand.New(rand.NewPCG(15, 15)) //nolint:gosec // repeatable
	people := make([]dispatch.Responder, n)
	for i := range people {
		home := dispatch.At(scatter(rng, 12000))
		people[i] = dispatch.Responder{
			ID: fmt.Sprintf("b%06d", i), Name: fmt.Sprintf("Volunteer %d", i), Phone: dispatch.Phone(fmt.Sprintf("+86138%08d", i)),
			Lang: "zh", Modes: []dispatch.Mode{dispatch.Modes()[i%len(dispatch.Modes())]}, Skills: []dispatch.Role{dispatch.Roles()[i%5]},
			Available: i%4 != 0, Consent: true, Home: &home,
		}
	}
	for chunk := range slices.Chunk(people, 10000) {
		if _, _, err := store.ImportResponders(b.Context(), chunk); err != nil {
			b.Fatal(err)
		}
	}
	for store.Ready(b.Context()) != nil {
		select {
		case <-b.Context().Done():
			b.Fatal("the store does not become ready")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// scatter draws a point within radius meters of the centre, the density
// falling off towards the rim.
func scatter(rng *rand.Rand, radius float64) orb.Point {
	r := radius * rng.Float64()
	for {
		x, y := 2*rng.Float64()-1, 2*rng.Float64()-1
		if l := x*x + y*y; l <= 1 {
			return orb.Point{centre[0] + x*r/85600, centre[1] + y*r/111200}
		}
	}
}

// report gives the median and the 99th percentile in milliseconds.
func report(b *testing.B, what string, took []time.Duration) {
	slices.Sort(took)
	at := func(q float64) float64 {
		return float64(took[int(q*float64(len(took)-1)+.5)].Microseconds()) / 1000
	}
	b.ReportMetric(at(.5), what+"-p50-ms")
	b.ReportMetric(at(.99), what+"-p99-ms")
}
