package redisstore

// responders.go: writing and finding responders.

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

//go:embed people.lua
var peopleLua string
var peopleScript = redis.NewScript(habitLua + peopleLua)

//go:embed forget.lua
var forgetLua string
var forgetScript = redis.NewScript(forgetLua)

// Lookup returns responders by id, nil for unknown ones. They are shared: do
// not change them.
func (s *Store) Lookup(_ context.Context, ids []string) ([]*dispatch.Responder, error) {
	return s.people.lookup(ids)
}

// Responder loads one from Redis, not from memory.
func (s *Store) Responder(ctx context.Context, id string) (*dispatch.Responder, error) {
	doc, err := s.rdb.HGet(ctx, s.keys.responders(), id).Result()
	if errors.Is(err, redis.Nil) {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "there is no responder %q", id)
	}
	if err != nil {
		return nil, told(err)
	}
	r := &dispatch.Responder{}
	if err := json.Unmarshal([]byte(doc), r); err != nil {
		return nil, fmt.Errorf("responder %s: %w", id, err)
	}
	return r, nil
}

// ResponderByPhone finds who has a number; CodeNotFound if nobody.
func (s *Store) ResponderByPhone(ctx context.Context, p dispatch.Phone) (*dispatch.Responder, error) {
	id, err := s.rdb.HGet(ctx, s.keys.phones(), p.E164()).Result()
	if errors.Is(err, redis.Nil) {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "no responder has this number")
	}
	if err != nil {
		return nil, told(err)
	}
	return s.Responder(ctx, id)
}

// PutResponder writes one. With create the id must be new; otherwise
// r.Version must be the stored one. On success r.Version is the new version.
func (s *Store) PutResponder(ctx context.Context, r *dispatch.Responder, create bool) error {
	next := *r
	next.Version++
	if create {
		next.Version = 1
		out, err := s.rdb.SIsMember(ctx, s.keys.optOuts(), r.Phone.E164()).Result()
		if err != nil {
			return told(err)
		}
		next.OptedOut = next.OptedOut || out
	}
	if err := s.putPeople(ctx, []*dispatch.Responder{&next}); err != nil {
		return err
	}
	*r = next
	return nil
}

// ImportResponders creates or updates (by id) all of them, or none. An
// updated responder keeps whether they opted out, and their habits; and of
// certificates, excluded kinds, places and dates whatever the new record says
// nothing of: a nil list, an empty date.
func (s *Store) ImportResponders(ctx context.Context, rs []dispatch.Responder) (created, updated int, err error) {
	for range 3 {
		created, updated, err = s.importOnce(ctx, rs)
		if !errors.Is(err, dispatch.ErrConflict) {
			break
		}
	}
	return created, updated, err
}

func (s *Store) importOnce(ctx context.Context, rs []dispatch.Responder) (created, updated int, err error) {
	if len(rs) == 0 {
		return 0, 0, nil
	}
	ids, numbers := make([]string, len(rs)), make([]any, len(rs))
	for i := range rs {
		ids[i], numbers[i] = rs[i].ID, rs[i].Phone.E164()
	}
	pipe := s.rdb.Pipeline()
	docs := pipe.HMGet(ctx, s.keys.responders(), ids...)
	outs := pipe.SMIsMember(ctx, s.keys.optOuts(), numbers...)
	if _, err := pipe.Exec(ctx); err != nil {
		return 0, 0, told(err)
	}
	next := make([]*dispatch.Responder, len(rs))
	for i := range rs {
		r := rs[i]
		r.Version, r.OptedOut = 1, outs.Val()[i]
		if text, ok := docs.Val()[i].(string); ok {
			var old dispatch.Responder
			if err := json.Unmarshal([]byte(text), &old); err != nil {
				return 0, 0, fmt.Errorf("responder %s: %w", r.ID, err)
			}
			r.Version, r.AddedAt = old.Version+1, old.AddedAt
			keep(&r, &old)
			updated++
		} else {
			created++
		}
		next[i] = &r
	}
	return created, updated, s.putPeople(ctx, next)
}

// keep takes over from old what r says nothing of.
func keep(r, old *dispatch.Responder) {
	if r.Certificates == nil {
		r.Certificates = old.Certificates
	}
	if r.Excludes == nil {
		r.Excludes = old.Excludes
	}
	if r.Places == nil {
		r.Places = old.Places
	}
	r.ProbationUntil = cmp.Or(r.ProbationUntil, old.ProbationUntil)
	r.BornOn = cmp.Or(r.BornOn, old.BornOn)
	r.InsuredUntil = cmp.Or(r.InsuredUntil, old.InsuredUntil)
}

