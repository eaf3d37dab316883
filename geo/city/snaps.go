package city

// snaps.go: where people reach the streets, remembered. People who stand still
// are priced again and again; finding their street once is enough.

import (
	"math"
	"sync"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo/road"
)

// snapsKept is how many are remembered in each of two generations.
const snapsKept = 100_000

// snaps remembers by place and mode. The older generation is dropped when the
// younger is full.
type snaps struct {
	mu         sync.RWMutex
	young, old map[uint64]*snapped
}

// snapped is where somebody reaches the streets; not ok: nowhere near.
type snapped struct {
	at road.Snap
	ok bool
}

// snapKey packs a place, to 0.000001 degrees (0.1 m), and a mode into 59 bits.
func snapKey(p orb.Point, m road.Mode) uint64 {
	lng, lat := uint64(math.Round((p[0]+180)*1e6)), uint64(math.Round((p[1]+90)*1e6))
	return (lng<<28|lat)<<2 | uint64(m)
}

// of returns where each origin reaches the streets of a graph.
func (s *snaps) of(g *road.Graph, from []dispatch.Origin) []*snapped {
	out := make([]*snapped, len(from))
	var unknown []int
	s.mu.RLock()
	for i, o := range from {
		key := snapKey(o.Point, modes[o.Mode])
		known, ok := s.young[key]
		if !ok {
			known, ok = s.old[key]
		}
		if out[i] = known; !ok {
			unknown = append(unknown, i)
		}
	}
	s.mu.RUnlock()
	if len(unknown) == 0 {
		return out
	}
	for _, i := range unknown {
		at, err := g.Snap(from[i].Point, modes[from[i].Mode])
		out[i] = &snapped{at, err == nil}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range unknown {
		if len(s.young) >= snapsKept || s.young == nil {
			s.young, s.old = make(map[uint64]*snapped, len(unknown)), s.young
		}
		s.young[snapKey(from[i].Point, modes[from[i].Mode])] = out[i]
	}
	return out
}
