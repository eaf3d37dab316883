package city

// city_test.go: a city from its extract and from its caches, and the streets
// as the dispatcher asks for them.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"fifteen/dispatch"
	"fifteen/geo"
	"fifteen/geo/place"
	"fifteen/geo/road"
)

var (
	wilmington = orb.Point{-75.5466, 39.7459}
	newark     = orb.Point{-75.7497, 39.6837}
)

// world is the extract in a folder that may not be written, the caches'
// folder, and the city built from it.
type world struct {
	path, caches string
	city         *City
	log          *bytes.Buffer
	told         []float64
}

var delaware = sync.OnceValues(func() (*world, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		return nil, err
	}
	caches, err := os.MkdirTemp("", "fifteen-city-")
	if err != nil {
		return nil, err
	}
	w := &world{
		path:   filepath.Join(strings.TrimSpace(string(dir)), "testdata", "delaware-latest.osm.pbf"),
		caches: caches, log: &bytes.Buffer{},
	}
	w.city, err = w.open(context.Background(), func(o *Options) { o.Progress = func(f float64) { w.told = append(w.told, f) } })
	return w, err
})

func (w *world) open(ctx context.Context, change func(*Options)) (*City, error) {
	w.log.Reset()
	o := Options{Path: w.path, Folder: w.caches, Calibration: road.DefaultCalibration(), Log: slog.New(slog.NewTextHandler(w.log, nil))}
	change(&o)
	return Open(ctx, o)
}

