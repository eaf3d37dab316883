package lab

// incident.go: one incident that really happened, played again under other ways
// of asking. The people are those on record in its decisions. Whoever was asked
// answers, travels and turns back as they really did, so far as that is known;
// of the others, and of what nobody saw the end of, it is drawn from what was
// thought of them.

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fifteen/dispatch"
)

// Hindsights are the ways of asking that are compared if none is named.
const Hindsights = "nearest:3 nearest:5 nearest:7 nearest:10 nearest:20 replace:7/30s fifteen"

// The bounds of one comparison.
const (
	hindsightPlays = 1000
	leastPlays     = 30
	maxHindsights  = 8
	hindsightSeed  = 15
)

// Hindsight plays an ended incident again under policies, separated by spaces;
// "" stands for [Hindsights]. Results depend on nothing but its arguments and,
// when ctx ends early, on how many plays there was time for; if those are too
// few, the error has CodeUnavailable.
func Hindsight(ctx context.Context, c *dispatch.Case, decisions []dispatch.Decision, policies string) (*dispatch.Hindsight, error) {
	return hindsight(ctx, c, decisions, policies, hindsightPlays)
}

func hindsight(ctx context.Context, c *dispatch.Case, decisions []dispatch.Decision, policies string, plays int) (*dispatch.Hindsight, error) {
	if !c.Incident.State.Ended() {
		return nil, dispatch.Errorf(dispatch.CodeConflict, "the incident is still %s: it can be compared once it is closed", c.Incident.State)
	}
	if policies == "" {
		policies = Hindsights
	}
	list, err := ParsePolicies(policies)
	if err != nil {
		return nil, dispatch.Invalid("policy", "%v", err)
	}
	if len(list) > maxHindsights {
		return nil, dispatch.Invalid("policy", "name at most %d policies at once", maxHindsights)
	}
	p := newPast(c, decisions)
	if len(p.people) == 0 {
		return nil, dispatch.Errorf(dispatch.CodeConflict, "nothing is on record of whom this incident considered: nobody was looked for")
	}
	came, done := p.compare(ctx, list, plays)
	if done == 0 {
		return nil, dispatch.Errorf(dispatch.CodeUnavailable, "the comparison takes too long right now: name fewer policies, or try again")
	}
	out := &dispatch.Hindsight{
		Incident: c.Incident.ID, Plays: done, Seed: hindsightSeed, Needed: c.Incident.Needed(),
		DeadlineS: p.world.Deadline.Seconds(), Was: was(c),
	}
	for i := range p.people {
		if p.people[i].cand.Reason == "" {
			out.People++
		}
	}
	for i := range decisions {
		out.LookedM = max(out.LookedM, decisions[i].Looked.RadiusM)
	}
	for i := range came {
		if came[i].Plays > 0 {
			out.Policies = append(out.Policies, came[i])
		}
	}
	return out, nil
}

// compare plays the policies, those that are quickly played together and first,
// ours one by one with the time that is left. most is the most plays any got; a
// policy that got hardly any has none.
func (p *past) compare(ctx context.Context, list []Policy, plays int) (came []dispatch.Came, most int) {
	came = make([]dispatch.Came, len(list))
	var quick []int
	var groups [][]int
	for i, policy := range list {
		if _, ours := policy.(*Fifteen); ours {
			groups = append(groups, []int{i})
		} else {
			quick = append(quick, i)
		}
	}
	if len(quick) > 0 {
		groups = append([][]int{quick}, groups...)
	}
	for n, group := range groups {
		some := make([]Policy, len(group))
		for k, i := range group {
			some[k] = list[i]
		}
		part, stop := shareOf(ctx, len(groups)-n)
		outcomes, done := p.play(part, some, plays)
		stop()
		if done < min(leastPlays, plays) {
			continue
		}
		for k, i := range group {
			came[i] = p.came(list[i].Name(), outcomes[k][:done])
		}
		most = max(most, done)
	}
	return came, most
}

// shareOf is a context that ends after an equal part of the time left, if that
// is limited.
func shareOf(ctx context.Context, parts int) (context.Context, context.CancelFunc) {
	if due, ok := ctx.Deadline(); ok {
		return context.WithTimeout(ctx, time.Until(due)/time.Duration(parts))
	}
	return ctx, func() {}
}

