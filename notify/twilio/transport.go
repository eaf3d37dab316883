package twilio

// transport.go: the round tripper that gives twilio-go what it lacks: a
// context, a host of one's own, closed and bounded bodies, and the knowledge
// of how far a call got.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/twilio/twilio-go/client"
	openapi "github.com/twilio/twilio-go/rest/api/v2010"
)

const (
	idleConns   = 64
	maxResponse = 4 << 20 // bytes; a list of 1,000 long texts fits
)

var errTooLong = errors.New("the answer is longer than 4 MiB")

// pool makes the connections that all calls share.
func pool() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		MaxIdleConns:          idleConns,
		MaxIdleConnsPerHost:   idleConns,
		IdleConnTimeout:       60 * time.Second,
		ExpectContinueTimeout: time.Second,
		ForceAttemptHTTP2:     true,
	}
}

// call is the round tripper of one API call.
type call struct {
	ctx  context.Context // kept, because twilio-go passes none; it outlives the call
	base http.RoundTripper
	host *url.URL // nil: Twilio's own

	connected  atomic.Bool // a connection was there: something may have been written
	status     int         // of the answer; 0: none came
	retryAfter time.Duration
	ahead      time.Duration // how far Twilio's clock is before ours, by its Date header
}

// api returns twilio-go's client for one call, and the call.
func (c *Channel) api(ctx context.Context) (*openapi.ApiService, *call) {
	round := &call{ctx: ctx, base: c.pool, host: c.host}
	one := &client.Client{
		Credentials: client.NewCredentials(c.cfg.AccountSID, c.cfg.AuthToken),
		HTTPClient: &http.Client{
			Transport:     round,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	one.SetAccountSid(c.cfg.AccountSID)
	// Built by hand, because the constructor reads the environment.
	return openapi.NewApiService(&client.RequestHandler{Client: one}), round
}

// RoundTrip does the call under its context and hands back an answer whose
// body is already read and closed.
func (c *call) RoundTrip(req *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { c.connected.Store(true) }}
	req = req.Clone(httptrace.WithClientTrace(c.ctx, trace))
	if c.host != nil {
		req.URL.Scheme, req.URL.Host = c.host.Scheme, c.host.Host
		req.URL.Path = strings.TrimSuffix(c.host.Path, "/") + req.URL.Path
		req.URL.RawPath, req.Host = "", c.host.Host
	}
	res, err := c.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	c.status = res.StatusCode
	now := time.Now().Truncate(time.Second) // the header knows whole seconds only
	if at, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		c.ahead = at.Sub(now)
	}
	c.retryAfter = retryAfter(res.Header.Get("Retry-After"), now.Add(c.ahead))

	body, err := io.ReadAll(io.LimitReader(res.Body, maxResponse+1))
	if closeErr := res.Body.Close(); err == nil {
		err = closeErr
	}
	if err == nil && len(body) > maxResponse {
		err = errTooLong
	}
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// retryAfter reads the header's two forms: seconds, or a date by the sender's
// clock.
func retryAfter(header string, clock time.Time) time.Duration {
	if header == "" {
		return 0
	}
	if d, err := time.ParseDuration(header + "s"); err == nil {
		return max(d, 0)
	}
	at, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(at.Sub(clock), 0)
}
