package corps

// fitness_test.go: certificates, days and hours, in every spelling a sheet has
// for them, and what is wrong with them.

import (
	"reflect"
	"slices"
	"testing"

	"fifteen/dispatch"
)

func TestDaysOfSheets(t *testing.T) {
	for s, want := range map[string]dispatch.Date{
		"2027-06-30": "2027-06-30", "2027/6/3": "2027-06-03", "2027.6.30": "2027-06-30", "2027年6月3日": "2027-06-03",
		"20270630": "2027-06-30", "46203": "2026-06-30", "46203.5": "2026-06-30", "46203.0": "2026-06-30", "2027/6/30 0:00": "2027-06-30",
		"2027-06-30T00:00:00Z": "2027-06-30", "２０２７－０６－３０": "2027-06-30", "1999/12/31": "1999-12-31",
		"30.6.2027": "", "6/30/2027": "", "2027-02-30": "", "2027-06": "", "soon": "", "": "", "4620": "", "138001380": "", "2027-6": "",
	} {
		if got, ok := day(s); ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, %v; want %q", s, got, ok, want)
		}
	}
}

func TestHoursOfSheets(t *testing.T) {
	week := []dispatch.Day{"mon", "tue", "wed", "thu", "fri"}
	for s, want := range map[string]dispatch.Place{
		"周一至周五 09:00-18:00":         {Days: week, From: "09:00", To: "18:00"},
		"周一至五9:00至18:00":            {Days: week, From: "09:00", To: "18:00"},
		"工作日 8:30～17:30":            {Days: week, From: "08:30", To: "17:30"},
		"mon-fri 09:00 - 18:00":     {Days: week, From: "09:00", To: "18:00"},
		"Mon, Wed 09:00–12:00":      {Days: []dispatch.Day{"mon", "wed"}, From: "09:00", To: "12:00"},
		"星期六、星期天 20:00-08:00":       {Days: []dispatch.Day{"sat", "sun"}, From: "20:00", To: "08:00"},
		"周五至周一 20:00-24:00":         {Days: []dispatch.Day{"mon", "fri", "sat", "sun"}, From: "20:00", To: "00:00"},
		"每天 20：00—08：00":            {From: "20:00", To: "08:00"},
		"20:00-08:00":               {From: "20:00", To: "08:00"},
		"周一至周日 00:00-24:00":         {From: "00:00", To: "00:00"},
		"weekends 07:00-07:00":      {Days: []dispatch.Day{"sat", "sun"}, From: "07:00", To: "07:00"},
		"Thursday到Friday 1:00至2:00": {Days: []dispatch.Day{"thu", "fri"}, From: "01:00", To: "02:00"},
	} {
		days, from, to, err := hours(s)
		if err != nil || !slices.Equal(days, want.Days) || from != want.From || to != want.To {
			t.Errorf("%q: %v %s %s, %v", s, days, from, to, err)
		}
	}
	for _, s := range []string{"", "周一至周五", "9-18", "someday 09:00-18:00", "周八 09:00-18:00", "mon 25:00-26:00", "mon 09:60-10:00", "09:00", "周一至 09:00-10:00"} {
		if _, _, _, err := hours(s); err == nil {
			t.Errorf("%q is understood", s)
		}
	}
}

const fitHeader = "姓名,手机,同意,技能,证书,证书编号,证书有效期至,试用期至,出生日期,保险有效期至,不接类型,工作经度,工作纬度,工作时间,站点经度,站点纬度,值班时间\n"

