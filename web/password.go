package web

// password.go: keeping passwords, and comparing them in the same time whether
// or not there is such an officer.

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"fifteen/dispatch"
)

// hashParams are above the least that OWASP names for Argon2id (19 MiB, two
// passes, one lane). The library's own defaults make one pass only.
var hashParams = &argon2id.Params{Memory: 32 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// The lengths of a password: characters at least, bytes at most.
const (
	minPassword = 10
	maxPassword = 200
)

// HashPassword checks a new password's length and hashes it for
// dispatch.Officer. It takes some 50 ms and 32 MiB.
func HashPassword(password string) (string, error) {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return "", dispatch.Invalid("password", "needs at least %d characters", minPassword)
	case len(password) > maxPassword:
		return "", dispatch.Invalid("password", "may have at most %d bytes", maxPassword)
	}
	return argon2id.CreateHash(password, hashParams)
}

// nobody is a hash that no password is compared with in earnest.
var nobody = sync.OnceValues(func() (string, error) { return argon2id.CreateHash(randomText(26), hashParams) })

// hashWait is how long a request waits for a place to hash.
const hashWait = 3 * time.Second

// slot waits for a place to hash, so that a flood of sign-ins takes neither
// all memory nor all cores. The caller calls release when done.
func (s *Server) slot(ctx context.Context) (release func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case s.hashing <- struct{}{}:
		return func() { <-s.hashing }, nil
	case <-ctx.Done():
		return nil, dispatch.Errorf(dispatch.CodeUnavailable, "many people are signing in right now; try again")
	}
}

// matches reports whether password belongs to officer, who may be nil.
func matches(password string, officer *dispatch.Officer) (bool, error) {
	if officer == nil {
		hash, err := nobody()
		if err != nil {
			return false, err
		}
		_, err = argon2id.ComparePasswordAndHash(password, hash)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, officer.PasswordHash)
}
