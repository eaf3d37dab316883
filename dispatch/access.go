package dispatch

// access.go: who may do what: officers who sign in, machines that carry a
// token, and the sessions of the former.

import "time"

// Access is the role of an officer or a machine.
type Access string

// The roles.
const (
	AccessAdmin    Access = "admin"    // everything, also officers, tokens and imports
	AccessOfficer  Access = "officer"  // incidents, offers, responders
	AccessPlatform Access = "platform" // a 120/119 platform: opens incidents, reads them
	AccessTracker  Access = "tracker"  // reports positions, nothing else
)

// Valid reports whether a is a known role.
func (a Access) Valid() bool {
	return a == AccessAdmin || a == AccessOfficer || a == AccessPlatform || a == AccessTracker
}

// Officer is a person who signs in.
type Officer struct {
	Name   string `json:"name"`
	Access Access `json:"access"`
	// PasswordHash is an argon2id hash in PHC form.
	PasswordHash string    `json:"password_hash"`
	CreatedAt    time.Time `json:"created_at"`
}

// Session is a signed-in officer. Hash is the hex SHA-256 of the cookie's
// value; the value itself is kept nowhere.
type Session struct {
	Hash      string    `json:"-"`
	Officer   string    `json:"officer"`
	Access    Access    `json:"access"`
	ExpiresAt time.Time `json:"expires_at"`
}

// MachineToken is a bearer token. Hash is the hex SHA-256 of its value.
type MachineToken struct {
	Hash      string    `json:"hash"`
	Name      string    `json:"name"`
	Access    Access    `json:"access"`
	CreatedAt time.Time `json:"created_at"`
}
