package strict

// body.go: from an HTTP request to bytes that are one JSON value.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"unicode/utf8"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// Body decodes a request's JSON body into dst, a pointer to a struct or a
// slice. The size is bounded by whoever wrapped r.Body in a MaxBytesReader.
// Errors are *dispatch.Error or problem.Faults.
func Body(r *http.Request, dst any) error {
	if err := MediaType(r, "application/json"); err != nil {
		return err
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return ReadError(err)
	}
	return Bytes(data, dst)
}

// MediaType checks the request's Content-Type.
func MediaType(r *http.Request, want string) error {
	got, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || got != want {
		return dispatch.Errorf(problem.CodeMediaType, "send the body as %s", want)
	}
	if cs, ok := params["charset"]; ok && cs != "utf-8" && cs != "UTF-8" {
		return dispatch.Errorf(problem.CodeMediaType, "send the body in UTF-8")
	}
	return nil
}

// ReadError words a failure to read a body: too large, too slow, cut off.
func ReadError(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return dispatch.Errorf(problem.CodeOversized, "the body may have at most %d bytes", tooLarge.Limit)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return dispatch.Errorf(problem.CodeTimedOut, "the body did not arrive in time")
	default:
		return dispatch.Errorf(dispatch.CodeInvalid, "the body was cut off")
	}
}

// Bytes decodes data into dst.
func Bytes(data []byte, dst any) error {
	if !utf8.Valid(data) {
		return dispatch.Errorf(dispatch.CodeInvalid, "the body is not valid UTF-8")
	}
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return syntax(data, err)
	}
	return bind(data, dst)
}

// syntax says where the body stops being JSON.
func syntax(data []byte, err error) error {
	if len(data) == 0 {
		return dispatch.Errorf(dispatch.CodeInvalid, "the body is empty: send one JSON value")
	}
	var se *json.SyntaxError
	if !errors.As(err, &se) {
		return dispatch.Errorf(dispatch.CodeInvalid, "the body is not JSON")
	}
	line, col := 1, 0
	for _, b := range data[:min(int(se.Offset), len(data))] {
		if col++; b == '\n' {
			line, col = line+1, 0
		}
	}
	return dispatch.Errorf(dispatch.CodeInvalid, "the body is not one JSON value: %s at line %d, column %d",
		fmt.Sprintf("%.80s", se.Error()), line, max(col, 1))
}
