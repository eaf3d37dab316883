package redisstore_test

// store_test.go: the store against a real redis-server: what is written is
// written whole, once, and by the right one.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/dispatch/redisstore/redistest"
)

func TestMain(m *testing.M) { redistest.Main(m) }

// rig is a store with a dispatcher in front of it.
type rig struct {
	*redisstore.Store
	desk   *dispatch.Dispatcher
	finder fixedFinder
	now    time.Time
	area   string
	ids    int
	mu     sync.Mutex
}

// fixedFinder puts everybody where they were put.
type fixedFinder map[string]orb.Point

func (f fixedFinder) Near(_ context.Context, _ orb.Point, _ float64, _ time.Time) (out []dispatch.Whereabouts, _ error) {
	for id, p := range f {
		out = append(out, dispatch.Whereabouts{Responder: id, Point: p, Basis: dispatch.BasisHome})
	}
	return out, nil
}

func (f fixedFinder) Locate(_ context.Context, ids []string, _ time.Time) (out []dispatch.Whereabouts, _ error) {
	for _, id := range ids {
		if p, ok := f[id]; ok {
			out = append(out, dispatch.Whereabouts{Responder: id, Point: p, Basis: dispatch.BasisHome})
		}
	}
	return out, nil
}

func newRig(t *testing.T, volunteers int) *rig {
	t.Helper()
	r := &rig{finder: fixedFinder{}, now: time.Now().Truncate(time.Millisecond), area: redistest.Area(t)}
	r.Store = redisstore.New(redistest.Client(t), redisstore.Options{Area: r.area})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	eventually(t, func() error { return r.Ready(ctx) })
	for i := range volunteers {
		v := person(i)
		if err := r.PutResponder(ctx, &v, true); err != nil {
			t.Fatal(err)
		}
		r.finder[v.ID] = orb.Point{float64(i+1) / 1e4, 0}
	}
	if err := r.OpenOutbox(ctx); err != nil {
		t.Fatal(err)
	}
	r.desk = dispatch.New(dispatch.Config{
		Store: r.Store, Finder: r.finder, People: r.Store,
		Distance: func(a, b orb.Point) float64 { return 1e5 * max(a[0]-b[0], b[0]-a[0]) },
		Now:      func() time.Time { r.mu.Lock(); defer r.mu.Unlock(); return r.now },
		NewID:    func() string { r.mu.Lock(); defer r.mu.Unlock(); r.ids++; return fmt.Sprintf("i%d", r.ids) },
		NewToken: func() string { r.mu.Lock(); defer r.mu.Unlock(); r.ids++; return fmt.Sprintf("token%d", r.ids) },
		Log:      slog.New(slog.DiscardHandler),
	})
	return r
}

func person(i int) dispatch.Responder {
	return dispatch.Responder{
		ID: fmt.Sprintf("v%03d", i), Name: fmt.Sprintf("Volunteer %d", i), Phone: dispatch.Phone(fmt.Sprintf("+861380013%04d", i)),
		Lang: "zh", Modes: []dispatch.Mode{dispatch.ModeBike}, Skills: []dispatch.Role{dispatch.RoleMedical},
		Available: true, Consent: true, Home: &dispatch.Position{Lng: float64(i+1) / 1e4},
	}
}

func eventually(t *testing.T, check func() error) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		err := check()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
		<-time.After(5 * time.Millisecond)
	}
}

