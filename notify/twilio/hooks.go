package twilio

// hooks.go: the two webhooks, replies and status reports. Signature first;
// only then is anything believed.

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"fifteen/notify"
)

// Where the webhooks live.
const (
	InboundPath = "/hooks/twilio/inbound"
	StatusPath  = "/hooks/twilio/status/" // the notice's id follows
)

const (
	maxForm = 64 << 10 // bytes; Twilio's longest text is 1,600 characters
	// hookTimeout is shorter than the 15 s Twilio waits, so that it hears why.
	hookTimeout = 10 * time.Second
)

// Hooks are Twilio's webhooks.
type Hooks struct {
	token, publicURL string
	to               notify.Receiver
	opts             HookOptions
}

// HookOptions may be left zero.
type HookOptions struct {
	Now    func() time.Time // the time a reply came; time.Now
	Logger *slog.Logger     // slog.Default
}

// NewHooks makes the webhooks of an account. What they bring goes to the receiver.
func NewHooks(cfg Config, to notify.Receiver, opts HookOptions) (*Hooks, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if to == nil {
		return nil, errors.New("twilio webhooks need a receiver")
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Logger == nil {
		opts.Logger = slog.Default()
	}
	return &Hooks{token: cfg.AuthToken, publicURL: strings.TrimSuffix(cfg.PublicURL, "/"), to: to, opts: opts}, nil
}

// Inbound takes texts people sent us: POST InboundPath.
func (h *Hooks) Inbound() http.Handler {
	return h.handler("inbound", func(ctx context.Context, _ *http.Request, form url.Values) error {
		in, err := inbound(form, h.opts.Now())
		if err != nil {
			return err
		}
		return h.to.Inbound(ctx, in)
	}, func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = io.WriteString(w, "<Response></Response>") // no automatic answer; a lost one is Twilio's to notice
	})
}

// Status takes reports about texts we sent: POST StatusPath and the notice's id.
func (h *Hooks) Status() http.Handler {
	return h.handler("status", func(ctx context.Context, r *http.Request, form url.Values) error {
		s, err := statusReport(noticeOf(r), form)
		if err != nil {
			return err
		}
		return h.to.Status(ctx, s)
	}, func(w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) })
}

// handler checks a webhook, has it taken and answers.
func (h *Hooks) handler(hook string, take func(context.Context, *http.Request, url.Values) error, done func(http.ResponseWriter)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		form, err := h.read(w, r)
		if err == nil {
			ctx, cancel := context.WithTimeout(r.Context(), hookTimeout)
			defer cancel()
			err = take(ctx, r, form)
		}
		if err == nil {
			done(w)
			return
		}
		var p *problem
		if !errors.As(err, &p) {
			h.opts.Logger.ErrorContext(r.Context(), "twilio webhook not kept", slog.String("hook", hook), slog.Any("error", err))
			p = notKept
		} else {
			h.opts.Logger.WarnContext(r.Context(), "twilio webhook refused", slog.String("hook", hook),
				slog.Int("status", p.Status), slog.String("field", p.Field), slog.String("detail", p.Detail))
		}
		p.write(w)
	})
}

// read returns the form of a webhook whose signature is right.
func (h *Hooks) read(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	if r.Method != http.MethodPost {
		return nil, wrongMethod
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		return nil, tooLarge
	} else if err != nil {
		return nil, badField("", "the body broke off")
	}
	signature := r.Header.Get("X-Twilio-Signature")
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		if !ValidBody(h.token, h.called(r), body, signature) {
			return nil, badSignature
		}
		return nil, wrongType
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, badField("", "the body is not a form")
	}
	if !Valid(h.token, h.called(r), form, signature) {
		return nil, badSignature
	}
	return form, nil
}

// called is the URL Twilio called: what the world calls us and what it asked
// for. The Host header says nothing behind a proxy, and anybody can write it.
func (h *Hooks) called(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return h.publicURL + r.RequestURI
	}
	return h.publicURL + r.URL.RequestURI()
}

func noticeOf(r *http.Request) string {
	if notice := r.PathValue("notice"); notice != "" {
		return notice
	}
	notice, _ := strings.CutPrefix(r.URL.Path, StatusPath)
	return notice
}
