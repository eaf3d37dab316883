package fake

// accept.go: taking a message, and what the network then does with it.

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// accept takes a message, or says what Twilio would say against it. It
// returns what the answer will show and how many replies the phone had sent.
func (t *Twilio) accept(call *CreateCall, form url.Values, fault string) (map[string]any, int, *apiError) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	p := t.book.phone(call.To, now)
	service := form.Get("MessagingServiceSid")
	from := call.From
	if from == "" && service != "" {
		from = t.cfg.Number
	}
	if err := t.objection(from, form, p); err != nil {
		return nil, 0, err
	}

	m := &text{Message: Message{
		SID: t.newSID("SM"), Direction: Outbound, From: from, To: call.To, Body: call.Body,
		Status: "queued", Segments: segments(call.Body), CreatedAt: now, UpdatedAt: now,
	}, service: service, callback: call.Callback, nth: p.calls}
	m.swapped = t.faults.CallbackReordered.draw(t.cfg.Seed, "reordered", m.To, p.calls)
	t.book.add(m, now)
	p.partner = from
	call.Accepted, call.SID = true, m.SID
	shown := m.resource(t.cfg.AccountSID)

	sent, arrived := t.cfg.SentAfter, t.cfg.DeliveredAfter
	if fault == "reply_first" {
		sent, arrived = 0, 0
	}
	t.schedule(&job{due: now.Add(sent), step: func() { t.moveAlong(m, p, false) }})
	t.schedule(&job{due: now.Add(arrived), step: func() { t.moveAlong(m, p, true) }})
	return shown, p.replies, nil
}

// moveAlong is the network's part: sent, then on the phone or lost.
func (t *Twilio) moveAlong(m *text, p *phone, end bool) {
	m.UpdatedAt = time.Now()
	switch {
	case !end:
		m.Status, m.SentAt = "sent", m.UpdatedAt
	case p.fail != 0:
		m.Status, m.ErrorCode = "undelivered", p.fail
	default:
		m.Status = "delivered"
	}
	if end {
		m.onPhone = m.ErrorCode == 0
		t.publish(m)
	}
	t.report(m)
}

// objection is Twilio's check of a message.
func (t *Twilio) objection(from string, form url.Values, p *phone) *apiError {
	bad := func(code int, message string, args ...any) *apiError {
		return newError(http.StatusBadRequest, code, message, args...)
	}
	to, body := form.Get("To"), form.Get("Body")
	switch {
	case to == "":
		return bad(21604, "A 'To' phone number is required.")
	case !e164.MatchString(to):
		return bad(21211, "The 'To' number %s is not a valid phone number.", to)
	case from == "":
		return bad(21603, "A 'From' phone number is required.")
	case from != t.cfg.Number && !slices.Contains(t.cfg.Numbers, from):
		return bad(21606, "The 'From' phone number %s is not a valid, SMS-capable inbound phone number or short code for your account.", from)
	case from == to:
		return bad(21266, "'To' and 'From' number cannot be the same: %s", to)
	case strings.TrimSpace(body) == "":
		return bad(21602, "Message body is required.")
	case len(utf16.Encode([]rune(body))) > 1600:
		return bad(21617, "The concatenated message body exceeds the 1600 character limit")
	case p.refuse != 0:
		return bad(p.refuse, "The 'To' number %s cannot be texted.", to)
	case p.stopped[from]:
		return bad(21610, "Attempt to send to unsubscribed recipient")
	}
	if cb := form.Get("StatusCallback"); cb != "" {
		if u, err := url.Parse(cb); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return bad(21609, "The 'StatusCallback' URL %s is not a valid URL.", cb)
		}
	}
	return nil
}
