package page

// template.go: the page's files, parsed once.

import (
	_ "embed"
	"html/template"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	css template.CSS
	//go:embed page.js
	js template.JS

	templates = template.Must(template.New("").Parse(pageHTML))
)
