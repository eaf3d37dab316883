package redisgeo

// pack.go: how sightings travel in the second lane: a 1,000-person batch is
// 37 kB instead of 120 kB of JSON, and the script only strings together what
// it accepted.

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"fifteen/dispatch"
)

// packedTail is the length of what follows the id: longitude and latitude as
// float64, Unix milliseconds as int64, accuracy in meters as float32, all big
// endian. Before it stands the id's length in one byte, and the id.
const packedTail = 8 + 8 + 8 + 4

var errTorn = errors.New("a packed sighting is torn")

// pack appends a sighting. The id is at most 64 bytes (check).
func pack(b []byte, x dispatch.Sighting) []byte {
	b = append(b, byte(len(x.Responder)))
	b = append(b, x.Responder...)
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(x.Position.Lng))
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(x.Position.Lat))
	b = binary.BigEndian.AppendUint64(b, uint64(x.At.UnixMilli()))
	return binary.BigEndian.AppendUint32(b, math.Float32bits(float32(x.AccuracyM)))
}

// unpack calls yield with each sighting.
func unpack(b string, yield func(dispatch.Sighting)) error {
	for len(b) > 0 {
		n := 1 + int(b[0])
		if len(b) < n+packedTail {
			return errTorn
		}
		tail := []byte(b[n : n+packedTail])
		yield(dispatch.Sighting{
			Responder: b[1:n],
			Position: dispatch.Position{
				Lng: math.Float64frombits(binary.BigEndian.Uint64(tail)),
				Lat: math.Float64frombits(binary.BigEndian.Uint64(tail[8:])),
			},
			At:        time.UnixMilli(int64(binary.BigEndian.Uint64(tail[16:]))).UTC(),
			AccuracyM: float64(math.Float32frombits(binary.BigEndian.Uint32(tail[24:]))),
		})
		b = b[n+packedTail:]
	}
	return nil
}
