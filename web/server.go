package web

// server.go: what the door is made of, and how it is put together.

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"fifteen/dispatch"
	"fifteen/web/limit"
	"fifteen/web/page"
)

// Config is what a Server is made of. The interfaces, PublicURL, Log and Now
// are required; what may be left out says so.
type Config struct {
	// PublicURL is what the world calls us: scheme, host and port, no path.
	// Cookies are Secure if it is https; browsers' requests must come from it.
	PublicURL string
	// What GET /v1/session tells the dashboard.
	SMS       string // "console", "twilio", …
	Map       MapInfo
	Demo      bool
	PhonesURL string // where the demo's phones are shown, if anywhere

	// PhoneRegion is where phone numbers without a country code belong, a
	// two-letter region; empty: CN.
	PhoneRegion string

	Desk       Desk
	Records    Records
	Links      Links
	Responders Responders
	Positions  Positions
	Accounts   Accounts
	Health     Health

	// Live upgrades GET /v1/live; it gets requests of signed-in officers only
	// and checks the Origin itself. Tiles answers GET /tiles/{z}/{x}/{y}.mvt
	// for officers. UI answers every GET that is nobody else's. Each may be
	// nil: then there is no such thing (404).
	Live, Tiles, UI http.Handler
	// Streets and Places come from a street extract; nil without one: reach is
	// a circle then, and nothing is found.
	Streets Streets
	Places  Places
	// Rules say what people take to leave; zero: the field's figures.
	Rules dispatch.Rules
	// Plans are the response plans; nil: the built-in ones.
	Plans []dispatch.Plan
	// Hindsight compares ways of asking for ended incidents; nil: nothing does.
	Hindsight Hindsight
	// SignedOut, if not nil, is called when a session ends, so that what it
	// holds open can be closed at once.
	SignedOut func()
	// Hooks are webhooks by pattern, such as "POST /hooks/twilio/inbound".
	// They check signatures themselves.
	Hooks map[string]http.Handler

	// Proxies are the reverse proxies whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// NewID draws the id of a responder who comes without one; nil: random.
	NewID func() string
	// Metrics is where the door's metrics are registered and what /metrics
	// shows; nil: a registry of its own.
	Metrics *prometheus.Registry
	Log     *slog.Logger
	Now     func() time.Time
}

// Server is the HTTP door. Its handler may be used by any number of
// goroutines; it owns none itself.
type Server struct {
	Config
	origin  string // scheme://host[:port] of PublicURL
	secure  bool
	page    *page.Page
	metrics *metrics
	hashing chan struct{} // one place for each password being hashed

	replaying chan struct{} // one place: for the comparison being made
	byName    *limit.Keyed
	byAddr    *limit.Keyed
	handler   http.Handler
	mux       *http.ServeMux
}

// Limits on signing in. A name gets ten attempts, then one every ten seconds;
// an address thirty, then one every five seconds (several officers share
// one). That leaves a guesser some 8,600 tries a day on a name.
const (
	nameBurst, nameEvery = 10, 10 * time.Second
	addrBurst, addrEvery = 30, 5 * time.Second
	limitKeys            = 20_000
)

// hashSlots is how many passwords are hashed at the same time; each takes
// 32 MiB and a core for some 50 ms.
const hashSlots = 2

// New joins the rooms into one door. It panics on a hook whose pattern
// collides with a route, as http.ServeMux does.
func New(c Config) (*Server, error) {
	origin, err := Origin(c.PublicURL)
	if err != nil {
		return nil, err
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.Metrics == nil {
		c.Metrics = prometheus.NewRegistry()
	}
	if c.Rules == (dispatch.Rules{}) {
		c.Rules = dispatch.DefaultRules()
	}
	if c.Plans == nil {
		c.Plans = dispatch.Plans()
	}
	if c.NewID == nil {
		c.NewID = func() string { return "v-" + strings.ToLower(randomText(8)) }
	}
	s := &Server{
		Config:  c,
		origin:  origin,
		secure:  strings.HasPrefix(origin, "https:"),
		metrics: newMetrics(c.Metrics),
		hashing: make(chan struct{}, hashSlots),

		replaying: make(chan struct{}, 1),
		byName:    limit.New(nameEvery, nameBurst, limitKeys, c.Now),
		byAddr:    limit.New(addrEvery, addrBurst, limitKeys, c.Now),
	}
	s.page = page.New(page.Config{
		Links: c.Links, Records: c.Records, Desk: c.Desk, Positions: c.Positions,
		Log: c.Log, Now: c.Now,
	})
	for pattern := range c.Hooks {
		if _, path, _ := strings.Cut(pattern, " "); !strings.HasPrefix(path, "/hooks/") {
			return nil, fmt.Errorf("web: hook %q must be METHOD /hooks/…", pattern)
		}
	}
	s.mux = s.routed()
	s.handler = s.outer(s.mux)
	return s, nil
}

// Handler is the whole door.
func (s *Server) Handler() http.Handler { return s.handler }

// HTTPServer returns a server for Handler with the time limits that must be
// set before a request is known; the others are set by route. The caller
// runs it and shuts it down.
func (s *Server) HTTPServer() *http.Server {
	return &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
	}
}

// Origin words a public URL as browsers name its origin: lower case, no
// default port.
func Origin(publicURL string) (string, error) {
	u, err := url.Parse(publicURL)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return "", fmt.Errorf("web: public URL %q must be http(s)://host[:port] without a path", publicURL)
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if usual := map[string]string{"http": "80", "https": "443"}[u.Scheme]; port != "" && port != usual {
		host += ":" + port
	}
	return u.Scheme + "://" + host, nil
}
