package corps

// row.go: from a row of cells to a responder.

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"fifteen/dispatch"
)

// rowReader reads one row.
type rowReader struct {
	line   line
	fields fieldColumns
	opts   Options
	errs   []RowError
}

func readRow(cells line, fields fieldColumns, opts Options) Row {
	in := &rowReader{line: cells, fields: fields, opts: opts}
	r := dispatch.Responder{
		Name:      in.cell(fieldName),
		Phone:     in.phone(),
		Lang:      in.lang(),
		Modes:     []dispatch.Mode{dispatch.ModeWalk},
		Skills:    wordList(in, fieldSkills, skillWords, "医疗救护, 物资转运, 心理干预, 信息联络 or "+oneOf(nameable())+"; put other skills into the note"),
		Teams:     in.teams(),
		Area:      in.cell(fieldArea),
		Home:      in.home(),
		Available: in.yes(fieldAvailable, true),
		Consent:   in.yes(fieldConsent, !fields.has(fieldConsent) && opts.AssumeConsent),
		Note:      in.cell(fieldNote),

		ProbationUntil: in.date(fieldProbation),
		BornOn:         in.date(fieldBorn),
		InsuredUntil:   in.date(fieldInsured),
		Places:         in.places(),
	}
	if fields.has(fieldExcludes) {
		r.Excludes = wordList(in, fieldExcludes, kindWords, "kinds of incidents such as 火灾/fire or 洪涝/flood")
	}
	r.Certificates = in.certificates(r.Skills)
	if modes := wordList(in, fieldModes, modeWords, "步行/walk, 骑行/bike or 驾车/drive"); len(modes) > 0 {
		r.Modes = modes
	}
	r.ID = in.id(r.Phone)
	in.check(&r)
	return Row{Line: cells.line, Responder: r, Errors: in.errs}
}

// cell returns the text of a field's first column.
func (in *rowReader) cell(field string) string {
	for _, column := range in.fields[field] {
		if column < len(in.line.cells) {
			return in.line.cells[column]
		}
	}
	return ""
}

// cells returns the texts of all columns of a list.
func (in *rowReader) cells(field string) string {
	var all []string
	for _, column := range in.fields[field] {
		if column < len(in.line.cells) {
			all = append(all, in.line.cells[column])
		}
	}
	return strings.Join(all, ",")
}

func (in *rowReader) bad(field string, code ErrorCode, value, format string, args ...any) {
	if runes := []rune(value); len(runes) > 100 {
		value = string(runes[:100]) + "…"
	}
	in.errs = append(in.errs, RowError{Row: in.line.line, Field: field, Code: code, Value: value, Detail: fmt.Sprintf(format, args...)})
}

func (in *rowReader) phone() dispatch.Phone {
	raw := in.cell(fieldPhone)
	s, err := unrounded(plain(width.Fold.String(raw)))
	var p dispatch.Phone
	if err == nil {
		p, err = parsePhone(s, in.opts.DefaultRegion)
	}
	if err == nil && !CanText(p) {
		err = errLandline
	}
	switch {
	case err == nil:
		return p
	case errors.Is(err, errNoPhone):
		in.bad(fieldPhone, ErrMissing, raw, "is missing")
	case errors.Is(err, errRounded):
		in.bad(fieldPhone, ErrRounded, raw, "%v", err)
	default:
		in.bad(fieldPhone, ErrPhone, raw, "%v", err)
	}
	return ""
}

// id returns the id in the sheet, or one made of the phone number.
func (in *rowReader) id(phone dispatch.Phone) string {
	raw := plain(width.Fold.String(in.cell(fieldID)))
	id, err := unrounded(raw)
	switch {
	case err != nil:
		in.bad(fieldID, ErrRounded, raw, "%v", err)
		return ""
	case id != "" || phone == "":
		return id
	}
	return idOf(phone)
}

// idOf makes an id of a phone number: "v" and 48 bits of its SHA-256. It stays
// the same from sheet to sheet; it is short, not secret.
func idOf(phone dispatch.Phone) string {
	sum := sha256.Sum256([]byte(phone.E164()))
	return "v" + hex.EncodeToString(sum[:6])
}

func (in *rowReader) lang() string {
	raw := in.cell(fieldLang)
	if raw == "" {
		if strings.EqualFold(in.opts.DefaultRegion, "CN") {
			return "zh"
		}
		return "en"
	}
	lang, ok := lookup(raw, langWords)
	if !ok {
		in.bad(fieldLang, ErrUnknown, raw, "texts are sent in 中文/zh or 英文/en: write one of these, or leave it empty")
		return "en"
	}
	return lang
}

func (in *rowReader) yes(field string, absent bool) bool {
	raw := in.cell(field)
	if raw == "" {
		return absent
	}
	yes, ok := lookup(raw, boolWords)
	if !ok {
		in.bad(field, ErrUnknown, raw, "write 是 or 否, yes or no")
	}
	return yes && ok
}

// wordList reads a list of known words.
func wordList[T comparable](in *rowReader, field string, known map[string]T, use string) []T {
	found, unknown := words(in.cells(field), known)
	if unknown != "" {
		in.bad(field, ErrUnknown, unknown, "is not known: write %s", use)
	}
	if found == nil {
		found = []T{}
	}
	return found
}

func (in *rowReader) teams() []string {
	teams := []string{}
	for _, t := range split(in.cells(fieldTeams), ",，、;；|") {
		if !slices.Contains(teams, t) {
			teams = append(teams, t)
		}
	}
	return teams
}

// check applies the rules of the API to fields that have no error yet.
func (in *rowReader) check(r *dispatch.Responder) {
	noted := map[string]bool{}
	for _, e := range in.errs {
		noted[e.Field] = true
	}
	for _, e := range ValidateResponder(r) {
		field, _, _ := strings.Cut(e.Field, "[")
		field, _, _ = strings.Cut(field, ".")
		switch {
		case noted[field], field == fieldID && r.ID == "" && noted[fieldPhone]:
		case field == fieldName && r.Name == "":
			in.bad(field, ErrMissing, "", "is missing")
		default:
			in.bad(field, ErrRule, in.cell(field), "%s", e.Message)
		}
	}
}
