package fake_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"fifteen/notify/twilio/fake"
)

func TestCreateFetchAndList(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	status, m := create(t, tw, anna, "hello €", "")
	if status != http.StatusCreated || m["status"] != "queued" || m["to"] != anna || m["body"] != "hello €" || m["num_segments"] != "1" || m["date_sent"] != nil {
		t.Fatalf("answered %d %v", status, m)
	}
	created, err := time.Parse(time.RFC1123Z, m["date_created"].(string))
	if err != nil || time.Since(created) > time.Minute {
		t.Errorf("date_created %v: %v", m["date_created"], err)
	}
	idle(t, tw)
	status, one := call(t, http.MethodGet, tw.URL()+api+"/"+m["sid"].(string)+".json", nil)
	if status != http.StatusOK || one["status"] != "delivered" || one["date_sent"] == nil {
		t.Errorf("fetched %d %v", status, one)
	}
	create(t, tw, bob, "second", "")
	create(t, tw, anna, "third", "")
	idle(t, tw)
	today := time.Now().UTC().Format(time.DateOnly)
	for query, want := range map[string]string{
		"":                              "third second hello €",
		"To=" + url.QueryEscape(anna):   "third hello €",
		"From=" + url.QueryEscape(anna): "",
		"DateSent%3E=" + today:          "third second hello €",
		"DateSent%3C=" + today:          "third second hello €",
		"DateSent=" + today:             "third second hello €",
		"DateSent=2001-01-01":           "",
		"DateSent%3E=" + url.QueryEscape(time.Now().Add(time.Hour).Format(time.RFC3339)):        "",
		"DateSent%3C=" + url.QueryEscape(time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)): "",
		"PageSize=2": "third second",
	} {
		_, page := call(t, http.MethodGet, tw.URL()+api+".json?"+query, nil)
		if got := bodies(page); got != want {
			t.Errorf("list %s is %q, want %q", query, got, want)
		}
	}
}

func TestListPagesHoldStillWhileMessagesCome(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	for i := range 5 {
		create(t, tw, anna, fmt.Sprint(i), "")
	}
	var got []string
	for next := api + ".json?PageSize=2"; next != ""; {
		_, page := call(t, http.MethodGet, tw.URL()+next, nil)
		got = append(got, bodies(page))
		create(t, tw, bob, "in between", "")
		next, _ = page["next_page_uri"].(string)
	}
	if s := strings.Join(got, "|"); s != "4 3|2 1|0" {
		t.Errorf("pages %s", s)
	}
}

func bodies(page map[string]any) string {
	var list []string
	for _, m := range page["messages"].([]any) {
		list = append(list, m.(map[string]any)["body"].(string))
	}
	return strings.Join(list, " ")
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	tw.Phone(bob).RefuseWith(21614)
	good := func() url.Values {
		return url.Values{"To": {anna}, "From": {fake.DefaultNumber}, "Body": {"x"}}
	}
	for name, c := range map[string]struct {
		field, value string
		code         float64
	}{
		"no number":     {"To", "", 21604},
		"bad number":    {"To", "3025550101", 21211},
		"landline":      {"To", bob, 21614},
		"no sender":     {"From", "", 21603},
		"foreign":       {"From", "+15550001111", 21606},
		"to oneself":    {"To", fake.DefaultNumber, 21266},
		"empty":         {"Body", " ", 21602},
		"too long":      {"Body", strings.Repeat("x", 1601), 21617},
		"odd callback":  {"StatusCallback", "/hooks", 21609},
		"ftp callback":  {"StatusCallback", "ftp://host/", 21609},
		"too long (汉)":  {"Body", strings.Repeat("汉", 1601), 21617},
		"just the size": {"Body", strings.Repeat("汉", 1600), 0},
	} {
		form := good()
		form.Set(c.field, c.value)
		status, e := call(t, http.MethodPost, tw.URL()+api+".json", form)
		if c.code == 0 {
			if status != http.StatusCreated || e["num_segments"] != "24" {
				t.Errorf("%s: %d %v segments", name, status, e["num_segments"])
			}
			continue
		}
		want := fmt.Sprint("https://www.twilio.com/docs/errors/", c.code)
		if status != 400 || e["code"] != c.code || e["status"] != 400.0 || e["message"] == "" || e["more_info"] != want {
			t.Errorf("%s: %d %v", name, status, e)
		}
	}
	for _, c := range tw.CreateCalls() {
		if c.Accepted == (c.Code != 0) || c.Accepted == (c.SID == "") || c.Status == 0 {
			t.Errorf("recorded %+v", c)
		}
	}
	if n := len(tw.CreateCalls()); n != 12 {
		t.Errorf("%d calls recorded", n)
	}
}

