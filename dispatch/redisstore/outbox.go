package redisstore

// outbox.go: texts on their way out: claimed under a lease, marked before
// the provider's call, settled after it.

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

//go:embed begin.lua
var beginLua string
var beginScript = redis.NewScript(beginLua)

//go:embed settle.lua
var settleLua string
var settleScript = redis.NewScript(habitLua + settleLua)

const relayGroup = "relay"

// consumerLife is how long a process that is gone stays in the consumer group.
const consumerLife = time.Hour

// OpenOutbox makes the consumer group, from the very first entry on, and
// strikes off processes that are long gone and hold nothing.
func (s *Store) OpenOutbox(ctx context.Context) error {
	err := s.rdb.XGroupCreateMkStream(ctx, s.keys.outbox(), relayGroup, "0").Err()
	if err == nil || !strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return told(err)
	}
	consumers, err := s.rdb.XInfoConsumers(ctx, s.keys.outbox(), relayGroup).Result()
	if err != nil {
		return told(err)
	}
	for _, c := range consumers {
		if c.Pending == 0 && c.Idle > consumerLife {
			if err := s.rdb.XGroupDelConsumer(ctx, s.keys.outbox(), relayGroup, c.Name).Err(); err != nil {
				return told(err)
			}
		}
	}
	return nil
}

// Claim takes up to n notices nobody has taken yet, waiting up to block.
func (s *Store) Claim(ctx context.Context, consumer string, n int, block time.Duration) ([]dispatch.Queued, error) {
	res, err := s.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{
		Group: relayGroup, Consumer: consumer, Streams: []string{s.keys.outbox(), ">"}, Count: int64(n), Block: block,
	}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, told(err)
	}
	return s.queued(ctx, res[0].Messages)
}

// Reclaim takes up to n notices whose lease has run out.
func (s *Store) Reclaim(ctx context.Context, consumer string, lease time.Duration, n int) ([]dispatch.Queued, error) {
	entries, _, err := s.rdb.XAutoClaim(ctx, &redis.XAutoClaimArgs{
		Stream: s.keys.outbox(), Group: relayGroup, Consumer: consumer, MinIdle: lease, Start: "0-0", Count: int64(n),
	}).Result()
	if err != nil {
		return nil, told(err)
	}
	return s.queued(ctx, entries)
}

// Renew keeps the lease of claimed notices.
func (s *Store) Renew(ctx context.Context, consumer string, entries []string) error {
	if len(entries) == 0 {
		return nil
	}
	return told(s.rdb.XClaimJustID(ctx, &redis.XClaimArgs{
		Stream: s.keys.outbox(), Group: relayGroup, Consumer: consumer, Messages: entries,
	}).Err())
}

func (s *Store) queued(ctx context.Context, entries []redis.XMessage) ([]dispatch.Queued, error) {
	pipe := s.rdb.Pipeline()
	docs := make([]*redis.StringCmd, len(entries))
	for i, e := range entries {
		id, _ := e.Values["n"].(string)
		docs[i] = pipe.HGet(ctx, s.keys.notice(id), "doc")
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, told(err)
	}
	out := make([]dispatch.Queued, 0, len(entries))
	for i, e := range entries {
		if docs[i].Err() != nil { // the notice is older than its lifetime
			s.rdb.XAck(ctx, s.keys.outbox(), relayGroup, e.ID)
			s.rdb.XDel(ctx, s.keys.outbox(), e.ID)
			continue
		}
		q := dispatch.Queued{Entry: e.ID}
		if err := json.Unmarshal([]byte(docs[i].Val()), &q.Notice); err != nil {
			return nil, fmt.Errorf("notice in outbox entry %s: %w", e.ID, err)
		}
		out = append(out, q)
	}
	return out, nil
}

// Backlog is how many texts wait in the outbox.
func (s *Store) Backlog(ctx context.Context) (int64, error) {
	n, err := s.rdb.XLen(ctx, s.keys.outbox()).Result()
	return n, told(err)
}

