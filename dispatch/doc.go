// Package dispatch is the domain of fifteen: incidents, the response plans
// that say what they need, the responders who can help, the offers made to
// them, and the decisions that turn one into the other.
//
// It is pure. Nothing here reads a clock, draws a random number, opens a
// connection or knows of Redis, HTTP or SMS: time comes in as a parameter or
// an injected function, everything else through the small interfaces of
// port.go. Only the standard library and orb's root package are imported, so
// every rule can be tested by itself.
//
// The shape of a decision is always the same:
//
//	Case (what is) + now + candidates  →  Change (what shall be)
//
// A [Case] is one incident with its offers. Its methods change it in memory
// and gather the events and texts that belong to the change; [Store.Commit]
// writes all of it together or nothing. When somebody else was quicker the
// commit answers [ErrConflict], the case is loaded anew and the decision is
// made again. [Dispatcher] is the thin shell that does that loop.
//
// Invariants:
//   - a state moves only along its transition table (incident.go, offer.go);
//   - an accepted offer takes exactly one seat of one need;
//   - a person is never coming to two incidents at once;
//   - every text that a change calls for is committed with it.
//
// Positions are WGS-84, lng/lat, as orb.Point. Distances are meters.
package dispatch
