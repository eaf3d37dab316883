package twilio

// problem.go: how a webhook says no, as RFC 9457 problem+json. Twilio shows
// it in its debugger, where an operator reads it.

import (
	"encoding/json"
	"net/http"

	"fifteen/dispatch"
)

type fieldFault struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// problem is an error that is shown to the caller.
type problem struct {
	Type   string        `json:"type"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Detail string        `json:"detail"`
	Code   dispatch.Code `json:"code"`
	Field  string        `json:"field,omitempty"`
	Errors []fieldFault  `json:"errors,omitempty"`
}

func newProblem(status int, code dispatch.Code, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

var (
	badSignature = newProblem(http.StatusForbidden, dispatch.CodeForbidden,
		"X-Twilio-Signature does not fit: check that TWILIO_AUTH_TOKEN is the account's and that --public-url is the address Twilio calls")
	notKept = newProblem(http.StatusServiceUnavailable, dispatch.CodeUnavailable, "it could not be kept now; send it again")

	wrongMethod = newProblem(http.StatusMethodNotAllowed, dispatch.CodeInvalid, "set the webhook to HTTP POST")
	tooLarge    = newProblem(http.StatusRequestEntityTooLarge, dispatch.CodeInvalid, "the form is larger than 64 KiB")
	wrongType   = newProblem(http.StatusUnsupportedMediaType, dispatch.CodeInvalid, "send application/x-www-form-urlencoded")
)

// badField names the parameter that cannot be understood; "" is the whole body.
func badField(field, detail string) *problem {
	if field == "" {
		return newProblem(http.StatusBadRequest, dispatch.CodeInvalid, detail)
	}
	p := newProblem(http.StatusBadRequest, dispatch.CodeInvalid, field+" "+detail)
	p.Field, p.Errors = field, []fieldFault{{Field: field, Detail: detail}}
	return p
}

// Error returns the detail.
func (p *problem) Error() string { return p.Detail }

func (p *problem) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	switch p.Status {
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "2")
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the caller has gone; nothing is lost
}
