package dispatch

// event.go: the journal's entries.

import "time"

// EventType says what happened.
type EventType string

// The events.
const (
	EventOpened      EventType = "incident_opened"
	EventActivated   EventType = "asking_begun"   // the policy asks from now on: Reason
	EventHeld        EventType = "asking_held"    // an officer keeps it from asking: Remark says why
	EventOverruled   EventType = "overruled"      // an officer asks somebody in spite of Reason: Remark says why
	EventDeadline    EventType = "deadline_moved" // by Count minutes: Remark says why
	EventWave        EventType = "wave_asked"     // Count people asked, Reason why
	EventShortfall   EventType = "shortfall"      // needs unfilled and nobody left to ask; Reason
	EventFilled      EventType = "needs_filled"
	EventStoodDown   EventType = "incident_stood_down"
	EventResumed     EventType = "incident_resumed"
	EventClosed      EventType = "incident_closed"
	EventCancelled   EventType = "incident_cancelled"
	EventOffer       EventType = "offer_made"
	EventAccepted    EventType = "offer_accepted"
	EventDeclined    EventType = "offer_declined"
	EventSilent      EventType = "offer_silent"
	EventArrived     EventType = "offer_arrived"
	EventRole        EventType = "role_changed" // somebody coming takes another role, or comes as a backup now
	EventNear        EventType = "near_scene"   // somebody coming was seen near the scene; an officer confirms the arrival
	EventDone        EventType = "offer_done"
	EventWithdrawn   EventType = "offer_withdrawn"
	EventReleased    EventType = "offer_stood_down"
	EventUnreachable EventType = "offer_unreachable"
	EventText        EventType = "text_status"   // a text changed status: TextKind, Text
	EventReceived    EventType = "text_received" // a reply that was not understood, as it is: Remark
	EventNoted       EventType = "answer_noted"  // an answer that was understood and changed nothing: Reason, Remark
	EventOptedOut    EventType = "opted_out"
	EventOptedIn     EventType = "opted_in"
)

// Reached reports whether the event proves that texts reach its responder:
// they answered one, or used the link in it.
func (e *Event) Reached() bool { return e.Responder != "" && (e.By == BySMS || e.By == ByPage) }

// Event is one entry of the journal, and one live frame. Seq is its place in
// the journal of the whole area: contiguous, counted from 1 within an epoch.
type Event struct {
	Seq       int64     `json:"seq"`
	At        time.Time `json:"at"`
	Type      EventType `json:"event"`
	Incident  string    `json:"incident,omitempty"`
	Offer     string    `json:"offer,omitempty"`
	Responder string    `json:"responder,omitempty"`
	Name      string    `json:"name,omitempty"`
	// By is who caused it: "policy", "officer:NAME", "sms", "page", "token:NAME", "provider".
	By     string `json:"by,omitempty"`
	Reason Reason `json:"reason,omitempty"`
	Wave   int    `json:"wave,omitempty"`
	Count  int    `json:"count,omitempty"`
	// Role is the role somebody takes from now on, where that changes.
	Role Role `json:"role,omitempty"`
	// Remark is what a person wrote.
	Remark   string     `json:"remark,omitempty"`
	TextKind TextKind   `json:"text_kind,omitempty"`
	Text     *TextState `json:"text,omitempty"`
	// IncidentDoc and OfferDoc are the documents after the event, where it changed them.
	IncidentDoc *Incident `json:"incident_doc,omitempty"`
	OfferDoc    *Offer    `json:"offer_doc,omitempty"`
}
