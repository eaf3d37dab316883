package redisstore

// habit.go: one person's habits as habit.lua counts them, and what they say
// at a later moment.

import (
	"math"
	"time"

	"fifteen/dispatch"
)

const (
	// habitHalfLife is when an answer counts half: a season, so that a new job
	// or a long illness is noticed, and a dozen answers a year still add up. Assumed.
	habitHalfLife = 90 * 24 * time.Hour
	// habitWindow is what Habit.Alerts7d looks back on.
	habitWindow = 7 * 24 * time.Hour
	// habitAsks is how many askings of the window a record keeps: Alerts7d
	// stays at it for whoever is asked more often still.
	habitAsks = 30
)

// record is somebody's habits as habit.lua writes them. Times are Unix ms, 0
// for never. It is not changed once others see it.
type record struct {
	At     int64      `json:"at"` // the moment the counts are of
	Asked  [4]float64 `json:"asked"`
	Yes    [4]float64 `json:"yes"`
	Asks   []int64    `json:"asks"` // oldest first
	Last   int64      `json:"last"`
	Served int64      `json:"served"`
	Fails  int        `json:"fails"`
	Failed int64      `json:"failed"`

	entry entry // of the habits' roster, as new as which it is
}

// tell writes into h what the record says at a moment.
func (r *record) tell(h *dispatch.Habit, now int64) {
	fade := 1.0
	if age := now - r.At; age > 0 {
		fade = math.Exp2(-float64(age) / float64(habitHalfLife.Milliseconds()))
	}
	for i := range r.Asked {
		h.Asked[i], h.Yes[i] = r.Asked[i]*fade, r.Yes[i]*fade
	}
	for i := len(r.Asks) - 1; i >= 0 && r.Asks[i] > now-habitWindow.Milliseconds(); i-- {
		h.Alerts7d++
	}
	if r.Last != 0 {
		h.LastAsked = time.UnixMilli(r.Last)
	}
	if r.Served != 0 {
		h.LastServed = time.UnixMilli(r.Served)
	}
	if r.Fails != 0 {
		h.TextFailures, h.LastFailure = r.Fails, time.UnixMilli(r.Failed)
	}
}
