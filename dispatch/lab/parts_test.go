package lab

// parts_test.go: the parts the laboratory is made of, each against something simpler.

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
)

func TestDistributions(t *testing.T) {
	d := newDraw(9, 9)
	const n = 40_000
	moments := func(f func() float64) (mean, variance float64) {
		for range n {
			x := f()
			mean += x / n
			variance += x * x / n
		}
		return mean, variance - mean*mean
	}
	for _, c := range []struct {
		name           string
		f              func() float64
		mean, variance float64
	}{
		{"gamma 0.3", func() float64 { return d.gamma(0.3) }, 0.3, 0.3},
		{"gamma 4", func() float64 { return d.gamma(4) }, 4, 4},
		{"beta", func() float64 { return d.beta(0.2, 2.5) }, 0.2, 0.16 / 3.5},
		{"poisson 3", func() float64 { return float64(d.poisson(3)) }, 3, 3},
		{"poisson 400", func() float64 { return float64(d.poisson(400)) }, 400, 400},
		{"geometric", func() float64 { return float64(d.geometric(30)) }, 30, 930},
	} {
		mean, variance := moments(c.f)
		if math.Abs(mean-c.mean) > 5*math.Sqrt(c.variance/n) || math.Abs(variance/c.variance-1) > 0.08 {
			t.Errorf("%s: mean %.4f, variance %.4f; want %.4f, %.4f", c.name, mean, variance, c.mean, c.variance)
		}
	}
}

// The world is as heterogeneous as published: knowing who answers often
// predicts three answers of four right.
func TestAnswersOftenPredictsThreeOfFour(t *testing.T) {
	w := NewWorld(10, 0.35)
	d := newDraw(1, 1)
	right, yes, known := 0.0, 0.0, 0.0
	const n = 20_000
	for range n {
		s := w.soul(d)
		part := d.pick(partWeights)
		often := 0.0
		if asked := s.habit.Asked; asked[0]+asked[1]+asked[2]+asked[3] >= 5 {
			often = one(2*(s.habit.Yes[0]+s.habit.Yes[1]+s.habit.Yes[2]+s.habit.Yes[3]) > asked[0]+asked[1]+asked[2]+asked[3])
			known++
			comes := one(d.chance(s.accept[part]))
			right += one(often == comes)
		}
		yes += s.accept[part] / n
	}
	if right /= known; math.Abs(right-0.75) > 0.02 {
		t.Errorf("the flag predicts %.3f of answers right", right)
	}
	if math.Abs(yes-0.35) > 0.01 {
		t.Errorf("%.3f say yes", yes)
	}
}

// Seating against trying every way.
func TestSeatingIsBest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	roles := dispatch.Roles()[:3]
	var best func(seats []dispatch.Role, people [][]dispatch.Role) int
	best = func(seats []dispatch.Role, people [][]dispatch.Role) int {
		if len(people) == 0 {
			return 0
		}
		most := best(seats, people[1:])
		for i, role := range seats {
			if slices.Contains(people[0], role) {
				most = max(most, 1+best(slices.Delete(slices.Clone(seats), i, i+1), people[1:]))
			}
		}
		return most
	}
	for range 300 {
		var needs []dispatch.Need
		for _, role := range roles {
			if n := r.IntN(3); n > 0 {
				needs = append(needs, dispatch.Need{Role: role, Count: n})
			}
		}
		s := newSeating(needs)
		all := slices.Clone(s.roles)
		for range r.IntN(6) {
			var can []dispatch.Role
			for _, role := range roles {
				if r.IntN(2) == 0 {
					can = append(can, role)
				}
			}
			s.add(can)
		}
		if want := best(all, s.present); s.taken != want {
			t.Fatalf("needs %v, people %v: %d seated, %d possible", needs, s.present, s.taken, want)
		}
	}
}

func TestAgendaIsInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	var a agenda
	var want []happening
	for range 500 {
		h := happening{time.Duration(r.IntN(50)) * time.Second, what(r.IntN(4)), r.IntN(40)}
		a.add(h)
		want = append(want, h)
	}
	slices.SortStableFunc(want, func(x, y happening) int {
		if agenda([]happening{x, y}).less(0, 1) {
			return -1
		} else if agenda([]happening{x, y}).less(1, 0) {
			return 1
		}
		return 0
	})
	for i, w := range want {
		if got := a.next(); got != w {
			t.Fatalf("place %d: %v, want %v", i, got, w)
		}
	}
}

// The intervals hold the truth about nineteen times in twenty.
func TestIntervalsCover(t *testing.T) {
	d := newDraw(4, 4)
	const times, n = 400, 300
	held := map[string]int{}
	for range times {
		a, b, k := make([]float64, n), make([]float64, n), 0
		for i := range a {
			b[i] = 1 + float64(d.poisson(3))
			a[i] = 2*b[i] + d.NormFloat64()
			if d.chance(0.97) {
				k++
			}
		}
		x := make([]float64, n)
		for i := range x {
			x[i] = d.Float64()
		}
		for name, e := range map[string]struct {
			Estimate
			truth float64
		}{
			"ratio": {ratio(a, b), 2}, "mean": {mean(b), 4}, "proportion": {proportion(k, n), 0.97},
			"median": {quantile(x, 0.5), 0.5},
		} {
			if e.Lo <= e.truth && e.truth <= e.Hi {
				held[name]++
			}
			if !(e.Lo <= e.Value && e.Value <= e.Hi) {
				t.Fatalf("%s: %v lies outside its interval", name, e.Estimate)
			}
		}
	}
	for name, h := range held {
		if share := float64(h) / times; share < 0.92 {
			t.Errorf("%s: %.3f of the intervals hold the truth", name, share)
		}
	}
}

