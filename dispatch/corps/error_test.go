package corps

// error_test.go: what is wrong with rows, sheets and files, and how it is said.

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"fifteen/dispatch"
)

func TestEachRowError(t *testing.T) {
	for _, c := range []struct {
		header, row string
		field       string
		code        ErrorCode
		value       string
	}{
		{"姓名,电话,同意", ",13800138000,是", "name", ErrMissing, ""},
		{"姓名,电话,同意", "陈丽,,是", "phone", ErrMissing, ""},
		{"姓名,电话,同意", "陈丽", "phone", ErrMissing, ""},
		{"姓名,电话,同意", "陈丽,12345,是", "phone", ErrPhone, "12345"},
		{"姓名,电话,同意", "陈丽,028-85551234,是", "phone", ErrPhone, "028-85551234"},
		{"姓名,电话,同意", "陈丽,1.38E+10,是", "phone", ErrRounded, "1.38E+10"},
		{"姓名,电话,同意", "陈丽,13800138000,也许", "consent", ErrUnknown, "也许"},
		{"姓名,电话,同意,可用", "陈丽,13800138000,是,也许", "available", ErrUnknown, "也许"},
		{"姓名,电话,同意,语言", "陈丽,13800138000,是,四川话", "lang", ErrUnknown, "四川话"},
		{"姓名,电话,同意,技能", "陈丽,13800138000,是,医疗救护、厨艺", "skills", ErrUnknown, "厨艺"},
		{"姓名,电话,同意,技能", "陈丽,13800138000,是,defibrillator", "skills", ErrUnknown, "defibrillator"},
		{"姓名,电话,同意,出行方式", "陈丽,13800138000,是,步行 飞行", "modes", ErrUnknown, "步行 飞行"},
		{"姓名,电话,同意,编号", "陈丽,13800138000,是,a/b", "id", ErrRule, "a/b"},
		{"姓名,电话,同意,编号", "陈丽,13800138000,是,1.23E+15", "id", ErrRounded, "1.23E+15"},
		{"姓名,电话,同意,片区", "陈丽,13800138000,是," + strings.Repeat("区", 101), "area", ErrRule, strings.Repeat("区", 100) + "…"},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,104.06,", "lat", ErrMissing, ""},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,,30.6", "lng", ErrMissing, ""},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,东,30.6", "lng", ErrNumber, "东"},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,NaN,30.6", "lng", ErrNumber, "NaN"},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,30.6,104.06", "lat", ErrNumber, "104.06"},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,1040.6,30.6", "lng", ErrNumber, "1040.6"},
		{"姓名,电话,同意,经度,纬度", "陈丽,13800138000,是,0,0", "lat", ErrNumber, "0"},
		{"姓名,电话,同意,经度,纬度,坐标系", "陈丽,13800138000,是,104.06,30.6,GCJ-02", "coord_sys", ErrUnknown, "GCJ-02"},
	} {
		s := read(t, c.header+"\n"+c.row+"\n", Options{})
		all := s.AllErrors()
		if len(all) != 1 || all[0].Row != 2 || all[0].Field != c.field || all[0].Code != c.code || all[0].Value != c.value || all[0].Detail == "" {
			t.Errorf("%s\n%s\ngives %+v, want one error: %s %s %q", c.header, c.row, all, c.field, c.code, c.value)
		}
		if len(s.Valid()) != 0 {
			t.Errorf("%s is valid", c.row)
		}
	}
}

func TestErrorsOfTheWholeSheet(t *testing.T) {
	for _, c := range []struct {
		text, field string
		code        ErrorCode
		rows        int
	}{
		{"姓名,编号,同意\n陈丽,1,是\n", "phone", ErrMissing, 0},
		{"手机,编号,同意\n13800138000,1,是\n", "name", ErrMissing, 0},
		{"姓名,手机\n陈丽,13800138000\n", "consent", ErrMissing, 1},
		{"姓名,手机,电话,同意\n陈丽,13800138000,028-85551234,是\n", "phone", ErrColumn, 1},
		{"姓名,手机,同意,经度\n陈丽,13800138000,是,104\n", "lat", ErrMissing, 1},
	} {
		s := read(t, c.text, Options{})
		if all := s.AllErrors(); len(all) != 1 || all[0].Row != 1 || all[0].Field != c.field || all[0].Code != c.code || len(s.Rows) != c.rows {
			t.Errorf("%s gives %+v and %d rows", c.text, all, len(s.Rows))
		}
	}
}

