package road

import (
	"fmt"
	"strings"
	"testing"
)

// TestObstacles: seconds for walk, bike, ebike, drive; x is closed.
func TestObstacles(t *testing.T) {
	cases := []struct{ about, tags, want string }{
		{"signals", "highway=traffic_signals", "4 8 8 18"},
		{"crossing", "highway=crossing", "0 1 1 3"},
		{"crossing with signals", "highway=crossing crossing=traffic_signals", "4 8 8 18"},
		{"a crossing's access is about those who cross", "highway=crossing vehicle=no", "0 1 1 3"},
		{"stop", "highway=stop", "0 2 2 4"},
		{"give way", "highway=give_way", "0 1 1 2"},
		{"bollard", "barrier=bollard", "0 0 0 x"},
		{"bollard that is let down for cars", "barrier=bollard motor_vehicle=yes", "0 0 0 0"},
		{"rising bollard", "barrier=bollard bollard=rising", "0 3 3 12"},
		{"block", "barrier=block", "0 0 0 x"},
		{"cycle barrier", "barrier=cycle_barrier", "2 8 15 x"},
		{"stile", "barrier=stile", "2 8 x x"},
		{"gate", "barrier=gate", "5 10 10 20"},
		{"gate of a private yard", "barrier=gate access=private", "15 20 20 40"},
		{"locked gate", "barrier=gate locked=yes", "x x x x"},
		{"locked, but residents pass", "barrier=gate locked=yes access=private", "15 20 20 40"},
		{"gate closed to all", "barrier=gate access=no", "x x x x"},
		{"gate for walkers", "barrier=gate access=no foot=yes", "5 x x x"},
		{"lift gate", "barrier=lift_gate", "0 3 3 12"},
		{"toll booth", "barrier=toll_booth", "0 0 0 15"},
		{"height limit", "barrier=height_restrictor", "0 0 0 0"},
		{"kerb", "barrier=kerb", "0 0 0 0"},
		{"wall", "barrier=wall", "x x x x"},
		{"wall with a way through for walkers", "barrier=wall foot=yes", "0 x x x"},
		{"a word nobody knows stops cars", "barrier=yes", "0 0 0 x"},
		{"access without a barrier", "motor_vehicle=no", "0 0 0 x"},
		{"level crossing", "railway=level_crossing", "3 5 5 8"},
		{"hump", "traffic_calming=hump", "0 0 0 2"},
		{"lift", "highway=elevator", "30 35 40 0"},
		{"a bus stop", "highway=bus_stop", "0 0 0 0"},
	}
	cal := fixedCalibration(t)
	for _, c := range cases {
		tags := tagsOf(c.tags)
		var got []string
		for _, m := range Modes() {
			if o := cal.obstacleOf(tags, m); o.closed {
				got = append(got, "x")
			} else {
				got = append(got, fmt.Sprint(o.seconds))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s (%s): %s, want %s", c.about, c.tags, s, c.want)
		}
		if !standing(tags) {
			t.Errorf("%s: not looked at", c.tags)
		}
	}
}
