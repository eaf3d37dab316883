package fake

// answer.go: replies over HTTP, from the phones page and from programs.

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
)

// postReply is POST /phones/{number}/reply: JSON {"body"} from programs and
// the page's script, a form from the page without one.
func (t *Twilio) postReply(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	number, body := r.PathValue("number"), ""
	if kind == "application/json" {
		var in struct {
			Body string `json:"body"`
		}
		d := json.NewDecoder(r.Body)
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			writeJSON(w, http.StatusBadRequest, map[string]string{"message": `send {"body": "the text"}: ` + err.Error()})
			return
		}
		body = in.Body
	} else {
		body = r.PostFormValue("body")
	}
	sid, err := t.reply(number, body)
	switch {
	case errors.Is(err, errBusy):
		w.Header().Set("Retry-After", "2")
		writeJSON(w, http.StatusServiceUnavailable, map[string]string{"message": err.Error()})
	case err != nil:
		writeJSON(w, http.StatusBadRequest, map[string]string{"message": err.Error()})
	case kind == "application/json":
		writeJSON(w, http.StatusAccepted, map[string]string{"sid": sid})
	default:
		http.Redirect(w, r, "/phones/"+url.PathEscape(number)+"?lang="+language(r), http.StatusSeeOther)
	}
}
