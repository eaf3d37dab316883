package fake

// page.go: the phones page, on which a person plays the volunteers.

import (
	"embed"
	"html/template"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const (
	shownPhones = 200
	assets      = "/phones/-/" // no number looks like that
)

//go:embed page
var files embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"links": links,
	"clock": func(t time.Time) string { return t.UTC().Format("15:04") },
	"iso":   func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) },
}).ParseFS(files, "page/*.html"))

// view is what the pages show.
type view struct {
	Lang, Other string
	W           words
	Number      string // of the phone that is open
	Name        string
	Texts       []Message
	Phones      []listed
	Cursor      string
	Digits      []digit
}

// listed is one phone of the list.
type listed struct {
	Number, Name string
	Last         Message
}

func (t *Twilio) phoneRoutes(mux *http.ServeMux) {
	mux.Handle("GET /{$}", http.RedirectHandler("/phones", http.StatusSeeOther))
	mux.HandleFunc("GET /phones", t.phones)
	mux.HandleFunc("GET /phones/stream", t.stream)
	mux.HandleFunc("GET /phones/{number}", t.conversationPage)
	mux.Handle("POST /phones/{number}/reply", sameOrigin(http.HandlerFunc(t.postReply)))
	for _, name := range []string{"phones.css", "phones.js"} {
		mux.HandleFunc("GET "+assets+name, func(w http.ResponseWriter, r *http.Request) {
			head(w)
			http.ServeFileFS(w, r, files, "page/"+name)
		})
	}
}

func (t *Twilio) phones(w http.ResponseWriter, r *http.Request) {
	v := newView(r)
	t.mu.Lock()
	v.Cursor = t.cursor(t.events.added)
	for _, p := range t.book.recent() {
		if len(v.Phones) == shownPhones {
			break
		}
		v.Phones = append(v.Phones, listed{Number: p.number, Last: p.last().Message})
	}
	t.mu.Unlock()
	for i := range v.Phones {
		v.Phones[i].Name = t.cfg.Name(v.Phones[i].Number)
	}
	t.render(w, r, "list.html", v)
}

func (t *Twilio) conversationPage(w http.ResponseWriter, r *http.Request) {
	v := newView(r)
	v.Number = r.PathValue("number")
	if !e164.MatchString(v.Number) {
		http.Error(w, errNumber.Error(), http.StatusNotFound)
		return
	}
	v.Name = t.cfg.Name(v.Number)
	t.mu.Lock()
	v.Cursor = t.cursor(t.events.added)
	v.Texts = t.conversation(v.Number)
	t.mu.Unlock()
	t.render(w, r, "phone.html", v)
}

func (t *Twilio) render(w http.ResponseWriter, r *http.Request, name string, v *view) {
	head(w)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Language", v.Lang)
	w.Header().Set("Vary", "Accept-Language")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := pages.ExecuteTemplate(w, name, v); err != nil {
		t.cfg.Logger.DebugContext(r.Context(), "page not written", "error", err)
	}
}

// head says that a page runs our script, shows our style, and nothing else.
func head(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Referrer-Policy", "no-referrer")
}

// part is a piece of a text: words, or an address that can be opened.
type part struct{ Text, URL string }

var address = regexp.MustCompile(`https?://[^\s<>"'，。；、（）]+`)

// links cuts a text at its web addresses. Punctuation behind one is not part
// of it.
func links(body string) []part {
	var parts []part
	for body != "" {
		at := address.FindStringIndex(body)
		if at == nil {
			return append(parts, part{Text: body})
		}
		end := at[0] + len(strings.TrimRight(body[at[0]:at[1]], ".,;:!?)"))
		if at[0] > 0 {
			parts = append(parts, part{Text: body[:at[0]]})
		}
		parts = append(parts, part{Text: body[at[0]:end], URL: body[at[0]:end]})
		body = body[end:]
	}
	return parts
}
