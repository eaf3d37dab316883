package flat

// write.go: arrays into a file.

import (
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"unsafe"
)

// Writer writes arrays; the first error stops it and is what Close returns.
type Writer struct {
	w   io.Writer
	sum hash.Hash32
	err error
}

// NewWriter begins a file of a kind (at most 32 bytes) and version.
func NewWriter(w io.Writer, kind string, version uint32) *Writer {
	if len(kind) > kindSize {
		panic("flat: the kind is longer than 32 bytes")
	}
	f := &Writer{w: w, sum: crc32.New(castagnoli)}
	header := make([]byte, headerSize)
	n := copy(header, magic)
	binary.LittleEndian.PutUint32(header[n:], uint32(len(kind)))
	binary.LittleEndian.PutUint32(header[n+4:], version)
	copy(header[n+8:], kind)
	f.write(header)
	return f
}

// Put appends an array. T is made of fixed-size numbers without padding; it
// panics on any other.
func Put[T any](f *Writer, s []T) {
	mustBeFixed[T]()
	size := int(unsafe.Sizeof(*new(T)))
	header := make([]byte, arrayHeader)
	binary.LittleEndian.PutUint32(header, uint32(size))
	binary.LittleEndian.PutUint64(header[8:], uint64(len(s)))
	f.write(header)
	if len(s) > 0 {
		f.write(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*size))
	}
	f.write(make([]byte, pad(len(s)*size)))
}

// PutStrings appends strings: their ends, then their bytes.
func PutStrings(f *Writer, s []string) {
	ends := make([]uint64, len(s))
	var end uint64
	for i := range s {
		end += uint64(len(s[i]))
		ends[i] = end
	}
	all := make([]byte, 0, end)
	for i := range s {
		all = append(all, s[i]...)
	}
	Put(f, ends)
	Put(f, all)
}

// Close ends the file with its checksum and returns the first error. The
// writer below is not closed.
func (f *Writer) Close() error {
	trailer := make([]byte, trailerSize)
	binary.LittleEndian.PutUint32(trailer, f.sum.Sum32())
	f.write(trailer)
	return f.err
}

func (f *Writer) write(b []byte) {
	if f.err != nil || len(b) == 0 {
		return
	}
	if _, f.err = f.w.Write(b); f.err == nil {
		_, _ = f.sum.Write(b) // a hash never fails
	}
}