// was is what came of an incident really.
func was(c *dispatch.Case) dispatch.Came {
	row := c.Row()
	out := dispatch.Came{
		Policy: "was", Plays: 1, FirstS: row.FirstS, FirstP90S: row.FirstS,
		Alerts: float64(row.Alerts), Arrived: float64(row.Arrived), Surplus: float64(row.Surplus),
	}
	if row.Kept {
		out.Kept = 1
	}
	return out
}

// past is an incident that happened, ready to be played.
type past struct {
	incident dispatch.Incident // as it was when the first were asked
	world    World
	people   []witness
}

// witness is a person on record, and what is known of them.
type witness struct {
	cand  dispatch.Candidate
	look  dispatch.Outlook
	offer *dispatch.Offer // nil: they were not asked
}

func newPast(c *dispatch.Case, decisions []dispatch.Decision) *past {
	inc := c.Incident
	open, due := inc.OpenedAt, inc.Deadline
	if len(decisions) > 0 {
		open = decisions[0].At
	}
	if !inc.Promised.IsZero() {
		due = inc.Promised
	}
	p := &past{world: NewWorld(1, dispatch.DefaultRules().Acceptance)}
	p.world.Kind, p.world.Needs, p.world.Deadline = inc.Kind, inc.Needs, max(due.Sub(open), time.Minute)
	p.incident = dispatch.Incident{
		ID: "lab", State: dispatch.IncidentOpen, Kind: inc.Kind, Priority: inc.Priority, Prices: inc.Prices,
		Needs: inc.Needs, Auto: true, OpenedAt: open, Deadline: open.Add(p.world.Deadline),
	}
	offers := map[string]*dispatch.Offer{}
	for _, o := range c.Offers {
		offers[o.Responder] = o
	}
	known := slices.DeleteFunc(dispatch.Known(decisions), func(x dispatch.Regarded) bool {
		return x.Order == 0 && x.Reason != "" && x.Reason != dispatch.ReasonTooFar // could not be asked
	})
	var ids crowd
	ids.size(len(known))
	for i := range known {
		x := &known[i]
		p.people = append(p.people, witness{x.Candidate(ids.ids[i], open), x.Outlook(), offers[x.Responder]})
	}
	return p
}

// ranked are the people as candidates: those who may be asked first, by the time
// of their arrival.
func (p *past) ranked() []*dispatch.Candidate {
	out := make([]*dispatch.Candidate, len(p.people))
	for i := range p.people {
		cand := p.people[i].cand
		out[i] = &cand
	}
	slices.SortFunc(out, func(a, b *dispatch.Candidate) int {
		return cmp.Or(cmp.Compare(min(1, len(a.Reason)), min(1, len(b.Reason))), a.ETA.Compare(b.ETA),
			cmp.Compare(a.DistanceM, b.DistanceM), strings.Compare(a.Responder, b.Responder))
	})
	for i := range out {
		if out[i].Reason == "" {
			out[i].Rank = i + 1
		}
	}
	return out
}

// play plays every policy as often as is wanted; in each play all of them meet
// the same answers and times. Only so many plays, the first ones, were played if
// ctx ended.
func (p *past) play(ctx context.Context, policies []Policy, most int) (outcomes [][]Outcome, plays int) {
	outcomes = make([][]Outcome, len(policies))
	for i := range outcomes {
		outcomes[i] = make([]Outcome, most)
	}
	policies = p.priced(policies)
	ranked := p.ranked()
	var next atomic.Int64
	var wg sync.WaitGroup
	done := make([]bool, most)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var scene Scene
			var c crowd
			c.size(len(p.people))
			c.ready(&p.world, &p.incident)
			for _, prio := range []dispatch.Priority{dispatch.P1, dispatch.P2, dispatch.P3, dispatch.P4} {
				c.ranks[prio] = ranked
			}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= most {
					return
				}
				d := newDraw(hindsightSeed, stream(streamCrowd, i))
				for k := range p.people {
					p.people[k].again(&c.volunteers[k], &p.world, d)
				}
				for k, policy := range policies {
					scene.stage(&p.world, &c, &p.incident, policy)
					outcomes[k][i] = scene.play()
				}
				done[i] = true
			}
		})
	}
	wg.Wait()
	for plays < len(done) && done[plays] {
		plays++
	}
	return outcomes, plays
}

