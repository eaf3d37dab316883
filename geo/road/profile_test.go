package road

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"fifteen/geo/extract"
)

// tagsOf reads "key=value key=value"; an underscore-free value may not hold spaces.
func tagsOf(s string) extract.Tags {
	var t extract.Tags
	for _, field := range strings.Fields(s) {
		key, value, _ := strings.Cut(field, "=")
		t = append(t, extract.Tag{Key: key, Value: value})
	}
	return t
}

// spell writes a rule as "along/against" in km/h, "-" for closed, "!" behind it
// for noSnap: "20/5", "20/-!", "-".
func spell(r modeRule) string {
	one := func(mps float64) string {
		if mps == 0 {
			return "-"
		}
		return fmt.Sprintf("%g", math.Round(mps*kmhPerMps*100)/100)
	}
	if r.fwd == 0 && r.bwd == 0 {
		return "-"
	}
	s := one(r.fwd) + "/" + one(r.bwd)
	if r.fwd == r.bwd {
		s = one(r.fwd)
	}
	if r.noSnap {
		s += "!"
	}
	return s
}

// fixed are figures that the tests below spell out, so that tuning the shipped
// ones does not touch them.
const fixed = `figure,unit,all,walk,bike,ebike,drive,source
speed.motorway,km/h,,8.28,16,20,70,
speed.motorway_link,km/h,,8.28,16,20,40,
speed.trunk,km/h,,8.28,16,20,45,
speed.primary,km/h,,8.28,16,20,32,
speed.secondary_link,km/h,,8.28,16,20,23,
speed.tertiary,km/h,,8.28,16,20,25,
speed.residential,km/h,,8.28,16,20,20,
speed.living_street,km/h,,8.28,14,15,10,
speed.road,km/h,,8.28,14,16,20,
speed.service,km/h,,8.28,14,16,12,
speed.alley,km/h,,8.28,12,12,8,
speed.driveway,km/h,,8.28,12,12,8,
speed.parking_aisle,km/h,,8.28,12,12,8,
speed.track,km/h,,8.28,12,12,15,
speed.pedestrian,km/h,,8.28,10,10,8,
speed.footway,km/h,,8.28,10,10,8,
speed.path,km/h,,8.28,12,12,8,
speed.cycleway,km/h,,8.28,16,20,8,
speed.bridleway,km/h,,7.5,8,8,8,
speed.steps,km/h,,4,2,0,0,
speed.corridor,km/h,,6,4,4,0,
speed.elevator,km/h,,2,2,2,0,
speed.ferry,km/h,,10,10,10,10,
push,km/h,,0,5,4,0,
limit.town,km/h,60
limit.motorway,share,,,,,0.8,
limit.trunk,share,,,,,0.7,
limit.primary,share,,,,,0.65,
surface.cobble,km/h,,8.28,8,10,25,
surface.gravel,km/h,,8.28,12,13,35,
surface.soft,km/h,,5.5,4,4,12,
tracktype.grade4,km/h,,7.5,6,6,12,
smoothness.very_bad,km/h,,8,7,7,15,
private,share,,0.85,0.7,0.7,0.4,
private.floor,km/h,,5,8,8,8,
delay.signals,s,,4,8,8,18,
delay.crossing,s,,0,1,1,3,
delay.stop,s,,0,2,2,4,
delay.give_way,s,,0,1,1,2,
delay.junction,s,,0,0,0,3.5,
delay.gate,s,,5,10,10,20,
delay.lift_gate,s,,0,3,3,12,
delay.private_gate,s,,15,20,20,40,
delay.toll,s,,0,0,0,15,
delay.railway,s,,3,5,5,8,
delay.calming,s,,0,0,0,2,
delay.squeeze,s,,2,8,15,0,
delay.elevator,s,,30,35,40,0,
ferry.wait,s,300
dense,share,,0.783,0.9,0.92,0.85,
dense.junctions,1/km2,100
dense.floor,ratio,0.4
`

