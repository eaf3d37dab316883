package lab

// policy.go: the ways of asking that are compared with ours. They get the
// product's ranking and its knowledge of who is qualified, which the systems
// they are named after do not all have; none releases anybody: whoever says yes
// comes, needed or not.

import (
	"fmt"
	"time"

	"fifteen/dispatch"
)

// Policy is a way of asking. Its methods are pure but for the scene's case and
// may be called from several goroutines with different scenes.
type Policy interface {
	// Name is how the policy is written on the command line.
	Name() string
	// Act looks at the case, asks whom it wants and returns when it wants to be
	// called even if nothing happens; zero: it need not be. It is called at the
	// opening and after everything that happens.
	Act(s *Scene, now time.Time) time.Time
	// Releases reports whether people who are not needed are told so.
	Releases() bool
	// Gauged reports whether the promise is reckoned.
	Gauged() bool
}

// plain is what the policies of this file share.
type plain struct{}

func (plain) Releases() bool { return false }
func (plain) Gauged() bool   { return false }

// Everyone asks everybody qualified within a straight-line radius, once, at
// once: PulsePoint (a quarter to half a mile, 400–800 m, in towns) and
// HartslagNu (up to about 1 km).
type Everyone struct {
	plain
	RadiusM float64
}

// Name is "everyone:RADIUS" in meters.
func (e Everyone) Name() string { return fmt.Sprintf("everyone:%gm", e.RadiusM) }

// Act asks at the opening.
func (e Everyone) Act(s *Scene, now time.Time) time.Time {
	if s.Case.Incident.Wave > 0 {
		return time.Time{}
	}
	var picks []dispatch.Choice
	for _, c := range s.Everybody() {
		if c.DistanceM <= e.RadiusM && (c.Reason == "" || c.Reason == dispatch.ReasonTooFar) {
			picks = append(picks, dispatch.Choice{Candidate: c, Role: c.Roles[0]})
		}
	}
	s.ask(picks, dispatch.ReasonOpened, now)
	return time.Time{}
}

// Nearest asks the N nearest in time for each needed role, once, at once
// (GoodSAM; the number is set by each service).
type Nearest struct {
	plain
	N int
}

// Name is "nearest:N".
func (n Nearest) Name() string { return fmt.Sprintf("nearest:%d", n.N) }

// Act asks at the opening.
func (n Nearest) Act(s *Scene, now time.Time) time.Time {
	if s.Case.Incident.Wave == 0 {
		s.ask(s.nearest(n.N, now, nil), dispatch.ReasonOpened, now)
	}
	return time.Time{}
}

// Waves asks the N nearest for each role, and as long as seats are free the
// next N after a fixed time, whatever was answered.
type Waves struct {
	plain
	N     int
	Every time.Duration
}

// Name is "waves:N/EVERY".
func (w Waves) Name() string { return fmt.Sprintf("waves:%d/%s", w.N, w.Every) }

// Act asks at each multiple of the time.
func (w Waves) Act(s *Scene, now time.Time) time.Time {
	if s.full() || !now.Before(s.Case.Incident.Deadline) {
		return time.Time{}
	}
	due := s.open.Add(time.Duration(s.Case.Incident.Wave) * w.Every)
	if !now.Before(due) {
		picks := s.nearest(w.N, now, nil)
		if len(picks) == 0 {
			return time.Time{} // nobody is left
		}
		s.ask(picks, dispatch.ReasonOpened, now)
		due = due.Add(w.Every)
	}
	return due
}

// Replace keeps N alerted for each role as long as its seats are free: whoever
// declines or turns back is replaced at once (van den Berg et al., PLOS One
// 2026, with N = 7), and with Silence also whoever has not answered for so long.
type Replace struct {
	plain
	N       int
	Silence time.Duration // 0: silence is waited out
}

// Name is "replace:N" or "replace:N/SILENCE".
func (r Replace) Name() string {
	if r.Silence == 0 {
		return fmt.Sprintf("replace:%d", r.N)
	}
	return fmt.Sprintf("replace:%d/%s", r.N, r.Silence)
}

// Act fills up to N.
func (r Replace) Act(s *Scene, now time.Time) time.Time {
	if s.full() || !now.Before(s.Case.Incident.Deadline) {
		return time.Time{}
	}
	var next time.Time
	waiting := map[dispatch.Role]int{}
	for _, o := range s.Case.Offers {
		switch o.State {
		case dispatch.OfferAsked:
			until := o.AskedAt.Add(r.Silence)
			if r.Silence > 0 && !now.Before(until) {
				continue
			}
			if r.Silence > 0 && (next.IsZero() || until.Before(next)) {
				next = until
			}
			waiting[o.Role]++
		case dispatch.OfferAccepted, dispatch.OfferArrived, dispatch.OfferDone:
			waiting[o.Role]++
		default:
		}
	}
	picks := s.nearest(r.N, now, waiting)
	s.ask(picks, dispatch.ReasonReplace, now)
	if until := now.Add(r.Silence); r.Silence > 0 && len(picks) > 0 && (next.IsZero() || until.Before(next)) {
		next = until
	}
	return next
}

// nearest chooses the n nearest in time for each role whose seats are not all
// taken, less those it has already.
func (s *Scene) nearest(n int, now time.Time, has map[dispatch.Role]int) []dispatch.Choice {
	var want []dispatch.Need
	for _, m := range s.missing() {
		if lacks := n - has[m.Role]; lacks > 0 {
			want = append(want, dispatch.Need{Role: m.Role, Count: lacks})
		}
	}
	if len(want) == 0 {
		return nil
	}
	wanted := 0
	for _, w := range want {
		wanted += w.Count
	}
	for n := 4 * wanted; ; n *= 4 { // the first who can are the same whoever follows them
		list, all := s.quickest(now, n)
		if picks := dispatch.Pick(want, list); all || len(picks) == wanted {
			return picks
		}
	}
}

// ask asks, as the policy.
func (s *Scene) ask(picks []dispatch.Choice, why dispatch.Reason, now time.Time) {
	s.Case.Ask(picks, why, dispatch.ByPolicy, now, noToken)
}

func noToken() string { return "" }

// missing is how many seats of each need are free.
func (s *Scene) missing() []dispatch.Need {
	var out []dispatch.Need
	for _, n := range s.Case.Incident.Needs {
		for _, o := range s.Case.Offers {
			if o.Role == n.Role && o.State.Holds() && !o.Backup {
				n.Count--
			}
		}
		if n.Count > 0 {
			out = append(out, n)
		}
	}
	return out
}

func (s *Scene) full() bool { return len(s.missing()) == 0 }
