package lab

// table.go: a report for the terminal and as CSV.

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// Table writes a report for a terminal.
func (r *Report) Table(w io.Writer) error {
	for i := range r.Results {
		res := &r.Results[i]
		if _, err := fmt.Fprintf(w, "%s\n%d incidents each, seed %d; ± is half of the 95 %% confidence interval\n\n", res.World, r.Incidents, r.Seed); err != nil {
			return err
		}
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprint(t, "policy\tfirst ≤5 min\t≤10\t≤15\tall filled in time\tfirst, median\tp90\talerts\tper person\tper arrival\tper seat\tsurplus\tcalled back\t")
		if r.Town != nil {
			fmt.Fprint(t, "load Gini\t")
		}
		fmt.Fprintln(t)
		for k := range res.Rows {
			row := &res.Rows[k]
			fmt.Fprintf(
				t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t", row.Policy,
				percent(row.FirstBy[0]), percent(row.FirstBy[1]), percent(row.FirstBy[2]), percent(row.Kept),
				clock(row.FirstMedian.Value), clock(row.FirstP90.Value), figure(row.Alerts),
				figure(row.PerPerson), figure(row.PerArrived), figure(row.PerSeat), figure(row.Surplus), figure(row.CalledBack),
			)
			if r.Town != nil {
				fmt.Fprintf(t, "%.2f\t", row.LoadGini)
			}
			fmt.Fprintln(t)
		}
		if err := t.Flush(); err != nil {
			return err
		}
		res.promises(w)
		res.verdicts(w)
		fmt.Fprintln(w)
	}
	return nil
}

// promises writes what our first setting promised early, and what was kept with
// the policy going on.
func (r *Result) promises(w io.Writer) {
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Calibration == nil {
			continue
		}
		for k, c := range row.Calibration {
			fmt.Fprintf(
				w, "%s, promise %s: %.1f %% promised, %.1f %% kept, Brier %.4f (always the average: %.4f)\n",
				row.Policy, gaugedWords[k], 100*c.Promised, 100*c.Kept, c.Brier, c.Reference,
			)
		}
		fmt.Fprintln(w, "  (it counts on those asked so far; more is kept, since others are asked later; --calibration tests it)")
		return
	}
}

var gaugedWords = [2]string{"after the first wave", "after a minute"}

// verdicts writes which other policies are dominated, and by which setting.
func (r *Result) verdicts(w io.Writer) {
	if len(r.Duels) == 0 {
		return
	}
	for _, m := range Measures {
		var free []string
		fmt.Fprintf(w, "dominated by ours, alerts counted %s:\n", m.Words)
		for i := range r.Rows {
			row := &r.Rows[i]
			if row.Ours {
				continue
			}
			d := r.Best(row.Policy, m.Dominates)
			if d == nil {
				free = append(free, row.Policy)
				continue
			}
			fmt.Fprintf(
				w, "  %s by %s: in time %+.1f points (%+.1f to %+.1f), first %+.0f s, %.0f %% fewer alerts\n",
				row.Policy, d.Ours, 100*d.Kept.Value, 100*d.Kept.Lo, 100*d.Kept.Hi, d.FirstS, 100*m.Fewer(d),
			)
		}
		if len(free) > 0 {
			fmt.Fprintf(w, "  not dominated: %s\n", strings.Join(free, ", "))
		}
	}
}

func percent(e Estimate) string {
	return fmt.Sprintf("%.1f%% ±%.1f", 100*e.Value, 50*(e.Hi-e.Lo))
}

func figure(e Estimate) string {
	if math.IsInf(e.Value, 0) || math.IsNaN(e.Value) {
		return "–"
	}
	return fmt.Sprintf("%.2f ±%.2f", e.Value, (e.Hi-e.Lo)/2)
}

// clock is seconds as minutes and seconds; "never" if infinite.
func clock(s float64) string {
	if math.IsInf(s, 0) {
		return "never"
	}
	d := time.Duration(math.Round(s)) * time.Second
	return fmt.Sprintf("%d:%02d", d/time.Minute, d%time.Minute/time.Second)
}

// csvHead are the columns of the CSV. Times are in seconds; what never
// happened is empty; each figure is followed by the ends of its interval.
var csvHead = []string{
	"first_by_5", "first_by_10", "first_by_15", "filled_in_time", "first_median_s", "first_p90_s",
	"alerts", "alerts_per_person_in_time", "alerts_per_arrival", "alerts_per_seat", "surplus", "called_back",
}

// CSV writes a report as CSV, a line for each policy in each world.
func (r *Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	head := []string{"density_km2", "acceptance", "kind", "needs", "incidents", "seed", "policy"}
	for _, h := range csvHead {
		head = append(head, h, h+"_lo", h+"_hi")
	}
	head = append(head, "load_gini", "promised_first", "brier_first", "promised_minute", "brier_minute")
	_ = out.Write(head) // Flush tells of errors
	for i := range r.Results {
		world := &r.Results[i].World
		for k := range r.Results[i].Rows {
			row := &r.Results[i].Rows[k]
			line := []string{
				number(world.Density), number(world.Acceptance), string(world.Kind), needs(world),
				strconv.Itoa(r.Incidents), strconv.FormatUint(r.Seed, 10), row.Policy,
			}
			for _, e := range []Estimate{
				row.FirstBy[0], row.FirstBy[1], row.FirstBy[2], row.Kept, row.FirstMedian, row.FirstP90,
				row.Alerts, row.PerPerson, row.PerArrived, row.PerSeat, row.Surplus, row.CalledBack,
			} {
				line = append(line, number(e.Value), number(e.Lo), number(e.Hi))
			}
			line = append(line, number(row.LoadGini))
			if c := row.Calibration; c != nil {
				line = append(line, number(c[0].Promised), number(c[0].Brier), number(c[1].Promised), number(c[1].Brier))
			} else {
				line = append(line, "", "", "", "")
			}
			_ = out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}

func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

func needs(w *World) string {
	s := ""
	for i, n := range w.Needs {
		if i > 0 {
			s += "+"
		}
		s += fmt.Sprintf("%d %s", n.Count, n.Role)
	}
	return s
}
