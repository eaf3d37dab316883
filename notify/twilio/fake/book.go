package fake

// book.go: the texts and phones remembered, within bounds.

import (
	"slices"
	"time"
)

// book keeps texts in the order they came and by phone.
type book struct {
	texts   ring[*text]
	bySID   map[string]*text
	phones  map[string]*phone
	perTel  int
	maxTels int
}

// phone is one number and its conversation.
type phone struct {
	number  string
	texts   []*text         // oldest first
	lane    lane            // its replies on their way
	refuse  int             // create calls to it are refused with this code
	fail    int             // texts to it end undelivered with this code
	calls   int             // create calls so far: the n of its chances
	replies int             // replies delivered so far
	partner string          // the sender of the last text to it: whom it replies to
	stopped map[string]bool // senders it has opted out of
	used    time.Time
}

func newBook(cfg Config) book {
	return book{
		texts: ring[*text]{limit: cfg.KeepMessages}, bySID: map[string]*text{}, phones: map[string]*phone{},
		perTel: cfg.KeepPerPhone, maxTels: cfg.KeepPhones,
	}
}

// phone returns the phone of a number, new if need be. When there are too
// many, the one unused for longest is forgotten, though never what its owner
// has decided (opt-outs) while others can go. What is no number gets a phone
// that nobody remembers.
func (b *book) phone(number string, now time.Time) *phone {
	p := b.phones[number]
	if p == nil {
		if !e164.MatchString(number) {
			return &phone{number: number}
		}
		if len(b.phones) >= b.maxTels {
			b.forgetPhone()
		}
		p = &phone{number: number, stopped: map[string]bool{}}
		b.phones[number] = p
	}
	p.used = now
	return p
}

func (b *book) forgetPhone() {
	var oldest *phone
	for _, p := range b.phones {
		if oldest == nil || p.before(oldest) {
			oldest = p
		}
	}
	if oldest != nil {
		delete(b.phones, oldest.number)
	}
}

// before reports whether p can be forgotten rather than q.
func (p *phone) before(q *phone) bool {
	if (len(p.stopped) > 0) != (len(q.stopped) > 0) {
		return len(q.stopped) > 0
	}
	return p.used.Before(q.used)
}

// add remembers a text.
func (b *book) add(m *text, now time.Time) {
	b.bySID[m.SID] = m
	if old, full := b.texts.push(m); full {
		delete(b.bySID, old.SID)
		if p := b.phones[old.Phone()]; p != nil {
			p.texts = slices.DeleteFunc(p.texts, func(x *text) bool { return x == old })
		}
	}
	p := b.phone(m.Phone(), now)
	if p.texts = append(p.texts, m); len(p.texts) > b.perTel {
		p.texts = slices.Clone(p.texts[len(p.texts)-b.perTel:])
	}
}

// recent lists the phones with a conversation, the newest first.
func (b *book) recent() []*phone {
	var list []*phone
	for _, p := range b.phones {
		if p.last() != nil {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, z *phone) int {
		if c := z.last().CreatedAt.Compare(a.last().CreatedAt); c != 0 {
			return c
		}
		return z.used.Compare(a.used)
	})
	return list
}

// last is the newest text that its owner sees, nil if there is none.
func (p *phone) last() *text {
	for _, m := range slices.Backward(p.texts) {
		if m.onPhone {
			return m
		}
	}
	return nil
}
