package dispatch

// text.go: the texts a decision calls for, and what becomes of them. The
// words are chosen by whoever sends them (package notify).

import "time"

// TextKind says what a text is to tell.
type TextKind string

// The kinds of texts.
const (
	TextAsk       TextKind = "ask"        // can you come?
	TextConfirm   TextKind = "confirm"    // thank you, here is where
	TextRole      TextKind = "role"       // you have another role now
	TextFull      TextKind = "full"       // thank you, enough people are coming already
	TextStandDown TextKind = "stand_down" // no longer needed
	TextElsewhere TextKind = "elsewhere"  // do not go there: something more urgent follows
	TextCancelled TextKind = "cancelled"  // the incident was cancelled
	TextEnded     TextKind = "ended"      // the incident is over: your answer came late
	TextBusy      TextKind = "busy"       // you are already on your way to another incident
	TextWhich     TextKind = "which"      // several offers are open: say the letter
	TextUnclear   TextKind = "unclear"    // not understood: these are the digits
	TextNothing   TextKind = "nothing"    // nothing is open for you
)

// TextStatus is what is known of a text on its way. The order of the list is
// the order in which it climbs; a status never goes back.
type TextStatus string

// The statuses of a text.
const (
	TextQueued     TextStatus = "queued"     // in the outbox
	TextSending    TextStatus = "sending"    // handed to the provider, outcome not known yet
	TextAcceptedBy TextStatus = "accepted"   // taken by the provider
	TextSent       TextStatus = "sent"       // passed on to the network
	TextDelivered  TextStatus = "delivered"  // final: on the phone
	TextFailed     TextStatus = "failed"     // final: will not arrive
	TextExpired    TextStatus = "expired"    // final: too late to be of use, not sent
	TextSuppressed TextStatus = "suppressed" // final: the person opted out, not sent
)

var textRank = map[TextStatus]int{
	"": 0, TextQueued: 1, TextSending: 2, TextAcceptedBy: 3, TextSent: 4,
	TextDelivered: 5, TextFailed: 5, TextExpired: 5, TextSuppressed: 5,
}

// Rank is the height of a status; final ones are highest and equal.
func (s TextStatus) Rank() int { return textRank[s] }

// Final reports whether nothing further will be learned.
func (s TextStatus) Final() bool { return s.Rank() == 5 }

// HandedOver reports whether the provider has the text.
func (s TextStatus) HandedOver() bool {
	return s == TextAcceptedBy || s == TextSent || s == TextDelivered
}

// Notice is one text to one person, as the outbox carries it: everything
// needed to word and send it, so that a relay has nothing else to look up.
type Notice struct {
	ID        string   `json:"id"`
	Kind      TextKind `json:"kind"`
	Incident  string   `json:"incident,omitempty"`
	Offer     string   `json:"offer,omitempty"`
	Responder string   `json:"responder,omitempty"`
	To        Phone    `json:"to"`
	Lang      string   `json:"lang"`
	// What the words are made of.
	Number       int64    `json:"number,omitempty"`
	IncidentKind Kind     `json:"incident_kind,omitempty"`
	Priority     Priority `json:"priority,omitempty"`
	Exercise     bool     `json:"exercise,omitempty"`
	Address      string   `json:"address,omitempty"`
	Position     Position `json:"position,omitzero"`
	Role         Role     `json:"role,omitempty"`
	// Fetch is where the defibrillator is that the person fetches; "": they fetch
	// none, or no place is known.
	Fetch     string  `json:"fetch,omitempty"`
	Letter    string  `json:"letter,omitempty"`
	DistanceM float64 `json:"distance_m,omitempty"`
	// Letters are the person's open offers, for TextWhich: "A" → address.
	Letters map[string]string `json:"letters,omitempty"`
	// Token opens the volunteer's page.
	Token string `json:"token,omitempty"`
	// Rank is the nearness at which the person was asked; nearer is sent first.
	Rank      int       `json:"rank,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	// ExpiresAt: not sent after this, because it would no longer help.
	ExpiresAt time.Time `json:"expires_at,omitzero"`
}
