package corps

// sheet.go: reading a sheet from top to bottom, and what comes out.

import (
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// The default limits of a sheet.
const (
	DefaultMaxRows  = 20_000
	DefaultMaxBytes = 20 << 20
)

// Options says how to read a sheet. The zero value is useful.
type Options struct {
	// DefaultRegion is where phone numbers without a country code belong: a
	// two-letter region ("CN", "US"). Empty means CN.
	DefaultRegion string
	// MaxRows and MaxBytes bound the sheet; 0 means the defaults.
	MaxRows  int
	MaxBytes int64
	// AssumeConsent: the uploader states that everybody in a sheet without a
	// consent column agreed to be asked by text.
	AssumeConsent bool
	// CoordSys is the coordinate system of sheets and cells that name none.
	// Empty means WGS-84.
	CoordSys string
	// Convert takes a point of the named system to WGS-84. Without it only
	// WGS-84 is understood.
	Convert func(p orb.Point, sys string) (orb.Point, error)
}

// Column is one column of a sheet: its header, and the field it was recognized
// as, empty for columns that are not read.
type Column struct {
	Header string `json:"header"`
	Field  string `json:"field"`
}

// Row is one row of a sheet. The responder is complete only without Errors;
// Version and AddedAt are left to the store.
type Row struct {
	// Line is the row's number as a spreadsheet program shows it.
	Line      int
	Responder dispatch.Responder
	Errors    []RowError
}

// Sheet is what was read. It may be imported if AllErrors is empty.
type Sheet struct {
	// Format is "csv" or "xlsx"; Encoding that of a CSV: "utf-8", "utf-16" or
	// "gb18030".
	Format, Encoding string
	// HeaderLine is the number of the row with the column names.
	HeaderLine int
	Columns    []Column
	// Rows are those that are not blank. There are none if a column is missing
	// without which nobody can be read.
	Rows []Row
	// Errors are about the sheet as a whole; their Row is the header's.
	Errors []RowError
}

// Read reads a sheet. filename only helps to explain what is wrong with a file
// of another kind; the content decides.
//
// What is wrong with single rows is in the Sheet. The error, CodeInvalid with
// the field "file", is for files that cannot be read as a sheet at all or
// exceed the limits. If r fails, its error is wrapped.
func Read(r io.Reader, filename string, opts Options) (*Sheet, error) {
	opts = opts.withDefaults()
	data, err := io.ReadAll(io.LimitReader(r, opts.MaxBytes+1))
	if err != nil {
		return nil, &dispatch.Error{Code: dispatch.CodeInvalid, Field: "file", Message: "could not be received whole; send it again", Err: err}
	}
	if int64(len(data)) > opts.MaxBytes {
		return nil, invalidFile("is larger than %.4g MB: split it, or remove pictures and other sheets", float64(opts.MaxBytes)/(1<<20))
	}
	t, err := readTable(data, filename, opts.MaxRows)
	if err != nil {
		return nil, err
	}
	s := &Sheet{Format: t.format, Encoding: t.encoding, HeaderLine: t.header.line}
	fields := s.recognize(t.header.cells)
	s.checkColumns(fields, opts)
	if !fields.has(fieldName) || !fields.has(fieldPhone) {
		return s, nil
	}
	s.Rows = make([]Row, len(t.rows))
	for i, cells := range t.rows {
		s.Rows[i] = readRow(cells, fields, opts)
	}
	markDuplicates(s.Rows)
	return s, nil
}

// Valid returns the responders of the rows without errors, in their order.
func (s *Sheet) Valid() []dispatch.Responder {
	valid := make([]dispatch.Responder, 0, len(s.Rows))
	for _, r := range s.Rows {
		if len(r.Errors) == 0 {
			valid = append(valid, r.Responder)
		}
	}
	return valid
}

// AllErrors returns the errors of the sheet, then those of its rows.
func (s *Sheet) AllErrors() []RowError {
	all := append([]RowError{}, s.Errors...)
	for _, r := range s.Rows {
		all = append(all, r.Errors...)
	}
	return all
}

// checkColumns notes which needed columns are missing.
func (s *Sheet) checkColumns(fields fieldColumns, opts Options) {
	missing := func(field, detail string) {
		s.Errors = append(s.Errors, RowError{Row: s.HeaderLine, Field: field, Code: ErrMissing, Detail: detail})
	}
	if !fields.has(fieldName) {
		missing(fieldName, "no column holds names: call one 姓名 or name")
	}
	if !fields.has(fieldPhone) {
		missing(fieldPhone, "no column holds phone numbers: call one 手机号 or phone")
	}
	if !fields.has(fieldConsent) && !opts.AssumeConsent {
		missing(fieldConsent, "no column says who agreed to be asked by text: add one called 同意 or consent with 是/否 or yes/no, or state at the upload that everybody agreed")
	}
	if fields.has(fieldLng) != fields.has(fieldLat) {
		missing(fieldLat, "only one of 经度/lng and 纬度/lat is there: add the other, or remove it")
	}
	for _, p := range placeColumns {
		if n := fields.count(p.lng, p.lat, p.hours); n != 0 && n != 3 {
			missing(p.hours, p.detail)
		}
	}
}

func (o Options) withDefaults() Options {
	if o.DefaultRegion == "" {
		o.DefaultRegion = "CN"
	}
	if o.MaxRows <= 0 {
		o.MaxRows = DefaultMaxRows
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	return o
}

func invalidFile(format string, args ...any) error {
	return dispatch.Invalid("file", "%s", fmt.Sprintf(format, args...))
}
