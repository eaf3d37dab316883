package corps

// validate_test.go: each rule broken once.

import (
	"math"
	"strings"
	"testing"

	"fifteen/dispatch"
)

func good() dispatch.Responder {
	return dispatch.Responder{
		ID: "CD-2026_001.a", Name: "陈丽", Phone: "+8613800138000", Lang: "zh",
		Modes: []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeBike}, Skills: []dispatch.Role{dispatch.RoleMedical},
		Teams: []string{"锦江一队"}, Area: "锦江", Home: &dispatch.Position{Lng: 104.0665, Lat: 30.5723},
		Available: true, Consent: true, Note: "two\nlines",
	}
}

func TestValidateResponder(t *testing.T) {
	for _, ok := range []func(*dispatch.Responder){
		func(*dispatch.Responder) {},
		func(r *dispatch.Responder) { r.Phone, r.Home, r.Modes, r.Skills, r.Teams = "", nil, nil, nil, nil },
		func(r *dispatch.Responder) { r.Name = strings.Repeat("名", MaxName) },
	} {
		r := good()
		ok(&r)
		if errs := ValidateResponder(&r); len(errs) != 0 {
			t.Errorf("%+v is refused: %v", r, errs)
		}
	}
	home := func(lng, lat float64) func(*dispatch.Responder) {
		return func(r *dispatch.Responder) { r.Home = &dispatch.Position{Lng: lng, Lat: lat} }
	}
	for _, c := range []struct {
		field string
		spoil func(*dispatch.Responder)
	}{
		{"id", func(r *dispatch.Responder) { r.ID = "" }},
		{"id", func(r *dispatch.Responder) { r.ID = ".." }},
		{"id", func(r *dispatch.Responder) { r.ID = "a/b" }},
		{"id", func(r *dispatch.Responder) { r.ID = "a\n" }},
		{"id", func(r *dispatch.Responder) { r.ID = strings.Repeat("a", MaxID+1) }},
		{"name", func(r *dispatch.Responder) { r.Name = "  " }},
		{"name", func(r *dispatch.Responder) { r.Name = "a\x00b" }},
		{"name", func(r *dispatch.Responder) { r.Name = strings.Repeat("名", MaxName+1) }},
		{"phone", func(r *dispatch.Responder) { r.Phone = "13800138000" }},
		{"phone", func(r *dispatch.Responder) { r.Phone = "+862885551234" }},
		{"lang", func(r *dispatch.Responder) { r.Lang = "fr" }},
		{"modes[1]", func(r *dispatch.Responder) { r.Modes[1] = "fly" }},
		{"modes[1]", func(r *dispatch.Responder) { r.Modes[1] = r.Modes[0] }},
		{"skills[0]", func(r *dispatch.Responder) { r.Skills[0] = "cooking" }},
		{"teams[0]", func(r *dispatch.Responder) { r.Teams[0] = " " }},
		{"teams[0]", func(r *dispatch.Responder) { r.Teams[0] = strings.Repeat("队", MaxTeam+1) }},
		{"area", func(r *dispatch.Responder) { r.Area = strings.Repeat("区", MaxArea+1) }},
		{"note", func(r *dispatch.Responder) { r.Note = strings.Repeat("字", MaxNote+1) }},
		{"home.lng", home(181, 30)},
		{"home.lng", home(math.NaN(), 30)},
		{"home.lat", home(30, 104)},
		{"home.lat", home(30, math.NaN())},
		{"home.lat", home(43.8, 87.6)},
		{"home.lat", home(0, 0)},
	} {
		r := good()
		c.spoil(&r)
		errs := ValidateResponder(&r)
		if len(errs) != 1 || errs[0].Field != c.field || errs[0].Code != dispatch.CodeInvalid {
			t.Errorf("%s spoiled: %v", c.field, errs)
		}
	}
	r := good()
	for i := range MaxTeams + 1 {
		r.Teams = append(r.Teams, strings.Repeat("t", i+1))
	}
	if errs := ValidateResponder(&r); len(errs) != 1 || errs[0].Field != "teams" {
		t.Errorf("too many teams: %v", errs)
	}
}
