package web_test

// answer_test.go: looking at answers, and holding them against openapi.yaml.

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

type answer struct {
	*http.Response
	t    *testing.T
	body []byte
	sent string
}

// want ends the test unless the status is as said.
func (a *answer) want(status int) *answer {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Fatalf("status %d, want %d: %s", a.StatusCode, status, a.body)
	}
	return a
}

// problem ends the test unless the answer is that problem about that field.
func (a *answer) problem(status int, code, field string) map[string]any {
	a.t.Helper()
	a.want(status)
	doc := a.json()
	if a.Header.Get("Content-Type") != "application/problem+json" || doc["code"] != code {
		a.t.Fatalf("%s, code %v; want a problem with code %q: %s", a.Header.Get("Content-Type"), doc["code"], code, a.body)
	}
	if got, _ := doc["field"].(string); got != field {
		a.t.Fatalf("field %q, want %q: %s", got, field, a.body)
	}
	return doc
}

func (a *answer) json() map[string]any {
	a.t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(a.body, &doc); err != nil {
		a.t.Fatalf("no JSON: %v: %s", err, a.body)
	}
	return doc
}

// into decodes the answer.
func into[T any](a *answer) T {
	a.t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		a.t.Fatalf("%v: %s", err, a.body)
	}
	return v
}

// described loads openapi.yaml once.
var described = sync.OnceValues(func() (*openapi3.T, error) {
	openapi3filter.RegisterBodyDecoder("text/html", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/geo+json", openapi3filter.JSONBodyDecoder)
	data, err := os.ReadFile("openapi.yaml")
	if err != nil {
		return nil, err
	}
	return openapi3.NewLoader().LoadFromData(data)
})

// operations finds the operation that a request belongs to.
var operations = sync.OnceValues(func() (*http.ServeMux, error) {
	doc, err := described()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			mux.Handle(method+" "+path, operation{route: &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: op}})
		}
	}
	return mux, nil
})

type operation struct {
	http.Handler
	route *routers.Route
}

// describes fails the test if openapi.yaml knows the route and not this answer.
func describes(t *testing.T, r *http.Request, a *answer) {
	t.Helper()
	mux, err := operations()
	if err != nil {
		t.Fatal(err)
	}
	h, _ := mux.Handler(r)
	op, known := h.(operation)
	if a.StatusCode == http.StatusMethodNotAllowed || !known && (a.StatusCode == http.StatusNotFound || string(a.body) == dashboard) {
		return
	}
	if !known {
		t.Errorf("%s %s answers %d, and openapi.yaml does not know it", r.Method, r.URL.Path, a.StatusCode)
		return
	}
	asked := &openapi3filter.RequestValidationInput{Request: r, Route: op.route, PathParams: map[string]string{}}
	if op.route.Operation.RequestBody != nil && a.StatusCode < 300 && r.Header.Get("Content-Type") == "application/json" {
		// What is taken must be allowed by the description.
		asked.Options = &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
		asked.Request = r.Clone(r.Context())
		asked.Request.Body = io.NopCloser(strings.NewReader(a.sent))
		if err := openapi3filter.ValidateRequestBody(context.Background(), asked, op.route.Operation.RequestBody.Value); err != nil {
			t.Errorf("%s %s: openapi.yaml does not allow what was taken: %v\n%s", r.Method, r.URL.Path, err, a.sent)
		}
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: asked,
		Status:                 a.StatusCode, Header: a.Header, Body: io.NopCloser(bytes.NewReader(a.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	if err := openapi3filter.ValidateResponse(context.Background(), input); err != nil {
		t.Errorf("%s %s: the answer is not as openapi.yaml says: %v\n%s", r.Method, r.URL.Path, err, a.body)
	}
}
