package twilio

// signature.go: the signature on Twilio's webhooks. It is written out here
// because twilio-go's validator signs only the first of several values of a
// name, where Twilio signs each.

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the algorithm is Twilio's; an HMAC does not rest on collisions
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Sign returns the X-Twilio-Signature of a webhook: the base64 of the
// HMAC-SHA1, keyed with the auth token, of the URL followed by name and value
// of each parameter, sorted, the same value of a name only once.
func Sign(token, rawURL string, form url.Values) string {
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(rawURL))
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, v := range slices.Compact(slices.Sorted(slices.Values(form[name]))) {
			mac.Write([]byte(name + v))
		}
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Valid reports whether the signature belongs to a webhook with this URL and
// form. Twilio is not of one mind about ports, so the URL counts as it is,
// without its port, and with the standard one.
func Valid(token, rawURL string, form url.Values, signature string) bool {
	ok := false
	for _, u := range withPorts(rawURL) {
		if hmac.Equal([]byte(Sign(token, u, form)), []byte(signature)) {
			ok = true
		}
	}
	return ok
}

// ValidBody is Valid for a body that is no form: Twilio then signs the URL
// alone, and the URL carries the body's digest as bodySHA256.
func ValidBody(token, rawURL string, body []byte, signature string) bool {
	u, err := url.Parse(rawURL)
	if err != nil {
		return false
	}
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	return hmac.Equal([]byte(digest), []byte(strings.ToLower(u.Query().Get("bodySHA256")))) &&
		Valid(token, rawURL, nil, signature)
}

// withPorts cuts and joins the text itself: parsing and printing a URL may
// change its escapes, and the signature is of the bytes.
func withPorts(rawURL string) []string {
	scheme, rest, ok := strings.Cut(rawURL, "://")
	if !ok {
		return []string{rawURL}
	}
	host, tail := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host, tail = rest[:i], rest[i:]
	}
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		return []string{rawURL, scheme + "://" + host[:i] + tail}
	}
	port := ":80"
	if strings.EqualFold(scheme, "https") {
		port = ":443"
	}
	return []string{rawURL, scheme + "://" + host + port + tail}
}
