package twilio_test

import (
	"net/url"
	"testing"

	"fifteen/notify/twilio"
)

// The signatures that Twilio publishes in the tests of its own libraries.
const (
	vectorToken = "12345"
	vectorURL   = "https://mycompany.com/myapp.php?foo=1&bar=2"
	withoutPort = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
	withPort    = "kvajT1Ptam85bY51eRf/AJRuM3w="
	duplicates  = "IK+Dwps556ElfBT0I3Rgjkr1wJU="
	ofTheBody   = "a9nBmqA0ju/hNViExpshrM61xv4="
)

func vectorForm() url.Values {
	return url.Values{
		"CallSid": {"CA1234567890ABCDE"}, "Digits": {"1234"}, "From": {"+14158675309"},
		"To": {"+18005551212"}, "Caller": {"+14158675309"},
	}
}

func TestSignMatchesTwiliosVectors(t *testing.T) {
	t.Parallel()
	two := url.Values{"Sid": {"CA123"}, "SidAccount": {"AC123"}, "Digits": {"5678", "1234"}}
	again := url.Values{"Sid": {"CA123"}, "SidAccount": {"AC123"}, "Digits": {"1234", "5678", "1234"}}
	for name, c := range map[string]struct {
		url  string
		form url.Values
		want string
	}{
		"without port":    {vectorURL, vectorForm(), withoutPort},
		"with port":       {"https://mycompany.com:443/myapp.php?foo=1&bar=2", vectorForm(), withPort},
		"two values":      {vectorURL, two, duplicates},
		"the same twice":  {vectorURL, again, duplicates},
		"body by its sum": {vectorURL + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620", nil, ofTheBody},
	} {
		if got := twilio.Sign(vectorToken, c.url, c.form); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestValidTriesThePorts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		url, signature string
		want           bool
	}{
		{vectorURL, withoutPort, true},
		{vectorURL, withPort, true}, // Twilio added the port
		{"https://mycompany.com:443/myapp.php?foo=1&bar=2", withPort, true},
		{"https://mycompany.com:443/myapp.php?foo=1&bar=2", withoutPort, true}, // Twilio dropped it
		{"https://mycompany.com:8443/myapp.php?foo=1&bar=2", withPort, false},
		{"http://mycompany.com/myapp.php?foo=1&bar=2", withoutPort, false},
		{"https://mycompany.com/myapp.php?foo=1&bar=3", withoutPort, false},
		{vectorURL, "", false},
		{vectorURL, withoutPort + "=", false},
	} {
		if got := twilio.Valid(vectorToken, c.url, vectorForm(), c.signature); got != c.want {
			t.Errorf("Valid(%s, %s) = %v", c.url, c.signature, got)
		}
	}
	form := vectorForm()
	form.Set("Digits", "1235")
	if twilio.Valid(vectorToken, vectorURL, form, withoutPort) || twilio.Valid("12346", vectorURL, vectorForm(), withoutPort) {
		t.Error("a changed form or another token passed")
	}
	v6 := "https://[2001:db8::1]/x"
	if !twilio.Valid("t", v6, nil, twilio.Sign("t", "https://[2001:db8::1]:443/x", nil)) {
		t.Error("the port of an IPv6 address was not found")
	}
}

func TestValidBody(t *testing.T) {
	t.Parallel()
	const body = `{"property": "value", "boolean": true}`
	u := vectorURL + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
	if !twilio.ValidBody(vectorToken, u, []byte(body), ofTheBody) {
		t.Error("Twilio's vector was refused")
	}
	if twilio.ValidBody(vectorToken, u, []byte(body+" "), ofTheBody) {
		t.Error("a changed body passed")
	}
	if twilio.ValidBody(vectorToken, vectorURL, []byte(body), withoutPort) {
		t.Error("a URL without digest passed")
	}
}

func FuzzSignature(f *testing.F) {
	f.Add("https://a.example/x?y=1", "Body=1&From=%2B13025550101", "token")
	f.Add("http://[::1]:80/", "a=1&a=2&a=1", "")
	f.Add("://", "%", "t")
	f.Fuzz(func(t *testing.T, rawURL, body, token string) {
		form, _ := url.ParseQuery(body)
		signature := twilio.Sign(token, rawURL, form)
		if !twilio.Valid(token, rawURL, form, signature) {
			t.Fatal("its own signature was refused")
		}
		if twilio.Valid(token+"x", rawURL, form, signature) {
			t.Fatal("another token's signature passed")
		}
		form.Add("Zzz", "1")
		if twilio.Valid(token, rawURL, form, signature) != (len(form["Zzz"]) > 1 && has(form["Zzz"][:len(form["Zzz"])-1], "1")) {
			t.Fatal("a parameter was added unnoticed")
		}
	})
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
