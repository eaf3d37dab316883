package crowd

// talk.go: what people say, and when.

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"time"

	"fifteen/dispatch"
)

// later plans something a person means to say about an offer. It is dropped
// when somebody else plays them or the offer is over.
func (l *life) later(v *volunteer, o *offer, d time.Duration, do func()) {
	l.after(d, func() {
		if !v.played && !o.over {
			do()
		}
	})
}

// consider is being asked: look at the phone some time later and decide.
func (l *life) consider(v *volunteer, o *offer) {
	o.act = v.act(&l.cfg)
	wait := v.reading()
	if v.played || v.bound != nil && o.act == actAccept {
		return
	}
	l.later(v, o, wait, func() {
		switch o.act {
		case actAccept:
			l.say(v, o, "1")
		case actRefuse:
			l.say(v, o, "2")
		case actNonsense:
			l.text(v, pick(v.r, nonsense[v.Lang]))
		case actStop:
			l.stop(v, o)
		case actSilent:
		}
	})
}

// stop opts out, and in again when the anger is over.
func (l *life) stop(v *volunteer, o *offer) {
	v.forget(o)
	l.text(v, pick(v.r, stops[v.Lang]))
	l.after(v.between(10*time.Minute, 30*time.Minute), func() { l.text(v, pick(v.r, starts[v.Lang])) })
}

// choose answers the question which of several offers was meant: the one
// answered last. Who was shown no letter has A.
func (l *life) choose(v *volunteer, letters []string) {
	var o *offer
	for _, x := range v.asked {
		if x.digit != "" && (o == nil || x.saidAt.After(o.saidAt)) {
			o = x
		}
	}
	if o == nil {
		return
	}
	letter := o.letter
	if letter == "" {
		letter = "A"
	}
	if !slices.Contains(letters, letter) {
		return
	}
	o.letter = letter
	l.later(v, o, v.reading(), func() { l.text(v, letter+o.digit) })
}

// reform answers properly after nonsense, when told how.
func (l *life) reform(v *volunteer) {
	for _, o := range v.asked {
		if o.act != actNonsense || o.digit != "" || !v.chance(reformShare) {
			continue
		}
		o.act = actRefuse
		if v.chance(l.cfg.Acceptance / max(l.cfg.Acceptance+l.cfg.Refuse, 1e-9)) {
			o.act = actAccept
		}
		l.later(v, o, v.reading(), func() { l.say(v, o, map[act]string{actAccept: "1", actRefuse: "2"}[o.act]) })
	}
}

var answerOf = map[string]dispatch.Answer{
	"1": dispatch.AnswerAccept, "2": dispatch.AnswerDecline, "3": dispatch.AnswerArrived,
	"4": dispatch.AnswerDone, "0": dispatch.AnswerWithdraw,
}

// say answers an offer, by text or on the page.
func (l *life) say(v *volunteer, o *offer, digit string) {
	if v.played {
		return
	}
	o.digit, o.saidAt = digit, time.Now()
	if !v.pages || o.token == "" {
		l.text(v, answer(v.r, v.Lang, o.letter, digit, l.minutes(v, o)))
		return
	}
	body, err := json.Marshal(map[string]dispatch.Answer{"answer": answerOf[digit]})
	if err != nil {
		return // a string can always be encoded
	}
	var state struct {
		Phase string `json:"phase"`
	}
	q := request{method: http.MethodPost, url: l.cfg.BaseURL + "/r/" + o.token + "/answer", body: body}
	l.try(q, &state, textTries, func(err error) {
		switch {
		case err != nil:
			l.log.Debug("answer on the page not taken", "responder", v.ID, "error", err)
			l.leave(v, o)
		case o.over:
		case state.Phase == "coming" && digit == "1":
			l.confirmed(v, o)
		case state.Phase == "released" || state.Phase == "cancelled":
			l.leave(v, o)
		}
	})
}

// minutes is when a person thinks to be there; 0 if they do not know how far
// it is.
func (l *life) minutes(v *volunteer, o *offer) int {
	if o.awayM == 0 {
		return 0
	}
	d := dispatch.TurnoutDay + dispatch.StraightTravel(o.awayM, quickest(v.Modes, o.awayM))
	return int(math.Ceil(d.Minutes()))
}
