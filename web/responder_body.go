package web

// responder_body.go: a responder as it is sent, whole or as a merge patch
// (RFC 7396): what is absent stays, null empties where that has a meaning.

import (
	"errors"
	"fmt"
	"strings"

	"fifteen/dispatch"
	"fifteen/dispatch/corps"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

type responderBody struct {
	ID        strict.Opt[string]          `json:"id"`
	Version   strict.Opt[int64]           `json:"version"`
	Name      strict.Opt[string]          `json:"name"`
	Phone     strict.Opt[string]          `json:"phone"`
	Lang      strict.Opt[string]          `json:"lang"`
	Modes     strict.Opt[[]dispatch.Mode] `json:"modes"`
	Skills    strict.Opt[[]dispatch.Role] `json:"skills"`
	Teams     strict.Opt[[]string]        `json:"teams"`
	Area      strict.Opt[string]          `json:"area"`
	Home      strict.Opt[coordinates]     `json:"home"`
	Available strict.Opt[bool]            `json:"available"`
	Consent   strict.Opt[bool]            `json:"consent"`
	Note      strict.Opt[string]          `json:"note"`

	Certificates   strict.Opt[[]dispatch.Certificate] `json:"certificates"`
	ProbationUntil strict.Opt[dispatch.Date]          `json:"probation_until"`
	BornOn         strict.Opt[dispatch.Date]          `json:"born_on"`
	InsuredUntil   strict.Opt[dispatch.Date]          `json:"insured_until"`
	Excludes       strict.Opt[[]dispatch.Kind]        `json:"excludes"`
	Places         strict.Opt[[]placeBody]            `json:"places"`
}

type placeBody struct {
	Basis    dispatch.PositionBasis `json:"basis"`
	Position coordinates            `json:"position"`
	Days     []dispatch.Day         `json:"days"`
	From     dispatch.Clock         `json:"from"`
	To       dispatch.Clock         `json:"to"`
}

// apply merges the body into r and names every fault. region is where phone
// numbers without a country code belong.
func (b *responderBody) apply(r *dispatch.Responder, region string) error {
	if err := b.nulls(); err != nil {
		return err
	}
	var f problem.Faults
	set(b.ID, &r.ID)
	set(b.Name, &r.Name)
	set(b.Lang, &r.Lang)
	set(b.Modes, &r.Modes)
	set(b.Skills, &r.Skills)
	set(b.Teams, &r.Teams)
	set(b.Area, &r.Area)
	set(b.Available, &r.Available)
	set(b.Consent, &r.Consent)
	set(b.Note, &r.Note)
	r.Name, r.Area, r.Note = strings.TrimSpace(r.Name), strings.TrimSpace(r.Area), strings.TrimSpace(r.Note)
	if b.Phone.Set {
		r.Phone = ""
		if b.Phone.Value != "" {
			r.Phone = phone(&f, "phone", b.Phone.Value, region)
		}
	}
	if b.Home.Set {
		r.Home = nil
		if !b.Home.Null {
			before := len(f)
			if at := b.Home.Value.wgs84(&f, "home."); len(f) == before {
				r.Home = &at
			}
		}
	}
	set(b.Certificates, &r.Certificates)
	set(b.ProbationUntil, &r.ProbationUntil)
	set(b.BornOn, &r.BornOn)
	set(b.InsuredUntil, &r.InsuredUntil)
	set(b.Excludes, &r.Excludes)
	if b.Places.Set {
		r.Places = b.places(&f)
	}
	for _, e := range corps.ValidateResponder(r) {
		if len(f) < strict.MaxFaults {
			f.Add(e.Field, e.Message)
		}
	}
	return f.Err()
}

// places converts the places to WGS-84. A faulty one is left out: it has been
// named.
func (b *responderBody) places(f *problem.Faults) []dispatch.Place {
	var out []dispatch.Place
	for i, p := range b.Places.Value {
		before := len(*f)
		at := p.Position.wgs84(f, fmt.Sprintf("places[%d].position.", i))
		if len(*f) == before {
			out = append(out, dispatch.Place{Basis: p.Basis, Position: at, Days: p.Days, From: p.From, To: p.To})
		}
		if len(*f) >= strict.MaxFaults {
			break
		}
	}
	return out
}

// nulls refuses null where a responder cannot be without.
func (b *responderBody) nulls() error {
	var f problem.Faults
	for _, m := range []struct {
		field string
		null  bool
	}{
		{"id", b.ID.Null},
		{"version", b.Version.Null},
		{"name", b.Name.Null},
		{"lang", b.Lang.Null},
		{"modes", b.Modes.Null},
		{"available", b.Available.Null},
		{"consent", b.Consent.Null},
	} {
		if m.null {
			f.Add(m.field, "must not be null")
		}
	}
	return f.Err()
}

// set writes a member that is there; null writes the zero value.
func set[T any](o strict.Opt[T], to *T) {
	if o.Set {
		*to = o.Value
	}
}

// phone reads a number; the words of a fault do not hold it.
func phone(f *problem.Faults, field, s, region string) dispatch.Phone {
	p, err := corps.NormalizePhone(s, region)
	if err != nil {
		detail := "is not a phone number"
		var e *dispatch.Error
		if errors.As(err, &e) {
			detail = e.Message
		}
		f.Add(field, detail)
	}
	return p
}
