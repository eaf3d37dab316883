package web

// export_test.go: the table of routes, for the tests that walk it.

import "context"

// Patterns lists the patterns of all routes, hooks included.
func (s *Server) Patterns() []string {
	var out []string
	for _, rt := range s.table() {
		out = append(out, rt.pattern)
	}
	for p := range s.Hooks {
		out = append(out, p)
	}
	return out
}

// HashSlots is how many passwords are hashed at the same time.
const HashSlots = hashSlots

// Matches compares a password with an officer's, who may be nil.
var Matches = matches

// Slot waits for a place to hash.
func (s *Server) Slot(ctx context.Context) (func(), error) { return s.slot(ctx) }
