package dispatch

// date.go: days of the calendar, which are the same in every time zone.

import "time"

// Date is a day in the form "2027-06-30"; "" is not known. Valid ones compare
// as strings do.
type Date string

// DateOf is the day of a local time.
func DateOf(local time.Time) Date { return Date(local.Format(time.DateOnly)) }

// Valid reports whether d is a day that exists, in the years 1900 to 9999.
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil && d >= "1900-01-01"
}

// Age is how many birthdays somebody born on d has had by a day; a birthday on
// 29 February is counted on 1 March in other years. Both must be valid.
func (d Date) Age(on Date) int {
	years := number(on[:4]) - number(d[:4])
	if on[5:] < d[5:] {
		years--
	}
	return years
}

// number reads decimal digits.
func number[S ~string](s S) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}
