package corps

// read_test.go: sheets as centers keep them.

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/paulmach/orb"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fifteen/dispatch"
)

const chinese = `志愿者名册,,,,,,,,,,,,,
编号,姓名,手机号（必填）,语言,出行方式,技能,储备库,片区,经度,纬度,是否可用,同意,备注,身高
CD-001,陈丽,13800138000,中文,步行、骑行,医疗救护队；心理干预,一队，二队,锦江,104.0665,30.5723,是,是,=cmd|' /C calc'!A0,170
,王强,０086 139-0013-9000,英文,驾车,物资转运,,武侯,,,否,不同意,,

CD-003,"李
娜",+1 302 655 1234,,,,,,１０４．１,30.6°,,,,
`

func chineseRows() []Row {
	walk := []dispatch.Mode{dispatch.ModeWalk}
	return []Row{
		{Line: 3, Responder: dispatch.Responder{
			ID: "CD-001", Name: "陈丽", Phone: "+8613800138000", Lang: "zh", Modes: []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeBike},
			Skills: []dispatch.Role{dispatch.RoleMedical, dispatch.RolePsychological}, Teams: []string{"一队", "二队"}, Area: "锦江",
			Home: &dispatch.Position{Lng: 104.0665, Lat: 30.5723}, Available: true, Consent: true, Note: "=cmd|' /C calc'!A0",
		}},
		{Line: 4, Responder: dispatch.Responder{
			ID: idOf("+8613900139000"), Name: "王强", Phone: "+8613900139000", Lang: "en", Modes: []dispatch.Mode{dispatch.ModeDrive},
			Skills: []dispatch.Role{dispatch.RoleTransport}, Teams: []string{}, Area: "武侯",
		}},
		{Line: 6, Responder: dispatch.Responder{
			ID: "CD-003", Name: "李 娜", Phone: "+13026551234", Lang: "zh", Modes: walk, Skills: []dispatch.Role{}, Teams: []string{},
			Home: &dispatch.Position{Lng: 104.1, Lat: 30.6}, Available: true,
		}},
	}
}

func read(t *testing.T, text string, opts Options) *Sheet {
	t.Helper()
	s, err := Read(strings.NewReader(text), "people.csv", opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func encoded(t *testing.T, encode func(string) (string, error), text string) string {
	t.Helper()
	out, err := encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadInEveryEncodingAndDelimiter(t *testing.T) {
	tabs := strings.ReplaceAll(chinese, ",", "\t")
	semicolons := strings.ReplaceAll(chinese, ",", ";")
	for name, c := range map[string]struct{ text, encoding string }{
		"UTF-8":               {chinese, "utf-8"},
		"UTF-8 with mark":     {"\ufeff" + chinese, "utf-8"},
		"Windows line ends":   {strings.ReplaceAll(chinese, "\n", "\r\n"), "utf-8"},
		"semicolons":          {semicolons, "utf-8"},
		"tabs":                {tabs, "utf-8"},
		"GBK":                 {encoded(t, simplifiedchinese.GBK.NewEncoder().String, chinese), "gb18030"},
		"GB18030, semicolons": {encoded(t, simplifiedchinese.GB18030.NewEncoder().String, semicolons), "gb18030"},
		"UTF-16, tabs":        {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, tabs), "utf-16"},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, c.text, Options{})
			if s.Format != "csv" || s.Encoding != c.encoding || s.HeaderLine != 2 || len(s.AllErrors()) != 0 {
				t.Errorf("%s, %s, header in row %d, %v", s.Format, s.Encoding, s.HeaderLine, s.AllErrors())
			}
			if want := chineseRows(); !reflect.DeepEqual(s.Rows, want) {
				t.Errorf("read %+v\nwant %+v", s.Rows, want)
			}
			if len(s.Valid()) != 3 || len(s.Columns) != 14 {
				t.Errorf("%d valid, %d columns", len(s.Valid()), len(s.Columns))
			}
			if got := []Column{s.Columns[2], s.Columns[13]}; got[0] != (Column{"手机号（必填）", "phone"}) || got[1] != (Column{"身高", ""}) {
				t.Errorf("columns %v", got)
			}
		})
	}
}

