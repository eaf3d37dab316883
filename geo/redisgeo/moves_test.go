package redisgeo

// moves_test.go: the second lane.

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

func TestMovesFollowFromNowOn(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	record(t, s, seen("before", chengdu, noon))
	batch, cursor, err := s.Moves(t.Context(), "", 0)
	if err != nil || len(batch) != 0 || cursor == "" {
		t.Fatalf("from now on: %v, %q, %v", batch, cursor, err)
	}
	// Between two calls.
	first := seen("a", orb.Point{104.123456789, 30.987654321}, noon)
	record(t, s, first, seen("b", chengdu, noon))
	newer := seen("a", chengdu, noon.Add(time.Second))
	record(t, s, newer)
	batch, cursor, err = s.Moves(t.Context(), cursor, time.Second)
	if want := []dispatch.Sighting{newer, seen("b", chengdu, noon)}; err != nil || !reflect.DeepEqual(batch, want) {
		t.Fatalf("moves %v, %v; want %v", batch, err, want)
	}
	batch, next, err := s.Moves(t.Context(), cursor, 20*time.Millisecond)
	if err != nil || len(batch) != 0 || next != cursor {
		t.Fatalf("nothing new: %v, %q, %v; want the cursor %q again", batch, next, err, cursor)
	}
}

func TestMovesWakeAWaitingReader(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	_, cursor, err := s.Moves(t.Context(), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	type result struct {
		batch []dispatch.Sighting
		err   error
	}
	got := make(chan result, 1)
	go func() {
		// An hour is cut to MaxBlock; the sighting comes long before.
		batch, _, err := s.Moves(t.Context(), cursor, time.Hour)
		got <- result{batch, err}
	}()
	record(t, s, seen("a", chengdu, noon))
	if r := <-got; r.err != nil || len(r.batch) != 1 || r.batch[0].Responder != "a" {
		t.Fatalf("%v, %v", r.batch, r.err)
	}
}

func TestMovesWaitNoLongerThanMaxBlock(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	ctx, cancel := context.WithTimeout(t.Context(), MaxBlock+8*time.Second)
	defer cancel()
	if batch, next, err := s.Moves(ctx, "0-0", time.Hour); err != nil || len(batch) != 0 || next != "0-0" {
		t.Errorf("%v, %q, %v; want an empty batch after MaxBlock", batch, next, err)
	}
}

func TestMovesEndWithTheirContext(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Moves(ctx, "0-0", MaxBlock); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want it cancelled", err)
	}
}

func TestMovesRefuseForeignCursors(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	for _, cursor := range []string{"$", ">", "17", "x-1", "1-1 2"} {
		if _, _, err := s.Moves(t.Context(), cursor, 0); dispatch.CodeOf(err) != dispatch.CodeInvalid {
			t.Errorf("%q: %v, want it refused", cursor, err)
		}
	}
}

func TestMovesGoOnBehindATornEntry(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	ctx := t.Context()
	for _, values := range [][]string{{"v1", "\x05abc"}, {"v9", "of a later version"}} {
		if err := testRedis().XAdd(ctx, &redis.XAddArgs{Stream: MovesKey(area), Values: values}).Err(); err != nil {
			t.Fatal(err)
		}
	}
	record(t, s, seen("a", chengdu, noon))
	_, cursor, err := s.Moves(ctx, "0-0", 0)
	if dispatch.CodeOf(err) != dispatch.CodeInternal {
		t.Fatalf("the torn entry: %v", err)
	}
	batch, _, err := s.Moves(ctx, cursor, 0)
	if err != nil || len(batch) != 1 || batch[0].Responder != "a" {
		t.Errorf("behind it: %v, %v", batch, err)
	}
}

func TestTheLaneIsBounded(t *testing.T) {
	t.Parallel()
	s, area := newStore(t)
	for i := range 2500 {
		record(t, s, seen(fmt.Sprint(i), chengdu, noon))
	}
	if n := testRedis().XLen(t.Context(), MovesKey(area)).Val(); n < movesLength || n > movesLength+200 {
		t.Errorf("%d entries, want about %d", n, movesLength)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(string(pack(pack(nil, seen("a", chengdu, noon)), seen("志愿者", chengdu, noon))))
	f.Add("\x00")
	f.Fuzz(func(t *testing.T, packed string) {
		var again []byte
		nan := false
		err := unpack(packed, func(x dispatch.Sighting) {
			nan = nan || math.IsNaN(x.Position.Lng+x.Position.Lat+x.AccuracyM)
			again = pack(again, x)
		})
		// The payload of a NaN may change; everything else comes back.
		if err == nil && !nan && string(again) != packed {
			t.Errorf("%q became %q", packed, again)
		}
	})
}
