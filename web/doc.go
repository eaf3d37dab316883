// Package web is the door for people and machines: the HTTP API, sign-in,
// the volunteer's page and the way to the dashboard and its live socket.
//
// [New] joins the rooms named in [Config]; [Server.Handler] is the whole door.
// Every route stands in one table (routes.go) with who may use it; a test
// walks all routes with every role, another compares the table with
// openapi.yaml, which is served at /openapi.yaml.
//
// A request passes, in this order: recovery and request id, access log and
// metrics (by route pattern, never by path: paths may hold tokens), security
// headers, size and time limits, the route, sign-in, the origin check for
// cookies, the access table, strict decoding, and only then a handler.
//
// Errors leave as RFC 9457 problems (package problem). Nothing here starts a
// goroutine; handlers run in those of net/http.
//
// The package holds no state but limits on sign-in: sessions and tokens live
// in the store, as SHA-256 of their values.
package web
