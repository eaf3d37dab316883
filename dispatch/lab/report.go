package lab

// report.go: what the outcomes say.

import (
	"math"
	"slices"
	"time"
)

// Report is the results of an experiment.
type Report struct {
	Incidents int
	Seed      uint64
	Recorded  int // how many recorded incidents there were; 0: simulated
	Town      *Town
	Results   []Result
}

// Result is one world's.
type Result struct {
	World World
	Rows  []Row // in the order of the policies
	// Duels compare each of our settings with each other policy.
	Duels []Duel
	// Tried are our settings that were tried on a pilot; none without one.
	Tried []Row
}

// FirstByMinutes are the minutes for which Row.FirstBy is given.
var FirstByMinutes = [3]int{5, 10, 15}

// Row is what one policy does in one world. Times are in seconds.
type Row struct {
	Policy string
	Ours   bool
	// FirstBy is the chance of somebody on the scene within FirstByMinutes; Kept
	// that of every need filled by the deadline.
	FirstBy [3]Estimate
	Kept    Estimate
	// FirstMedian and FirstP90 count incidents at which nobody arrives as infinite.
	FirstMedian, FirstP90 Estimate
	// Alerts is the people asked an incident.
	Alerts Estimate
	// Alerts for each person on the scene by the deadline, for each person who
	// arrives at all, needed or not, and for each needed seat filled by the
	// deadline.
	PerPerson, PerArrived, PerSeat Estimate
	// Surplus is the people who arrive an incident and fill no needed seat,
	// CalledBack those told on their way that they are not needed.
	Surplus, CalledBack Estimate
	// LoadGini is the inequality of askings over a town's people; NaN without a town.
	LoadGini float64
	// Calibration of the promise after the first wave and after a minute; nil for
	// policies that do not reckon it.
	Calibration *[2]Calibration
}

// Duel compares one of our settings with another policy, incident by incident.
type Duel struct {
	Ours, Other string
	// Kept is the difference of the chances to keep the promise.
	Kept Estimate
	// FirstS is the difference of the median first arrivals, in whole seconds:
	// negative is sooner.
	FirstS float64
	// FewerPerPerson, FewerPerArrived and FewerPerSeat are the shares by which
	// there are fewer alerts for each person on the scene in time, each who
	// arrives, and each needed seat.
	FewerPerPerson, FewerPerArrived, FewerPerSeat float64
}

// Fewer is how much fewer alerts for each person count as dominating.
const Fewer = 0.25

// Measure is a way of counting alerts.
type Measure struct {
	Words string
	Fewer func(*Duel) float64
}

// Literal counts everybody on the scene by the deadline. Policies without release
// bring people whom nobody needs; it counts them as good as any.
var Literal = Measure{"for each person on the scene in time, needed or not", func(d *Duel) float64 { return d.FewerPerPerson }}

// Measures are the ways of counting.
var Measures = [2]Measure{
	{"for each needed person on the scene in time", func(d *Duel) float64 { return d.FewerPerSeat }},
	Literal,
}

// Dominates reports whether ours keeps the promise as often, has its first
// person there as soon, and asks at least a quarter fewer by the measure.
func (m Measure) Dominates(d *Duel) bool {
	return d.Kept.Value >= 0 && !(d.FirstS > 0) && m.Fewer(d) >= Fewer
}

func sumUp(w *World, policies []Policy, outcomes [][]Outcome, loads [][]int) Result {
	r := Result{World: *w}
	for i, p := range policies {
		row := rowOf(w, outcomes[i])
		row.Policy, row.Ours, row.LoadGini = p.Name(), p.Gauged(), math.NaN()
		if loads != nil {
			row.LoadGini = Gini(loads[i])
		}
		if p.Gauged() {
			row.Calibration = new([2]Calibration)
			for k := range row.Calibration {
				row.Calibration[k] = calibrate(w, outcomes[i], k)
			}
		}
		r.Rows = append(r.Rows, row)
	}
	for i := range policies {
		for k := range policies {
			if r.Rows[i].Ours && !r.Rows[k].Ours {
				r.Duels = append(r.Duels, duel(w, &r.Rows[i], &r.Rows[k], outcomes[i], outcomes[k]))
			}
		}
	}
	return r
}

