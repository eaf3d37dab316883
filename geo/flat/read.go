package flat

// read.go: arrays out of a file, in the order in which they were put.

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"unsafe"
)

// Reader hands out the arrays of one file. The first error stays: every array
// after it is nil, and Err says why.
type Reader struct {
	rest []byte
	err  error
}

// NewReader checks the bytes of a whole file. It answers ErrOther or
// ErrDamaged when they are not of this kind and version.
func NewReader(b []byte, kind string, version uint32) (*Reader, error) {
	if len(b) < headerSize+trailerSize {
		return nil, fmt.Errorf("%w: it has only %d bytes", ErrDamaged, len(b))
	}
	if string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: it does not begin as one of ours", ErrOther)
	}
	head := b[len(magic):]
	n := min(binary.LittleEndian.Uint32(head), kindSize)
	if got := string(head[8 : 8+n]); got != kind {
		return nil, fmt.Errorf("%w: it holds %q, not %q", ErrOther, got, kind)
	}
	if got := binary.LittleEndian.Uint32(head[4:]); got != version {
		return nil, fmt.Errorf("%w: version %d, not %d", ErrOther, got, version)
	}
	body := b[:len(b)-trailerSize]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(b[len(body):]) {
		return nil, fmt.Errorf("%w: its checksum does not match", ErrDamaged)
	}
	// The arrays are aligned in the file; make sure they are in memory too.
	if uintptr(unsafe.Pointer(unsafe.SliceData(body)))%alignment != 0 {
		words := make([]uint64, (len(body)+alignment-1)/alignment)
		moved := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), len(words)*alignment)
		body = moved[:copy(moved, body)]
	}
	return &Reader{rest: body[headerSize:]}, nil
}

// Get returns the next array, which aliases the file and must not be changed.
// Nil after an error, or for an empty array.
func Get[T any](r *Reader) []T {
	mustBeFixed[T]()
	if r.err != nil {
		return nil
	}
	size := uint64(unsafe.Sizeof(*new(T)))
	if len(r.rest) < arrayHeader {
		r.err = fmt.Errorf("%w: an array is missing", ErrDamaged)
		return nil
	}
	got, n := uint64(binary.LittleEndian.Uint32(r.rest)), binary.LittleEndian.Uint64(r.rest[8:])
	body := r.rest[arrayHeader:]
	if got != size || n > uint64(len(body))/size {
		r.err = fmt.Errorf("%w: an array of %d elements of %d bytes where %d bytes were expected", ErrDamaged, n, got, size)
		return nil
	}
	bytes := int(n * size)
	r.rest = body[min(bytes+pad(bytes), len(body)):]
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(body))), int(n))
}

// GetStrings returns the next strings, which alias the file.
func GetStrings(r *Reader) []string {
	ends, all := Get[uint64](r), Get[byte](r)
	if r.err != nil {
		return nil
	}
	s := make([]string, len(ends))
	var start uint64
	for i, end := range ends {
		if end < start || end > uint64(len(all)) {
			r.err = fmt.Errorf("%w: a string ends before it begins", ErrDamaged)
			return nil
		}
		if end > start {
			s[i] = unsafe.String(&all[start], int(end-start))
		}
		start = end
	}
	return s
}

// Err returns the first error.
func (r *Reader) Err() error { return r.err }
