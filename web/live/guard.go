package live

// guard.go: asks from time to time whether those who were let in may stay.

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fifteen/dispatch"
)

// Recheck has all sessions validated now, for example after somebody signed
// out. It does not wait for it.
func (h *Hub) Recheck() {
	select {
	case h.recheck <- struct{}{}:
	default: // one is due already
	}
}

// guard validates every client again and again, one after the other.
func (h *Hub) guard(ctx context.Context) {
	tick := time.NewTicker(h.cfg.RevalidateEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-h.recheck:
		case <-ctx.Done():
			return
		}
		if err := h.validateAll(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("sessions cannot be validated, clients stay until they can", "error", err)
		}
	}
}

// validateAll cuts off those whose session does not hold. It gives up when
// validity cannot be found out now.
func (h *Hub) validateAll(ctx context.Context) error {
	reply := make(chan []*client, 1)
	select {
	case h.roster <- reply:
	case <-ctx.Done():
		return ctx.Err()
	}
	var all []*client
	select {
	case all = <-reply:
	case <-ctx.Done():
		return ctx.Err()
	}
	for _, c := range all {
		if c.doomed() {
			continue
		}
		err := h.validate(ctx, c)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
		case dispatch.CodeOf(err) == dispatch.CodeUnavailable, errors.Is(err, context.DeadlineExceeded):
			return fmt.Errorf("validate a session: %w", err)
		case errors.Is(err, context.Canceled): // the client left meanwhile
		default:
			c.expel(CloseUnauthorized)
		}
	}
	return nil
}

// validate keeps the values of the client's request but not its lifetime.
func (h *Hub) validate(ctx context.Context, c *client) error {
	call, cancel := context.WithTimeout(c.request.Context(), h.cfg.CallWait)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	return h.cfg.Revalidate(c.request.WithContext(call)) //nolint:contextcheck // ends with ctx, by the line above
}
