package fake

// phone.go: the phones as tests hold them.

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// TB is what is needed of a *testing.T.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
	Cleanup(func())
}

// Phone is one phone.
type Phone struct {
	Number string
	tw     *Twilio
}

// Text is a text that arrived on a phone.
type Text struct {
	Message
	phone *Phone
}

// Phone is the phone with a number in E.164 form.
func (t *Twilio) Phone(number string) *Phone { return &Phone{Number: number, tw: t} }

// Expect waits for a text that holds every one of the substrings and was not
// expected before; the test fails if none comes within Config.Expect.
func (p *Phone) Expect(t TB, substrings ...string) *Text {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), p.tw.cfg.Expect)
	defer cancel()
	m, err := p.ExpectContext(ctx, substrings...)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return m
}

// ExpectContext is Expect for as long as ctx lasts. The error lists the texts
// that came instead.
func (p *Phone) ExpectContext(ctx context.Context, substrings ...string) (*Text, error) {
	var found *Text
	err := p.tw.wait(ctx, func() bool {
		for _, m := range p.tw.book.phone(p.Number, time.Now()).texts {
			if m.onPhone && !m.read && holds(m.Body, substrings) {
				m.read = true
				found = &Text{Message: m.Message, phone: p}
				return true
			}
		}
		return false
	})
	if err != nil {
		return nil, fmt.Errorf("%s got no text with %q%s", p.Number, substrings, p.tw.unread(p.Number))
	}
	return found, nil
}

func holds(body string, substrings []string) bool {
	for _, s := range substrings {
		if !strings.Contains(body, s) {
			return false
		}
	}
	return true
}

// Replies texts back. The webhook follows; Idle waits for it. A text that
// Twilio would not carry (empty, too long) panics: it is the test's mistake.
func (p *Phone) Replies(body string) *Phone {
	if _, err := p.tw.reply(p.Number, body); err != nil {
		panic(fmt.Sprintf("fake twilio: %s cannot reply %q: %v", p.Number, body, err))
	}
	return p
}

// Replies texts back, as Phone.Replies does.
func (m *Text) Replies(body string) *Phone { return m.phone.Replies(body) }

// FailWith lets texts to this phone end undelivered with a code such as
// 30003; 0 mends it.
func (p *Phone) FailWith(code int) { p.set(func(x *phone) { x.fail = code }) }

// RefuseWith lets create calls to this phone be refused with a code such as
// 21614; 0 mends it.
func (p *Phone) RefuseWith(code int) { p.set(func(x *phone) { x.refuse = code }) }

func (p *Phone) set(change func(*phone)) {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	change(p.tw.book.phone(p.Number, time.Now()))
}

// Texts is the conversation, oldest first, as its owner sees it.
func (p *Phone) Texts() []Message {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	return p.tw.conversation(p.Number)
}

// conversation copies what its owner sees of a phone; t.mu is held.
func (t *Twilio) conversation(number string) []Message {
	var list []Message
	if p := t.book.phones[number]; p != nil {
		for _, m := range p.texts {
			if m.onPhone {
				list = append(list, m.Message)
			}
		}
	}
	return list
}

// NoUnexpected fails the test for every text that was taken for any phone and
// that no Expect has waited for. Texts still on their way count.
func (t *Twilio) NoUnexpected(tb TB) {
	tb.Helper()
	if list := t.unread(""); list != "" {
		tb.Errorf("unexpected texts%s", list)
	}
}

// unread lists the texts nobody expected, to one number or to all.
func (t *Twilio) unread(number string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	for i := range t.book.texts.len() {
		m := t.book.texts.at(i)
		if m.Direction == Outbound && !m.read && m.ErrorCode == 0 && (number == "" || m.To == number) {
			fmt.Fprintf(&b, "\n  to %s (%s): %q", m.To, m.Status, m.Body)
		}
	}
	return b.String()
}
