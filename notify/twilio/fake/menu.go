package fake

// menu.go: the fault menu over HTTP.

import (
	"encoding/json"
	"net/http"
)

func (t *Twilio) showFaults(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, t.Faults())
}

// setFaults replaces the menu; an unknown word is refused, so that a typing
// error does not pass for a provider without faults.
func (t *Twilio) setFaults(w http.ResponseWriter, r *http.Request) {
	in := wireFaults{plainFaults: &plainFaults{}}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxForm))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]any{"status": http.StatusBadRequest, "message": "the fault menu cannot be read: " + err.Error()})
		return
	}
	t.SetFaults(in.faults())
	t.showFaults(w, r)
}
