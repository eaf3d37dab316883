package corps

// validate.go: what a responder must look like, for the import and the API.

import (
	"fmt"
	"regexp"
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
	list(bad, fieldSkills, r.Skills, oneOf(dispatch.Roles()), dispatch.Role.Valid)
	list(bad, fieldTeams, r.Teams, "a name", func(t string) bool { return strings.TrimSpace(t) != "" })
	if len(r.Teams) > MaxTeams {
		bad(fieldTeams, "must not be more than %d", MaxTeams)
	}
	for i, t := range r.Teams[:min(len(r.Teams), MaxTeams)] {
		text(fmt.Sprintf("%s[%d]", fieldTeams, i), t, MaxTeam)
	}
	text(fieldArea, r.Area, MaxArea)
	validateHome(bad, r.Home)
	text(fieldNote, strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(r.Note), MaxNote)
	return errs
}

func validateHome(bad func(field, format string, args ...any), home *dispatch.Position) {
	switch {
	case home == nil:
	case !(home.Lng >= -180 && home.Lng <= 180):
		bad("home.lng", "must be a longitude within ±180 degrees")
	case !(home.Lat >= -90 && home.Lat <= 90):
		bad("home.lat", "must be a latitude within ±90 degrees; are longitude and latitude swapped?")
	case home.Lat > maxLatitude || home.Lat < -maxLatitude:
		bad("home.lat", "is too near a pole to be indexed; are longitude and latitude swapped?")
	case home.Lng == 0 && home.Lat == 0:
		bad("home.lat", "0, 0 lies in the ocean: leave the home out if it is not known")
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
