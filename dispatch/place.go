package dispatch

// place.go: where people usually are at an hour of the week.

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Day is a day of the week.
type Day string

// Days lists the days of the week.
func Days() []Day { return []Day{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// Valid reports whether d is a day of the week.
func (d Day) Valid() bool { return slices.Contains(Days(), d) }

// Clock is a time of day, "00:00" to "23:59".
type Clock string

// Valid reports whether c is a time of day.
func (c Clock) Valid() bool {
	return len(c) == 5 && c[2] == ':' && digits(c[:2]) && digits(c[3:]) && c[:2] < "24" && c[3:] < "60"
}

func digits(c Clock) bool { return c[0] >= '0' && c[0] <= '9' && c[1] >= '0' && c[1] <= '9' }

// minute is the minute of the day; c must be valid.
func (c Clock) minute() int { return number(c[:2])*60 + number(c[3:]) }

// Place is where somebody usually is on some days of the week, from a time of
// day to another. A span that does not end later than it begins ends on the
// next day: "22:00" to "06:00" on "fri" ends on Saturday morning.
type Place struct {
	// Basis is BasisWork or BasisStation.
	Basis    PositionBasis `json:"basis"`
	Position Position      `json:"position"`
	// Days are those on which the span begins; none: every day.
	Days []Day `json:"days,omitempty"`
	From Clock `json:"from"`
	To   Clock `json:"to"`
}

// The week in minutes, from Monday 00:00 by the local clock.
const (
	minutesOfDay  = 24 * 60
	minutesOfWeek = 7 * minutesOfDay
)

// minuteOfWeek is where a local time lies in the week.
func minuteOfWeek(local time.Time) int {
	day := (int(local.Weekday()) + 6) % 7 // time's week begins on Sunday
	return day*minutesOfDay + local.Hour()*60 + local.Minute()
}

// Covers reports whether somebody is usually there at a local time.
func (p *Place) Covers(local time.Time) bool {
	at, long := minuteOfWeek(local), p.minutes()
	for i, d := range Days() {
		if len(p.Days) > 0 && !slices.Contains(p.Days, d) {
			continue
		}
		since := at - i*minutesOfDay - p.From.minute()
		if since < 0 {
			since += minutesOfWeek
		}
		if since < long {
			return true
		}
	}
	return false
}

// minutes is how long a span lasts: up to a whole day.
func (p *Place) minutes() int {
	long := p.To.minute() - p.From.minute()
	if long <= 0 {
		long += minutesOfDay
	}
	return long
}

// PlaceAt is where the responder usually is at a local time: the station while
// on shift, else at work, else at home.
func (r *Responder) PlaceAt(local time.Time) (Position, PositionBasis, bool) {
	for _, basis := range []PositionBasis{BasisStation, BasisWork} {
		for i := range r.Places {
			if p := &r.Places[i]; p.Basis == basis && p.Covers(local) {
				return p.Position, basis, true
			}
		}
	}
	if r.Home != nil {
		return *r.Home, BasisHome, true
	}
	return Position{}, "", false
}

// Stay is a place and those hours of the week at which it is where a person
// usually is, others taken into account.
type Stay struct {
	Basis    PositionBasis
	Position Position
	Hours    Hours
}

// Member names the stay of a responder in an index of places:
// "responder|basis|hours".
func (s *Stay) Member(responder string) string {
	return responder + "|" + string(s.Basis) + "|" + string(s.Hours)
}

// Hours are minutes of the week as text: spans "from-to" in base 36, to not
// included, comma between them. "" is always.
type Hours string

// Covers reports whether a local time is among the hours.
func (h Hours) Covers(local time.Time) bool {
	at := minuteOfWeek(local)
	for span := range strings.SplitSeq(string(h), ",") {
		from, to, _ := strings.Cut(span, "-")
		a, _ := strconv.ParseInt(from, 36, 32)
		b, _ := strconv.ParseInt(to, 36, 32)
		if at >= int(a) && at < int(b) {
			return true
		}
	}
	return h == ""
}

// Stays are all places of a responder. No two hold at the same time, and one
// holds whenever PlaceAt knows a place: what an index of places needs to know.
func (r *Responder) Stays() []Stay {
	if len(r.Places) == 0 {
		if r.Home == nil {
			return nil
		}
		return []Stay{{BasisHome, *r.Home, ""}}
	}
	var taken week
	var out []Stay
	stay := func(basis PositionBasis, at Position, own *week) {
		own.without(&taken)
		taken.with(own)
		if h, ok := own.hours(); ok {
			out = append(out, Stay{basis, at, h})
		}
	}
	for _, basis := range []PositionBasis{BasisStation, BasisWork} {
		for i := range r.Places {
			if p := &r.Places[i]; p.Basis == basis {
				stay(basis, p.Position, p.week())
			}
		}
	}
	if r.Home != nil {
		all := week{}
		all.add(0, minutesOfWeek)
		stay(BasisHome, *r.Home, &all)
	}
	return out
}

// week is a set of minutes of the week.
type week [(minutesOfWeek + 63) / 64]uint64

func (p *Place) week() *week {
	w := &week{}
	for i, d := range Days() {
		if len(p.Days) > 0 && !slices.Contains(p.Days, d) {
			continue
		}
		from := i*minutesOfDay + p.From.minute()
		to := from + p.minutes()
		w.add(from, min(to, minutesOfWeek))
		w.add(0, to-minutesOfWeek) // Sunday night ends on Monday
	}
	return w
}

func (w *week) add(from, to int) {
	for m := from; m < to; m++ {
		w[m/64] |= 1 << (m % 64)
	}
}

func (w *week) with(o *week) {
	for i := range w {
		w[i] |= o[i]
	}
}

func (w *week) without(o *week) {
	for i := range w {
		w[i] &^= o[i]
	}
}

// hours writes the set down; false if it is empty.
func (w *week) hours() (Hours, bool) {
	n := 0
	for _, x := range w {
		n += bits.OnesCount64(x)
	}
	if n == minutesOfWeek {
		return "", true
	}
	var b []byte
	for m, from := 0, -1; m <= minutesOfWeek; m++ {
		in := m < minutesOfWeek && w[m/64]>>(m%64)&1 == 1
		switch {
		case in && from < 0:
			from = m
		case !in && from >= 0:
			if b != nil {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64(from), 36)
			b = append(b, '-')
			b = strconv.AppendInt(b, int64(m), 36)
			from = -1
		}
	}
	return Hours(b), n > 0
}
