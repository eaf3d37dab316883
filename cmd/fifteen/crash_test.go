package main

// crash_test.go: the test the product stands on. The real server is killed
// with SIGKILL around each write and each send and at any instant, and started
// again on the same Redis, while officers, volunteers and the provider go on.
// Afterwards three accounts are compared: what was acknowledged, what the
// provider saw, and what the journal says.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"
	"fifteen/web"
)

var (
	killsFlag = flag.Int("kills", 110, "how often TestCrash kills the server")
	seedFlag  = flag.Uint64("seed", 0, "what TestCrash draws from; 0: the time")
)

// badDay is a provider that fails after accepting, breaks off, is slow, and
// doubles, delays, loses and swaps its reports.
var badDay = fake.Faults{
	Slow: fake.Fault{Probability: 0.1}, SlowBy: 150 * time.Millisecond,
	ErrorAfter: fake.Fault{Probability: 0.03}, ResetAfter: fake.Fault{Probability: 0.03},
	HangAfter: fake.Fault{Probability: 0.01}, HangFor: 3 * time.Second,
	ErrorBefore: fake.Fault{Probability: 0.02}, ResetBefore: fake.Fault{Probability: 0.02},
	TooMany:      fake.Fault{Probability: 0.02},
	CallbackLate: fake.Fault{Probability: 0.05}, LateBy: time.Second,
	CallbackDoubled: fake.Fault{Probability: 0.05}, CallbackMissing: fake.Fault{Probability: 0.05},
	CallbackReordered: fake.Fault{Probability: 0.05},
}

func TestCrash(t *testing.T) {
	kills, seed := *killsFlag, *seedFlag
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("to repeat: go test -race ./cmd/fifteen -run '^TestCrash$' -v -kills %d -seed %d", kills, seed)
	t.Run("provider on a good day", func(t *testing.T) { crash(t, kills-kills*2/5, seed, fake.Faults{}) })
	t.Run("provider on a bad day", func(t *testing.T) { crash(t, kills*2/5, seed+1, badDay) })
}

// How impatient the relay under test is, so that doubts are settled in a run
// of minutes. As in production, Doubt is longer than a call can last.
const (
	crashLease       = 400 * time.Millisecond
	crashCallTimeout = 800 * time.Millisecond
	crashDoubt       = 1600 * time.Millisecond
)

// The size of the town.
const (
	volunteers = 500
	desks      = 8
)

// ordeal is one run: a server that is killed, and those who depend on it.
type ordeal struct {
	seed   uint64
	area   string
	url    string // where the server is, whenever it is
	env    []string
	log    *logBook
	rdb    *redis.Client
	store  *redisstore.Store // the test's own eyes
	tw     *fake.Twilio
	token  string
	deaths []death
	enough chan struct{} // closed when it was killed often enough

	mu       sync.Mutex
	opened   []acknowledged
	ended    map[string]dispatch.IncidentState // what officers were told it is now
	answered []answered
	retries  int
}

// crash runs an ordeal and judges what is left.
func crash(t *testing.T, kills int, seed uint64, faults fake.Faults) {
	o := newOrdeal(t, seed, faults)
	began := time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	awake, sleep := context.WithCancel(ctx)
	defer sleep()

	var officers, others errgroup.Group
	for i := range desks {
		officers.Go(func() error { return newDesk(o, i).run(ctx) })
	}
	people, journal := newPhones(o), newReplay(o.store)
	others.Go(func() error { return people.run(awake) })
	others.Go(func() error { return journal.follow(ctx) })

	last, err := o.live(ctx, kills)
	if err != nil {
		t.Fatal(err)
	}
	besieged := time.Since(began)
	if err := officers.Wait(); err != nil {
		t.Errorf("officers: %v", err)
	}
	sleep() // nobody writes any more
	if err := o.settle(ctx, last); err != nil {
		t.Errorf("the server does not come to rest: %v", err)
	}
	if err := last.stop(15 * time.Second); err != nil {
		t.Errorf("the last server did not stop well: %v", err)
	}
	cancel()
	if err := others.Wait(); err != nil {
		t.Errorf("phones and journal: %v", err)
	}
	v := &verdict{}
	o.judge(t.Context(), v, journal)
	v.report(t)
	t.Logf("%s of kills, %s in all\n%s", besieged.Round(time.Second), time.Since(began).Round(time.Second), v.table(o))
}

