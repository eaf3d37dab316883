package flat

// there and back; and what is refused.

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
)

type pair struct {
	A uint32
	B [2]int16
}

func file(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b, "test", 3)
	Put(w, []uint32{1, 2, 3})
	Put(w, []pair(nil))
	Put(w, []pair{{7, [2]int16{-1, 2}}})
	PutStrings(w, []string{"", "人民路", "Market Street"})
	Put(w, []float64{1.5})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	whole := file(t)
	for shift := range 9 { // however the bytes lie in memory
		b := append(make([]byte, shift), whole...)[shift:]
		r, err := NewReader(b, "test", 3)
		if err != nil {
			t.Fatal(err)
		}
		ints, none, pairs := Get[uint32](r), Get[pair](r), Get[pair](r)
		words, floats := GetStrings(r), Get[float64](r)
		if r.Err() != nil {
			t.Fatal(r.Err())
		}
		if !slices.Equal(ints, []uint32{1, 2, 3}) || none != nil || !slices.Equal(pairs, []pair{{7, [2]int16{-1, 2}}}) ||
			!slices.Equal(words, []string{"", "人民路", "Market Street"}) || !slices.Equal(floats, []float64{1.5}) {
			t.Fatal(ints, none, pairs, words, floats)
		}
		if Get[byte](r); !errors.Is(r.Err(), ErrDamaged) {
			t.Fatal("an array that is not there:", r.Err())
		}
	}
}

func TestRefused(t *testing.T) {
	whole := file(t)
	for name, c := range map[string]struct {
		kind    string
		version uint32
		want    error
	}{"kind": {"other", 3, ErrOther}, "longer kind": {"tests", 3, ErrOther}, "version": {"test", 4, ErrOther}} {
		if _, err := NewReader(whole, c.kind, c.version); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for n := range whole {
		if _, err := NewReader(whole[:n], "test", 3); err == nil {
			t.Fatalf("cut after %d bytes and not noticed", n)
		}
		b := bytes.Clone(whole)
		b[n] ^= 0x10
		if _, err := NewReader(b, "test", 3); err == nil && n < len(whole)-4 {
			t.Fatalf("byte %d changed and not noticed", n)
		}
	}
	r, err := NewReader(whole, "test", 3)
	if err != nil {
		t.Fatal(err)
	}
	if got := Get[uint64](r); got != nil || !errors.Is(r.Err(), ErrDamaged) {
		t.Fatal("another element size:", got, r.Err())
	}
	if got := Get[uint32](r); got != nil {
		t.Fatal("an array after an error:", got)
	}
}

func TestOnlyFixedValues(t *testing.T) {
	for name, put := range map[string]func(*Writer){
		"pointers": func(w *Writer) { Put(w, []*int{nil}) },
		"strings":  func(w *Writer) { Put(w, []string{""}) },
		"padding": func(w *Writer) {
			Put(w, []struct {
				A uint8
				B uint32
			}{})
		},
		"empty": func(w *Writer) { Put(w, []struct{}{{}}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s were taken", name)
				}
			}()
			put(NewWriter(io.Discard, "test", 1))
		}()
	}
}

func TestWriterStopsAtTheFirstError(t *testing.T) {
	full := errors.New("full")
	w := NewWriter(writerFunc(func([]byte) (int, error) { return 0, full }), "test", 1)
	Put(w, []byte("x"))
	if err := w.Close(); !errors.Is(err, full) {
		t.Fatal(err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func FuzzReader(f *testing.F) {
	f.Add(file(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		// The checksum aside, nothing in a file may make a reader panic.
		if len(b) < headerSize {
			return
		}
		r := &Reader{rest: b[headerSize:]}
		if len(r.rest)%alignment != 0 {
			r.rest = r.rest[:len(r.rest)/alignment*alignment]
		}
		_, _, _, _ = Get[uint32](r), Get[byte](r), Get[byte](r), GetStrings(r)
	})
}
