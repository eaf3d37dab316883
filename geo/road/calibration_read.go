package road

// calibration_read.go: reads figures from a table that opens in any
// spreadsheet.

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// columns of a calibration file, in this order. "all" is the figure of every
// mode (or of none in particular); otherwise each mode has its own, empty
// meaning 0.
var columns = [...]string{"figure", "unit", "all", "walk", "bike", "ebike", "drive", "source"}

const (
	columnUnit     = 1
	columnAll      = 2
	columnFirstOne = 3
)

// ReadCalibration reads a file that names some or all figures; those it does
// not name keep their default. The error says in which line what is wrong. The
// format is that of DefaultFigures: comma-separated, lines beginning with #
// and empty ones are remarks.
func ReadCalibration(r io.Reader) (Calibration, error) {
	c := DefaultCalibration()
	if err := c.read(r, false); err != nil {
		return Calibration{}, fmt.Errorf("calibration: %w", err)
	}
	return c, nil
}

// read sets the figures that are named; whole asks for every one of them.
func (c *Calibration) read(r io.Reader, whole bool) error {
	known := make(map[string]figure)
	for _, f := range c.figures() {
		known[f.name] = f
	}
	table := csv.NewReader(skipMark(r))
	table.Comment = '#'
	table.FieldsPerRecord = -1
	table.TrimLeadingSpace = true
	seen := make(map[string]int)
	for header := true; ; header = false {
		row, err := table.Read()
		switch {
		case errors.Is(err, io.EOF) && header:
			return fmt.Errorf("the file is empty: its first line must be %s", strings.Join(columns[:], ","))
		case errors.Is(err, io.EOF):
			return missing(known, seen, whole)
		case err != nil:
			return err
		}
		line, _ := table.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		if header {
			if err := checkHeader(row); err != nil {
				return fmt.Errorf("line %d: %w", line, err)
			}
			continue
		}
		if strings.Join(row, "") == "" {
			continue // a spreadsheet's empty row
		}
		f, ok := known[row[0]]
		if !ok {
			return fmt.Errorf("line %d: there is no figure %q; copy the name from the default table", line, row[0])
		}
		if before := seen[row[0]]; before > 0 {
			return fmt.Errorf("line %d: %s is already set in line %d", line, row[0], before)
		}
		seen[row[0]] = line
		if err := f.set(row); err != nil {
			return fmt.Errorf("line %d: %s: %w", line, row[0], err)
		}
	}
}

// set takes the figure from its row.
func (f figure) set(row []string) error {
	if len(row) < columnFirstOne || len(row) > len(columns) {
		return fmt.Errorf("%d columns where %s are expected", len(row), strings.Join(columns[:], ","))
	}
	if row[columnUnit] != f.unit {
		return fmt.Errorf("the unit is %q, this figure is in %q", row[columnUnit], f.unit)
	}
	var ones [modeCount]string
	copy(ones[:], row[columnFirstOne:])
	own := strings.Join(ones[:], "") != ""
	switch {
	case row[columnAll] != "" && own:
		return errors.New(`fill in either "all" or the modes, not both`)
	case row[columnAll] == "" && len(f.values) == 1:
		return errors.New(`this figure is the same for all modes: put it under "all"`)
	case row[columnAll] == "" && !own:
		return errors.New("no value")
	}
	for i, v := range f.values {
		text, who := row[columnAll], "all"
		if own {
			text, who = ones[i], Mode(i).String()
		}
		number, err := f.parse(text)
		if err != nil {
			return fmt.Errorf("%s: %w", who, err)
		}
		*v = number
	}
	return nil
}

func (f figure) parse(text string) (float64, error) {
	if text == "" {
		text = "0"
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) {
		return 0, fmt.Errorf("%q is not a number", text)
	}
	if n < f.low || n > f.high {
		return 0, fmt.Errorf("%s is not between %g and %g %s", text, f.low, f.high, f.unit)
	}
	return n, nil
}

func checkHeader(row []string) error {
	for i, name := range columns {
		if i >= len(row) || row[i] != name {
			return fmt.Errorf("the columns must be %s", strings.Join(columns[:], ","))
		}
	}
	return nil
}

func missing(known map[string]figure, seen map[string]int, whole bool) error {
	if !whole {
		return nil
	}
	for name := range known {
		if seen[name] == 0 {
			return fmt.Errorf("%s is missing", name)
		}
	}
	return nil
}

// skipMark drops the byte order mark some spreadsheets put first.
func skipMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return b
}