func fixedCalibration(t testing.TB) Calibration {
	t.Helper()
	c, err := ReadCalibration(strings.NewReader(fixed))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestRules judges sets of tags with the figures above: walk, bike, ebike,
// drive.
func TestRules(t *testing.T) {
	cases := []struct{ about, tags, want string }{
		{"an ordinary street", "highway=residential", "8.28 16 20 20"},
		{"classes", "highway=primary", "8.28 16 20 32"},
		{"links", "highway=secondary_link", "8.28 16 20 23"},
		{"trunk: walkers and bicycles too", "highway=trunk", "8.28 16 20 45"},
		{"trunk without walkers: nobody stops there", "highway=trunk foot=no", "- 16 20 45!"},
		{"motorway: cars, one way, no stopping", "highway=motorway", "- - - 70/-!"},
		{"motorway, both ways signed", "highway=motorway oneway=no", "- - - 70!"},
		{"motorway ramp", "highway=motorway_link", "- - - 40/-!"},
		{"motorway with a walk", "highway=motorway sidewalk=right", "8.28! 5! 4! 70/-!"},
		{"motorway open to walkers by sign", "highway=motorway foot=yes", "8.28! 5! 4! 70/-!"},
		{"motor road", "highway=trunk motorroad=yes", "- - - 45!"},
		{"service", "highway=service", "8.28 14 16 12"},
		{"alley", "highway=service service=alley", "8.28 12 12 8"},
		{"parking aisle", "highway=service service=parking_aisle", "8.28 12 12 8"},
		{"driveway, private", "highway=service service=driveway access=private", "7.04 8.4 8.4 8"},
		{"living street", "highway=living_street", "8.28 14 15 10"},
		{"unknown road", "highway=road", "8.28 14 16 20"},

		{"one-way", "highway=residential oneway=yes", "8.28 16/5 20/4 20/-"},
		{"one-way, old word", "highway=residential oneway=1", "8.28 16/5 20/4 20/-"},
		{"one-way against the nodes", "highway=residential oneway=-1", "8.28 5/16 4/20 -/20"},
		{"reversible lanes", "highway=primary oneway=reversible", "8.28 5 4 -"},
		{"one lane, signals at both ends", "highway=residential oneway=alternating", "8.28 16 20 20"},
		{"roundabout", "highway=tertiary junction=roundabout", "8.28 16/5 20/4 25/-"},
		{"circular", "highway=tertiary junction=circular", "8.28 16/5 20/4 25/-"},
		{"roundabout signed two-way", "highway=tertiary junction=roundabout oneway=no", "8.28 16 20 25"},
		{"one-way, not for bicycles", "highway=residential oneway=yes oneway:bicycle=no", "8.28 16 20 20/-"},
		{"contraflow lane", "highway=residential oneway=yes cycleway=opposite_lane", "8.28 16 20 20/-"},
		{"contraflow, left", "highway=residential oneway=yes cycleway:left=opposite", "8.28 16 20 20/-"},
		{"contraflow, new words", "highway=residential oneway=yes cycleway:left=lane cycleway:left:oneway=-1", "8.28 16 20 20/-"},
		{"one-way for bicycles only", "highway=cycleway oneway:bicycle=yes", "8.28 16/5 20/4 -"},
		{"one-way for cars only", "highway=residential oneway:motor_vehicle=yes", "8.28 16 20 20/-"},
		{"one-way for walkers", "highway=footway oneway:foot=yes", "8.28/- 5/- 4/- -"},
		{"escalator down the nodes", "highway=steps conveying=forward", "4/- 2/- - -"},
		{"against a one-way without walkers nobody pushes", "highway=tertiary oneway=yes foot=no", "- 16/- 20/- 25/-"},

		{"no", "highway=residential access=no", "- - - -"},
		{"military", "highway=service access=military", "- - - -"},
		{"private is for the door", "highway=residential access=private", "7.04 11.2 14 8"},
		{"customers", "highway=service access=customers", "7.04 9.8 11.2 8"},
		{"destination", "highway=residential access=destination", "7.04 11.2 14 8"},
		{"a word nobody knows is private", "highway=residential access=mein_hof", "7.04 11.2 14 8"},
		{"permissive", "highway=residential access=permissive", "8.28 16 20 20"},
		{"several values: the most generous", "highway=track motor_vehicle=forestry;no", "8.28 12 12 8"},
		{"foot before access", "highway=residential access=no foot=yes", "8.28 5 4 -"},
		{"bicycle before vehicle", "highway=residential vehicle=no bicycle=yes", "8.28 16 20 -"},
		{"vehicle=no: pushing", "highway=residential vehicle=no", "8.28 5 4 -"},
		{"motor_vehicle", "highway=residential motor_vehicle=no", "8.28 16 20 -"},
		{"motorcar before motor_vehicle", "highway=residential motor_vehicle=no motorcar=yes", "8.28 16 20 20"},
		{"buses only", "highway=service access=no bus=yes", "- - - -"},
		{"conditional tags are not read", "highway=residential motor_vehicle:conditional=no@(22:00-06:00)", "8.28 16 20 20"},
		{"bicycle=no: pushing", "highway=residential bicycle=no", "8.28 5 4 20"},
		{"bicycle=dismount", "highway=cycleway bicycle=dismount", "8.28 5 4 -"},
		{"bicycles have their own path beside", "highway=primary bicycle=use_sidepath", "8.28 11.2 14 32"},
		{"e-bike by its own key", "highway=path electric_bicycle=no", "8.28 12 4 -"},
		{"emergency vehicles only", "highway=service motor_vehicle=emergency", "8.28 14 16 -"},

		{"footway: pushing", "highway=footway", "8.28 5 4 -"},
		{"footway open to bicycles", "highway=footway bicycle=yes", "8.28 10 10 -"},
		{"pedestrian zone", "highway=pedestrian", "8.28 5 4 -"},
		{"deliveries into the zone", "highway=pedestrian motor_vehicle=delivery", "8.28 5 4 8"},
		{"square", "highway=pedestrian area=yes", "8.28 5 4 -"},
		{"path", "highway=path", "8.28 12 12 -"},
		{"cycleway without walkers", "highway=cycleway foot=no", "- 16 20 -"},
		{"bridleway", "highway=bridleway", "7.5 5 4 -"},
		{"steps: a bicycle is carried, an e-bike is not", "highway=steps", "4 2 - -"},
		{"steps with a ramp", "highway=steps ramp:bicycle=yes", "4 2.5 2 -"},
		{"corridor", "highway=corridor", "6 4 4 -"},
		{"lift", "highway=elevator", "2! 2! 2! -"},
		{"platform", "railway=platform", "8.28 5 4 -"},
		{"pier", "man_made=pier", "8.28 5 4 -"},

		{"a limit caps", "highway=primary maxspeed=20", "8.28 16 20 20"},
		{"a town's limit does not speed up", "highway=primary maxspeed=50", "8.28 16 20 32"},
		{"a higher one does", "highway=primary maxspeed=100", "8.28 16 20 65"},
		{"miles", "highway=trunk maxspeed=65mph", "8.28 16 20 73.23"},
		{"motorway", "highway=motorway maxspeed=120", "- - - 96/-!"},
		{"by direction", "highway=tertiary maxspeed=50 maxspeed:backward=20", "8.28 16 20 25/20"},
		{"walking pace", "highway=living_street maxspeed=walk", "8.28 7 7 7"},
		{"zone", "highway=residential zone:maxspeed=DE:10", "8.28 10 10 10"},

		{"cobbles", "highway=residential surface=cobblestone", "8.28 8 10 20"},
		{"gravel", "highway=primary surface=gravel", "8.28 12 13 32"},
		{"mud", "highway=track surface=mud", "5.5 4 4 12"},
		{"grade 4 track", "highway=track tracktype=grade4", "7.5 6 6 12"},
		{"very bad", "highway=residential smoothness=very_bad", "8 7 7 15"},
		{"impassable on wheels", "highway=track smoothness=impassable", "8.28 5 4 -"},

		{"tunnel", "highway=primary tunnel=yes", "8.28! 16! 20! 32!"},
		{"passage through a house", "highway=service tunnel=building_passage", "8.28 14 16 12"},
		{"ferry", "route=ferry", "10! 10! 10! -"},
		{"car ferry", "route=ferry motor_vehicle=yes", "10! 10! 10! 10!"},
		{"one-way ferry: nobody pushes back", "route=ferry oneway=yes", "10! 10/-! 10/-! -"},
		{"ferry without bicycles", "route=ferry bicycle=no", "10! 10! 10! -"},
	}
	cal := fixedCalibration(t)
	for _, c := range cases {
		tags := tagsOf(c.tags)
		r := cal.judge(classify(tags), tags)
		var got []string
		for _, m := range Modes() {
			got = append(got, spell(r.modes[m]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n %s\n got  %s\n want %s", c.about, c.tags, s, c.want)
		}
	}
}

// TestNoStreet: what is not there to travel on.
func TestNoStreet(t *testing.T) {
	for _, tags := range []string{
		"highway=construction construction=primary", "highway=proposed", "highway=abandoned", "highway=razed",
		"highway=raceway", "highway=busway", "highway=via_ferrata", "highway=rest_area", "highway=bus_stop",
		"highway=residential abandoned=yes", "highway=primary construction=yes", "highway=track impassable=yes",
		"building=yes", "waterway=river", "route=bus", "railway=rail", "highway=", "",
	} {
		if c := classify(tagsOf(tags)); c != classNone {
			t.Errorf("%s is read as %s", tags, classNames[c])
		}
	}
}

// TestRulesAreShared: equal tags but for the name are judged once, and a tag
// that matters keeps ways apart.
func TestRulesAreShared(t *testing.T) {
	cal := DefaultCalibration()
	r := newRules(&cal)
	a := r.of(tagsOf("highway=residential name=A ref=1 lit=yes"), classResidential)
	b := r.of(tagsOf("highway=residential name:zh=B lanes=2"), classResidential)
	c := r.of(tagsOf("highway=residential oneway=yes"), classResidential)
	if a != b || a == c || len(r.list) != 2 {
		t.Fatalf("rules %d %d %d of %d", a, b, c, len(r.list))
	}
}

// TestLimits reads the ways people write a limit.
func TestLimits(t *testing.T) {
	for v, want := range map[string]float64{
		"50": 50, "50 km/h": 50, "50km/h": 50, "30 mph": 48.28032, "30mph": 48.28032, "5 knots": 9.26,
		"walk": 7, "none": 130, "CN:urban": 50, "CN:rural": 70, "DE:rural": 80, "CN:motorway": 120,
		"DE:zone30": 30, "DE:zone:30": 30, "zone30": 30, "FR:zone30": 30, "DE:30": 30, "DE:walk": 7,
		"50;30": 30, "60|80|80": 60, "7.5": 7.5, "GB:nsl_single": 96.6,
		"": 0, "signals": 0, "variable": 0, "fast": 0, "-30": 0, "0": 0, "5000": 0, "50 furlongs": 0, "CN:": 0, ":": 0, ";": 0, "1.2.3": 0,
	} {
		if got := parseLimit(v); math.Abs(got-want) > 1e-9 {
			t.Errorf("%q: %v, want %v", v, got, want)
		}
	}
}

func FuzzLimit(f *testing.F) {
	for _, s := range []string{"50", "30 mph", "CN:urban", "50;30", "|;", "zone:", "9999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v := parseLimit(s); v != 0 && (math.IsNaN(v) || v < 1 || v > 400*kmPerKnot) {
			t.Errorf("%q: %v", s, v)
		}
	})
}
