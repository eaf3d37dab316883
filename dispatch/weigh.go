package dispatch

// weigh.go: writing a decision down, from what it was taken with. Pure.

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// weighing is a decision just taken. It is turned into a record when the case
// is written, so that one which is thrown away costs nothing.
type weighing struct {
	reason  Reason
	by      string
	now     time.Time
	wave    int
	short   Reason
	choices []Choice
	ranked  []*Candidate
	looked  Looked
	left    *stakes // what was at stake once those chosen were counted on
	outset  *outset
	before  Gauge
	rules   Rules
}

// remember notes a decision of the policy, if it took any: people asked, or a
// shortfall that was not known before.
func (c *Case) remember(ch *Chosen, why Reason, before Gauge, shortBefore Reason, now time.Time, r Rules) {
	short := c.Incident.Shortfall
	if len(ch.Choices) == 0 && (short == "" || short == shortBefore) {
		return
	}
	if len(ch.Choices) == 0 {
		why, before = short, c.Gauge(now, r)
	}
	c.weighed = append(c.weighed, weighing{
		reason: why, by: ByPolicy, now: now, wave: c.Incident.Wave, short: short, choices: ch.Choices,
		ranked: ch.Ranked, looked: ch.Looked, left: ch.stakes, outset: ch.outset, before: before, rules: r,
	})
}

// askByHand asks people whom an officer chose, and notes the decision with what
// everybody considered was worth.
func (c *Case) askByHand(choices []Choice, ranked []*Candidate, looked Looked, by string, m Moment, r Rules, newToken func() string) {
	m.By = c.Incident.Deadline // the promise is weighed, however late they may come
	start := newOutset(m, timeLeft(m.By, m.Now))
	worth := c.stakesNow(m, r)
	for i := range choices {
		choices[i].Worth = worth.of(c, choices[i].Candidate, start)
	}
	w := weighing{
		reason: ReasonByHand, by: by, now: m.Now, choices: choices, ranked: ranked, looked: looked,
		outset: start, before: c.Gauge(m.Now, r), rules: r,
	}
	c.Ask(choices, ReasonByHand, by, m.Now, newToken)
	w.wave, w.left = c.Incident.Wave, c.stakesNow(m, r)
	c.weighed = append(c.weighed, w)
}

// stakesNow is what is at stake with everybody counted on who may come.
func (c *Case) stakesNow(m Moment, r Rules) *stakes {
	left := timeLeft(m.By, m.Now)
	under := c.underWay(m.Now, r)
	s, times := newStakes(c.seats(), r.PricesOf(&c.Incident), left), timesOf(left)
	for i := range under {
		t := under[i].at(&times)
		s.add(under[i].roles, &t)
	}
	return s
}

// of is what asking somebody would be worth.
func (s *stakes) of(c *Case, cand *Candidate, start *outset) Worth {
	t := start.of(cand)
	v := s.value(c.mask(cand.Roles))
	saves, lifts := v.of(&t)
	return Worth{Saves: saves, Lifts: lifts, Costs: priceOf(cand, s.prices)}
}

// of are the chances of a candidate who is asked now.
func (o *outset) of(cand *Candidate) there {
	if cand.chances == nil || cand.chances.from != o {
		cand.chances = &chances{o, o.there(cand.Accept, travelOf(cand.TravelS, cand.DistanceM, cand.Travel, cand.FromBasis))}
	}
	return cand.chances.there
}

// priceOf is the price of the text that asks somebody.
func priceOf(cand *Candidate, p Prices) float64 { return p.Alert * (1 + oftener*float64(cand.Alerts)) }

// decisions are the records of what was decided since the case was loaded.
func (c *Case) decisions() []Decision {
	if n := len(c.weighed); n > 0 {
		c.promise(c.weighed[n-1].now, c.weighed[n-1].rules) // of an officer's first wave
	}
	out := make([]Decision, 0, len(c.weighed))
	for i := range c.weighed {
		w := &c.weighed[i]
		after := c.Gauge(w.now, w.rules)
		if i+1 < len(c.weighed) {
			after = c.weighed[i+1].before
		}
		out = append(out, w.record(c, after))
	}
	return out
}

func (w *weighing) record(c *Case, after Gauge) Decision {
	d := Decision{
		At: w.now, Wave: w.wave, Reason: w.reason, By: w.by, Asked: len(w.choices), Shortfall: w.short,
		Deadline: c.Incident.Deadline, Prices: w.rules.PricesOf(&c.Incident),
		Before: w.before.forecast(), After: after.forecast(), Looked: w.looked,
		Travel: c.Incident.Travel, TravelWhy: c.Incident.TravelWhy,
	}
	d.People = make([]Regarded, 0, min(len(w.ranked), len(w.choices)+maxRegarded+maxLeftOut))
	asked := make(map[string]bool, len(w.choices))
	for i, x := range w.choices {
		p := w.regard(x.Candidate)
		worth := x.Worth.rounded()
		p.As, p.Order, p.Worth = x.Role, i+1, &worth
		d.People = append(d.People, p)
		asked[p.Responder] = true
	}
	w.others(c, &d, asked)
	return d
}

// others records those who were not asked.
func (w *weighing) others(c *Case, d *Decision, asked map[string]bool) {
	n := map[Reason]int{}
	regarded, left := 0, 0
	for _, cand := range w.ranked { // those ranked first, then the others by distance
		if asked[cand.Responder] {
			continue
		}
		if cand.Rank == 0 {
			n[cand.Reason]++
			if left++; left > maxLeftOut {
				d.Cut++
				if d.Rest == nil {
					d.Rest = map[Reason][]string{}
				}
				if left <= maxLeftOut+maxRest {
					d.Rest[cand.Reason] = append(d.Rest[cand.Reason], cand.Responder)
				}
				continue
			}
			d.People = append(d.People, w.regard(cand))
			continue
		}
		if regarded++; regarded > maxRegarded {
			d.Cut++
			continue
		}
		p := w.regard(cand)
		worth := w.left.of(c, cand, w.outset).rounded()
		p.Worth = &worth
		d.People = append(d.People, p)
	}
	d.Out = make([]OutCount, 0, len(n))
	for why, count := range n {
		d.Out = append(d.Out, OutCount{why, count})
	}
	slices.SortFunc(d.Out, func(a, b OutCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
}

func (w *weighing) regard(x *Candidate) Regarded {
	p := Regarded{
		Responder: x.Responder, Name: x.Name, Rank: x.Rank, Reason: x.Reason, Roles: x.Roles,
		Accept: rounded(x.Accept), Alerts: x.Alerts, Mode: x.Mode, FromBasis: x.FromBasis,
		DistanceM: math.Round(x.DistanceM), Travel: x.Travel, TravelS: math.Round(x.TravelS),
		TurnoutS: math.Round(x.TurnoutS), ETA: x.ETA,
	}
	if !x.ETA.IsZero() && len(x.Roles) > 0 {
		t := w.outset.of(x)
		p.InTime = rounded(t.atDeadline())
	}
	return p
}

func (g *Gauge) forecast() Forecast { return Forecast{P: g.P, FirstS: g.FirstS} }

func (w Worth) rounded() Worth {
	return Worth{Saves: rounded(w.Saves), Costs: rounded(w.Costs), Lifts: rounded(w.Lifts)}
}

// rounded keeps four decimals.
func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }
