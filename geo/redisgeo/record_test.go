package redisgeo

// record_test.go: newer wins, all or nothing, what is refused, what is
// forgotten.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
)

func TestNewerSightingsWin(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	other := orb.Point{104.2, 30.7}
	record(t, s, seen("a", chengdu, noon))
	for _, c := range []struct {
		name            string
		batch           []dispatch.Sighting
		accepted, stale int
		want            orb.Point
	}{
		{"older", []dispatch.Sighting{seen("a", other, noon.Add(-time.Second))}, 0, 1, chengdu},
		{"the same again", []dispatch.Sighting{seen("a", other, noon)}, 0, 1, chengdu},
		{"newer", []dispatch.Sighting{seen("a", other, noon.Add(time.Millisecond))}, 1, 0, other},
		{"newest of a batch, whatever the order", []dispatch.Sighting{
			seen("a", other, noon.Add(2*time.Second)), seen("a", chengdu, noon.Add(3*time.Second)), seen("a", other, noon.Add(time.Second)),
		}, 1, 2, chengdu},
		{"nothing", nil, 0, 0, chengdu},
	} {
		accepted, stale, err := s.Record(t.Context(), c.batch)
		if err != nil || accepted != c.accepted || stale != c.stale {
			t.Errorf("%s: %d accepted, %d stale, %v; want %d, %d", c.name, accepted, stale, err, c.accepted, c.stale)
		}
		list, err := s.Locate(t.Context(), []string{"a"}, fresh)
		if err != nil || len(list) != 1 || geo.Distance(list[0].Point, c.want) > cellM {
			t.Errorf("%s: at %v, %v; want %v", c.name, list, err, c.want)
		}
	}
}

func TestBadSightingsAreRefusedTogether(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	good := seen("good", chengdu, noon)
	for field, bad := range map[string]dispatch.Sighting{
		"[1].lat":        seen("a", orb.Point{104, 85.1}, noon),
		"[1]":            seen("a", orb.Point{181, 30}, noon),
		"[1].responder":  seen("", chengdu, noon),
		"[1].at":         seen("a", chengdu, noon.Add(MaxAhead+time.Second)),
		"[1].accuracy_m": {Responder: "a", Position: dispatch.At(chengdu), At: noon, AccuracyM: math.NaN()},
	} {
		_, _, err := s.Record(t.Context(), []dispatch.Sighting{good, bad})
		if dispatch.CodeOf(err) != dispatch.CodeInvalid || !strings.HasPrefix(err.Error(), field+": ") {
			t.Errorf("%s: %v", field, err)
		}
	}
	for name, bad := range map[string]dispatch.Sighting{
		"no time": {Responder: "a", Position: dispatch.At(chengdu)}, "NaN": seen("a", orb.Point{math.NaN(), 1}, noon),
		"long id": seen(strings.Repeat("x", 65), chengdu, noon), "id of no text": seen("\xff", chengdu, noon),
		"infinitely inexact": {Responder: "a", Position: dispatch.At(chengdu), At: noon, AccuracyM: math.Inf(1)},
	} {
		if _, _, err := s.Record(t.Context(), []dispatch.Sighting{bad}); dispatch.CodeOf(err) != dispatch.CodeInvalid {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
	if n := testRedis().Exists(t.Context(), LiveKey(area), AtKey(area), MovesKey(area)).Val(); n != 0 {
		t.Errorf("%d keys were written by refused batches", n)
	}
	edge := seen("edge", orb.Point{180, -MaxLatitude}, noon.Add(MaxAhead))
	record(t, s, edge)
}

func TestLargeBatchesAreSplit(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	rng := rand.New(rand.NewPCG(15, 5))
	var batch []dispatch.Sighting
	for i := range 2501 {
		batch = append(batch, seen(fmt.Sprintf("v%d", i), orb.Point{104 + rng.Float64(), 30 + rng.Float64()}, noon))
	}
	record(t, s, batch...)
	if n := testRedis().XLen(t.Context(), MovesKey(area)).Val(); n != 3 {
		t.Errorf("%d entries in the second lane, want 3 of at most 1000", n)
	}
	accepted, stale, err := s.Record(t.Context(), batch)
	if err != nil || accepted != 0 || stale != len(batch) {
		t.Errorf("again: %d accepted, %d stale, %v; want all stale", accepted, stale, err)
	}
	if n := testRedis().XLen(t.Context(), MovesKey(area)).Val(); n != 3 {
		t.Errorf("%d entries after a repeat, want 3", n)
	}
	for _, x := range []string{LiveKey(area), AtKey(area)} {
		if n := testRedis().ZCard(t.Context(), x).Val(); n != int64(len(batch)) {
			t.Errorf("%s has %d members, want %d", x, n, len(batch))
		}
	}
}

// Many writers in any order: the newest is what stays, and the second lane
// never goes back in time for anybody.
func TestRecordTogether(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	_, cursor, err := s.Moves(t.Context(), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(15, uint64(w)))
			for range 40 {
				var batch []dispatch.Sighting
				for id := range 10 {
					k := rng.IntN(1000)
					batch = append(batch, seen(fmt.Sprint(id), orb.Point{104 + float64(k)/1000, 30}, noon.Add(-time.Duration(k)*time.Millisecond)))
				}
				if _, _, err := s.Record(t.Context(), batch); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for id := range 10 {
		record(t, s, seen(fmt.Sprint(id), orb.Point{103, 30}, noon.Add(time.Millisecond)))
	}
	last := map[string]time.Time{}
	for {
		batch, next, err := s.Moves(t.Context(), cursor, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			break
		}
		for _, x := range batch {
			if !x.At.After(last[x.Responder]) {
				t.Fatalf("%s goes back from %v to %v", x.Responder, last[x.Responder], x.At)
			}
			last[x.Responder] = x.At
		}
		cursor = next
	}
	for id, at := range last {
		if !at.Equal(noon.Add(time.Millisecond)) {
			t.Errorf("%s ends at %v", id, at)
		}
	}
	if len(last) != 10 {
		t.Errorf("moves of %d people, want 10", len(last))
	}
}

func TestPositionsAreForgotten(t *testing.T) {
	t.Parallel()
	now := noon
	s, area := newStore(t)
	s.now = func() time.Time { return now }
	var batch []dispatch.Sighting
	for i := range 500 {
		batch = append(batch, seen(fmt.Sprint(i), chengdu, noon.Add(-time.Hour)))
	}
	record(t, s, batch...)
	for _, key := range []string{LiveKey(area), AtKey(area), MovesKey(area)} {
		want := Keep
		if key == MovesKey(area) {
			want = movesKeep
		}
		if left := testRedis().PTTL(t.Context(), key).Val(); left <= want-time.Minute || left > want {
			t.Errorf("%s lives for %v, want %v", key, left, want)
		}
	}
	now = noon.Add(Keep)
	for i := range 3 {
		record(t, s, seen(fmt.Sprint("new", i), chengdu, now))
	}
	for _, key := range []string{LiveKey(area), AtKey(area)} {
		if n := testRedis().ZCard(t.Context(), key).Val(); n != 3 {
			t.Errorf("%s: %d left, want the 3 new ones", key, n)
		}
	}
	accepted, stale, err := s.Record(t.Context(), batch)
	if err != nil || accepted != 0 || stale != len(batch) {
		t.Errorf("yesterday's: %d accepted, %d stale, %v", accepted, stale, err)
	}
}
