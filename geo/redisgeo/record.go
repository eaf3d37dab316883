package redisgeo

// record.go: takes sightings.

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

//go:embed record.lua
var recordLua string

var recordScript = redis.NewScript(recordLua)

// MaxAhead is how far a sighting may lie in the future, for clocks that run
// fast. One from further ahead is refused: since only newer sightings win, it
// would nail its person down until then.
const MaxAhead = 5 * time.Minute

// Record takes sightings, in any order, any number of them per person. Of each
// person the newest counts if it is newer than what is known; the others are
// stale: they change nothing and are no error. accepted and stale add up to
// the number of sightings.
//
// A bad sighting gives CodeInvalid naming its index ("[3].lat"), and nothing is
// written. CodeUnavailable means that Redis did not answer; the counts then
// tell of the batches of 1000 that are known to be written. Recording the same
// sightings again is harmless.
func (s *Store) Record(ctx context.Context, sightings []dispatch.Sighting) (accepted, stale int, err error) {
	now := s.now()
	for i, x := range sightings {
		if err := check(i, x, now); err != nil {
			return 0, 0, err
		}
	}
	newest := newestOfEach(sightings)
	stale = len(sightings) - len(newest)
	keys := []string{s.live, s.at, s.stream}
	for batch := range slices.Chunk(newest, chunk) {
		args := make([]any, 0, 4+5*len(batch))
		args = append(args, now.Add(-Keep).UnixMilli(), Keep.Milliseconds(), movesLength, movesKeep.Milliseconds())
		for _, x := range batch {
			args = append(args, x.Responder, degrees(x.Position.Lng), degrees(x.Position.Lat), x.At.UnixMilli(), pack(nil, x))
		}
		counts, err := recordScript.Run(ctx, s.rdb, keys, args...).Int64Slice()
		if err == nil && len(counts) != 2 {
			err = fmt.Errorf("record.lua returned %d values, want 2", len(counts))
		}
		if err != nil {
			return accepted, stale, unavailable("recording positions", err)
		}
		accepted += int(counts[0])
		stale += int(counts[1])
	}
	return accepted, stale, nil
}

// check refuses what would spoil the index or the second lane.
func check(i int, x dispatch.Sighting, now time.Time) error {
	field := "[" + strconv.Itoa(i) + "]"
	switch {
	case x.Responder == "" || len(x.Responder) > 64 || !utf8.ValidString(x.Responder):
		return dispatch.Invalid(field+".responder", "must name a responder in 1 to 64 bytes")
	case x.At.UnixMilli() <= 0:
		return dispatch.Invalid(field+".at", "is missing: say when the person was seen there")
	case x.At.After(now.Add(MaxAhead)):
		return dispatch.Invalid(field+".at", "lies in the future: set the sender's clock and time zone")
	case !(x.AccuracyM >= 0) || math.IsInf(x.AccuracyM, 0):
		return dispatch.Invalid(field+".accuracy_m", "must be 0 (unknown) or a number of meters")
	}
	return checkPoint(field, x.Position.Point())
}

// newestOfEach keeps the newest sighting of each person, the first of equals.
func newestOfEach(sightings []dispatch.Sighting) []dispatch.Sighting {
	place := make(map[string]int, len(sightings))
	newest := make([]dispatch.Sighting, 0, len(sightings))
	for _, x := range sightings {
		i, known := place[x.Responder]
		switch {
		case !known:
			place[x.Responder] = len(newest)
			newest = append(newest, x)
		case x.At.UnixMilli() > newest[i].At.UnixMilli():
			newest[i] = x
		}
	}
	return newest
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
