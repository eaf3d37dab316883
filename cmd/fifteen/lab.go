package main

// lab.go: `fifteen lab`: ways of asking volunteers, compared by simulation.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/peterbourgon/ff/v3/ffcli"
	"golang.org/x/term"

	"fifteen/dispatch/lab"
)

// labSettings are the flags of the laboratory.
type labSettings struct {
	incidents, workers                    int
	seed                                  uint64
	density, acceptance, needs, policies  string
	deadline                              time.Duration
	past                                  float64
	straight, calibration, compare        bool
	townKm                                float64
	every                                 time.Duration
	csvFile, htmlFile, replay, cols, only string
}

func (l *labSettings) bind(fs *flag.FlagSet) {
	fs.IntVar(&l.incidents, "incidents", 10_000, "how many incidents each policy meets in each world")
	fs.Uint64Var(&l.seed, "seed", 15, "the same seed gives the same figures, whatever --workers")
	fs.StringVar(&l.density, "density", "3,10,30", "people per km² who may be asked, a `list`")
	fs.StringVar(&l.acceptance, "acceptance", "0.20,0.35", "mean chances that somebody says yes, a `list`")
	fs.StringVar(&l.needs, "needs", "general=1,cardiac_arrest", "who is needed, a `list`: kinds of incidents, or roles as in medical_rescue=2+general=1")
	fs.StringVar(&l.policies, "policies", "", "`policies` to play, separated by spaces; see above")
	fs.DurationVar(&l.deadline, "deadline", 15*time.Minute, "the promise")
	fs.Float64Var(&l.past, "past-asks", 30, "how many answers of a person are known on average; 0: nothing is known of anybody")
	fs.BoolVar(&l.straight, "straight-lines", false, "the product has no streets: it assumes the same detour for everybody")
	fs.Float64Var(&l.townKm, "town", 0, "keep one body of people through all incidents, in a square of so many `km`: habits form, and loads differ; 0: each incident has a body of its own")
	fs.DurationVar(&l.every, "town-every", 4*time.Hour, "time between the incidents of a town")
	fs.StringVar(&l.replay, "replay", "", "take times and places from recorded incidents, a CSV `file` with time, lng, lat and perhaps kind")
	fs.StringVar(&l.cols, "replay-columns", "", "the file's columns in their order where it has no header, for example lat,lng,kind,time; - for one to ignore")
	fs.StringVar(&l.only, "replay-only", "", "only recorded incidents whose kind contains this `text`")
	fs.BoolVar(&l.compare, "compare", false, "print which of our settings beats which fixed policy; see above")
	fs.BoolVar(&l.calibration, "calibration", false, "print how right the promise is; see above")
	fs.StringVar(&l.csvFile, "csv", "", "write all figures to this `file`")
	fs.StringVar(&l.htmlFile, "html", "", "write one page with charts to this `file`")
	fs.IntVar(&l.workers, "workers", 0, "how many incidents are played at the same time; 0: one for each processor")
}

func labCommand(stdout, stderr io.Writer) *ffcli.Command {
	l := &labSettings{}
	fs := newFlagSet("fifteen lab", stderr)
	l.bind(fs)
	return &ffcli.Command{
		Name: "lab", ShortUsage: "fifteen lab [flags]", ShortHelp: "compare ways of asking volunteers by simulation",
		LongHelp: labHelp,
		FlagSet:  fs, Options: envOptions(),
		Exec: func(ctx context.Context, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("lab takes flags only, not %q", args[0])
			}
			e, err := l.experiment()
			if err != nil {
				return err
			}
			return l.run(ctx, e, stdout, stderr)
		},
	}
}

