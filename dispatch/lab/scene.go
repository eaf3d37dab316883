package lab

// scene.go: one incident under one policy, from the first text to the last
// arrival.

import (
	"math"
	"time"

	"fifteen/dispatch"
)

// after is how long after the deadline the laboratory goes on looking.
const after = 15 * time.Minute

// Scene is an incident as a policy sees it.
type Scene struct {
	Case *dispatch.Case

	world  *World
	crowd  *crowd
	open   time.Time
	policy Policy
	agenda agenda
	asked  []bool // by person
	who    []int  // person by offer
	timer  time.Duration
	left   []*dispatch.Candidate // who may be asked now, as far as they were looked at
	copies []dispatch.Candidate  // what left points to: the crowd is everybody's
	seen   int                   // of everybody, for that
	// priority decides who is spared when people are ranked.
	priority dispatch.Priority
	rules    dispatch.Rules
	out      Outcome
	seats    seating
	gauged   int
	// From frozen on nobody else is asked; at looked the promise is written down.
	frozen, looked time.Duration
}

// stage prepares a scene; its buffers are used again and again.
func (s *Scene) stage(w *World, c *crowd, inc *dispatch.Incident, p Policy) {
	asked, left, copies, agenda, who := s.asked, s.left, s.copies, s.agenda, s.who
	*s = Scene{Case: dispatch.NewCase(*inc), world: w, crowd: c, open: inc.OpenedAt, policy: p, timer: -1, frozen: never, looked: never}
	s.left, s.copies, s.agenda, s.who = left[:0], copies[:0], agenda[:0], who[:0]
	if cap(asked) < len(c.people) {
		asked = make([]bool, len(c.people))
	}
	s.asked = asked[:len(c.people)]
	clear(s.asked)
	s.out = newOutcome()
	s.seats = newSeating(inc.Needs)
	s.priority = inc.Priority
	s.rules = dispatch.DefaultRules()
	s.rules.Prices = &dispatch.Prices{} // nobody who says yes is turned back
	if f, ok := p.(*Fifteen); ok {
		s.priority, s.rules = f.priority(), f.rules(w)
	}
	s.Case.Incident.Priority = s.priority
}

// play lets everything happen and returns what came of it.
func (s *Scene) play() Outcome {
	s.act(0)
	end := s.world.Deadline + after
	for len(s.agenda) > 0 {
		h := s.agenda.next()
		if h.at > end {
			break
		}
		s.gauge(h.at)
		switch h.what {
		case timer:
			if h.at != s.timer {
				continue // set anew since
			}
			s.timer = -1
		case answers:
			if !s.answered(h) {
				continue
			}
		case turnsBack:
			s.turnedBack(h)
		case arrives:
			s.arrived(h)
		}
		s.act(h.at)
	}
	s.gauge(end)
	return s.out
}

// act calls the policy and lets those whom it asks begin to think.
func (s *Scene) act(at time.Duration) {
	now := s.open.Add(at)
	s.left, s.copies, s.seen = s.left[:0], s.copies[:0], 0
	next := s.policy.Act(s, now)
	for i := len(s.who); i < len(s.Case.Offers); i++ {
		o := s.Case.Offers[i]
		o.Text = dispatch.TextState{Status: dispatch.TextSent, At: now, SentAt: now} // no text is lost or late
		p := indexOf(o.Responder)
		s.asked[p] = true
		s.who = append(s.who, p)
		s.out.Alerts++
		if v := &s.crowd.volunteers[p]; v.comes || v.says {
			s.agenda.add(happening{at + v.answer, answers, i})
		}
	}
	if next.IsZero() {
		s.timer = -1
		return
	}
	if d := max(next.Sub(s.open), at+time.Second); d != s.timer {
		s.timer = d
		s.agenda.add(happening{at: d, what: timer})
	}
}

