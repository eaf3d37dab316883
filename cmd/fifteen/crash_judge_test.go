package main

// crash_judge_test.go: what must hold when everything has come to rest, except
// for the texts: those are in crash_texts_test.go.

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"fifteen/dispatch"
)

// verdict gathers what is wrong, by rule, and the figures of the report.
type verdict struct {
	wrong   map[string][]string
	figures []string
}

func (v *verdict) bad(rule, format string, args ...any) {
	if v.wrong == nil {
		v.wrong = map[string][]string{}
	}
	v.wrong[rule] = append(v.wrong[rule], fmt.Sprintf(format, args...))
}

func (v *verdict) figure(format string, args ...any) {
	v.figures = append(v.figures, fmt.Sprintf(format, args...))
}

const shownPerRule = 12

func (v *verdict) report(t *testing.T) {
	t.Helper()
	for _, rule := range slices.Sorted(maps.Keys(v.wrong)) {
		cases := v.wrong[rule]
		t.Errorf("%s: broken %d times\n  %s", rule, len(cases), strings.Join(cases[:min(len(cases), shownPerRule)], "\n  "))
	}
}

// judge compares the three accounts.
func (o *ordeal) judge(ctx context.Context, v *verdict, r *replay) {
	must := func(err error) {
		if err != nil {
			v.bad("the evidence can be read", "%v", err)
		}
	}
	must(r.catchUp(ctx))
	for rule, cases := range r.v.wrong {
		for _, c := range cases {
			v.bad(rule, "%s", c)
		}
	}
	if _, head, err := o.store.Head(ctx); err != nil || head != r.seq {
		v.bad("the journal has no hole", "it ends at %d, the last seq is %d (%v)", r.seq, head, err)
	}
	cases, err := o.store.Cases(ctx, "all", 1_000_000)
	must(err)
	for _, c := range cases {
		must(r.compare(ctx, v, c))
	}
	o.acknowledgements(v, r, cases)
	must(o.engagements(ctx, v, cases))
	must(o.wakeups(ctx, v, cases))
	must(o.texts(ctx, v, r, cases))
	v.figure("journal\t%d events", r.seq)
}

// acknowledgements: what an officer was told is so.
func (o *ordeal) acknowledgements(v *verdict, r *replay, cases []*dispatch.Case) {
	byID, byKey, byNumber := map[string]*dispatch.Case{}, map[string]string{}, map[int64]string{}
	for _, c := range cases {
		i := &c.Incident
		byID[i.ID] = c
		if other, ok := byKey[i.Source.Ref]; ok {
			v.bad("a key opens one incident", "%s opened %s and %s", i.Source.Ref, other, i.ID)
		}
		if other, ok := byNumber[i.Number]; ok {
			v.bad("numbers are unique", "#%d is %s and %s", i.Number, other, i.ID)
		}
		byKey[i.Source.Ref], byNumber[i.Number] = i.ID, i.ID
	}
	for _, a := range o.opened {
		c := byID[a.ID]
		if c == nil || c.Incident.Source.Ref != a.Key || c.Incident.Number != a.Number {
			v.bad("no acknowledged incident is lost", "%+v", a)
		}
	}
	if len(cases) != len(o.opened) {
		v.bad("a key opens one incident", "%d incidents, %d acknowledged, and every officer had an answer", len(cases), len(o.opened))
	}
	for id, state := range o.ended {
		if c := byID[id]; c != nil && c.Incident.State != state {
			v.bad("what an officer was told is so", "incident %s is %s, told %s", id, c.Incident.State, state)
		}
	}
	for _, a := range o.answered {
		c := byID[a.Incident]
		if c == nil || c.Offer(a.Offer) == nil {
			v.bad("what an officer was told is so", "%+v: no such offer", a)
			continue
		}
		// An answer that was given before already adds nothing.
		if n := r.remarks[a.Tag]; n == 0 && !said(c.Offer(a.Offer), a.Answer) {
			v.bad("an acknowledged answer is in the journal", "%+v, the offer is %s", a, c.Offer(a.Offer).State)
		}
	}
	v.figure("incidents\t%d acknowledged, %d requests asked again, %d officers' answers acknowledged", len(o.opened), o.retries, len(o.answered))
}