func (r *rig) open(t *testing.T, key string) *dispatch.Case {
	t.Helper()
	req := dispatch.OpenRequest{Kind: dispatch.KindInjury, Needs: []dispatch.Need{{Role: dispatch.RoleMedical, Count: 1}}, By: "test"}
	if key != "" {
		req.Key = &dispatch.IdempotencyKey{Key: key, Hash: "h"}
	}
	c, err := r.desk.Open(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOpenWritesEverythingAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	got, err := r.Case(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Offers) != len(c.Offers) || len(c.Offers) < 5 || got.Incident.Version != 1 || got.Incident.Number != 1 {
		t.Fatalf("read back %d offers, version %d, number %d", len(got.Offers), got.Incident.Version, got.Incident.Number)
	}
	for i, o := range got.Offers {
		if o.Rank < 1 || o.Rank > len(got.Offers) || o.Token == "" || o.Phone == "" || o.Text.Status != dispatch.TextQueued {
			t.Errorf("offer %d: %+v", i, o)
		}
		if inc, off, err := r.ByToken(t.Context(), o.Token); err != nil || inc != c.Incident.ID || off != o.ID {
			t.Errorf("token of %s leads to %s %s %v", o.ID, inc, off, err)
		}
	}
	queued, err := r.Claim(t.Context(), "me", 100, time.Second)
	if err != nil || len(queued) != len(c.Offers) {
		t.Fatalf("%d texts queued: %v", len(queued), err)
	}
	events, err := r.Journal(t.Context(), c.Incident.ID)
	if err != nil || len(events) != len(c.Offers)+2 { // opened, wave, offers
		t.Fatalf("%d events: %v", len(events), err)
	}
	all, err := r.Since(t.Context(), 0, 100)
	if n := len(events); err != nil || len(all) != n || all[0].Seq != 1 || all[n-1].Seq != int64(n) {
		t.Fatalf("journal: %d events, %v", len(all), err)
	}
	due, err := r.DueTimers(t.Context(), r.now.Add(46*time.Second), time.Second, 10)
	if err != nil || len(due) != 1 {
		t.Errorf("due after the silence: %v %v", due, err)
	}
}

func TestIdempotencyKeyIsTakenOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, 10)
	first := r.open(t, "k")
	_, err := r.desk.Open(t.Context(), dispatch.OpenRequest{Kind: dispatch.KindInjury, Key: &dispatch.IdempotencyKey{Key: "k", Hash: "h"}})
	var again *dispatch.Replayed
	if !errors.As(err, &again) || again.Incident != first.Incident.ID || !again.Same {
		t.Fatalf("second use: %v", err)
	}
	_, err = r.desk.Open(t.Context(), dispatch.OpenRequest{Kind: dispatch.KindFire, Key: &dispatch.IdempotencyKey{Key: "k", Hash: "other"}})
	if !errors.As(err, &again) || again.Same {
		t.Fatalf("use with another request: %v", err)
	}
	if cases, err := r.Cases(t.Context(), "all", 10); err != nil || len(cases) != 1 {
		t.Fatalf("%d incidents, %v", len(cases), err)
	}
}

// Many answers at once: exactly one person gets the one seat, everybody else
// comes as a backup or is released, and no event is lost or doubled.
func TestOneSeatIsTakenOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	var wg sync.WaitGroup
	results := make([]dispatch.Result, len(c.Offers))
	for i, o := range c.Offers {
		wg.Go(func() {
			_, res, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
				Incident: c.Incident.ID, Offer: o.ID, Answer: dispatch.AnswerAccept, By: "sms", Via: dispatch.ViaText,
			})
			if err != nil {
				t.Error(err)
			}
			results[i] = res
		})
	}
	wg.Wait()
	for _, res := range results {
		if res != dispatch.ResultApplied && res != dispatch.ResultFull {
			t.Errorf("result %s", res)
		}
	}
	after, err := r.Case(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	seated, coming := 0, 0
	for _, o := range after.Offers {
		if o.State.Coming() {
			coming++
			if !o.Backup {
				seated++
			}
		}
	}
	if seated != 1 {
		t.Fatalf("%d have the one seat", seated)
	}
	engaged, err := r.Engagements(t.Context())
	if err != nil || len(engaged) != coming {
		t.Fatalf("%d come, engaged: %v %v", coming, engaged, err)
	}
	events, err := r.Journal(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		if i > 0 && events[i].Seq <= events[i-1].Seq {
			t.Fatalf("event %d has seq %d after %d", i, events[i].Seq, events[i-1].Seq)
		}
	}
}