// Begin marks a text before the provider's call. begunAt names the mark.
func (s *Store) Begin(ctx context.Context, n *dispatch.Notice) (dispatch.Start, time.Time, error) {
	return s.mark(ctx, n, "begin", time.Time{})
}

// BeginAgain marks a text once more after its first call certainly did not
// reach the provider.
func (s *Store) BeginAgain(ctx context.Context, n *dispatch.Notice, begunAt time.Time) (dispatch.Start, time.Time, error) {
	return s.mark(ctx, n, "again", begunAt)
}

// TakeBack takes the mark off a text that was certainly not sent.
func (s *Store) TakeBack(ctx context.Context, n *dispatch.Notice, begunAt time.Time) error {
	_, _, err := s.mark(ctx, n, "back", begunAt)
	return err
}

func (s *Store) mark(ctx context.Context, n *dispatch.Notice, what string, known time.Time) (dispatch.Start, time.Time, error) {
	s.at("begin:before")
	res, err := beginScript.Run(ctx, s.rdb, []string{s.keys.notice(n.ID), s.keys.optOuts()},
		what, ms(s.now()), n.To.E164(), strconv.FormatInt(ms(known), 10)).Slice()
	if err != nil {
		return "", time.Time{}, told(err)
	}
	s.at("begin:after")
	return dispatch.Start(fmt.Sprint(res[0])), time.UnixMilli(res[1].(int64)), nil
}

// Settle records what became of a text, in the journal too if it is news.
func (s *Store) Settle(ctx context.Context, n *dispatch.Notice, t dispatch.Settlement) error {
	state := dispatch.TextState{Status: t.Status, At: t.At, Error: t.Reason, Segments: t.Segments}
	if t.Status.HandedOver() {
		state.SentAt = t.At
	}
	text, err := json.Marshal(state)
	if err != nil {
		return fmt.Errorf("encode text state: %w", err)
	}
	event, err := json.Marshal(dispatch.Event{
		At: t.At, Type: dispatch.EventText, Incident: n.Incident, Offer: n.Offer, Responder: n.Responder,
		By: dispatch.ByProvider, TextKind: n.Kind,
	})
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	offer := ""
	if n.Kind == dispatch.TextAsk {
		offer = n.Offer
	}
	wake := offer != "" && (t.Status == dispatch.TextFailed || t.Status == dispatch.TextSuppressed)
	s.at("settle:before")
	res, err := settleScript.Run(ctx, s.rdb, []string{
		s.keys.notice(n.ID), s.keys.texts(n.Incident), s.keys.incidentJournal(n.Incident),
		s.keys.journal(), s.keys.seq(), s.keys.timers(), s.keys.outbox(),
		s.keys.responders(), s.keys.habits(), s.keys.habitRoster(),
	}, string(t.Status), t.Status.Rank(), t.ProviderID, event, text, ms(t.At), n.Incident, offer,
		flag(wake), t.Entry, journalLength, n.Responder, n.To.E164(), string(proof(&t)), rosterLength).Slice()
	if err != nil {
		return told(err)
	}
	s.at("settle:after")
	s.habits.committed(ctx, res[1:])
	return nil
}

// proof is what the end of a text says of the phone it went to, or "".
func proof(t *dispatch.Settlement) dispatch.HabitEvent {
	switch {
	case t.Status == dispatch.TextDelivered:
		return dispatch.HabitReached
	case t.Status == dispatch.TextFailed && t.PhoneDead:
		return dispatch.HabitFailed
	}
	return ""
}

// Notice loads a notice by its id.
func (s *Store) Notice(ctx context.Context, id string) (*dispatch.Notice, error) {
	doc, err := s.rdb.HGet(ctx, s.keys.notice(id), "doc").Result()
	if errors.Is(err, redis.Nil) {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "there is no notice %q", id)
	}
	if err != nil {
		return nil, told(err)
	}
	n := &dispatch.Notice{}
	if err := json.Unmarshal([]byte(doc), n); err != nil {
		return nil, fmt.Errorf("notice %s: %w", id, err)
	}
	return n, nil
}
