package live

// serve.go: the door: who may connect, and the upgrade.

import (
	"bufio"
	"encoding/json"
	"net"
	"net/http"
	"slices"

	"github.com/gorilla/websocket"

	"fifteen/dispatch"
)

// ServeHTTP turns a request into a client and serves it until it ends. The
// request has been authenticated by the caller.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.originAllowed(r) {
		problem(w, http.StatusForbidden, dispatch.CodeForbidden,
			"pages of this origin may not connect: open the dashboard under the public URL of the server")
		return
	}
	if !websocket.IsWebSocketUpgrade(r) {
		w.Header().Set("Upgrade", "websocket")
		problem(w, http.StatusUpgradeRequired, dispatch.CodeInvalid, "connect with a WebSocket client")
		return
	}
	if !slices.Contains(websocket.Subprotocols(r), Subprotocol) {
		problem(w, http.StatusBadRequest, dispatch.CodeInvalid, "offer the WebSocket subprotocol "+Subprotocol)
		return
	}
	defer h.connections.Add(-1)
	if h.connections.Add(1) > int64(h.cfg.MaxClients) {
		h.refuseBusy(w, "too many live connections: try again")
		return
	}
	select {
	case <-h.stopping:
		h.refuseBusy(w, "the server is stopping: try again")
		return
	default:
	}
	ws, err := h.upgrader.Upgrade(hijacker{w}, r, nil)
	if err != nil {
		return // answered by refuseUpgrade, or the other side is gone
	}
	newClient(h, ws, r).serve()
}

// originAllowed compares the origin exactly. Browsers always send one with a
// WebSocket; a request without is a machine's and must carry its token.
func (h *Hub) originAllowed(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return r.Header.Get("Authorization") != ""
	}
	_, ok := h.origins[origins[0]]
	return ok && len(origins) == 1
}

// hijacker lets middleware wrap the ResponseWriter as long as it has Unwrap.
type hijacker struct{ http.ResponseWriter }

// Hijack takes over the connection.
func (h hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(h.ResponseWriter).Hijack()
}

func (h *Hub) refuseBusy(w http.ResponseWriter, detail string) {
	w.Header().Set("Retry-After", "2")
	problem(w, http.StatusServiceUnavailable, dispatch.CodeUnavailable, detail)
}

func refuseUpgrade(w http.ResponseWriter, _ *http.Request, status int, reason error) {
	code := dispatch.CodeInvalid
	if status >= http.StatusInternalServerError {
		code = dispatch.CodeInternal
	}
	problem(w, status, code, reason.Error())
}

// problem answers with application/problem+json.
func problem(w http.ResponseWriter, status int, code dispatch.Code, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct { // a client that is gone cannot be told
		Type   string        `json:"type"`
		Title  string        `json:"title"`
		Status int           `json:"status"`
		Detail string        `json:"detail"`
		Code   dispatch.Code `json:"code"`
	}{"about:blank", http.StatusText(status), status, detail, code})
}
