package twilio

// outcome.go: what is known of a message after a call has failed. A wrong
// guess costs either a text that nobody gets or one that somebody gets twice.

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"

	"fifteen/notify"

	"github.com/twilio/twilio-go/client"
)

// refused are the codes that will be the same tomorrow: this text will never
// reach this number.
var refused = map[int]string{
	21211: "not a phone number",
	21214: "the number cannot be reached",
	21217: "not a phone number",
	21265: "the number is a short code",
	21266: "sender and receiver are the same number",
	21408: "texts to this country are not enabled in the Twilio account",
	21602: "the text is empty",
	21604: "no number to send to",
	21610: "the person has opted out with STOP",
	21612: "the sender cannot reach this number",
	21614: "the number cannot receive texts",
	21617: "the text is longer than 1,600 characters",
	21635: "the number is a landline",
	30003: "the phone is switched off or out of reach",
	30004: "the person or the network blocks texts from us",
	30005: "the number is not in use",
	30006: "the number is a landline or its network cannot be reached",
	30007: "the network filtered the text",
	30036: "the text was not sent in time",
}

// dead are the codes of refused that speak of the phone or its number, not of
// the words, the sender or the account.
var dead = map[int]bool{
	21211: true, 21214: true, 21217: true, 21265: true, 21610: true, 21614: true, 21635: true,
	30003: true, 30004: true, 30005: true, 30006: true,
}

// waiting are the codes of refusals that have nothing to do with this text:
// the account is busy, or an operator has to mend it. Nobody should be called
// unreachable for them.
var waiting = map[int]string{
	20003: "Twilio does not accept the account and token: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
	20005: "the Twilio account is not active",
	20404: "Twilio does not know the account: check TWILIO_ACCOUNT_SID and TWILIO_API_URL",
	20429: "too many calls at once",
	21212: "TWILIO_FROM is not a valid sender",
	21603: "no sender: set TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID",
	21606: "TWILIO_FROM does not belong to the account or cannot send texts",
	21609: "Twilio does not accept the status callback: check --public-url",
	21611: "the sender's queue at Twilio is full",
	21659: "TWILIO_FROM does not belong to the account",
	21660: "TWILIO_FROM does not belong to the account",
	21701: "TWILIO_MESSAGING_SERVICE_SID is unknown to the account",
	21703: "the messaging service has no sender",
	21704: "the messaging service has no sender that can reach this country",
	21705: "TWILIO_MESSAGING_SERVICE_SID is wrong",
	30001: "the sender's queue at Twilio is full",
	30002: "the Twilio account is suspended",
	30008: "the network gave no reason",
}

// sendError sorts the failure of a create call.
func (c *call) sendError(err error) *notify.SendError {
	if ue := (*url.Error)(nil); errors.As(err, &ue) {
		err = ue.Err // its text carries the URL, and a URL may carry a number
	}
	switch {
	case !c.connected.Load():
		return &notify.SendError{Outcome: notify.OutcomeRetry, Reason: "Twilio cannot be reached", Err: err}
	case c.status == 0:
		return &notify.SendError{Outcome: notify.OutcomeUnknown, Reason: "the connection ended without an answer", Err: err}
	case c.status < 300:
		return &notify.SendError{Outcome: notify.OutcomeUnknown, Reason: "the answer cannot be read", Err: err}
	}

	code, said := answer(err)
	e := &notify.SendError{Reason: reason(code, said), PhoneDead: dead[code]}
	if code != 0 {
		e.Code = strconv.Itoa(code)
	} else if said == "" {
		e.Reason = fmt.Sprintf("Twilio answered %d %s", c.status, http.StatusText(c.status))
	}
	_, permanent := refused[code]
	_, later := waiting[code]
	switch {
	case c.status >= 500, c.status == http.StatusRequestTimeout:
		e.Outcome = notify.OutcomeUnknown
	case c.status == http.StatusTooManyRequests, later:
		e.Outcome, e.RetryAfter = notify.OutcomeRetry, c.retryAfter
	case permanent, c.status == http.StatusBadRequest:
		// An unknown reason against these very parameters: asking again would
		// be answered the same, and somebody else can be asked meanwhile.
		e.Outcome = notify.OutcomeRefused
	default: // 401, 403, 404, a redirect: not taken, an operator has to look
		e.Outcome, e.RetryAfter = notify.OutcomeRetry, c.retryAfter
	}
	return e
}

// answer returns the code and message of an error body, zero if it was not Twilio's.
func answer(err error) (int, string) {
	if rest := (*client.TwilioRestError)(nil); errors.As(err, &rest) {
		return rest.Code, rest.Message
	}
	return 0, ""
}

// reason says a code in our words, or in Twilio's without the numbers in them.
func reason(code int, said string) string {
	if s, ok := refused[code]; ok {
		return s
	}
	if s, ok := waiting[code]; ok {
		return s
	}
	return redact(said)
}

var numbers = regexp.MustCompile(`\+?[0-9](?:[ ().-]{0,2}[0-9]){6,}`)

// redact takes everything like a phone number out of a sentence.
func redact(s string) string { return numbers.ReplaceAllString(s, "…") }
