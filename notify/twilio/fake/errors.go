package fake

// errors.go: Twilio's error bodies.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// apiError is an answer that is not a success.
type apiError struct {
	Code     int    `json:"code"`
	Message  string `json:"message"`
	MoreInfo string `json:"more_info"`
	Status   int    `json:"status"`
}

func newError(status, code int, message string, args ...any) *apiError {
	return &apiError{
		Code: code, Message: fmt.Sprintf(message, args...),
		MoreInfo: "https://www.twilio.com/docs/errors/" + strconv.Itoa(code), Status: status,
	}
}

var (
	errAuthenticate = newError(http.StatusUnauthorized, 20003, "Authenticate")
	errTooMany      = newError(http.StatusTooManyRequests, 20429, "Too Many Requests")
	errUnavailable  = newError(http.StatusServiceUnavailable, 20503, "Service unavailable")
	errInternal     = newError(http.StatusInternalServerError, 20500, "An internal server error has occurred")
	errDate         = newError(http.StatusBadRequest, 20001, "Invalid date value.")
)

func notFound(path string) *apiError {
	return newError(http.StatusNotFound, 20404, "The requested resource %s was not found", path)
}

// errorText is the message of the codes that a network reports later.
func errorText(code int) string {
	switch code {
	case 30003:
		return "Unreachable destination handset"
	case 30004:
		return "Message blocked"
	case 30005:
		return "Unknown destination handset"
	case 30006:
		return "Landline or unreachable carrier"
	case 30007:
		return "Message filtered"
	case 30008:
		return "Unknown error"
	}
	return "Error " + strconv.Itoa(code)
}

func (e *apiError) write(w http.ResponseWriter) { writeJSON(w, e.Status, e) }

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the caller has gone; what was to be done is done
}