func TestFitnessColumns(t *testing.T) {
	s := read(t, fitHeader+
		"陈丽,13800138000,是,医疗救护、心理干预,医疗救护 AHA 123 2027/6/30；心理干预 长期,,,2026-12-31,1990年5月4日,46203,火灾、洪涝,104.1,30.6,周一至周五 9:00-18:00,104.2,30.7,周六 20:00-08:00\n"+
		"王强,13900139000,是,医疗救护,,B-7,2028-01-31,,,,,,,,,,\n"+
		"李四,13700137000,是,医疗救护,急救证 20190101 2028.1.31,,,,,,,,,,,,\n", Options{})
	if all := s.AllErrors(); len(all) > 0 {
		t.Fatal(all)
	}
	got := s.Rows[0].Responder
	want := dispatch.Responder{
		ID: got.ID, Name: "陈丽", Phone: "+8613800138000", Lang: "zh", Modes: []dispatch.Mode{dispatch.ModeWalk},
		Skills: []dispatch.Role{dispatch.RoleMedical, dispatch.RolePsychological}, Teams: []string{}, Available: true, Consent: true,
		Certificates: []dispatch.Certificate{
			{Skill: dispatch.RoleMedical, Number: "AHA 123", ExpiresOn: "2027-06-30"},
			{Skill: dispatch.RolePsychological},
		},
		ProbationUntil: "2026-12-31", BornOn: "1990-05-04", InsuredUntil: "2026-06-30",
		Excludes: []dispatch.Kind{dispatch.KindFire, dispatch.KindFlood},
		Places: []dispatch.Place{
			{Basis: dispatch.BasisStation, Position: dispatch.Position{Lng: 104.2, Lat: 30.7}, Days: []dispatch.Day{"sat"}, From: "20:00", To: "08:00"},
			{Basis: dispatch.BasisWork, Position: dispatch.Position{Lng: 104.1, Lat: 30.6}, Days: []dispatch.Day{"mon", "tue", "wed", "thu", "fri"}, From: "09:00", To: "18:00"},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v\nwant %+v", got, want)
	}
	for i, want := range []dispatch.Certificate{
		{Skill: dispatch.RoleMedical, Number: "B-7", ExpiresOn: "2028-01-31"},
		{Skill: dispatch.RoleMedical, Number: "急救证 20190101", ExpiresOn: "2028-01-31"},
	} {
		r := s.Rows[1+i].Responder
		if len(r.Certificates) != 1 || r.Certificates[0] != want || r.Excludes == nil || r.Places == nil || len(r.Places) != 0 {
			t.Errorf("%+v, want %+v and empty lists", r, want)
		}
	}
	plain := read(t, "name,phone,consent\nA,13800138000,yes\n", Options{}).Rows[0].Responder
	if plain.Certificates != nil || plain.Excludes != nil || plain.Places != nil {
		t.Errorf("a sheet that says nothing says: %+v", plain)
	}
	english := read(t, "name,phone,consent,skills,certificates,born on,insured until,excludes,work lng,work lat,work hours\n"+
		"A,13800138000,yes,medical,AHA-1 2027-01-31,1990-01-01,2027-01-01,\"fire, missing person\",104,30,Mon-Fri 09:00-17:00\n", Options{})
	if r := english.Rows[0].Responder; len(english.AllErrors()) > 0 || len(r.Certificates) != 1 || len(r.Excludes) != 2 || len(r.Places) != 1 || r.BornOn != "1990-01-01" {
		t.Errorf("%+v, %v", r, english.AllErrors())
	}
}

func TestFitnessErrorsNameRowAndColumn(t *testing.T) {
	person := "陈丽,13800138000,是,"
	for _, c := range []struct {
		header, row, field string
		code               ErrorCode
		value              string
	}{
		{"技能,证书", "医疗救护、信息联络,AHA-1 2027-01-01", "certificates", ErrUnknown, "AHA-1 2027-01-01"},
		{"证书", "AHA-1", "certificates", ErrUnknown, "AHA-1"},
		{"技能,证书编号,证书有效期", "医疗救护,7,soon", "certificate_expires", ErrDate, "soon"},
		{"技能,证书编号", "医疗救护、信息联络,7", "certificate_number", ErrUnknown, "7"},
		{"试用期至", "31.12.2026", "probation_until", ErrDate, "31.12.2026"},
		{"出生日期", "1990-02-30", "born_on", ErrDate, "1990-02-30"},
		{"保险有效期", "有", "insured_until", ErrDate, "有"},
		{"不接类型", "火灾、战争", "excludes", ErrUnknown, "战争"},
		{"工作经度,工作纬度,工作时间", "104,30,", "work_hours", ErrMissing, ""},
		{"工作经度,工作纬度,工作时间", ",,周一 09:00-10:00", "work_lng", ErrMissing, ""},
		{"工作经度,工作纬度,工作时间", "104,,周一 09:00-10:00", "work_lat", ErrMissing, ""},
		{"工作经度,工作纬度,工作时间", "30.6,104.06,周一 09:00-10:00", "work_lat", ErrNumber, "104.06"},
		{"站点经度,站点纬度,值班时间", "104,30,看情况", "station_hours", ErrUnknown, "看情况"},
	} {
		s := read(t, "姓名,手机,同意,"+c.header+"\n"+person+c.row+"\n", Options{})
		if all := s.AllErrors(); len(all) != 1 || all[0].Row != 2 || all[0].Field != c.field || all[0].Code != c.code || all[0].Value != c.value || all[0].Detail == "" {
			t.Errorf("%s\n%s\ngives %+v, want one error: %s %s %q", c.header, c.row, all, c.field, c.code, c.value)
		}
	}
	for header, field := range map[string]string{"工作经度,工作纬度": "work_hours", "值班时间": "station_hours"} {
		all := read(t, "姓名,手机,同意,"+header+"\n", Options{}).AllErrors()
		if len(all) != 1 || all[0].Row != 1 || all[0].Field != field || all[0].Code != ErrMissing {
			t.Errorf("%s gives %+v", header, all)
		}
	}
}

func TestFitnessRules(t *testing.T) {
	good := dispatch.Place{Basis: dispatch.BasisWork, Position: dispatch.Position{Lng: 104, Lat: 30}, Days: []dispatch.Day{"mon"}, From: "09:00", To: "17:00"}
	for field, change := range map[string]func(*dispatch.Responder){
		"certificates[0].skill": func(r *dispatch.Responder) { r.Certificates = []dispatch.Certificate{{Skill: "general"}} },
		"certificates[1].expires_on": func(r *dispatch.Responder) {
			r.Certificates = []dispatch.Certificate{{Skill: dispatch.RoleMedical}, {Skill: dispatch.RoleMedical, ExpiresOn: "2027-1-1"}}
		},
		"certificates[0].number": func(r *dispatch.Responder) {
			r.Certificates = []dispatch.Certificate{{Skill: dispatch.RoleMedical, Number: "a\u0007"}}
		},
		"certificates": func(r *dispatch.Responder) {
			r.Certificates = slices.Repeat([]dispatch.Certificate{{Skill: dispatch.RoleMedical}}, 21)
		},
		"probation_until":        func(r *dispatch.Responder) { r.ProbationUntil = "soon" },
		"born_on":                func(r *dispatch.Responder) { r.BornOn = "1899-01-01" },
		"insured_until":          func(r *dispatch.Responder) { r.InsuredUntil = "2027-02-29" },
		"excludes[1]":            func(r *dispatch.Responder) { r.Excludes = []dispatch.Kind{"fire", "fire"} },
		"excludes[0]":            func(r *dispatch.Responder) { r.Excludes = []dispatch.Kind{"war"} },
		"places[0].basis":        func(r *dispatch.Responder) { p := good; p.Basis = dispatch.BasisHome; r.Places = []dispatch.Place{p} },
		"places[1].position.lat": func(r *dispatch.Responder) { p := good; p.Position.Lat = 104; r.Places = []dispatch.Place{good, p} },
		"places[0].days[0]": func(r *dispatch.Responder) {
			p := good
			p.Days = []dispatch.Day{"monday"}
			r.Places = []dispatch.Place{p}
		},
		"places[0].from": func(r *dispatch.Responder) { p := good; p.From = "9:00"; r.Places = []dispatch.Place{p} },
		"places[0].to":   func(r *dispatch.Responder) { p := good; p.To = "24:00"; r.Places = []dispatch.Place{p} },
		"places":         func(r *dispatch.Responder) { r.Places = slices.Repeat([]dispatch.Place{good}, 11) },
	} {
		r := dispatch.Responder{ID: "v", Name: "x", Lang: "zh"}
		if errs := ValidateResponder(&r); len(errs) > 0 {
			t.Fatal(errs)
		}
		change(&r)
		if errs := ValidateResponder(&r); len(errs) != 1 || errs[0].Field != field {
			t.Errorf("%s: %v", field, errs)
		}
	}
}
