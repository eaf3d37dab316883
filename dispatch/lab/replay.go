package lab

// replay.go: recorded incidents from a CSV file.

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// Recorded is an incident that happened.
type Recorded struct {
	At    time.Time
	Point orb.Point // WGS-84
	Kind  string    // as it was written
}

// columns are the names a column may have.
var columns = map[string][]string{
	"time": {"time", "at", "timestamp", "datetime", "opened_at", "时间"},
	"lng":  {"lng", "lon", "long", "longitude", "x", "经度"},
	"lat":  {"lat", "latitude", "y", "纬度"},
	"kind": {"kind", "type", "title", "类型"},
}

// layouts are the forms a time may have. Without an offset it is local time.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006/01/02 15:04:05", "2006/01/02 15:04", "2006/1/2 15:04",
}

// maxRecorded bounds a file.
const maxRecorded = 1_000_000

// ReadRecorded reads incidents from CSV. With a header the columns are found by
// their names: time, lng, lat and, optionally, kind. Without one, or to
// overrule it, order names them by position, for example "lat,lng,kind,time";
// columns called "-", and those behind the last, are ignored. An error names
// its line.
func ReadRecorded(r io.Reader, order string) ([]Recorded, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord, in.ReuseRecord, in.TrimLeadingSpace = -1, true, true
	row, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("not CSV: %w", err)
	}
	row[0] = strings.TrimPrefix(row[0], "\ufeff")
	at, header := byHeader(row), true
	if order != "" {
		header = at != nil
		if at, err = byOrder(order); err != nil {
			return nil, err
		}
	}
	if at == nil {
		return nil, fmt.Errorf("line 1: no header with time, lng and lat (%q): name the columns, for example \"lat,lng,kind,time\"", strings.Join(row, ","))
	}
	if header {
		row, err = in.Read()
	}
	var out []Recorded
	for ; err == nil; row, err = in.Read() {
		line, _ := in.FieldPos(0)
		rec, err := record(row, at)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if out = append(out, rec); len(out) > maxRecorded {
			return nil, fmt.Errorf("more than %d incidents", maxRecorded)
		}
	}
	if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("not CSV: %w", err)
	}
	if len(out) == 0 {
		return nil, errors.New("a header and no incidents")
	}
	return out, nil
}

// byHeader finds the columns, or returns nil if one is lacking.
func byHeader(row []string) map[string]int {
	at := map[string]int{}
	for i, name := range row {
		name = strings.ToLower(strings.TrimSpace(name))
		for column, names := range columns {
			if _, known := at[column]; !known && slices.Contains(names, name) {
				at[column] = i
			}
		}
	}
	if !complete(at) {
		return nil
	}
	return at
}

func byOrder(order string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range strings.Split(order, ",") {
		name = strings.TrimSpace(name)
		if name == "-" || name == "" {
			continue
		}
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("column %q is none of time, lng, lat, kind, -", name)
		}
		if _, twice := at[name]; twice {
			return nil, fmt.Errorf("column %q is named twice", name)
		}
		at[name] = i
	}
	if !complete(at) {
		return nil, fmt.Errorf("columns %q lack one of time, lng, lat", order)
	}
	return at, nil
}

func complete(at map[string]int) bool {
	for _, column := range []string{"time", "lng", "lat"} {
		if _, ok := at[column]; !ok {
			return false
		}
	}
	return true
}

func record(row []string, at map[string]int) (Recorded, error) {
	field := func(column string) string {
		if i, ok := at[column]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	rec := Recorded{Kind: field("kind")}
	for i, column := range []string{"lng", "lat"} {
		x, err := strconv.ParseFloat(field(column), 64)
		if limit := []float64{180, 90}[i]; err != nil || !(x >= -limit && x <= limit) {
			return rec, fmt.Errorf("%s %q is not a number within ±%g", column, field(column), limit)
		}
		rec.Point[i] = x
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, field("time"))
		if err == nil {
			rec.At = t
			return rec, nil
		}
	}
	return rec, fmt.Errorf("time %q is not like 2006-01-02 15:04 or RFC 3339", field("time"))
}