func TestDuplicatesNameTheirRows(t *testing.T) {
	s := read(t, "编号,姓名,手机,同意\na,甲,13800138000,是\nb,乙,138-0013-8000,是\na,丙,13900139000,是\n,丁,13700137000,是\n,丁,+8613700137000,是\n", Options{})
	var got []string
	for _, e := range s.AllErrors() {
		got = append(got, fmt.Sprintf("%d %s %s %s", e.Row, e.Field, e.Code, e.Detail))
	}
	want := []string{
		"2 id duplicate the same id stands in rows 2 and 4: keep one, or correct it",
		"2 phone duplicate the same phone stands in rows 2 and 3: keep one, or correct it",
		"3 phone duplicate the same phone stands in rows 2 and 3: keep one, or correct it",
		"4 id duplicate the same id stands in rows 2 and 4: keep one, or correct it",
		"5 phone duplicate the same phone stands in rows 5 and 6: keep one, or correct it",
		"6 phone duplicate the same phone stands in rows 5 and 6: keep one, or correct it",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	many := read(t, "编号,姓名,手机,同意\n"+strings.Repeat("a,甲,,是\n", 9), Options{})
	if e := many.AllErrors()[1]; !strings.Contains(e.Detail, "rows 2, 3, 4, 5, 6 and 4 more") {
		t.Errorf("nine of a kind: %s", e.Detail)
	}
}

func TestFilesThatAreNoSheets(t *testing.T) {
	header := "姓名,手机,同意\n"
	for name, c := range map[string]struct {
		data, want string
		opts       Options
	}{
		"empty":            {" \n", "is empty", Options{}},
		"only a mark":      {"\ufeff", "no header", Options{}},
		"no header":        {"甲,13800138000\n乙,13900139000\n", "no header", Options{}},
		"header too low":   {strings.Repeat("x\n", headerWithin) + header, "no header", Options{}},
		"old Excel":        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls", Options{}},
		"PDF":              {"%PDF-1.7", "neither CSV nor XLSX", Options{}},
		"broken zip":       {"PK\x03\x04 and no more", "cannot be opened", Options{}},
		"binary":           {"\x00\x01\x02" + header, "is not text", Options{}},
		"neither encoding": {header + "\xff\xff\xff\n", "is not text", Options{}},
		"stray quote":      {header + "\"甲,13800138000,是\n乙,13900139000,是\n", "stray quotation mark", Options{}},
		"too many rows":    {header + strings.Repeat("甲,13800138000,是\n", 3), "more than 2 rows", Options{MaxRows: 2}},
		"too large":        {header, "larger than", Options{MaxBytes: 8}},
	} {
		_, err := Read(strings.NewReader(c.data), "secret/path.csv", c.opts)
		var e *dispatch.Error
		if !errors.As(err, &e) || e.Code != dispatch.CodeInvalid || e.Field != "file" || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err != nil && (strings.Contains(err.Error(), "path") || strings.Contains(err.Error(), "138")) {
			t.Errorf("%s: the error gives away too much: %v", name, err)
		}
	}
	broken := errors.New("connection lost")
	if _, err := Read(iotest.ErrReader(broken), "", Options{}); !errors.Is(err, broken) {
		t.Errorf("a failing reader: %v", err)
	}
	if s := read(t, header+strings.Repeat("甲,13800138000,是\n\n", 2), Options{MaxRows: 2}); len(s.Rows) != 2 {
		t.Errorf("blank rows count: %d", len(s.Rows))
	}
}
