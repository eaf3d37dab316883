package twilio

// channel.go: sending a text.

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"

	openapi "github.com/twilio/twilio-go/rest/api/v2010"
)

// Channel sends texts through one Twilio account.
type Channel struct {
	cfg  Config
	host *url.URL
	pool *http.Transport
}

var _ notify.Channel = (*Channel)(nil)

// New makes a channel. It opens no connection; a wrong configuration is the
// only error.
func New(cfg Config) (*Channel, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("twilio is not set up:\n%w", err)
	}
	c := &Channel{cfg: cfg, pool: pool()}
	if c.cfg.Timeout == 0 {
		c.cfg.Timeout = DefaultTimeout
	}
	if cfg.APIURL != "" {
		c.host, _ = root(cfg.APIURL)
	}
	return c, nil
}

// Name is "twilio".
func (c *Channel) Name() string { return "twilio" }

// Close drops the idle connections. Calls under way are left to their contexts.
func (c *Channel) Close() { c.pool.CloseIdleConnections() }

// Send creates one message. It returns within the configured timeout, or when
// ctx ends. Every failure is a *notify.SendError.
func (c *Channel) Send(ctx context.Context, m notify.Message) (notify.Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	api, call := c.api(ctx)

	params := (&openapi.CreateMessageParams{}).SetTo(m.To.E164()).SetBody(m.Body)
	params.SetStatusCallback(StatusURL(c.cfg.PublicURL, m.Notice))
	if c.cfg.From != "" {
		params.SetFrom(c.cfg.From)
	}
	if c.cfg.MessagingServiceSID != "" {
		params.SetMessagingServiceSid(c.cfg.MessagingServiceSID)
	}

	msg, err := api.CreateMessage(params)
	if err != nil {
		return notify.Receipt{}, call.sendError(err)
	}
	if value(msg.Sid) == "" {
		return notify.Receipt{}, &notify.SendError{
			Outcome: notify.OutcomeUnknown,
			Reason:  fmt.Sprintf("the answer %d names no message: is TWILIO_API_URL really Twilio?", call.status),
		}
	}
	return receipt(msg), nil
}

// StatusURL is where status reports of a notice are to be sent.
func StatusURL(publicURL, notice string) string {
	return strings.TrimSuffix(publicURL, "/") + StatusPath + url.PathEscape(notice)
}

// receipt reads Twilio's message. A status nobody knows still means that
// Twilio has the message.
func receipt(m *openapi.ApiV2010Message) notify.Receipt {
	status := textStatus(value(m.Status))
	if status == "" {
		status = dispatch.TextAcceptedBy
	}
	r := notify.Receipt{ProviderID: value(m.Sid), Status: status}
	r.Segments, _ = strconv.Atoi(value(m.NumSegments)) // "0" until a pool has chosen its sender
	if m.ErrorCode != nil && *m.ErrorCode != 0 {
		r.Code = strconv.Itoa(*m.ErrorCode)
		r.Reason, r.PhoneDead = reason(*m.ErrorCode, value(m.ErrorMessage)), dead[*m.ErrorCode]
	}
	return r
}

// textStatus maps Twilio's words to ours; "" for a word it does not know.
func textStatus(word string) dispatch.TextStatus {
	switch strings.ToLower(word) {
	case "queued", "accepted", "scheduled", "sending":
		return dispatch.TextAcceptedBy
	case "sent":
		return dispatch.TextSent
	case "delivered", "read":
		return dispatch.TextDelivered
	case "undelivered", "failed", "canceled":
		return dispatch.TextFailed
	}
	return ""
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// date reads the form in which Twilio writes times ("Mon, 16 Aug 2010 03:45:01 +0000").
func date(s string) (time.Time, error) { return time.Parse(time.RFC1123Z, s) }
