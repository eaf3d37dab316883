// Package redisstore keeps the dispatcher's state in Redis (7.0 command set).
//
// Every change of state is one Lua script: the document, the journal, the
// outbox, the timer and the indexes move together or not at all. All keys of
// an area share a hash tag, so that the scripts stay atomic on a cluster;
// keys.go names every one of them.
//
// Commands are never retried by the client library: a write whose answer was
// lost may have happened. Callers see CodeUnavailable and decide; what they
// repeat carries an idempotency key.
//
// What people answered before (their habits) is counted by the commit that asks
// or answers, in the same script; it fades with time and is forgotten with the
// person.
//
// [Store] is safe for any number of goroutines and of processes. Its Run keeps
// the in-memory copies of the responders and of their habits current.
package redisstore
