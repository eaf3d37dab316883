package fake

// reply.go: a phone texts back: Twilio's own keywords first, then the webhook.

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// Errors of a reply, for the phones page.
var (
	errEmpty   = errors.New("the text is empty")
	errTooLong = errors.New("the text is longer than 1,600 characters")
	errBusy    = errors.New("too many texts are on their way: wait a moment")
	errNumber  = errors.New("that is not a phone number in international form, such as +13025550101")
)

// keyword is Twilio's reading of a text of one word.
func keyword(body string) string {
	switch strings.ToUpper(strings.TrimSpace(body)) {
	case "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE":
		return "STOP"
	case "START", "YES", "UNSTOP":
		return "START"
	case "HELP", "INFO":
		return "HELP"
	}
	return ""
}

var automatic = map[string]string{
	"STOP":  "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
	"START": "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.",
	"HELP":  "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}

// reply has a phone text the number it was last texted from, and returns the
// text's SID. The webhook follows.
func (t *Twilio) reply(number, body string) (string, error) {
	switch {
	case !e164.MatchString(number):
		return "", errNumber
	case strings.TrimSpace(body) == "":
		return "", errEmpty
	case len(utf16.Encode([]rune(body))) > 1600:
		return "", errTooLong
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	p := t.book.phone(number, now)
	if len(p.lane.queue) >= maxLane || t.pending >= t.cfg.QueueLimit {
		return "", errBusy
	}
	to := p.partner
	if to == "" {
		to = t.cfg.Number
	}
	m := &text{Message: Message{
		SID: t.newSID("SM"), Direction: Inbound, From: number, To: to, Body: body,
		Status: "received", Segments: segments(body), CreatedAt: now, SentAt: now, UpdatedAt: now,
	}, onPhone: true, read: true}
	t.book.add(m, now)
	t.publish(m)

	word := keyword(body)
	switch word {
	case "STOP":
		p.stopped[to] = true
	case "START":
		delete(p.stopped, to)
	}
	if said := automatic[word]; said != "" {
		own := &text{Message: Message{
			SID: t.newSID("SM"), Direction: Auto, From: to, To: number, Body: said,
			Status: "delivered", Segments: segments(said), CreatedAt: now, SentAt: now, UpdatedAt: now,
		}, onPhone: true, read: true}
		t.book.add(own, now)
		t.publish(own)
	}
	t.forward(m, p, word)
	t.announce()
	return m.SID, nil
}

// forward enqueues the webhook of a reply.
func (t *Twilio) forward(m *text, p *phone, word string) {
	if t.inbound == "" {
		return
	}
	form := url.Values{
		"MessageSid": {m.SID}, "SmsSid": {m.SID}, "SmsMessageSid": {m.SID}, "AccountSid": {t.cfg.AccountSID},
		"From": {m.From}, "To": {m.To}, "Body": {m.Body}, "NumMedia": {"0"}, "NumSegments": {strconv.Itoa(m.Segments)},
		"SmsStatus": {"received"}, "ApiVersion": {"2010-04-01"},
	}
	if word != "" {
		form.Set("OptOutType", word)
	}
	t.enqueue(&p.lane, &post{sid: m.SID, url: t.inbound, status: "received", form: form, after: func() { p.replies++ }})
}
