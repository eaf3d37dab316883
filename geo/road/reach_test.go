package road

// reach_test.go: the search against its naive twin.

import (
	"math/rand/v2"
	"testing"
	"time"
)

// hard are towns in which long runs once found something wrong.
var hard = []int{224, 3514, 6145, 20294}

// towns calls back with many random networks on which one can travel.
func towns(t *testing.T, count int, each func(rng *rand.Rand, t *trial)) {
	t.Helper()
	if testing.Short() {
		count /= 10
	}
	for i := range count + len(hard) {
		seed := i - len(hard)
		if seed < 0 {
			seed = hard[i]
		}
		rng := rand.New(rand.NewPCG(15, uint64(seed)))
		if trial := newTrial(town(rng)); len(trial.places) > 0 {
			each(rng, trial)
		}
		if t.Failed() {
			t.Fatalf("town %d", seed)
		}
	}
}

func TestFromAnswersTheOracle(t *testing.T) {
	var compared, out int
	towns(t, 1200, func(rng *rand.Rand, town *trial) {
		for range 3 {
			from, spotFrom := town.anywhere(rng)
			limit := int64(rng.IntN(200_000))
			enters := town.oracle.from(spotFrom, limit)
			for range 5 {
				to, spotTo := town.anywhere(rng)
				to.walk, from.walk = uint32(rng.IntN(5_000)), uint32(rng.IntN(5_000))
				r := town.mustReach(t, to, time.Duration(limit)*time.Millisecond)
				got, ok := r.From(from)
				want := town.oracle.time(enters, spotFrom, spotTo)
				if want >= 0 {
					want += int64(to.walk) + int64(from.walk)
				}
				switch {
				case want < 0 || want > limit:
					out++
					if ok {
						t.Errorf("%v to %v: %v, want nothing within %d ms (%d)", spotFrom, spotTo, got, limit, want)
					}
				case !ok || got != time.Duration(want)*time.Millisecond:
					t.Errorf("%v to %v: %v %v, want %d ms of %d", spotFrom, spotTo, got, ok, want, limit)
				}
				compared++
				r.Close()
			}
		}
	})
	if out < compared/20 || out > compared*19/20 {
		t.Errorf("%d of %d out of reach: the comparison says little", out, compared)
	}
}
