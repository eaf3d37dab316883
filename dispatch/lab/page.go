package lab

// page.go: a report as one page that needs nothing else.

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
)

//go:embed page.html
var pageText string

//go:embed style.html
var styleText string

var page = template.Must(template.Must(template.New("page").Funcs(template.FuncMap{
	"percent": percent, "figure": figure, "frontier": frontierChart, "first": firstChart, "firstSeat": firstSeatChart, "calibration": calibrationCharts,
	"clock":    func(e Estimate) string { return clock(e.Value) },
	"measures": func() []Measure { return Measures[:] },
	"best": func(r Result, other string, m Measure) string {
		v := r.verdict(r.row(other), m)
		switch {
		case v.Duel == nil:
			return "–"
		case v.Dominated:
			return fmt.Sprintf("%s: %s points, %s, %.0f %% fewer", setting(v.Duel.Ours), points(v.Duel.Kept), sooner(v.Duel.FirstS), 100*m.Fewer(v.Duel))
		}
		return fmt.Sprintf("✗ closest %s: %s points, %s, %.0f %% fewer", setting(v.Duel.Ours), points(v.Duel.Kept), sooner(v.Duel.FirstS), 100*m.Fewer(v.Duel))
	},
}).Parse(styleText)).Parse(pageText))

// HTML writes a report as one self-contained page.
func (r *Report) HTML(w io.Writer) error { return page.Execute(w, r) }

// counted is a way of counting alerts that policies are laid out by.
type counted struct {
	name, unit string
	of         func(*Row) Estimate
}

var (
	byPerson = counted{"alerts for each person on the scene in time, needed or not", "a person", func(r *Row) Estimate { return r.PerPerson }}
	bySeat   = counted{"alerts for each needed person on the scene in time", "a seat", func(r *Row) Estimate { return r.PerSeat }}
)

func (k *counted) axis(rows []Row) axis {
	a := axis{name: k.name, lo: 1, hi: 10, log: true, label: short}
	for i := range rows {
		if v := k.of(&rows[i]).Value; !math.IsInf(v, 0) {
			a.hi = max(a.hi, v*1.2)
		}
	}
	for ten := 1.0; ten <= a.hi; ten *= 10 {
		for _, t := range []float64{1, 2, 3, 5, 7} {
			if t*ten <= a.hi {
				a.ticks = append(a.ticks, t*ten)
			}
		}
	}
	return a
}

func short(v float64) string     { return fmt.Sprintf("%g", v) }
func inPercent(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }

// evenly is n+1 ticks from lo to hi.
func evenly(lo, hi float64, n int) []float64 {
	out := make([]float64, n+1)
	for i := range out {
		out[i] = lo + (hi-lo)*float64(i)/float64(n)
	}
	return out
}

// bothKinds are our settings, joined from few alerts to many, and the others.
func (k *counted) bothKinds(r *Result, y func(*Row) Estimate, say func(Estimate) string) []series {
	ours, others, standard := series{class: "ours", line: true}, series{class: "others"}, series{class: "ours"}
	tried := series{class: "few"}
	for i := range r.Tried {
		row := &r.Tried[i]
		tried.points = append(tried.points, point{x: k.of(row).Value, y: y(row).Value, detail: fmt.Sprintf("%s, on the pilot: %s alerts %s, %s", row.Policy, figure(k.of(row)), k.unit, say(y(row)))})
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		p := point{x: k.of(row).Value, y: y(row).Value, detail: fmt.Sprintf("%s: %s alerts %s, %s", row.Policy, figure(k.of(row)), k.unit, say(y(row)))}
		switch {
		case row.Policy == "fifteen": // releases people, so that it is not on the same line
			p.name = row.Policy
			standard.points = append(standard.points, p)
		case row.Ours:
			ours.points = append(ours.points, p)
		default:
			p.name = row.Policy
			others.points = append(others.points, p)
		}
	}
	slices.SortStableFunc(ours.points, func(a, b point) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	return []series{tried, others, ours, standard}
}

func frontierChart(r Result) template.HTML {
	lo := 1.0
	for i := range r.Rows {
		lo = min(lo, math.Floor(r.Rows[i].Kept.Value*10)/10)
	}
	lo = min(lo, 0.9)
	c := chart{
		x: byPerson.axis(r.Rows), y: axis{name: "all needs filled in time", lo: lo, hi: 1, ticks: evenly(lo, 1, 5), label: inPercent},
		series: byPerson.bothKinds(&r, func(row *Row) Estimate { return row.Kept }, percent),
	}
	return c.svg()
}

func firstChart(r Result) template.HTML     { return firstBy(&byPerson, r) }
func firstSeatChart(r Result) template.HTML { return firstBy(&bySeat, r) }

func firstBy(k *counted, r Result) template.HTML {
	lo, hi := math.Inf(1), 60.0
	for i := range r.Rows {
		if v := r.Rows[i].FirstMedian.Value; !math.IsInf(v, 0) {
			lo, hi = min(lo, math.Floor(v/60)*60), max(hi, math.Floor(v/60)*60+60)
		}
	}
	lo = min(lo, hi-60)
	c := chart{
		x: k.axis(r.Rows), y: axis{name: "median first arrival", lo: lo, hi: hi, ticks: evenly(lo, hi, int((hi-lo)/60)), label: clock},
		series: k.bothKinds(&r, func(row *Row) Estimate { return row.FirstMedian }, func(e Estimate) string { return clock(e.Value) }),
	}
	return c.svg()
}

// calibrationChart is one of our settings, promised against kept.
type calibrationChart struct {
	Policy, When string
	Calibration
	Chart template.HTML
}

// calibrationCharts are those of our first setting.
func calibrationCharts(r Result) []calibrationChart {
	var out []calibrationChart
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Calibration == nil {
			continue
		}
		for k, c := range row.Calibration {
			s := series{class: "ours", line: true}
			for _, t := range c.Tenths {
				if t.N > 0 {
					s.points = append(s.points, point{x: t.Promised, y: t.Kept, name: fmt.Sprint(t.N), detail: fmt.Sprintf("%d incidents: %.1f %% promised, %.1f %% kept", t.N, 100*t.Promised, 100*t.Kept)})
				}
			}
			unit := axis{lo: 0, hi: 1, ticks: evenly(0, 1, 5), label: inPercent}
			ch := chart{x: unit, y: unit, series: []series{s}, diagonal: true}
			ch.x.name, ch.y.name = "promised", "kept"
			out = append(out, calibrationChart{row.Policy, gaugedWords[k], c, ch.svg()})
		}
		break
	}
	return out
}
