package strict_test

// strict_test.go: what is refused, with which field; and that what is taken
// means the same to encoding/json.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

type sample struct {
	Kind     string   `json:"kind"`
	Count    int      `json:"count"`
	Ratio    float64  `json:"ratio"`
	On       bool     `json:"on"`
	Lng      *float64 `json:"lng"`
	Position *struct {
		Lng float64 `json:"lng"`
		Sys string  `json:"coord_sys"`
	} `json:"position"`
	Needs []struct {
		Role  dispatch.Role `json:"role"`
		Count int           `json:"count"`
	} `json:"needs"`
	At     *time.Time `json:"at"`
	Hidden string     `json:"-"`
}

func TestRefusals(t *testing.T) {
	deep := strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40)
	for _, c := range []struct{ name, body, field, detail string }{
		{"empty", ``, "", "empty"},
		{"spaces", "  \n", "", "not one JSON value"},
		{"cut off", `{"kind":"fire"`, "", "not one JSON value"},
		{"two values", `{"kind":"fire"}{"kind":"flood"}`, "", "line 1, column 16"},
		{"rubbish behind", `{"kind":"fire"} x`, "", "not one JSON value"},
		{"comment", `{"kind":"fire"} // x`, "", "not one JSON value"},
		{"trailing comma", "{\"kind\":\"fire\",\n}", "", "line 2"},
		{"single quotes", `{'kind':'fire'}`, "", "not one JSON value"},
		{"NaN", `{"ratio":NaN}`, "", "not one JSON value"},
		{"Infinity", `{"ratio":Infinity}`, "", "not one JSON value"},
		{"minus Infinity", `{"ratio":-Infinity}`, "", "not one JSON value"},
		{"NaN as text", `{"ratio":"NaN"}`, "ratio", "must be a number"},
		{"beyond float64", `{"ratio":1e999}`, "ratio", "too large"},
		{"beyond int64", `{"count":9223372036854775808}`, "count", "whole number"},
		{"fraction", `{"count":1.5}`, "count", "whole number"},
		{"exponent for a count", `{"count":1e1}`, "count", "whole number"},
		{"leading zero", `{"count":01}`, "", "not one JSON value"},
		{"hex", `{"count":0x1}`, "", "not one JSON value"},
		{"unknown", `{"knid":"fire"}`, "knid", "not a known field"},
		{"unknown inside", `{"position":{"lat":1}}`, "position.lat", "not a known field"},
		{"unknown in a list", `{"needs":[{"role":"general"},{"rol":1}]}`, "needs[1].rol", "not a known field"},
		{"other case", `{"Kind":"fire"}`, "Kind", "not a known field"},
		{"hidden", `{"Hidden":"x"}`, "Hidden", "not a known field"},
		{"repeated", `{"kind":"fire","kind":"flood"}`, "kind", "twice"},
		{"repeated inside", `{"position":{"lng":1,"lng":2}}`, "position.lng", "twice"},
		{"repeated by escape", `{"kind":"fire","\u006bind":"flood"}`, "kind", "twice"},
		{"null text", `{"kind":null}`, "kind", "null"},
		{"null pointer", `{"lng":null}`, "lng", "null"},
		{"null object", `{"position":null}`, "position", "null"},
		{"null in a list", `{"needs":[null]}`, "needs[0]", "null"},
		{"null itself", `null`, "", "null"},
		{"number for text", `{"kind":1}`, "kind", "must be a text"},
		{"text for number", `{"count":"1"}`, "count", "must be a number"},
		{"number for bool", `{"on":1}`, "on", "true or false"},
		{"text for bool", `{"on":"true"}`, "on", "true or false"},
		{"list for object", `{"position":[1,2]}`, "position", "must be an object"},
		{"object for list", `{"needs":{"role":"x"}}`, "needs", "must be a list"},
		{"list itself", `[]`, "", "must be an object"},
		{"text itself", `"fire"`, "", "must be an object"},
		{"time", `{"at":"yesterday"}`, "at", "RFC 3339"},
		{"time without zone", `{"at":"2026-05-04T15:04:05"}`, "at", "RFC 3339"},
		{"time as number", `{"at":1777878245}`, "at", "a time"},
		{"deep in a known field", `{"needs":` + deep + `}`, "", "nested more than"},
		{"deep in an unknown field", `{"x":` + deep + `}`, "", "nested more than"},
		{"deep objects", strings.Repeat(`{"x":`, 40) + `1` + strings.Repeat(`}`, 40), "", "nested more than"},
		{"very deep", strings.Repeat(`[`, 100_000), "", "not one JSON value"},
		{"no UTF-8", "{\"kind\":\"\xff\"}", "", "UTF-8"},
		{"byte order mark", "\ufeff{}", "", "not one JSON value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var dst sample
			err := strict.Bytes([]byte(c.body), &dst)
			if err == nil {
				t.Fatalf("taken as %+v", dst)
			}
			p := problem.Of(err)
			if p.Status != 400 || p.Code != dispatch.CodeInvalid || p.Field != c.field || !strings.Contains(p.Detail, c.detail) {
				t.Errorf("got %d %s field %q: %s; want field %q, …%s…", p.Status, p.Code, p.Field, p.Detail, c.field, c.detail)
			}
		})
	}
}

