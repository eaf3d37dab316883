package notify

// deliver.go: one text to the provider: marked, sent, settled; looked up
// first when nobody knows how an earlier call ended.

import (
	"context"
	"errors"
	"time"

	"fifteen/dispatch"
)

// Backoff of texts that were certainly not taken, and of look-ups.
const (
	retryFirst  = 500 * time.Millisecond
	retryMost   = 30 * time.Second
	lookupFirst = time.Second
)

// deliver brings one job as far as it can be brought now.
func (r *Relay) deliver(ctx context.Context, j *job) {
	n := &j.Notice
	now := time.Now()
	msg := Message{Notice: n.ID, To: n.To, Body: Render(n, r.PublicURL)}

	start, begunAt, err := r.Outbox.Begin(ctx, n)
	if err != nil {
		r.Log.WarnContext(ctx, "text cannot be marked, trying again", "notice", n.ID, "error", err)
		r.again(j, retryFirst)
		return
	}
	switch start {
	case dispatch.StartSettled:
		r.settleKnown(ctx, j)
	case dispatch.StartOptedOut:
		r.settle(ctx, j, dispatch.Settlement{Status: dispatch.TextSuppressed, Reason: "opted_out"})
	case dispatch.StartUnknown:
		r.lookUp(ctx, j, msg, begunAt)
	case dispatch.StartGo:
		if !n.ExpiresAt.IsZero() && now.After(n.ExpiresAt) {
			r.settle(ctx, j, dispatch.Settlement{Status: dispatch.TextExpired, Reason: "too_late"})
			return
		}
		r.call(ctx, j, msg, begunAt)
	}
}

// settleKnown takes a text that was settled already off the outbox.
func (r *Relay) settleKnown(ctx context.Context, j *job) {
	r.settle(ctx, j, dispatch.Settlement{})
}

// call hands the text to the provider. The call is finished even when the
// process is asked to stop.
func (r *Relay) call(ctx context.Context, j *job, msg Message, begunAt time.Time) {
	callCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.CallTimeout)
	defer cancel()
	r.At("send:before")
	began := time.Now()
	receipt, err := r.Channel.Send(callCtx, msg)
	r.Metrics.called(r.Channel.Name(), time.Since(began), time.Since(j.Notice.CreatedAt))
	r.At("send:after")
	if err == nil {
		r.settle(callCtx, j, settlementOf(receipt, msg))
		return
	}
	var failed *SendError
	if !errors.As(err, &failed) {
		failed = &SendError{Outcome: OutcomeUnknown, Reason: "the provider's answer is not understood", Err: err}
	}
	switch failed.Outcome {
	case OutcomeRefused:
		r.settle(callCtx, j, dispatch.Settlement{Status: dispatch.TextFailed, Reason: failed.Error(), PhoneDead: failed.PhoneDead})
	case OutcomeRetry:
		r.Log.WarnContext(ctx, "provider did not take a text, trying again", "notice", j.Notice.ID, "provider", r.Channel.Name(), "reason", failed.Error())
		if err := r.Outbox.TakeBack(callCtx, &j.Notice, begunAt); err != nil {
			r.Log.WarnContext(ctx, "mark of a text cannot be taken back", "notice", j.Notice.ID, "error", err)
		}
		r.again(j, max(failed.RetryAfter, min(retryFirst<<min(j.tries, 10), retryMost)))
	case OutcomeUnknown:
		r.Log.WarnContext(ctx, "outcome of a text is unknown, looking it up", "notice", j.Notice.ID, "provider", r.Channel.Name(), "reason", failed.Error())
		r.again(j, lookupFirst)
	}
}

// lookUp asks the provider whether it has a text whose call ended nobody
// knows how. Only when it still has none after Doubt is the text sent again.
func (r *Relay) lookUp(ctx context.Context, j *job, msg Message, begunAt time.Time) {
	if time.Since(begunAt) < lookupFirst { // the call may be under way elsewhere
		r.again(j, lookupFirst)
		return
	}
	callCtx, cancel := context.WithTimeout(ctx, r.CallTimeout)
	defer cancel()
	asked := time.Now()
	receipt, found, err := r.Channel.Find(callCtx, msg, begunAt)
	switch {
	case err != nil:
		r.Log.WarnContext(ctx, "text cannot be looked up, trying again", "notice", j.Notice.ID, "error", err)
		r.again(j, min(lookupFirst<<min(j.tries, 5), retryMost))
	case found:
		r.settle(ctx, j, settlementOf(receipt, msg))
	case asked.Sub(begunAt) < r.Doubt:
		r.again(j, max(lookupFirst, min(r.Doubt/4, r.Doubt-asked.Sub(begunAt))))
	case !j.Notice.ExpiresAt.IsZero() && asked.After(j.Notice.ExpiresAt):
		r.settle(ctx, j, dispatch.Settlement{Status: dispatch.TextExpired, Reason: "too_late"})
	default:
		r.At("resend:before")
		start, again, err := r.Outbox.BeginAgain(ctx, &j.Notice, begunAt)
		switch {
		case err == nil && start == dispatch.StartGo:
			r.Metrics.resent(r.Channel.Name())
			r.call(ctx, j, msg, again)
		case err == nil && start == dispatch.StartOptedOut:
			r.settle(ctx, j, dispatch.Settlement{Status: dispatch.TextSuppressed, Reason: "opted_out"})
		default: // Begin will say what happened meanwhile
			r.again(j, retryFirst)
		}
	}
}

func settlementOf(receipt Receipt, msg Message) dispatch.Settlement {
	s := dispatch.Settlement{Status: receipt.Status, ProviderID: receipt.ProviderID, Segments: receipt.Segments}
	if s.Status == "" {
		s.Status = dispatch.TextAcceptedBy
	}
	if s.Segments == 0 {
		_, _, s.Segments = Segments(msg.Body)
	}
	if s.Status == dispatch.TextFailed {
		s.Reason, s.PhoneDead = receipt.Reason, receipt.PhoneDead
		if receipt.Code != "" {
			s.Reason += " (" + receipt.Code + ")"
		}
	}
	return s
}
