package lab

// chart.go: small charts as inline SVG.

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"
)

// chart is a plot of points with named axes.
type chart struct {
	x, y   axis
	series []series
	// diagonal draws the line on which both coordinates are equal.
	diagonal bool
}

// axis is one direction of a chart.
type axis struct {
	name   string
	lo, hi float64
	ticks  []float64
	label  func(float64) string
	log    bool
}

// series is points of one kind; line joins them in their order.
type series struct {
	class  string
	line   bool
	points []point
}

type point struct {
	x, y   float64
	lo, hi float64 // of y, drawn as a bar if they differ
	name   string  // beside the point
	detail string  // when pointed at
}

// The drawing in units of the view box: its size and the room for the axes.
const (
	chartW, chartH       = 520.0, 320.0
	chartLeft, chartFoot = 52.0, 40.0
	chartTop, chartRight = 16.0, 24.0
)

// part is where a value lies between an axis's ends, 0 to 1.
func (a *axis) part(v float64) float64 {
	lo, hi := a.lo, a.hi
	if a.log {
		v, lo, hi = math.Log(v), math.Log(lo), math.Log(hi)
	}
	return min(1, max(0, (v-lo)/(hi-lo)))
}

func (c *chart) at(x, y float64) (px, py float64) {
	return chartLeft + c.x.part(x)*(chartW-chartLeft-chartRight), chartH - chartFoot - c.y.part(y)*(chartH-chartFoot-chartTop)
}

// svg draws the chart; values that are not finite are left out.
func (c *chart) svg() template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %g %g" role="img" aria-label="%s">`, chartW, chartH, html.EscapeString(c.y.name+" against "+c.x.name))
	for _, t := range c.x.ticks {
		px, py := c.at(t, c.y.lo)
		fmt.Fprintf(&b, `<path class="grid" d="M%.1f %.1fV%.1f"/><text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, px, py, chartTop, px, py+14, c.x.label(t))
	}
	for _, t := range c.y.ticks {
		px, py := c.at(c.x.lo, t)
		fmt.Fprintf(&b, `<path class="grid" d="M%.1f %.1fH%.1f"/><text x="%.1f" y="%.1f" text-anchor="end">%s</text>`, px, py, chartW-chartRight, px-5, py+4, c.y.label(t))
	}
	fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, (chartLeft+chartW-chartRight)/2, chartH-6, html.EscapeString(c.x.name))
	fmt.Fprintf(&b, `<text transform="translate(12 %.1f) rotate(-90)" text-anchor="middle">%s</text>`, (chartTop+chartH-chartFoot)/2, html.EscapeString(c.y.name))
	if c.diagonal {
		x0, y0 := c.at(c.x.lo, c.x.lo)
		x1, y1 := c.at(c.x.hi, c.x.hi)
		fmt.Fprintf(&b, `<path class="diagonal" d="M%.1f %.1fL%.1f %.1f"/>`, x0, y0, x1, y1)
	}
	var taken []box // names, and the points they must not cover
	for _, s := range c.series {
		for _, p := range s.points {
			if p.name == "" {
				continue // may be covered
			}
			x, y := c.at(p.x, p.y)
			taken = append(taken, box{x - 4, y - 4, 8, 8})
		}
	}
	for _, s := range c.series {
		c.draw(&b, s, &taken)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) //nolint:gosec // every word in it is escaped above
}

func (c *chart) draw(b *strings.Builder, s series, taken *[]box) {
	var path, dots strings.Builder
	for _, p := range s.points {
		if math.IsInf(p.x, 0) || math.IsNaN(p.x) || math.IsInf(p.y, 0) || math.IsNaN(p.y) {
			continue
		}
		x, y := c.at(p.x, p.y)
		step := "L"
		if path.Len() == 0 {
			step = "M"
		}
		fmt.Fprintf(&path, "%s%.1f %.1f", step, x, y)
		if p.lo != p.hi {
			_, y0 := c.at(p.x, p.lo)
			_, y1 := c.at(p.x, p.hi)
			fmt.Fprintf(&dots, `<path class="bar" d="M%.1f %.1fV%.1f"/>`, x, y0, y1)
		}
		fmt.Fprintf(&dots, `<circle cx="%.1f" cy="%.1f" r="3.5"><title>%s</title></circle>`, x, y, html.EscapeString(p.detail))
		if p.name != "" {
			l := label(x, y, p.name, taken)
			fmt.Fprintf(&dots, `<text x="%.1f" y="%.1f">%s</text>`, l.x, l.y+l.h-2, html.EscapeString(p.name))
		}
	}
	fmt.Fprintf(b, `<g class="%s">`, html.EscapeString(s.class))
	if s.line {
		fmt.Fprintf(b, `<path class="line" d="%s"/>`, path.String())
	}
	b.WriteString(dots.String() + "</g>")
}

// box is a rectangle; x and y are its upper left corner.
type box struct{ x, y, w, h float64 }

func (a box) touches(b box) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

// label finds room for a name near a point: beside it, else ever farther above
// and below.
func label(x, y float64, name string, taken *[]box) box {
	l := box{w: 6.4 * float64(len([]rune(name))), h: 11}
	for try := range 24 {
		l.x = x + 6
		if (try%2 == 1) != (l.x+l.w > chartW) {
			l.x = x - 6 - l.w
		}
		far := float64((try/2 + 1) / 2 * 10)
		if (try/2)%2 == 1 {
			far = -far
		}
		l.y = y - 7 + far
		free := l.y > 0 && l.y+l.h < chartH-chartFoot && l.x > chartLeft && l.x+l.w < chartW
		for _, other := range *taken {
			free = free && !l.touches(other)
		}
		if free {
			break
		}
	}
	*taken = append(*taken, l)
	return l
}
