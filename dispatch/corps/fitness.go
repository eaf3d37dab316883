package corps

// fitness.go: certificates and days, as sheets spell them.

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"fifteen/dispatch"
)

// dayForm takes a day with its year first; what a spreadsheet puts behind it is
// the time of day. Other orders are not read: nobody knows which is meant.
var dayForm = regexp.MustCompile(`^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T][0-9:.]+Z?)?$`)

// Serial numbers of spreadsheets count days from this one.
var serialZero = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// day reads a day.
func day(s string) (dispatch.Date, bool) {
	s = plain(width.Fold.String(s))
	if whole, _, _ := strings.Cut(s, "."); len(whole) == 5 && isDigits(whole) { // 1927 to 2173
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return dispatch.DateOf(serialZero.AddDate(0, 0, int(n))), true
		}
	}
	m := dayForm.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	two := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	d := dispatch.Date(m[1] + "-" + two(m[2]+m[4]) + "-" + two(m[3]+m[5]))
	return d, d.Valid()
}

// date reads a day; an empty cell is none.
func (in *rowReader) date(field string) dispatch.Date {
	raw := in.cell(field)
	if raw == "" {
		return ""
	}
	d, ok := day(raw)
	if !ok {
		in.bad(field, ErrDate, raw, "is not a day of the calendar: write it like 2027-06-30")
		return ""
	}
	return d
}

// forGood are the words for a certificate that does not expire.
var forGood = map[string]bool{"长期": true, "长期有效": true, "永久": true, "永久有效": true, "unlimited": true, "permanent": true}

// certificates reads the column of certificates, and number and expiry of the
// only skill; nil if the sheet has neither.
func (in *rowReader) certificates(skills []dispatch.Role) []dispatch.Certificate {
	if !in.fields.has(fieldCertificates) && !in.fields.has(fieldCertNumber) && !in.fields.has(fieldCertExpires) {
		return nil
	}
	found := []dispatch.Certificate{}
	for _, item := range split(in.cells(fieldCertificates), ",，、;；|\n") {
		if c, ok := in.certificate(fieldCertificates, item, skills); ok {
			found = append(found, c)
		}
	}
	number, expires := in.cell(fieldCertNumber), in.cell(fieldCertExpires)
	if number == "" && expires == "" {
		return found
	}
	c, ok := in.certificate(fieldCertNumber, number, skills)
	if expires != "" && !forGood[fold(expires)] {
		c.ExpiresOn = in.date(fieldCertExpires)
	}
	if ok {
		found = append(found, c)
	}
	return found
}

// certificate reads one: a skill, unless the person has only one; a day or a
// word for none; and what remains is the number. Digits alone are no day here.
func (in *rowReader) certificate(field, item string, skills []dispatch.Role) (c dispatch.Certificate, ok bool) {
	var number []string
	for _, word := range strings.Fields(item) {
		if role, known := lookup(word, skillWords); known && c.Skill == "" && !role.Common() {
			c.Skill = role
		} else if d, is := day(word); is && !isDigits(word) && c.ExpiresOn == "" && field == fieldCertificates {
			c.ExpiresOn = d
		} else if !forGood[fold(word)] {
			number = append(number, word)
		}
	}
	c.Number = strings.Join(number, " ")
	if c.Skill == "" {
		proven := skills
		if len(proven) != 1 || proven[0].Common() {
			in.bad(field, ErrUnknown, item, "say which skill the certificate is of, in the column 证书/certificates: 医疗救护 AHA-123 2027-06-30")
			return c, false
		}
		c.Skill = proven[0]
	}
	return c, true
}
