package redisstore

// commit.go: writing a change.

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

//go:embed habit.lua
var habitLua string

//go:embed commit.lua
var commitLua string
var commitScript = redis.NewScript(habitLua + commitLua)

// Lifetimes, in seconds.
const (
	idemLife   = 48 * 3600
	linkLife   = 7 * 24 * 3600
	noticeLife = 30 * 24 * 3600
)

// Commit writes a change, all of it or nothing.
func (s *Store) Commit(ctx context.Context, ch *dispatch.Change) error {
	inc := &ch.Case.Incident
	doc, err := json.Marshal(inc)
	if err != nil {
		return fmt.Errorf("encode incident: %w", err)
	}
	w := newWrite(s.keys, inc.ID, ch.Key)
	for _, o := range ch.Offers {
		fresh := o.State == dispatch.OfferAsked && o.By == dispatch.ByPolicy && o.Wave == inc.Wave
		if err := w.offer(o, o.State.Open() && !inc.State.Ended(), fresh); err != nil {
			return err
		}
	}
	if err := w.events(ch.Events); err != nil {
		return err
	}
	if err := w.notices(ch.Notices); err != nil {
		return err
	}
	if err := w.habits(ch.Habits); err != nil {
		return err
	}
	if err := w.decisions(ch.Decisions); err != nil {
		return err
	}
	return s.run(ctx, w, header{
		base: ch.Base, doc: string(doc), timer: ch.Timer, ended: inc.State.Ended(), opened: inc.OpenedAt,
	})
}

// Record writes events and texts that change no incident: a reply that was
// not understood, somebody unknown. incident may be "". Who wrote is reachable
// by text again.
func (s *Store) Record(ctx context.Context, incident string, events []dispatch.Event, notices []dispatch.Notice, key *dispatch.IdempotencyKey) error {
	w := newWrite(s.keys, incident, key)
	if err := w.events(events); err != nil {
		return err
	}
	if err := w.notices(notices); err != nil {
		return err
	}
	var reached []dispatch.HabitChange
	for i := range events {
		if ev := &events[i]; ev.Reached() {
			reached = append(reached, dispatch.HabitChange{Responder: ev.Responder, What: dispatch.HabitReached, At: ev.At})
		}
	}
	if err := w.habits(reached); err != nil {
		return err
	}
	return s.run(ctx, w, header{base: -1})
}

// header is what a write says of its incident.
type header struct {
	base   int64
	doc    string
	timer  time.Time
	ended  bool
	opened time.Time
}

func (s *Store) run(ctx context.Context, w *write, h header) error {
	hash := ""
	if w.key != nil {
		hash = w.key.Hash
	}
	args := append([]any{
		h.base, ms(s.now()), w.incident, h.doc, msOrEmpty(h.timer), flag(h.ended), msOrEmpty(h.opened),
		hash, idemLife, journalLength, linkLife, noticeLife, w.nOffers, w.nEvents, w.nNotices, w.nHabits,
		habitHalfLife.Milliseconds(), habitWindow.Milliseconds(), habitAsks, rosterLength, w.nDecisions,
	}, w.args...)
	s.at("commit:before")
	res, err := commitScript.Run(ctx, s.rdb, append(w.keys, w.more...), args...).Slice()
	if err != nil {
		return told(err)
	}
	s.at("commit:after")
	switch res[0].(int64) {
	case 1:
		s.habits.committed(ctx, res[2:])
		return nil
	case 2:
		return replayed(fmt.Sprint(res[1]), hash)
	default:
		return dispatch.ErrConflict
	}
}

// replayed is what the value behind a used idempotency key says.
func replayed(value, hash string) error {
	used, incident, _ := strings.Cut(value, " ")
	return &dispatch.Replayed{Incident: incident, Same: used == hash}
}

// Used answers *Replayed if an idempotency key was used before, nil if not.
func (s *Store) Used(ctx context.Context, key *dispatch.IdempotencyKey) error {
	value, err := s.rdb.Get(ctx, s.keys.idem(key.Key)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return nil
	case err != nil:
		return told(err)
	}
	return replayed(value, key.Hash)
}
