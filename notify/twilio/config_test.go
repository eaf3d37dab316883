package twilio_test

import (
	"fmt"
	"strings"
	"testing"

	"fifteen/notify/twilio"
)

func TestValidateSaysWhatToSet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*twilio.Config)
		want   string // "" is valid
	}{
		"good":               {func(*twilio.Config) {}, ""},
		"short code":         {func(c *twilio.Config) { c.From = "24680" }, ""},
		"alphanumeric":       {func(c *twilio.Config) { c.From = "Fifteen" }, ""},
		"service":            {func(c *twilio.Config) { c.From, c.MessagingServiceSID = "", "MG"+strings.Repeat("a1", 16) }, ""},
		"region":             {func(c *twilio.Config) { c.APIURL = "https://api.sydney.au1.twilio.com" }, ""},
		"account":            {func(c *twilio.Config) { c.AccountSID = "AC12" }, "TWILIO_ACCOUNT_SID must be"},
		"no token":           {func(c *twilio.Config) { c.AuthToken = "" }, "TWILIO_AUTH_TOKEN is missing"},
		"quoted token":       {func(c *twilio.Config) { c.AuthToken = `"abc"` }, "quote"},
		"no sender":          {func(c *twilio.Config) { c.From = "" }, "set TWILIO_FROM or"},
		"national number":    {func(c *twilio.Config) { c.From = "+1302" }, "TWILIO_FROM must be"},
		"long name":          {func(c *twilio.Config) { c.From = "Volunteer Centre" }, "TWILIO_FROM must be"},
		"service id":         {func(c *twilio.Config) { c.MessagingServiceSID = "x" }, "TWILIO_MESSAGING_SERVICE_SID must be"},
		"api without scheme": {func(c *twilio.Config) { c.APIURL = "localhost:8080" }, "TWILIO_API_URL must begin"},
		"api with user":      {func(c *twilio.Config) { c.APIURL = "http://u:p@host" }, "TWILIO_API_URL must have no user"},
		"no public url":      {func(c *twilio.Config) { c.PublicURL = "" }, "--public-url) is missing"},
		"public with query":  {func(c *twilio.Config) { c.PublicURL = "https://x.org/?a=1" }, "no user, query"},
		"public unreachable": {func(c *twilio.Config) { c.APIURL, c.PublicURL = "", "http://127.0.0.1:8015" }, "cannot reach the webhooks"},
		"timeout":            {func(c *twilio.Config) { c.Timeout = -1 }, "must not be negative"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := account(nowhere)
			c.change(&cfg)
			err := cfg.Validate()
			switch {
			case c.want == "" && err != nil:
				t.Fatalf("refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Fatalf("error is %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestValidateReportsEveryFaultAtOnce(t *testing.T) {
	t.Parallel()
	_, err := twilio.New(twilio.Config{})
	if err == nil {
		t.Fatal("an empty configuration was taken")
	}
	for _, want := range []string{"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "--public-url"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error does not speak of %s:\n%v", want, err)
		}
	}
}

func TestConfigNeverPrintsItsToken(t *testing.T) {
	t.Parallel()
	cfg := account("")
	for _, s := range []string{fmt.Sprintf("%v %+v %#v %s", cfg, cfg, cfg, cfg), cfg.LogValue().String()} {
		if strings.Contains(s, cfg.AuthToken) || strings.Contains(s, cfg.From) {
			t.Errorf("shown: %s", s)
		}
	}
}
