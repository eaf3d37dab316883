package redisstore

// habits.go: what people answered before, in memory, so that matching reads
// thousands of them without a round trip. Redis has the truth; habit.lua alone
// counts.

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

type habits struct {
	rdb  redis.UniversalClient
	keys keys
	log  *slog.Logger

	mu     sync.RWMutex
	byID   map[string]*record // who was forgotten has an empty one
	loaded bool

	sums struct {
		sync.Mutex
		at         int64 // Unix ms
		asked, yes float64
	}
}

func newHabits(rdb redis.UniversalClient, k keys, log *slog.Logger) *habits {
	return &habits{rdb: rdb, keys: k, log: log, byID: map[string]*record{}}
}

// Habits returns what is known of people's answers, in their order, faded to
// this moment by the store's clock; the zero Habit for unknown ones.
// CodeUnavailable before Run has loaded them.
func (s *Store) Habits(_ context.Context, ids []string) ([]dispatch.Habit, error) {
	if err := s.habits.ready(); err != nil {
		return nil, err
	}
	now := ms(s.now())
	out := make([]dispatch.Habit, len(ids))
	s.habits.mu.RLock()
	defer s.habits.mu.RUnlock()
	for i, id := range ids {
		if r := s.habits.byID[id]; r != nil {
			r.tell(&out[i], now)
		}
	}
	return out, nil
}

// sumsAge is how old the sums over everybody may be.
const sumsAge = 60_000

// Everybody returns how often all people were asked and said yes, faded.
func (s *Store) Everybody() (asked, yes float64) {
	now, h := ms(s.now()), s.habits
	h.sums.Lock()
	defer h.sums.Unlock()
	if age := now - h.sums.at; age >= sumsAge || age < 0 {
		h.sums.at, h.sums.asked, h.sums.yes = now, 0, 0
		h.mu.RLock()
		defer h.mu.RUnlock()
		for _, r := range h.byID {
			var one dispatch.Habit
			r.tell(&one, now)
			for k := range one.Asked {
				h.sums.asked += one.Asked[k]
				h.sums.yes += one.Yes[k]
			}
		}
	}
	return h.sums.asked, h.sums.yes
}

func (h *habits) ready() error {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if !h.loaded {
		return dispatch.Unavailable(errors.New("the habits are still being loaded"))
	}
	return nil
}

func (h *habits) stream() string { return h.keys.habitRoster() }

func (h *habits) load(ctx context.Context, at entry) error {
	all := map[string]*record{}
	iter := uint64(0)
	for {
		pairs, next, err := h.rdb.HScan(ctx, h.keys.habits(), iter, "", 1000).Result()
		if err != nil {
			return err
		}
		for i := 1; i < len(pairs); i += 2 {
			r := h.decode(ctx, pairs[i-1], pairs[i])
			r.entry = at
			all[pairs[i-1]] = r
		}
		if iter = next; iter == 0 {
			break
		}
	}
	h.mu.Lock()
	h.byID, h.loaded = all, true
	h.mu.Unlock()
	h.sums.Lock() // never both locks in this order
	defer h.sums.Unlock()
	h.sums.at = 0
	return nil
}

func (h *habits) refresh(ctx context.Context, at entry, ids []string) error {
	ids = h.older(at, ids)
	if len(ids) == 0 {
		return nil
	}
	docs, err := h.rdb.HMGet(ctx, h.keys.habits(), ids...).Result()
	if err != nil {
		return err
	}
	changed := make(map[string]*record, len(ids))
	for i, doc := range docs {
		text, _ := doc.(string)
		changed[ids[i]] = h.decode(ctx, ids[i], text)
	}
	h.apply(at, changed)
	return nil
}

// older keeps those ids whose record is older than an entry: what we wrote
// ourselves is known already.
func (h *habits) older(at entry, ids []string) []string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return slices.DeleteFunc(ids, func(id string) bool {
		r := h.byID[id]
		return r != nil && !r.entry.before(at)
	})
}

// decode reads a record; "" is an empty one. One that cannot be read counts as
// empty too, as in commit.lua: it must stop neither us nor an incident.
func (h *habits) decode(ctx context.Context, id, text string) *record {
	r := &record{}
	if text == "" {
		return r
	}
	if err := json.Unmarshal([]byte(text), r); err != nil {
		h.log.ErrorContext(ctx, "habits cannot be read, taken as unknown", "responder", id, "error", err)
		return &record{}
	}
	return r
}

// apply takes over records that are as new as an entry, unless newer ones are
// known.
func (h *habits) apply(at entry, changed map[string]*record) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, r := range changed {
		if old := h.byID[id]; old == nil || !at.before(old.entry) {
			r.entry = at
			h.byID[id] = r
		}
	}
}

// committed takes over at once what a commit of our own wrote: the part of
// commit.lua's answer that begins with the entry.
func (h *habits) committed(ctx context.Context, answer []any) {
	if len(answer) == 0 {
		return
	}
	changed := make(map[string]*record, len(answer)/2)
	for i := 2; i < len(answer); i += 2 {
		id := answer[i-1].(string)
		changed[id] = h.decode(ctx, id, answer[i].(string))
	}
	h.apply(parseEntry(answer[0].(string)), changed)
}
