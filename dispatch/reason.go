package dispatch

// reason.go: why somebody was left out, why something happened. A reason is a
// value: the log, the metric, the timeline, the screen and the tests all use
// the same word.

// Reason is a typed reason.
type Reason string

// Why a person is not asked.
const (
	ReasonNotAvailable Reason = "not_available" // off duty
	ReasonNoConsent    Reason = "no_consent"    // did not agree to be asked
	ReasonOptedOut     Reason = "opted_out"     // sent STOP
	ReasonNoPhone      Reason = "no_phone"
	ReasonNoMode       Reason = "no_mode"       // no way to travel is known
	ReasonExcluded     Reason = "excluded_kind" // they do not want to be asked for this kind of incident
	ReasonProbation    Reason = "probation"     // a new member, not on their own yet
	ReasonTooYoung     Reason = "too_young"     // for this kind of incident (MinAge)
	ReasonUninsured    Reason = "uninsured"     // their insurance has run out, and the kind is a risky one
	ReasonLacksSkill   Reason = "lacks_skill"   // none of the needed roles
	ReasonNoCert       Reason = "certificate_missing"
	ReasonCertExpired  Reason = "certificate_expired"
	ReasonNoPosition   Reason = "no_position"     // nothing is known of where they are
	ReasonStale        Reason = "position_stale"  // an old position, and no place where they usually are at this hour
	ReasonBusy         Reason = "busy"            // coming to, or at, another incident
	ReasonAskedElse    Reason = "asked_elsewhere" // another incident waits for their answer
	ReasonAskedAlready Reason = "asked_already"   // has an offer for this incident
	ReasonQuietHours   Reason = "quiet_hours"     // it is night, and not urgent enough to wake anybody
	ReasonResting      Reason = "resting"         // a service of theirs ended not long ago
	ReasonBudgetSpent  Reason = "budget_spent"    // asked as often this week as anybody should be
	ReasonFarther      Reason = "farther"         // in time perhaps, but others are there much sooner
	ReasonTooFar       Reason = "too_far"         // cannot be there by the deadline
	ReasonUnreachable  Reason = "unreachable"     // the last texts to them did not arrive
	ReasonNoLetter     Reason = "no_letter"       // too many open offers
)

// Why a wave was asked, or not.
const (
	ReasonOpened     Reason = "opened"        // the first wave
	ReasonReplace    Reason = "replace"       // somebody refused, withdrew or cannot be reached
	ReasonSilence    Reason = "silence"       // no answer in time
	ReasonBackup     Reason = "backup"        // they come in case somebody else is late
	ReasonAtRisk     Reason = "at_risk"       // those coming may not all be there in time
	ReasonByHand     Reason = "by_hand"       // an officer asked
	ReasonCountdown  Reason = "countdown"     // the countdown to the first wave has run out
	ReasonOverruled  Reason = "overruled"     // an officer decided otherwise, and said why
	ReasonNobodyLeft Reason = "nobody_left"   // everyone who could be there in time has been asked
	ReasonNobodyNear Reason = "nobody_near"   // nobody eligible can be there in time
	ReasonAllSpared  Reason = "all_spared"    // whoever could be in time rests, sleeps or was asked too often
	ReasonPastDue    Reason = "past_deadline" // the deadline has passed: nobody could be in time
)

// Why a text could not be taken as an answer.
const (
	ReasonNotUnderstood Reason = "not_understood"
	ReasonNothingOpen   Reason = "nothing_open"   // no offer of the person is open
	ReasonUnknownSender Reason = "unknown_sender" // the number is nobody's
	ReasonWhichOffer    Reason = "which_offer"    // several are open and no letter was given
)

// Why an answer changed nothing. They are the results of Case.answer.
const (
	ReasonRepeated    Reason = "repeated"     // said before
	ReasonFull        Reason = "full"         // enough people were coming already
	ReasonEnded       Reason = "ended"        // the incident or the offer was over
	ReasonNotPossible Reason = "not_possible" // does not fit the offer's state
)

// Why a travel time is a straight line.
const (
	ReasonNoStreets    Reason = "no_streets"    // no street extract is loaded
	ReasonOffMap       Reason = "off_map"       // the place lies outside the extract
	ReasonNoStreet     Reason = "no_street"     // no usable street within 500 m of the place
	ReasonNoRoute      Reason = "no_route"      // no way leads there along the streets
	ReasonRouterSlow   Reason = "router_slow"   // no answer within 300 ms
	ReasonRouterFailed Reason = "router_failed" // an answer that says nothing
)

// Why an offer was released.
const (
	ReasonEnough    Reason = "enough"     // the needs are filled
	ReasonCloser    Reason = "closer"     // somebody who is there sooner has said yes
	ReasonElsewhere Reason = "elsewhere"  // needed more at another incident
	ReasonStoodDown Reason = "stood_down" // an officer stood everyone down
	ReasonClosed    Reason = "closed"
	ReasonCancelled Reason = "cancelled"
)
