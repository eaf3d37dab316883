package tile

// tiles over HTTP.

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func serve(h *Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /tiles/{z}/{x}/{tile}", h)
	return mux
}

func get(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const city = "/tiles/12/1187/1554.mvt"

func TestHandlerServesBothForms(t *testing.T) {
	m := delaware(t)
	h := serve(NewHandler(m, HandlerOptions{Digest: "abc"}))
	want, err := m.Tile(12, 1187, 1554)
	if err != nil || len(want) == 0 {
		t.Fatal(len(want), err)
	}
	plain := get(h, city)
	if plain.Code != 200 || !bytes.Equal(plain.Body.Bytes(), want) || plain.Header().Get("Content-Encoding") != "" {
		t.Fatal(plain.Code, plain.Body.Len(), plain.Header())
	}
	zipped := get(h, city, "Accept-Encoding", "br, gzip;q=0.5")
	z, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, want) {
		t.Fatal(err, len(got))
	}
	for _, w := range []*httptest.ResponseRecorder{plain, zipped} {
		head := w.Header()
		if head.Get("Content-Type") != MediaType || head.Get("Vary") != "Accept-Encoding" || !strings.Contains(head.Get("Cache-Control"), "max-age") || strings.HasPrefix(head.Get("Etag"), "W/") {
			t.Fatal(head)
		}
	}
	if plain.Header().Get("Etag") == zipped.Header().Get("Etag") {
		t.Fatal("two forms, one strong tag")
	}
}

func TestHandlerKnowsWhatTheClientHas(t *testing.T) {
	m := small()
	h := serve(NewHandler(m, HandlerOptions{Digest: "abc"}))
	tag := get(h, "/tiles/5/0/0.mvt").Header().Get("Etag")
	for _, given := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		if w := get(h, "/tiles/5/0/0.mvt", "If-None-Match", given); w.Code != 304 || w.Body.Len() != 0 || w.Header().Get("Etag") != tag {
			t.Errorf("%s: %d", given, w.Code)
		}
	}
	if w := get(h, "/tiles/5/0/1.mvt", "If-None-Match", tag); w.Code == 304 {
		t.Error("another tile")
	}
	other := serve(NewHandler(m, HandlerOptions{Digest: "abd"}))
	if w := get(other, "/tiles/5/0/0.mvt", "If-None-Match", tag); w.Code != 200 {
		t.Error("another extract:", w.Code)
	}
	byItself := NewHandler(m, HandlerOptions{}).release
	if byItself != NewHandler(small(), HandlerOptions{}).release || byItself == NewHandler(delaware(t), HandlerOptions{}).release {
		t.Error("without a digest the map tells itself apart")
	}
}

