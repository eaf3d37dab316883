package corps

// hours.go: places that hold at some hours of the week, as sheets spell them.

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"fifteen/dispatch"
)

// placeColumns are the columns of a place; they come together.
var placeColumns = []struct {
	basis           dispatch.PositionBasis
	lng, lat, hours string
	detail          string
}{
	{dispatch.BasisStation, fieldStationLng, fieldStationLat, fieldStationHours, "a station needs three columns, 站点经度/station_lng, 站点纬度/station_lat and 值班时间/station_hours: add what is missing, or remove the others"},
	{dispatch.BasisWork, fieldWorkLng, fieldWorkLat, fieldWorkHours, "a place of work needs three columns, 工作经度/work_lng, 工作纬度/work_lat and 工作时间/work_hours: add what is missing, or remove the others"},
}

// places reads the place of work and the station; nil if the sheet has no
// columns for them.
func (in *rowReader) places() []dispatch.Place {
	var found []dispatch.Place
	for _, p := range placeColumns {
		if in.fields.count(p.lng, p.lat, p.hours) != 3 {
			continue // a column that is missing is the sheet's error
		}
		if found == nil {
			found = []dispatch.Place{}
		}
		at, raw := in.position(p.lng, p.lat), in.cell(p.hours)
		switch {
		case at == nil && raw != "" && in.cell(p.lng) == "" && in.cell(p.lat) == "":
			in.bad(p.lng, ErrMissing, "", "is missing beside the hours: fill in where it is, or leave the hours out")
		case at == nil:
		case raw == "":
			in.bad(p.hours, ErrMissing, "", "is missing beside the place: write when they are there, like 周一至周五 09:00-18:00 or mon-fri 09:00-18:00")
		default:
			days, from, to, err := hours(raw)
			if err != nil {
				in.bad(p.hours, ErrUnknown, raw, "%v", err)
				continue
			}
			found = append(found, dispatch.Place{Basis: p.basis, Position: *at, Days: days, From: from, To: to})
		}
	}
	return found
}

var errHours = errors.New("is not understood: write days and times, like 周一至周五 09:00-18:00, mon-fri 09:00-18:00 or 每天 20:00-08:00")

// spanForm is the times behind the days.
var spanForm = regexp.MustCompile(`^(.*?)(\d{1,2}:\d{2})\s*(?:-|–|—|~|至|到)\s*(\d{1,2}:\d{2})$`)

// hours reads days and times. No days: every day.
func hours(s string) (days []dispatch.Day, from, to dispatch.Clock, err error) {
	m := spanForm.FindStringSubmatch(strings.TrimSpace(width.Fold.String(s)))
	if m == nil {
		return nil, "", "", errHours
	}
	from, to = clock(m[2]), clock(m[3])
	if to == "24:00" {
		to = "00:00"
	}
	if !from.Valid() || !to.Valid() {
		return nil, "", "", errHours
	}
	days, err = daysOf(m[1])
	return days, from, to, err
}

// clock writes a time of day with two digits each.
func clock(s string) dispatch.Clock {
	if len(s) == len("8:30") {
		s = "0" + s
	}
	return dispatch.Clock(s)
}

var dayWords = func() map[string]dispatch.Day {
	m := map[string]dispatch.Day{}
	full := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	for i, d := range dispatch.Days() {
		han := string([]rune("一二三四五六日")[i])
		for _, word := range []string{string(d), full[i], "周" + han, "星期" + han, "礼拜" + han, han} {
			m[word] = d
		}
	}
	for _, word := range []string{"周天", "星期天", "礼拜天", "天"} {
		m[word] = "sun"
	}
	m["tues"], m["thur"], m["thurs"] = "tue", "thu", "thu"
	return m
}()

var rangeForm = regexp.MustCompile(`^(.+?)(?:-|–|—|~|至|到)(.+)$`)

// daysOf reads a list of days and spans of days.
func daysOf(s string) ([]dispatch.Day, error) {
	week := dispatch.Days()
	on := map[dispatch.Day]bool{}
	for _, item := range split(strings.ToLower(s), ",，、;；/ \t") {
		switch item {
		case "每天", "每日", "daily", "everyday":
			return nil, nil
		case "工作日", "weekdays":
			item = "mon-fri"
		case "周末", "双休日", "weekend", "weekends":
			item = "sat-sun"
		}
		first, last := item, item
		if m := rangeForm.FindStringSubmatch(item); m != nil {
			first, last = m[1], m[2]
		}
		a, b := slices.Index(week, dayWords[first]), slices.Index(week, dayWords[last])
		if a < 0 || b < 0 {
			return nil, errHours
		}
		for i := a; ; i = (i + 1) % len(week) {
			on[week[i]] = true
			if i == b {
				break
			}
		}
	}
	if len(on) == 0 || len(on) == len(week) {
		return nil, nil
	}
	return slices.DeleteFunc(week, func(d dispatch.Day) bool { return !on[d] }), nil
}
