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
	r := f.rules(s.world)
	c := s.Case
	if act, why := c.Settle(now, r); act {
		m := s.world.moment(&c.Incident, now)
		s.ask(dispatch.Choose(c, s.within(now, r), m, r), why, now)
		c.Incident.Shortfall = s.shortfall(now)
	}
	if !now.Before(c.Incident.Deadline) {
		return time.Time{} // nobody is looked for any more
	}
	return c.NextTimer(now, r)
}

// within are the candidates the dispatcher would look at: it widens its circle
// until three times as many as it takes by the mean acceptance are inside, and
// nobody outside could be quicker than these.
func (s *Scene) within(now time.Time, r dispatch.Rules) []dispatch.Candidate {
	const times = 3
	all := s.Candidates(now)
	var want []dispatch.Need
	total := 0
	for _, m := range s.missing() {
		m.Count = times * dispatch.AskCount(m.Count, r.Acceptance, r.Confidence)
		total += m.Count
		want = append(want, m)
	}
	picks := dispatch.Pick(want, all)
	if len(picks) < total {
		return all
	}
	slowest := 0.0
	for _, p := range picks {
		slowest = max(slowest, p.Candidate.TravelS)
	}
	radius := dispatch.Radius(time.Duration(slowest * float64(time.Second)))
	inside := all[:0]
	for i := range all {
		if all[i].DistanceM <= radius {
			inside = append(inside, all[i])
			inside[len(inside)-1].Rank = len(inside)
		}
	}
	return inside
}

// shortfall is why fewer people are waited for than seats are free.
func (s *Scene) shortfall(now time.Time) dispatch.Reason {
	for _, m := range s.missing() {
		for _, o := range s.Case.Offers {
			if o.Role == m.Role && o.State == dispatch.OfferAsked {
				m.Count--
			}
		}
		switch {
		case m.Count <= 0:
		case !now.Before(s.Case.Incident.Deadline):
			return dispatch.ReasonPastDue
		case len(s.Case.Offers) == 0:
			return dispatch.ReasonNobodyNear
		default:
			return dispatch.ReasonNobodyLeft
		}
	}
	return ""
}
