// Package flat keeps arrays of fixed-size values in one checked file: the
// format of the caches beside a street extract.
//
// A file is a header (magic, kind, version), the arrays one after the other,
// each with its element size and length and aligned to eight bytes, and a
// CRC-32C of everything before it. Values are little-endian, as every machine
// this runs on keeps them, so that reading is a slice of the file and no copy.
//
// Invariants:
//   - a reader refuses a file of another kind or version, a short one and one
//     whose checksum does not match; after that, getting an array of another
//     element size than was put is an error, never a wrong value;
//   - arrays that were read alias the bytes of the file: they are read-only.
//
// A Writer and a Reader belong to one goroutine.
package flat
