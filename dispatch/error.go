package dispatch

// error.go: the domain's errors. Each has a code that doors translate (to an
// HTTP status, to a text answer) and a message a person can act on.

import (
	"errors"
	"fmt"
)

// Code says what sort of error it is. Doors hold one table from Code to their
// own language.
type Code string

// The closed set of codes.
const (
	CodeInvalid      Code = "invalid"      // the request cannot be understood; Field says where
	CodeNotFound     Code = "not_found"    // no such thing
	CodeConflict     Code = "conflict"     // the state does not allow it, or somebody was quicker
	CodeDuplicate    Code = "duplicate"    // that id, phone or idempotency key is taken
	CodeUnavailable  Code = "unavailable"  // the store cannot answer or cannot write now; try again
	CodeUnauthorized Code = "unauthorized" // not signed in
	CodeForbidden    Code = "forbidden"    // signed in, but not allowed to
	CodeTooMany      Code = "too_many"     // a limit was reached; try later
	CodeInternal     Code = "internal"     // our fault; details are in the log only
)

// Error is an error with a code. Field names the offending input in dotted
// form ("position.lng", "rows[3].phone") where there is one.
type Error struct {
	Code    Code
	Message string
	Field   string
	Err     error
}

// Error returns "field: message: cause".
func (e *Error) Error() string {
	s := e.Message
	if e.Field != "" {
		s = e.Field + ": " + s
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause, if any.
func (e *Error) Unwrap() error { return e.Err }

// Is lets errors.Is compare by code alone when the target has no message.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Message == "" && t.Code == e.Code
}

// Errorf makes an Error with a code and a formatted message.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Invalid makes a CodeInvalid error about one field.
func Invalid(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Unavailable wraps a cause that keeps the store or a provider from working now.
func Unavailable(err error) *Error {
	return &Error{Code: CodeUnavailable, Message: "the store cannot be reached or cannot write now; try again", Err: err}
}

// CodeOf returns the code of err: CodeInternal for errors that carry none, ""
// for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Errors compared with errors.Is.
var (
	// ErrConflict: the case was changed by somebody else since it was loaded.
	ErrConflict = &Error{Code: CodeConflict, Message: "changed by somebody else at the same moment"}
	// ErrNotFound matches every CodeNotFound error.
	ErrNotFound = &Error{Code: CodeNotFound}
)
