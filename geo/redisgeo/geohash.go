package redisgeo

// geohash.go: Redis's 52-bit geohash, which is the score of a GEO member. To
// decode it here costs less than to have Redis print coordinates.

import "github.com/paulmach/orb"

// cellM bounds how far a decoded point lies from the one that was indexed, in
// meters: half the diagonal of a cell of 2⁻²⁶ of the map.
const cellM = 0.5

// decodeGeohash returns the center of the cell that a GEO member's score
// names, as GEOPOS does: 26 bits each, latitude in the even bits, longitude in
// the odd ones, over ±MaxLatitude and ±180° (Redis src/geohash.c).
func decodeGeohash(score float64) orb.Point {
	const cells = 1 << 26
	bits := uint64(score)
	lat := (float64(squeeze(bits)) + 0.5) / cells
	lng := (float64(squeeze(bits>>1)) + 0.5) / cells
	// The cells of the very edge have their centers behind it.
	return orb.Point{min(lng*360-180, 180), min(lat*2*MaxLatitude-MaxLatitude, MaxLatitude)}
}

// squeeze gathers the even bits of x in its lower half.
func squeeze(x uint64) uint32 {
	x &= 0x5555555555555555
	x = (x | x>>1) & 0x3333333333333333
	x = (x | x>>2) & 0x0f0f0f0f0f0f0f0f
	x = (x | x>>4) & 0x00ff00ff00ff00ff
	x = (x | x>>8) & 0x0000ffff0000ffff
	x = (x | x>>16) & 0x00000000ffffffff
	return uint32(x)
}