func TestHandlerRefusesInWords(t *testing.T) {
	h := serve(NewHandler(small(), HandlerOptions{}))
	for path, word := range map[string]string{
		"/tiles/4/0/0.mvt": "zoom 4", "/tiles/17/0/0.mvt": "zoom 17", "/tiles/5/32/0.mvt": "0 to 31", "/tiles/5/0/32.mvt": "0 to 31",
		"/tiles/5/0/0.png": ".mvt", "/tiles/5/0/0": ".mvt", "/tiles/05/0/0.mvt": "whole numbers", "/tiles/5/+1/0.mvt": "whole numbers",
		"/tiles/5/-1/0.mvt": "whole numbers", "/tiles/5/1/99999999999999999999.mvt": "whole numbers", "/tiles/5/1/ 1.mvt": "whole numbers",
	} {
		w := get(h, strings.ReplaceAll(path, " ", "%20"))
		if w.Code != 404 || !strings.Contains(w.Body.String(), word) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := get(h, "/tiles/16/65535/65535.mvt", "Accept-Encoding", "gzip"); w.Code != 204 || w.Body.Len() != 0 || w.Header().Get("Content-Encoding") != "" {
		t.Error("an empty tile:", w.Code, w.Header())
	}
	asked := 0
	own := serve(NewHandler(small(), HandlerOptions{Refuse: func(w http.ResponseWriter, _ *http.Request, status int, _ string) {
		asked = status
		w.WriteHeader(status)
	}}))
	if get(own, "/tiles/3/0/0.mvt"); asked != 404 {
		t.Error("the answer of the house was not used")
	}
}

func TestEachTileIsMadeOnce(t *testing.T) {
	h := NewHandler(small(), HandlerOptions{})
	var made atomic.Int32
	open := make(chan struct{})
	draw := h.tiles.draw
	h.tiles.draw = func(z, x, y int) ([]byte, error) {
		made.Add(1)
		<-open
		return draw(z, x, y)
	}
	s := serve(h)
	var wait sync.WaitGroup
	var codes sync.Map
	for i := range 50 {
		wait.Go(func() { codes.Store(i, get(s, "/tiles/5/0/0.mvt").Code) })
	}
	close(open)
	wait.Wait()
	codes.Range(func(_, code any) bool {
		if code != 200 {
			t.Error(code)
		}
		return true
	})
	// Whoever comes after the first flight has landed finds the tile kept.
	if n := made.Load(); n != 1 {
		t.Fatalf("made %d times", n)
	}
}

func TestErrorsAreNotKept(t *testing.T) {
	h := NewHandler(small(), HandlerOptions{})
	draw, fail := h.tiles.draw, true
	h.tiles.draw = func(z, x, y int) ([]byte, error) {
		if fail {
			return nil, errors.New("secret reason")
		}
		return draw(z, x, y)
	}
	w := get(serve(h), "/tiles/5/0/0.mvt")
	if w.Code != 500 || w.Header().Get("Etag") != "" || w.Header().Get("Cache-Control") != "no-store" || strings.Contains(w.Body.String(), "secret") {
		t.Fatal(w.Code, w.Header(), w.Body)
	}
	if fail = false; get(serve(h), "/tiles/5/0/0.mvt").Code != 200 {
		t.Fatal("the error was kept")
	}
}

func TestStoreStaysWithinItsBytes(t *testing.T) {
	h := NewHandler(delaware(t), HandlerOptions{CacheBytes: 20_000})
	s := serve(h)
	var wait sync.WaitGroup
	all := tiles(wilmington, 16)[:80]
	for k := range 4 {
		wait.Go(func() {
			for i := range all {
				p := all[(i*7+k*13)%len(all)]
				if w := get(s, fmt.Sprintf("/tiles/%v.mvt", p)); w.Code != 200 && w.Code != 204 {
					t.Errorf("%v: %d", p, w.Code)
				}
			}
		})
	}
	wait.Wait()
	h.tiles.mu.Lock()
	defer h.tiles.mu.Unlock()
	sum := int64(0)
	for _, b := range h.tiles.kept.Values() {
		sum += int64(len(b)) + entryBytes
	}
	if sum != h.tiles.bytes || sum > 20_000 || sum < 5_000 {
		t.Fatalf("%d bytes kept, %d counted", sum, h.tiles.bytes)
	}
}

func TestAcceptsGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "br, GZIP": true, "gzip;q=0": false, "gzip; q=0.000": false, "gzip;q=1": true, "*": true,
		"*;q=0": false, "gzip;q=0, *": false, "identity": false, "x-gzip": true, "gzip;q=x": false,
	} {
		if got := acceptsGzip([]string{header}); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}

func FuzzPath(f *testing.F) {
	h := NewHandler(small(), HandlerOptions{})
	f.Add("5", "0", "0.mvt", "gzip", `"x"`)
	f.Add("٥", "1e3", "-0.mvt", "*;q=0", "*")
	f.Fuzz(func(t *testing.T, z, x, name, accept, match string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.SetPathValue("z", z)
		r.SetPathValue("x", x)
		r.SetPathValue("tile", name)
		r.Header["Accept-Encoding"], r.Header["If-None-Match"] = []string{accept}, []string{match}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		p, err := parseTile(z, x, name)
		switch {
		case (err != nil) != (w.Code == 404):
			t.Fatalf("%v: %d", err, w.Code)
		case err == nil && (p.String() != z+"/"+x+"/"+strings.TrimSuffix(name, ".mvt") || w.Code != 200 && w.Code != 204 && w.Code != 304):
			t.Fatalf("%v from %q %q %q: %d", p, z, x, name, w.Code)
		}
	})
}
