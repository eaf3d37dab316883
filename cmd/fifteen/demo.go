package main

// demo.go: `fifteen demo`: a server, a Twilio that is none, and 11,000 people.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/peterbourgon/ff/v3/ffcli"
	"github.com/redis/go-redis/v9"

	"fifteen/cmd/fifteen/crowd"
	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"
	"fifteen/web"
)

// demoSettings are the flags of the demo.
type demoSettings struct {
	listen, phones string
	people         int
	every          time.Duration
	speed          float64
	seed           uint64
	latency        time.Duration
	password       string
	osm            string
	verbose        bool
}

func (d *demoSettings) bind(fs *flag.FlagSet) {
	fs.StringVar(&d.listen, "listen", "127.0.0.1:8015", "`address` of the dashboard")
	fs.StringVar(&d.phones, "phones", "127.0.0.1:8016", "`address` of the volunteers' phones")
	fs.IntVar(&d.people, "people", 11000, "how many volunteers there are")
	fs.DurationVar(&d.every, "incidents-every", 2*time.Minute, "mean `time` between incidents that happen by themselves; 0: none")
	fs.Float64Var(&d.speed, "speed", 1, "how much faster than in real life people answer and travel")
	fs.Uint64Var(&d.seed, "seed", 15, "the same seed gives the same people")
	fs.DurationVar(&d.latency, "latency", 150*time.Millisecond, "how long the pretended Twilio takes for a call")
	fs.StringVar(&d.password, "admin-password", "fifteen-demo", "password of the officer admin")
	fs.StringVar(&d.osm, "osm", "", "street extract of Delaware, a `file.osm.pbf` (make demo fetches one); absent: straight lines and no map")
	fs.BoolVar(&d.verbose, "verbose", false, "log what happens")
}

// check says what is wrong with the flags, before anything is started.
func (d *demoSettings) check() error {
	switch {
	case d.people < 1 || d.people > crowd.MaxPeople:
		return fmt.Errorf("--people must be 1 to %d", crowd.MaxPeople)
	case !(d.speed > 0 && d.speed <= 1000):
		return errors.New("--speed must be above 0 and at most 1000")
	case d.every < 0 || d.latency < 0:
		return errors.New("--incidents-every and --latency must not be negative")
	}
	return nil
}

func demoCommand(stdout, stderr io.Writer) *ffcli.Command {
	d := &demoSettings{}
	fs := newFlagSet("fifteen demo", stderr)
	d.bind(fs)
	return &ffcli.Command{
		Name: "demo", ShortUsage: "fifteen demo [flags]", ShortHelp: "try it: simulated volunteers around Wilmington, Delaware",
		LongHelp: `Starts a server with 11,000 simulated volunteers who live through its public
doors only: they get their texts from a pretended Twilio, answer as people do,
travel, arrive. Nothing leaves this machine, and nothing is kept afterwards.`,
		FlagSet: fs, Options: envOptions(),
		Exec: func(ctx context.Context, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("demo takes flags only, not %q", args[0])
			}
			if err := d.check(); err != nil {
				return err
			}
			return runDemo(ctx, d, stdout, stderr)
		},
	}
}

