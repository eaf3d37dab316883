package dispatch

// plan_test.go: what a plan must not say is found, and named with its place.

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func sound() Plan {
	p, _ := PlanFor(KindFire)
	prices := PricesFor(P1)
	p.Prices = &prices
	return p
}

func TestBuiltInPlansAreSound(t *testing.T) {
	for _, p := range Plans() {
		if err := p.Validate(); err != nil {
			t.Errorf("%s: %v", p.Kind, err)
		}
	}
	if all, err := ReplacePlans(nil); err != nil || len(all) != len(Plans()) {
		t.Errorf("%d plans, %v", len(all), err)
	}
}

func TestContradictoryPlansAreNamed(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for field, changes := range map[string][]func(*Plan){
		"kind":                {func(p *Plan) { p.Kind = "war" }, func(p *Plan) { p.Kind = "" }},
		"fire.priority":       {func(p *Plan) { p.Priority = "" }, func(p *Plan) { p.Priority = "P5" }},
		"fire.needs":          {func(p *Plan) { p.Needs = nil }},
		"fire.needs[1].role":  {func(p *Plan) { p.Needs[1].Role = "pilot" }, func(p *Plan) { p.Needs[1].Role = p.Needs[0].Role }},
		"fire.needs[2].count": {func(p *Plan) { p.Needs[2].Count = 0 }, func(p *Plan) { p.Needs[2].Count = MaxPerNeed + 1 }},
		"fire.deadline": {
			func(p *Plan) { p.Deadline = 0 }, func(p *Plan) { p.Deadline = -time.Minute }, func(p *Plan) { p.Deadline = 24*time.Hour + 1 },
		},
		"fire.activation.mode": {func(p *Plan) { p.Activation.Mode = "" }, func(p *Plan) { p.Activation.Mode = "soon" }},
		"fire.activation.after": {
			func(p *Plan) { p.Activation = Activation{ActivateCountdown, 0} },
			func(p *Plan) { p.Activation = Activation{ActivateCountdown, -time.Minute} },
			func(p *Plan) { p.Activation = Activation{ActivateCountdown, p.Deadline} },
			func(p *Plan) { p.Activation = Activation{ActivateByHand, time.Minute} },
			func(p *Plan) { p.Activation = Activation{ActivateAutomatic, time.Minute} },
		},
		"fire.prices.first_minute":  {func(p *Plan) { p.Prices.FirstMinute = -1 }, func(p *Plan) { p.Prices.FirstMinute = nan }},
		"fire.prices.filled_minute": {func(p *Plan) { p.Prices.FilledMinute = inf }},
		"fire.prices.alert":         {func(p *Plan) { p.Prices.Alert = 0 }, func(p *Plan) { p.Prices.Alert = nan }},
		"fire.prices.target": {
			func(p *Plan) { p.Prices.Target = 0 }, func(p *Plan) { p.Prices.Target = 1 }, func(p *Plan) { p.Prices.Target = nan },
		},
	} {
		for i, change := range changes {
			p := sound()
			change(&p)
			var e *Error
			if err := p.Validate(); !errors.As(err, &e) || e.Code != CodeInvalid || e.Field != field || e.Message == "" {
				t.Errorf("%s %d: %v", field, i, err)
			}
			if _, err := ReplacePlans([]Plan{p}); err == nil {
				t.Errorf("%s %d is taken nevertheless", field, i)
			}
		}
	}
	if _, err := ReplacePlans([]Plan{sound(), sound()}); err == nil || !strings.Contains(err.Error(), "two plans") {
		t.Errorf("a kind twice: %v", err)
	}
}

// Whatever is in a plan, validating it ends with nil or with a field, and what
// it lets pass is what the dispatcher can work with.
func TestValidateNeverPanics(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 4))
	pick := func(words ...string) string { return words[rng.IntN(len(words))] }
	number := func() float64 {
		return []float64{0, 1, -1, 0.5, 0.95, math.NaN(), math.Inf(1), math.Inf(-1), 1e300}[rng.IntN(9)]
	}
	valid := 0
	for range 20_000 {
		p := Plan{
			Kind: Kind(pick("fire", "fire", "flood", "", "x\x00")), Priority: Priority(pick("P1", "P4", "P4", "", "p1")),
			Deadline:   time.Duration(rng.Int64N(int64(30*time.Hour)) - int64(time.Hour)),
			Activation: Activation{ActivationMode(pick("automatic", "countdown", "by_hand", "")), time.Duration(rng.IntN(3)) * time.Minute},
		}
		for range rng.IntN(4) {
			p.Needs = append(p.Needs, Need{Role(pick("general", "medical_rescue", "supply_transport", "x")), rng.IntN(60) - 2})
		}
		if rng.IntN(2) == 0 {
			p.Prices = &Prices{FirstMinute: number(), FilledMinute: number(), Alert: number(), Target: number()}
		}
		err := p.Validate()
		if err == nil {
			valid++
			if p.Deadline <= 0 || len(p.Needs) == 0 || (p.Activation.Mode == ActivateCountdown) != (p.Activation.After > 0) {
				t.Fatalf("taken: %+v", p)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Field == "" || e.Field != "kind" && !strings.HasPrefix(e.Field, string(p.Kind)+".") {
			t.Fatalf("%+v: %v names no field", p, err)
		}
	}
	if valid < 100 {
		t.Errorf("only %d of the random plans were valid: the others prove little", valid)
	}
}
