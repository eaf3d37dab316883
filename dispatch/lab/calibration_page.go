package lab

// calibration_page.go: the calibration as one page that needs nothing else.

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed calibration.html
var gaugeText string

var gaugePage = template.Must(template.Must(template.New("calibration").Funcs(template.FuncMap{
	"part":   func(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) },
	"score":  func(x float64) string { return fmt.Sprintf("%.4f", x) },
	"widest": func(r Reliability) string { return r.widestWords() },
	"chart":  reliabilityChart,
}).Parse(styleText)).Parse(gaugeText))

// HTML writes the calibration as one self-contained page.
func (g *GaugeReport) HTML(w io.Writer) error {
	return gaugePage.Execute(w, struct {
		*GaugeReport
		AskingWithin, WaitingWithin string
		Enough                      int
	}{g, spell(askingWithin), spell(waitingWithin), EnoughClaims})
}

// reliabilityChart draws the tenths around the line on which as much came as was
// named.
func reliabilityChart(r Reliability, named, came string) template.HTML {
	enough, few := series{class: "ours"}, series{class: "few"}
	for _, t := range r.Tenths {
		if t.N == 0 {
			continue
		}
		p := point{
			x: t.Named, y: t.Came.Value, lo: t.Came.Lo, hi: t.Came.Hi,
			name: fmt.Sprint(t.N), detail: fmt.Sprintf("%d: %.1f %% %s, %.1f %% %s", t.N, 100*t.Named, named, 100*t.Came.Value, came),
		}
		if t.N < EnoughClaims {
			few.points = append(few.points, p)
		} else {
			enough.points = append(enough.points, p)
		}
	}
	unit := axis{lo: 0, hi: 1, ticks: evenly(0, 1, 5), label: inPercent}
	c := chart{x: unit, y: unit, series: []series{few, enough}, diagonal: true}
	c.x.name, c.y.name = named, came
	return c.svg()
}
