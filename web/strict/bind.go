package strict

// bind.go: one pass over the tokens, straight into the destination.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// Bounds of a body.
const (
	MaxDepth  = 16 // of nested objects and arrays
	MaxFaults = 20 // gathered before giving up
)

// Opt is a member whose absence, null and value are told apart, as a merge
// patch (RFC 7396) needs it.
type Opt[T any] struct {
	Set   bool // the member is there
	Null  bool // and is null
	Value T
}

func (o *Opt[T]) open(null bool) any {
	o.Set, o.Null = true, null
	return &o.Value
}

type optional interface{ open(null bool) any }

type binder struct {
	dec    *json.Decoder
	depth  int
	faults problem.Faults
}

// stop ends a decoding that is not worth going on with.
type stop struct{ err error }

func bind(data []byte, dst any) (err error) {
	b := &binder{dec: json.NewDecoder(bytes.NewReader(data))}
	b.dec.UseNumber()
	defer func() {
		switch r := recover().(type) {
		case nil:
		case stop:
			err = r.err
		default:
			panic(r)
		}
	}()
	b.value("", reflect.ValueOf(dst).Elem())
	return b.faults.Err()
}

func (b *binder) fault(path, format string, args ...any) {
	b.faults.Add(strings.TrimPrefix(path, "."), fmt.Sprintf(format, args...))
	if len(b.faults) >= MaxFaults {
		panic(stop{b.faults})
	}
}

func (b *binder) token() json.Token {
	t, err := b.dec.Token()
	if err != nil { // the syntax was checked before: only nesting can still be wrong
		panic(stop{dispatch.Errorf(dispatch.CodeInvalid, "the body is not JSON")})
	}
	return t
}

// value reads the next value into v.
func (b *binder) value(path string, v reflect.Value) { b.bind(path, b.token(), v) }

func (b *binder) bind(path string, t json.Token, v reflect.Value) {
	if o, ok := v.Addr().Interface().(optional); ok {
		inner := o.open(t == nil)
		if t != nil {
			b.bind(path, t, reflect.ValueOf(inner).Elem())
		}
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch t := t.(type) {
	case nil:
		b.fault(path, "must not be null; leave it out instead")
	case json.Delim:
		if t == '{' && v.Kind() == reflect.Struct && v.Type() != timeType {
			b.object(path, v)
		} else if t == '[' && v.Kind() == reflect.Slice {
			b.array(path, v)
		} else {
			b.fault(path, "must be %s", wanted(v))
			b.skip(t)
		}
	case bool:
		if v.Kind() != reflect.Bool {
			b.fault(path, "must be %s", wanted(v))
			return
		}
		v.SetBool(t)
	case string:
		b.text(path, t, v)
	case json.Number:
		b.number(path, t.String(), v)
	}
}

func (b *binder) enter() {
	if b.depth++; b.depth > MaxDepth {
		panic(stop{dispatch.Errorf(dispatch.CodeInvalid, "the body is nested more than %d deep", MaxDepth)})
	}
}

func (b *binder) object(path string, v reflect.Value) {
	b.enter()
	fields, seen := names(v.Type()), map[string]bool{}
	for b.dec.More() {
		name, _ := b.token().(string)
		at := path + "." + clip(name)
		i, known := fields[name]
		switch {
		case seen[name]:
			b.fault(at, "is there twice")
			b.skip(b.token())
		case !known:
			b.fault(at, "is not a known field")
			b.skip(b.token())
		default:
			b.value(at, v.Field(i))
		}
		seen[name] = true
	}
	b.token()
	b.depth--
}

func (b *binder) array(path string, v reflect.Value) {
	b.enter()
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for i := 0; b.dec.More(); i++ {
		item := reflect.New(v.Type().Elem()).Elem()
		b.value(fmt.Sprintf("%s[%d]", path, i), item)
		v.Set(reflect.Append(v, item))
	}
	b.token()
	b.depth--
}

// skip reads past a value whose first token was t.
func (b *binder) skip(t json.Token) {
	if d, ok := t.(json.Delim); !ok || d != '{' && d != '[' {
		return
	}
	b.enter()
	for b.dec.More() {
		if t == json.Delim('{') {
			b.token()
		}
		b.skip(b.token())
	}
	b.token()
	b.depth--
}

// names maps the JSON names of a struct's fields to their places.
func names(t reflect.Type) map[string]int {
	m := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			m[name] = i
		}
	}
	return m
}
