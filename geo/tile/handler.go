package tile

// handler.go: tiles over HTTP.

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"fifteen/geo/flat"
)

// MediaType is that of a tile.
const MediaType = "application/vnd.mapbox-vector-tile"

// HandlerOptions adjust a Handler; the zero value is usable.
type HandlerOptions struct {
	// Digest tells extracts apart (a checksum of the file). Empty: the map's
	// own bytes are summed up once.
	Digest string
	// CacheBytes bounds the memory of finished tiles, compressed; 0 is 64 MiB.
	CacheBytes int64
	// Refuse answers a request that gets no tile, in words for people. Nil: as
	// plain text.
	Refuse func(w http.ResponseWriter, r *http.Request, status int, message string)
}

// Handler answers GET and HEAD of a route with the wildcards z, x and tile, as
// in "GET /tiles/{z}/{x}/{tile}", where tile is "12.mvt".
type Handler struct {
	tiles   *store
	release string // of extract and rules: the first part of every ETag
	refuse  func(w http.ResponseWriter, r *http.Request, status int, message string)
}

// NewHandler returns a handler of a map's tiles.
func NewHandler(m *Map, o HandlerOptions) *Handler {
	if o.Digest == "" {
		o.Digest = m.digest()
	}
	if o.CacheBytes <= 0 {
		o.CacheBytes = 64 << 20
	}
	if o.Refuse == nil {
		o.Refuse = func(w http.ResponseWriter, _ *http.Request, status int, message string) {
			http.Error(w, message, status)
		}
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", CacheVersion, o.Digest))
	return &Handler{tiles: newStore(m, o.CacheBytes), release: hex.EncodeToString(sum[:8]), refuse: o.Refuse}
}

// digest sums up a map.
func (m *Map) digest() string {
	sum := sha256.New()
	m.Save(flat.NewWriter(sum, CacheKind, CacheVersion)) // a hash takes every byte
	return hex.EncodeToString(sum.Sum(nil))
}

// ServeHTTP answers with a tile: 200; 204 for one that holds nothing, which
// MapLibre draws as empty ground; 304 for one that the client has; 404 for what
// can be no tile.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at, err := parseTile(r.PathValue("z"), r.PathValue("x"), r.PathValue("tile"))
	if err != nil {
		h.refuse(w, r, http.StatusNotFound, err.Error())
		return
	}
	zipped := acceptsGzip(r.Header.Values("Accept-Encoding"))
	tag := h.tag(at, zipped)
	head := w.Header()
	head.Set("Vary", "Accept-Encoding")
	head.Set("Cache-Control", "private, max-age=3600, stale-while-revalidate=86400")
	head.Set("Etag", tag)
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, err := h.tiles.get(at, zipped)
	switch {
	case err != nil:
		head.Del("Etag")
		head.Set("Cache-Control", "no-store")
		h.refuse(w, r, http.StatusInternalServerError, "this tile could not be made; please report it: "+at.String())
		return
	case len(body) == 0:
		w.WriteHeader(http.StatusNoContent)
		return
	}
	head.Set("Content-Type", MediaType)
	head.Set("Content-Length", strconv.Itoa(len(body)))
	if zipped {
		head.Set("Content-Encoding", "gzip")
	}
	_, _ = w.Write(body) // the client may be gone
}

// tag is the strong ETag of a tile. The compressed form has its own, as strong
// ones must.
func (h *Handler) tag(at place, zipped bool) string {
	form := ""
	if zipped {
		form = "-gzip"
	}
	return fmt.Sprintf(`"%s-%d-%d-%d%s"`, h.release, at.z, at.x, at.y, form)
}

// place is the number of a tile.
type place struct{ z, x, y int }

func (p place) String() string { return fmt.Sprintf("%d/%d/%d", p.z, p.x, p.y) }

var errPath = errors.New("tiles are asked for as /tiles/zoom/x/y.mvt, in whole numbers")

// parseTile reads the parts of a path. Every tile has one spelling only: no
// signs, no leading zeros.
func parseTile(z, x, name string) (place, error) {
	y, ok := strings.CutSuffix(name, ".mvt")
	if !ok {
		return place{}, errPath
	}
	var p place
	for _, part := range []struct {
		text string
		to   *int
	}{{z, &p.z}, {x, &p.x}, {y, &p.y}} {
		n, err := strconv.Atoi(part.text)
		if err != nil || n < 0 || strconv.Itoa(n) != part.text {
			return place{}, errPath
		}
		*part.to = n
	}
	return p, check(p.z, p.x, p.y)
}

// acceptsGzip reads Accept-Encoding headers (RFC 9110 §12.5.3).
func acceptsGzip(headers []string) bool {
	any := false
	for _, item := range strings.Split(strings.Join(headers, ","), ",") {
		name, params, _ := strings.Cut(item, ";")
		accepted := true
		if q, ok := strings.CutPrefix(strings.TrimSpace(strings.ToLower(params)), "q="); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			accepted = err == nil && v > 0
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return accepted
		case "*":
			any = accepted
		}
	}
	return any
}

// matches reads If-None-Match headers (RFC 9110 §13.1.2).
func matches(headers []string, tag string) bool {
	for _, item := range strings.Split(strings.Join(headers, ","), ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		if item == tag || item == "*" {
			return true
		}
	}
	return false
}
