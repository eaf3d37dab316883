package main

// plans_test.go: a plans file is read as it is printed, and whatever is wrong
// in it is named.

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
)

func TestPrintedPlansAreReadAlike(t *testing.T) {
	var out bytes.Buffer
	if err := writePlans(&out, dispatch.Plans()); err != nil {
		t.Fatal(err)
	}
	got, err := readPlans(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range dispatch.Plans() {
		prices := dispatch.PricesFor(want.Priority)
		want.Prices = &prices // printed in full
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("%s: %+v, want %+v", want.Kind, got[i], want)
		}
	}
}

const firePlan = `{"kind":"fire","priority":"P2","deadline":"20m","activation":{"mode":"countdown","after":"45s"},
	"needs":[{"role":"general","count":3}],"prices":{"alert":2.5}}`

func TestPlansOfAFile(t *testing.T) {
	plans, err := readPlans([]byte(`{"plans":[` + firePlan + `]}`))
	if err != nil || len(plans) != len(dispatch.Plans()) {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	prices := dispatch.PricesFor(dispatch.P2)
	prices.Alert = 2.5
	want := dispatch.Plan{
		Kind: dispatch.KindFire, Priority: dispatch.P2, Deadline: 20 * time.Minute, Needs: []dispatch.Need{{Role: dispatch.RoleGeneral, Count: 3}},
		Activation: dispatch.Activation{Mode: dispatch.ActivateCountdown, After: 45 * time.Second}, Prices: &prices,
	}
	if !reflect.DeepEqual(plans[3], want) {
		t.Errorf("fire is %+v, want %+v", plans[3], want)
	}
	for file, faults := range map[string][]string{
		``: {"empty"}, `[]`: {"object"}, `{"plans":[]}`: {"no plans"}, `{"plans":[{}]}`: {"plans[0]", "deadline"},
		`{"plans":[{"kind":"war","deadline":"1m"}]}`:                                   {"plans[0]", "kind", `"war"`},
		`{"plans":[` + firePlan + `,` + firePlan + `]}`:                                {"fire", "two plans"},
		`{"plans":[` + strings.Replace(firePlan, "20m", "20", 1) + `]}`:                {"fire.deadline", "15m"},
		`{"plans":[` + strings.Replace(firePlan, "45s", "30m", 1) + `]}`:               {"fire.activation.after", "20m0s"},
		`{"plans":[` + strings.Replace(firePlan, "45s", "soon", 1) + `]}`:              {"fire.activation.after", "soon"},
		`{"plans":[` + strings.Replace(firePlan, "alert", "alarm", 1) + `]}`:           {"plans[0].prices.alarm", "not a known field"},
		`{"plans":[` + strings.Replace(firePlan, "2.5", "-1", 1) + `]}`:                {"fire.prices.alert"},
		`{"plans":[` + strings.Replace(firePlan, `"count":3`, `"count":"3"`, 1) + `]}`: {"plans[0].needs[0].count"},
		`{"plans":[` + strings.Replace(firePlan, `general`, `pilot`, 1) + `]}`:         {"fire.needs[0].role", "pilot"},
	} {
		_, err := readPlans([]byte(file))
		for _, fault := range faults {
			if err == nil || !strings.Contains(err.Error(), fault) {
				t.Errorf("%s: %v does not name %q", file, err, fault)
			}
		}
	}
}

// A server with a plans file lists its plans, and opens by them.
func TestServerWithPlans(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plans.json")
	if err := os.WriteFile(file, []byte(`{"plans":[`+firePlan+`]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	r := startRig(t, func(s *settings) { s.plans = file })
	var listed struct {
		Plans []struct {
			Kind, Activation string
			After            int `json:"after_s"`
		}
	}
	r.must("GET", "/v1/plans", nil, &listed)
	if p := listed.Plans[3]; p.Kind != "fire" || p.Activation != "countdown" || p.After != 45 {
		t.Errorf("listed %+v", p)
	}
	var v, other dispatch.View
	r.must("POST", "/v1/incidents", map[string]any{"kind": "fire", "position": square}, &v)
	if v.Auto || v.ActivateAt.Sub(v.OpenedAt) != 45*time.Second || v.Prices == nil || v.Prices.Alert != 2.5 || v.Priority != dispatch.P2 {
		t.Errorf("opened %+v", v.Incident)
	}
	r.must("POST", "/v1/incidents", map[string]any{"kind": "fire", "position": square, "priority": "P1"}, &other)
	if other.Prices != nil {
		t.Error("a P1 has the prices of the plan's P2")
	}
	if _, err := (&settings{plans: file + "x"}).openPlans(); err == nil || !strings.Contains(err.Error(), "--plans") {
		t.Errorf("a missing file: %v", err)
	}
}
