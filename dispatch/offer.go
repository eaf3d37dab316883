package dispatch

// offer.go: the offer, one responder asked for one incident. Its state is the
// heart of the system.

import (
	"slices"
	"time"
)

// OfferState is where an offer stands.
type OfferState string

// The states of an offer.
const (
	OfferAsked       OfferState = "asked"       // asked, no answer yet
	OfferSilent      OfferState = "silent"      // no answer in time; others are asked, a late yes still counts
	OfferAccepted    OfferState = "accepted"    // coming
	OfferArrived     OfferState = "arrived"     // on the scene
	OfferDone        OfferState = "done"        // service finished
	OfferDeclined    OfferState = "declined"    // cannot
	OfferWithdrawn   OfferState = "withdrawn"   // said yes, then gave up
	OfferStoodDown   OfferState = "stood_down"  // released: enough people, or the incident ended
	OfferUnreachable OfferState = "unreachable" // the text could not be delivered
)

// offerMoves is the transition table. People change their minds: a refusal
// may become a yes while a seat is free; a release is final.
var offerMoves = map[OfferState][]OfferState{
	OfferAsked:       {OfferSilent, OfferAccepted, OfferArrived, OfferDeclined, OfferStoodDown, OfferUnreachable},
	OfferSilent:      {OfferAccepted, OfferArrived, OfferDeclined, OfferStoodDown, OfferUnreachable},
	OfferUnreachable: {OfferAccepted, OfferArrived, OfferDeclined, OfferStoodDown},
	OfferDeclined:    {OfferAccepted, OfferArrived, OfferStoodDown},
	OfferWithdrawn:   {OfferAccepted, OfferArrived, OfferStoodDown},
	OfferAccepted:    {OfferArrived, OfferDone, OfferWithdrawn, OfferStoodDown},
	OfferArrived:     {OfferDone, OfferWithdrawn, OfferStoodDown},
	OfferDone:        {},
	OfferStoodDown:   {},
}

// May reports whether an offer may move from s to next.
func (s OfferState) May(next OfferState) bool { return slices.Contains(offerMoves[s], next) }

// Holds reports whether the person comes, is on the scene or has been there.
func (s OfferState) Holds() bool {
	return s == OfferAccepted || s == OfferArrived || s == OfferDone
}

// Coming reports whether the person is bound to the incident now.
func (s OfferState) Coming() bool { return s == OfferAccepted || s == OfferArrived }

// Open reports whether the person may still answer, so that the offer's
// letter is theirs.
func (s OfferState) Open() bool { return s != OfferDone && s != OfferStoodDown }

// Answer is what a person, or an officer for them, says to an offer.
type Answer string

// The answers and their digits.
const (
	AnswerAccept   Answer = "accept"   // 1
	AnswerDecline  Answer = "decline"  // 2
	AnswerArrived  Answer = "arrived"  // 3
	AnswerDone     Answer = "done"     // 4
	AnswerWithdraw Answer = "withdraw" // 0
)

// Valid reports whether a is a known answer.
func (a Answer) Valid() bool { return a.state() != "" }

func (a Answer) state() OfferState {
	switch a {
	case AnswerAccept:
		return OfferAccepted
	case AnswerDecline:
		return OfferDeclined
	case AnswerArrived:
		return OfferArrived
	case AnswerDone:
		return OfferDone
	case AnswerWithdraw:
		return OfferWithdrawn
	}
	return ""
}

// Offer is one responder asked for one incident.
type Offer struct {
	ID        string     `json:"id"`
	Incident  string     `json:"incident"`
	Responder string     `json:"responder"`
	Name      string     `json:"name"`
	Role      Role       `json:"role"`
	State     OfferState `json:"state"`
	// Letter tells this offer from the person's other open ones in a reply ("A1").
	Letter string `json:"letter"`
	Wave   int    `json:"wave"`
	// Rank is the place in the order of candidates when asked, from 1.
	Rank int `json:"rank"`
	// By is who asked: "policy" or an officer.
	By   string `json:"by"`
	Mode Mode   `json:"mode"`
	// From is where the person was thought to be.
	From      Position      `json:"from"`
	FromBasis PositionBasis `json:"from_basis"`
	DistanceM float64       `json:"distance_m"`
	TravelS   float64       `json:"travel_s"`
	TurnoutS  float64       `json:"turnout_s"`
	// Travel says how TravelS was found.
	Travel     TravelBasis `json:"travel,omitempty"`
	ETA        time.Time   `json:"eta"`
	AskedAt    time.Time   `json:"asked_at"`
	AnsweredAt time.Time   `json:"answered_at,omitzero"`
	// Accept is the chance that they say yes, as it was thought when asked.
	Accept float64 `json:"accept,omitempty"`
	// Backup says that they come without a seat of their own, in case somebody
	// else does not make it in time. Told is the role they were told last.
	Backup bool `json:"backup,omitempty"`
	Told   Role `json:"told,omitempty"`
	// SaidYes says that they have said yes once, whatever came of it.
	SaidYes bool `json:"said_yes,omitempty"`
	// Fetch is their best way by a known defibrillator, if the incident needs one
	// fetched.
	Fetch *Fetch `json:"fetch,omitempty"`
	// NearAt is when somebody coming was first seen within NearM of the scene.
	NearAt    time.Time `json:"near_at,omitzero"`
	ArrivedAt time.Time `json:"arrived_at,omitzero"`
	EndedAt   time.Time `json:"ended_at,omitzero"`
	// Remark is the text behind the digit ("about 20 minutes").
	Remark string `json:"remark,omitempty"`
	// Text is the state of the text that asked.
	Text TextState `json:"text,omitzero"`

	// Roles are those needed roles the person is qualified for.
	Roles []Role `json:"roles"`

	// What the person's texts need. The store keeps these beside the
	// document; no door shows them. Token opens the volunteer's page.
	Token string `json:"-"`
	Phone Phone  `json:"-"`
	Lang  string `json:"-"`
}

// TextState is what is known of a text.
type TextState struct {
	Status   TextStatus `json:"status"`
	At       time.Time  `json:"at,omitzero"`
	SentAt   time.Time  `json:"sent_at,omitzero"`
	Error    string     `json:"error,omitempty"`
	Segments int        `json:"segments,omitempty"`
}