// Two incidents opened at the same moment never text the same person.
func TestIncidentsDoNotShareAPerson(t *testing.T) {
	t.Parallel()
	r := newRig(t, 30)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { r.open(t, "") })
	}
	wg.Wait()
	cases, err := r.Cases(t.Context(), "open", 10)
	if err != nil || len(cases) != 4 {
		t.Fatalf("%d incidents, %v", len(cases), err)
	}
	asked := map[string]string{}
	for _, c := range cases {
		if len(c.Offers) == 0 {
			t.Errorf("incident %s asked nobody", c.Incident.ID)
		}
		for _, o := range c.Offers {
			if other, ok := asked[o.Responder]; ok {
				t.Errorf("%s was asked for %s and %s", o.Responder, other, c.Incident.ID)
			}
			asked[o.Responder] = c.Incident.ID
		}
	}
}

func TestTextStatusOnlyClimbs(t *testing.T) {
	t.Parallel()
	r := newRig(t, 3)
	c := r.open(t, "")
	queued, err := r.Claim(t.Context(), "me", 1, time.Second)
	if err != nil || len(queued) != 1 {
		t.Fatal(len(queued), err)
	}
	n := &queued[0].Notice
	if start, _, err := r.Begin(t.Context(), n); err != nil || start != dispatch.StartGo {
		t.Fatal(start, err)
	}
	if start, _, err := r.Begin(t.Context(), n); err != nil || start != dispatch.StartUnknown {
		t.Fatalf("a second beginning is %s, %v", start, err)
	}
	at := r.now
	for _, s := range []dispatch.TextStatus{dispatch.TextDelivered, dispatch.TextSent, dispatch.TextAcceptedBy, dispatch.TextDelivered, dispatch.TextFailed} {
		at = at.Add(time.Second)
		if err := r.Settle(t.Context(), n, dispatch.Settlement{Status: s, ProviderID: "SM1", Segments: 2, At: at, Entry: queued[0].Entry}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := r.Case(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if text := got.Offer(n.Offer).Text; text.Status != dispatch.TextDelivered || text.Segments != 2 || text.SentAt.IsZero() {
		t.Errorf("text is %+v", text)
	}
	events, err := r.Journal(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	texts := 0
	for _, ev := range events {
		if ev.Type == dispatch.EventText {
			texts++
			if ev.Text == nil || ev.Text.Status != dispatch.TextDelivered || ev.TextKind != dispatch.TextAsk {
				t.Errorf("event %+v", ev)
			}
		}
	}
	if texts != 1 {
		t.Errorf("%d events of one text that was delivered once", texts)
	}
	if start, _, err := r.Begin(t.Context(), n); err != nil || start != dispatch.StartSettled {
		t.Errorf("a settled text begins with %s, %v", start, err)
	}
	left, err := r.Backlog(t.Context())
	if err != nil || left != int64(len(c.Offers)-1) {
		t.Errorf("%d texts left, %v", left, err)
	}
}

func TestExpiredLeaseIsReclaimed(t *testing.T) {
	t.Parallel()
	r := newRig(t, 3)
	r.open(t, "")
	dead, err := r.Claim(t.Context(), "dead", 10, time.Second)
	if err != nil || len(dead) == 0 {
		t.Fatal(err)
	}
	if none, err := r.Reclaim(t.Context(), "heir", time.Minute, 10); err != nil || len(none) != 0 {
		t.Fatalf("%d were taken within the lease, %v", len(none), err)
	}
	eventually(t, func() error {
		heir, err := r.Reclaim(t.Context(), "heir", 10*time.Millisecond, 10)
		if err == nil && len(heir) != len(dead) {
			err = fmt.Errorf("%d of %d reclaimed", len(heir), len(dead))
		}
		return err
	})
}

func TestOptOutStopsATextAtTheLastMoment(t *testing.T) {
	t.Parallel()
	r := newRig(t, 1)
	r.open(t, "")
	queued, err := r.Claim(t.Context(), "me", 1, time.Second)
	if err != nil || len(queued) != 1 {
		t.Fatal(err)
	}
	v, err := r.ResponderByPhone(t.Context(), queued[0].Notice.To)
	if err != nil {
		t.Fatal(err)
	}
	v.OptedOut = true
	if err := r.PutResponder(t.Context(), v, false); err != nil {
		t.Fatal(err)
	}
	if start, _, err := r.Begin(t.Context(), &queued[0].Notice); err != nil || start != dispatch.StartOptedOut {
		t.Errorf("start is %s, %v", start, err)
	}
}

// brokenFinder finds nobody, as when the index cannot be read.
type brokenFinder struct{ fixedFinder }

func (brokenFinder) Near(context.Context, orb.Point, float64, time.Time) ([]dispatch.Whereabouts, error) {
	return nil, dispatch.Unavailable(errors.New("the index is away"))
}

// A refusal is kept although the next wave cannot be found right now; the
// timer looks again.
func TestAnswerIsKeptWhenNobodyCanBeLookedFor(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	whole := r.desk.Finder
	r.desk.Finder = brokenFinder{}
	refuse := dispatch.AnswerRequest{
		Incident: c.Incident.ID, Offer: c.Offers[0].ID, Answer: dispatch.AnswerDecline, Remark: "ill",
		By: "sms", Via: dispatch.ViaText, Key: &dispatch.IdempotencyKey{Key: "text:1", Hash: "1"},
	}
	if _, res, err := r.desk.Answer(t.Context(), refuse); err != nil || res != dispatch.ResultApplied {
		t.Fatal(res, err)
	}
	if kept, err := r.Case(t.Context(), c.Incident.ID); err != nil || kept.Offers[0].State != dispatch.OfferDeclined {
		t.Fatalf("the refusal is not kept: %v", err)
	}
	r.desk.Finder = whole
	r.mu.Lock()
	r.now = time.Now().Add(2 * time.Second)
	r.mu.Unlock()
	if err := r.desk.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, err := r.Case(t.Context(), c.Incident.ID); err != nil || len(after.Offers) != len(c.Offers)+1 {
		t.Errorf("%d offers, want %d: the refusal is replaced (%v)", len(after.Offers), len(c.Offers)+1, err)
	}
}

// Every text that was understood stands in the journal, also one that changes nothing.
func TestAnswerThatChangesNothingIsNoted(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	for i := range 2 {
		_, _, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
			Incident: c.Incident.ID, Offer: c.Offers[0].ID, Answer: dispatch.AnswerAccept, Remark: "on my way",
			By: "sms", Via: dispatch.ViaText, Key: &dispatch.IdempotencyKey{Key: fmt.Sprint("text:", i), Hash: "1"},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	events, err := r.Journal(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := events[len(events)-1]
	if last.Type != dispatch.EventNoted || last.Reason != dispatch.ReasonRepeated || last.Remark != "on my way" {
		t.Errorf("the last event is %+v", last)
	}
}

// A remark on an offer that was just made is no conflict, although the
// person has another offer open.
func TestRemarkOnAFreshOffer(t *testing.T) {
	t.Parallel()
	r := newRig(t, 1)
	first := r.open(t, "")
	second := r.open(t, "")
	if len(second.Offers) != 0 {
		t.Fatal("somebody who is being asked was asked again")
	}
	if _, err := r.desk.Ask(t.Context(), second.Incident.ID, dispatch.AskRequest{Responders: []string{"v000"}, By: "officer:a"}); err != nil {
		t.Fatal(err)
	}
	_, res, err := r.desk.Answer(t.Context(), dispatch.AnswerRequest{
		Incident: first.Incident.ID, Offer: first.Offers[0].ID, Answer: dispatch.AnswerDone, Remark: "hm",
		By: "sms", Via: dispatch.ViaText,
	})
	if err != nil || res != dispatch.ResultNotPossible {
		t.Errorf("the remark is %s, %v", res, err)
	}
}

func TestFailedTextCallsThePolicy(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20)
	c := r.open(t, "")
	queued, err := r.Claim(t.Context(), "me", 1, time.Second)
	if err != nil || len(queued) != 1 {
		t.Fatal(err)
	}
	err = r.Settle(t.Context(), &queued[0].Notice, dispatch.Settlement{Status: dispatch.TextFailed, Reason: "landline", At: r.now, Entry: queued[0].Entry})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.desk.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := r.Case(t.Context(), c.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Offer(queued[0].Notice.Offer).State; s != dispatch.OfferUnreachable {
		t.Errorf("offer is %s", s)
	}
	if len(got.Offers) != len(c.Offers)+1 {
		t.Errorf("%d offers, want %d: the unreachable one is replaced", len(got.Offers), len(c.Offers)+1)
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, 3)
	taken := person(1)
	taken.ID = "thief"
	batch := []dispatch.Responder{person(10), person(11), taken}
	_, _, err := r.ImportResponders(t.Context(), batch)
	if dispatch.CodeOf(err) != dispatch.CodeDuplicate {
		t.Fatalf("a stolen phone imports: %v", err)
	}
	if _, err := r.Responder(t.Context(), "v010"); dispatch.CodeOf(err) != dispatch.CodeNotFound {
		t.Fatalf("half of it was written: %v", err)
	}
	many := make([]dispatch.Responder, 0, 3000)
	for i := range 3000 {
		many = append(many, person(i))
	}
	created, updated, err := r.ImportResponders(t.Context(), many)
	if err != nil || created != 2997 || updated != 3 {
		t.Fatalf("%d created, %d updated, %v", created, updated, err)
	}
	_, next, total, err := r.SearchResponders(t.Context(), "", "", 100)
	if err != nil || total != 3000 || next == "" {
		t.Errorf("search finds %d, next %q, %v", total, next, err)
	}
	found, _, _, err := r.SearchResponders(t.Context(), "volunteer 2999", "", 100)
	if err != nil || len(found) != 1 {
		t.Errorf("search for one finds %d, %v", len(found), err)
	}
}

// Who has no phone may be kept, any number of them.
func TestPeopleWithoutPhones(t *testing.T) {
	t.Parallel()
	r := newRig(t, 0)
	for i := range 3 {
		v := person(i)
		v.Phone = ""
		if err := r.PutResponder(t.Context(), &v, true); err != nil {
			t.Fatal(err)
		}
	}
}

// Another process's changes reach this one's memory.
func TestDirectoryFollowsOtherProcesses(t *testing.T) {
	t.Parallel()
	rdb, area := redistest.Client(t), redistest.Area(t)
	a, b := redisstore.New(rdb, redisstore.Options{Area: area}), redisstore.New(rdb, redisstore.Options{Area: area})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	eventually(t, func() error { return b.Ready(ctx) })
	v := person(1)
	if err := a.PutResponder(ctx, &v, true); err != nil {
		t.Fatal(err)
	}
	seen := func(want bool) func() error {
		return func() error {
			got, err := b.Lookup(ctx, []string{"v001"})
			if err == nil && (got[0] != nil) != want {
				err = fmt.Errorf("known: %v, want %v", got[0] != nil, want)
			}
			return err
		}
	}
	eventually(t, seen(true))
	if err := a.DeleteResponder(ctx, "v001"); err != nil {
		t.Fatal(err)
	}
	eventually(t, seen(false))
}

func TestVersionsProtectResponders(t *testing.T) {
	t.Parallel()
	r := newRig(t, 1)
	one, err := r.Responder(t.Context(), "v000")
	if err != nil {
		t.Fatal(err)
	}
	two := *one
	one.Note = "first"
	if err := r.PutResponder(t.Context(), one, false); err != nil {
		t.Fatal(err)
	}
	if err := r.PutResponder(t.Context(), &two, false); !errors.Is(err, dispatch.ErrConflict) {
		t.Errorf("an old version overwrites: %v", err)
	}
	fresh := person(0)
	if err := r.PutResponder(t.Context(), &fresh, true); dispatch.CodeOf(err) != dispatch.CodeDuplicate {
		t.Errorf("a taken id is created: %v", err)
	}
}

func TestUnsafeRedisIsRefusedWithTheLineToChange(t *testing.T) {
	rdb := redistest.Client(t)
	if err := redisstore.CheckSafe(t.Context(), rdb); err != nil {
		t.Fatalf("our own server is refused: %v", err)
	}
	rdb.ConfigSet(t.Context(), "appendfsync", "everysec")
	defer rdb.ConfigSet(context.Background(), "appendfsync", "always")
	err := redisstore.CheckSafe(t.Context(), rdb)
	if err == nil || !strings.Contains(err.Error(), "appendfsync always") {
		t.Errorf("everysec is accepted: %v", err)
	}
}
