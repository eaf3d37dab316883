package redisstore

// accounts.go: officers, sessions and machine tokens.

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// Officer loads one by name.
func (s *Store) Officer(ctx context.Context, name string) (*dispatch.Officer, error) {
	return field[dispatch.Officer](ctx, s.rdb, s.keys.officers(), name, "officer")
}

// Officers lists all of them.
func (s *Store) Officers(ctx context.Context) ([]dispatch.Officer, error) {
	return fields[dispatch.Officer](ctx, s.rdb, s.keys.officers())
}

// PutOfficer writes one; with create the name must be new.
func (s *Store) PutOfficer(ctx context.Context, o *dispatch.Officer, create bool) error {
	doc, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("encode officer: %w", err)
	}
	if !create {
		return told(s.rdb.HSet(ctx, s.keys.officers(), o.Name, doc).Err())
	}
	added, err := s.rdb.HSetNX(ctx, s.keys.officers(), o.Name, doc).Result()
	if err == nil && !added {
		return &dispatch.Error{Code: dispatch.CodeDuplicate, Field: "name", Message: "the name is taken"}
	}
	return told(err)
}

//go:embed dismiss.lua
var dismissLua string
var dismissScript = redis.NewScript(dismissLua)

// DeleteOfficer removes one; CodeConflict if it is the last administrator.
func (s *Store) DeleteOfficer(ctx context.Context, name string) error {
	n, err := dismissScript.Run(ctx, s.rdb, []string{s.keys.officers()}, name, string(dispatch.AccessAdmin)).Int()
	switch {
	case err != nil:
		return told(err)
	case n == 0:
		return dispatch.Errorf(dispatch.CodeNotFound, "there is no such officer")
	case n < 0:
		return dispatch.Errorf(dispatch.CodeConflict, "this is the last administrator: add another one first")
	}
	return nil
}

// PutSession keeps a session until it expires.
func (s *Store) PutSession(ctx context.Context, x *dispatch.Session) error {
	doc, err := json.Marshal(x)
	if err != nil {
		return fmt.Errorf("encode session: %w", err)
	}
	return told(s.rdb.Set(ctx, s.keys.session(x.Hash), doc, time.Until(x.ExpiresAt)).Err())
}

// Session loads one by the hash of its cookie.
func (s *Store) Session(ctx context.Context, hash string) (*dispatch.Session, error) {
	doc, err := s.rdb.Get(ctx, s.keys.session(hash)).Result()
	x, err := decoded[dispatch.Session](doc, err, "session")
	if err != nil {
		return nil, err
	}
	x.Hash = hash
	return x, nil
}

// DeleteSession ends one; it is no error if there is none.
func (s *Store) DeleteSession(ctx context.Context, hash string) error {
	return told(s.rdb.Del(ctx, s.keys.session(hash)).Err())
}

// Tokens lists the machine tokens.
func (s *Store) Tokens(ctx context.Context) ([]dispatch.MachineToken, error) {
	return fields[dispatch.MachineToken](ctx, s.rdb, s.keys.tokens())
}

// TokenByHash loads one by the hash of its value.
func (s *Store) TokenByHash(ctx context.Context, hash string) (*dispatch.MachineToken, error) {
	return field[dispatch.MachineToken](ctx, s.rdb, s.keys.tokens(), hash, "token")
}

// PutToken writes one.
func (s *Store) PutToken(ctx context.Context, t *dispatch.MachineToken) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("encode token: %w", err)
	}
	return told(s.rdb.HSet(ctx, s.keys.tokens(), t.Hash, doc).Err())
}

// DeleteToken removes one.
func (s *Store) DeleteToken(ctx context.Context, hash string) error {
	return removed(s.rdb.HDel(ctx, s.keys.tokens(), hash), "token")
}

// field decodes one field of a hash of documents.
func field[T any](ctx context.Context, rdb redis.UniversalClient, key, name, what string) (*T, error) {
	doc, err := rdb.HGet(ctx, key, name).Result()
	return decoded[T](doc, err, what)
}

func decoded[T any](doc string, err error, what string) (*T, error) {
	if errors.Is(err, redis.Nil) {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "there is no such %s", what)
	}
	if err != nil {
		return nil, told(err)
	}
	v := new(T)
	if err := json.Unmarshal([]byte(doc), v); err != nil {
		return nil, fmt.Errorf("stored %s: %w", what, err)
	}
	return v, nil
}

// fields decodes a whole hash of documents.
func fields[T any](ctx context.Context, rdb redis.UniversalClient, key string) ([]T, error) {
	all, err := rdb.HVals(ctx, key).Result()
	if err != nil {
		return nil, told(err)
	}
	out := make([]T, len(all))
	for i, doc := range all {
		if err := json.Unmarshal([]byte(doc), &out[i]); err != nil {
			return nil, fmt.Errorf("stored document in %s: %w", key, err)
		}
	}
	return out, nil
}

func removed(cmd *redis.IntCmd, what string) error {
	n, err := cmd.Result()
	if err == nil && n == 0 {
		return dispatch.Errorf(dispatch.CodeNotFound, "there is no such %s", what)
	}
	return told(err)
}
