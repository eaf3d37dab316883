package fake

// config.go: the account, the network's pace and the bounds of memory.

import (
	"errors"
	"log/slog"
	"regexp"
	"time"
)

// The account of a fake that was told no other. They open nothing.
const (
	DefaultAccountSID = "ACfa4efa4efa4efa4efa4efa4efa4efa4e"
	DefaultAuthToken  = "0123456789abcdef0123456789abcdef" //nolint:gosec // no secret: the fake's own account
	DefaultNumber     = "+15005550006"
)

// Config says how the fake behaves. The zero value is useful.
type Config struct {
	AccountSID, AuthToken string // default: DefaultAccountSID, DefaultAuthToken
	// Number is the account's own number: messaging services send from it and
	// phones that nobody has texted yet reply to it. Numbers are further ones;
	// a From that is none of them is refused like Twilio does.
	Number  string
	Numbers []string
	// InboundURL is the webhook for replies; SetInbound changes it.
	InboundURL string

	Latency        time.Duration // before a create or list call is answered
	SentAfter      time.Duration // from accepting to "sent"; 50 ms
	DeliveredAfter time.Duration // from accepting to "delivered" and the phone; 150 ms
	RetryAfter     time.Duration // before a failed webhook is tried its second and last time; 500 ms
	WebhookTimeout time.Duration // for one webhook; 15 s as Twilio's

	Workers      int // webhooks under way at once; 32
	QueueLimit   int // webhooks and steps waiting; beyond it calls are answered 429; 100,000
	KeepMessages int // texts remembered; 20,000
	KeepPerPhone int // texts of one phone's conversation; 200
	KeepPhones   int // phones remembered; 5,000
	Streams      int // followers of the phones page at once; 64

	Seed   uint64        // decides faults that have a probability, and message ids
	Expect time.Duration // how long Phone.Expect waits; 10 s
	// Name gives the owner of a number for the phones page; "" if unknown. It
	// may be called from many goroutines.
	Name   func(number string) string
	Logger *slog.Logger
}

var accountForm = regexp.MustCompile(`^AC[0-9a-fA-F]{32}$`)

// withDefaults fills in what was left zero and refuses what cannot work.
func (c Config) withDefaults() (Config, error) {
	setDefault(&c.AccountSID, DefaultAccountSID)
	setDefault(&c.AuthToken, DefaultAuthToken)
	setDefault(&c.Number, DefaultNumber)
	setDefault(&c.SentAfter, 50*time.Millisecond)
	setDefault(&c.DeliveredAfter, 150*time.Millisecond)
	setDefault(&c.RetryAfter, 500*time.Millisecond)
	setDefault(&c.WebhookTimeout, 15*time.Second)
	setDefault(&c.Workers, 32)
	setDefault(&c.QueueLimit, 100_000)
	setDefault(&c.KeepMessages, 20_000)
	setDefault(&c.KeepPerPhone, 200)
	setDefault(&c.KeepPhones, 5_000)
	setDefault(&c.Streams, 64)
	setDefault(&c.Expect, 10*time.Second)
	if c.Name == nil {
		c.Name = func(string) string { return "" }
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	switch {
	case !accountForm.MatchString(c.AccountSID):
		return c, errors.New("fake twilio: the account SID must be AC and 32 hex digits")
	case !e164.MatchString(c.Number):
		return c, errors.New("fake twilio: the number must be in E.164 form, such as " + DefaultNumber)
	case min(c.Workers, c.QueueLimit, c.KeepMessages, c.KeepPerPhone, c.KeepPhones, c.Streams) < 0:
		return c, errors.New("fake twilio: limits must not be negative")
	case min(c.Latency, c.SentAfter, c.DeliveredAfter, c.RetryAfter, c.WebhookTimeout, c.Expect) < 0:
		return c, errors.New("fake twilio: times must not be negative")
	}
	c.DeliveredAfter = max(c.DeliveredAfter, c.SentAfter)
	return c, nil
}

func setDefault[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}
