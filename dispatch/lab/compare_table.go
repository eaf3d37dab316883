package lab

// compare_table.go: the comparison for the terminal.

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
)

// Table writes, world by world, what each fixed policy does and which of our
// settings beats it, and at the end one overview in Markdown.
func (c *Comparison) Table(w io.Writer) error {
	fmt.Fprintf(w, `%d incidents in each world, seed %d; every policy met the same incidents, people, answers and times.
A fixed policy is dominated if one of our settings keeps the promise as often, has its median first arrival
as soon (whole seconds) and asks at least %.0f %% fewer. "In time" is the chance that all needs are filled on the
scene by the deadline, ± half of the 95 %% confidence interval of the paired difference; "a person" the people
asked for each on the scene by then, needed or not, "a seat" for each needed seat filled by then. The settings
were chosen on %d other incidents in each world.

`, c.Incidents, c.Seed, 100*Fewer, c.Pilot)
	for i := range c.Results {
		if err := c.Results[i].compare(w); err != nil {
			return err
		}
	}
	return c.overview(w)
}

func (r *Result) compare(w io.Writer) error {
	fmt.Fprintf(w, "%s\n\n", r.World)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "fixed policy\tin time\tfirst\ta person\ta seat\t→\tours\tin time, points\tfirst\ta person\tfewer\ta seat\tfewer\t")
	for _, v := range r.Verdicts(Literal) {
		if v.Duel == nil {
			continue
		}
		arrow := "→"
		if !v.Dominated {
			arrow = "✗"
		}
		fmt.Fprintf(
			t, "%s\t%.1f%%\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.0f%%\t%s\t%.0f%%\t\n", v.Other.Policy, 100*v.Other.Kept.Value, clock(v.Other.FirstMedian.Value),
			plain2(v.Other.PerPerson), plain2(v.Other.PerSeat), arrow, setting(v.Duel.Ours), points(v.Duel.Kept), sooner(v.Duel.FirstS),
			plain2(v.Ours.PerPerson), 100*v.Duel.FewerPerPerson, plain2(v.Ours.PerSeat), 100*v.Duel.FewerPerSeat,
		)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	r.notDominated(w)
	return r.standard(w)
}

// notDominated says of whom no setting is better, and what the closest lacks.
func (r *Result) notDominated(w io.Writer) {
	for _, v := range r.Verdicts(Literal) {
		if v.Dominated || v.Duel == nil {
			continue
		}
		fmt.Fprintf(w, "✗ %s is not dominated: %s\n", v.Other.Policy, v.why())
	}
}

// why says what the closest setting lacks.
func (v *Verdict) why() string {
	d := v.Duel
	switch v.Lacks {
	case LacksFewer:
		return fmt.Sprintf("with %s as sure and as soon, but %.0f %% fewer alerts for each person", d.Ours, 100*d.FewerPerPerson)
	case LacksFirst:
		return fmt.Sprintf("with %s as sure and %.0f %% fewer, but the first comes %s later", d.Ours, 100*d.FewerPerPerson, strings.TrimPrefix(sooner(d.FirstS), "+"))
	case LacksKept:
		return fmt.Sprintf("with %s as soon and %.0f %% fewer, but in time %s points", d.Ours, 100*d.FewerPerPerson, points(d.Kept))
	default:
		return fmt.Sprintf("closest comes %s: in time %s points, first %s, %.0f %% fewer", d.Ours, points(d.Kept), sooner(d.FirstS), 100*d.FewerPerPerson)
	}
}

// standard compares the setting the server runs with, for each needed seat.
func (r *Result) standard(w io.Writer) error {
	ours := -1
	for i := range r.Rows {
		if r.Rows[i].Policy == "fifteen" {
			ours = i
		}
	}
	if ours < 0 {
		_, err := fmt.Fprintln(w)
		return err
	}
	row := &r.Rows[ours]
	fmt.Fprintf(
		w, "\nas the server runs (fifteen, whoever is not needed is released): in time %s, first %s, %s alerts, %s a seat, %s surplus\n", percent(row.Kept),
		clock(row.FirstMedian.Value), figure(row.Alerts), figure(row.PerSeat), figure(row.Surplus),
	)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "against\tin time, points\tfirst\talerts a seat\tfewer\ttheir surplus\t")
	for i := range r.Duels {
		d := &r.Duels[i]
		if d.Ours == "fifteen" {
			other := r.row(d.Other)
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.0f%%\t%s\t\n", d.Other, points(d.Kept), sooner(d.FirstS), plain2(other.PerSeat), 100*d.FewerPerSeat, plain2(other.Surplus))
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// overview is one Markdown table: by how much fewer alerts for each person on
// the scene each fixed policy is dominated in each world.
func (c *Comparison) overview(w io.Writer) error {
	fmt.Fprint(w, "| fixed policy |")
	for i := range c.Results {
		world := &c.Results[i].World
		fmt.Fprintf(w, " %g/km², %.0f %%, %s |", world.Density, 100*world.Acceptance, worldNeeds(world))
	}
	fmt.Fprint(w, "\n|---|"+strings.Repeat("--:|", len(c.Results))+"\n")
	verdicts := make([][]Verdict, len(c.Results))
	for i := range c.Results {
		verdicts[i] = c.Results[i].Verdicts(Literal)
	}
	held, all := 0, 0
	for k := range verdicts[0] {
		fmt.Fprintf(w, "| %s |", verdicts[0][k].Other.Policy)
		for i := range verdicts {
			v := &verdicts[i][k]
			all++
			switch {
			case v.Duel == nil:
				fmt.Fprint(w, " |")
			case v.Dominated:
				held++
				fmt.Fprintf(w, " **%.0f %%** |", 100*v.Duel.FewerPerPerson)
			default:
				fmt.Fprintf(w, " %s |", v.short())
			}
		}
		fmt.Fprintln(w)
	}
	_, err := fmt.Fprintf(w, "\n%d of %d dominated; bold: by so many fewer alerts for each person on the scene.\n", held, all)
	return err
}

// short is what the closest setting lacks, in a table's cell.
func (v *Verdict) short() string {
	switch v.Lacks {
	case LacksFewer:
		return fmt.Sprintf("%.0f %%", 100*v.Duel.FewerPerPerson)
	case LacksFirst:
		return fmt.Sprintf("%.0f %%, %s", 100*v.Duel.FewerPerPerson, sooner(v.Duel.FirstS))
	default:
		return fmt.Sprintf("%.0f %%, %s, %+.1f points", 100*v.Duel.FewerPerPerson, sooner(v.Duel.FirstS), 100*v.Duel.Kept.Value)
	}
}

func worldNeeds(w *World) string {
	n := 0
	for _, x := range w.Needs {
		n += x.Count
	}
	return fmt.Sprintf("%d needed", n)
}

func points(e Estimate) string { return fmt.Sprintf("%+.1f ±%.1f", 100*e.Value, 50*(e.Hi-e.Lo)) }

// sooner is a difference of times; infinite if under one of the two half of the
// incidents see nobody.
func sooner(s float64) string {
	switch {
	case math.IsInf(s, -1):
		return "theirs never"
	case math.IsInf(s, 1):
		return "ours never"
	}
	return fmt.Sprintf("%+.0f s", s)
}

func plain2(e Estimate) string {
	if math.IsInf(e.Value, 0) || math.IsNaN(e.Value) {
		return "–"
	}
	return strconv.FormatFloat(e.Value, 'f', 2, 64)
}

// setting is one of ours without its first name.
func setting(name string) string {
	if _, settings, ok := strings.Cut(name, ":"); ok {
		return settings
	}
	return name
}
