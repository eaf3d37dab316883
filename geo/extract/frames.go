package extract

// frames.go: the blocks of a .osm.pbf file, walked before anything is decoded.
// A file is a row of (length of the header, header, body); the walk reads the
// headers only and knows to the byte whether the last block is whole.
// https://wiki.openstreetmap.org/wiki/PBF_Format

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/encoding/protowire"
)

// The largest header and body that the format allows, in bytes.
const (
	maxBlockHeader = 64 << 10
	maxBlockBody   = 32 << 20
)

var errTruncated = errors.New("the file ends in the middle of a block: it was not downloaded or copied to the end; fetch it again")

// checkFrames walks the blocks of a file of size bytes.
func checkFrames(r io.ReaderAt, size int64) error {
	if size == 0 {
		return errors.New("the file is empty: fetch it again")
	}
	header := make([]byte, maxBlockHeader)
	blocks := 0
	for at := int64(0); at < size; blocks++ {
		var length [4]byte
		if size-at < int64(len(length)) {
			return errTruncated
		}
		if _, err := r.ReadAt(length[:], at); err != nil {
			return err
		}
		n := int64(binary.BigEndian.Uint32(length[:]))
		at += int64(len(length))
		if n == 0 || n >= maxBlockHeader {
			return notOSM(r, blocks)
		}
		if size-at < n {
			if blocks == 0 {
				return notOSM(r, blocks)
			}
			return errTruncated
		}
		if _, err := r.ReadAt(header[:n], at); err != nil {
			return err
		}
		kind, body, ok := blockHeader(header[:n])
		at += n
		if !ok || body < 0 || body >= maxBlockBody || (kind == "OSMHeader") != (blocks == 0) {
			return notOSM(r, blocks)
		}
		if size-at < body {
			return errTruncated
		}
		at += body
	}
	if blocks < 2 {
		return errors.New("the file holds nothing but a header: fetch it again")
	}
	return nil
}

// blockHeader reads the type of a block and the size of its body.
func blockHeader(b []byte) (kind string, body int64, ok bool) {
	body = -1
	for len(b) > 0 {
		field, wire, n := protowire.ConsumeTag(b)
		if n < 0 {
			return "", 0, false
		}
		b = b[n:]
		switch {
		case field == 1 && wire == protowire.BytesType:
			v, n := protowire.ConsumeBytes(b)
			if n < 0 {
				return "", 0, false
			}
			kind, b = string(v), b[n:]
		case field == 3 && wire == protowire.VarintType:
			v, n := protowire.ConsumeVarint(b)
			if n < 0 || v > maxBlockBody {
				return "", 0, false
			}
			body, b = int64(v), b[n:]
		default:
			n := protowire.ConsumeFieldValue(field, wire, b)
			if n < 0 {
				return "", 0, false
			}
			b = b[n:]
		}
	}
	return kind, body, true
}

// looks are the first bytes of files that are taken for extracts by mistake.
var looks = []struct{ first, what string }{
	{"<?xml", "XML; convert it with `osmium cat in.osm -o out.osm.pbf`"},
	{"<osm", "XML; convert it with `osmium cat in.osm -o out.osm.pbf`"},
	{"<!", "a web page, perhaps an error of the site it was fetched from"},
	{"<html", "a web page, perhaps an error of the site it was fetched from"},
	{"BZh", "compressed with bzip2; fetch the .osm.pbf instead"},
	{"\x1f\x8b", "compressed with gzip; unpack it, or fetch the .osm.pbf"},
	{"PK", "a zip archive; unpack it, or fetch the .osm.pbf"},
	{"{", "JSON; fetch the .osm.pbf instead"},
	{"o5m", "in the o5m format; convert it with `osmium cat`"},
	{"version https://git-lfs", "a Git LFS pointer; run `git lfs pull`"},
}

// notOSM says what a file is when it is no extract, or where it is damaged.
func notOSM(r io.ReaderAt, blocks int) error {
	if blocks > 0 {
		return fmt.Errorf("the file is damaged after block %d: fetch it again", blocks)
	}
	first := make([]byte, 32)
	n, err := r.ReadAt(first, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, l := range looks {
		if n >= len(l.first) && string(first[:len(l.first)]) == l.first {
			return fmt.Errorf("this is not an .osm.pbf file: it is %s", l.what)
		}
	}
	return errors.New("this is not an .osm.pbf file: fetch an OpenStreetMap extract in that format")
}