func here(t *testing.T) *world {
	t.Helper()
	w, err := delaware()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestMain(m *testing.M) {
	code := m.Run()
	if w, err := delaware(); err == nil {
		_ = os.RemoveAll(w.caches)
	}
	os.Exit(code)
}

// same reports where two cities answer differently.
func same(a, b *City) error {
	for _, p := range []orb.Point{wilmington, newark, {-75.1, 38.72}} {
		for _, m := range dispatch.Modes() {
			var said [2]string
			for i, c := range []*City{a, b} {
				bands, at, walk, err := c.Reach(context.Background(), p, m, []time.Duration{10 * time.Minute})
				if err != nil {
					return err
				}
				said[i] = fmt.Sprint(planar.Area(bands[0].Area), at, walk)
			}
			if said[0] != said[1] {
				return fmt.Errorf("%v %s: %s and %s", p, m, said[0], said[1])
			}
		}
		if x, y := a.Address(p), b.Address(p); x != y {
			return fmt.Errorf("%v is %q and %q", p, x, y)
		}
	}
	return nil
}

func TestCaches(t *testing.T) {
	w := here(t)
	for i := 1; i < len(w.told); i++ {
		if w.told[i] <= w.told[i-1] || w.told[i] > 1.0001 {
			t.Fatalf("progress went from %v to %v", w.told[i-1], w.told[i])
		}
	}
	if len(w.told) < 10 || w.told[len(w.told)-1] < 0.999 {
		t.Errorf("progress was told %d times and ended at %v", len(w.told), w.told[len(w.told)-1])
	}
	if _, err := os.Stat(w.path + ".fifteen-road"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a cache was written into a read-only folder: %v", err)
	}
	loaded := func(what string, built string, change func(*Options)) {
		t.Helper()
		c, err := w.open(t.Context(), change)
		if err != nil {
			t.Fatal(what, err)
		}
		if !strings.Contains(w.log.String(), built) {
			t.Errorf("%s: want %q in the log:\n%s", what, built, w.log)
		}
		if what != "another calibration" {
			if err := same(w.city, c); err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	loaded("from the caches", "built=0", func(*Options) {})

	cache := filepath.Join(w.caches, filepath.Base(w.path)+".fifteen-place")
	whole, err := os.ReadFile(cache)
	if err != nil {
		t.Fatal(err)
	}
	for what, bad := range map[string][]byte{
		"cut": whole[:len(whole)/2], "changed": append(bytes.Clone(whole[:len(whole)/2]), bytes.Repeat([]byte{7}, len(whole)/2)...), "empty": {},
	} {
		if err := os.WriteFile(cache, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		loaded(what, "built=1", func(*Options) {})
		if now, err := os.ReadFile(cache); err != nil || !bytes.Equal(now, whole) {
			t.Errorf("%s: the cache was not mended: %v", what, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(w.caches, "*.new")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestACacheOfAnotherExtractIsNotUsed(t *testing.T) {
	w := here(t)
	p := w.city.parts(Options{Path: w.path, Folder: w.caches}, newMeter(nil))[2]
	if p.name != place.CacheKind {
		t.Fatal(p.name)
	}
	if err := p.fetch([32]byte{1}); !errors.Is(err, errOtherExtract) {
		t.Errorf("%v, want %v", err, errOtherExtract)
	}
}

func TestNoCity(t *testing.T) {
	folder := t.TempDir()
	page := filepath.Join(folder, "page.osm.pbf")
	if err := os.WriteFile(page, []byte("<!DOCTYPE html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{
		page: "a web page", filepath.Join(folder, "none.osm.pbf"): "no such file", folder: "not a file",
	} {
		_, err := Open(t.Context(), Options{Path: path, Calibration: road.DefaultCalibration(), Log: slog.New(slog.DiscardHandler)})
		if err == nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v, want it to say %q", path, err, says)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, Options{Path: here(t).path, Log: slog.New(slog.DiscardHandler)}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// around draws points around a town, some of them off every street.
func around(r *rand.Rand, n int) []dispatch.Origin {
	out := make([]dispatch.Origin, n)
	for i := range out {
		m := dispatch.Modes()[r.IntN(len(dispatch.Modes()))]
		out[i] = dispatch.Origin{Point: orb.Point{wilmington[0] + r.NormFloat64()*.06, wilmington[1] + r.NormFloat64()*.05}, Mode: m}
	}
	return out
}

func TestJourneys(t *testing.T) {
	w := here(t)
	const limit = 798*time.Second + 123_456*time.Nanosecond // deadlines are not whole milliseconds
	j, err := w.city.Explore(t.Context(), wilmington, limit)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	origins := around(rand.New(rand.NewPCG(15, 4)), 3000)
	first, again := j.Price(origins), j.Price(origins)
	radius := j.RadiusM()
	if radius < 3_000 || radius > 30_000 {
		t.Errorf("people come from up to %.0f m", radius)
	}
	var reached, far, straight int
	for i, o := range origins {
		if first[i] != again[i] {
			t.Fatalf("%v: %v, then %v", o, first[i], again[i])
		}
		away := geo.Distance(o.Point, wilmington)
		switch {
		case first[i].Basis == dispatch.TravelStraight:
			straight++
			if first[i].Time != dispatch.StraightTravel(away, o.Mode) {
				t.Fatalf("%v: %v in a straight line", o, first[i].Time)
			}
		case first[i].Time < 0:
			far++
		default:
			reached++
			if first[i].Time > limit || away > radius {
				t.Fatalf("%v: %v from %.0f m, but the limit is %v and the radius %.0f m", o, first[i].Time, away, limit, radius)
			}
		}
		if first[i].Time >= 0 && first[i].Time < j.Beyond(away-1) {
			t.Fatalf("%v takes %v from %.0f m, but nobody beyond is quicker than %v", o, first[i].Time, away, j.Beyond(away-1))
		}
		if i < 60 {
			r, err := w.city.Route(t.Context(), o, wilmington)
			switch {
			case first[i].Basis == dispatch.TravelStraight:
				if re, ok := errors.AsType[*dispatch.RouteError](err); !ok || re.Why != dispatch.ReasonNoStreet && re.Why != dispatch.ReasonOffMap {
					t.Fatalf("%v: %v, want no street", o, err)
				}
			case err != nil: // the far bank of the river, for those on foot
				if re, ok := errors.AsType[*dispatch.RouteError](err); !ok || re.Why != dispatch.ReasonNoRoute || first[i].Time >= 0 {
					t.Fatal(o, first[i], err)
				}
			case first[i].Time >= 0 && (r.Remaining[0]-first[i].Time).Abs() > 2*time.Millisecond:
				t.Fatalf("%v: the way takes %v, the journey %v", o, r.Remaining[0], first[i].Time)
			case geo.Distance(r.Line[0], o.Point) > 1 || geo.Distance(r.Line[len(r.Line)-1], wilmington) > 1 || r.Remaining[len(r.Remaining)-1] != 0:
				t.Fatalf("%v: the way leads from %v to %v", o, r.Line[0], r.Line[len(r.Line)-1])
			}
		}
	}
	if reached < 200 || far < 100 || straight < 10 {
		t.Errorf("%d reached, %d too far, %d off the streets: too few of a kind to say much", reached, far, straight)
	}
}

func TestWhereTheStreetsCannotTell(t *testing.T) {
	w := here(t)
	for why, p := range map[dispatch.Reason]orb.Point{
		dispatch.ReasonOffMap:   {2.35, 48.85},
		dispatch.ReasonNoStreet: {-75.15, 39.05}, // in the bay
	} {
		_, err := w.city.Explore(t.Context(), p, time.Minute)
		if re, ok := errors.AsType[*dispatch.RouteError](err); !ok || re.Why != why {
			t.Errorf("%v: %v, want %q", p, err, why)
		}
		_, _, _, err = w.city.Reach(t.Context(), p, dispatch.ModeWalk, []time.Duration{time.Minute})
		if re, ok := errors.AsType[*dispatch.RouteError](err); !ok || re.Why != why {
			t.Errorf("%v: %v, want %q", p, err, why)
		}
		_, err = w.city.Route(t.Context(), dispatch.Origin{Point: wilmington, Mode: dispatch.ModeWalk}, p)
		if re, ok := errors.AsType[*dispatch.RouteError](err); !ok || re.Why != why {
			t.Errorf("%v: %v, want %q", p, err, why)
		}
		if _, ok := w.city.Near(p); ok {
			t.Errorf("a street near %v", p)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.city.Explore(ctx, wilmington, time.Minute); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Many incidents at once give the same answers as one after the other.
func TestManyAtOnce(t *testing.T) {
	w := here(t)
	r := rand.New(rand.NewPCG(15, 5))
	origins := around(r, 400)
	price := func(to orb.Point) string {
		j, err := w.city.Explore(t.Context(), to, 10*time.Minute)
		if err != nil {
			return err.Error()
		}
		defer j.Close()
		return fmt.Sprint(j.Price(origins))
	}
	places := around(r, 24)
	want := make([]string, len(places))
	for i, p := range places {
		want[i] = price(p.Point)
	}
	got := make([]string, len(places))
	var wg sync.WaitGroup
	for i, p := range places {
		wg.Go(func() { got[i] = price(p.Point) })
	}
	wg.Wait()
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v: another answer when many ask at once", places[i].Point)
		}
	}
}
