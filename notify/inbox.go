package notify

// inbox.go: what comes back: replies and status reports.

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"fifteen/dispatch"
)

// Desk takes answers. *dispatch.Dispatcher satisfies it.
type Desk interface {
	Answer(ctx context.Context, r dispatch.AnswerRequest) (*dispatch.Case, dispatch.Result, error)
}

// Files is what the inbox reads and writes by itself.
type Files interface {
	ResponderByPhone(ctx context.Context, p dispatch.Phone) (*dispatch.Responder, error)
	PutResponder(ctx context.Context, r *dispatch.Responder, create bool) error
	EngagementsOf(ctx context.Context, responder string) ([]dispatch.Engagement, error)
	Case(ctx context.Context, incident string) (*dispatch.Case, error)
	// Record writes events and texts that change no incident; incident may be "".
	Record(ctx context.Context, incident string, events []dispatch.Event, notices []dispatch.Notice, key *dispatch.IdempotencyKey) error
	Notice(ctx context.Context, id string) (*dispatch.Notice, error)
	Settle(ctx context.Context, n *dispatch.Notice, s dispatch.Settlement) error
}

// Inbox takes what providers' webhooks bring. An error means that nothing was
// kept and that the webhook must say so.
type Inbox struct {
	Desk    Desk
	Files   Files
	Now     func() time.Time
	NewID   func() string
	Log     *slog.Logger
	Metrics *Metrics
}

var _ Receiver = (*Inbox)(nil)

// Inbound takes a text somebody sent. The same text may come twice.
func (b *Inbox) Inbound(ctx context.Context, in Inbound) error {
	err := b.inbound(ctx, in)
	var again *dispatch.Replayed
	if errors.As(err, &again) {
		return nil
	}
	return err
}

func (b *Inbox) inbound(ctx context.Context, in Inbound) error {
	key := &dispatch.IdempotencyKey{Key: "text:" + in.ProviderID, Hash: "1"}
	r, err := b.Files.ResponderByPhone(ctx, in.From)
	if dispatch.CodeOf(err) == dispatch.CodeNotFound {
		b.Metrics.replied("unknown_sender")
		return b.Files.Record(ctx, "", []dispatch.Event{{
			At: b.Now(), Type: dispatch.EventReceived, By: dispatch.BySMS, Name: in.From.String(),
			Reason: dispatch.ReasonUnknownSender, Remark: in.Body,
		}}, nil, key)
	}
	if err != nil {
		return err
	}
	open, err := b.Files.EngagementsOf(ctx, r.ID)
	if err != nil {
		return err
	}
	reply := ParseReply(in.Body)
	switch {
	case reply.Command != "":
		b.Metrics.replied(reply.Command)
		return b.command(ctx, r, reply.Command, open, key)
	case reply.Answer == "":
		b.Metrics.replied("not_understood")
		return b.unclear(ctx, r, in, open, key)
	}
	b.Metrics.replied(string(reply.Answer))
	target, among := pickOffer(open, reply)
	switch {
	case target != nil:
		_, _, err := b.Desk.Answer(ctx, dispatch.AnswerRequest{
			Incident: target.Incident, Offer: target.Offer, Answer: reply.Answer, Remark: reply.Rest,
			By: dispatch.BySMS, Via: dispatch.ViaText, Key: key,
		})
		return err
	case len(among) > 0:
		return b.which(ctx, r, in, among, key)
	default:
		return b.nothingOpen(ctx, r, in, reply, key)
	}
}

// pickOffer finds the offer an answer is for: the one with the letter, or
// the only one for which the answer makes sense.
func pickOffer(open []dispatch.Engagement, reply Reply) (target *dispatch.Engagement, among []dispatch.Engagement) {
	if reply.Letter != "" {
		for i := range open {
			if open[i].Letter == reply.Letter {
				return &open[i], nil
			}
		}
		return nil, open
	}
	for _, states := range senses[reply.Answer] {
		var fits []dispatch.Engagement
		for _, e := range open {
			if slices.Contains(states, e.State) {
				fits = append(fits, e)
			}
		}
		if len(fits) == 1 {
			return &fits[0], nil
		}
		if len(fits) > 1 {
			return nil, fits
		}
	}
	return nil, nil
}

