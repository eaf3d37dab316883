package main

// plans.go: response plans from a file. The file is JSON, read strictly: every
// fault is named with its place, and a plan that contradicts itself stops the
// server before it starts.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/peterbourgon/ff/v3/ffcli"

	"fifteen/dispatch"
	"fifteen/web/strict"
)

// plansFile is the format. Durations are written with their unit ("15m").
type plansFile struct {
	Plans []planEntry `json:"plans"`
}

type planEntry struct {
	Kind       string          `json:"kind"`
	Priority   string          `json:"priority"`
	Deadline   string          `json:"deadline"`
	Activation activationEntry `json:"activation"`
	Needs      []needEntry     `json:"needs"`
	Prices     *pricesEntry    `json:"prices,omitempty"`
}

type activationEntry struct {
	Mode  string `json:"mode"`
	After string `json:"after,omitempty"`
}

type needEntry struct {
	Role  string `json:"role"`
	Count int    `json:"count"`
}

// pricesEntry: what is left out is the standard of the priority.
type pricesEntry struct {
	FirstMinute  *float64 `json:"first_minute,omitempty"`
	FilledMinute *float64 `json:"filled_minute,omitempty"`
	Alert        *float64 `json:"alert,omitempty"`
	Journey      *float64 `json:"journey,omitempty"`
	Target       *float64 `json:"target,omitempty"`
}

// openPlans reads the file that --plans names; nil without one: the built-in
// plans.
func (s *settings) openPlans() ([]dispatch.Plan, error) {
	if s.plans == "" {
		return nil, nil
	}
	data, err := os.ReadFile(s.plans)
	if err != nil {
		return nil, fmt.Errorf("--plans: %w", err)
	}
	plans, err := readPlans(data)
	if err != nil {
		return nil, fmt.Errorf("--plans %s: %w; fifteen plans prints a file to begin with", s.plans, err)
	}
	return plans, nil
}

// readPlans are the built-in plans with those of the file in the place of the
// same kinds.
func readPlans(data []byte) ([]dispatch.Plan, error) {
	var file plansFile
	if err := strict.Bytes(data, &file); err != nil {
		return nil, err
	}
	if len(file.Plans) == 0 {
		return nil, errors.New(`it holds no plans: write {"plans": [ … ]}`)
	}
	list := make([]dispatch.Plan, len(file.Plans))
	for i := range file.Plans {
		p, err := file.Plans[i].plan()
		if err != nil {
			return nil, fmt.Errorf("plans[%d]: %w", i, err)
		}
		list[i] = p
	}
	return dispatch.ReplacePlans(list)
}

// plan is the entry as the dispatcher knows it.
func (e *planEntry) plan() (dispatch.Plan, error) {
	p := dispatch.Plan{
		Kind: dispatch.Kind(e.Kind), Priority: dispatch.Priority(e.Priority),
		Activation: dispatch.Activation{Mode: dispatch.ActivationMode(e.Activation.Mode)},
	}
	for _, n := range e.Needs {
		p.Needs = append(p.Needs, dispatch.Need{Role: dispatch.Role(n.Role), Count: n.Count})
	}
	at := ""
	if e.Kind != "" {
		at = e.Kind + "."
	}
	var err error
	if p.Deadline, err = span(at+"deadline", e.Deadline); err != nil {
		return p, err
	}
	if e.Activation.After != "" {
		if p.Activation.After, err = span(at+"activation.after", e.Activation.After); err != nil {
			return p, err
		}
	}
	if e.Prices != nil {
		standard := dispatch.PricesFor(p.Priority)
		for _, f := range []struct {
			given *float64
			to    *float64
		}{
			{e.Prices.FirstMinute, &standard.FirstMinute},
			{e.Prices.FilledMinute, &standard.FilledMinute},
			{e.Prices.Alert, &standard.Alert},
			{e.Prices.Journey, &standard.Journey},
			{e.Prices.Target, &standard.Target},
		} {
			if f.given != nil {
				*f.to = *f.given
			}
		}
		p.Prices = &standard
	}
	return p, p.Validate()
}

// span reads a duration such as "15m".
func span(field, text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, dispatch.Invalid(field, "%.40q is no time: write one with its unit, such as 90s, 15m or 1h30m", text)
	}
	return d, nil
}

// writePlans writes plans in the format that readPlans reads.
func writePlans(w io.Writer, plans []dispatch.Plan) error {
	var file plansFile
	for _, p := range plans {
		prices := dispatch.PricesFor(p.Priority)
		if p.Prices != nil {
			prices = *p.Prices
		}
		e := planEntry{
			Kind: string(p.Kind), Priority: string(p.Priority), Deadline: short(p.Deadline),
			Activation: activationEntry{Mode: string(p.Activation.Mode)},
			Prices:     &pricesEntry{&prices.FirstMinute, &prices.FilledMinute, &prices.Alert, &prices.Journey, &prices.Target},
		}
		if p.Activation.After > 0 {
			e.Activation.After = short(p.Activation.After)
		}
		for _, n := range p.Needs {
			e.Needs = append(e.Needs, needEntry{string(n.Role), n.Count})
		}
		file.Plans = append(file.Plans, e)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(file)
}

// short writes whole minutes and hours without the zeros behind them.
func short(d time.Duration) string {
	switch {
	case d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return d.String()
}

func plansCommand(stdout io.Writer) *ffcli.Command {
	return &ffcli.Command{
		Name: "plans", ShortUsage: "fifteen plans > plans.json", ShortHelp: "print the response plans, to change and give to --plans",
		LongHelp: `Prints the built-in response plans: for each kind of incident its priority,
whom it needs, by when they should be there, how asking begins, and what time
and texts are worth. Keep the kinds you want to change and start with
--plans plans.json; the others stay as they are.

  activation  automatic: people are asked at once
              countdown: so long after the opening ("after"), unless an officer
              holds it
              by_hand: when an officer says so
  prices      of a minute until the first person and until everybody needed is
              on the scene, of one text, what somebody's coming must save for them
              to be let travel (0: nobody who says yes is turned back), and the
              chance of keeping the promise that people are asked for; left out:
              the standard of the priority`,
		Exec: func(_ context.Context, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("plans takes no arguments, not %q", args[0])
			}
			return writePlans(stdout, dispatch.Plans())
		},
	}
}
