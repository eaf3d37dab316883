package ui

// asset.go: one file of the interface, ready to be sent: its type, its ETag,
// and its gzipped twin, made when it is first asked for.

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// types are the media types of what Vite writes; the machine's own table of
// types is not relied upon. The bool says whether gzip pays.
var types = map[string]struct {
	media string
	zip   bool
}{
	".html":  {"text/html; charset=utf-8", true},
	".js":    {"text/javascript; charset=utf-8", true},
	".mjs":   {"text/javascript; charset=utf-8", true},
	".css":   {"text/css; charset=utf-8", true},
	".json":  {"application/json", true},
	".svg":   {"image/svg+xml", true},
	".map":   {"application/json", true},
	".txt":   {"text/plain; charset=utf-8", true},
	".png":   {"image/png", false},
	".woff2": {"font/woff2", false},
}

type asset struct {
	body  []byte
	media string
	etag  string
	// zipped is the gzipped body, or nil where it would not be smaller.
	zipped func() []byte
}

func newAsset(name string, body []byte) *asset {
	t, ok := types[path.Ext(name)]
	if !ok {
		t.media = "application/octet-stream"
	}
	sum := sha256.Sum256(body)
	return &asset{
		body:  body,
		media: t.media,
		etag:  hex.EncodeToString(sum[:12]),
		zipped: sync.OnceValue(func() []byte {
			if !t.zip {
				return nil
			}
			return zip(body)
		}),
	}
}

// serve writes the asset, or 304 if the client has it.
func (a *asset) serve(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	h.Set("Content-Type", a.media)
	h.Set("Cache-Control", cache)
	h.Set("Vary", "Accept-Encoding")
	body, tag := a.body, `"`+a.etag+`"`
	if accepts(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
		if z := a.zipped(); z != nil {
			body, tag = z, `"`+a.etag+`-gz"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", tag)
	// ServeContent answers If-None-Match, HEAD and ranges.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// zip returns body gzipped, or nil if that saves less than a tenth.
func zip(body []byte) []byte {
	var buf bytes.Buffer
	zw, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := zw.Write(body); err != nil {
		return nil
	}
	if err := zw.Close(); err != nil || buf.Len() > len(body)*9/10 {
		return nil
	}
	return buf.Bytes()
}

// accepts reports whether an Accept-Encoding header allows a coding: it is
// named, or "*" is, with a weight above 0 (RFC 9110, section 12.5.3).
func accepts(header, coding string) bool {
	star := false
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != coding && name != "*" {
			continue
		}
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			weight, _ = strconv.ParseFloat(q, 64)
		}
		if name == coding {
			return weight > 0
		}
		star = weight > 0
	}
	return star
}
