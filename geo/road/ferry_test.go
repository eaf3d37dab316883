package road

import "testing"

func TestDuration(t *testing.T) {
	for v, want := range map[string]float64{
		"20": 1200, "1:30": 5400, "01:30": 5400, "0:05": 300, "1:30:15": 5415, "PT20M": 1200, "PT1H20M": 4800, "pt45s": 45,
		"": 0, "soon": 0, "1:x": 0, "-5": 0, "1:2:3:4": 0, "PT": 0, "PTM": 0, "PT5": 0, "99:00": 0, "P1D": 0,
	} {
		if got := parseDuration(v); got != want {
			t.Errorf("%q: %v, want %v", v, got, want)
		}
	}
}

func FuzzDuration(f *testing.F) {
	for _, s := range []string{"20", "1:30", "PT1H20M", "PTHMS", "::"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v := parseDuration(s); !(v >= 0 && v <= longestFerry) {
			t.Errorf("%q: %v", s, v)
		}
	})
}