func newOrdeal(t *testing.T, seed uint64, faults fake.Faults) *ordeal {
	t.Helper()
	o := &ordeal{
		seed: seed, area: redistest.Area(t), log: newLogBook(t), rdb: redistest.Client(t),
		enough: make(chan struct{}), ended: map[string]dispatch.IncidentState{},
	}
	o.store = redisstore.New(o.rdb, redisstore.Options{Area: o.area})
	if _, _, err := o.store.ImportResponders(t.Context(), townspeople()); err != nil {
		t.Fatal(err)
	}
	value, token := web.NewToken("desk", dispatch.AccessOfficer, time.Now())
	if err := o.store.PutToken(t.Context(), &token); err != nil {
		t.Fatal(err)
	}
	o.token = value

	o.tw = fake.Start(t, fake.Config{
		Latency: 20 * time.Millisecond, RetryAfter: 1200 * time.Millisecond, WebhookTimeout: 5 * time.Second,
		KeepMessages: 1 << 20, KeepPerPhone: 1 << 20, Seed: seed,
	})
	o.tw.SetFaults(faults)
	// Some phones are off and some numbers are landlines.
	for i := 3; i < volunteers; i += 40 {
		o.tw.Phone(number(i)).FailWith(30003)
		o.tw.Phone(number(i + 1)).RefuseWith(21614)
	}
	address := freeAddress(t)
	o.url = "http://" + address
	o.tw.SetInbound(o.url + twilio.InboundPath)
	o.env = []string{
		"FIFTEEN_AREA=" + o.area, "FIFTEEN_LISTEN=" + address, "FIFTEEN_DATA=" + t.TempDir(), "FIFTEEN_SMS=twilio",
		"FIFTEEN_LOG_LEVEL=error", "FIFTEEN_TIMEZONE=UTC",
		"TWILIO_API_URL=" + o.tw.URL(), "TWILIO_ACCOUNT_SID=" + fake.DefaultAccountSID, "TWILIO_AUTH_TOKEN=" + fake.DefaultAuthToken,
		"TWILIO_FROM=" + fake.DefaultNumber, "TWILIO_MESSAGING_SERVICE_SID=",
		"FIFTEEN_TEST_LEASE=" + crashLease.String(), "FIFTEEN_TEST_DOUBT=" + crashDoubt.String(),
		"FIFTEEN_TEST_CALL_TIMEOUT=" + crashCallTimeout.String(),
	}
	return o
}

// freeAddress finds a port that is free and stays so between two lives: below
// those a system gives to outgoing connections.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", 15000+rand.N(15000))
		if ln, err := net.Listen("tcp", address); err == nil {
			_ = ln.Close()
			return address
		}
	}
	t.Fatal("no free port between 15000 and 30000")
	return ""
}

// townspeople live around the centre, all near enough for most incidents; half
// of them know medical rescue.
func townspeople() []dispatch.Responder {
	rng := rand.New(rand.NewPCG(15, 15))
	people := make([]dispatch.Responder, volunteers)
	for i := range people {
		people[i] = dispatch.Responder{
			ID: fmt.Sprintf("v%03d", i), Name: fmt.Sprintf("Volunteer %d", i), Phone: dispatch.Phone(number(i)),
			Lang: []string{"zh", "en"}[i%2], Modes: []dispatch.Mode{dispatch.ModeBike, dispatch.ModeDrive},
			Skills: [][]dispatch.Role{{dispatch.RoleMedical}, {}}[i%2], Available: true, Consent: true,
			Home: &dispatch.Position{Lng: 121.47 + (rng.Float64()-.5)/50, Lat: 31.23 + (rng.Float64()-.5)/50},
		}
	}
	return people
}

func number(i int) string { return fmt.Sprintf("+861380013%04d", i) }

// settle waits until nothing is under way any more.
func (o *ordeal) settle(ctx context.Context, p *serverProcess) error {
	ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	timers := "fifteen:{" + o.area + "}:timers"
	for quiet := 0; quiet < 3; {
		if err := o.tw.Idle(ctx); err != nil {
			return fmt.Errorf("the provider is not idle: %w", err)
		}
		texts, err := o.store.Backlog(ctx)
		late, err2 := o.rdb.ZCount(ctx, timers, "-inf", fmt.Sprint(time.Now().Add(-time.Second).UnixMilli())).Result()
		if err := errors.Join(err, err2); err != nil {
			return fmt.Errorf("%d texts in the outbox, %d timers overdue: %w", texts, late, err)
		}
		if quiet++; texts > 0 || late > 0 {
			quiet = 0
		}
		select {
		case <-p.exited:
			return fmt.Errorf("it ended by itself: %w", p.err)
		case <-ctx.Done():
			return fmt.Errorf("%d texts in the outbox, %d timers overdue: %w", texts, late, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}
