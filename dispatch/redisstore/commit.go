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

//go:embed commit.lua
var commitLua string
var commitScript = redis.NewScript(commitLua)

// Lifetimes, in seconds.
const (
	idemLife   = 48 * 3600
	linkLife   = 7 * 24 * 3600
	noticeLife = 30 * 24 * 3600
)

// storedOffer is an offer with the secrets that its JSON leaves out.
type storedOffer struct {
	*dispatch.Offer
	Token string `json:"token"`
	Phone string `json:"phone"`
	Lang  string `json:"lang"`
}

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
	return s.run(ctx, w, header{
		base: ch.Base, doc: string(doc), timer: ch.Timer, ended: inc.State.Ended(), opened: inc.OpenedAt,
	})
}

// Record writes events and texts that change no incident: a reply that was
// not understood, somebody unknown. incident may be "".
func (s *Store) Record(ctx context.Context, incident string, events []dispatch.Event, notices []dispatch.Notice, key *dispatch.IdempotencyKey) error {
	w := newWrite(s.keys, incident, key)
	if err := w.events(events); err != nil {
		return err
	}
	if err := w.notices(notices); err != nil {
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
		h.base, ms(time.Now()), w.incident, h.doc, msOrEmpty(h.timer), flag(h.ended), msOrEmpty(h.opened),
		hash, idemLife, journalLength, linkLife, noticeLife, w.nOffers, w.nEvents, w.nNotices,
	}, w.args...)
	s.at("commit:before")
	res, err := commitScript.Run(ctx, s.rdb, append(w.keys, w.more...), args...).Slice()
	if err != nil {
		return told(err)
	}
	s.at("commit:after")
	switch res[0].(int64) {
	case 1:
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

// write gathers the arguments of commit.lua.
type write struct {
	incident string
	key      *dispatch.IdempotencyKey
	k        keys
	keys     []string
	more     []string // link and notice keys
	args     []any

	nOffers, nEvents, nNotices int
}

func newWrite(k keys, incident string, key *dispatch.IdempotencyKey) *write {
	idem := ""
	if key != nil {
		idem = key.Key
	}
	return &write{incident: incident, key: key, k: k, keys: []string{
		k.incident(incident), k.texts(incident), k.incidentJournal(incident), k.incidents(), k.open(),
		k.journal(), k.seq(), k.outbox(), k.timers(), k.engaged(), k.idem(idem),
	}}
}

func (w *write) offer(o *dispatch.Offer, open, fresh bool) error {
	doc, err := json.Marshal(storedOffer{o, o.Token, o.Phone.E164(), o.Lang})
	if err != nil {
		return fmt.Errorf("encode offer: %w", err)
	}
	w.nOffers++
	w.more = append(w.more, w.k.link(o.Token))
	w.args = append(w.args, o.ID, doc, o.Responder, o.Letter, string(o.State),
		flag(open), flag(o.State.Coming()), flag(fresh))
	return nil
}

func (w *write) events(events []dispatch.Event) error {
	for i := range events {
		doc, err := json.Marshal(&events[i])
		if err != nil {
			return fmt.Errorf("encode event: %w", err)
		}
		w.args = append(w.args, doc)
	}
	w.nEvents = len(events)
	return nil
}

func (w *write) notices(notices []dispatch.Notice) error {
	for i := range notices {
		n := &notices[i]
		doc, err := json.Marshal(n)
		if err != nil {
			return fmt.Errorf("encode notice: %w", err)
		}
		asks, text := "", []byte("")
		if n.Kind == dispatch.TextAsk {
			asks = n.Offer
			if text, err = json.Marshal(dispatch.TextState{Status: dispatch.TextQueued, At: n.CreatedAt}); err != nil {
				return fmt.Errorf("encode text state: %w", err)
			}
		}
		w.more = append(w.more, w.k.notice(n.ID))
		w.args = append(w.args, n.ID, doc, asks, text)
	}
	w.nNotices = len(notices)
	return nil
}
