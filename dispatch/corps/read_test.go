package corps

// read_test.go: sheets as centers keep them.

import (
	"errors"
	"reflect"
	"strings"
	"testing"

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

func TestRowsAreNumberedAsInASpreadsheet(t *testing.T) {
	s := read(t, "姓名,手机,同意,备注\n甲,13800138000,是,\"一\n二\n三\"\n乙,,是,\n\n丙,,是,\n", Options{})
	if len(s.Rows) != 3 || s.Rows[0].Line != 2 || s.Rows[1].Line != 3 || s.Rows[2].Line != 5 || s.Rows[2].Errors[0].Row != 5 {
		t.Errorf("%+v", s.Rows)
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
