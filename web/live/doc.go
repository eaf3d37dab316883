// Package live shows every step of the journal at once: the hub that tails it
// and tells all connected dashboards over WebSockets (subprotocol fifteen.v1).
//
// # Frames
//
// All frames are JSON text. The client's first frame, within five seconds of
// connecting, says where it left off; an empty epoch asks for everything:
//
//	{"type":"resume","epoch":"…","seq":123}
//
// The server greets. With a snapshot, the state is replaced by it; without
// one, the client missed nothing but the events that follow. Either way the
// next event is seq+1, and from then on each follows the one before:
//
//	{"type":"hello","epoch":"…","seq":123,"now":"…","snapshot":{"incidents":[…]}}
//	{"type":"event","seq":124,"at":"…","event":"offer_made",…}
//
// A hello may come again on the same connection: when the store was replaced
// or its journal has a gap, everybody gets a fresh one with a snapshot. After
// it, events of the older hello never follow.
//
//	{"type":"positions","batch":[["v17",104.06,30.66,12],…]}
//
// is the second lane: responder, lng, lat, age in seconds. The latest position
// of each wins, frames are sent at most every 500 ms and only while no event
// waits; a client that connects is first told all fresh positions.
//
//	{"type":"stale","since":"…"}
//	{"type":"fresh"}
//
// say that the journal cannot be read since that time, and that it can again.
// The connection stays; what is on screen may be outdated. A stale frame can
// come before the first hello, which then comes as soon as there is one.
//
//	{"type":"ping"}      answered by the client with {"type":"pong"}
//
// goes out together with a WebSocket ping, because scripts in a browser do not
// see the latter: a client that hears neither events nor pings for a minute
// should reconnect. Either answer is a sign of life.
//
// # Close codes
//
//	4001 unauthorized     signed out, or the token was withdrawn; do not return
//	4002 too slow         the queue was full; come back with resume
//	4003 bad frame        not one of the client's frames; do not return
//	4004 going away       the server stops or restarts; come back with resume
//	4005 no sign of life  no pong, or no resume in time; come back with resume
//
// # Invariants
//
//   - Recovery is complete or declared impossible: no client ever sees a hole
//     or an event twice. The hub keeps the last events in memory; a client is
//     attached to them in one step of the one goroutine that also hands out
//     new events, so nothing can happen in between. Older events are fetched
//     from the source up to a bound; beyond it, or if the epoch differs, the
//     answer is a snapshot.
//   - A frame is encoded once and its bytes are shared by all clients.
//   - Every queue is bounded. The hub never waits for a client: one whose
//     queue is full is cut off, the others do not notice.
//
// The journal must change its epoch whenever it loses events that were already
// told. The hub checks the epoch with every batch it reads.
//
// # Goroutines
//
// [Hub.Run] owns them: the room (hub.go), which alone touches the set of
// clients, and beside it the tail, the snapshot taker, the backfiller, the
// positions lane and the guard that asks whether sessions still hold. Each
// connection has a reader, the goroutine of ServeHTTP, and a writer, which
// ServeHTTP waits for. The room alone sends on a client's queue and closes it.
package live
