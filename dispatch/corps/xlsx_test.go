package corps

// xlsx_test.go: workbooks, made here.

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fifteen/dispatch"
)

// workbook writes rows to sheets of a new workbook, named in order.
func workbook(t testing.TB, sheets ...[][]any) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	t.Cleanup(func() { _ = f.Close() })
	for i, rows := range sheets {
		name := fmt.Sprintf("Sheet%d", i+1)
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		w, err := f.NewStreamWriter(name)
		if err != nil {
			t.Fatal(err)
		}
		for j, row := range rows {
			if err := w.SetRow(fmt.Sprintf("A%d", j+1), row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func bytesOf(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadWorkbook(t *testing.T) {
	f := workbook(t,
		[][]any{{"说明", "请填写第二张表"}},
		[][]any{
			{"2026年志愿者名册"},
			{},
			{"编号", "姓名", "手机号", "技能", "经度", "纬度", "可用", "同意", "备注"},
			{1001, "陈丽", 13800138000, "医疗救护", 104.0665, 30.5723, true, "是", time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)},
			{"CD-2", "王强", "139 0013 9000", "", nil, nil, false, "否", "=1+1"},
			{},
			{"CD-3", "李娜", 1.37e10, nil, nil, nil, 1, 1},
		})
	// Opened again to show the numbers as 1.38E+10.
	f, err := excelize.OpenReader(bytes.NewReader(bytesOf(t, f)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 11})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet2", "C4", "C7", style); err != nil {
		t.Fatal(err)
	}
	s, err := Read(bytes.NewReader(bytesOf(t, f)), "名册.xlsx", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Format != "xlsx" || s.HeaderLine != 3 || len(s.AllErrors()) != 0 || len(s.Rows) != 3 {
		t.Fatalf("%+v", s)
	}
	for i, want := range []struct {
		line               int
		id                 string
		phone              dispatch.Phone
		skills             int
		home               bool
		available, consent bool
	}{
		{4, "1001", "+8613800138000", 1, true, true, true},
		{5, "CD-2", "+8613900139000", 0, false, false, false},
		{7, "CD-3", "+8613700000000", 0, false, true, true},
	} {
		r := s.Rows[i].Responder
		if s.Rows[i].Line != want.line || r.ID != want.id || r.Phone != want.phone || len(r.Skills) != want.skills ||
			(r.Home != nil) != want.home || r.Available != want.available || r.Consent != want.consent {
			t.Errorf("row %d: %+v, phone %s", s.Rows[i].Line, r, r.Phone.E164())
		}
	}
	if note := s.Rows[1].Responder.Note; note != "=1+1" {
		t.Errorf("note %q, want the text =1+1", note)
	}
}

// written makes a workbook of one worksheet as spreadsheet programs write it.
func written(t *testing.T, sheetData string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, xml := range map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + sheetData + `</sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(xml)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const writtenHeader = `<row r="2"><c r="B2" t="inlineStr"><is><t>姓名</t></is></c><c r="C2" t="inlineStr"><is><t>手机</t></is></c><c r="D2" t="inlineStr"><is><t>同意</t></is></c></row>`

// Text in the cell, a formula with its saved result, a long number in
// scientific form, rows that are left out.
func TestReadWorkbookOfAnotherHand(t *testing.T) {
	data := written(t, writtenHeader+
		`<row r="4"><c r="B4" t="str"><f>CONCAT("陈","丽")</f><v>陈丽</v></c><c r="C4"><v>1.3800138001E10</v></c><c r="D4" t="b"><v>1</v></c></row>`)
	s, err := Read(bytes.NewReader(data), "", Options{})
	if err != nil || len(s.AllErrors()) != 0 || len(s.Rows) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	if r := s.Rows[0]; r.Line != 4 || r.Responder.Name != "陈丽" || r.Responder.Phone != "+8613800138001" || !r.Responder.Consent {
		t.Errorf("%+v, phone %s", r, r.Responder.Phone.E164())
	}
}

func TestHiddenWorksheetsAreNotRead(t *testing.T) {
	row := func(name string) [][]any {
		return [][]any{{"姓名", "手机", "同意"}, {name, "13800138000", "是"}}
	}
	f := workbook(t, row("hidden"), row("shown"))
	f.SetActiveSheet(1)
	if err := f.SetSheetVisible("Sheet1", false); err != nil {
		t.Fatal(err)
	}
	s, err := Read(bytes.NewReader(bytesOf(t, f)), "a.xlsx", Options{})
	if err != nil || len(s.Rows) != 1 || s.Rows[0].Responder.Name != "shown" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestWorkbooksThatAreRefused(t *testing.T) {
	header := []any{"姓名", "手机", "同意"}
	var far strings.Builder
	for i := range 320 { // each row as wide as a worksheet can be
		fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+3, i+3)
	}
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	for range maxUnzipped/(1<<20) + 1 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data    []byte
		want    string
		maxRows int
	}{
		"no header": {bytesOf(t, workbook(t, [][]any{{"甲", "13800138000"}})), "no header", 0},
		"far cells": {written(t, writtenHeader+far.String()), "far outside", 0},
		"zip bomb":  {bomb.Bytes(), "cannot be opened", 0},
		"rows":      {bytesOf(t, workbook(t, [][]any{header, {"甲"}, {"乙"}, {"丙"}})), "more than 2 rows", 2},
	} {
		_, err := Read(bytes.NewReader(c.data), "a.xlsx", Options{MaxRows: c.maxRows})
		var e *dispatch.Error
		if !errors.As(err, &e) || e.Code != dispatch.CodeInvalid || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if bomb.Len() > 1<<20 {
		t.Fatalf("the bomb is %d bytes: it would not pass as small", bomb.Len())
	}
}
