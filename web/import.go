package web

// import.go: volunteers from a sheet, shown first, imported then.

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/dispatch/corps"
	"fifteen/geo"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// Bounds of what an import answers.
const (
	previewRows  = 10
	importFaults = 500 // shown at most; correcting them shows the next
)

// importView is what the sheet holds and what became of it.
type importView struct {
	Columns  []corps.Column        `json:"columns"`
	Rows     int                   `json:"rows"`
	Valid    int                   `json:"valid"`
	New      int                   `json:"new"`
	Updated  int                   `json:"updated"`
	Errors   []importFault         `json:"errors"`
	Preview  []*dispatch.Responder `json:"preview"`
	Imported int                   `json:"imported"`
}

type importFault struct {
	Row    int    `json:"row"`
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Value  string `json:"value"`
}

// importResponders writes all rows of a sheet or, if one is faulty, none.
func (s *Server) importResponders(w http.ResponseWriter, r *http.Request, who Principal) error {
	dry, err := flag(r, "dry_run", true)
	if err != nil {
		return err
	}
	agreed, err := flag(r, "assume_consent", false)
	if err != nil {
		return err
	}
	file, err := uploaded(r)
	if err != nil {
		return err
	}
	sheet, err := corps.Read(file, file.FileName(), corps.Options{
		DefaultRegion: s.PhoneRegion, AssumeConsent: agreed, MaxBytes: importLimit,
		Convert: func(p orb.Point, sys string) (orb.Point, error) { return geo.Convert(p, sys) },
	})
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return strict.ReadError(err)
		}
		return err
	}
	view, people, err := s.preview(r, sheet)
	if err != nil {
		return err
	}
	if dry {
		return reply(w, http.StatusOK, view)
	}
	if len(view.Errors) > 0 {
		return refused(w, view)
	}
	now := s.Now()
	for i := range people {
		people[i].AddedAt = now
	}
	created, updated, err := s.Responders.ImportResponders(r.Context(), people)
	if err != nil {
		return err
	}
	view.New, view.Updated, view.Imported = created, updated, created+updated
	s.Log.InfoContext(r.Context(), "responders imported", "created", created, "updated", updated, "by", who.By)
	return reply(w, http.StatusOK, view)
}

// preview says what importing the sheet would do. A phone that belongs to
// somebody else is found here, because a sheet cannot know.
func (s *Server) preview(r *http.Request, sheet *corps.Sheet) (*importView, []dispatch.Responder, error) {
	_, holder, err := s.Responders.ExistingResponders(r.Context(), nil, sheet.Phones())
	if err != nil {
		return nil, nil, err
	}
	sheet.Adopt(holder)
	people := sheet.Valid()
	view := &importView{Columns: sheet.Columns, Rows: len(sheet.Rows), Errors: []importFault{}, Preview: []*dispatch.Responder{}}
	if view.Columns == nil {
		view.Columns = []corps.Column{}
	}
	for _, e := range sheet.AllErrors() {
		view.fault(e)
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	known, _, err := s.Responders.ExistingResponders(r.Context(), ids, nil)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range sheet.Rows {
		p := row.Responder
		if len(row.Errors) > 0 {
			continue
		}
		if other := holder[p.Phone]; p.Phone != "" && other != "" && other != p.ID {
			view.fault(corps.RowError{
				Row: row.Line, Field: "phone", Code: corps.ErrDuplicate,
				Detail: "belongs to the responder " + other + " already: give the row that id, or correct the number", Value: p.Phone.E164(),
			})
			continue
		}
		view.Valid++
		if known[p.ID] {
			view.Updated++
		} else {
			view.New++
		}
		if len(view.Preview) < previewRows {
			view.Preview = append(view.Preview, shown(&p))
		}
	}
	return view, people, nil
}

func (v *importView) fault(e corps.RowError) {
	if len(v.Errors) < importFaults {
		v.Errors = append(v.Errors, importFault{e.Row, e.Field, string(e.Code), e.Detail, e.Value})
	}
}

// refused is a problem with the view inside: its errors are the rows'.
func refused(w http.ResponseWriter, view *importView) error {
	p := problem.Of(dispatch.Errorf(problem.CodeBadImport, "nothing was imported: correct the rows named in errors and send the file again"))
	p.RequestID = w.Header().Get("X-Request-Id")
	w.Header().Set("Cache-Control", "no-store")
	return send(w, p.Status, problem.ContentType, struct {
		problem.Head
		*importView
	}{p.Head, view})
}

// uploaded finds the part "file" of a multipart body. Nothing is kept on disk.
func uploaded(r *http.Request) (*multipart.Part, error) {
	if err := strict.MediaType(r, "multipart/form-data"); err != nil {
		return nil, err
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, dispatch.Errorf(dispatch.CodeInvalid, "the multipart body cannot be read: its Content-Type needs a boundary")
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, dispatch.Invalid("file", "send the sheet in the form field \"file\"")
		}
		if err != nil {
			return nil, strict.ReadError(err)
		}
		if part.FormName() == "file" {
			return part, nil
		}
	}
}

// flag reads a parameter that is true or false.
func flag(r *http.Request, name string, standard bool) (bool, error) {
	v, ok, err := param(r, name)
	if err != nil || !ok {
		return standard, err
	}
	b, err := strconv.ParseBool(v)
	if err != nil {
		return false, dispatch.Invalid(name, "must be true or false")
	}
	return b, nil
}
