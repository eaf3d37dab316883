package main

// lab_test.go: the laboratory's flags: what is wrong is named, with what to say
// instead; and a short run of each kind writes what it should.

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLabFlags(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"--density many", "--density"},
		{"--density 0", "density must be above 0"},
		{"--acceptance 1.5", "acceptance must be between 0 and 1"},
		{"--needs wizard=1", "roles are"},
		{"--policies lottery:3", "none of everyone, nearest, waves, replace, fifteen"},
		{"--policies fifteen:speed=3", "settings are alert=PRICE"},
		{"--incidents 0", "incidents must be 1 to"},
		{"--replay-only EMS", "need --replay"},
		{"--calibration --compare", "name one of them"},
		{"--calibration --town 3", "leave --town out"},
		{"--calibration --policies nearest:5", "calibrate settings of fifteen only"},
		{"--csv /nowhere/at/all.csv", "/nowhere/at/all.csv"},
		{"extra", "takes flags only"},
	} {
		var out, errs bytes.Buffer
		err := labCommand(&out, &errs).ParseAndRun(context.Background(), append([]string{"--incidents", "2"}, strings.Fields(c.args)...))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.args, err, c.want)
		}
	}
}

func TestLabRuns(t *testing.T) {
	for args, want := range map[string]string{
		"":              "dominated by ours",
		"--compare":     "| fixed policy |",
		"--calibration": "saying yes, of those asked",
	} {
		dir := t.TempDir()
		files := []string{filepath.Join(dir, "lab.csv"), filepath.Join(dir, "lab.html")}
		line := append(strings.Fields(args), "--incidents", "5", "--density", "4", "--acceptance", "0.3", "--needs", "general=1", "--csv", files[0], "--html", files[1])
		var out, errs bytes.Buffer
		if err := labCommand(&out, &errs).ParseAndRun(context.Background(), line); err != nil {
			t.Fatalf("%s: %v", args, err)
		}
		if !strings.Contains(out.String(), want) || !strings.Contains(errs.String(), "100 %") {
			t.Errorf("%s: %s%s", args, errs.String(), out.String())
		}
		for _, name := range files {
			if b, err := os.ReadFile(name); err != nil || len(b) < 200 {
				t.Errorf("%s, %s: %d bytes, %v", args, name, len(b), err)
			}
		}
	}
}
