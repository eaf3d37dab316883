package crowd

// door.go: calls to the doors, and what their refusals mean.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// mostAnswer bounds an answer that is read, in bytes.
const mostAnswer = 8 << 20

// callTime is how long an ordinary call may take.
const callTime = 10 * time.Second

// request is one call.
type request struct {
	method, url string
	token       string // bearer; "" sends none
	key         string // Idempotency-Key
	kind        string // Content-Type of body; JSON if empty
	body        []byte
	within      time.Duration // callTime if 0
}

// refusal is an answer that says no, as far as it could be read.
type refusal struct {
	Status int    `json:"-"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Errors []struct {
		Field  string          `json:"field"`
		Row    int             `json:"row"` // of an import
		Detail json.RawMessage `json:"detail"`
	} `json:"errors"`
	after time.Duration // Retry-After
}

func (r *refusal) Error() string {
	s := "answered " + strconv.Itoa(r.Status)
	if r.Detail != "" {
		s += ": " + r.Detail
	}
	return s
}

// passing reports whether an error may be gone at the next attempt.
func passing(err error) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return true // no answer at all
	}
	return r.Status >= 500 || r.Status == http.StatusTooManyRequests || r.Status == http.StatusRequestTimeout
}

// call makes a request and decodes the JSON of a good answer into out; a
// *[]byte takes the answer as it is, nil none of it.
func (c *Crowd) call(ctx context.Context, q request, out any) error {
	if q.within == 0 {
		q.within = callTime
	}
	ctx, cancel := context.WithTimeout(ctx, q.within)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, q.method, q.url, bytes.NewReader(q.body))
	if err != nil {
		return err
	}
	if q.body != nil {
		req.Header.Set("Content-Type", q.kind)
		if q.kind == "" {
			req.Header.Set("Content-Type", "application/json")
		}
	}
	if q.token != "" {
		req.Header.Set("Authorization", "Bearer "+q.token)
	}
	if q.key != "" {
		req.Header.Set("Idempotency-Key", q.key)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		r := &refusal{}
		_ = json.Unmarshal(data, r) // what cannot be read says nothing more
		r.Status = res.StatusCode
		if s, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && s >= 0 {
			r.after = time.Duration(min(s, 60)) * time.Second
		}
		return r
	}
	switch out := out.(type) {
	case nil:
	case *[]byte:
		*out = data
	default:
		if err := json.Unmarshal(data, out); err != nil {
			return fmt.Errorf("the answer cannot be read: %w", err)
		}
	}
	return nil
}

// backoff is the pause before the next attempt after so many failures: from
// half a second to fifteen, a little different each time, and at least what
// the refusal asks for.
func backoff(failures int, err error, jitter float64) time.Duration {
	d := min(15*time.Second, 500*time.Millisecond<<min(max(failures-1, 0), 5))
	d = time.Duration(float64(d) * (0.75 + jitter/2))
	var r *refusal
	if errors.As(err, &r) {
		d = max(d, r.after)
	}
	return d
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
