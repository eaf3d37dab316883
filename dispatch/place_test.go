package dispatch

// place_test.go: days, hours of the week, and where people are at them.

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	for d, want := range map[Date]bool{
		"2027-06-30": true, "2028-02-29": true, "1900-01-01": true, "2027-02-29": false, "2027-6-30": false,
		"2027-13-01": false, "27-06-30": false, "": false, "1899-12-31": false, "2027-06-30T00:00:00Z": false, "20270630": false,
	} {
		if d.Valid() != want {
			t.Errorf("%q valid: %v", d, !want)
		}
	}
	for _, c := range []struct {
		born, on Date
		age      int
	}{
		{"2010-05-04", "2026-05-03", 15},
		{"2010-05-04", "2026-05-04", 16},
		{"2008-02-29", "2026-02-28", 17},
		{"2008-02-29", "2026-03-01", 18},
		{"2026-05-04", "2026-05-04", 0},
	} {
		if got := c.born.Age(c.on); got != c.age {
			t.Errorf("born %s, on %s: %d, want %d", c.born, c.on, got, c.age)
		}
	}
	chengdu := time.FixedZone("CST", 8*3600)
	if d := DateOf(time.Date(2026, 5, 4, 20, 0, 0, 0, time.UTC).In(chengdu)); d != "2026-05-05" {
		t.Errorf("the day is that of the clock's place, not %s", d)
	}
}

func TestClocks(t *testing.T) {
	for c, want := range map[Clock]bool{
		"00:00": true, "23:59": true, "09:05": true, "24:00": false, "9:05": false, "09:60": false,
		"0905": false, "": false, "ab:cd": false, "09-05": false, "19:0x": false,
	} {
		if c.Valid() != want {
			t.Errorf("%q valid: %v", c, !want)
		}
	}
}

// monday is a Monday at 00:00.
var monday = time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)

func TestWhereSomebodyUsuallyIs(t *testing.T) {
	home, work, station := Position{Lng: 1}, Position{Lng: 2}, Position{Lng: 3}
	r := &Responder{Home: &home, Places: []Place{
		{BasisWork, work, []Day{"mon", "tue", "wed", "thu", "fri"}, "09:00", "18:00"},
		{BasisStation, station, []Day{"tue", "sun"}, "17:00", "01:00"},
	}}
	at := func(day int, clock string) time.Time {
		c := Clock(clock)
		return monday.AddDate(0, 0, day).Add(time.Duration(c.minute()) * time.Minute)
	}
	for _, c := range []struct {
		at    time.Time
		where Position
		basis PositionBasis
	}{
		{at(0, "08:59"), home, BasisHome},
		{at(0, "09:00"), work, BasisWork},
		{at(0, "17:59"), work, BasisWork},
		{at(0, "18:00"), home, BasisHome},
		{at(1, "17:00"), station, BasisStation}, // the shift comes before work
		{at(2, "00:59"), station, BasisStation}, // and ends on the next day
		{at(2, "01:00"), home, BasisHome},
		{at(5, "12:00"), home, BasisHome},
		{at(6, "23:00"), station, BasisStation},
		{at(7, "00:30"), station, BasisStation}, // over the end of the week
		{at(7, "01:00"), home, BasisHome},
	} {
		if p, b, ok := r.PlaceAt(c.at); !ok || p != c.where || b != c.basis {
			t.Errorf("%s: %v, %s, want %s", c.at.Format("Mon 15:04"), p, b, c.basis)
		}
	}
	r.Home = nil
	if _, _, ok := r.PlaceAt(at(5, "12:00")); ok {
		t.Error("found where nothing is known")
	}
	always := Place{Basis: BasisWork, From: "07:00", To: "07:00"} // no days: every day; equal times: all day
	for h := range 7 * 24 {
		if !always.Covers(monday.Add(time.Duration(h) * time.Hour)) {
			t.Fatalf("not at hour %d", h)
		}
	}
}

// The stays answer to PlaceAt at any minute, and no two hold at once.
func TestStaysAgreeWithPlaces(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 8))
	clock := func() Clock { return Clock(fmt.Sprintf("%02d:%02d", rng.IntN(24), 15*rng.IntN(4))) }
	for range 200 {
		r := &Responder{}
		if rng.IntN(4) > 0 {
			r.Home = &Position{Lng: 1}
		}
		for i := range rng.IntN(5) {
			p := Place{BasisWork, Position{Lng: float64(2 + i)}, nil, clock(), clock()}
			if rng.IntN(2) == 0 {
				p.Basis = BasisStation
			}
			for _, d := range Days() {
				if rng.IntN(3) == 0 {
					p.Days = append(p.Days, d)
				}
			}
			r.Places = append(r.Places, p)
		}
		stays := r.Stays()
		for range 300 {
			now := monday.Add(time.Duration(rng.IntN(3*minutesOfWeek)) * time.Minute)
			want, basis, known := r.PlaceAt(now)
			var holding []Stay
			for _, s := range stays {
				if s.Hours.Covers(now) {
					holding = append(holding, s)
				}
			}
			switch {
			case !known && len(holding) == 0:
			case known && len(holding) == 1 && holding[0].Position == want && holding[0].Basis == basis:
			default:
				t.Fatalf("%+v at %s: stays %+v, want %v (%s, %v)", r.Places, now.Format("Mon 15:04"), holding, want, basis, known)
			}
		}
		if slices.ContainsFunc(stays, func(s Stay) bool { return len(s.Member("x")) > 400 }) {
			t.Errorf("a long name: %+v", stays)
		}
	}
}
