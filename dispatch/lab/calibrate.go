package lab

// calibrate.go: is the gauge right? It says how likely all needs are filled in
// time by those asked so far. So from a random moment on nobody else is asked;
// then or some time later the gauge is written down, and what comes is compared.

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"

	"fifteen/dispatch"
)

// CalibrationPolicies ask little and much, so that all chances occur. Prices of
// a thousandth and journey=0 keep everybody who was asked; the last two are as
// the server runs, for P1 and P2, and release whoever is not needed.
const CalibrationPolicies = "fifteen:target=0.05,first=0.001,filled=0.001,journey=0 fifteen:target=0.2,first=0.001,filled=0.001,journey=0 " +
	"fifteen:target=0.4,first=0.001,filled=0.001,journey=0 fifteen:target=0.6,first=0.001,filled=0.001,journey=0 " +
	"fifteen:target=0.8,first=0.001,filled=0.001,journey=0 fifteen:target=0.95,first=0.001,filled=0.001,journey=0 fifteen fifteen:priority=P2"

// askingWithin is how long after the opening people are asked at most, and
// waitingWithin how long after that the gauge is written down, both evenly.
const askingWithin, waitingWithin = 5 * time.Minute, 5 * time.Minute

// GaugeReport is how reliable the gauge is, world by world.
type GaugeReport struct {
	Incidents, Settings int
	Seed                uint64
	Worlds              []GaugeResult
	// All is the promise in all worlds together.
	All Reliability
}

// GaugeResult is one world's.
type GaugeResult struct {
	World World
	// Promise is of all settings together, ByPolicy of each.
	Promise  Reliability
	ByPolicy []PolicyReliability
	// Accept is the chance that somebody says yes, of all who were asked by any
	// setting; Anybody the scores for all who could have been asked.
	Accept  AcceptReliability
	Anybody AcceptScore
}

// PolicyReliability is one setting's.
type PolicyReliability struct {
	Policy string
	Reliability
}

// AcceptReliability is how well the answers were foretold.
type AcceptReliability struct {
	Reliability
	// Mean is the Brier score of naming the mean of all people every time.
	Mean float64
}

// AcceptScore holds the Brier scores of foretelling answers: as learned from
// what people said before, by naming the mean of all people every time, and by
// knowing everybody's true chance, which nobody can beat.
type AcceptScore struct {
	N                    int
	Learned, Mean, Known float64
}

// Calibrate plays every incident under one of our settings, by turns, so that
// all promises are independent of each other, and compares the gauge at a random
// moment with what comes of those asked until then.
// Incidents whose needs are filled on the scene by then, or of whose people
// nobody can come any more, say nothing and are left out.
func (e *Experiment) Calibrate(ctx context.Context) (*GaugeReport, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	if e.Town != nil {
		return nil, errors.New("the calibration needs incidents that have nothing to do with each other: leave the town out")
	}
	for _, p := range e.Policies {
		if !p.Gauged() {
			return nil, errors.New("policy " + p.Name() + " makes no promise: calibrate settings of fifteen only")
		}
	}
	report := &GaugeReport{Incidents: e.Incidents, Settings: len(e.Policies), Seed: e.Seed}
	p := progress{tell: e.Progress, total: len(e.Worlds) * e.Incidents}
	var all []claim
	for i := range e.Worlds {
		trials := e.freeze(ctx, &e.Worlds[i], &p)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result, claims := e.gaugeResult(&e.Worlds[i], trials)
		report.Worlds = append(report.Worlds, result)
		for _, c := range claims {
			c.incident += i * e.Incidents // another world's incident is another incident
			all = append(all, c)
		}
	}
	report.All = reliability(all)
	return report, nil
}

// trial is what was named at one incident.
type trial struct {
	promise claim // NaN: there was nothing to promise
	asked   []claim
	anybody AcceptScore // sums
}

// freeze plays the incidents of a world.
func (e *Experiment) freeze(ctx context.Context, w *World, p *progress) []trial {
	trials := make([]trial, e.Incidents)
	var next atomic.Int64
	e.work(func() {
		var crowd crowd
		var scene Scene
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= e.Incidents {
				return
			}
			trials[i] = e.trial(w, i, &crowd, &scene)
			p.add(1)
		}
	})
	return trials
}

func (e *Experiment) trial(w *World, i int, crowd *crowd, scene *Scene) trial {
	var t trial
	inc := e.incident(w, i)
	crowd.around(w, &inc, newDraw(e.Seed, stream(streamCrowd, i)))
	d := newDraw(e.Seed, stream(streamMoment, i))
	for _, c := range crowd.ranked(inc, dispatch.P1) {
		if c.Rank > 0 {
			k := indexOf(c.Responder)
			t.anybody.add(one(crowd.volunteers[k].comes), c.Accept, w.Acceptance, crowd.souls[k].accept[dispatch.DayPart(inc.OpenedAt)])
		}
	}
	stop := time.Duration(d.Float64() * float64(min(askingWithin, w.Deadline/3))).Truncate(time.Second)
	look := stop + time.Duration(d.Float64()*float64(min(waitingWithin, w.Deadline/3))).Truncate(time.Second)
	scene.stage(w, crowd, &inc, e.Policies[i%len(e.Policies)])
	scene.freeze(stop, look)
	out := scene.play()
	t.promise = claim{i, out.Frozen, out.Kept(w.Deadline)}
	if out.Filled <= look.Seconds() || t.promise.p == 0 {
		t.promise.p = math.NaN()
	}
	for k, o := range scene.Case.Offers {
		t.asked = append(t.asked, claim{i, o.Accept, crowd.volunteers[scene.who[k]].comes})
	}
	return t
}

// gaugeResult sums a world's trials up, and returns its promises.
func (e *Experiment) gaugeResult(w *World, trials []trial) (r GaugeResult, all []claim) {
	r.World = *w
	var asked []claim
	own := make([][]claim, len(e.Policies))
	for i := range trials {
		if c := trials[i].promise; !math.IsNaN(c.p) {
			all, own[i%len(own)] = append(all, c), append(own[i%len(own)], c)
		}
		asked = append(asked, trials[i].asked...)
		r.Anybody.join(trials[i].anybody)
	}
	for k, policy := range e.Policies {
		r.ByPolicy = append(r.ByPolicy, PolicyReliability{policy.Name(), reliability(own[k])})
	}
	r.Promise = reliability(all)
	r.Anybody = r.Anybody.average()
	r.Accept = AcceptReliability{Reliability: reliability(asked)}
	for _, c := range asked {
		r.Accept.Mean += (w.Acceptance - one(c.came)) * (w.Acceptance - one(c.came)) / float64(len(asked))
	}
	return r, all
}

func (a *AcceptScore) add(came, learned, mean, known float64) {
	a.join(AcceptScore{1, (learned - came) * (learned - came), (mean - came) * (mean - came), (known - came) * (known - came)})
}

func (a *AcceptScore) join(b AcceptScore) {
	a.N, a.Learned, a.Mean, a.Known = a.N+b.N, a.Learned+b.Learned, a.Mean+b.Mean, a.Known+b.Known
}

func (a AcceptScore) average() AcceptScore {
	n := float64(a.N)
	return AcceptScore{a.N, a.Learned / n, a.Mean / n, a.Known / n}
}
