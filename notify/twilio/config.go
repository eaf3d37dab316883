package twilio

// config.go: what an operator has to say about their Twilio account, and the
// check that says what is wrong with it.

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
)

// DefaultTimeout bounds one call when Config.Timeout is zero.
const DefaultTimeout = 10 * time.Second

// Config is one Twilio account as texts are sent from it.
type Config struct {
	AccountSID string // TWILIO_ACCOUNT_SID, "AC" and 32 hex digits
	AuthToken  string // TWILIO_AUTH_TOKEN; also the key of the webhooks' signatures
	// From (TWILIO_FROM) is the sender: a number in E.164 form, a short code
	// or an alphanumeric name. MessagingServiceSID
	// (TWILIO_MESSAGING_SERVICE_SID) names a pool of senders. One is needed.
	From                string
	MessagingServiceSID string
	// APIURL (TWILIO_API_URL) replaces https://api.twilio.com.
	APIURL string
	// PublicURL is what the world calls this server: the root of the webhooks.
	PublicURL string
	// Timeout bounds one call; zero is DefaultTimeout.
	Timeout time.Duration
}

var (
	accountForm = regexp.MustCompile(`^AC[0-9a-fA-F]{32}$`)
	serviceForm = regexp.MustCompile(`^MG[0-9a-fA-F]{32}$`)
	tokenForm   = regexp.MustCompile(`^[0-9A-Za-z]+$`)
	shortCode   = regexp.MustCompile(`^[0-9]{3,8}$`)
	senderName  = regexp.MustCompile(`^[0-9A-Za-z &_+-]{1,11}$`)
)

// Validate reports everything that is wrong with the configuration, one line
// a fault, each saying what to set. It never shows the token.
func (c Config) Validate() error {
	var faults []error
	wrong := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }

	if !accountForm.MatchString(c.AccountSID) {
		wrong("TWILIO_ACCOUNT_SID must be AC and 32 hex digits, as the Twilio console shows it; it is %q", c.AccountSID)
	}
	switch {
	case c.AuthToken == "":
		wrong("TWILIO_AUTH_TOKEN is missing: copy it from the Twilio console")
	case !tokenForm.MatchString(c.AuthToken):
		wrong("TWILIO_AUTH_TOKEN holds characters other than letters and digits: look for a quote or a blank around it")
	}
	if c.From == "" && c.MessagingServiceSID == "" {
		wrong("no sender: set TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID")
	}
	if c.From != "" && !validSender(c.From) {
		wrong("TWILIO_FROM must be a number like +13025550100, a short code or a name of up to 11 letters; it is %q", c.From)
	}
	if c.MessagingServiceSID != "" && !serviceForm.MatchString(c.MessagingServiceSID) {
		wrong("TWILIO_MESSAGING_SERVICE_SID must be MG and 32 hex digits; it is %q", c.MessagingServiceSID)
	}
	if c.APIURL != "" {
		if _, err := root(c.APIURL); err != nil {
			wrong("TWILIO_API_URL %w", err)
		}
	}
	public, err := root(c.PublicURL)
	switch {
	case err != nil:
		wrong("the public URL (--public-url) %w", err)
	case c.APIURL == "" && private(public.Hostname()):
		wrong("the public URL (--public-url) is %s, where Twilio cannot reach the webhooks: set the address the world sees", c.PublicURL)
	}
	if c.Timeout < 0 {
		wrong("the timeout must not be negative; it is %s", c.Timeout)
	}
	return errors.Join(faults...)
}

// root parses a URL that paths are put behind.
func root(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	switch {
	case s == "":
		return nil, errors.New("is missing")
	case err != nil:
		return nil, fmt.Errorf("cannot be parsed: %w", err)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, fmt.Errorf("must begin with https:// (or http://) and a host; it is %q", u.Redacted())
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, fmt.Errorf("must have no user, query or fragment; it is %q", u.Redacted())
	}
	return u, nil
}

// private reports whether nobody outside can reach the host.
func private(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast())
}

func validSender(from string) bool {
	if strings.HasPrefix(from, "+") {
		return validNumber(from)
	}
	return shortCode.MatchString(from) || senderName.MatchString(from) && strings.ContainsFunc(from, letter)
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// validNumber reports whether s is a number in E.164 form that a numbering
// plan allows. Only the length is checked against the plan: ranges are opened
// faster than tables are renewed, and a real answer must not be lost to an old
// table.
func validNumber(s string) bool {
	n, err := phonenumbers.Parse(s, "")
	return err == nil && phonenumbers.IsPossibleNumber(n) && phonenumbers.Format(n, phonenumbers.E164) == s
}

// LogValue shows what may be seen of the configuration: no token, no number.
func (c Config) LogValue() slog.Value {
	return slog.GroupValue(slog.String("account_sid", c.AccountSID), slog.String("api_url", c.APIURL),
		slog.String("public_url", c.PublicURL), slog.Bool("messaging_service", c.MessagingServiceSID != ""))
}

// String is what %v prints: the account only.
func (c Config) String() string { return "twilio account " + c.AccountSID }

// GoString keeps the token out of %#v as well.
func (c Config) GoString() string { return c.String() }
