package corps

// phone.go: phone numbers as people write them, to E.164.

import (
	"errors"
	"regexp"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/width"

	"fifteen/dispatch"
)

// What NormalizePhone finds wrong. The messages hold no number.
var (
	errNoPhone   = errors.New("is missing")
	errNotPhone  = errors.New("is not a phone number")
	errTwoPhones = errors.New("holds more than one phone number: keep one")
	errExtension = errors.New("has an extension: give a number that can be reached directly")
	errNoSuch    = errors.New("is not a number that exists: check the digits, and the country code of foreign numbers (+…)")
	errLandline  = errors.New("cannot receive texts: give a mobile number")
)

// chineseMobile is a mobile number of mainland China, under every prefix.
// Ranges are opened faster than lists of them are printed, so any 1[3-9] goes.
var chineseMobile = regexp.MustCompile(`^(?:(?:\+|00)?86)?(1[3-9]\d{9})$`)

var e164 = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)

// NormalizePhone reads a phone number as people write it (full-width digits,
// spaces, hyphens, brackets, +86, 0086) and returns it in E.164. region is the
// two-letter region of numbers without a country code; empty means CN. The
// error is CodeInvalid with the field "phone", and does not hold the number.
//
// A landline is a phone number too: use CanText for those who are to be texted.
func NormalizePhone(s, region string) (dispatch.Phone, error) {
	p, err := parsePhone(s, region)
	if err != nil {
		return "", dispatch.Invalid(fieldPhone, "%s", err.Error())
	}
	return p, nil
}

func parsePhone(s, region string) (dispatch.Phone, error) {
	if region == "" {
		region = "CN"
	}
	s = plain(clean(width.Fold.String(s)))
	if s == "" {
		return "", errNoPhone
	}
	if holdsTwo(s) {
		return "", errTwoPhones
	}
	if strings.ContainsAny(s, "转#") || strings.Contains(strings.ToLower(s), "ext") {
		return "", errExtension
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) || strings.ContainsRune(" ().·", r) {
			return -1
		}
		return r
	}, s)
	if !isDigits(strings.TrimPrefix(digits, "+")) || len(digits) > 20 {
		return "", errNotPhone
	}
	if m := chineseMobile.FindStringSubmatch(digits); m != nil && (region == "CN" || len(m[1]) < len(digits)) {
		return dispatch.Phone("+86" + m[1]), nil
	}
	if rest, ok := strings.CutPrefix(digits, "00"); ok {
		digits = "+" + rest // the usual prefix, also where another one is in use
	}
	n, err := phonenumbers.Parse(digits, strings.ToUpper(region))
	if err != nil {
		return "", errNotPhone
	}
	p := phonenumbers.Format(n, phonenumbers.E164)
	if !phonenumbers.IsValidNumber(n) || !e164.MatchString(p) {
		return "", errNoSuch
	}
	return dispatch.Phone(p), nil
}

// holdsTwo reports whether s is a list of numbers: several parts long enough
// to be one, or more digits than one can have.
func holdsTwo(s string) bool {
	long := 0
	for _, part := range split(s, "/,，、;；|或") {
		digits := 0
		for _, r := range part {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		switch {
		case digits >= 20:
			long += 2
		case digits >= 7:
			long++
		}
	}
	return long > 1
}

// CanText reports whether a number in E.164 may belong to a mobile phone. It
// is false only for what is surely something else: a landline, a service
// number, no number at all.
func CanText(p dispatch.Phone) bool {
	if chineseMobile.MatchString(p.E164()) && p[0] == '+' {
		return true
	}
	if !e164.MatchString(p.E164()) {
		return false
	}
	n, err := phonenumbers.Parse(p.E164(), "")
	if err != nil {
		return false
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.FIXED_LINE, phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST,
		phonenumbers.UAN, phonenumbers.VOICEMAIL, phonenumbers.PAGER:
		return false
	default:
		return true
	}
}
