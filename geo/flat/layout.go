package flat

// layout.go: what a file looks like, and which values may be kept in it.

import (
	"errors"
	"fmt"
	"hash/crc32"
	"reflect"
)

const (
	magic     = "15flat1\n"
	alignment = 8
	// headerSize: magic, length of the kind, version, kind padded to 32 bytes.
	kindSize   = 32
	headerSize = len(magic) + 4 + 4 + kindSize
	// arrayHeader: element size, reserved, length.
	arrayHeader = 16
	// trailerSize: the checksum, padded.
	trailerSize = 8
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrDamaged is wrapped by the error of a file that is short or whose bytes
// are not those that were written.
var ErrDamaged = errors.New("the file is damaged")

// ErrOther is wrapped by the error of a file of another kind or version.
var ErrOther = errors.New("the file is of another kind or version")

// pad is the number of bytes to the next multiple of the alignment.
func pad(n int) int { return (alignment - n%alignment) % alignment }

// mustBeFixed panics unless T is made of numbers and arrays and structs of
// them, without padding: a programming error, not one of input.
func mustBeFixed[T any]() {
	t := reflect.TypeFor[T]()
	if n := fixedSize(t); n != t.Size() || n == 0 {
		panic(fmt.Sprintf("flat: %v cannot be kept: it has pointers or padding", t))
	}
}

// fixedSize is the sum of the sizes of a type's numbers, 0 if it holds
// anything else.
func fixedSize(t reflect.Type) uintptr {
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return t.Size()
	case reflect.Array:
		return uintptr(t.Len()) * fixedSize(t.Elem())
	case reflect.Struct:
		var n uintptr
		for i := range t.NumField() {
			f := fixedSize(t.Field(i).Type)
			if f == 0 {
				return 0
			}
			n += f
		}
		return n
	default:
		return 0
	}
}
