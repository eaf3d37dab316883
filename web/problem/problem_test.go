package problem_test

// problem_test.go: the table of codes, and what is never shown.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

func TestCodesBecomeStatuses(t *testing.T) {
	want := map[dispatch.Code]int{
		dispatch.CodeInvalid: 400, dispatch.CodeUnauthorized: 401, dispatch.CodeForbidden: 403, dispatch.CodeNotFound: 404,
		problem.CodeMethod: 405, problem.CodeTimedOut: 408, dispatch.CodeConflict: 409, dispatch.CodeDuplicate: 409, problem.CodeOversized: 413,
		problem.CodeMediaType: 415, problem.CodeKeyReused: 422, problem.CodeBadImport: 422, dispatch.CodeTooMany: 429,
		dispatch.CodeInternal: 500, dispatch.CodeUnavailable: 503,
	}
	if len(problem.Codes()) != len(want) {
		t.Errorf("%d codes, want %d", len(problem.Codes()), len(want))
	}
	for code, status := range want {
		w := httptest.NewRecorder()
		problem.Write(w, problem.Of(fmt.Errorf("wrapped: %w", dispatch.Errorf(code, "words"))))
		var doc problem.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if w.Code != status || doc.Status != status || doc.Code != code || doc.Type != "about:blank" || doc.Title == "" {
			t.Errorf("%s: %d %+v, want %d", code, w.Code, doc, status)
		}
		if after := w.Header().Get("Retry-After"); (after == "2") != (status == 503) {
			t.Errorf("%s: Retry-After %q", code, after)
		}
	}
}

func TestWhatIsNotForTheClient(t *testing.T) {
	for _, err := range []error{
		errors.New("secret"), dispatch.Errorf(dispatch.CodeInternal, "secret"), dispatch.Unavailable(errors.New("secret")),
		dispatch.Errorf("no such code", "secret"), fmt.Errorf("secret: %w", context.DeadlineExceeded),
	} {
		p := problem.Of(err)
		if body, _ := json.Marshal(p); strings.Contains(string(body), "secret") || p.Status < 500 || p.Detail == "" {
			t.Errorf("%v is shown as %s", err, body)
		}
	}
	if p := problem.Of(fmt.Errorf("x: %w", context.DeadlineExceeded)); p.Code != dispatch.CodeUnavailable {
		t.Errorf("out of time is %s", p.Code)
	}
}

func TestFaults(t *testing.T) {
	var f problem.Faults
	if f.Err() != nil {
		t.Error("no fault is an error")
	}
	f.Add("a.b", "is wrong")
	f.Add("c[1]", "too")
	p := problem.Of(f.Err())
	if p.Code != dispatch.CodeInvalid || p.Field != "a.b" || p.Detail != "is wrong" || len(p.Errors) != 2 || p.Errors[1].Field != "c[1]" {
		t.Errorf("problem %+v", p)
	}
}
