package redisstore

// cases.go: reading incidents, engagements and links back.

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
)

// Case loads an incident with its offers.
func (s *Store) Case(ctx context.Context, id string) (*dispatch.Case, error) {
	cases, err := s.load(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	if len(cases) == 0 {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "there is no incident %q", id)
	}
	return cases[0], nil
}

// Cases lists incidents, newest first, at most limit; state is "open",
// "ended" or "all".
func (s *Store) Cases(ctx context.Context, state string, limit int) ([]*dispatch.Case, error) {
	key := s.keys.incidents()
	if state == "open" {
		key = s.keys.open()
	}
	var out []*dispatch.Case
	for from := int64(0); len(out) < limit; {
		ids, err := s.rdb.ZRevRange(ctx, key, from, from+int64(limit)-1).Result()
		if err != nil {
			return nil, told(err)
		}
		if len(ids) == 0 {
			break
		}
		from += int64(len(ids))
		cases, err := s.load(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			if (state != "ended" || c.Incident.State.Ended()) && len(out) < limit {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// load reads several incidents in one round trip; unknown ones are left out.
func (s *Store) load(ctx context.Context, ids []string) ([]*dispatch.Case, error) {
	pipe := s.rdb.Pipeline()
	docs, texts := make([]*redis.MapStringStringCmd, len(ids)), make([]*redis.MapStringStringCmd, len(ids))
	for i, id := range ids {
		docs[i], texts[i] = pipe.HGetAll(ctx, s.keys.incident(id)), pipe.HGetAll(ctx, s.keys.texts(id))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, told(err)
	}
	out := make([]*dispatch.Case, 0, len(ids))
	for i := range ids {
		if len(docs[i].Val()) == 0 {
			continue
		}
		c, err := decodeCase(docs[i].Val(), texts[i].Val())
		if err != nil {
			return nil, fmt.Errorf("incident %s: %w", ids[i], err)
		}
		out = append(out, c)
	}
	return out, nil
}

func decodeCase(doc, texts map[string]string) (*dispatch.Case, error) {
	var inc dispatch.Incident
	if err := json.Unmarshal([]byte(doc["doc"]), &inc); err != nil {
		return nil, err
	}
	var offers []*dispatch.Offer
	for field, value := range doc {
		if !strings.HasPrefix(field, "o:") {
			continue
		}
		stored := storedOffer{Offer: &dispatch.Offer{}}
		if err := json.Unmarshal([]byte(value), &stored); err != nil {
			return nil, err
		}
		o := stored.Offer
		o.Token, o.Phone, o.Lang = stored.Token, dispatch.Phone(stored.Phone), stored.Lang
		if text, ok := texts[o.ID]; ok {
			if err := json.Unmarshal([]byte(text), &o.Text); err != nil {
				return nil, err
			}
		}
		offers = append(offers, o)
	}
	// The number at the end of an id counts the offers of the incident.
	slices.SortFunc(offers, func(a, b *dispatch.Offer) int {
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), strings.Compare(a.ID, b.ID))
	})
	return dispatch.Loaded(inc, offers), nil
}

// NextNumber draws the next running number of an incident.
func (s *Store) NextNumber(ctx context.Context) (int64, error) {
	n, err := s.rdb.Incr(ctx, s.keys.number()).Result()
	return n, told(err)
}

// Engagements lists everybody's open offers by responder.
func (s *Store) Engagements(ctx context.Context) (map[string][]dispatch.Engagement, error) {
	all, err := s.rdb.HGetAll(ctx, s.keys.engaged()).Result()
	if err != nil {
		return nil, told(err)
	}
	out := make(map[string][]dispatch.Engagement, len(all))
	for field, value := range all {
		responder, letter, _ := strings.Cut(field, "|")
		out[responder] = append(out[responder], decodeEngagement(letter, value))
	}
	return out, nil
}

// EngagementsOf lists one responder's open offers, by letter.
func (s *Store) EngagementsOf(ctx context.Context, responder string) ([]dispatch.Engagement, error) {
	fields := make([]string, 26)
	for i := range fields {
		fields[i] = responder + "|" + string(rune('A'+i))
	}
	values, err := s.rdb.HMGet(ctx, s.keys.engaged(), fields...).Result()
	if err != nil {
		return nil, told(err)
	}
	var out []dispatch.Engagement
	for i, v := range values {
		if value, ok := v.(string); ok {
			out = append(out, decodeEngagement(string(rune('A'+i)), value))
		}
	}
	return out, nil
}

func decodeEngagement(letter, value string) dispatch.Engagement {
	incident, rest, _ := strings.Cut(value, "|")
	offer, state, _ := strings.Cut(rest, "|")
	return dispatch.Engagement{Letter: letter, Incident: incident, Offer: offer, State: dispatch.OfferState(state)}
}

// ByToken finds the offer a volunteer's page belongs to.
func (s *Store) ByToken(ctx context.Context, token string) (incident, offer string, err error) {
	v, err := s.rdb.Get(ctx, s.keys.link(token)).Result()
	if errors.Is(err, redis.Nil) {
		return "", "", dispatch.Errorf(dispatch.CodeNotFound, "this link is unknown or has expired")
	}
	incident, offer, _ = strings.Cut(v, " ")
	return incident, offer, told(err)
}

// openedPage is how many incidents are read at once.
const openedPage = 200

// Opened hands all incidents opened in [from, to) to each, the oldest first.
func (s *Store) Opened(ctx context.Context, from, to time.Time, each func(*dispatch.Case)) error {
	for at := int64(0); ; at += openedPage {
		ids, err := s.rdb.ZRangeArgs(ctx, redis.ZRangeArgs{
			Key: s.keys.incidents(), ByScore: true, Start: ms(from), Stop: fmt.Sprintf("(%d", ms(to)), Offset: at, Count: openedPage,
		}).Result()
		if err != nil {
			return told(err)
		}
		cases, err := s.load(ctx, ids)
		if err != nil {
			return err
		}
		for _, c := range cases {
			each(c)
		}
		if len(ids) < openedPage {
			return nil
		}
	}
}
