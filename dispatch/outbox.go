package dispatch

// outbox.go: the words a relay and the store share about texts on their way.

import "time"

// Queued is a notice claimed from the outbox. Entry is its place there,
// needed to settle it.
type Queued struct {
	Entry  string
	Notice Notice
}

// Start is the store's answer when a text is marked before the provider's call.
type Start string

// The answers.
const (
	StartGo       Start = "go"        // marked: call the provider
	StartUnknown  Start = "unknown"   // begun before, outcome unknown: look it up
	StartOptedOut Start = "opted_out" // the person sent STOP
	StartSettled  Start = "settled"   // nothing left to do
)

// Settlement is what became of a text. The zero Status changes nothing.
type Settlement struct {
	Status     TextStatus
	ProviderID string
	// Reason says why it failed, without phone numbers.
	Reason   string
	Segments int
	// PhoneDead: it failed because of the phone or its number, not for a reason
	// of ours, the network's or the words'. Only such failures count against
	// somebody's being reachable: else one bad day of the provider would leave
	// nobody to ask.
	PhoneDead bool
	// Entry, if not empty, is taken off the outbox.
	Entry string
	At    time.Time
}
