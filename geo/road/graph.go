package road

// graph.go: the type everybody outside holds.

import (
	"github.com/paulmach/orb"
)

// Graph is the streets of one extract: a search network for each mode, the
// street names and the calibration they were built with. It is immutable; all
// methods may be called from any goroutine.
type Graph struct {
	nets  [modeCount]*Net // by Mode, never nil
	names []string        // street names; [0] is "" (no name)
	bound orb.Bound
	cal   Calibration
	stats Stats
}

// Bound is the box around all nodes of the extract, in degrees.
func (g *Graph) Bound() orb.Bound { return g.bound }

// Stats says what was built; for the log at start.
func (g *Graph) Stats() Stats { return g.stats }

// Calibration returns the figures the graph was built with.
func (g *Graph) Calibration() Calibration { return g.cal }
