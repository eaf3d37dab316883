package fake

// create.go: the create call, with everything that can go wrong in it.

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const maxForm = 64 << 10 // bytes

// mishap is what the faults have decided for one call.
type mishap struct {
	name  string
	wait  time.Duration
	times Faults
}

func (t *Twilio) create(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		newError(http.StatusBadRequest, 20001, "The request body cannot be read").write(w)
		return
	}
	form := r.PostForm
	call, bad := t.note(form)
	switch bad.name {
	case "too_many":
		w.Header().Set("Retry-After", strconv.Itoa(int(max(bad.times.RetryAfter, time.Second)/time.Second)))
		t.refuse(w, call, errTooMany)
		return
	case "error_before":
		t.refuse(w, call, errUnavailable)
		return
	case "hang_before", "reset_before":
		if bad.name == "hang_before" {
			pause(r.Context(), bad.times.HangFor)
		}
		reset(w)
		return
	}

	m, replies, refused := t.accept(call, form, bad.name)
	pause(r.Context(), t.cfg.Latency+bad.wait)
	if refused != nil {
		t.refuse(w, call, refused)
		return
	}
	switch bad.name {
	case "error_after":
		t.refuse(w, call, errInternal)
		return
	case "hang_after", "reset_after":
		if bad.name == "hang_after" {
			pause(r.Context(), bad.times.HangFor)
		}
		reset(w)
		return
	case "reply_first":
		ctx, cancel := context.WithTimeout(r.Context(), bad.times.HoldFor)
		defer cancel()
		_ = t.wait(ctx, func() bool { return t.book.phone(call.To, time.Now()).replies > replies }) // held long enough either way
	}
	t.answered(call, http.StatusCreated, 0)
	writeJSON(w, http.StatusCreated, m)
}

// note records a call and draws its fault.
func (t *Twilio) note(form url.Values) (*CreateCall, mishap) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	call := &CreateCall{At: now, From: form.Get("From"), To: form.Get("To"), Body: form.Get("Body"), Callback: form.Get("StatusCallback")}
	t.calls.push(call)
	p := t.book.phone(call.To, now)
	p.calls++

	bad := mishap{times: t.faults}
	f := &t.faults
	for _, x := range []struct {
		name  string
		fault *Fault
	}{
		{"too_many", &f.TooMany},
		{"error_before", &f.ErrorBefore},
		{"reset_before", &f.ResetBefore},
		{"hang_before", &f.HangBefore},
		{"error_after", &f.ErrorAfter},
		{"reset_after", &f.ResetAfter},
		{"hang_after", &f.HangAfter},
		{"reply_first", &f.ReplyFirst},
		{"slow", &f.Slow},
	} {
		if x.fault.draw(t.cfg.Seed, x.name, call.To, p.calls) {
			bad.name = x.name
			break
		}
	}
	if bad.name == "" && t.pending >= t.cfg.QueueLimit {
		bad.name = "too_many"
	}
	if bad.name == "slow" {
		bad.wait = f.SlowBy
	}
	call.Fault = bad.name
	t.announce()
	return call, bad
}

func (t *Twilio) refuse(w http.ResponseWriter, call *CreateCall, e *apiError) {
	t.answered(call, e.Status, e.Code)
	e.write(w)
}

func (t *Twilio) answered(call *CreateCall, status, code int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	call.Status, call.Code = status, code
}

// pause waits, or until the caller has gone.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// reset ends the connection with a TCP reset where that can be done.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2: the stream is reset
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
