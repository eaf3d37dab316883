package road

// stats.go: what was built, in figures, for the log at start.

import "log/slog"

// Stats is what a graph was made of.
type Stats struct {
	Ways        int64   // ways that are streets for some mode
	Points      int64   // distinct nodes on them
	Km          float64 // their length
	Names       int64   // different street names
	Conditional int64   // ways with conditional tags, which are not read
	DenseKm2    float64 // area of the dense quarters
	Turns       TurnStats
	Nets        [modeCount]NetStats
}

// TurnStats counts the turn restrictions of the file.
type TurnStats struct {
	Used        int64 // kept for at least one mode
	Conditional int64 // at times only: not read
	Elsewhere   int64 // about other vehicles, or streets nobody here travels
	Broken      int64 // members missing or not joined
}

func (s *streets) stats() Stats {
	seen := make([]uint64, len(s.e.Points)/64+1)
	st := Stats{Names: int64(len(s.names) - 1), Conditional: int64(s.conditional)}
	last := int32(-1)
	for i := range s.list {
		if w := s.list[i].way; w != last {
			st.Ways++
			last = w
		}
		for _, n := range s.list[i].nodes {
			if bit := uint64(1) << (n % 64); seen[n/64]&bit == 0 {
				seen[n/64] |= bit
				st.Points++
			}
		}
	}
	for _, m := range s.meters {
		st.Km += float64(m) / 1000
	}
	return st
}

// LogValue lets a graph's figures be logged as one group.
func (s Stats) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.Int64("ways", s.Ways), slog.Int64("points", s.Points), slog.Int64("km", int64(s.Km)),
		slog.Int64("names", s.Names), slog.Int64("dense_km2", int64(s.DenseKm2)),
		slog.Int64("conditional_ignored", s.Conditional),
		slog.Group("turn_restrictions",
			slog.Int64("used", s.Turns.Used), slog.Int64("conditional", s.Turns.Conditional),
			slog.Int64("elsewhere", s.Turns.Elsewhere), slog.Int64("broken", s.Turns.Broken)),
	}
	for _, m := range Modes() {
		attrs = append(attrs, slog.Any(m.String(), s.Nets[m]))
	}
	return slog.GroupValue(attrs...)
}
