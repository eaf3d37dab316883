package twilio

// find.go: looking up a message whose create call got no answer.

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"fifteen/notify"

	openapi "github.com/twilio/twilio-go/rest/api/v2010"
)

const (
	findPage  = 200
	findPages = 10 // 2,000 texts to one number since the call: something else is wrong
	// findMargin widens the search to both sides of Twilio's whole seconds:
	// one for its created time, one for the Date header the clocks are compared by.
	findMargin = 2 * time.Second
	// trialPrefix stands before every text of a trial account.
	trialPrefix = "Sent from your Twilio trial account - "
)

var errManyPages = errors.New("twilio lists more than 2,000 texts to one number in that time: look at the account")

// Find looks for the message among those Twilio has for the number. Its clock
// and ours may differ: since is moved by the difference seen in the answer.
//
// Twilio filters by the time a text was sent, and one still in its queue has
// none. So when the filtered list has nothing, the number's newest texts are
// read without the filter before it is said that the message is not there.
func (c *Channel) Find(ctx context.Context, m notify.Message, since time.Time) (notify.Receipt, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	sent := (&openapi.ListMessageParams{}).SetTo(m.To.E164()).SetPageSize(findPage)
	all := *sent
	sent.SetDateSentAfter(since.UTC().Truncate(time.Second).Add(-time.Hour))

	for _, params := range []*openapi.ListMessageParams{sent, &all} {
		found, err := c.search(ctx, params, m, since)
		if err != nil {
			return notify.Receipt{}, false, err
		}
		if found != nil {
			return receipt(found), true, nil
		}
	}
	return notify.Receipt{}, false, nil
}

// search walks a list, newest first, to the first match or to a page that is
// wholly older than since.
func (c *Channel) search(ctx context.Context, params *openapi.ListMessageParams, m notify.Message, since time.Time) (*openapi.ApiV2010Message, error) {
	token, number := "", ""
	for range findPages {
		api, call := c.api(ctx)
		page, err := api.PageMessage(params, token, number)
		if err != nil {
			return nil, call.findError(err)
		}
		from := since.Add(call.ahead - findMargin)
		newer := false
		for i := range page.Messages {
			msg := &page.Messages[i]
			created, err := date(value(msg.DateCreated))
			if err != nil {
				return nil, fmt.Errorf("twilio lists a text with a time that cannot be read: %w", err)
			}
			if created.Before(from) {
				continue
			}
			newer = true
			if same(msg, m) {
				return msg, nil
			}
		}
		if !newer {
			return nil, nil
		}
		if token, number = nextPage(value(page.NextPageUri)); token == "" {
			return nil, nil
		}
	}
	return nil, errManyPages
}

func same(msg *openapi.ApiV2010Message, m notify.Message) bool {
	if value(msg.Direction) == "inbound" || value(msg.To) != m.To.E164() {
		return false
	}
	return plain(strings.TrimPrefix(value(msg.Body), trialPrefix)) == plain(m.Body)
}

// plain levels what a provider may do to line ends and outer blanks.
func plain(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

func nextPage(uri string) (token, number string) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", ""
	}
	return u.Query().Get("PageToken"), u.Query().Get("Page")
}

// findError words the failure of a lookup; it holds no number.
func (c *call) findError(err error) error {
	e := c.sendError(err)
	if e.Err != nil {
		return fmt.Errorf("looking the text up at Twilio: %s: %w", e.Error(), e.Err)
	}
	return fmt.Errorf("looking the text up at Twilio: %s", e.Error())
}
