package redisgeo

// keys.go: every key of this package, with its type, lifetime and writer. All
// keys of an area share the hash tag {area}, so that scripts may touch them
// together on a cluster.

import "time"

// Keep is how long a live position is kept after it was seen. It is far longer
// than positions count as fresh, so that an officer can still ask where
// somebody was seen last, and short enough to be no record of people's days.
const Keep = 24 * time.Hour

// The second lane: its length in batches, about, and its lifetime after the
// last batch.
const (
	movesLength = 2000
	movesKeep   = time.Hour
)

// LiveKey names the live positions of an area.
//
//	type      GEO (sorted set): responder → 52-bit geohash
//	lifetime  a member: Keep after it was seen; the key: Keep after the last write
//	writer    Record (record.lua), Forget; whoever deletes a responder (ZREM)
func LiveKey(area string) string { return prefix(area) + "live" }

// AtKey names the times of the live positions of an area.
//
//	type      ZSET: responder → Unix milliseconds of the sighting
//	lifetime  as LiveKey; the two always have the same members
//	writer    Record (record.lua), Forget; whoever deletes a responder (ZREM)
func AtKey(area string) string { return prefix(area) + "at" }

// HomeKey names the homes of an area, of people who have no other usual place.
// A home north or south of MaxLatitude
// cannot be indexed.
//
//	type      GEO (sorted set): responder → 52-bit geohash
//	lifetime  that of the responder
//	writer    the store of responders, in the script that writes a responder:
//	          GEOADD key lng lat id where there is a home, ZREM key id where
//	          there is none or the responder is deleted; Forget
func HomeKey(area string) string { return prefix(area) + "home" }

// PlacesKey names the usual places of those who have any besides their home,
// each with the hours of the week at which it counts; their homes are here
// too, not under HomeKey.
//
//	type      GEO (sorted set): "responder|basis|hours" (dispatch.Stay.Member) → 52-bit geohash
//	lifetime  that of the responder
//	writer    as HomeKey
func PlacesKey(area string) string { return prefix(area) + "places" }

// PlacedKey says which members of PlacesKey are whose.
//
//	type      HASH: responder → their members, a space between them
//	lifetime  that of the responder
//	writer    as HomeKey
func PlacedKey(area string) string { return prefix(area) + "placed" }

// MovesKey names the second lane of an area: accepted sightings, for live
// dashboards.
//
//	type      STREAM: one entry a batch, field "v1" = packed sightings (pack.go)
//	lifetime  about 2000 entries; the key: an hour after the last entry
//	writer    Record (record.lua)
func MovesKey(area string) string { return prefix(area) + "moves" }

func prefix(area string) string { return "fifteen:{" + area + "}:geo:" }