// said reports whether an offer shows that such an answer had been given.
func said(o *dispatch.Offer, a dispatch.Answer) bool {
	switch a {
	case dispatch.AnswerAccept:
		return !o.AnsweredAt.IsZero()
	case dispatch.AnswerArrived:
		return !o.ArrivedAt.IsZero()
	case dispatch.AnswerDone:
		return o.State == dispatch.OfferDone
	case dispatch.AnswerDecline, dispatch.AnswerWithdraw:
		return !o.AnsweredAt.IsZero()
	}
	return false
}

// engagements: the index holds exactly the open offers, and nobody is coming
// to two incidents.
func (o *ordeal) engagements(ctx context.Context, v *verdict, cases []*dispatch.Case) error {
	index, err := o.store.Engagements(ctx)
	if err != nil {
		return err
	}
	for responder, list := range index {
		coming := 0
		for _, e := range list {
			if e.State.Coming() {
				coming++
			}
		}
		if coming > 1 {
			v.bad("nobody is coming to two incidents at once", "%s: %+v", responder, list)
		}
	}
	open := 0
	for _, c := range cases {
		for _, offer := range c.Offers {
			want := dispatch.Engagement{Letter: offer.Letter, Incident: c.Incident.ID, Offer: offer.ID, State: offer.State}
			found := slices.Contains(index[offer.Responder], want)
			if (offer.State.Open() && !c.Incident.State.Ended()) != found {
				v.bad("the index holds the open offers", "%+v: %v in %+v", want, found, index[offer.Responder])
			}
			if found {
				open++
			}
			if waits := offer.State == dispatch.OfferAsked || offer.State == dispatch.OfferSilent || offer.State.Coming(); waits {
				if c.Incident.State.Ended() {
					v.bad("an ended incident holds nobody", "%s is %s, offer %s is %s", c.Incident.ID, c.Incident.State, offer.ID, offer.State)
				}
			}
		}
	}
	for _, list := range index {
		open -= len(list)
	}
	if open != 0 {
		v.bad("the index holds the open offers", "%d more offers than entries", open)
	}
	return nil
}

// timerSlack is how much later than wanted a timer may be: the lease under
// which a dead server held it, and the time since.
const timerSlack = 7 * time.Second

// wakeups: whatever still waits for the policy has a timer.
func (o *ordeal) wakeups(ctx context.Context, v *verdict, cases []*dispatch.Case) error {
	timers, err := o.rdb.ZRangeWithScores(ctx, "fifteen:{"+o.area+"}:timers", 0, -1).Result()
	if err != nil {
		return err
	}
	due := map[string]time.Time{}
	for _, z := range timers {
		due[fmt.Sprint(z.Member)] = time.UnixMilli(int64(z.Score))
	}
	now, waiting := time.Now(), 0
	for _, c := range cases {
		at, set := due[c.Incident.ID]
		want := c.NextTimer(now, dispatch.DefaultRules())
		if !want.IsZero() && (!set || at.After(maxTime(want, now).Add(timerSlack))) {
			v.bad("no wake-up is lost", "incident %s wants %s, its timer is %v (%v)", c.Incident.ID, want, at, set)
		}
		if c.Incident.State == dispatch.IncidentOpen && c.Incident.Auto && !c.Filled() {
			if waiting++; !set {
				v.bad("no wake-up is lost", "incident %s has free seats and no timer", c.Incident.ID)
			}
		}
	}
	v.figure("left open\t%d incidents with free seats, %d timers", waiting, len(due))
	return nil
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// table words the figures.
func (v *verdict) table(o *ordeal) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	reached, missed := map[string]int{}, map[string]int{}
	var starts []time.Duration
	for _, d := range o.deaths {
		reached[d.Point]++
		if d.Planned != "" {
			missed[d.Planned]++
		}
		if d.Start > 0 {
			starts = append(starts, d.Start)
		}
	}
	fmt.Fprintf(w, "  kills\t%d\n", len(o.deaths))
	for _, point := range slices.Sorted(maps.Keys(reached)) {
		fmt.Fprintf(w, "    %s\t%d\n", point, reached[point])
	}
	if len(missed) > 0 {
		fmt.Fprintf(w, "    not reached in time\t%v (killed at any instant instead)\n", missed)
	}
	if slices.Sort(starts); len(starts) > 0 {
		fmt.Fprintf(w, "  start until listening\tmedian %s, longest %s\n", starts[len(starts)/2].Round(time.Millisecond), starts[len(starts)-1].Round(time.Millisecond))
	}
	for _, f := range v.figures {
		fmt.Fprintf(w, "  %s\n", f)
	}
	_ = w.Flush()
	return b.String()
}
