package redisstore

// journal.go: following the journal, and the snapshot it starts from.

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// Head returns the epoch and the last seq of the journal.
func (s *Store) Head(ctx context.Context) (epoch string, seq int64, err error) {
	vals, err := s.rdb.MGet(ctx, s.keys.epoch(), s.keys.seq()).Result()
	if err != nil {
		return "", 0, told(err)
	}
	if vals[0] == nil {
		if err := s.rdb.SetNX(ctx, s.keys.epoch(), rand.Text(), 0).Err(); err != nil {
			return "", 0, told(err)
		}
		if vals[0], err = s.rdb.Get(ctx, s.keys.epoch()).Result(); err != nil {
			return "", 0, told(err)
		}
	}
	if v, ok := vals[1].(string); ok {
		if seq, err = strconv.ParseInt(v, 10, 64); err != nil {
			return "", 0, fmt.Errorf("journal seq: %w", err)
		}
	}
	return vals[0].(string), seq, nil
}

// Since returns up to limit events after a seq, in order. When the first is
// not after+1 the ones between were trimmed.
func (s *Store) Since(ctx context.Context, after int64, limit int) ([]dispatch.Event, error) {
	entries, err := s.rdb.XRangeN(ctx, s.keys.journal(), fmt.Sprintf("(%d-0", after), "+", int64(limit)).Result()
	if err != nil {
		return nil, told(err)
	}
	return decodeEntries(entries)
}

// Wait returns events after a seq as soon as there are any, or none after block.
func (s *Store) Wait(ctx context.Context, after int64, block time.Duration) ([]dispatch.Event, error) {
	res, err := s.rdb.XRead(ctx, &redis.XReadArgs{
		Streams: []string{s.keys.journal(), fmt.Sprintf("%d-0", after)}, Count: 1000, Block: block,
	}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, told(err)
	}
	return decodeEntries(res[0].Messages)
}

// Snapshot returns all incidents that have not ended, and a place in the
// journal from which the events bring it up to date. They may repeat what
// the snapshot holds already.
func (s *Store) Snapshot(ctx context.Context) (epoch string, seq int64, views []dispatch.View, err error) {
	if epoch, seq, err = s.Head(ctx); err != nil {
		return "", 0, nil, err
	}
	ids, err := s.rdb.ZRevRange(ctx, s.keys.open(), 0, -1).Result()
	if err != nil {
		return "", 0, nil, told(err)
	}
	cases, err := s.load(ctx, ids)
	if err != nil {
		return "", 0, nil, err
	}
	views = make([]dispatch.View, 0, len(cases))
	for _, c := range cases {
		views = append(views, c.View())
	}
	return epoch, seq, views, nil
}

// Journal returns the events of one incident in order.
func (s *Store) Journal(ctx context.Context, incident string) ([]dispatch.Event, error) {
	pipe := s.rdb.Pipeline()
	known := pipe.Exists(ctx, s.keys.incident(incident))
	lines := pipe.LRange(ctx, s.keys.incidentJournal(incident), 0, -1)
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, told(err)
	}
	if known.Val() == 0 {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "there is no incident %q", incident)
	}
	events := make([]dispatch.Event, 0, len(lines.Val()))
	for _, line := range lines.Val() {
		seq, doc, _ := strings.Cut(line, ":")
		ev, err := decodeEvent(seq, doc)
		if err != nil {
			return nil, err
		}
		events = append(events, ev)
	}
	return events, nil
}

func decodeEntries(entries []redis.XMessage) ([]dispatch.Event, error) {
	events := make([]dispatch.Event, 0, len(entries))
	for _, e := range entries {
		seq, _, _ := strings.Cut(e.ID, "-")
		doc, _ := e.Values["e"].(string)
		ev, err := decodeEvent(seq, doc)
		if err != nil {
			return nil, err
		}
		events = append(events, ev)
	}
	return events, nil
}

func decodeEvent(seq, doc string) (ev dispatch.Event, err error) {
	if err = json.Unmarshal([]byte(doc), &ev); err != nil {
		return ev, fmt.Errorf("journal entry %s: %w", seq, err)
	}
	ev.Seq, err = strconv.ParseInt(seq, 10, 64)
	return ev, err
}
