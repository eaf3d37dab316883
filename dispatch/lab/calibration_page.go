package lab

// calibration_page.go: the calibration as one page that needs nothing else.

import (
	_ "embed"
	"html/template"
)

//go:embed calibration.html
var gaugeText string

var gaugePage = template.Must(template.New("calibration").Parse(gaugeText))
