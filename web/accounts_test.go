package web_test

// accounts_test.go: the double of the accounts.

import (
	"context"
	"maps"
	"slices"

	"fifteen/dispatch"
)

func (s *store) Officer(_ context.Context, name string) (*dispatch.Officer, error) {
	defer s.lock()()
	if o, ok := s.officers[name]; ok || s.down != nil {
		return &o, s.down
	}
	return nil, missing("officer")
}

func (s *store) Officers(context.Context) ([]dispatch.Officer, error) {
	return slices.Collect(maps.Values(s.officers)), s.down
}

func (s *store) PutOfficer(_ context.Context, o *dispatch.Officer, create bool) error {
	defer s.lock()()
	if _, ok := s.officers[o.Name]; ok && create {
		return &dispatch.Error{Code: dispatch.CodeDuplicate, Field: "name", Message: "is taken"}
	}
	s.officers[o.Name] = *o
	return s.down
}

func (s *store) DeleteOfficer(_ context.Context, name string) error {
	defer s.lock()()
	if _, ok := s.officers[name]; !ok {
		return missing("officer")
	}
	delete(s.officers, name)
	return s.down
}

func (s *store) PutSession(_ context.Context, x *dispatch.Session) error {
	defer s.lock()()
	s.sessions[x.Hash] = *x
	return s.down
}

func (s *store) Session(_ context.Context, hash string) (*dispatch.Session, error) {
	defer s.lock()()
	if x, ok := s.sessions[hash]; ok || s.down != nil {
		return &x, s.down
	}
	return nil, missing("session")
}

func (s *store) DeleteSession(_ context.Context, hash string) error {
	defer s.lock()()
	delete(s.sessions, hash)
	return s.down
}

func (s *store) Tokens(context.Context) ([]dispatch.MachineToken, error) {
	return slices.Collect(maps.Values(s.tokens)), s.down
}

func (s *store) TokenByHash(_ context.Context, hash string) (*dispatch.MachineToken, error) {
	defer s.lock()()
	if x, ok := s.tokens[hash]; ok || s.down != nil {
		return &x, s.down
	}
	return nil, missing("token")
}

func (s *store) PutToken(_ context.Context, x *dispatch.MachineToken) error {
	defer s.lock()()
	s.tokens[x.Hash] = *x
	return s.down
}

func (s *store) DeleteToken(_ context.Context, hash string) error {
	defer s.lock()()
	if _, ok := s.tokens[hash]; !ok {
		return missing("token")
	}
	delete(s.tokens, hash)
	return s.down
}
