package redisstore_test

// everybody_test.go: the mean of all people's answers is that of their sums.

import (
	"math"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore/redistest"
)

func TestEverybodysAnswersAreSummed(t *testing.T) {
	t.Parallel()
	n := newNotebook(t, redistest.Client(t), 3)
	if asked, yes := n.Everybody(); asked != 0 || yes != 0 {
		t.Fatalf("asked %v, yes %v before anything happened", asked, yes)
	}
	events := []dispatch.HabitChange{
		asked("v000", noon, 2), yes("v000", noon, 2), asked("v001", noon, 0), asked("v002", noon, 1), asked("v000", noon, 3),
	}
	n.write(t, events...)
	n.move(30 * 24 * time.Hour)
	now := noon.Add(30 * 24 * time.Hour)
	var wantAsked, wantYes float64
	for _, id := range []string{"v000", "v001", "v002"} {
		h := expected(id, events, now)
		for k := range h.Asked {
			wantAsked += h.Asked[k]
			wantYes += h.Yes[k]
		}
	}
	if gotAsked, gotYes := n.Everybody(); math.Abs(gotAsked-wantAsked) > 1e-9 || math.Abs(gotYes-wantYes) > 1e-9 {
		t.Errorf("asked %v, yes %v, want %v, %v", gotAsked, gotYes, wantAsked, wantYes)
	}
}
