package ui

// ui.go: serves the built interface.

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// dist is what `npm run build` leaves. The file .keep is always there, so that
// the package compiles before the interface is built.
//
//go:embed all:dist
var dist embed.FS

// policyFor allows the page its own files, its own server, the pictures of an
// outside map if there is one, and nothing else. MapLibre draws its icons from
// data URLs and its tiles from blobs.
func policyFor(outside string) string {
	return strings.ReplaceAll("default-src 'none'; script-src 'self'; style-src 'self'; "+
		"img-src 'self' data: blob:{outside}; font-src 'self'; connect-src 'self'{outside}; worker-src 'self'; "+
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'", "{outside}", outside)
}

const (
	cacheForGood  = "public, max-age=31536000, immutable"
	cacheAskAgain = "no-cache"
)

const indexName = "index.html"

// Handler serves the dashboard at "/". outside is the origin that pictures of
// an outside map come from, such as https://tiles.example.org; "": none.
func Handler(outside string) http.Handler {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is constant: this cannot fail
	}
	return newHandler(files, outside)
}

type handler struct {
	files  map[string]*asset
	policy string
}

func newHandler(files fs.FS, outside string) *handler {
	if outside != "" {
		outside = " " + outside
	}
	h := &handler{files: map[string]*asset{}, policy: policyFor(outside)}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err == nil {
			h.files[name] = newAsset(name, body)
		}
		return err
	})
	if err != nil {
		panic(err) // the files are in memory: this cannot fail
	}
	return h
}

// ServeHTTP answers with a file, or with the page for a path of its own.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered here", http.StatusMethodNotAllowed)
		return
	}
	h.guard(w.Header())
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if a, ok := h.files[name]; ok && name != "" {
		cache := cacheAskAgain
		if strings.HasPrefix(name, "assets/") {
			cache = cacheForGood
		}
		a.serve(w, r, cache)
		return
	}
	if strings.HasPrefix(name, "assets/") {
		// A page older than this binary asks for a file that is gone: it must
		// not be given the page as a script.
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "this file is no longer part of the interface: reload the page", http.StatusNotFound)
		return
	}
	if a, ok := h.files[indexName]; ok {
		a.serve(w, r, cacheAskAgain)
		return
	}
	notBuilt(w)
}

// guard sets the headers that keep strangers out of the page.
func (h *handler) guard(to http.Header) {
	to.Set("Content-Security-Policy", h.policy)
	to.Set("X-Content-Type-Options", "nosniff")
	to.Set("X-Frame-Options", "DENY")
	to.Set("Referrer-Policy", "same-origin")
	to.Set("Cross-Origin-Opener-Policy", "same-origin")
	to.Set("Permissions-Policy", "camera=(), microphone=(), payment=(), usb=()")
}

const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>fifteen: the interface is not built</title>
<h1>The interface is not built: run <code>make ui</code></h1>
<p>This binary was compiled without the dashboard. The API works.
Run <code>make ui</code> (it needs Node.js), then build and start <code>fifteen</code> again.</p>
<p lang="zh-CN">界面尚未构建。请运行 <code>make ui</code>（需要 Node.js），然后重新编译并启动 <code>fifteen</code>。</p>
</html>
`

func notBuilt(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write([]byte(notBuiltPage))
}
