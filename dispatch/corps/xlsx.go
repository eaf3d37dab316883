package corps

// xlsx.go: reads XLSX: the first visible worksheet that has a header.

import (
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"

	"fifteen/dispatch"
)

const (
	// maxUnzipped bounds what a workbook unpacks to. 20,000 people are about
	// 20 MB; a bomb is refused before it is unpacked.
	maxUnzipped = 64 << 20
	// maxCells bounds the cells that are looked at: one cell far to the right
	// costs as much as all those left of it. 20,000 full rows are 4 million.
	maxCells = 5_000_000
)

// readXLSX reads cells as they are stored, not as they are shown: a phone
// number is shown as 1.38E+10. Formulas give the result that was saved.
func readXLSX(data []byte, maxRows int) (t *table, err error) {
	// The file comes from outside, and the parser is deep: what it cannot
	// stomach must not take the server down.
	defer func() {
		if recover() != nil {
			t, err = nil, errWorkbook()
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return nil, &dispatch.Error{
			Code: dispatch.CodeInvalid, Field: "file", Err: err,
			Message: "cannot be opened as a workbook: save it anew as .xlsx, without other large sheets, or as CSV",
		}
	}
	defer func() { _ = f.Close() }()
	var first error
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		t, err := readWorksheet(f, name, maxRows)
		if err == nil {
			return t, nil
		}
		if first == nil {
			first = err
		}
		if !errors.Is(err, errNoHeader) {
			return nil, err
		}
	}
	if first == nil {
		first = errWorkbook()
	}
	return nil, first
}

func readWorksheet(f *excelize.File, name string, maxRows int) (*table, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, errWorkbook()
	}
	defer func() { _ = rows.Close() }()
	b := &builder{maxRows: maxRows}
	b.t.format = "xlsx"
	for number, cells := 1, 0; rows.Next(); number++ {
		columns, err := rows.Columns()
		if err != nil {
			return nil, errWorkbook()
		}
		if cells += len(columns) + 1; cells > maxCells {
			return nil, invalidFile("has cells far outside the table: copy the table into a new workbook")
		}
		if err := b.add(number, columns); err != nil {
			return nil, err
		}
	}
	if rows.Error() != nil {
		return nil, errWorkbook()
	}
	return b.done()
}

func errWorkbook() error {
	return invalidFile("is not a workbook that can be read: save it anew as .xlsx, or as CSV")
}