func runDemo(ctx context.Context, d *demoSettings, stdout, stderr io.Writer) error {
	level := "warn"
	if d.verbose {
		level = "info"
	}
	s := settings{listen: d.listen, sms: "twilio", area: "demo", region: "US", timezone: "Local", logLevel: level, adminPassword: d.password, osm: d.osm}
	log, err := s.logger(stderr)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "fifteen-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if s.data, err = cacheFolder(); err != nil {
		s.data = dir
	}
	town, err := s.openCity(ctx, log, stderr)
	if err != nil {
		return err
	}
	s.data = dir

	phonesListener, err := net.Listen("tcp", d.phones)
	if err != nil {
		return fmt.Errorf("--phones: %w; is a demo running already?", err)
	}
	defer func() { _ = phonesListener.Close() }()
	fmt.Fprintln(stdout, "Starting Redis …")
	rdb, keep, err := demoRedis(ctx, dir, log, stdout)
	if err != nil {
		return err
	}
	phonesURL := "http://" + phonesListener.Addr().String()
	config := crowd.Config{
		PhonesURL: phonesURL, Seed: d.seed, N: d.people, IncidentEvery: d.every, Speed: d.speed, Log: log,
	}
	if town != nil {
		config.Streets = town
	}
	people := crowd.People(d.seed, d.people)
	names := make(map[string]string, len(people))
	for _, p := range people {
		names[p.Phone.E164()] = p.Name
	}
	phones, err := fake.New(fake.Config{
		Latency: d.latency, Seed: d.seed, Logger: log, KeepPhones: d.people + 100,
		Name: func(number string) string { return names[number] },
	})
	if err != nil {
		return err
	}
	a, err := newApp(ctx, s, log, extras{
		rdb: rdb, city: town, demo: true, phonesURL: phonesURL + "/phones",
		twilio: &twilio.Config{AccountSID: fake.DefaultAccountSID, AuthToken: fake.DefaultAuthToken, From: fake.DefaultNumber, APIURL: phonesURL},
	})
	if err != nil {
		return err
	}
	phones.SetInbound(a.url + twilio.InboundPath)
	if _, err := a.firstOfficer(ctx); err != nil {
		a.abandon()
		return err
	}
	tokens, err := demoTokens(ctx, a.store)
	if err != nil {
		a.abandon()
		return err
	}
	config.BaseURL, config.ImportToken = a.url, tokens[dispatch.AccessAdmin]
	config.TrackerToken, config.PlatformToken = tokens[dispatch.AccessTracker], tokens[dispatch.AccessPlatform]
	c := crowd.New(config)
	a.jobs = append([]job{keep, {"phones", func(ctx context.Context) error { return phones.Serve(ctx, phonesListener) }}}, a.jobs...)
	a.jobs = append(a.jobs, job{"people", func(ctx context.Context) error {
		fmt.Fprintf(stdout, "%d volunteers move in …\n", d.people)
		if err := c.Prepare(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		fmt.Fprintf(stdout, `
  Ready. Open  %s
  Officer      admin
  Password     %s

  The volunteers' phones: %s/phones
  Stop with Ctrl-C. Nothing is kept.

`, a.url, d.password, phonesURL)
		return c.Run(ctx)
	}})
	return a.run(ctx)
}

// cacheFolder is where the demo keeps what it builds of its extract, so that
// the second start is quick.
func cacheFolder() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(base, "fifteen"), nil
}

// demoRedis starts a Redis for the demo: a real server where there is one,
// else one in this process.
func demoRedis(ctx context.Context, dir string, log *slog.Logger, stdout io.Writer) (*redis.Client, job, error) {
	redisstore.LogClient(log)
	child, err := redisstore.StartChild(ctx, dir, log)
	if err == nil {
		opts, err := redisstore.ClientOptions(child.URL())
		if err != nil {
			return nil, job{}, err
		}
		return redis.NewClient(opts), job{"redis-server", child.Run}, nil
	}
	if !errors.Is(err, redisstore.ErrNoRedis) {
		return nil, job{}, err
	}
	fmt.Fprintln(stdout, "No redis-server on this machine: using one in memory, slower, and nothing is kept.")
	mini := miniredis.NewMiniRedis()
	if err := mini.Start(); err != nil {
		return nil, job{}, err
	}
	opts, err := redisstore.ClientOptions("redis://" + mini.Addr())
	if err != nil {
		return nil, job{}, err
	}
	// Its clock stands still unless it is moved.
	return redis.NewClient(opts), job{"redis in memory", func(ctx context.Context) error {
		defer mini.Close()
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
				mini.FastForward(time.Second)
			}
		}
	}}, nil
}

// demoTokens makes a token for each kind of machine the demo's people use.
func demoTokens(ctx context.Context, store *redisstore.Store) (map[dispatch.Access]string, error) {
	tokens := map[dispatch.Access]string{}
	for _, access := range []dispatch.Access{dispatch.AccessAdmin, dispatch.AccessTracker, dispatch.AccessPlatform} {
		value, t := web.NewToken("demo-"+string(access), access, time.Now())
		if err := store.PutToken(ctx, &t); err != nil {
			return nil, err
		}
		tokens[access] = value
	}
	return tokens, nil
}
