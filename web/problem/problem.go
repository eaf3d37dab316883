// Package problem words errors for HTTP clients as RFC 9457 problem documents.
//
// One table maps the domain's codes to statuses. An error without a code is
// our fault: it becomes a 500 whose detail says nothing; the caller logs it.
// Nothing here runs a goroutine or keeps state.
package problem

// problem.go: the document, the table and the writer.

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"fifteen/dispatch"
)

// ContentType is the media type of a problem.
const ContentType = "application/problem+json"

// Codes that only a door can know of; the others are dispatch.Code.
const (
	CodeOversized dispatch.Code = "oversized"  // the body is larger than allowed
	CodeMediaType dispatch.Code = "media_type" // the Content-Type is not understood
	CodeMethod    dispatch.Code = "method"     // the route exists, the method does not
	CodeKeyReused dispatch.Code = "key_reused" // an idempotency key came with another request
	CodeBadImport dispatch.Code = "bad_import" // a file with faulty rows was not imported
	CodeTimedOut  dispatch.Code = "timed_out"  // the body did not arrive in time
)

// table is the one place where codes become statuses.
var table = map[dispatch.Code]struct {
	status int
	title  string
}{
	dispatch.CodeInvalid:      {http.StatusBadRequest, "The request is not valid"},
	dispatch.CodeNotFound:     {http.StatusNotFound, "Not found"},
	dispatch.CodeConflict:     {http.StatusConflict, "The state does not allow it"},
	dispatch.CodeDuplicate:    {http.StatusConflict, "Already exists"},
	dispatch.CodeUnavailable:  {http.StatusServiceUnavailable, "Not available now"},
	dispatch.CodeUnauthorized: {http.StatusUnauthorized, "Not signed in"},
	dispatch.CodeForbidden:    {http.StatusForbidden, "Not allowed"},
	dispatch.CodeTooMany:      {http.StatusTooManyRequests, "Too many requests"},
	dispatch.CodeInternal:     {http.StatusInternalServerError, "Internal error"},
	CodeOversized:             {http.StatusRequestEntityTooLarge, "Too large"},
	CodeMediaType:             {http.StatusUnsupportedMediaType, "Unsupported content type"},
	CodeMethod:                {http.StatusMethodNotAllowed, "Method not allowed"},
	CodeKeyReused:             {http.StatusUnprocessableEntity, "Idempotency key reused"},
	CodeBadImport:             {http.StatusUnprocessableEntity, "The file has errors"},
	CodeTimedOut:              {http.StatusRequestTimeout, "Too slow"},
}

// Item is one fault among several. Field is dotted ("[3].lng").
type Item struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// Head is an RFC 9457 document with our extension members.
type Head struct {
	Type   string        `json:"type"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Detail string        `json:"detail,omitempty"`
	Code   dispatch.Code `json:"code"`
	Field  string        `json:"field,omitempty"`
	// RequestID finds the request in the log.
	RequestID string `json:"request_id,omitempty"`
}

// Problem is a Head with the faults of single fields.
type Problem struct {
	Head
	Errors []Item `json:"errors,omitempty"`
}

// Faults is a CodeInvalid error about several fields.
type Faults []Item

// Error names every fault.
func (f Faults) Error() string {
	parts := make([]string, len(f))
	for i, it := range f {
		parts[i] = it.Field + ": " + it.Detail
	}
	return strings.Join(parts, "; ")
}

// Add appends a fault.
func (f *Faults) Add(field, detail string) { *f = append(*f, Item{Field: field, Detail: detail}) }

// Err returns f as an error, nil if there is no fault.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// Codes lists every code the door can answer with, sorted.
func Codes() []dispatch.Code {
	var out []dispatch.Code
	for c := range table {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Of words an error. Causes ([dispatch.Error.Err]) and errors without a code
// are never shown.
func Of(err error) Problem {
	var faults Faults
	if errors.As(err, &faults) && len(faults) > 0 {
		p := of(dispatch.CodeInvalid, faults[0].Detail, faults[0].Field)
		p.Errors = faults
		return p
	}
	var e *dispatch.Error
	if errors.As(err, &e) && e.Code != dispatch.CodeInternal {
		if _, known := table[e.Code]; known {
			return of(e.Code, e.Message, e.Field)
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return of(dispatch.CodeUnavailable, "the store did not answer in time; try again", "")
	}
	return of(dispatch.CodeInternal, "something went wrong on our side; try again, and if it happens again give the request id to your administrator", "")
}

func of(c dispatch.Code, detail, field string) Problem {
	e := table[c]
	return Problem{Head: Head{Type: "about:blank", Title: e.title, Status: e.status, Detail: detail, Code: c, Field: field}}
}

// Write sends p. A 503 asks the client to come back in two seconds unless
// the header is set already; a 401 names the scheme.
func Write(w http.ResponseWriter, p Problem) {
	h := w.Header()
	if p.Status == http.StatusServiceUnavailable && h.Get("Retry-After") == "" {
		h.Set("Retry-After", "2")
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="fifteen"`)
	}
	if p.RequestID == "" {
		p.RequestID = h.Get("X-Request-Id")
	}
	h.Set("Content-Type", ContentType)
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	w.WriteHeader(p.Status)
	// The client may be gone; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(p)
}
