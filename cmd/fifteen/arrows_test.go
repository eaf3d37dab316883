package main

// arrows_test.go: who may import whom, as the README draws it.

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows names, for each package or tree ("…/..."), what of this module and
// which guarded libraries it may import directly. The first match counts.
var arrows = []struct {
	from string
	may  []string
}{
	{"fifteen/cmd/...", []string{"fifteen/...", "go-redis"}},
	{"fifteen/dispatch", nil},
	{"fifteen/dispatch/redisstore/...", []string{"fifteen/dispatch", "fifteen/dispatch/redisstore", "go-redis"}},
	{"fifteen/dispatch/corps", []string{"fifteen/dispatch"}},
	{"fifteen/dispatch/lab", []string{"fifteen/dispatch"}},
	{"fifteen/geo", nil},
	{"fifteen/geo/extract", []string{"fifteen/geo"}},
	{"fifteen/geo/flat", nil},
	{"fifteen/geo/road", []string{"fifteen/geo", "fifteen/geo/extract", "fifteen/geo/flat"}},
	{"fifteen/geo/tile", []string{"fifteen/geo", "fifteen/geo/extract", "fifteen/geo/flat"}},
	{"fifteen/geo/place", []string{"fifteen/geo", "fifteen/geo/extract", "fifteen/geo/flat"}},
	{"fifteen/geo/isochrone", []string{"fifteen/geo"}},
	{"fifteen/geo/city", []string{
		"fifteen/dispatch", "fifteen/geo", "fifteen/geo/extract", "fifteen/geo/flat", "fifteen/geo/isochrone",
		"fifteen/geo/place", "fifteen/geo/road", "fifteen/geo/tile",
	}},
	{"fifteen/geo/redisgeo", []string{"fifteen/dispatch", "fifteen/geo", "go-redis"}},
	{"fifteen/notify", []string{"fifteen/dispatch"}},
	{"fifteen/notify/twilio/fake", []string{"fifteen/notify", "fifteen/notify/twilio", "fifteen/dispatch"}},
	{"fifteen/notify/twilio", []string{"fifteen/dispatch", "fifteen/notify", "twilio-go"}},
	{"fifteen/notify/...", []string{"fifteen/dispatch", "fifteen/notify"}},
	{"fifteen/web/live", []string{"fifteen/dispatch", "gorilla/websocket"}},
	{"fifteen/web/ui", nil},
	{"fifteen/web/...", []string{"fifteen/dispatch", "fifteen/dispatch/corps", "fifteen/geo", "fifteen/geo/isochrone", "fifteen/geo/place", "fifteen/web/..."}},
}

// guarded are libraries spoken in one place only.
var guarded = map[string]string{
	"go-redis": "github.com/redis/go-redis", "twilio-go": "github.com/twilio/twilio-go", "gorilla/websocket": "github.com/gorilla/websocket",
}

func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "fifteen/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		from := fields[0]
		i := slices.IndexFunc(arrows, func(a struct {
			from string
			may  []string
		},
		) bool {
			return within(from, a.from)
		})
		if i < 0 {
			t.Errorf("%s stands in no arrow: add its rule", from)
			continue
		}
		for _, to := range fields[1:] {
			if name := ruled(to); name != "" && !slices.ContainsFunc(arrows[i].may, func(m string) bool { return within(name, m) }) {
				t.Errorf("%s imports %s", from, to)
			}
		}
	}
}

// The domain needs the standard library and orb's root package only.
func TestDomainIsPure(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "fifteen/dispatch").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range strings.Fields(string(out)) {
		if dep != "fifteen/dispatch" && dep != "github.com/paulmach/orb" {
			t.Errorf("dispatch depends on %s", dep)
		}
	}
}

// ruled is the name under which an import is ruled, "" if it is free.
func ruled(path string) string {
	for name, prefix := range guarded {
		if strings.HasPrefix(path, prefix) {
			return name
		}
	}
	if strings.HasPrefix(path, "fifteen/") {
		return path
	}
	return ""
}

func within(path, rule string) bool {
	if tree, ok := strings.CutSuffix(rule, "/..."); ok {
		return path == tree || strings.HasPrefix(path, tree+"/")
	}
	return path == rule
}
