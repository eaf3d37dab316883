package corps

// table.go: from bytes to rows of cells, whatever the format.

import (
	"bytes"
	"path/filepath"
	"strings"
)

// headerWithin is among how many rows from the top the header is looked for:
// sheets often carry a title or a remark above it.
const headerWithin = 10

// maxColumns bounds the width of a table; cells farther right are not read.
const maxColumns = 200

// line is a row that is not blank, with its number as spreadsheets show it.
type line struct {
	line  int
	cells []string
}

// table is a header and the rows under it, cells cleaned, blank rows dropped.
type table struct {
	format, encoding string
	header           line
	rows             []line
}

// readTable finds out the format by content. The error is about the file.
func readTable(data []byte, filename string, maxRows int) (*table, error) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, invalidFile("is empty")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) && !strings.EqualFold(filepath.Ext(filename), ".ods"):
		return readXLSX(data, maxRows)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")): // OLE: old Excel, or an encrypted new one
		return nil, invalidFile("is an old .xls workbook or protected by a password: save it as .xlsx without a password, or as CSV")
	case bytes.HasPrefix(data, []byte("PK")), bytes.HasPrefix(data, []byte("%PDF")):
		return nil, invalidFile("is neither CSV nor XLSX: save it as .xlsx or CSV")
	}
	return readCSV(data, maxRows)
}

// builder gathers lines into a table: first the header, then rows.
type builder struct {
	t       table
	found   bool
	tried   int
	maxRows int
}

// add takes the next row. Cells are cleaned in place.
func (b *builder) add(number int, cells []string) error {
	cells = cells[:min(len(cells), maxColumns)]
	blank := true
	for i, c := range cells {
		cells[i] = clean(c)
		blank = blank && cells[i] == ""
	}
	switch {
	case blank:
	case b.found:
		if len(b.t.rows) == b.maxRows {
			return invalidFile("has more than %d rows: split it", b.maxRows)
		}
		b.t.rows = append(b.t.rows, line{number, cells})
	case b.tried < headerWithin:
		b.tried++
		if headerScore(cells) >= 2 {
			b.found, b.t.header = true, line{number, cells}
		}
	}
	return nil
}

var errNoHeader = invalidFile("has no header: one of its first %d rows must name the columns, at least 姓名/name and 手机号/phone", headerWithin)

// done returns the table, or errNoHeader.
func (b *builder) done() (*table, error) {
	if !b.found {
		return nil, errNoHeader
	}
	return &b.t, nil
}
