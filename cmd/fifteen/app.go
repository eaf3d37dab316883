package main

// app.go: the rooms joined into one server.

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"fifteen/dispatch"
	"fifteen/dispatch/lab"
	"fifteen/dispatch/redisstore"
	"fifteen/geo"
	"fifteen/geo/city"
	"fifteen/geo/redisgeo"
	"fifteen/geo/tile"
	"fifteen/notify"
	"fifteen/notify/console"
	"fifteen/notify/twilio"
	"fifteen/web"
	"fifteen/web/live"
	"fifteen/web/problem"
	"fifteen/web/ui"
)

// app is one running server.
type app struct {
	settings
	log      *slog.Logger
	city     *city.City // nil: no streets
	rules    dispatch.Rules
	rdb      *redis.Client
	listener net.Listener
	url      string // the public URL
	store    *redisstore.Store
	server   *http.Server
	// jobs run until the app is stopped, in the order in which they are
	// started; they are stopped in reverse.
	jobs []job
}

// job is a named part with a life of its own.
type job struct {
	name string
	run  func(context.Context) error
}

// extras are what the demo and tests add to a server.
type extras struct {
	rdb       *redis.Client // instead of --redis and --data
	twilio    *twilio.Config
	demo      bool
	phonesURL string
	at        func(point string) // called at named points, for crash tests
	relay     notify.RelayConfig // zero fields: the defaults
	out       *os.File           // where the console channel prints; nil: stdout
	city      *city.City         // instead of --osm
	progress  io.Writer          // where the building of the streets is shown; nil: in the log
}

// newApp builds a server that listens already but does not answer yet.
func newApp(ctx context.Context, s settings, log *slog.Logger, x extras) (_ *app, err error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	loc, err := s.location()
	if err != nil {
		return nil, err
	}
	certified, err := s.certifiedRoles()
	if err != nil {
		return nil, err
	}
	proxies, err := s.proxyNetworks()
	if err != nil {
		return nil, err
	}
	plans, err := s.openPlans()
	if err != nil {
		return nil, err
	}
	a := &app{settings: s, log: log, city: x.city}
	if a.city == nil {
		if a.city, err = s.openCity(ctx, log, x.progress); err != nil {
			return nil, err
		}
	}
	defer func() {
		if err != nil {
			a.abandon()
		}
	}()
	if a.listener, err = net.Listen("tcp", s.listen); err != nil {
		return nil, fmt.Errorf("--listen: %w", err)
	}
	if a.url = strings.TrimSuffix(s.publicURL, "/"); a.url == "" {
		a.url = "http://" + a.listener.Addr().String()
	}
	if a.rdb = x.rdb; a.rdb == nil {
		o, err := openRedis(ctx, &s, log)
		if err != nil {
			return nil, err
		}
		if a.rdb = o.rdb; o.child != nil {
			a.jobs = append(a.jobs, job{"redis-server", o.child.Run})
		}
	}

	now := func() time.Time { return time.Now().In(loc) }
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	a.store = redisstore.New(a.rdb, redisstore.Options{Area: s.area, Log: log, Hooks: redisstore.Hooks{At: x.at}})
	if err := a.store.OpenOutbox(ctx); err != nil {
		return nil, fmt.Errorf("redis: %w", err)
	}
	positions := redisgeo.New(a.rdb, s.area, redisgeo.WithClock(now))
	domain := dispatch.Config{
		Store: a.store, Finder: positions, People: a.store, Distance: geo.Distance,
		Now: now, NewID: newID, NewToken: rand.Text, Log: log,
	}
	a.rules = dispatch.DefaultRules()
	a.rules.Certified = certified
	if a.city != nil {
		domain.Router, domain.Defibrillators = a.city, city.Defibrillators{Places: a.city.Places}
		figures := a.city.Streets.Calibration()
		a.rules.TurnoutDay = time.Duration(figures.TurnoutDay * float64(time.Second))
		a.rules.TurnoutNight = time.Duration(figures.TurnoutNight * float64(time.Second))
	}
	domain.Rules, domain.Habits = a.rules, a.store
	domain.Plans = plans
	desk := dispatch.New(domain)
	texts := notify.NewMetrics(reg)
	inbox := &notify.Inbox{Desk: desk, Files: a.store, Now: now, NewID: newID, Log: log, Metrics: texts}
	channel, hooks, err := a.channel(x, inbox)
	if err != nil {
		return nil, err
	}
	relay := x.relay
	relay.Outbox, relay.Channel, relay.PublicURL, relay.Consumer = a.store, channel, a.url, newID()
	relay.PerSecond, relay.Log, relay.Metrics, relay.At = s.smsPerSecond, log, texts, x.at

	door, hub, err := a.door(desk, positions, hooks, reg, now, func(c *web.Config) {
		c.Demo, c.PhonesURL, c.Proxies, c.Plans = x.demo, x.phonesURL, proxies, plans
	})
	if err != nil {
		return nil, err
	}
	a.server = door.HTTPServer()
	a.jobs = append(a.jobs,
		job{"responders", a.store.Run},
		job{"live", hub.Run},
		job{"relay", notify.NewRelay(relay).Run},
		job{"policy", desk.Run},
		job{"http", a.serveHTTP},
	)
	return a, nil
}

