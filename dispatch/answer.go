package dispatch

// answer.go: what a person's answer does to their offer.

import "time"

// Via is the way an answer came.
type Via string

// The ways of an answer.
const (
	ViaText    Via = "text"    // an SMS: what could not be done is explained by an SMS
	ViaPage    Via = "page"    // the volunteer's page: it shows the outcome itself
	ViaOfficer Via = "officer" // an officer, for somebody who phoned
)

// Result is what became of an answer.
type Result string

// The results. All but the first are reasons too.
const (
	ResultApplied     Result = "applied"
	ResultRepeated    Result = Result(ReasonRepeated)    // said before; nothing changed
	ResultFull        Result = Result(ReasonFull)        // enough people are coming
	ResultEnded       Result = Result(ReasonEnded)       // the incident or the offer is over
	ResultBusy        Result = Result(ReasonBusy)        // coming to another incident already
	ResultNotPossible Result = Result(ReasonNotPossible) // e.g. done before arriving
)

// Taken is one answer, as a Case takes it.
type Taken struct {
	Answer   Answer
	Remark   string
	By       string
	Via      Via
	BusyElse bool // the person is coming to another incident
	Now      time.Time
}

// Take applies an answer to an offer. Whoever says yes and is not needed is
// thanked and released; an officer's word and somebody who is there count
// always.
func (c *Case) Take(o *Offer, s Taken, r Rules) Result {
	to := s.Answer.state()
	if s.Remark != "" && s.Remark != o.Remark {
		o.Remark = s.Remark
		c.touch(o)
	}
	switch {
	case o.State == to || to == OfferAccepted && o.State.Holds():
		return c.reply(o, s, ResultRepeated)
	case !o.State.Open() || c.Incident.State.Ended():
		if o.State == OfferStoodDown && !c.Incident.State.Ended() {
			return c.reply(o, s, ResultFull)
		}
		return c.reply(o, s, ResultEnded)
	case to == OfferWithdrawn && !o.State.Coming():
		to = OfferDeclined // "0" before any yes is a no
		if o.State == to || o.State == OfferWithdrawn {
			return c.reply(o, s, ResultRepeated)
		}
	case to == OfferDeclined && o.State.Coming():
		to = OfferWithdrawn // "2" after a yes gives the seat back
	case to == OfferDone && o.State == OfferAccepted:
		// Somebody who says "done" without having said "arrived" was there.
		c.move(o, OfferArrived, Event{At: s.Now, Type: EventArrived, By: s.By})
	}
	if !o.State.May(to) {
		return c.reply(o, s, ResultNotPossible)
	}
	if to.Coming() && !o.State.Coming() {
		if s.BusyElse {
			return c.reply(o, s, ResultBusy)
		}
		if c.Incident.State != IncidentOpen || to == OfferAccepted && s.Via != ViaOfficer && !c.wants(o, s.Now, r) {
			// They are released now, so that no later "1" counts by chance.
			if o.State.May(OfferStoodDown) {
				c.move(o, OfferStoodDown, Event{At: s.Now, Type: EventReleased, By: ByPolicy, Reason: ReasonEnough})
			}
			return c.reply(o, s, ResultFull)
		}
		o.NearAt, o.Backup = time.Time{}, true // until the seats are given
		o.ETA = s.Now.Add(seconds(o.TurnoutS) + seconds(o.TravelS)).Truncate(time.Second)
	}
	c.move(o, to, Event{At: s.Now, Type: answerEvents[to], By: s.By, Remark: s.Remark})
	c.assign(s.Now)
	if o.State.Coming() {
		o.Told = o.Role // by the text that thanks them, or on their page
	}
	return c.reply(o, s, ResultApplied)
}

var answerEvents = map[OfferState]EventType{
	OfferAccepted: EventAccepted, OfferDeclined: EventDeclined, OfferArrived: EventArrived,
	OfferDone: EventDone, OfferWithdrawn: EventWithdrawn,
}

// reply adds the text that answers the answer, if it deserves one, and notes
// a text that changed nothing.
func (c *Case) reply(o *Offer, s Taken, res Result) Result {
	if s.Via == ViaText && res != ResultApplied {
		c.record(Event{
			At: s.Now, Type: EventNoted, Offer: o.ID, Responder: o.Responder, Name: o.Name,
			By: s.By, Reason: Reason(res), Remark: s.Remark,
		})
	}
	if s.Via == ViaPage || s.Via == ViaOfficer && res != ResultApplied {
		return res
	}
	kind := TextKind("")
	switch res {
	case ResultApplied:
		if o.State == OfferAccepted {
			kind = TextConfirm
		}
	case ResultFull:
		if s.Answer != AnswerDecline && s.Answer != AnswerWithdraw {
			kind = TextFull
		}
	case ResultEnded:
		if s.Answer == AnswerAccept || s.Answer == AnswerArrived {
			kind = TextEnded
		}
	case ResultBusy:
		kind = TextBusy
	case ResultNotPossible:
		kind = TextUnclear
	case ResultRepeated:
	}
	if kind != "" {
		c.notify(o, kind, s.Now, replyLife)
	}
	return res
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
