package road

import (
	"os"
	"strings"
	"testing"
)

const header = "figure,unit,all,walk,bike,ebike,drive,source\n"

func TestReadCalibration(t *testing.T) {
	c, err := ReadCalibration(strings.NewReader("\ufeff" + header +
		"# a remark\n\nspeed.residential,km/h,,7,14,,33,measured here\n" +
		"snap.max,m,300\ndelay.gate,s,9,,,,,\n,,,,,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := DefaultCalibration()
	want.speed[classResidential] = modeFigures{7, 14, 0, 33}
	want.MaxSnapM = 300
	want.delay[delayGate] = modeFigures{9, 9, 9, 9}
	if c != want {
		t.Errorf("got %+v", c)
	}
	if c.Digest() == DefaultCalibration().Digest() {
		t.Error("other figures have the same digest")
	}
}

// TestDefaultFigures: the shipped file read as an operator's copy changes nothing.
func TestDefaultFigures(t *testing.T) {
	c, err := ReadCalibration(strings.NewReader(DefaultFigures()))
	if err != nil || c != DefaultCalibration() || c.Digest() != DefaultCalibration().Digest() {
		t.Errorf("%v", err)
	}
	for _, line := range strings.Split(DefaultFigures(), "\n") {
		if line != "" && line[0] != '#' && strings.HasSuffix(line, ",") {
			t.Errorf("a figure without a source: %s", line)
		}
	}
}

// TestDigestSeesEveryFigure: changing any one figure changes the digest.
func TestDigestSeesEveryFigure(t *testing.T) {
	base := DefaultCalibration()
	seen := map[[32]byte]string{base.Digest(): "default"}
	for i := range base.figures() {
		c := base
		f := c.figures()[i]
		for k := range f.values {
			*f.values[k] += 0.125
			if other, ok := seen[c.Digest()]; ok {
				t.Errorf("%s %d has the digest of %s", f.name, k, other)
			}
			seen[c.Digest()] = f.name
		}
	}
}

func TestRefusedCalibrations(t *testing.T) {
	for _, c := range []struct{ about, text, want string }{
		{"empty", "", "the file is empty"},
		{"no header", "speed.residential,km/h,20\n", "line 1: the columns must be figure,unit,all"},
		{"short header", "figure,unit\n", "line 1: the columns must be"},
		{"unknown figure", header + "speed.boulevard,km/h,20\n", `line 2: there is no figure "speed.boulevard"`},
		{"twice", header + "push,km/h,4\npush,km/h,5\n", "line 3: push is already set in line 2"},
		{"unit", header + "push,m/s,4\n", `line 2: push: the unit is "m/s", this figure is in "km/h"`},
		{"no number", header + "push,km/h,,fast,,,,\n", `line 2: push: walk: "fast" is not a number`},
		{"not a number", header + "push,km/h,NaN\n", "is not a number"},
		{"too much", header + "speed.primary,km/h,,8,16,20,900,\n", "line 2: speed.primary: drive: 900 is not between 0 and 200 km/h"},
		{"negative", header + "delay.gate,s,-1\n", "-1 is not between 0 and 600 s"},
		{"infinite", header + "delay.gate,s,Inf\n", "is not between"},
		{"no value", header + "delay.gate,s,,,,,,later\n", "no value"},
		{"both", header + "delay.gate,s,3,4,,,,\n", `fill in either "all" or the modes`},
		{"one figure for all", header + "snap.max,m,,300,,,,\n", `put it under "all"`},
		{"too short", header + "push\n", "1 columns where"},
		{"too long", header + "push,km/h,,1,2,3,4,s,5\n", "9 columns where"},
		{"open quote", header + "push,km/h,\"4\n", "line"},
	} {
		got, err := ReadCalibration(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.about, err, c.want)
		}
		if err != nil && got != (Calibration{}) {
			t.Errorf("%s: figures beside the error", c.about)
		}
	}
}

func FuzzCalibration(f *testing.F) {
	f.Add(header + "push,km/h,,1,2,3,4,x\n")
	f.Add(DefaultFigures())
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ReadCalibration(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, fig := range c.figures() {
			for _, v := range fig.values {
				if !(*v >= fig.low && *v <= fig.high) {
					t.Errorf("%s is %v", fig.name, *v)
				}
			}
		}
	})
}

// TestFigureNamesAreInTheFile keeps the embedded table and the code together in
// both directions (the code side is checked at start).
func TestFigureNamesAreInTheFile(t *testing.T) {
	b, err := os.ReadFile("calibration.csv")
	if err != nil {
		t.Fatal(err)
	}
	c := DefaultCalibration()
	for _, f := range c.figures() {
		if !strings.Contains(string(b), "\n"+f.name+","+f.unit+",") {
			t.Errorf("%s is not in calibration.csv", f.name)
		}
	}
}