// priced lets our own policy work with the incident's prices where it names none.
func (p *past) priced(policies []Policy) []Policy {
	out := slices.Clone(policies)
	prices := dispatch.PricesFor(p.incident.Priority)
	if p.incident.Prices != nil {
		prices = *p.incident.Prices
	}
	for i := range out {
		f, ours := out[i].(*Fifteen)
		if !ours || f.Priority != "" {
			continue
		}
		own := *f
		own.Priority = p.incident.Priority
		for to, from := range map[**float64]*float64{&own.First: &prices.FirstMinute, &own.Filled: &prices.FilledMinute, &own.Journey: &prices.Journey} {
			if *to == nil {
				*to = from
			}
		}
		if own.Alert == 0 {
			own.Alert = prices.Alert
		}
		if own.Target == 0 {
			own.Target = prices.Target
		}
		out[i] = &own
	}
	return out
}

// mostDraws bounds how often something is drawn until it fits what is known.
const mostDraws = 200

// again draws what a person would do, keeping to what they really did.
func (x *witness) again(v *volunteer, w *World, d draw) {
	x.imagine(v, w, d)
	o := x.offer
	switch {
	case o == nil:
	case o.SaidYes && !o.ArrivedAt.IsZero():
		v.comes, v.turns = true, 2
		v.answer, v.turnout, v.travel = o.AnsweredAt.Sub(o.AskedAt), 0, o.ArrivedAt.Sub(o.AnsweredAt)
	case o.State == dispatch.OfferWithdrawn:
		v.comes, v.turns = true, 1
		back := o.AnsweredAt.Sub(o.AskedAt)
		v.answer = min(v.answer, back)
		v.turnout, v.travel = 0, back-v.answer
	case o.SaidYes: // released on the way
		v.comes, v.turns, v.answer = true, 2, o.AnsweredAt.Sub(o.AskedAt)
		travelled := o.EndedAt.Sub(o.AnsweredAt)
		for n := 0; v.turnout+v.travel < travelled; n++ {
			v.turnout, v.travel = d.spread(x.look.Turnout), d.spread(x.look.Travel)
			if n == mostDraws {
				v.travel = max(v.travel, travelled)
			}
		}
	case o.State == dispatch.OfferDeclined:
		v.comes, v.says, v.answer = false, true, o.AnsweredAt.Sub(o.AskedAt)
	case o.State == dispatch.OfferUnreachable:
		v.comes, v.says = false, false
	default: // released before they answered: they had not by then
		waited := o.EndedAt.Sub(o.AskedAt)
		for n := 0; (v.comes || v.says) && v.answer < waited && !o.EndedAt.IsZero(); n++ {
			if x.imagine(v, w, d); n == mostDraws {
				v.comes, v.says = false, false
			}
		}
	}
	v.answer, v.travel = max(v.answer, time.Second), max(v.travel, 0)
}

// imagine draws somebody from what was thought of them.
func (x *witness) imagine(v *volunteer, w *World, d draw) {
	v.comes, v.says = d.chance(x.look.Accept), d.chance(w.Refusing)
	v.answer = d.spread(x.look.Answer.Soon)
	if d.chance(x.look.Answer.LateShare) {
		v.answer = d.spread(x.look.Answer.Late)
	}
	v.turnout, v.travel, v.turns = d.spread(x.look.Turnout), d.spread(x.look.Travel), 2
	if d.chance(w.GivingUp) {
		v.turns = d.Float64()
	}
}

// came sums up the plays of one policy.
func (p *past) came(name string, outcomes []Outcome) dispatch.Came {
	out := dispatch.Came{Policy: name, Plays: len(outcomes)}
	firsts := make([]float64, len(outcomes))
	n := float64(len(outcomes))
	for i := range outcomes {
		o := &outcomes[i]
		if o.Kept(p.world.Deadline) {
			out.Kept++
		}
		firsts[i] = o.First
		out.Alerts += float64(o.Alerts)
		out.Arrived += float64(o.Arrived)
		out.Surplus += float64(o.Arrived - o.Seats)
	}
	for _, x := range []*float64{&out.Kept, &out.Alerts, &out.Arrived, &out.Surplus} {
		*x /= n
	}
	slices.Sort(firsts)
	out.FirstS, out.FirstP90S = among(firsts, 0.5), among(firsts, 0.9)
	return out
}

// among is the sorted time within which a share lies; nil: it does not happen.
func among(sorted []float64, share float64) *float64 {
	x := sorted[min(len(sorted)-1, int(math.Ceil(share*float64(len(sorted))))-1)]
	if math.IsInf(x, 1) {
		return nil
	}
	x = math.Round(x)
	return &x
}
