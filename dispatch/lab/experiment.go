package lab

// experiment.go: many incidents under many policies.

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fifteen/dispatch"
)

// Experiment compares policies in worlds. Worlds and Policies are required.
type Experiment struct {
	Worlds   []World
	Policies []Policy
	// Incidents is how many are played in each world under each policy.
	Incidents int
	Seed      uint64
	// Workers play at the same time; 0: one for each processor. They do not
	// change the results.
	Workers int
	// Recorded are incidents to take times and places from, over and over if
	// they are fewer than Incidents; none: they are spread over a year.
	Recorded []Recorded
	// Town keeps one body of people through all incidents, so that habits form
	// and loads differ; nil: each incident has a body of its own.
	Town *Town
	// Progress, if not nil, is told how many of all incident plays are done. It
	// is called from one goroutine at a time.
	Progress func(done, total int)
}

// MaxIncidents bounds the incidents of one experiment.
const MaxIncidents = 1_000_000

func (e *Experiment) check() error {
	if len(e.Worlds) == 0 || len(e.Policies) == 0 {
		return errors.New("name at least one world and one policy")
	}
	if e.Incidents < 1 || e.Incidents > MaxIncidents {
		return fmt.Errorf("incidents must be 1 to %d", MaxIncidents)
	}
	for i := range e.Worlds {
		if err := e.Worlds[i].check(); err != nil {
			return err
		}
	}
	return e.Town.check()
}

// Run plays everything and sums it up. It stops early, with the context's
// error, when ctx ends.
func (e *Experiment) Run(ctx context.Context) (*Report, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	report := &Report{Incidents: e.Incidents, Seed: e.Seed, Recorded: len(e.Recorded), Town: e.Town}
	p := progress{tell: e.Progress, total: len(e.Worlds) * len(e.Policies) * e.Incidents}
	for i := range e.Worlds {
		w := &e.Worlds[i]
		play := e.playFresh
		if e.Town != nil {
			play = e.playTown
		}
		outcomes, loads := play(ctx, w, &p)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		report.Results = append(report.Results, sumUp(w, e.Policies, outcomes, loads))
	}
	return report, nil
}

// playFresh plays incidents that have nothing to do with each other: one worker
// plays all policies on an incident, the next takes the next incident.
func (e *Experiment) playFresh(ctx context.Context, w *World, p *progress) (outcomes [][]Outcome, loads [][]int) {
	outcomes = make([][]Outcome, len(e.Policies))
	for i := range outcomes {
		outcomes[i] = make([]Outcome, e.Incidents)
	}
	var next atomic.Int64
	e.work(func() {
		var crowd crowd
		var scene Scene
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= e.Incidents {
				return
			}
			inc := e.incident(w, i)
			crowd.around(w, &inc, newDraw(e.Seed, stream(streamCrowd, i)))
			for k, policy := range e.Policies {
				scene.stage(w, &crowd, &inc, policy)
				outcomes[k][i] = scene.play()
			}
			p.add(len(e.Policies))
		}
	})
	return outcomes, nil
}

// work runs f in each worker and waits.
func (e *Experiment) work(f func()) {
	n := e.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	var wg sync.WaitGroup
	for range n {
		wg.Go(f)
	}
	wg.Wait()
}

// The streams of random numbers: what is drawn from which must never depend on
// a policy.
const (
	streamIncident = iota
	streamCrowd
	streamSoul
	streamHome
	streamMoment
)

func stream(kind, i int) uint64 { return uint64(kind)<<56 | uint64(i) }

// firstDay is when simulated years begin.
var firstDay = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// incident is the i-th incident: evenly over a year, or as recorded.
func (e *Experiment) incident(w *World, i int) dispatch.Incident {
	at := firstDay.Add(time.Duration(newDraw(e.Seed, stream(streamIncident, i)).Float64() * float64(365*24*time.Hour))).Truncate(time.Second)
	if len(e.Recorded) > 0 {
		at = e.Recorded[i%len(e.Recorded)].At
	}
	return dispatch.Incident{
		ID: "lab", State: dispatch.IncidentOpen, Kind: w.Kind, Priority: dispatch.P1, Needs: w.Needs,
		Auto: true, OpenedAt: at, Deadline: at.Add(w.Deadline),
	}
}

// progress tells how far the work is, at most a hundred and some times.
type progress struct {
	mu                sync.Mutex
	tell              func(done, total int)
	done, told, total int
}

func (p *progress) add(n int) {
	if p.tell == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if p.done == p.total || p.done-p.told >= p.total/100 {
		p.told = p.done
		p.tell(p.done, p.total)
	}
}
