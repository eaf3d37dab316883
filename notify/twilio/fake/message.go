package fake

// message.go: one text, in Twilio's words and in ours.

import (
	"strconv"
	"time"

	"fifteen/notify"
)

// Directions of a text.
const (
	Outbound = "outbound-api"   // the program to a phone
	Inbound  = "inbound"        // a phone to the program
	Auto     = "outbound-reply" // Twilio itself to a phone, after STOP, START, HELP
)

// Message is a text as the fake knows it.
type Message struct {
	SID       string    `json:"sid"`
	Direction string    `json:"direction"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	Body      string    `json:"body"`
	Status    string    `json:"status"`
	Segments  int       `json:"segments"`
	ErrorCode int       `json:"error_code,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	SentAt    time.Time `json:"sent_at,omitzero"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Phone is the number at the other end.
func (m *Message) Phone() string {
	if m.Direction == Inbound {
		return m.From
	}
	return m.To
}

// text is a message with what the fake has to do about it.
type text struct {
	Message
	service  string // messaging service it was sent through
	callback string // where its status reports go
	nth      int    // of the create calls to its phone, for its chances
	lane     lane
	swapped  bool  // its "sent" report waits for the final one
	held     *post // that report
	onPhone  bool
	read     bool // some Expect has taken it
}

// resource is the message as the API shows it.
func (m *text) resource(account string) map[string]any {
	uri := "/2010-04-01/Accounts/" + account + "/Messages/" + m.SID
	r := map[string]any{
		"sid": m.SID, "account_sid": account, "api_version": "2010-04-01",
		"from": m.From, "to": m.To, "body": m.Body, "direction": m.Direction, "status": m.Status,
		"num_segments": strconv.Itoa(m.Segments), "num_media": "0",
		"date_created": twilioTime(m.CreatedAt), "date_updated": twilioTime(m.UpdatedAt), "date_sent": nil,
		"price": nil, "price_unit": "USD", "error_code": nil, "error_message": nil,
		"messaging_service_sid": nil, "uri": uri + ".json",
		"subresource_uris": map[string]string{"media": uri + "/Media.json"},
	}
	if !m.SentAt.IsZero() {
		r["date_sent"] = twilioTime(m.SentAt)
	}
	if m.service != "" {
		r["messaging_service_sid"] = m.service
	}
	if m.ErrorCode != 0 {
		r["error_code"], r["error_message"] = m.ErrorCode, errorText(m.ErrorCode)
	}
	return r
}

func twilioTime(t time.Time) string { return t.UTC().Format(time.RFC1123Z) }

// segments counts the SMS a body is sent in.
func segments(body string) int {
	_, _, n := notify.Segments(body)
	return n
}
