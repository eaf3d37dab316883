package tile

// stats.go: what a map holds; for the log at start.

import (
	"fmt"
	"unsafe"
)

// Stats says what was built.
type Stats struct {
	Features [layerCount]int64 // by layer; a thing drawn from several zooms on counts more than once
	Broken   int64             // areas left out: their outlines enclose nothing
	Patchy   int64             // relations of which a part was missing or enclosed nothing
	Coast    string            // what was odd about the coast, "" for nothing
	Bytes    int64             // memory of the map
}

// Total is the number of features.
func (s Stats) Total() (n int64) {
	for _, k := range s.Features {
		n += k
	}
	return n
}

// String is one line for a log.
func (s Stats) String() string {
	out := fmt.Sprintf("%d features, %.1f MB, %d areas broken, %d relations patchy", s.Total(), float64(s.Bytes)/1e6, s.Broken, s.Patchy)
	if s.Coast != "" {
		out += "; " + s.Coast
	}
	return out
}

// Stats says what the map holds.
func (m *Map) Stats() Stats { return m.stats }

// count adds up the memory.
func (m *Map) count() {
	n := len(m.geom) + size(m.features) + size(m.forest.boxes) + size(m.forest.refs) + size(m.ends) + size(m.attrs) + size(m.strings)
	for _, s := range m.strings {
		n += len(s)
	}
	m.stats.Bytes = int64(n)
}

func size[T any](s []T) int { return len(s) * int(unsafe.Sizeof(*new(T))) }
