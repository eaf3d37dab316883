package fake

// list.go: reading messages back.

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

func (t *Twilio) fetch(w http.ResponseWriter, r *http.Request) {
	sid, ok := strings.CutSuffix(r.PathValue("sid"), ".json")
	t.mu.Lock()
	m := t.book.bySID[sid]
	var shown map[string]any
	if m != nil {
		shown = m.resource(t.cfg.AccountSID)
	}
	t.mu.Unlock()
	if !ok || m == nil {
		notFound(r.URL.Path).write(w)
		return
	}
	writeJSON(w, http.StatusOK, shown)
}

// filter is what a list is asked for.
type filter struct {
	to, from          string
	on, before, after *moment
}

// moment is a date filter: a day, or an instant.
type moment struct {
	at  time.Time
	day bool
}

func (t *Twilio) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	f := filter{to: q.Get("To"), from: q.Get("From")}
	for name, into := range map[string]**moment{"DateSent": &f.on, "DateSent<": &f.before, "DateSent>": &f.after} {
		m, ok := parseMoment(q.Get(name))
		if !ok {
			errDate.write(w)
			return
		}
		*into = m
	}
	size, err := strconv.Atoi(q.Get("PageSize"))
	if err != nil || size < 1 {
		size = 50
	}
	size = min(size, 1000)
	page, _ := strconv.Atoi(q.Get("Page"))
	pause(r.Context(), t.cfg.Latency)

	t.mu.Lock()
	shown, last, more := t.page(f, strings.TrimPrefix(q.Get("PageToken"), "PA"), size)
	t.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{
		"messages": shown, "page": page, "page_size": size, "start": page * size, "end": page*size + max(len(shown)-1, 0),
		"uri": r.URL.RequestURI(), "first_page_uri": pageURI(r.URL, size, 0, ""), "previous_page_uri": nil,
		"next_page_uri": nextPage(r.URL, size, page+1, last, more),
	})
}

// page lists up to size messages, newest first, older than the one whose SID
// is the token.
func (t *Twilio) page(f filter, token string, size int) (shown []map[string]any, last string, more bool) {
	shown = []map[string]any{}
	skip := token != ""
	for i := t.book.texts.len() - 1; i >= 0; i-- {
		m := t.book.texts.at(i)
		switch {
		case skip:
			skip = m.SID != token
		case !f.match(m):
		case len(shown) == size:
			return shown, last, true
		default:
			shown, last = append(shown, m.resource(t.cfg.AccountSID)), m.SID
		}
	}
	return shown, last, false
}

// match applies the filter. A message that has not been sent has no date, so
// no filter by date lists it.
func (f *filter) match(m *text) bool {
	if f.to != "" && f.to != m.To || f.from != "" && f.from != m.From {
		return false
	}
	if f.on == nil && f.before == nil && f.after == nil {
		return true
	}
	sent := m.SentAt.UTC().Truncate(time.Second)
	day := sent.Truncate(24 * time.Hour)
	switch {
	case m.SentAt.IsZero():
		return false
	case f.on != nil && (f.on.day && !day.Equal(f.on.at) || !f.on.day && !sent.Equal(f.on.at)):
		return false
	case f.before != nil && (f.before.day && day.After(f.before.at) || !f.before.day && sent.After(f.before.at)):
		return false
	}
	return f.after == nil || !sent.Before(f.after.at)
}

func parseMoment(s string) (*moment, bool) {
	if s == "" {
		return nil, true
	}
	if at, err := time.Parse(time.DateOnly, s); err == nil {
		return &moment{at: at, day: true}, true
	}
	at, err := time.Parse(time.RFC3339, s)
	return &moment{at: at.UTC().Truncate(time.Second)}, err == nil
}

func nextPage(u *url.URL, size, page int, last string, more bool) any {
	if !more {
		return nil
	}
	return pageURI(u, size, page, "PA"+last)
}

func pageURI(u *url.URL, size, page int, token string) string {
	q := u.Query()
	q.Set("PageSize", strconv.Itoa(size))
	q.Set("Page", strconv.Itoa(page))
	q.Del("PageToken")
	if token != "" {
		q.Set("PageToken", token)
	}
	return u.Path + "?" + q.Encode()
}
