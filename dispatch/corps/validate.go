package corps

// validate.go: what a responder must look like, for the import and the API.

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fifteen/dispatch"
)

// The limits of a responder's texts, in characters.
const (
	MaxID    = 64
	MaxName  = 100
	MaxTeam  = 60
	MaxTeams = 20
	MaxArea  = 64
	MaxNote  = 1000

	MaxCertificates = 20
	MaxCertNumber   = 60
	MaxPlaces       = 10
)

// maxLatitude is how far north or south a home can be indexed (EPSG:3857).
const maxLatitude = 85.05112878

// idForm keeps ids fit for URLs, logs and spreadsheets.
var idForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// Invisible reports whether a character shows nothing or turns the direction
// of what follows: control and format characters. The two joiners that some
// scripts need are not among them.
func Invisible(r rune) bool {
	return r != '\u200c' && r != '\u200d' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp))
}

// ValidateResponder returns everything that is wrong with a responder, each as
// CodeInvalid with the field named as in the API ("home.lat", "skills[1]");
// none means that it may be stored. It changes nothing. Who has no phone may be
// stored, but is never texted.
func ValidateResponder(r *dispatch.Responder) []*dispatch.Error {
	var errs []*dispatch.Error
	bad := func(field, format string, args ...any) { errs = append(errs, dispatch.Invalid(field, format, args...)) }
	text := func(field, s string, limit int) {
		switch {
		case !utf8.ValidString(s) || strings.IndexFunc(s, Invisible) >= 0:
			bad(field, "must not hold control or invisible characters")
		case utf8.RuneCountInString(s) > limit:
			bad(field, "must not be longer than %d characters", limit)
		}
	}

	if !idForm.MatchString(r.ID) {
		bad(fieldID, "must be 1 to %d letters A–Z, digits, dots, hyphens or underscores, and begin with a letter or digit", MaxID)
	}
	if strings.TrimSpace(r.Name) == "" {
		bad(fieldName, "is missing")
	}
	text(fieldName, r.Name, MaxName)
	switch {
	case r.Phone == "":
	case !e164.MatchString(r.Phone.E164()):
		bad(fieldPhone, "must be in international form, like +8613800138000")
	case !CanText(r.Phone):
		bad(fieldPhone, "%s", errLandline.Error())
	}
	if r.Lang != "zh" && r.Lang != "en" {
		bad(fieldLang, "must be zh or en")
	}
	list(bad, fieldModes, r.Modes, "walk, bike or drive", dispatch.Mode.Valid)
	list(bad, fieldSkills, r.Skills, oneOf(nameable()), func(s dispatch.Role) bool { return slices.Contains(nameable(), s) })
	list(bad, fieldTeams, r.Teams, "a name", func(t string) bool { return strings.TrimSpace(t) != "" })
	if len(r.Teams) > MaxTeams {
		bad(fieldTeams, "must not be more than %d", MaxTeams)
	}
	for i, t := range r.Teams[:min(len(r.Teams), MaxTeams)] {
		text(fmt.Sprintf("%s[%d]", fieldTeams, i), t, MaxTeam)
	}
	text(fieldArea, r.Area, MaxArea)
	if r.Home != nil {
		validatePosition(bad, "home", *r.Home)
	}
	validateFitness(bad, text, r)
	validatePlaces(bad, r.Places)
	text(fieldNote, strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(r.Note), MaxNote)
	return errs
}

func validatePosition(bad func(field, format string, args ...any), field string, p dispatch.Position) {
	switch {
	case !(p.Lng >= -180 && p.Lng <= 180):
		bad(field+".lng", "must be a longitude within ±180 degrees")
	case !(p.Lat >= -90 && p.Lat <= 90):
		bad(field+".lat", "must be a latitude within ±90 degrees; are longitude and latitude swapped?")
	case p.Lat > maxLatitude || p.Lat < -maxLatitude:
		bad(field+".lat", "is too near a pole to be indexed; are longitude and latitude swapped?")
	case p.Lng == 0 && p.Lat == 0:
		bad(field+".lat", "0, 0 lies in the ocean: leave the place out if it is not known")
	}
}

// validateFitness checks what decides for which incidents somebody may be asked.
func validateFitness(bad func(field, format string, args ...any), text func(field, s string, limit int), r *dispatch.Responder) {
	date := func(field string, d dispatch.Date) {
		if d != "" && !d.Valid() {
			bad(field, "must be a day like 2027-06-30, or left out")
		}
	}
	if len(r.Certificates) > MaxCertificates {
		bad(fieldCertificates, "must not be more than %d", MaxCertificates)
	}
	for i, c := range r.Certificates[:min(len(r.Certificates), MaxCertificates)] {
		at := fmt.Sprintf("%s[%d]", fieldCertificates, i)
		if !c.Skill.Valid() || c.Skill.Common() {
			bad(at+".skill", "must be %s", oneOf(skills()))
		}
		text(at+".number", c.Number, MaxCertNumber)
		date(at+".expires_on", c.ExpiresOn)
	}
	date(fieldProbation, r.ProbationUntil)
	date(fieldBorn, r.BornOn)
	date(fieldInsured, r.InsuredUntil)
	list(bad, fieldExcludes, r.Excludes, oneOf(dispatch.Kinds()), dispatch.Kind.Valid)
}

// nameable are the roles that may stand among somebody's skills: the general one
// too, for those who have no other; fetching a defibrillator is none.
func nameable() []dispatch.Role { return append(skills(), dispatch.RoleGeneral) }

// skills are the roles that a certificate can be of.
func skills() []dispatch.Role {
	return slices.DeleteFunc(dispatch.Roles(), dispatch.Role.Common)
}

func validatePlaces(bad func(field, format string, args ...any), places []dispatch.Place) {
	if len(places) > MaxPlaces {
		bad("places", "must not be more than %d", MaxPlaces)
	}
	for i := range places[:min(len(places), MaxPlaces)] {
		p, at := &places[i], fmt.Sprintf("places[%d]", i)
		if p.Basis != dispatch.BasisWork && p.Basis != dispatch.BasisStation {
			bad(at+".basis", "must be work or station")
		}
		validatePosition(bad, at+".position", p.Position)
		list(bad, at+".days", p.Days, "mon, tue, wed, thu, fri, sat or sun", dispatch.Day.Valid)
		for _, c := range []struct {
			field string
			clock dispatch.Clock
		}{{".from", p.From}, {".to", p.To}} {
			if !c.clock.Valid() {
				bad(at+c.field, "must be a time of day like 08:30")
			}
		}
	}
}

// list checks the items of a list: all known, none twice.
func list[T comparable](bad func(field, format string, args ...any), field string, items []T, known string, valid func(T) bool) {
	seen := make(map[T]bool, len(items))
	for i, item := range items {
		at := fmt.Sprintf("%s[%d]", field, i)
		if !valid(item) {
			bad(at, "must be %s", known)
		} else if seen[item] {
			bad(at, "is listed twice")
		}
		seen[item] = true
	}
}

func oneOf[T ~string](items []T) string {
	s := make([]string, len(items))
	for i, item := range items {
		s[i] = string(item)
	}
	return strings.Join(s[:len(s)-1], ", ") + " or " + s[len(s)-1]
}