// senses lists, for each answer, the states it makes sense in, likeliest first.
var senses = func() map[dispatch.Answer][][]dispatch.OfferState {
	waiting := []dispatch.OfferState{dispatch.OfferAsked, dispatch.OfferSilent, dispatch.OfferUnreachable}
	refused := []dispatch.OfferState{dispatch.OfferDeclined, dispatch.OfferWithdrawn}
	coming := []dispatch.OfferState{dispatch.OfferAccepted}
	there := []dispatch.OfferState{dispatch.OfferArrived}
	return map[dispatch.Answer][][]dispatch.OfferState{
		dispatch.AnswerAccept:   {waiting, refused, coming, there},
		dispatch.AnswerDecline:  {waiting, coming, there, refused},
		dispatch.AnswerArrived:  {coming, waiting, there, refused},
		dispatch.AnswerDone:     {there, coming, waiting, refused},
		dispatch.AnswerWithdraw: {coming, there, waiting, refused},
	}
}()

// command takes STOP and START. Opting out also refuses what is open.
func (b *Inbox) command(ctx context.Context, r *dispatch.Responder, command string, open []dispatch.Engagement, key *dispatch.IdempotencyKey) error {
	out := command == "stop"
	for r.OptedOut != out {
		r.OptedOut = out
		err := b.Files.PutResponder(ctx, r, false)
		if err == nil {
			break
		}
		if !errors.Is(err, dispatch.ErrConflict) {
			return err
		}
		if r, err = b.Files.ResponderByPhone(ctx, r.Phone); err != nil {
			return err
		}
	}
	for _, e := range open {
		if out && (e.State == dispatch.OfferAsked || e.State == dispatch.OfferSilent || e.State.Coming()) {
			if _, _, err := b.Desk.Answer(ctx, dispatch.AnswerRequest{
				Incident: e.Incident, Offer: e.Offer, Answer: dispatch.AnswerDecline, By: dispatch.BySMS, Via: dispatch.ViaPage,
			}); err != nil {
				return err
			}
		}
	}
	ev := dispatch.Event{At: b.Now(), Type: dispatch.EventOptedIn, Responder: r.ID, Name: r.Name, By: dispatch.BySMS}
	if out {
		ev.Type = dispatch.EventOptedOut
	}
	return b.Files.Record(ctx, "", []dispatch.Event{ev}, nil, key)
}

// unclear shows a text that was not understood to the officer, as it is. Who
// was asked and has not answered is told the digits, once an offer.
func (b *Inbox) unclear(ctx context.Context, r *dispatch.Responder, in Inbound, open []dispatch.Engagement, key *dispatch.IdempotencyKey) error {
	ev := dispatch.Event{
		At: b.Now(), Type: dispatch.EventReceived, By: dispatch.BySMS, Responder: r.ID, Name: r.Name,
		Reason: dispatch.ReasonNotUnderstood, Remark: in.Body,
	}
	e := likeliest(open)
	if e != nil {
		ev.Incident, ev.Offer = e.Incident, e.Offer
	}
	key.Hash = "unclear"
	if err := carryOn(b.Files.Record(ctx, ev.Incident, []dispatch.Event{ev}, nil, key)); err != nil {
		return err
	}
	if e == nil || e.State.Coming() {
		return nil
	}
	return b.tell(ctx, r, dispatch.Notice{Kind: dispatch.TextUnclear, Incident: e.Incident, Offer: e.Offer}, "unclear:"+e.Offer)
}

// likeliest is the offer a free text is most likely about.
func likeliest(open []dispatch.Engagement) *dispatch.Engagement {
	for _, states := range [][]dispatch.OfferState{
		{dispatch.OfferArrived, dispatch.OfferAccepted},
		{dispatch.OfferAsked, dispatch.OfferSilent},
		{dispatch.OfferDeclined, dispatch.OfferWithdrawn, dispatch.OfferUnreachable},
	} {
		for i := len(open) - 1; i >= 0; i-- {
			if slices.Contains(states, open[i].State) {
				return &open[i]
			}
		}
	}
	return nil
}

