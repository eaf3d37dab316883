package dispatch

// wave.go: the rules of the policy, bringing a case up to date, and when to look
// at it again. Pure.
//
// People are asked as long as one more is worth it or the promise needs them
// (choose.go); each refusal is replaced at once, silence as it grows; whoever is
// not needed any more is released (enough.go).

import (
	"math"
	"time"
)

// Rules are the figures of the policy.
type Rules struct {
	// Acceptance is the chance that a person who is asked comes (Denmark: 0.35).
	Acceptance float64
	// Confidence is the chance wanted that enough of those asked come.
	Confidence float64
	// Silence is how long an unanswered text may hold up the next one.
	Silence time.Duration
	// Look is how often people are looked at again while answers are waited for:
	// silence lowers the promise.
	Look time.Duration
	// Recheck is how often a shortfall is looked at again.
	Recheck time.Duration
	// Prices replace those of the incident's priority; nil: they stand.
	Prices *Prices
	// Certified are the roles for which a skill counts only with a recorded
	// certificate that holds; none: the word of whoever entered it does.
	Certified RoleSet
	// TurnoutDay and TurnoutNight are the times from saying yes to leaving.
	TurnoutDay, TurnoutNight time.Duration
}

// DefaultRules are the figures of the field: acceptance 0.35 (Denmark), 95 %
// confidence, 45 s of silence, turnout 1:42 by day and 2:22 by night.
func DefaultRules() Rules {
	return Rules{
		Acceptance: 0.35, Confidence: 0.95, Silence: 45 * time.Second, Look: 10 * time.Second, Recheck: 20 * time.Second,
		TurnoutDay: TurnoutDay, TurnoutNight: TurnoutNight,
	}
}

// AskCount is the smallest n for which P(Binomial(n, p) ≥ need) ≥ confidence:
// how many must be waiting for an answer so that need of them come. For
// p = 0.35 it is 7 for one person and 12 for two. p is held within
// [0.05, 0.95] and n within 200.
func AskCount(need int, p, confidence float64) int {
	if need <= 0 {
		return 0
	}
	p = min(max(p, 0.05), 0.95)
	for n := need; n < 200; n++ {
		if atLeast(need, n, p) >= confidence {
			return n
		}
	}
	return 200
}

// atLeast is P(Binomial(n, p) ≥ k).
func atLeast(k, n int, p float64) float64 {
	q := math.Pow(1-p, float64(n)) // P(X = 0)
	sum := 0.0
	for i := range k {
		sum += q
		q *= float64(n-i) / float64(i+1) * p / (1 - p)
	}
	return 1 - sum
}

// silentAt is when an asked offer counts as silent: so long after its text was
// handed over, or after the decision when it was not handed over in that time.
func (r Rules) silentAt(o *Offer) time.Time {
	at := o.AskedAt
	if o.Text.SentAt.After(at) {
		at = o.Text.SentAt
	}
	return at.Add(r.Silence)
}

// Settle brings the case up to date with the clock and the texts: silence,
// phones that cannot be reached, needs that are filled. act says whether
// anybody may be asked now, and why somebody should be.
func (c *Case) Settle(now time.Time, r Rules) (act bool, why Reason) {
	if c.Incident.State.Ended() {
		return false, ""
	}
	for _, o := range c.Offers {
		if (o.State == OfferAsked || o.State == OfferSilent) && (o.Text.Status == TextFailed || o.Text.Status == TextSuppressed) {
			c.move(o, OfferUnreachable, Event{At: now, Type: EventUnreachable, By: ByProvider})
			why = ReasonReplace
		} else if o.State == OfferAsked && !now.Before(r.silentAt(o)) {
			c.move(o, OfferSilent, Event{At: now, Type: EventSilent, By: ByPolicy, Reason: ReasonSilence})
			why = ReasonSilence
		}
	}
	c.assign(now)
	if c.Incident.State != IncidentOpen {
		return false, ""
	}
	c.thin(now, r)
	if c.Filled() {
		c.setShortfall("", now)
		why = ReasonAtRisk
	}
	c.countDown(now)
	switch {
	case !c.Incident.Auto || c.onSceneEnough():
		return false, ""
	case c.Incident.Wave == 0:
		why = ReasonOpened
	case why == "":
		why = ReasonReplace
	}
	return true, why
}

// Pick chooses, nearest first, up to the wanted number of ranked candidates
// for each role. Rare roles choose before the common ones, so that nobody
// with a certificate is spent on carrying.
func Pick(want []Need, ranked []*Candidate) []Choice {
	var picks []Choice
	taken := map[string]bool{}
	pass := func(common bool) {
		for _, w := range want {
			if w.Role.Common() != common {
				continue
			}
			left := w.Count
			for _, cand := range ranked {
				if left == 0 || cand.Rank == 0 {
					break
				}
				if taken[cand.Responder] || !hasRole(cand.Roles, w.Role) {
					continue
				}
				taken[cand.Responder] = true
				picks = append(picks, Choice{Candidate: cand, Role: w.Role})
				left--
			}
		}
	}
	pass(false)
	pass(true)
	return picks
}

// Choice is one candidate chosen for one role.
type Choice struct {
	Candidate *Candidate
	Role      Role
	// Worth is what asking them was worth when they were chosen.
	Worth Worth
}

// lookAgain is how many times more seldom a case is looked at when nobody's
// answer is waited for.
const lookAgain = 3

// NextTimer is when the policy must look at the case again; zero: never.
func (c *Case) NextTimer(now time.Time, r Rules) time.Time {
	if c.Incident.State.Ended() {
		return time.Time{}
	}
	var next time.Time
	sooner := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	if c.Incident.State == IncidentOpen && c.Incident.counting() && !c.Filled() {
		sooner(c.Incident.ActivateAt)
	}
	acts := c.Incident.State == IncidentOpen && c.Incident.Auto && now.Before(c.Incident.Deadline) && !c.onSceneEnough()
	for _, o := range c.Offers {
		switch {
		case o.State == OfferAsked:
			sooner(r.silentAt(o))
			if acts {
				sooner(now.Add(r.Look))
			}
		case o.State == OfferAccepted && acts:
			sooner(now.Add(lookAgain * r.Look)) // they may be late
		}
	}
	if c.Incident.Shortfall != "" && c.Incident.State == IncidentOpen && c.Incident.Auto {
		sooner(now.Add(r.Recheck))
	}
	return next
}

// setShortfall records that nobody is left to ask, or that it is over.
func (c *Case) setShortfall(why Reason, now time.Time) {
	if c.Incident.Shortfall == why {
		return
	}
	c.Incident.Shortfall = why
	if why != "" {
		c.record(Event{At: now, Type: EventShortfall, By: ByPolicy, Reason: why})
	}
}

func hasRole(roles []Role, r Role) bool {
	for _, x := range roles {
		if x == r {
			return true
		}
	}
	return false
}