// putPeople writes responders whose Version is one above the stored one.
func (s *Store) putPeople(ctx context.Context, rs []*dispatch.Responder) error {
	args := make([]any, 0, 2+8*len(rs))
	args = append(args, rosterLength, len(rs))
	for _, r := range rs {
		doc, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("encode responder: %w", err)
		}
		args = append(args, r.ID, doc, r.Version-1, r.Phone.E164(), flag(r.OptedOut))
		args = appendPlaces(args, r)
	}
	res, err := peopleScript.Run(ctx, s.rdb, []string{
		s.keys.responders(), s.keys.phones(), s.keys.optOuts(), s.keys.roster(), s.keys.home(),
		s.keys.places(), s.keys.placed(), s.keys.habits(), s.keys.habitRoster(),
	}, args...).Slice()
	if err != nil {
		return told(err)
	}
	if res[0].(int64) == 1 {
		s.people.apply(rs, nil)
		return nil
	}
	row := rs[res[1].(int64)-1]
	switch res[2] {
	case "exists":
		return &dispatch.Error{Code: dispatch.CodeDuplicate, Field: "id", Message: fmt.Sprintf("the id %q is taken", row.ID)}
	case "phone":
		return &dispatch.Error{Code: dispatch.CodeDuplicate, Field: "phone", Message: fmt.Sprintf("the phone of %q belongs to another responder", row.ID)}
	case "missing":
		return dispatch.Errorf(dispatch.CodeNotFound, "there is no responder %q", row.ID)
	default:
		return dispatch.ErrConflict
	}
}

// appendPlaces appends the places of a responder as people.lua wants them: a
// home that always holds for itself, and those that hold at some hours by the
// names that geo/redisgeo reads.
func appendPlaces(args []any, r *dispatch.Responder) []any {
	stays := r.Stays()
	lng, lat := "", ""
	if len(r.Places) == 0 && len(stays) == 1 {
		lng, lat, stays = fmt.Sprint(stays[0].Position.Lng), fmt.Sprint(stays[0].Position.Lat), nil
	}
	args = append(args, lng, lat, len(stays))
	for _, p := range stays {
		args = append(args, fmt.Sprint(p.Position.Lng), fmt.Sprint(p.Position.Lat), p.Member(r.ID))
	}
	return args
}

// DeleteResponder removes one with their positions and habits; CodeConflict
// while they are bound to an incident.
func (s *Store) DeleteResponder(ctx context.Context, id string) error {
	res, err := forgetScript.Run(ctx, s.rdb, []string{
		s.keys.responders(), s.keys.phones(), s.keys.optOuts(), s.keys.roster(),
		s.keys.home(), s.keys.live(), s.keys.seen(), s.keys.engaged(),
		s.keys.habits(), s.keys.habitRoster(), s.keys.places(), s.keys.placed(),
	}, id, rosterLength).Slice()
	if err != nil {
		return told(err)
	}
	switch res[0].(int64) {
	case 0:
		return dispatch.Errorf(dispatch.CodeNotFound, "there is no responder %q", id)
	case -1:
		return dispatch.Errorf(dispatch.CodeConflict, "the responder is bound to an open incident: stand them down first")
	}
	s.people.apply(nil, []string{id})
	s.habits.apply(parseEntry(res[1].(string)), map[string]*record{id: {}})
	return nil
}

// SearchResponders lists those whose id, name, phone, team or area contains
// q, in order of their ids.
func (s *Store) SearchResponders(_ context.Context, q, after string, limit int) (found []*dispatch.Responder, next string, total int, err error) {
	if err := s.people.ready(); err != nil {
		return nil, "", 0, err
	}
	q = strings.ToLower(strings.TrimSpace(q))
	found, next, total = s.people.search(func(r *dispatch.Responder) bool {
		return q == "" || strings.Contains(strings.ToLower(strings.Join(append([]string{r.ID, r.Name, r.Phone.E164(), r.Area}, r.Teams...), "\n")), q)
	}, after, limit)
	return found, next, total, nil
}

// ExistingResponders tells which ids are taken and who holds which phone.
func (s *Store) ExistingResponders(ctx context.Context, ids []string, phones []dispatch.Phone) (known map[string]bool, holder map[dispatch.Phone]string, err error) {
	known, holder = map[string]bool{}, map[dispatch.Phone]string{}
	if len(ids) > 0 {
		rs, err := s.people.lookup(ids)
		if err != nil {
			return nil, nil, err
		}
		for i, r := range rs {
			if r != nil {
				known[ids[i]] = true
			}
		}
	}
	if len(phones) == 0 {
		return known, holder, nil
	}
	fields := make([]string, len(phones))
	for i, p := range phones {
		fields[i] = p.E164()
	}
	owners, err := s.rdb.HMGet(ctx, s.keys.phones(), fields...).Result()
	if err != nil {
		return nil, nil, told(err)
	}
	for i, o := range owners {
		if id, ok := o.(string); ok {
			holder[phones[i]] = id
		}
	}
	return known, holder, nil
}
