package dispatch

// report.go: what was predicted against what came of it, over closed incidents.
// Pure.

import (
	"slices"
	"time"
)

// reportRows bounds the incidents that a report names one by one, the newest
// ones; its figures count all.
const reportRows = 2000

// Report compares predictions with what happened, over incidents opened in
// [From, To).
type Report struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Exercises: only exercises are counted; otherwise only the real ones.
	Exercises bool `json:"exercises"`
	// Incidents is how many were closed, Kept how many of them had every need
	// filled by people on the scene by the first deadline.
	Incidents int `json:"incidents"`
	Kept      int `json:"kept"`
	// Promise compares the gauge right after the first wave with whether the
	// promise was kept. The policy goes on asking, so that more are kept than
	// the first wave promised.
	Promise Reliability `json:"promise"`
	// Acceptance compares the chance that each person asked had said yes, by the
	// time they were released if they were, with whether they had.
	Acceptance Reliability `json:"acceptance"`
	// First compares the time of the first arrival with its predicted median.
	First FirstArrivals `json:"first"`
	// Alerts, Arrived and Surplus are the people asked, on the scene at all, and
	// there without a need of their own to fill.
	Alerts  int `json:"alerts"`
	Arrived int `json:"arrived"`
	Surplus int `json:"surplus"`
	// Rows are the incidents, newest first; Cut is how many more there are.
	Rows []ReportRow `json:"rows"`
	Cut  int         `json:"cut"`
}

// ReportRow is one closed incident. Seconds count from the first wave for first
// arrivals, from the opening otherwise; what did not happen is absent.
type ReportRow struct {
	Incident  string    `json:"incident"`
	Number    int64     `json:"number"`
	Kind      Kind      `json:"kind"`
	Priority  Priority  `json:"priority"`
	OpenedAt  time.Time `json:"opened_at"`
	DeadlineS float64   `json:"deadline_s"`
	Needed    int       `json:"needed"`
	// Promise is the gauge after the first wave; absent: nobody was asked.
	Promise         *float64 `json:"promise,omitempty"`
	Kept            bool     `json:"kept"`
	KeptS           *float64 `json:"kept_s,omitempty"`
	FirstPredictedS *float64 `json:"first_predicted_s,omitempty"`
	FirstS          *float64 `json:"first_s,omitempty"`
	Alerts          int      `json:"alerts"`
	Yes             int      `json:"yes"`
	Arrived         int      `json:"arrived"`
	Surplus         int      `json:"surplus"`
}

// Reliability compares chances that were told with what happened.
type Reliability struct {
	N int `json:"n"`
	// Predicted is the mean chance, Real the share of those that happened.
	Predicted float64 `json:"predicted"`
	Real      float64 `json:"real"`
	// Brier is the mean square of the chance less 1 or 0: 0 is perfect. Constant
	// is that of somebody who always tells the real share.
	Brier    float64    `json:"brier"`
	Constant float64    `json:"brier_constant"`
	Tenths   [10]Bucket `json:"tenths"`
}

// Bucket is those whose chance lay within one tenth.
type Bucket struct {
	N         int     `json:"n"`
	Predicted float64 `json:"predicted"`
	Real      float64 `json:"real"`
}

func (r *Reliability) add(p float64, happened bool) {
	x := 0.0
	if happened {
		x = 1
	}
	t := &r.Tenths[min(9, max(0, int(p*10)))]
	r.N, t.N = r.N+1, t.N+1
	r.Predicted, t.Predicted = r.Predicted+p, t.Predicted+p
	r.Real, t.Real = r.Real+x, t.Real+x
	r.Brier += (p - x) * (p - x)
}

// means turns the sums into means.
func (r *Reliability) means() {
	for i := range r.Tenths {
		if t := &r.Tenths[i]; t.N > 0 {
			t.Predicted, t.Real = t.Predicted/float64(t.N), t.Real/float64(t.N)
		}
	}
	if r.N > 0 {
		n := float64(r.N)
		r.Predicted, r.Real, r.Brier = r.Predicted/n, r.Real/n, r.Brier/n
		r.Constant = r.Real * (1 - r.Real)
	}
}

// FirstArrivals compares first arrivals with their predicted medians.
type FirstArrivals struct {
	// N is how many incidents have both.
	N int `json:"n"`
	// PredictedS and RealS are the medians over those, in seconds; Sooner is the
	// share of first arrivals no later than predicted: a half is right.
	PredictedS float64 `json:"predicted_s"`
	RealS      float64 `json:"real_s"`
	Sooner     float64 `json:"sooner"`
}

// Reporter sums cases up.
type Reporter struct {
	// Most is how many incidents are named one by one; 0: all.
	Most int

	sum             Report
	predicted, real []float64
}

// NewReporter begins a report. Cases are to be added in any order.
func NewReporter(from, to time.Time, exercises bool) *Reporter {
	return &Reporter{Most: reportRows, sum: Report{From: from, To: to, Exercises: exercises, Rows: []ReportRow{}}}
}

