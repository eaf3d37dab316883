package lab

// parse.go: policies as they are written on the command line.

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fifteen/dispatch"
)

// DefaultPolicies are the ways of asking that published systems use, and ours.
const DefaultPolicies = "everyone:400m everyone:800m everyone:1000m " +
	"nearest:5 nearest:10 nearest:20 waves:3/30s replace:7 replace:7/30s fifteen"

// Frontier is our own settings from few texts to many: what a minute until the
// first person costs is raised, and nobody who says yes is turned back.
const Frontier = "fifteen:first=3,filled=0,journey=0 fifteen:first=6,filled=0,journey=0 fifteen:first=12,filled=0,journey=0 " +
	"fifteen:first=25,filled=0,journey=0 fifteen:first=50,filled=0,journey=0 fifteen:first=100,filled=0,journey=0 " +
	"fifteen:first=200,filled=0,journey=0 fifteen:first=400,filled=0,journey=0"

// Sweep is the frontier at chances aimed at from low to high: those who aim low
// do not ask many for the last seat, as no fixed policy does.
func Sweep() string {
	var list []string
	for _, target := range []string{"0.1", "0.5", "0.9", "0.95", "0.99"} {
		for _, first := range []string{"4", "8", "16", "32", "64", "128", "256", "512"} {
			list = append(list, "fifteen:target="+target+",first="+first+",filled=0,journey=0")
		}
	}
	return strings.Join(list, " ")
}

// ParsePolicies reads policies separated by spaces; "default", "frontier",
// "sweep" and "calibration" stand for the lists of those names. A policy named twice counts once.
func ParsePolicies(text string) ([]Policy, error) {
	var out []Policy
	seen := map[string]bool{}
	for _, word := range strings.Fields(text) {
		many := []Policy(nil)
		var err error
		switch word {
		case "default":
			many, err = ParsePolicies(DefaultPolicies)
		case "frontier":
			many, err = ParsePolicies(Frontier)
		case "sweep":
			many, err = ParsePolicies(Sweep())
		case "calibration":
			many, err = ParsePolicies(CalibrationPolicies)
		default:
			var p Policy
			p, err = ParsePolicy(word)
			many = []Policy{p}
		}
		if err != nil {
			return nil, err
		}
		for _, p := range many {
			if !seen[p.Name()] {
				seen[p.Name()] = true
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("name at least one policy, for example %q", "default")
	}
	return out, nil
}

// ParsePolicy reads one policy: everyone:RADIUSm, nearest:N, waves:N/EVERY,
// replace:N, replace:N/SILENCE, fifteen, fifteen:alert=X,target=P,priority=P1.
func ParsePolicy(text string) (Policy, error) {
	wrong := func(form string) (Policy, error) {
		return nil, fmt.Errorf("policy %q: say %s", text, form)
	}
	name, rest, _ := strings.Cut(text, ":")
	count, every, timed := strings.Cut(rest, "/")
	n, err := strconv.Atoi(count)
	counted := err == nil && n >= 1 && n <= 1000
	d, err := time.ParseDuration(every)
	if timed && (err != nil || d < time.Second) {
		counted = false
	}
	switch name {
	case "everyone":
		r, err := strconv.ParseFloat(strings.TrimSuffix(rest, "m"), 64)
		if err != nil || !(r > 0 && r <= 3600) {
			return wrong("everyone:RADIUS in meters up to 3600, for example everyone:800m")
		}
		return Everyone{RadiusM: r}, nil
	case "nearest":
		if !counted || timed {
			return wrong("nearest:N, for example nearest:10")
		}
		return Nearest{N: n}, nil
	case "waves":
		if !counted || !timed {
			return wrong("waves:N/TIME, for example waves:3/30s")
		}
		return Waves{N: n, Every: d}, nil
	case "replace":
		if !counted {
			return wrong("replace:N or replace:N/SILENCE, for example replace:7/30s")
		}
		return Replace{N: n, Silence: d}, nil
	case "fifteen":
		if rest == "" {
			return &Fifteen{}, nil
		}
		f := &Fifteen{}
		for _, set := range strings.Split(rest, ",") {
			if !f.set(set) {
				return wrong("fifteen or fifteen:SETTING,…; settings are alert=PRICE, first=PRICE, filled=PRICE, journey=PRICE, target=CHANCE, priority=P1…P4")
			}
		}
		return f, nil
	}
	return nil, fmt.Errorf("policy %q is none of everyone, nearest, waves, replace, fifteen", text)
}

// set takes one setting of ours.
func (f *Fifteen) set(text string) bool {
	name, value, _ := strings.Cut(text, "=")
	x, err := strconv.ParseFloat(value, 64)
	switch name {
	case "alert":
		f.Alert = x
		return err == nil && x > 0 && x <= 1000
	case "target":
		f.Target = x
		return err == nil && x > 0 && x < 1
	case "first", "filled", "journey":
		*map[string]**float64{"first": &f.First, "filled": &f.Filled, "journey": &f.Journey}[name] = &x
		return err == nil && x >= 0 && x <= 1000
	case "priority":
		f.Priority = dispatch.Priority(value)
		return f.Priority.Valid()
	}
	return false
}

// ParseNeeds reads what is needed: a kind of incident, for what its response
// plan has (cardiac_arrest), or counts of roles joined by "+"
// (medical_rescue=2+general=1).
func ParseNeeds(text string) (dispatch.Kind, []dispatch.Need, error) {
	if plan, ok := dispatch.PlanFor(dispatch.Kind(text)); ok {
		return plan.Kind, plan.Needs, nil
	}
	var needs []dispatch.Need
	for _, part := range strings.Split(text, "+") {
		role, count, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(count)
		need := dispatch.Need{Role: dispatch.Role(role), Count: n}
		if err != nil || n < 1 || n > dispatch.MaxPerNeed || !need.Role.Valid() {
			return "", nil, fmt.Errorf("needs %q: say a kind of incident, or counts of roles like medical_rescue=2+general=1; roles are %v", text, dispatch.Roles())
		}
		for _, other := range needs {
			if other.Role == need.Role {
				return "", nil, fmt.Errorf("needs %q: %s is named twice", text, role)
			}
		}
		needs = append(needs, need)
	}
	return dispatch.KindOtherEmergency, needs, nil
}
