package twilio

// form.go: what the webhooks' forms say, checked.

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
)

// sidForm is the shape of a message's id: SM (text) or MM (with pictures).
var sidForm = regexp.MustCompile(`^(SM|MM)[0-9a-fA-F]{32}$`)

// inbound reads a reply. The body stays as it was written, STOP and START
// too: whoever receives it knows those words.
func inbound(form url.Values, now time.Time) (notify.Inbound, error) {
	sid, err := messageSID(form)
	if err != nil {
		return notify.Inbound{}, err
	}
	from := form.Get("From")
	switch {
	case from == "":
		return notify.Inbound{}, badField("From", "is missing")
	case !validNumber(from):
		return notify.Inbound{}, badField("From", "is not a phone number in international form")
	case !form.Has("Body"):
		return notify.Inbound{}, badField("Body", "is missing")
	}
	return notify.Inbound{
		ProviderID: sid,
		From:       dispatch.Phone(from),
		Body:       strings.ToValidUTF8(form.Get("Body"), "\uFFFD"),
		At:         now,
	}, nil
}

// statusReport reads a report on a text we sent.
func statusReport(notice string, form url.Values) (notify.StatusReport, error) {
	if notice == "" {
		return notify.StatusReport{}, badField("notice", "is missing from the path")
	}
	sid, err := messageSID(form)
	if err != nil {
		return notify.StatusReport{}, err
	}
	word := first(form, "MessageStatus", "SmsStatus")
	if word == "" {
		return notify.StatusReport{}, badField("MessageStatus", "is missing")
	}
	s := notify.StatusReport{Notice: notice, ProviderID: sid, Status: textStatus(word)}
	if s.Status == "" {
		s.Raw = strings.ToValidUTF8(word, "\uFFFD")
	}
	if given := form.Get("ErrorCode"); given != "" && given != "0" {
		code, err := strconv.Atoi(given)
		if err != nil {
			return notify.StatusReport{}, badField("ErrorCode", "is not a number")
		}
		s.Code = strconv.Itoa(code)
		s.Reason, s.PhoneDead = reason(code, strings.ToValidUTF8(form.Get("ErrorMessage"), "\uFFFD")), dead[code]
	}
	return s, nil
}

func messageSID(form url.Values) (string, error) {
	sid := first(form, "MessageSid", "SmsSid")
	switch {
	case sid == "":
		return "", badField("MessageSid", "is missing")
	case !sidForm.MatchString(sid):
		return "", badField("MessageSid", "is not a message id")
	}
	return sid, nil
}

// first returns the first of the names that has a value; the later ones are
// what Twilio called the parameter in older versions.
func first(form url.Values, names ...string) string {
	for _, name := range names {
		if v := form.Get(name); v != "" {
			return v
		}
	}
	return ""
}
