package notify

// channel.go: what a way to send texts must be able to do.

import (
	"context"
	"fmt"
	"time"

	"fifteen/dispatch"
)

// Message is one worded text.
type Message struct {
	// Notice is the id of the notice it came from; status callbacks name it.
	Notice string
	To     dispatch.Phone
	Body   string
}

// Receipt is what a provider says of a message it has taken.
type Receipt struct {
	ProviderID string
	Status     dispatch.TextStatus
	Segments   int
	// Code and Reason say why a failed message failed. PhoneDead: because of
	// the phone or its number, so that the next one will hardly fare better.
	Code      string
	Reason    string
	PhoneDead bool
}

// Channel sends texts. Each provider is one folder.
type Channel interface {
	// Name is the provider's name, for logs and metrics.
	Name() string
	// Send hands one message to the provider. It must return soon after ctx
	// ends. A failure is a *SendError.
	Send(ctx context.Context, m Message) (Receipt, error)
	// Find looks for a message whose Send ended with OutcomeUnknown: the one
	// to the same number with the same body, created at or after since.
	// found is false only if the provider answered and does not have it.
	Find(ctx context.Context, m Message, since time.Time) (r Receipt, found bool, err error)
}

// Outcome says what is known after a failed Send.
type Outcome int

// The outcomes of a failed Send.
const (
	OutcomeRefused Outcome = iota + 1 // not taken, and never will be (bad number, opted out)
	OutcomeRetry                      // certainly not taken; may be tried again
	OutcomeUnknown                    // may or may not have been taken: look it up first
)

// SendError is the failure of a Send. Reason holds no phone number.
type SendError struct {
	Outcome    Outcome
	Code       string        // the provider's code
	Reason     string        // in words
	PhoneDead  bool          // the phone or its number is why
	RetryAfter time.Duration // for OutcomeRetry, 0 if the provider did not say
	Err        error
}

// Error returns the reason with the provider's code.
func (e *SendError) Error() string {
	if e.Code != "" {
		return fmt.Sprintf("%s (%s)", e.Reason, e.Code)
	}
	return e.Reason
}

// Unwrap returns the cause.
func (e *SendError) Unwrap() error { return e.Err }

// Inbound is a text somebody sent us.
type Inbound struct {
	// ProviderID makes the text unique; a provider may deliver it twice.
	ProviderID string
	From       dispatch.Phone
	Body       string
	At         time.Time
}

// StatusReport is a provider's word on a message on its way.
type StatusReport struct {
	Notice     string
	ProviderID string
	// Status is the provider's own word mapped to ours; empty when unknown,
	// then Raw holds the word.
	Status dispatch.TextStatus
	Raw    string
	Code   string
	Reason string
	// PhoneDead: it failed because of the phone or its number.
	PhoneDead bool
}

// Receiver takes what providers' webhooks bring. An error means that it was
// not kept and the webhook must answer 5xx, so that the provider tries again
// or shows the failure.
type Receiver interface {
	Inbound(ctx context.Context, in Inbound) error
	Status(ctx context.Context, s StatusReport) error
}