func TestEveryFaultIsNamedUpToABound(t *testing.T) {
	var dst sample
	p := problem.Of(strict.Bytes([]byte(`{"kind":1,"x":{"y":[1]},"needs":[{"count":"2"}],"on":true}`), &dst))
	want := []problem.Item{
		{Field: "kind", Detail: "must be a text"},
		{Field: "x", Detail: "is not a known field"},
		{Field: "needs[0].count", Detail: "must be a number"},
	}
	if !reflect.DeepEqual(p.Errors, want) {
		t.Errorf("got %v, want %v", p.Errors, want)
	}
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `,"%d%s":1`, i, strings.Repeat("x", 100))
	}
	p = problem.Of(strict.Bytes([]byte("{"+b.String()[1:]+"}"), &dst))
	if len(p.Errors) != strict.MaxFaults {
		t.Errorf("%d faults are shown, want %d", len(p.Errors), strict.MaxFaults)
	}
	if n := len([]rune(p.Errors[0].Field)); n > 61 {
		t.Errorf("a name of %d characters is shown whole", n)
	}
}

func TestTakes(t *testing.T) {
	var got sample
	err := strict.Bytes([]byte(`{"kind":"f\u00e9","count":-3,"ratio":1e2,"on":true,"lng":0,"position":{"lng":-0.5,"coord_sys":"gcj02"},
		"needs":[{"role":"general","count":1},{}],"at":"2026-05-04T15:04:05+08:00"}`), &got)
	if err != nil {
		t.Fatal(err)
	}
	if got.Kind != "fé" || got.Count != -3 || got.Ratio != 100 || !got.On || got.Lng == nil || *got.Lng != 0 ||
		got.Position.Lng != -0.5 || got.Position.Sys != "gcj02" || len(got.Needs) != 2 || got.Needs[0].Role != dispatch.RoleGeneral ||
		!got.At.Equal(time.Date(2026, 5, 4, 7, 4, 5, 0, time.UTC)) {
		t.Errorf("got %+v", got)
	}
	var none sample
	if err := strict.Bytes([]byte(` {} `), &none); err != nil || !reflect.DeepEqual(none, sample{}) {
		t.Errorf("an empty object: %+v, %v", none, err)
	}
}

func TestOptTellsAbsentNullAndValueApart(t *testing.T) {
	var dst struct {
		A strict.Opt[string]   `json:"a"`
		B strict.Opt[string]   `json:"b"`
		C strict.Opt[[]string] `json:"c"`
	}
	if err := strict.Bytes([]byte(`{"b":null,"c":["x"]}`), &dst); err != nil {
		t.Fatal(err)
	}
	if dst.A.Set || !dst.B.Set || !dst.B.Null || !dst.C.Set || dst.C.Null || len(dst.C.Value) != 1 {
		t.Errorf("got %+v", dst)
	}
	err := strict.Bytes([]byte(`{"c":["x",1]}`), &dst)
	if p := problem.Of(err); p.Field != "c[1]" {
		t.Errorf("field %q, want c[1]", p.Field)
	}
}

func TestContentTypes(t *testing.T) {
	for kind, ok := range map[string]bool{
		"application/json": true, "application/json; charset=utf-8": true, "Application/JSON": true,
		"application/json; charset=gbk": false, "text/json": false, "text/plain": false, "": false, "application/x-www-form-urlencoded": false,
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(`{}`))
		r.Header.Set("Content-Type", kind)
		var dst sample
		err := strict.Body(r, &dst)
		if ok && err != nil || !ok && problem.Of(err).Status != 415 {
			t.Errorf("%q: %v", kind, err)
		}
	}
}

// FuzzAgreesWithEncodingJSON: whatever is taken means the same to
// encoding/json, which is laxer.
func FuzzAgreesWithEncodingJSON(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"kind":"x","count":1,"needs":[{"role":"general"}]}`, `{"position":{"lng":1e2}}`, `{"at":"2026-05-04T15:04:05Z"}`,
		`[`, `{"a":{"b":[{}]}}`, `{"kind":"\ud800"}`, `{"ratio":1e-400}`, `{"ratio":-0}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want sample
		err := strict.Bytes(data, &got)
		if err != nil {
			var e *dispatch.Error
			var faults problem.Faults
			if !errors.As(err, &e) && !errors.As(err, &faults) {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatalf("took what is no JSON: %q", data)
		}
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("encoding/json refuses %q: %v", data, err)
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		// Empty lists and absent ones are told apart by one of the two only.
		if string(a) != string(b) {
			t.Fatalf("%q means %s to us and %s to encoding/json", data, a, b)
		}
	})
}

func TestReadErrors(t *testing.T) {
	for err, status := range map[error]int{
		&http.MaxBytesError{Limit: 7}: 413, os.ErrDeadlineExceeded: 408, io.ErrUnexpectedEOF: 400,
	} {
		if p := problem.Of(strict.ReadError(fmt.Errorf("reading: %w", err))); p.Status != status {
			t.Errorf("%v: status %d, want %d", err, p.Status, status)
		}
	}
}
