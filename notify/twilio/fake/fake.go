package fake

// fake.go: the account and its doors.

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Twilio is one account at a Twilio that is not there.
type Twilio struct {
	cfg      Config
	mux      *http.ServeMux
	streams  chan struct{} // one token a follower
	webhooks *http.Client

	mu      sync.Mutex
	changed chan struct{} // closed and replaced at every change
	faults  Faults
	url     string
	inbound string

	book      book
	calls     ring[*CreateCall]
	callbacks ring[Callback]
	events    ring[event]
	epoch     string // of the events: a cursor of another start is worth nothing

	jobs    jobs
	pending int           // jobs scheduled or under way, and posts waiting in lanes
	wake    chan struct{} // to Run: there may be an earlier job
}

// New makes a fake. It serves HTTP at once; webhooks wait for Run.
func New(cfg Config) (*Twilio, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	t := &Twilio{
		cfg: cfg, inbound: cfg.InboundURL, changed: make(chan struct{}), wake: make(chan struct{}, 1),
		streams:   make(chan struct{}, cfg.Streams),
		book:      newBook(cfg),
		calls:     ring[*CreateCall]{limit: cfg.KeepMessages},
		callbacks: ring[Callback]{limit: 3 * cfg.KeepMessages},
		events:    ring[event]{limit: 2000},
		epoch:     strconv.FormatInt(time.Now().UnixNano(), 36),
	}
	t.webhooks = &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: cfg.Workers, IdleConnTimeout: 30 * time.Second},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.faults.setDefaults()
	t.mux = t.routes()
	return t, nil
}

func (t *Twilio) routes() *http.ServeMux {
	mux := http.NewServeMux()
	const messages = "/2010-04-01/Accounts/{account}/Messages"
	mux.HandleFunc("POST "+messages+".json", t.account(t.create))
	mux.HandleFunc("GET "+messages+".json", t.account(t.list))
	mux.HandleFunc("GET "+messages+"/{sid}", t.account(t.fetch))
	mux.HandleFunc("/2010-04-01/", t.account(func(w http.ResponseWriter, r *http.Request) { notFound(r.URL.Path).write(w) }))
	mux.HandleFunc("GET /faults", t.showFaults)
	mux.Handle("PUT /faults", sameOrigin(http.HandlerFunc(t.setFaults)))
	t.phoneRoutes(mux)
	return mux
}

// ServeHTTP is the API, the fault menu and the phones page.
func (t *Twilio) ServeHTTP(w http.ResponseWriter, r *http.Request) { t.mux.ServeHTTP(w, r) }

// account lets only the account's owner in.
func (t *Twilio) account(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user, token, _ := r.BasicAuth()
		same := subtle.ConstantTimeCompare([]byte(user+":"+token), []byte(t.cfg.AccountSID+":"+t.cfg.AuthToken)) == 1
		if !same {
			w.Header().Set("WWW-Authenticate", `Basic realm="Twilio API"`)
			errAuthenticate.write(w)
			return
		}
		if a := r.PathValue("account"); a != "" && a != t.cfg.AccountSID {
			notFound(r.URL.Path).write(w)
			return
		}
		next(w, r)
	}
}

// sameOrigin keeps other sites' pages from playing a volunteer through the
// browser of somebody who has the phones page open.
func sameOrigin(next http.Handler) http.Handler {
	return http.NewCrossOriginProtection().Handler(next)
}

// URL is where the fake listens, once it does: what TWILIO_API_URL is set to.
func (t *Twilio) URL() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.url
}

// SetInbound sets the webhook for replies.
func (t *Twilio) SetInbound(url string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.inbound = url
}

// SetFaults replaces the fault menu. Times left zero are the defaults.
func (t *Twilio) SetFaults(f Faults) {
	f.setDefaults()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = f
}

// Faults is the menu as it is now, with what is left of each Next.
func (t *Twilio) Faults() Faults {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.faults
}

// announce wakes everybody who waits for a change; t.mu is held.
func (t *Twilio) announce() {
	close(t.changed)
	t.changed = make(chan struct{})
}

func (t *Twilio) newSID(kind string) string {
	n := uint64(t.book.texts.added)
	return fmt.Sprintf("%s%016x%016x", kind, mix(t.cfg.Seed, kind, n), n)
}
