package road

// component_test.go: which streets are used, against journeys between all of
// them.

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestUsableStreetsAreThoseOneCanLeaveAndComeTo(t *testing.T) {
	var dropped int
	towns(t, 60, func(_ *rand.Rand, town *trial) {
		o := town.oracle
		usable := map[step]bool{} // by the step in the direction of its way
		for _, v := range town.places {
			s := town.spots[v].step
			s.against = false
			usable[s] = true
		}
		var all []spot
		for w := range o.raw.ways {
			for p := range len(o.raw.ways[w].nodes) - 1 {
				all = append(all, spot{step{way: w, piece: p}, 0.5})
			}
		}
		reaches := make([]map[int]bool, len(all))
		for i, from := range all {
			enters := o.from(from, math.MaxInt32)
			reaches[i] = map[int]bool{}
			for j, to := range all {
				reaches[i][j] = o.time(enters, from, to) >= 0
			}
		}
		for i := range all {
			connected := true
			for j := range all {
				if usable[all[j].step] && (!reaches[i][j] || !reaches[j][i]) {
					connected = false
				}
			}
			hidden := o.raw.ways[all[i].way].noSnap
			if usable[all[i].step] && (!connected || hidden) {
				t.Errorf("%v is used and should not be", all[i])
			}
			if !usable[all[i].step] && !hidden {
				dropped++
				// Under restrictions one may drive through a street of the core and
				// still never come to where one can turn into the others.
				if connected && len(o.raw.bans) == 0 {
					t.Errorf("%v is not used and could be", all[i])
				}
			}
		}
	})
	if dropped == 0 {
		t.Error("nothing was ever dropped")
	}
}