// which asks, once for the same choice, which of several offers is meant.
func (b *Inbox) which(ctx context.Context, r *dispatch.Responder, in Inbound, among []dispatch.Engagement, key *dispatch.IdempotencyKey) error {
	n := dispatch.Notice{Kind: dispatch.TextWhich, Letters: map[string]string{}}
	once := "which:" + r.ID
	var events []dispatch.Event
	for _, e := range among {
		c, err := b.Files.Case(ctx, e.Incident)
		if err != nil {
			return err
		}
		n.Letters[e.Letter] = place(&dispatch.Notice{Address: c.Incident.Address, Position: c.Incident.Position})
		once += ":" + e.Offer
		events = append(events, dispatch.Event{
			At: b.Now(), Type: dispatch.EventReceived, Incident: e.Incident, Offer: e.Offer, By: dispatch.BySMS,
			Responder: r.ID, Name: r.Name, Reason: dispatch.ReasonWhichOffer, Remark: in.Body,
		})
	}
	for i, ev := range events {
		each := &dispatch.IdempotencyKey{Key: key.Key, Hash: "which"}
		if i > 0 {
			each.Key += ":" + ev.Offer
		}
		if err := carryOn(b.Files.Record(ctx, ev.Incident, []dispatch.Event{ev}, nil, each)); err != nil {
			return err
		}
	}
	return b.tell(ctx, r, n, once)
}

// nothingOpen answers somebody who answers although nothing is open for them.
func (b *Inbox) nothingOpen(ctx context.Context, r *dispatch.Responder, in Inbound, reply Reply, key *dispatch.IdempotencyKey) error {
	var notices []dispatch.Notice
	if reply.Answer == dispatch.AnswerAccept || reply.Answer == dispatch.AnswerArrived {
		notices = append(notices, b.notice(r, dispatch.Notice{Kind: dispatch.TextNothing}))
	}
	return b.Files.Record(ctx, "", []dispatch.Event{{
		At: b.Now(), Type: dispatch.EventNoted, By: dispatch.BySMS, Responder: r.ID, Name: r.Name,
		Reason: dispatch.ReasonNothingOpen, Remark: in.Body,
	}}, notices, key)
}

// tell queues a text to a person, once for the same key.
func (b *Inbox) tell(ctx context.Context, r *dispatch.Responder, n dispatch.Notice, once string) error {
	return carryOn(b.Files.Record(ctx, "", nil, []dispatch.Notice{b.notice(r, n)}, &dispatch.IdempotencyKey{Key: once, Hash: "1"}))
}

// notice addresses a text to a person.
func (b *Inbox) notice(r *dispatch.Responder, n dispatch.Notice) dispatch.Notice {
	n.ID, n.Responder, n.To, n.Lang = "x-"+b.NewID(), r.ID, r.Phone, r.Lang
	n.CreatedAt = b.Now()
	n.ExpiresAt = n.CreatedAt.Add(10 * time.Minute)
	return n
}

// carryOn lets a text that was recorded in the same way before go on to its
// answer: the process may have died in between. The hash of a text's key says
// how it was taken, so that one that was taken in another way stays as it is.
func carryOn(err error) error {
	var r *dispatch.Replayed
	if errors.As(err, &r) && r.Same {
		return nil
	}
	return err
}

// Status takes a provider's word on a text. Words we do not know are kept in
// the journal as they are.
func (b *Inbox) Status(ctx context.Context, s StatusReport) error {
	n, err := b.Files.Notice(ctx, s.Notice)
	if dispatch.CodeOf(err) == dispatch.CodeNotFound {
		b.Log.WarnContext(ctx, "status of an unknown text", "notice", s.Notice, "status", s.Raw)
		return nil
	}
	if err != nil {
		return err
	}
	if s.Status == "" {
		return b.Files.Record(ctx, n.Incident, []dispatch.Event{{
			At: b.Now(), Type: dispatch.EventText, Incident: n.Incident, Offer: n.Offer, Responder: n.Responder,
			By: dispatch.ByProvider, TextKind: n.Kind, Remark: s.Raw,
		}}, nil, &dispatch.IdempotencyKey{Key: "status:" + s.Notice + ":" + s.Raw, Hash: "1"})
	}
	reason := s.Reason
	if s.Code != "" {
		reason = s.Reason + " (" + s.Code + ")"
	}
	return b.Files.Settle(ctx, n, dispatch.Settlement{
		Status: s.Status, ProviderID: s.ProviderID, Reason: reason, PhoneDead: s.PhoneDead, At: b.Now(),
	})
}