// channel makes the way texts are sent, with its webhooks.
func (a *app) channel(x extras, inbox *notify.Inbox) (notify.Channel, map[string]http.Handler, error) {
	if a.sms == "console" && x.twilio == nil {
		out := x.out
		if out == nil {
			out = os.Stdout
		}
		return console.New(out), nil, nil
	}
	cfg := twilio.Config{
		AccountSID: secret("TWILIO_ACCOUNT_SID"), AuthToken: secret("TWILIO_AUTH_TOKEN"),
		From: secret("TWILIO_FROM"), MessagingServiceSID: secret("TWILIO_MESSAGING_SERVICE_SID"),
		APIURL: secret("TWILIO_API_URL"),
	}
	if x.twilio != nil {
		cfg = *x.twilio
	}
	cfg.PublicURL = a.url
	channel, err := twilio.New(cfg)
	if err != nil {
		return nil, nil, err
	}
	hooks, err := twilio.NewHooks(cfg, inbox, twilio.HookOptions{Logger: a.log})
	if err != nil {
		return nil, nil, err
	}
	return channel, map[string]http.Handler{
		"POST " + twilio.InboundPath:             hooks.Inbound(),
		"POST " + twilio.StatusPath + "{notice}": hooks.Status(),
	}, nil
}

// door makes the HTTP door and the live hub behind it.
func (a *app) door(desk *dispatch.Dispatcher, positions *redisgeo.Store, hooks map[string]http.Handler,
	reg *prometheus.Registry, now func() time.Time, more func(*web.Config),
) (*web.Server, *live.Hub, error) {
	origin, err := web.Origin(a.url)
	if err != nil {
		return nil, nil, err
	}
	var door *web.Server
	hub := live.New(live.Config{
		Source: a.store, Positions: positions, Origins: []string{origin},
		Revalidate: func(r *http.Request) error { return door.Revalidate(r) },
		Log:        a.log, Now: now, Metrics: live.NewMetrics(reg),
	})
	base, err := a.mapInfo(a.city)
	if err != nil {
		return nil, nil, err
	}
	c := web.Config{
		PublicURL: a.url, SMS: a.sms, PhoneRegion: a.region, Map: base, Rules: a.rules,
		Desk: desk, Records: a.store, Links: a.store, Responders: a.store,
		Positions: sightings{positions, desk, a.log},
		Accounts:  a.store, Health: a.store, Live: hub, SignedOut: hub.Recheck, UI: ui.Handler(base.TileOrigin()), Hooks: hooks,
		Hindsight: lab.Hindsight,
		Metrics:   reg, Log: a.log, Now: now,
	}
	if a.city != nil {
		c.Streets, c.Places = a.city, a.city.Places
		c.Tiles = tile.NewHandler(a.city.Map, tile.HandlerOptions{
			Digest: hex.EncodeToString(a.city.Digest[:]),
			Refuse: func(w http.ResponseWriter, _ *http.Request, status int, message string) {
				code := dispatch.CodeNotFound
				if status >= http.StatusInternalServerError {
					code = dispatch.CodeUnavailable
				}
				problem.Write(w, problem.Of(dispatch.Errorf(code, "%s", message)))
			},
		})
	}
	more(&c)
	door, err = web.New(c)
	return door, hub, err
}

// sightings keeps positions and lets the desk see them.
type sightings struct {
	*redisgeo.Store
	desk *dispatch.Dispatcher
	log  *slog.Logger
}

func (s sightings) Record(ctx context.Context, seen []dispatch.Sighting) (accepted, stale int, err error) {
	if accepted, stale, err = s.Store.Record(ctx, seen); err != nil {
		return accepted, stale, err
	}
	if err := s.desk.Seen(ctx, seen); err != nil {
		// The positions are kept; the next ones are looked at again.
		s.log.WarnContext(ctx, "arrivals not looked for", "error", err)
	}
	return accepted, stale, nil
}

// run runs the jobs until ctx ends or one of them fails, and stops them in
// reverse order.
func (a *app) run(ctx context.Context) error {
	defer a.abandon()
	var g errgroup.Group
	failed := make(chan error, len(a.jobs))
	stops := make([]func(), 0, len(a.jobs))
	for _, j := range a.jobs {
		jobCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		ended := make(chan struct{})
		g.Go(func() error {
			defer close(ended)
			err := j.run(jobCtx)
			if err != nil {
				err = fmt.Errorf("%s: %w", j.name, err)
				failed <- err
			}
			return err
		})
		stops = append(stops, func() { cancel(); <-ended })
	}
	select {
	case <-ctx.Done():
	case err := <-failed:
		a.log.Error("a part of the server failed, stopping", "error", err)
	}
	for i := len(stops) - 1; i >= 0; i-- {
		stops[i]()
	}
	return g.Wait()
}

// serveHTTP answers requests until ctx ends, then finishes those under way.
func (a *app) serveHTTP(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- a.server.Serve(a.listener) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := a.server.Shutdown(last)
	if s := <-served; !errors.Is(s, http.ErrServerClosed) {
		err = errors.Join(err, s)
	}
	return err
}

// abandon closes what is open.
func (a *app) abandon() {
	if a.listener != nil {
		_ = a.listener.Close()
	}
	if a.rdb != nil {
		_ = a.rdb.Close()
	}
}

// newID draws a short unique id: 65 bits, lower case, no vowels needed.
func newID() string { return strings.ToLower(rand.Text()[:13]) }
