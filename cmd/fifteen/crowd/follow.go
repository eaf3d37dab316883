package crowd

// follow.go: listening to all phones at once, by long polling.

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// event is a text that came to a phone or went from it, as the phones' stream
// tells it.
type event struct {
	Phone   string `json:"phone"`
	Message struct {
		SID       string    `json:"sid"`
		Direction string    `json:"direction"`
		Body      string    `json:"body"`
		CreatedAt time.Time `json:"created_at"`
	} `json:"message"`
}

// Directions of a text.
const (
	toPhone   = "outbound-api"
	fromPhone = "inbound"
)

// pollTime is how long the stream may wait for news, in seconds.
const pollTime = "25"

// pollGap is the pause between two polls.
const pollGap = 150 * time.Millisecond

// follow hands on what happens on the phones until ctx ends. After a break it
// goes on where it was, if the stream still knows the place.
func (c *Crowd) follow(ctx context.Context, news chan<- []event) {
	cursor, failures := "", 0
	for ctx.Err() == nil {
		var answer struct {
			Cursor string  `json:"cursor"`
			Reset  bool    `json:"reset"`
			Events []event `json:"events"`
		}
		q := url.Values{"wait": {pollTime}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		err := c.call(ctx, request{
			method: http.MethodGet, url: c.cfg.PhonesURL + "/phones/stream?" + q.Encode(), within: 40 * time.Second,
		}, &answer)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if failures++; failures == 1 {
				c.log.WarnContext(ctx, "phones do not answer, trying again", "error", err)
			}
			if pause(ctx, backoff(failures, err, 0.5)) != nil {
				return
			}
			continue
		case failures > 0:
			c.log.InfoContext(ctx, "phones answer again", "failures", failures)
			failures = 0
		}
		if answer.Reset {
			c.log.InfoContext(ctx, "phones began anew, texts in between were not seen")
		}
		cursor = answer.Cursor
		if len(answer.Events) > 0 {
			select {
			case news <- answer.Events:
			case <-ctx.Done():
				return
			}
		}
		// Texts come in bursts: what comes within a moment is fetched at once.
		// And a stream that never waits is not asked without end.
		if pause(ctx, pollGap) != nil {
			return
		}
	}
}
