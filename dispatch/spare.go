package dispatch

// spare.go: how people are spared: quiet hours, rest after a service, and a
// budget of texts a week. Where a life is in danger nobody is spared.

import "time"

// Spare are the limits for one priority; the zero value spares nobody.
type Spare struct {
	// Night: nobody is woken (22:00–06:00).
	Night bool
	// Rest is how long after a service nobody is asked.
	Rest time.Duration
	// Week is how many texts may ask one person within seven days; 0: no limit.
	Week int
}

// SpareFor are the standard limits. Alarm fatigue is the first reason to quit
// (Prytz, 5,000 volunteers).
func SpareFor(p Priority) Spare {
	switch p {
	case P1:
		return Spare{}
	case P2:
		return Spare{Rest: 4 * time.Hour, Week: 14}
	case P3:
		return Spare{Night: true, Rest: 8 * time.Hour, Week: 7}
	default:
		return Spare{Night: true, Rest: 12 * time.Hour, Week: 3}
	}
}

// spares reports whether somebody is left out only to be spared: they could
// help, and an officer may ask them all the same.
func (r Reason) spares() bool {
	return r == ReasonQuietHours || r == ReasonResting || r == ReasonBudgetSpent
}

// why is the reason for sparing a person now, or "".
func (s Spare) why(h *Habit, now time.Time) Reason {
	switch {
	case s.Night && Night(now):
		return ReasonQuietHours
	case s.Rest > 0 && !h.LastServed.IsZero() && now.Sub(h.LastServed) < s.Rest:
		return ReasonResting
	case s.Week > 0 && h.Alerts7d >= s.Week:
		return ReasonBudgetSpent
	}
	return ""
}
