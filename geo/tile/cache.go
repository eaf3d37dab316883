package tile

// cache.go: a map between runs.

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"fifteen/geo/flat"
)

// CacheKind and CacheVersion name the format of Save. The version changes with
// the format and with the rules, so that no map of older rules is loaded.
const (
	CacheKind           = "tile"
	CacheVersion uint32 = 1
)

// errDamaged is the error of a file whose arrays contradict one another.
var errDamaged = errors.New("the saved map contradicts itself: delete it, so that it is built anew")

// Save writes the map. Closing the writer, which tells of errors, is the
// caller's.
func (m *Map) Save(w *flat.Writer) {
	flat.Put(w, []float64{m.bound.Min[0], m.bound.Min[1], m.bound.Max[0], m.bound.Max[1]})
	flat.Put(w, m.features)
	flat.Put(w, m.geom)
	flat.Put(w, m.forest.boxes)
	flat.Put(w, m.forest.refs)
	flat.Put(w, m.forest.trees)
	flat.Put(w, m.ends)
	flat.Put(w, m.attrs)
	flat.PutStrings(w, m.strings)
	flat.Put(w, m.stats.Features[:])
	flat.Put(w, []int64{m.stats.Broken, m.stats.Patchy})
	flat.PutStrings(w, []string{m.stats.Coast})
}

// Load reads a map that Save wrote. It aliases the reader's bytes.
func Load(r *flat.Reader) (*Map, error) {
	m := &Map{catalog: &catalog{}}
	bound := flat.Get[float64](r)
	m.features = flat.Get[feature](r)
	m.geom = flat.Get[byte](r)
	m.forest.boxes = flat.Get[box](r)
	m.forest.refs = flat.Get[uint32](r)
	m.forest.trees = flat.Get[tree](r)
	m.ends = flat.Get[uint32](r)
	m.attrs = flat.Get[attr](r)
	m.strings = flat.GetStrings(r)
	features := flat.Get[int64](r)
	counts := flat.Get[int64](r)
	coast := flat.GetStrings(r)
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("base map: %w", err)
	}
	if len(bound) != 4 || len(features) != int(layerCount) || len(counts) != 2 || len(coast) != 1 || !m.sound() {
		return nil, fmt.Errorf("base map: %w", errDamaged)
	}
	m.bound = orb.Bound{Min: orb.Point{bound[0], bound[1]}, Max: orb.Point{bound[2], bound[3]}}
	copy(m.stats.Features[:], features)
	m.stats.Broken, m.stats.Patchy, m.stats.Coast = counts[0], counts[1], strings.Clone(coast[0])
	m.count()
	return m, nil
}

// sound reports whether every reference in the map is to something in it.
func (m *Map) sound() bool {
	if !m.catalog.sound() || !m.forest.sound(len(m.features)) {
		return false
	}
	for i := range m.features {
		f := &m.features[i]
		if f.Layer >= layerCount || f.Kind < points || f.Kind > polygons || int(f.Set) >= len(m.ends) || uint64(f.Geom) >= uint64(len(m.geom)) {
			return false
		}
	}
	return true
}