// answered lets somebody answer; false: nothing changed.
func (s *Scene) answered(h happening) bool {
	o, v := s.Case.Offers[h.offer], &s.crowd.volunteers[s.who[h.offer]]
	t := dispatch.Taken{Answer: dispatch.AnswerDecline, By: dispatch.ByPage, Via: dispatch.ViaPage, Now: s.open.Add(h.at)}
	if !v.comes {
		return s.Case.Take(o, t, s.rules) == dispatch.ResultApplied
	}
	if s.policy.Releases() && !o.State.Open() {
		return false // told in time that there are enough
	}
	s.out.Accepted++
	t.Answer = dispatch.AnswerAccept
	if s.Case.Take(o, t, s.rules) != dispatch.ResultApplied && s.policy.Releases() {
		return false // told now that there are enough
	}
	if way := v.turnout + v.travel; v.turns <= 1 {
		s.agenda.add(happening{h.at + time.Duration(v.turns*float64(way)), turnsBack, h.offer})
	} else {
		s.agenda.add(happening{h.at + way, arrives, h.offer})
	}
	return true
}

func (s *Scene) turnedBack(h happening) {
	s.take(h, dispatch.AnswerWithdraw)
}

func (s *Scene) arrived(h happening) {
	o := s.Case.Offers[h.offer]
	if s.policy.Releases() && !o.State.Coming() { // on the way
		s.out.CalledBack++
		return
	}
	s.take(h, dispatch.AnswerArrived)
	s.seats.add(o.Roles)
	s.out.arrival(h.at, s.seats.taken, s.seats.full(), s.world.Deadline)
}

func (s *Scene) take(h happening, a dispatch.Answer) {
	if o := s.Case.Offers[h.offer]; o.State.Coming() {
		s.Case.Take(o, dispatch.Taken{Answer: a, By: dispatch.ByPage, Via: dispatch.ViaPage, Now: s.open.Add(h.at)}, s.rules)
	}
}

// gaugedAt are when the promise is written down: after the first wave, and
// after a minute.
var gaugedAt = [2]time.Duration{0, time.Minute}

const never = time.Duration(math.MaxInt64)

// freeze lets nobody be asked after a time, and writes the promise down then or
// later.
func (s *Scene) freeze(stop, look time.Duration) { s.frozen, s.looked = stop, look }

// gauge writes the promise down if its time lies before at.
func (s *Scene) gauge(at time.Duration) {
	if s.looked < at && math.IsNaN(s.out.Frozen) {
		s.out.Frozen = s.Case.Gauge(s.open.Add(s.looked), s.rules).P
	}
	for ; s.gauged < len(gaugedAt) && gaugedAt[s.gauged] < at; s.gauged++ {
		if s.policy.Gauged() {
			now := s.open.Add(gaugedAt[s.gauged])
			s.out.Promise[s.gauged] = s.Case.Gauge(now, s.rules).P
		}
	}
}

// Candidates are the people who may still be asked, ranked as dispatch.Rank
// would rank them now: as at the opening, without those asked since and those
// who would be late by now.
func (s *Scene) Candidates(now time.Time) []*dispatch.Candidate {
	s.left, s.copies, s.seen = s.left[:0], s.copies[:0], 0
	list, _ := s.quickest(now, math.MaxInt)
	return list
}

// quickest are the first n candidates, and whether there are no more.
func (s *Scene) quickest(now time.Time, n int) (list []*dispatch.Candidate, all bool) {
	ranked, later := s.Everybody(), now.Sub(s.open)
	for ; len(s.left) < n; s.seen++ {
		if s.seen == len(ranked) || ranked[s.seen].Reason != "" {
			return s.left, true
		}
		cand := ranked[s.seen]
		eta := cand.ETA.Add(later)
		if s.asked[indexOf(cand.Responder)] || eta.After(s.Case.Incident.Deadline) {
			continue
		}
		s.copies = append(s.copies, *cand)
		last := &s.copies[len(s.copies)-1]
		s.left = append(s.left, last)
		last.Rank, last.ETA = len(s.left), eta
	}
	return s.left[:n], false
}

// Everybody are all people around, nearest in time first; those who could not
// be there in time by the product's reckoning follow.
func (s *Scene) Everybody() []*dispatch.Candidate { return s.crowd.ranked(s.Case.Incident, s.priority) }
