// Package redisgeo keeps people's positions in Redis GEO: where their phones
// last were (live) and where they are usually found (home, and places that hold
// at some hours of the week: work, a station on shift). [Store] is the
// dispatcher's [dispatch.Finder], takes sightings from doors and feeds the
// second lane of the live dashboards.
//
// Invariants:
//   - of two sightings of a person the newer one wins, whatever the order they
//     come in; index, age and second lane change in one Lua script (record.lua);
//   - a fresh live position beats a usual place, also when it is elsewhere; at
//     each hour one usual place counts (dispatch.Responder.Stays);
//   - Redis filters coarsely, geo.Distance decides: the two differ by 0.1 % in
//     the radius of the earth;
//   - live positions are forgotten [Keep] after they were seen, the second lane
//     an hour after its last entry. Nobody needs to sweep;
//   - the second lane may drop: latest wins, and old entries are trimmed.
//
// A Store starts no goroutine and may be used by many at once. The Redis
// client is the caller's: ContextTimeoutEnabled must be set so that contexts
// end commands. Repeating a Record is harmless, so retries are too.
package redisgeo
