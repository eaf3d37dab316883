package road

// mode.go: the ways a responder can travel.

import "fmt"

// Mode is a way of travelling; each has its own network and speeds.
type Mode uint8

// The modes, in the order in which Graph holds their networks and the cache
// stores them.
const (
	Walk Mode = iota
	Bike
	EBike
	Drive

	modeCount = 4
)

var modeNames = [modeCount]string{"walk", "bike", "ebike", "drive"}

// Modes returns all modes.
func Modes() []Mode { return []Mode{Walk, Bike, EBike, Drive} }

// String is the name used in the API, in calibration files and in logs.
func (m Mode) String() string {
	if int(m) < len(modeNames) {
		return modeNames[m]
	}
	return fmt.Sprintf("mode(%d)", uint8(m))
}

// ParseMode is the inverse of String. The error names the choices.
func ParseMode(s string) (Mode, error) {
	for i, name := range modeNames {
		if s == name {
			return Mode(i), nil
		}
	}
	return 0, fmt.Errorf("unknown travel mode %q: use walk, bike, ebike or drive", s)
}
