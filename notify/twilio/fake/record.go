package fake

// record.go: what happened, for tests to compare.

import "time"

// CreateCall is one call of the create API, taken or not.
type CreateCall struct {
	At           time.Time
	From, To     string
	Body         string
	Callback     string
	Accepted     bool
	SID          string // of the message, if Accepted
	Status, Code int    // of the answer; 0 if none was given
	Fault        string // what was done to it: "reset_after", "slow", …
}

// Callback is one attempt to deliver a webhook.
type Callback struct {
	At      time.Time
	SID     string
	URL     string
	Status  string // MessageStatus; "received" for a reply
	Attempt int
	Answer  int // HTTP status; 0 if there was no answer
}

// Messages lists every text remembered, in the order they came.
func (t *Twilio) Messages() []Message {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]Message, t.book.texts.len())
	for i := range list {
		list[i] = t.book.texts.at(i).Message
	}
	return list
}

// CreateCalls lists every create call remembered, in the order they came.
func (t *Twilio) CreateCalls() []CreateCall {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]CreateCall, t.calls.len())
	for i := range list {
		list[i] = *t.calls.at(i)
	}
	return list
}

// Callbacks lists every attempt at a webhook remembered, in the order they ended.
func (t *Twilio) Callbacks() []Callback {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]Callback, t.callbacks.len())
	for i := range list {
		list[i] = t.callbacks.at(i)
	}
	return list
}
