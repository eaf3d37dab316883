package lab

// calibration_table.go: the calibration for the terminal and as CSV.

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"
)

// Table writes the calibration for a terminal.
func (g *GaugeReport) Table(w io.Writer) error {
	fmt.Fprintf(w, `%d incidents in each world, each under one of %d settings by turns, seed %d. From a random moment of the first %s on
nobody else is asked. Then, or up to %s later, the promise is written down: the chance that all needs
are filled on the scene by the deadline, by those asked so far. Intervals are of 95 %%; a gap counts where
a tenth has at least %d promises.

`, g.Incidents, g.Settings, g.Seed, spell(askingWithin), spell(waitingWithin), EnoughClaims)
	for i := range g.Worlds {
		if err := g.Worlds[i].table(w); err != nil {
			return err
		}
	}
	return g.summary(w)
}

// tenths writes a line for each tenth.
func (r *Reliability) tenths(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "tenth\tpromises\tpromised\tkept\t95 % interval\tgap\t")
	for i := range r.Tenths {
		x := &r.Tenths[i]
		if x.N == 0 {
			continue
		}
		mark := ""
		if x.N < EnoughClaims {
			mark = " (few)"
		}
		fmt.Fprintf(t, "%s\t%d\t%.1f%%\t%.1f%%\t%.1f–%.1f%%\t%+.1f%s\t\n", tenthName(i), x.N, 100*x.Named, 100*x.Came.Value, 100*x.Came.Lo, 100*x.Came.Hi, 100*x.Gap(), mark)
	}
	return t.Flush()
}

func (r *GaugeResult) table(w io.Writer) error {
	fmt.Fprintln(w, r.World)
	if err := r.Promise.tenths(w); err != nil {
		return err
	}
	fmt.Fprintf(w, "together: %s\n", r.Promise.words("promised", "kept"))
	for i := range r.ByPolicy {
		fmt.Fprintf(w, "  %s: %s\n", r.ByPolicy[i].Policy, r.ByPolicy[i].words("promised", "kept"))
	}
	fmt.Fprintf(w, "saying yes, of those asked: %s; naming everybody's mean %.4f\n", r.Accept.words("foretold", "said yes"), r.Accept.Mean)
	_, err := fmt.Fprintf(w, "saying yes, of all around: Brier %.4f; naming everybody's mean %.4f; knowing everybody's true chance %.4f\n\n", r.Anybody.Learned, r.Anybody.Mean, r.Anybody.Known)
	return err
}

// words are the figures of a whole reliability.
func (r *Reliability) words(named, came string) string {
	s := fmt.Sprintf("%d, %.1f %% %s, %.1f %% %s, Brier %.4f (always the average: %.4f)", r.N, 100*r.Named, named, 100*r.Came.Value, came, r.Brier, r.Reference)
	if _, i := r.Widest(); i >= 0 {
		s += ", widest gap " + r.widestWords()
	}
	return s
}

func (r *Reliability) widestWords() string {
	gap, i := r.Widest()
	if i < 0 {
		return "–"
	}
	return fmt.Sprintf("%+.1f points at %s", 100*gap, tenthName(i))
}

// summary is all worlds together, and a line for each.
func (g *GaugeReport) summary(w io.Writer) error {
	fmt.Fprintln(w, "all worlds together")
	if err := g.All.tenths(w); err != nil {
		return err
	}
	fmt.Fprintf(w, "together: %s\n\n", g.All.words("promised", "kept"))
	held, of := 0, 0
	for i := range g.Worlds {
		h, n := g.Worlds[i].Promise.Held()
		held, of = held+h, of+n
	}
	fmt.Fprintf(w, "In %d of the %d tenths of single worlds with at least %d promises the interval holds what was promised;\nif the promise were exactly right, about %.0f would.\n\n", held, of, EnoughClaims, 0.95*float64(of))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "world\tpromises\tBrier\talways the average\twidest gap\tsaying yes: Brier\talways the mean")
	for i := range g.Worlds {
		r := &g.Worlds[i]
		fmt.Fprintf(t, "%s\t%d\t%.4f\t%.4f\t%s\t%.4f\t%.4f\n", r.World, r.Promise.N, r.Promise.Brier, r.Promise.Reference, r.Promise.widestWords(), r.Anybody.Learned, r.Anybody.Mean)
	}
	return t.Flush()
}

// spell is a time in whole minutes.
func spell(d time.Duration) string { return fmt.Sprintf("%d minutes", d/time.Minute) }

func tenthName(i int) string { return fmt.Sprintf("%d–%d%%", 10*i, 10*i+10) }

// CSV writes the calibration as CSV: a line for each tenth of each world and
// setting ("" is all settings together; without a world, all worlds), of the promise and of saying yes.
func (g *GaugeReport) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{
		"density_km2", "acceptance", "kind", "needs", "incidents", "seed", "what", "policy",
		"tenth", "n", "named", "came", "came_lo", "came_hi", "brier", "brier_of_average",
	}) // Flush tells of errors
	write := func(of *World, what, policy string, rel *Reliability) {
		world := []string{"", "", "", ""}
		if of != nil {
			world = []string{number(of.Density), number(of.Acceptance), string(of.Kind), needs(of)}
		}
		for k := range rel.Tenths {
			if x := &rel.Tenths[k]; x.N > 0 {
				_ = out.Write(append(
					world[:4:4],
					strconv.Itoa(g.Incidents), strconv.FormatUint(g.Seed, 10), what, policy, strconv.Itoa(k+1), strconv.Itoa(x.N),
					number(x.Named), number(x.Came.Value), number(x.Came.Lo), number(x.Came.Hi), number(rel.Brier), number(rel.Reference),
				))
			}
		}
	}
	for i := range g.Worlds {
		r := &g.Worlds[i]
		write(&r.World, "promise", "", &r.Promise)
		for k := range r.ByPolicy {
			write(&r.World, "promise", r.ByPolicy[k].Policy, &r.ByPolicy[k].Reliability)
		}
		write(&r.World, "yes", "", &r.Accept.Reliability)
	}
	write(nil, "promise", "", &g.All)
	out.Flush()
	return out.Error()
}
