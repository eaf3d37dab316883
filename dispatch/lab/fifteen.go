package lab

// fifteen.go: our own policy, as the server runs it.

import (
	"fmt"
	"strings"
	"time"

	"fifteen/dispatch"
)

// Fifteen is the live policy: dispatch.Choose whenever something happens, with
// everybody released once the needs are filled.
type Fifteen struct {
	// Priority's prices are used; "" is P1.
	Priority dispatch.Priority
	// Alert and Target replace the price of a text and the chance that people
	// are asked for; 0 keeps the priority's.
	Alert, Target float64
	// First and Filled replace the prices of a minute until the first person and
	// until everybody needed is there, Journey what a journey must save; nil keeps
	// the priority's.
	First, Filled, Journey *float64
}

// Name is "fifteen", with the settings that differ behind a colon.
func (f *Fifteen) Name() string {
	var set []string
	if f.Priority != "" {
		set = append(set, "priority="+string(f.Priority))
	}
	if f.Alert > 0 {
		set = append(set, fmt.Sprintf("alert=%g", f.Alert))
	}
	if f.Target > 0 {
		set = append(set, fmt.Sprintf("target=%g", f.Target))
	}
	for _, x := range []struct {
		name  string
		value *float64
	}{{"first", f.First}, {"filled", f.Filled}, {"journey", f.Journey}} {
		if x.value != nil {
			set = append(set, fmt.Sprintf("%s=%g", x.name, *x.value))
		}
	}
	if len(set) == 0 {
		return "fifteen"
	}
	return "fifteen:" + strings.Join(set, ",")
}

// Releases reports true: people who are not needed are told so.
func (f *Fifteen) Releases() bool { return true }

// Gauged reports true.
func (f *Fifteen) Gauged() bool { return true }

func (f *Fifteen) priority() dispatch.Priority {
	if f.Priority == "" {
		return dispatch.P1
	}
	return f.Priority
}

// prices are the priority's with what was replaced.
func (f *Fifteen) prices() dispatch.Prices {
	p := dispatch.PricesFor(f.priority())
	if f.Alert > 0 {
		p.Alert = f.Alert
	}
	if f.Target > 0 {
		p.Target = f.Target
	}
	for to, from := range map[*float64]*float64{&p.FirstMinute: f.First, &p.FilledMinute: f.Filled, &p.Journey: f.Journey} {
		if from != nil {
			*to = *from
		}
	}
	return p
}

// rules are the server's, with the body's mean acceptance, which any body knows
// of itself after some weeks.
func (f *Fifteen) rules(w *World) dispatch.Rules {
	r := dispatch.DefaultRules()
	r.Acceptance = w.Acceptance
	prices := f.prices()
	r.Prices = &prices
	return r
}

// Act does what the dispatcher does when an incident is due.
func (f *Fifteen) Act(s *Scene, now time.Time) time.Time {
	c := s.Case
	err := c.Decide(now, s.rules, func() (dispatch.Chosen, error) { return s.choose(now), nil }, noToken)
	if err != nil || !now.Before(c.Incident.Deadline) {
		return time.Time{} // nobody is looked for any more
	}
	return c.NextTimer(now, s.rules)
}

// choose looks at the quickest people, and at more of them as long as somebody
// slower might be worth asking, as the dispatcher widens its circle.
func (s *Scene) choose(now time.Time) dispatch.Chosen {
	m := s.world.moment(&s.Case.Incident, now)
	if now.Sub(s.open) > s.frozen {
		return dispatch.Chosen{}
	}
	n := 32
	if s.Case.Incident.Wave > 0 {
		n = 8 // most looks find nobody more worth asking
	}
	for ; ; n *= 4 {
		list, all := s.quickest(now, n+1)
		if !all {
			list = list[:n]
		}
		chosen := dispatch.Choose(s.Case, list, m, s.rules)
		if all || !chosen.Tempts(time.Duration(s.left[n].TravelS*float64(time.Second))) {
			return chosen
		}
	}
}