// experiment reads the flags.
func (l *labSettings) experiment() (*lab.Experiment, error) {
	densities, err := numbers("density", l.density)
	if err != nil {
		return nil, err
	}
	acceptances, err := numbers("acceptance", l.acceptance)
	if err != nil {
		return nil, err
	}
	e := &lab.Experiment{Incidents: l.incidents, Seed: l.seed, Workers: l.workers}
	if l.calibration && l.compare {
		return nil, errors.New("--calibration and --compare are two runs: name one of them")
	}
	if l.calibration && l.townKm != 0 {
		return nil, errors.New("--calibration needs incidents that have nothing to do with each other: leave --town out")
	}
	if l.policies == "" {
		l.policies = "default frontier"
		switch {
		case l.calibration:
			l.policies = "calibration"
		case l.compare:
			l.policies = "default sweep"
		}
	}
	if e.Policies, err = lab.ParsePolicies(l.policies); err != nil {
		return nil, fmt.Errorf("--policies: %w", err)
	}
	for _, text := range strings.Split(l.needs, ",") {
		kind, needs, err := lab.ParseNeeds(strings.TrimSpace(text))
		if err != nil {
			return nil, fmt.Errorf("--needs: %w", err)
		}
		for _, d := range densities {
			for _, a := range acceptances {
				w := lab.NewWorld(d, a).Within(l.deadline)
				w.Kind, w.Needs, w.PastAsks, w.Streets = kind, needs, l.past, !l.straight
				e.Worlds = append(e.Worlds, w)
			}
		}
	}
	if l.townKm != 0 {
		e.Town = &lab.Town{SideKm: l.townKm, Every: l.every}
	}
	if l.replay != "" {
		e.Recorded, err = l.recorded()
	} else if l.cols != "" || l.only != "" {
		err = errors.New("--replay-columns and --replay-only need --replay")
	}
	return e, err
}

// numbers reads a list of numbers.
func numbers(flag, text string) ([]float64, error) {
	var out []float64
	for _, word := range strings.Split(text, ",") {
		x, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		if err != nil {
			return nil, fmt.Errorf("--%s: %q is not a list of numbers like 3,10,30", flag, text)
		}
		out = append(out, x)
	}
	return out, nil
}

// recorded reads the incidents to replay.
func (l *labSettings) recorded() ([]lab.Recorded, error) {
	f, err := os.Open(l.replay)
	if err != nil {
		return nil, fmt.Errorf("--replay: %w", err)
	}
	defer func() { _ = f.Close() }()
	list, err := lab.ReadRecorded(f, l.cols)
	if err != nil {
		return nil, fmt.Errorf("--replay %s: %w", l.replay, err)
	}
	list = slices.DeleteFunc(list, func(r lab.Recorded) bool { return !strings.Contains(r.Kind, l.only) })
	if len(list) == 0 {
		return nil, fmt.Errorf("--replay-only: no recorded incident's kind contains %q", l.only)
	}
	return list, nil
}

// run plays the experiment and writes what was asked for. Files are opened
// first, so that a long run is not lost to a wrong name.
func (l *labSettings) run(ctx context.Context, e *lab.Experiment, stdout, stderr io.Writer) error {
	var files []*os.File
	for _, name := range []string{l.csvFile, l.htmlFile} {
		if name == "" {
			files = append(files, nil)
			continue
		}
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		files = append(files, f)
	}
	e.Progress = labProgress(stderr)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // little is kept, much is thrown away
	report, err := l.play(ctx, e)
	if err != nil {
		return err
	}
	if err := report.Table(stdout); err != nil {
		return err
	}
	for i, write := range []func(io.Writer) error{report.CSV, report.HTML} {
		if files[i] == nil {
			continue
		}
		if err := errors.Join(write(files[i]), files[i].Close()); err != nil {
			return err
		}
	}
	return nil
}

// labReport is what a laboratory run finds.
type labReport interface {
	Table(w io.Writer) error
	CSV(w io.Writer) error
	HTML(w io.Writer) error
}

func (l *labSettings) play(ctx context.Context, e *lab.Experiment) (labReport, error) {
	if l.calibration {
		return e.Calibrate(ctx)
	}
	if l.compare {
		return e.Compare(ctx)
	}
	return e.Run(ctx)
}

// labProgress shows how many incidents have been played: in one line on a
// terminal, else a line at every quarter.
func labProgress(stderr io.Writer) func(done, total int) {
	f, ok := stderr.(*os.File)
	terminal := ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a descriptor is small
	start, next := time.Now(), 1
	return func(done, total int) {
		if terminal {
			left := time.Duration(float64(time.Since(start)) / float64(done) * float64(total-done)).Round(time.Second)
			fmt.Fprintf(stderr, "\r%3d %% of %d incidents played, %s left \x1b[K", 100*done/total, total, left)
			if done == total {
				fmt.Fprint(stderr, "\r\x1b[K")
			}
			return
		}
		for ; next <= 4 && done*4 >= next*total; next++ {
			fmt.Fprintf(stderr, "%d %% of %d incidents played, %s\n", 25*next, total, time.Since(start).Round(time.Second))
		}
	}
}
