package crowd

// mouth.go: texting, one text after the other, and telling our own texts from
// those of a person who plays the volunteer at the phones page.

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
)

// mouth is what one phone is sending.
type mouth struct {
	queue    []string // waiting, oldest first
	speaking string   // under way, "" if nothing is
	early    []string // ids of texts like it that were heard before its answer came
	mine     []string // ids of sent texts that were not heard yet
	doubt    string   // a text of which nobody knows whether it went
}

// Bounds of one phone, and how often a text or an answer on the page is tried:
// for about six minutes.
const (
	maxQueue  = 8
	maxMine   = 16
	textTries = 28
)

// text sends a text from a person's phone.
func (l *life) text(v *volunteer, body string) {
	m := &v.mouth
	if v.played || len(m.queue) == maxQueue {
		return
	}
	m.queue = append(m.queue, body)
	if m.speaking == "" {
		l.speak(v)
	}
}

func (l *life) speak(v *volunteer) {
	m := &v.mouth
	if len(m.queue) == 0 {
		return
	}
	m.speaking, m.queue = m.queue[0], m.queue[1:]
	l.utter(v, 1)
}

// utter makes one attempt. A text that was heard in spite of an error is not
// sent again.
func (l *life) utter(v *volunteer, n int) {
	m := &v.mouth
	body, err := json.Marshal(map[string]string{"body": m.speaking})
	if err != nil {
		return // a string can always be encoded
	}
	var sent struct {
		SID string `json:"sid"`
	}
	q := request{
		method: http.MethodPost, url: l.cfg.PhonesURL + "/phones/" + url.PathEscape(v.Phone.E164()) + "/reply", body: body,
	}
	l.try(q, &sent, 1, func(err error) {
		switch {
		case err == nil:
			if i := slices.Index(m.early, sent.SID); i >= 0 {
				m.early = slices.Delete(m.early, i, i+1)
			} else if m.mine = append(m.mine, sent.SID); len(m.mine) > maxMine {
				m.mine = m.mine[1:]
			}
		case len(m.early) > 0:
			m.early = m.early[1:] // it went; only the answer was lost
		case passing(err) && n < textTries && !v.played:
			m.doubt = m.speaking
			l.after(backoff(n, err, v.r.Float64()), func() { l.utter(v, n+1) })
			return
		default:
			l.log.Warn("text of a simulated volunteer not sent", "responder", v.ID, "error", err)
		}
		others := len(m.early)
		m.speaking, m.early = "", nil
		if others > 0 {
			l.takeOver(v)
		}
		l.speak(v)
	})
}

// own reports whether a text heard from a phone was sent by the crowd.
func (m *mouth) own(sid, body string) bool {
	if i := slices.Index(m.mine, sid); i >= 0 {
		m.mine = slices.Delete(m.mine, i, i+1)
		return true
	}
	switch body {
	case "":
	case m.speaking:
		m.early = append(m.early, sid)
		return true
	case m.doubt:
		m.doubt = ""
		return true
	}
	return false
}

// takeOver leaves a phone's conversation to the person who answered on it.
func (l *life) takeOver(v *volunteer) {
	if v.played {
		return
	}
	v.played = true
	v.mouth.queue = nil
	l.log.Info("a person plays this volunteer from here on", "responder", v.ID)
}
