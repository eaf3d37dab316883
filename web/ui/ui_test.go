package ui

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

var script = strings.Repeat("console.log('fifteen');\n", 200)

func built() http.Handler {
	return newHandler(fstest.MapFS{
		".keep":                  {},
		"index.html":             {Data: []byte("<!doctype html><title>page</title>")},
		"boot.js":                {Data: []byte("1")},
		"assets/index-abc123.js": {Data: []byte(script)},
		"assets/worker-1.mjs":    {Data: []byte(script)},
		"assets/font-1.woff2":    {Data: bytes.Repeat([]byte{0}, 4000)},
	}, "")
}

func get(t *testing.T, h http.Handler, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestThePageIsServedForItsOwnPathsAndNeverKept(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"/", "/index.html", "/responders", "/a/b/../c", "/.keep"} {
		res := get(t, built(), target)
		if got := body(t, res); res.StatusCode != http.StatusOK || !strings.Contains(got, "<title>page") {
			t.Errorf("%s: %d %q, want the page", target, res.StatusCode, got)
		}
		if got := res.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s: Cache-Control %q, want no-cache", target, got)
		}
		if got := res.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
			t.Errorf("%s: Content-Type %q", target, got)
		}
	}
}

func TestHashedFilesAreKeptForGoodAndHaveTheirTypes(t *testing.T) {
	t.Parallel()
	for target, media := range map[string]string{
		"/assets/index-abc123.js": "text/javascript; charset=utf-8",
		"/assets/worker-1.mjs":    "text/javascript; charset=utf-8",
		"/assets/font-1.woff2":    "font/woff2",
	} {
		res := get(t, built(), target)
		if got := res.Header.Get("Content-Type"); got != media {
			t.Errorf("%s: Content-Type %q, want %q", target, got, media)
		}
		if got := res.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control %q, want immutable", target, got)
		}
	}
	if got := get(t, built(), "/boot.js").Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("boot.js has no hash in its name, Cache-Control is %q", got)
	}
}

func TestAFileThatIsGoneIsNotThePage(t *testing.T) {
	t.Parallel()
	res := get(t, built(), "/assets/index-old.js")
	if res.StatusCode != http.StatusNotFound || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d, Cache-Control %q, want 404 and no-store", res.StatusCode, res.Header.Get("Cache-Control"))
	}
}

func TestGzipForThoseWhoTakeIt(t *testing.T) {
	t.Parallel()
	h := built()
	plain := get(t, h, "/assets/index-abc123.js", "Accept-Encoding", "br, gzip;q=0")
	if plain.Header.Get("Content-Encoding") != "" || body(t, plain) != script {
		t.Error("a client that refuses gzip must get the file as it is")
	}
	res := get(t, h, "/assets/index-abc123.js", "Accept-Encoding", "br;q=1.0, gzip;q=0.8")
	if res.Header.Get("Content-Encoding") != "gzip" || res.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("headers %v, want gzip", res.Header)
	}
	zr, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(zr)
	if err != nil || string(got) != script {
		t.Errorf("unzipped to %d bytes, error %v; want %d bytes", len(got), err, len(script))
	}
	if plain.Header.Get("ETag") == res.Header.Get("ETag") {
		t.Error("the two forms must not share an ETag")
	}
	font := get(t, h, "/assets/font-1.woff2", "Accept-Encoding", "gzip")
	if font.Header.Get("Content-Encoding") != "" {
		t.Error("a font is compressed already")
	}
}

func TestWhatTheClientHasIsNotSentAgain(t *testing.T) {
	t.Parallel()
	h := built()
	tag := get(t, h, "/").Header.Get("ETag")
	res := get(t, h, "/", "If-None-Match", tag)
	if tag == "" || res.StatusCode != http.StatusNotModified {
		t.Errorf("ETag %q: %d, want 304", tag, res.StatusCode)
	}
	if res := get(t, h, "/", "If-None-Match", `"other"`); res.StatusCode != http.StatusOK {
		t.Errorf("another ETag: %d, want 200", res.StatusCode)
	}
}

func TestThePolicyNamesNobodyElse(t *testing.T) {
	t.Parallel()
	csp := get(t, built(), "/").Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
	for _, bad := range []string{"unsafe", "http:", "https:", "*"} {
		if strings.Contains(csp, bad) {
			t.Errorf("policy %q contains %q", csp, bad)
		}
	}
}

func TestThePolicyNamesTheOutsideMap(t *testing.T) {
	t.Parallel()
	csp := get(t, newHandler(fstest.MapFS{}, "https://tiles.example.org"), "/").Header.Get("Content-Security-Policy")
	for _, want := range []string{"img-src 'self' data: blob: https://tiles.example.org;", "connect-src 'self' https://tiles.example.org;", "script-src 'self';"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
}

func TestOnlyReading(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	built().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d, want 405", w.Code)
	}
	w = httptest.NewRecorder()
	built().ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d with %d bytes, want 200 without a body", w.Code, w.Body.Len())
	}
}

func TestWithoutABuildThePageSaysWhatToDo(t *testing.T) {
	t.Parallel()
	res := get(t, newHandler(fstest.MapFS{".keep": {}}, ""), "/")
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body(t, res), "make ui") {
		t.Errorf("%d, want 503 and how to build it", res.StatusCode)
	}
}

func TestTheEmbeddedFilesAreServed(t *testing.T) {
	t.Parallel()
	res := get(t, Handler(""), "/")
	switch b := body(t, res); {
	case res.StatusCode == http.StatusServiceUnavailable && strings.Contains(b, "make ui"):
	case res.StatusCode == http.StatusOK && strings.Contains(b, `<div id="app">`):
	default:
		t.Errorf("%d %q, want the dashboard or how to build it", res.StatusCode, b)
	}
}
