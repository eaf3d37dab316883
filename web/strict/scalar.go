package strict

// scalar.go: texts, numbers and times, and the words for what was expected.

import (
	"math"
	"reflect"
	"strconv"
	"time"
)

var timeType = reflect.TypeFor[time.Time]()

func (b *binder) text(path, s string, v reflect.Value) {
	switch {
	case v.Type() == timeType:
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			b.fault(path, "must be a time such as 2026-05-04T15:04:05+08:00 (RFC 3339)")
			return
		}
		v.Set(reflect.ValueOf(at))
	case v.Kind() == reflect.String:
		v.SetString(s)
	default:
		b.fault(path, "must be %s", wanted(v))
	}
}

func (b *binder) number(path, s string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Float64:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			b.fault(path, "the number is too large")
			return
		}
		v.SetFloat(f)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || v.OverflowInt(n) {
			b.fault(path, "must be a whole number within 64 bits")
			return
		}
		v.SetInt(n)
	default:
		b.fault(path, "must be %s", wanted(v))
	}
}

func wanted(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Slice:
		return "a list"
	case reflect.Struct:
		if v.Type() == timeType {
			return "a time (RFC 3339)"
		}
		return "an object"
	default:
		return "a number"
	}
}

// clip bounds a name that came from outside before it is shown again.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
