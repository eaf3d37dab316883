package page

// page.go: what the page is made of, and showing it.

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"fifteen/dispatch"
	"fifteen/web/limit"
	"fifteen/web/problem"
)

// Links finds the offer that a token belongs to; CodeNotFound if it is
// unknown or has expired.
type Links interface {
	ByToken(ctx context.Context, token string) (incident, offer string, err error)
}

// Records loads an incident with its offers.
type Records interface {
	Case(ctx context.Context, incident string) (*dispatch.Case, error)
}

// Desk takes answers.
type Desk interface {
	Answer(ctx context.Context, r dispatch.AnswerRequest) (*dispatch.Case, dispatch.Result, error)
}

// Positions keeps where people are.
type Positions interface {
	Record(ctx context.Context, s []dispatch.Sighting) (accepted, stale int, err error)
}

// Config is what a Page is made of; all of it is required. The location of
// Now is the one that times are shown in.
type Config struct {
	Links     Links
	Records   Records
	Desk      Desk
	Positions Positions
	Log       *slog.Logger
	Now       func() time.Time
}

// Page answers the routes under /r/{token}.
type Page struct {
	Config
	answers  *limit.Keyed // by offer
	sighting *limit.Keyed
}

// Limits by offer: ten answers, then one every three seconds; a position
// every five seconds. The page itself sends one every ten.
const (
	answerBurst, answerEvery     = 10, 3 * time.Second
	positionBurst, positionEvery = 3, 5 * time.Second
	limitKeys                    = 20_000
)

// New makes a Page.
func New(c Config) *Page {
	return &Page{
		Config:   c,
		answers:  limit.New(answerEvery, answerBurst, limitKeys, c.Now),
		sighting: limit.New(positionEvery, positionBurst, limitKeys, c.Now),
	}
}

// tokens are base64url; anything else is not worth a look-up.
var tokens = regexp.MustCompile(`^[A-Za-z0-9_-]{6,128}$`)

// found is the offer a request is about.
type found struct {
	c     *dispatch.Case
	offer *dispatch.Offer
}

var errNoSuchLink = dispatch.Errorf(dispatch.CodeNotFound, "this link is not valid, or no longer")

func (p *Page) find(r *http.Request) (found, error) {
	token := r.PathValue("token")
	if !tokens.MatchString(token) {
		return found{}, errNoSuchLink
	}
	incident, offer, err := p.Links.ByToken(r.Context(), token)
	if err != nil {
		return found{}, hide(err)
	}
	c, err := p.Records.Case(r.Context(), incident)
	if err != nil {
		return found{}, hide(err)
	}
	o := c.Offer(offer)
	if o == nil {
		return found{}, errNoSuchLink
	}
	return found{c, o}, nil
}

// hide keeps "no such incident" from telling more than "no such link".
func hide(err error) error {
	if errors.Is(err, dispatch.ErrNotFound) {
		return errNoSuchLink
	}
	return err
}

// Show renders the page. It changes nothing.
func (p *Page) Show(w http.ResponseWriter, r *http.Request) {
	f, err := p.find(r)
	if err != nil {
		p.sorry(w, r, err)
		return
	}
	v := newView(f.c, f.offer, p.Now(), language(r, f.offer.Lang))
	v.Action = "/r/" + r.PathValue("token") + "/answer?lang=" + v.Lang
	v.Said = v.Words.Results[dispatch.Result(r.URL.Query().Get("said"))]
	p.render(w, r, http.StatusOK, "page", v)
}

// sorry is the page for a link that does not work. It says the same for an
// unknown and an expired one.
func (p *Page) sorry(w http.ResponseWriter, r *http.Request, err error) {
	v := view{Lang: language(r, "")}
	v.Words = catalogue[v.Lang]
	doc := problem.Of(err)
	v.Gone = doc.Status == http.StatusNotFound
	if doc.Status >= http.StatusInternalServerError {
		w.Header().Set("Retry-After", "2")
		p.Log.ErrorContext(r.Context(), "volunteer page failed", "code", string(doc.Code), "error", err)
	}
	p.render(w, r, doc.Status, "sorry", v)
}

func (p *Page) render(w http.ResponseWriter, r *http.Request, status int, name string, v view) {
	v.Nonce = rand.Text()
	v.CSS, v.JS = css, js
	var buf bytes.Buffer
	if err := templates.ExecuteTemplate(&buf, name, v); err != nil {
		p.Log.ErrorContext(r.Context(), "volunteer page not rendered", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Words.Tag)
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-"+v.Nonce+"'; style-src 'nonce-"+v.Nonce+
		"'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // the phone may be gone
}

// language is the one asked for, else the volunteer's, else the browser's.
func language(r *http.Request, theirs string) string {
	if l := r.URL.Query().Get("lang"); catalogue[l] != nil {
		return l
	}
	if catalogue[theirs] != nil {
		return theirs
	}
	if l := r.Header.Get("Accept-Language"); len(l) >= 2 && l[:2] == "en" {
		return "en"
	}
	return "zh"
}