// Add counts a case in, if it is closed and of the kind reported on.
func (r *Reporter) Add(c *Case) {
	i := &c.Incident
	if i.State != IncidentClosed || i.Exercise != r.sum.Exercises || i.OpenedAt.Before(r.sum.From) || !i.OpenedAt.Before(r.sum.To) {
		return
	}
	row := c.Row()
	r.sum.Incidents++
	if row.Kept {
		r.sum.Kept++
	}
	if row.Promise != nil {
		r.sum.Promise.add(*row.Promise, row.Kept)
	}
	if row.FirstPredictedS != nil && row.FirstS != nil {
		r.predicted, r.real = append(r.predicted, *row.FirstPredictedS), append(r.real, *row.FirstS)
		if *row.FirstS <= *row.FirstPredictedS {
			r.sum.First.Sooner++
		}
	}
	c.judgeAcceptance(&r.sum.Acceptance)
	r.sum.Alerts, r.sum.Arrived, r.sum.Surplus = r.sum.Alerts+row.Alerts, r.sum.Arrived+row.Arrived, r.sum.Surplus+row.Surplus
	r.sum.Rows = append(r.sum.Rows, row)
}

// Done returns the report of what was added.
func (r *Reporter) Done() Report {
	out := r.sum
	out.Promise.means()
	out.Acceptance.means()
	if out.First.N = len(r.real); out.First.N > 0 {
		out.First.Sooner /= float64(out.First.N)
		out.First.PredictedS, out.First.RealS = medianOf(r.predicted), medianOf(r.real)
	}
	slices.SortStableFunc(out.Rows, func(a, b ReportRow) int { return b.OpenedAt.Compare(a.OpenedAt) })
	if n := len(out.Rows); r.Most > 0 && n > r.Most {
		out.Rows, out.Cut = out.Rows[:r.Most], n-r.Most
	}
	return out
}

// medianOf is the median, the mean of the middle two of an even number.
func medianOf(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// Row is what was predicted of a case and what came of it.
func (c *Case) Row() ReportRow {
	i := &c.Incident
	due := i.Deadline
	if !i.Promised.IsZero() {
		due = i.Promised
	}
	row := ReportRow{
		Incident: i.ID, Number: i.Number, Kind: i.Kind, Priority: i.Priority, OpenedAt: i.OpenedAt,
		DeadlineS: due.Sub(i.OpenedAt).Seconds(), Needed: i.Needed(), Alerts: len(c.Offers),
		Kept: !i.KeptAt.IsZero() && !i.KeptAt.After(due),
	}
	if !i.KeptAt.IsZero() {
		row.KeptS = secondsBetween(i.OpenedAt, i.KeptAt)
	}
	var there []*Offer
	first := time.Time{}
	for _, o := range c.Offers {
		if o.SaidYes {
			row.Yes++
		}
		if at := o.ArrivedAt; !at.IsZero() {
			there = append(there, o)
			if first.IsZero() || at.Before(first) {
				first = at
			}
		}
	}
	row.Arrived = len(there)
	if len(there) > 0 {
		row.Surplus = len(there) - c.takes(there, i.EndedAt)
	}
	if i.Wave > 0 && !i.PromiseAt.IsZero() {
		row.Promise = &i.Promise
		if i.PromiseFirstS > 0 {
			row.FirstPredictedS = &i.PromiseFirstS
		}
		if !first.IsZero() {
			row.FirstS = secondsBetween(i.PromiseAt, first)
		}
	}
	return row
}

func secondsBetween(from, to time.Time) *float64 {
	s := to.Sub(from).Seconds()
	return &s
}

// judgeAcceptance compares what was thought of everybody's answer with it. How
// long somebody had for an answer ends when they are released; of those who
// answered, when the next one was. Whose own yes was the one that released the
// others would have had longer, nobody knows how long: half of it is assumed.
func (c *Case) judgeAcceptance(r *Reliability) {
	var released []time.Time
	for _, o := range c.Offers {
		if o.State == OfferStoodDown && !o.SaidYes {
			released = append(released, o.EndedAt)
		}
	}
	slices.SortFunc(released, time.Time.Compare)
	for _, o := range c.Offers {
		if o.Accept == 0 || o.State == OfferUnreachable || o.Text.Status == TextFailed || o.Text.Status == TextSuppressed || o.Text.Status == TextExpired {
			continue // nobody was asked
		}
		from, until := o.AskedAt, time.Time{}
		if o.Text.SentAt.After(from) {
			from = o.Text.SentAt
		}
		if o.State == OfferStoodDown && !o.SaidYes {
			until = o.EndedAt
		} else if i := slices.IndexFunc(released, func(t time.Time) bool { return !t.Before(o.AnsweredAt) }); i >= 0 {
			until = released[i]
		}
		p := o.Accept
		if !until.IsZero() {
			share := answering.within(max(0, until.Sub(from)))
			if until.Equal(o.AnsweredAt) {
				share = (1 + share) / 2
			}
			p *= share
		}
		r.add(p, o.SaidYes)
	}
}
