package page

// answer.go: the volunteer's answers, and the state that the page's script
// watches.

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// State is what the page's script watches. Version changes whenever the page
// would look different.
type State struct {
	Phase    string          `json:"phase"`
	Version  string          `json:"version"`
	Deadline time.Time       `json:"deadline"`
	Exercise bool            `json:"exercise"`
	Share    bool            `json:"share"` // a position is wanted now
	Counts   Counts          `json:"counts"`
	Result   dispatch.Result `json:"result,omitempty"` // of the answer just given
}

// Counts is how many others there are; never who.
type Counts struct {
	Needed  int `json:"needed"`
	Coming  int `json:"coming"`
	Arrived int `json:"arrived"`
}

func state(c *dispatch.Case, o *dispatch.Offer) State {
	n := c.View().Counts
	ph := phaseOf(c, o)
	s := State{
		Phase: string(ph), Exercise: c.Incident.Exercise, Share: ph.underWay(),
		Counts: Counts{n.Needed, n.Coming, n.Arrived},
	}
	if !ph.over() {
		s.Deadline = c.Incident.Deadline
	}
	s.Version = fmt.Sprintf("%s-%s-%d-%d-%d-%d", ph, o.Role, n.Needed, n.Coming, n.Arrived, c.Incident.Deadline.Unix())
	return s
}

// State answers GET /r/{token}/state.
func (p *Page) State(w http.ResponseWriter, r *http.Request) {
	f, err := p.find(r)
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	respond(w, state(f.c, f.offer))
}

// Answer takes an answer: from a form it redirects back to the page, as JSON
// it answers the new state.
func (p *Page) Answer(w http.ResponseWriter, r *http.Request) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	form := kind == "application/x-www-form-urlencoded"
	fail := p.refuse
	if form {
		fail = p.sorry
	}
	f, err := p.find(r)
	if err != nil {
		fail(w, r, err)
		return
	}
	said, err := read(r, form)
	if err != nil {
		fail(w, r, err)
		return
	}
	if ok, retry := p.answers.Allow(f.offer.ID); !ok {
		tooMany(w, retry)
		fail(w, r, dispatch.Errorf(dispatch.CodeTooMany, "too many answers; wait a moment"))
		return
	}
	c, result, err := p.Desk.Answer(r.Context(), dispatch.AnswerRequest{
		Incident: f.c.Incident.ID, Offer: f.offer.ID, Answer: said, By: dispatch.ByPage, Via: dispatch.ViaPage,
	})
	if err != nil {
		fail(w, r, hide(err))
		return
	}
	if form {
		q := url.Values{"said": {string(result)}}
		if l := r.URL.Query().Get("lang"); catalogue[l] != nil {
			q.Set("lang", l)
		}
		w.Header().Set("Location", "/r/"+r.PathValue("token")+"?"+q.Encode())
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	o := c.Offer(f.offer.ID)
	if o == nil {
		fail(w, r, errNoSuchLink)
		return
	}
	s := state(c, o)
	s.Result = result
	respond(w, s)
}

func read(r *http.Request, form bool) (dispatch.Answer, error) {
	var body struct {
		Answer string `json:"answer"`
	}
	if form {
		if err := r.ParseForm(); err != nil {
			return "", strict.ReadError(err)
		}
		body.Answer = r.PostForm.Get("answer")
	} else if err := strict.Body(r, &body); err != nil {
		return "", err
	}
	a := dispatch.Answer(body.Answer)
	if !a.Valid() {
		return "", dispatch.Invalid("answer", "must be accept, decline, arrived, done or withdraw")
	}
	return a, nil
}

// refuse words err for the script.
func (p *Page) refuse(w http.ResponseWriter, r *http.Request, err error) {
	doc := problem.Of(err)
	if doc.Status >= http.StatusInternalServerError && r.Context().Err() == nil {
		p.Log.ErrorContext(r.Context(), "volunteer page failed", "code", string(doc.Code), "error", err)
	}
	problem.Write(w, doc)
}

func respond(w http.ResponseWriter, s State) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s) // the phone may be gone
}