func TestReadEnglish(t *testing.T) {
	s := read(t, "sep=;\nFull Name;Mobile Phone;Travel modes;Skills;Active;Consent\nAnn Lee;(302) 655-1234;walk bike;Medical Rescue / liaison;yes;Y\n", Options{DefaultRegion: "US"})
	want := dispatch.Responder{
		ID: idOf("+13026551234"), Name: "Ann Lee", Phone: "+13026551234", Lang: "en", Modes: []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeBike},
		Skills: []dispatch.Role{dispatch.RoleMedical, dispatch.RoleLiaison}, Teams: []string{}, Available: true, Consent: true,
	}
	if len(s.AllErrors()) != 0 || len(s.Rows) != 1 || s.Rows[0].Line != 3 || !reflect.DeepEqual(s.Rows[0].Responder, want) {
		t.Errorf("read %+v\nwant %+v", s, want)
	}
}

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

func TestConsentIsNeverGuessed(t *testing.T) {
	const without, with = "姓名,手机\n陈丽,13800138000\n", "姓名,手机,同意\n陈丽,13800138000,\n"
	if s := read(t, without, Options{}); len(s.AllErrors()) != 1 || s.Rows[0].Responder.Consent {
		t.Errorf("no column: %+v", s)
	}
	if s := read(t, without, Options{AssumeConsent: true}); len(s.AllErrors()) != 0 || !s.Rows[0].Responder.Consent {
		t.Errorf("no column, stated by the uploader: %+v", s)
	}
	for _, assume := range []bool{false, true} {
		if s := read(t, with, Options{AssumeConsent: assume}); len(s.AllErrors()) != 0 || s.Rows[0].Responder.Consent {
			t.Errorf("an empty cell, assume %v: %+v", assume, s)
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

func TestCoordinatesAreConverted(t *testing.T) {
	var asked []string
	opts := Options{CoordSys: "gcj02", Convert: func(p orb.Point, sys string) (orb.Point, error) {
		asked = append(asked, sys)
		if sys == "mars" {
			return p, errors.New("unknown coordinate system")
		}
		return orb.Point{p[0] - 1, p[1] - 1}, nil
	}}
	s := read(t, "姓名,手机,同意,经度,纬度,坐标系\n甲,13800138000,是,104,30,\n乙,13900139000,是,104,30,百度\n丙,13700137000,是,104,30,WGS-84\n丁,13600136000,是,104,30,mars\n", opts)
	for i, want := range []*dispatch.Position{{Lng: 103, Lat: 29}, {Lng: 103, Lat: 29}, {Lng: 104, Lat: 30}, nil} {
		if got := s.Rows[i].Responder.Home; !reflect.DeepEqual(got, want) {
			t.Errorf("row %d: home %v, want %v", i, got, want)
		}
	}
	if want := []string{"gcj02", "百度", "mars"}; !reflect.DeepEqual(asked, want) {
		t.Errorf("asked to convert %v, want %v", asked, want)
	}
	if all := s.AllErrors(); len(all) != 1 || all[0].Field != "coord_sys" || all[0].Row != 5 {
		t.Errorf("%+v", all)
	}
}

func TestReadingAgainGivesTheSamePeople(t *testing.T) {
	a := read(t, "姓名,手机,同意\n甲,13800138000,是\n乙,13900139000,是\n", Options{})
	b := read(t, "手机,姓名,同意\n+86 139 0013 9000,乙,是\n０086 13800138000,甲,是\n", Options{})
	if a.Rows[0].Responder.ID != b.Rows[1].Responder.ID || a.Rows[1].Responder.ID != b.Rows[0].Responder.ID || a.Rows[0].Responder.ID == a.Rows[1].Responder.ID {
		t.Errorf("%v and %v", a.Valid(), b.Valid())
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
