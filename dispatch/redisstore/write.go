package redisstore

// write.go: a change as the arguments of commit.lua.

import (
	"encoding/json"
	"fmt"

	"fifteen/dispatch"
)

// storedOffer is an offer with the secrets that its JSON leaves out.
type storedOffer struct {
	*dispatch.Offer
	Token string `json:"token"`
	Phone string `json:"phone"`
	Lang  string `json:"lang"`
}

// write gathers the arguments of commit.lua.
type write struct {
	incident string
	key      *dispatch.IdempotencyKey
	k        keys
	keys     []string
	more     []string // link and notice keys
	args     []any

	nOffers, nEvents, nNotices, nHabits, nDecisions int
}

func newWrite(k keys, incident string, key *dispatch.IdempotencyKey) *write {
	idem := ""
	if key != nil {
		idem = key.Key
	}
	return &write{incident: incident, key: key, k: k, keys: []string{
		k.incident(incident), k.texts(incident), k.incidentJournal(incident), k.incidents(), k.open(),
		k.journal(), k.seq(), k.outbox(), k.timers(), k.engaged(), k.idem(idem),
		k.responders(), k.habits(), k.habitRoster(), k.decisions(incident),
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

// habits refuses what commit.lua could not count before anything is written.
func (w *write) habits(changes []dispatch.HabitChange) error {
	for _, c := range changes {
		switch c.What {
		case dispatch.HabitAsked, dispatch.HabitYes, dispatch.HabitServed, dispatch.HabitFailed, dispatch.HabitReached:
		default:
			return fmt.Errorf("encode habit: %q is not counted", c.What)
		}
		if c.Part < 0 || c.Part > 3 {
			return fmt.Errorf("encode habit: a day has no part %d", c.Part)
		}
		w.args = append(w.args, c.Responder, string(c.What), ms(c.At), c.Part)
	}
	w.nHabits = len(changes)
	return nil
}