func TestOnlyTheAccountMayCall(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, tw.URL()+api+".json", nil)
	req.SetBasicAuth(fake.DefaultAccountSID, "wrong")
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("answered %d", res.StatusCode)
	}
	for _, path := range []string{"/2010-04-01/Accounts/AC1/Messages.json", api + "/SM1.json", "/2010-04-01/Accounts.json"} {
		if status, e := call(t, http.MethodGet, tw.URL()+path, nil); status != 404 || e["code"] != 20404.0 {
			t.Errorf("%s answered %d %v", path, status, e)
		}
	}
}

// TestManyAtOnce: two seconds' worth of a busy night, from twenty callers,
// with a webhook for every step. BenchmarkCreate measures the pace.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	tw := fake.Start(t, quick())
	var wg sync.WaitGroup
	for w := range 20 {
		wg.Go(func() {
			for i := range 50 {
				if status, _ := create(t, tw, fmt.Sprintf("+1302555%02d%02d", w, i), "come", h.URL); status != http.StatusCreated {
					t.Errorf("answered %d", status)
				}
			}
		})
	}
	wg.Wait()
	idle(t, tw)
	sids := map[string]bool{}
	for _, m := range tw.Messages() {
		if sids[m.SID] = true; m.Status != "delivered" {
			t.Errorf("message %+v", m)
		}
	}
	if len(sids) != 1000 || len(h.got()) != 2000 {
		t.Errorf("%d messages, %d webhooks; want 1,000 and 2,000", len(sids), len(h.got()))
	}
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	cfg := quick()
	cfg.KeepMessages, cfg.KeepPerPhone, cfg.KeepPhones = 50, 10, 5
	tw := fake.Start(t, cfg)
	for i := range 100 {
		create(t, tw, fmt.Sprintf("+130255501%02d", i%20), fmt.Sprint(i), "")
	}
	for i := range 30 {
		create(t, tw, anna, fmt.Sprint("to anna ", i), "")
	}
	idle(t, tw)
	if n := len(tw.Messages()); n != 50 {
		t.Errorf("%d texts remembered", n)
	}
	if n := len(tw.CreateCalls()); n != 50 {
		t.Errorf("%d calls remembered", n)
	}
	texts := tw.Phone(anna).Texts()
	if len(texts) != 10 || texts[9].Body != "to anna 29" {
		t.Errorf("%d texts on the phone: %v", len(texts), texts)
	}
	_, page := call(t, http.MethodGet, tw.URL()+api+".json?PageSize=1000", nil)
	if n := len(page["messages"].([]any)); n != 50 {
		t.Errorf("%d texts listed", n)
	}
}

func TestQueueIsBounded(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, fake.Config{QueueLimit: 4, SentAfter: time.Hour, DeliveredAfter: time.Hour})
	create(t, tw, anna, "1", "")
	create(t, tw, anna, "2", "")
	if status, e := create(t, tw, anna, "3", ""); status != 429 || e["code"] != 20429.0 {
		t.Errorf("answered %d %v", status, e)
	}
}

func TestServeEndsWithCallsHanging(t *testing.T) {
	t.Parallel()
	tw, err := fake.New(fake.Config{})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- tw.Serve(ctx, ln) }()
	base := "http://" + ln.Addr().String()
	tw.SetFaults(fake.Faults{HangAfter: fake.Fault{Next: 1}, HangFor: time.Hour})
	hanging := make(chan error, 1)
	go func() {
		res, err := send(t, http.MethodPost, base+api+".json", url.Values{"To": {anna}, "From": {fake.DefaultNumber}, "Body": {"x"}})
		if err == nil {
			res.Body.Close()
		}
		hanging <- err
	}()
	tw.Phone(anna).Expect(t, "x")
	cancel()
	if err := <-done; err != nil {
		t.Errorf("ended with %v", err)
	}
	if err := <-hanging; err == nil {
		t.Error("the hanging call was answered")
	}
	if tw.URL() != base {
		t.Errorf("URL is %s", tw.URL())
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	t.Parallel()
	for _, cfg := range []fake.Config{{AccountSID: "AC1"}, {Number: "12345"}, {Workers: -1}, {Latency: -1}} {
		if _, err := fake.New(cfg); err == nil {
			t.Errorf("%+v was taken", cfg)
		}
	}
}

func BenchmarkCreate(b *testing.B) {
	tw := fake.Start(b, quick())
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			create(b, tw, anna, "come", "")
		}
	})
}
