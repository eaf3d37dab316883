package crowd

// hear.go: what a text on a phone sets going.

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// staleText is how old a text may be when the crowd comes to life and still be
// answered.
const staleText = 2 * time.Minute

// hear takes one text to or from a phone.
func (l *life) hear(e *event) {
	v := l.byPhone[e.Phone]
	if v == nil || e.Message.CreatedAt.Before(l.born.Add(-staleText)) {
		return
	}
	switch e.Message.Direction {
	case fromPhone:
		if e.Message.CreatedAt.Before(l.born) || v.mouth.own(e.Message.SID, e.Message.Body) {
			return
		}
		l.takeOver(v)
		if leaving(e.Message.Body) && v.bound != nil {
			l.leave(v, v.bound)
		}
	case toPhone:
		l.heed(v, read(e.Message.Body))
	}
}

// heed is how a person takes a text.
func (l *life) heed(v *volunteer, t text) {
	switch t.kind {
	case textAsk:
		if o, fresh := v.remember(t); fresh {
			l.consider(v, o)
		}
	case textConfirm:
		o, _ := v.remember(t)
		if t.letter != "" {
			o.letter = t.letter
		}
		l.confirmed(v, o)
	case textOver, textCancel:
		if o := v.offer(t.number); o != nil {
			l.released(v, o)
		}
	case textBusy:
		if o := v.offer(t.number); o != nil {
			v.forget(o)
		}
	case textWhich:
		l.choose(v, t.letters)
	case textUnclear:
		l.reform(v)
	case textNothing:
		for _, o := range slices.Clone(v.asked) {
			l.leave(v, o)
		}
	case textOther:
	}
}

// released is being told that one is not needed any more. Who has not even
// answered may not have seen it and answers all the same.
func (l *life) released(v *volunteer, o *offer) {
	if o.digit == "" && !o.released && v.bound != o && !v.chance(obeyShare) {
		o.released = true
		return
	}
	l.leave(v, o)
}

// leave ends an offer for a person: who is on the way turns round, who is
// there goes home.
func (l *life) leave(v *volunteer, o *offer) {
	was := v.bound == o
	v.forget(o)
	if was {
		l.goHome(v)
	}
}

var leavingDigit = regexp.MustCompile(`^\s*[A-Za-z]?\s*[04](\D|$)`)

// leaving reports whether a text that somebody else sent for a person says
// that they have finished or give up.
func leaving(body string) bool {
	if leavingDigit.MatchString(body) {
		return true
	}
	body = strings.ToLower(strings.TrimSpace(body))
	for _, words := range plainly {
		if slices.Contains(words["0"], body) || slices.Contains(words["4"], body) {
			return true
		}
	}
	return false
}
