package main

// crash_redis_test.go: the server killed together with the Redis that it keeps
// itself: what was acknowledged is on the disk.

import (
	"net/http"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/web"
)

func TestCrashWithItsOwnRedis(t *testing.T) {
	data := t.TempDir()
	env := []string{"FIFTEEN_REDIS=", "FIFTEEN_DATA=" + data, "FIFTEEN_AREA=own"}
	p := startServer(t, env...)

	opts, err := redisstore.ClientOptions(redisstore.ChildURL(data))
	if err != nil {
		t.Fatal(err)
	}
	o := &ordeal{area: "own", url: p.URL, rdb: redis.NewClient(opts)}
	defer func() { _ = o.rdb.Close() }()
	o.store = redisstore.New(o.rdb, redisstore.Options{Area: o.area})
	value, token := web.NewToken("desk", dispatch.AccessOfficer, time.Now())
	if err := o.store.PutToken(t.Context(), &token); err != nil {
		t.Fatal(err)
	}
	o.token = value
	if _, _, err := o.store.ImportResponders(t.Context(), townspeople()[:20]); err != nil {
		t.Fatal(err)
	}

	desk := newDesk(o, 0)
	report := map[string]any{"kind": dispatch.KindInjury, "position": map[string]float64{"lng": 121.47, "lat": 31.23}}
	status, before, err := desk.post(t.Context(), "/v1/incidents", "k", report)
	if err != nil || status != http.StatusCreated {
		t.Fatalf("opening was answered %d, %v", status, err)
	}
	p.kill()

	again := startServer(t, env...)
	o.url = again.URL
	status, after, err := desk.request(t.Context(), http.MethodGet, "/v1/incidents/"+before.ID, "", nil)
	if err != nil || status != http.StatusOK || after.Number != before.Number || len(after.Offers) < len(before.Offers) {
		t.Fatalf("after the crash: %d, %v, #%d with %d offers; it was #%d with %d", status, err, after.Number, len(after.Offers), before.Number, len(before.Offers))
	}
	status, repeated, err := desk.post(t.Context(), "/v1/incidents", "k", report)
	if err != nil || status != http.StatusOK || repeated.ID != before.ID {
		t.Errorf("the same request after the crash: %d, %v, incident %s, it was %s", status, err, repeated.ID, before.ID)
	}
	if err := again.stop(15 * time.Second); err != nil {
		t.Errorf("the second server did not stop well: %v", err)
	}
	if o.rdb.Ping(t.Context()).Err() == nil {
		t.Error("its Redis goes on after it was stopped")
	}
}