func rowOf(w *World, outcomes []Outcome) Row {
	var r Row
	n := len(outcomes)
	first, alerts, surplus, back := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	inTime, arrived, seats := make([]float64, n), make([]float64, n), make([]float64, n)
	kept, by := 0, [3]int{}
	for i := range outcomes {
		o := &outcomes[i]
		first[i], alerts[i], surplus[i] = o.First, float64(o.Alerts), float64(o.Arrived-o.Seats)
		back[i] = float64(o.CalledBack)
		inTime[i], arrived[i], seats[i] = float64(o.InTime), float64(o.Arrived), float64(o.SeatsInTime)
		if o.Kept(w.Deadline) {
			kept++
		}
		for k, m := range FirstByMinutes {
			if o.First <= (time.Duration(m) * time.Minute).Seconds() {
				by[k]++
			}
		}
	}
	for k := range by {
		r.FirstBy[k] = proportion(by[k], n)
	}
	r.Kept = proportion(kept, n)
	r.Alerts, r.Surplus, r.CalledBack = mean(alerts), mean(surplus), mean(back)
	r.PerPerson, r.PerArrived, r.PerSeat = ratio(alerts, inTime), ratio(alerts, arrived), ratio(alerts, seats)
	r.FirstMedian = quantile(first, 0.5)
	r.FirstP90 = quantile(first, 0.9)
	return r
}

func duel(w *World, a, b *Row, ours, other []Outcome) Duel {
	d := Duel{
		Ours: a.Policy, Other: b.Policy,
		FewerPerPerson:  1 - a.PerPerson.Value/b.PerPerson.Value,
		FewerPerArrived: 1 - a.PerArrived.Value/b.PerArrived.Value,
		FewerPerSeat:    1 - a.PerSeat.Value/b.PerSeat.Value,
	}
	diff := make([]float64, len(ours))
	for i := range ours {
		diff[i] = one(ours[i].Kept(w.Deadline)) - one(other[i].Kept(w.Deadline))
	}
	d.Kept = mean(diff)
	d.FirstS = wholeSeconds(a.FirstMedian.Value, b.FirstMedian.Value)
	return d
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Calibration holds what was promised against what came.
type Calibration struct {
	// Tenths are the incidents by the promise: 0–10 %, …, 90–100 %.
	Tenths [10]Tenth
	// Brier is the mean square of promise less outcome; Reference is that of
	// promising every time what is true on average.
	Brier, Reference float64
	// Promised and Kept are the means.
	Promised, Kept float64
}

// Tenth is the incidents whose promise lay in one tenth.
type Tenth struct {
	N              int
	Promised, Kept float64 // means
}

// calibrate compares the k-th promise of each incident.
func calibrate(w *World, outcomes []Outcome, k int) Calibration {
	var c Calibration
	n := 0.0
	for i := range outcomes {
		p, kept := outcomes[i].Promise[k], one(outcomes[i].Kept(w.Deadline))
		if math.IsNaN(p) {
			continue
		}
		t := &c.Tenths[min(int(p*10), 9)]
		t.N, t.Promised, t.Kept = t.N+1, t.Promised+p, t.Kept+kept
		c.Brier += (p - kept) * (p - kept)
		c.Promised, c.Kept, n = c.Promised+p, c.Kept+kept, n+1
	}
	if n == 0 {
		return c
	}
	c.Brier, c.Promised, c.Kept = c.Brier/n, c.Promised/n, c.Kept/n
	c.Reference = c.Kept * (1 - c.Kept)
	for i := range c.Tenths {
		if t := &c.Tenths[i]; t.N > 0 {
			t.Promised, t.Kept = t.Promised/float64(t.N), t.Kept/float64(t.N)
		}
	}
	return c
}

// Best is our setting with the fewest alerts among those that dominate a policy
// by the measure given, or nil.
func (r *Result) Best(other string, dominates func(*Duel) bool) *Duel {
	var best *Duel
	for i := range r.Duels {
		d := &r.Duels[i]
		if d.Other == other && dominates(d) && (best == nil || r.row(d.Ours).Alerts.Value < r.row(best.Ours).Alerts.Value) {
			best = d
		}
	}
	return best
}

func (r *Result) row(policy string) *Row {
	i := slices.IndexFunc(r.Rows, func(x Row) bool { return x.Policy == policy })
	return &r.Rows[i]
}
