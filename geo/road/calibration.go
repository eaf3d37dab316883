package road

// calibration.go: the figures that turn tags into times. The figures
// themselves, each with its source, are in calibration.csv.

import (
	"crypto/sha256"
	_ "embed" // the default figures
	"encoding/binary"
	"math"
	"strings"
)

// Calibration is every figure the profiles use, per mode where modes differ. It
// is comparable; its zero value is not usable: start from DefaultCalibration.
type Calibration struct {
	// TurnoutDay and TurnoutNight are the seconds from saying yes to leaving. The
	// graph does not use them; they stand here to be tuned with the rest.
	TurnoutDay, TurnoutNight float64
	// MaxSnapM is how far a position may lie from the nearest street, meters.
	MaxSnapM float64
	// ApproachMps is the speed on foot between a position and the street, m/s.
	ApproachMps float64
	// ApproachDetour is the length of that walk in straight lines.
	ApproachDetour float64

	speed         [classCount]modeFigures // km/h where the mode is allowed, 0: cannot
	limitShare    [classCount]modeFigures // share of a higher limit that is driven on average
	townLimit     float64                 // km/h up to which a limit is one of a town
	push          modeFigures             // km/h of someone pushing a bicycle, 0: cannot
	surface       [surfaceCount]modeFigures
	grade         [5]modeFigures
	smooth        [smoothCount]modeFigures
	delay         [delayCount]modeFigures // seconds
	ferryWait     modeFigures             // seconds
	privateShare  modeFigures             // share of the speed on private ground
	privateFloor  modeFigures             // km/h below which private ground slows nobody down further
	denseShare    modeFigures             // share of the speed in dense quarters
	denseJunction float64                 // junctions per km² from which a quarter is dense
	denseMain     float64                 // km of main streets per km² from which a quarter is dense
	denseFloor    float64                 // m² of floor per m² of ground from which a quarter is dense
}

// modeFigures is one figure for each mode.
type modeFigures [modeCount]float64

// delay is something on a node that costs seconds.
type delay uint8

const (
	delayNone delay = iota
	delaySignals
	delayCrossing
	delayStop
	delayGiveWay
	delayJunction
	delayGate
	delayLiftGate
	delayPrivateGate
	delayToll
	delayBorder
	delayRailway
	delayCalming
	delayFord
	delaySqueeze
	delayElevator

	delayCount
)

var delayNames = [delayCount]string{
	"", "signals", "crossing", "stop", "give_way", "junction", "gate", "lift_gate",
	"private_gate", "toll", "border", "railway", "calming", "ford", "squeeze", "elevator",
}

//go:embed calibration.csv
var defaultFigures string

var defaultCalibration = func() Calibration {
	var c Calibration
	if err := c.read(strings.NewReader(defaultFigures), true); err != nil {
		panic("road: the embedded calibration.csv: " + err.Error())
	}
	return c
}()

// DefaultCalibration returns the figures the product ships with.
func DefaultCalibration() Calibration { return defaultCalibration }

// DefaultFigures is the default calibration as a file: what an operator copies,
// changes and names, with the source of each figure.
func DefaultFigures() string { return defaultFigures }

// Digest tells calibrations apart: equal figures, equal digest. A cached graph
// keeps it, so that a graph is never used with other figures than it was built
// with.
func (c Calibration) Digest() [sha256.Size]byte {
	h := sha256.New()
	for _, f := range c.figures() {
		h.Write([]byte(f.name))
		for _, v := range f.values {
			var b [8]byte
			binary.LittleEndian.PutUint64(b[:], math.Float64bits(*v))
			h.Write(b[:])
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// figure is one row of a calibration file: its name, unit, allowed range and
// where its values go (one, or one for each mode).
type figure struct {
	name, unit string
	low, high  float64
	values     []*float64
}

// figures lists all rows a calibration file may have.
func (c *Calibration) figures() []figure {
	var list []figure
	one := func(name, unit string, low, high float64, v *float64) {
		list = append(list, figure{name, unit, low, high, []*float64{v}})
	}
	each := func(name, unit string, low, high float64, m *modeFigures) {
		list = append(list, figure{name, unit, low, high, []*float64{&m[Walk], &m[Bike], &m[EBike], &m[Drive]}})
	}
	one("turnout.day", "s", 0, 3600, &c.TurnoutDay)
	one("turnout.night", "s", 0, 3600, &c.TurnoutNight)
	one("snap.max", "m", 1, 5000, &c.MaxSnapM)
	one("approach.speed", "m/s", 0.1, 10, &c.ApproachMps)
	one("approach.detour", "ratio", 1, 5, &c.ApproachDetour)
	for k := classMotorway; k < classCount; k++ {
		each("speed."+classNames[k], "km/h", 0, 200, &c.speed[k])
	}
	for k := classMotorway; k <= classTrack; k++ {
		each("limit."+classNames[k], "share", 0, 1.5, &c.limitShare[k])
	}
	one("limit.town", "km/h", 0, 200, &c.townLimit)
	each("push", "km/h", 0, 15, &c.push)
	for k := range c.surface {
		each("surface."+surfaceNames[k], "km/h", 1, 300, &c.surface[k])
	}
	for k := range c.grade {
		each("tracktype.grade"+string(rune('1'+k)), "km/h", 1, 300, &c.grade[k])
	}
	for k := range c.smooth {
		each("smoothness."+smoothNames[k], "km/h", 1, 300, &c.smooth[k])
	}
	for k := delayNone + 1; k < delayCount; k++ {
		each("delay."+delayNames[k], "s", 0, 600, &c.delay[k])
	}
	each("ferry.wait", "s", 0, 7200, &c.ferryWait)
	each("private", "share", 0.05, 1, &c.privateShare)
	each("private.floor", "km/h", 0, 50, &c.privateFloor)
	each("dense", "share", 0.05, 1.5, &c.denseShare)
	one("dense.junctions", "1/km2", 1, 1e6, &c.denseJunction)
	one("dense.main", "km/km2", 0.1, 1e6, &c.denseMain)
	one("dense.floor", "ratio", 0.01, 1e6, &c.denseFloor)
	return list
}
