package fake

// webhook.go: calling the program back: signed, in order for each text and
// each phone, at most twice.

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fifteen/notify/twilio"
)

// post is one webhook to be delivered.
type post struct {
	sid, url string
	status   string
	form     url.Values
	late     time.Duration
	after    func() // called with t.mu held when it is delivered or given up
}

// lane delivers posts one after the other: a later one never overtakes.
type lane struct {
	queue []*post
	busy  bool
}

const maxLane = 100 // replies of one phone on their way

// enqueue puts a post into its lane; t.mu is held.
func (t *Twilio) enqueue(l *lane, p *post) {
	t.pending++
	l.queue = append(l.queue, p)
	t.advance(l)
}

func (t *Twilio) advance(l *lane) {
	if l.busy || len(l.queue) == 0 {
		return
	}
	p := l.queue[0]
	l.queue, l.busy = l.queue[1:], true
	t.pending-- // the job counts from here
	t.schedule(&job{due: time.Now().Add(p.late), post: func(ctx context.Context) { t.attempt(ctx, l, p, 1) }})
}

// attempt delivers a post and, when that fails, schedules the only retry.
func (t *Twilio) attempt(ctx context.Context, l *lane, p *post, n int) {
	answer := t.call(ctx, p)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.callbacks.push(Callback{At: time.Now(), SID: p.sid, URL: p.url, Status: p.status, Attempt: n, Answer: answer})
	if (answer == 0 || answer >= 500) && n == 1 {
		t.schedule(&job{due: time.Now().Add(t.cfg.RetryAfter), post: func(ctx context.Context) { t.attempt(ctx, l, p, 2) }})
		return
	}
	if p.after != nil {
		p.after()
	}
	l.busy = false
	t.advance(l)
}

// call does one request and returns the status of the answer, 0 without one.
func (t *Twilio) call(ctx context.Context, p *post) int {
	ctx, cancel := context.WithTimeout(ctx, t.cfg.WebhookTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, strings.NewReader(p.form.Encode()))
	if err != nil {
		t.cfg.Logger.WarnContext(ctx, "webhook has no usable url", "status", p.status)
		return 0
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	req.Header.Set("User-Agent", "TwilioProxy/1.1")
	req.Header.Set("X-Twilio-Signature", twilio.Sign(t.cfg.AuthToken, p.url, p.form))
	res, err := t.webhooks.Do(req)
	if err != nil {
		t.cfg.Logger.DebugContext(ctx, "webhook got no answer", "status", p.status, "timeout", ctx.Err() != nil)
		return 0
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // only to use the connection again
	_ = res.Body.Close()
	return res.StatusCode
}

// report enqueues a status callback, if the message asked for any and no
// fault swallows it; t.mu is held.
func (t *Twilio) report(m *text) {
	if m.callback == "" {
		return
	}
	form := url.Values{
		"MessageSid": {m.SID}, "SmsSid": {m.SID}, "MessageStatus": {m.Status}, "SmsStatus": {m.Status},
		"To": {m.To}, "From": {m.From}, "AccountSid": {t.cfg.AccountSID}, "ApiVersion": {"2010-04-01"},
	}
	if m.ErrorCode != 0 {
		form.Set("ErrorCode", strconv.Itoa(m.ErrorCode))
	}
	if m.service != "" {
		form.Set("MessagingServiceSid", m.service)
	}
	p := &post{sid: m.SID, url: m.callback, status: m.Status, form: form}
	final := m.Status != "sent"
	draw := func(f *Fault, name string) bool { return f.draw(t.cfg.Seed, name+" "+m.Status, m.To, m.nth) }

	if draw(&t.faults.CallbackMissing, "missing") {
		p = nil
	} else if draw(&t.faults.CallbackLate, "late") {
		p.late = t.faults.LateBy
	}
	if p != nil && m.swapped && !final {
		m.held = p
		return
	}
	if p != nil {
		t.enqueue(&m.lane, p)
		if draw(&t.faults.CallbackDoubled, "doubled") {
			again := *p
			t.enqueue(&m.lane, &again)
		}
	}
	if final && m.held != nil {
		t.enqueue(&m.lane, m.held)
		m.held = nil
	}
}