func TestGini(t *testing.T) {
	for _, c := range []struct {
		loads []int
		want  float64
	}{{[]int{3, 3, 3}, 0}, {[]int{0, 0, 0, 8}, 0.75}, {[]int{1, 3}, 0.25}, {[]int{0, 0}, 0}} {
		if got := Gini(c.loads); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %v, want %v", c.loads, got, c.want)
		}
	}
}

func TestCalibration(t *testing.T) {
	w := NewWorld(1, 0.3)
	in, out := newOutcome(), newOutcome()
	in.Filled = 100
	in.Promise[0], out.Promise[0] = 0.8, 0.8
	c := calibrate(&w, []Outcome{in, in, in, out, newOutcome()}, 0)
	if c.Tenths[8] != (Tenth{4, 0.8, 0.75}) || math.Abs(c.Brier-(3*0.04+0.64)/4) > 1e-12 || c.Reference != 0.75*0.25 {
		t.Errorf("%+v", c)
	}
}

func TestPoliciesAsWritten(t *testing.T) {
	for _, text := range strings.Fields(DefaultPolicies + " " + Frontier + " fifteen:priority=P2,alert=3,target=0.7") {
		p, err := ParsePolicy(text)
		if err != nil || p.Name() != text {
			t.Errorf("%s: %v, %v", text, p, err)
		}
	}
	for _, text := range []string{
		"", "everyone", "everyone:-3m", "everyone:9000m", "nearest:0", "nearest:3/30s", "waves:3", "waves:3/0s",
		"replace:x", "replace:7/", "fifteen:alert=-1", "fifteen:target=1", "fifteen:priority=P9", "fifteen:color=red", "lottery:3",
	} {
		if p, err := ParsePolicy(text); err == nil {
			t.Errorf("%q was taken for %s", text, p.Name())
		}
	}
	kind, needs, err := ParseNeeds("cardiac_arrest")
	if err != nil || kind != dispatch.KindCardiacArrest || len(needs) != 2 {
		t.Errorf("cardiac arrest: %v, %v, %v", kind, needs, err)
	}
	for _, text := range []string{"", "general", "general=0", "general=1+general=2", "wizard=1"} {
		if _, _, err := ParseNeeds(text); err == nil {
			t.Errorf("needs %q were taken", text)
		}
	}
}

func TestReadRecorded(t *testing.T) {
	const byName = "id,Time,LAT,longitude,type\n7,2016-01-15 12:01,40.09,-75.38,EMS: FALL\n8,2016-01-15T12:06:00-05:00,40.12,-75.34,\n"
	list, err := ReadRecorded(strings.NewReader("\ufeff"+byName), "")
	if err != nil || len(list) != 2 || list[0].Kind != "EMS: FALL" || list[0].Point[0] != -75.38 || list[0].At.Hour() != 12 {
		t.Fatalf("%+v, %v", list, err)
	}
	bare := "40.09,-75.38,\"EMS: FALL, BAD\",2016-01-15 12:01,TOWN,STREET\n40.10,-75.39,Fire,2016-01-15 12:06,TOWN\n"
	list, err = ReadRecorded(strings.NewReader(bare), "lat,lng,kind,time")
	if err != nil || len(list) != 2 || list[1].Kind != "Fire" || list[1].Point[1] != 40.10 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, c := range []struct{ text, order, want string }{
		{"", "", "empty"},
		{bare, "", "line 1: no header"},
		{"time,lat\n", "", "line 1: no header"},
		{"time,lng,lat\n", "", "no incidents"},
		{bare, "lat,kind", "lack"},
		{bare, "lat,lng,wind,time", `"wind"`},
		{bare, "lat,lat,lng,time", "twice"},
		{"time,lng,lat\n2016-01-15 12:01,-75.3,40\n2016-01-15 12:02,east,40\n", "", `line 3: lng "east"`},
		{"time,lng,lat\n2016-01-15 12:01,-75.3,91\n", "", `line 2: lat "91"`},
		{"time,lng,lat\n2016-01-15 12:01,NaN,40\n", "", `line 2: lng "NaN"`},
		{"time,lng,lat\nyesterday,-75.3,40\n", "", `line 2: time "yesterday"`},
		{"time,lng,lat\n2016-01-15 12:01\n", "", `line 2: lng ""`},
		{"time,lng,lat\n2016-01-15 12:01,\"1,2\n", "", "not CSV"},
	} {
		if _, err := ReadRecorded(strings.NewReader(c.text), c.order); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q by %q: %v, want %s", c.text, c.order, err, c.want)
		}
	}
}

// The page needs nothing else, and its markup is well formed.
func TestPage(t *testing.T) {
	w := NewWorld(3, 0.35)
	r := run(t, Experiment{Worlds: []World{w}, Policies: policies(t, "default frontier"), Incidents: 12, Seed: 1})
	var b bytes.Buffer
	if err := r.HTML(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if out := regexp.MustCompile(`(?i)(src|href)=|url\(|@import|<script`).FindString(text); out != "" {
		t.Errorf("the page reaches out: %s", out)
	}
	charts := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(text, -1)
	if len(charts) != 5 {
		t.Errorf("%d charts", len(charts))
	}
	for _, c := range charts {
		for d := xml.NewDecoder(strings.NewReader(c)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("chart: %v", err)
			}
		}
		if strings.Contains(c, "NaN") || strings.Contains(c, "Inf") {
			t.Error("a chart has a point nowhere")
		}
	}
	b.Reset()
	if err := r.Table(&b); err != nil || strings.Contains(b.String(), "NaN") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
