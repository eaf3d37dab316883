package dispatch

// report_test.go: the report's figures against a naive recomputation.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// ended is a random incident with a random end.
func ended(r *rand.Rand, i int) *Case {
	at := noon.Add(time.Duration(i) * time.Minute)
	inc := Incident{
		ID: fmt.Sprint("i", i), State: IncidentClosed, Needs: []Need{{RoleGeneral, 1 + r.IntN(2)}}, OpenedAt: at,
		Deadline: at.Add(15 * time.Minute), EndedAt: at.Add(time.Hour), Exercise: r.IntN(5) == 0,
	}
	if r.IntN(6) == 0 {
		inc.State = IncidentCancelled
	}
	if r.IntN(8) > 0 {
		inc.Wave, inc.Promise, inc.PromiseAt = 1+r.IntN(3), r.Float64(), at.Add(time.Duration(r.IntN(60))*time.Second)
		inc.PromiseFirstS = float64(r.IntN(2) * (60 + r.IntN(600)))
	}
	if r.IntN(3) > 0 {
		inc.KeptAt = at.Add(time.Duration(r.IntN(1500)) * time.Second)
	}
	if r.IntN(10) == 0 {
		inc.Promised, inc.Deadline = inc.Deadline, inc.Deadline.Add(10*time.Minute)
	}
	c := &Case{Incident: inc}
	for k := range r.IntN(12) {
		o := &Offer{ID: fmt.Sprint(k), Role: RoleGeneral, Roles: []Role{RoleGeneral}, State: OfferDeclined, Accept: 0.05 + 0.9*r.Float64(), AskedAt: at}
		o.AnsweredAt = at.Add(time.Duration(5+r.IntN(60)) * time.Second)
		switch r.IntN(5) {
		case 0:
			o.State, o.SaidYes, o.ArrivedAt = OfferDone, true, o.AnsweredAt.Add(time.Duration(60+r.IntN(900))*time.Second)
		case 1:
			o.State, o.AnsweredAt, o.EndedAt = OfferStoodDown, time.Time{}, at.Add(time.Duration(70+r.IntN(60))*time.Second)
		case 2:
			o.State = OfferUnreachable
		}
		c.Offers = append(c.Offers, o)
	}
	return c
}

func TestReportAgreesWithNaiveSums(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 15))
	var cases []*Case
	for i := range 400 {
		cases = append(cases, ended(r, i))
	}
	from, to := noon.Add(20*time.Minute), noon.Add(350*time.Minute)
	sum := NewReporter(from, to, false)
	for _, i := range r.Perm(len(cases)) {
		sum.Add(cases[i])
	}
	got := sum.Done()
	var kept, n, alerts, arrived, surplus, firsts, sooner, asked int
	var brier float64
	var tenths [10]int
	for i, c := range cases {
		inc := &c.Incident
		if i < 20 || i >= 350 || inc.State != IncidentClosed || inc.Exercise {
			continue
		}
		n++
		ok := !inc.KeptAt.IsZero() && inc.KeptAt.Sub(inc.OpenedAt) <= 15*time.Minute
		if ok {
			kept++
		}
		there, first := 0, math.Inf(1)
		for _, o := range c.Offers {
			alerts++
			if o.State == OfferDone {
				there++
				first = min(first, o.ArrivedAt.Sub(inc.PromiseAt).Seconds())
			}
			if o.State != OfferUnreachable {
				asked++
			}
		}
		arrived += there
		surplus += max(0, there-inc.Needs[0].Count)
		if inc.Wave > 0 {
			x := 0.0
			if ok {
				x = 1
			}
			brier += (inc.Promise - x) * (inc.Promise - x)
			tenths[int(inc.Promise*10)]++
			if inc.PromiseFirstS > 0 && there > 0 {
				firsts++
				if first <= inc.PromiseFirstS {
					sooner++
				}
			}
		}
	}
	if got.Incidents != n || got.Kept != kept || got.Alerts != alerts || got.Arrived != arrived || got.Surplus != surplus || len(got.Rows) != n || got.First.N != firsts {
		t.Errorf("%d %d %d %d %d %d: %+v", n, kept, alerts, arrived, surplus, firsts, got)
	}
	if got.Acceptance.N != asked {
		t.Errorf("%d answers judged, want %d", got.Acceptance.N, asked)
	}
	if math.Abs(got.Promise.Brier-brier/float64(got.Promise.N)) > 1e-9 || math.Abs(got.First.Sooner-float64(sooner)/float64(firsts)) > 1e-9 {
		t.Errorf("brier %v, sooner %v", got.Promise.Brier, got.First.Sooner)
	}
	for k, n := range tenths {
		if got.Promise.Tenths[k].N != n {
			t.Errorf("tenth %d: %d, want %d", k, got.Promise.Tenths[k].N, n)
		}
	}
	if !slices.IsSortedFunc(got.Rows, func(a, b ReportRow) int { return b.OpenedAt.Compare(a.OpenedAt) }) {
		t.Error("the newest do not come first")
	}
	few := NewReporter(from, to, false)
	few.Most = 10
	for _, c := range cases {
		few.Add(c)
	}
	if d := few.Done(); len(d.Rows) != 10 || d.Cut != n-10 || d.Incidents != n || d.Rows[0].Incident != got.Rows[0].Incident {
		t.Errorf("%d rows, %d cut", len(d.Rows), d.Cut)
	}
}

// People are released when enough have said yes: that they had no time to
// answer is not held against the forecast. The answers here are drawn as they
// are thought of, so the forecast must be right on average.
func TestAcceptanceIsJudgedFairly(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 15))
	var rel Reliability
	for range 6000 {
		c := &Case{}
		yes := []time.Duration{}
		for range 7 {
			o := &Offer{State: OfferDeclined, Accept: 0.35, AskedAt: noon}
			m := answering.Soon
			if r.Float64() < answering.LateShare {
				m = answering.Late
			}
			wait := m.at(r.NormFloat64())
			o.AnsweredAt = noon.Add(wait)
			if o.SaidYes = r.Float64() < o.Accept; o.SaidYes {
				o.State = OfferAccepted
				yes = append(yes, wait)
			}
			c.Offers = append(c.Offers, o)
		}
		slices.Sort(yes)
		if len(yes) > 0 { // one was needed
			enough := noon.Add(yes[0])
			for _, o := range c.Offers {
				if o.AnsweredAt.After(enough) {
					o.State, o.SaidYes, o.AnsweredAt, o.EndedAt = OfferStoodDown, false, time.Time{}, enough
				}
			}
		}
		c.judgeAcceptance(&rel)
	}
	rel.means()
	if math.Abs(rel.Predicted-rel.Real) > 0.01 {
		t.Errorf("told %.3f, %.3f said yes", rel.Predicted, rel.Real)
	}
}
