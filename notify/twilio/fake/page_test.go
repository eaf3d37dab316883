package fake_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fifteen/notify/twilio/fake"
)

const nasty = `<script>alert("x")</script><img src=x onerror=alert(1)> https://ok.example/r/a?b=1&c="d' javascript:alert(1)`

func TestPagesEscapeEverything(t *testing.T) {
	t.Parallel()
	cfg := quick()
	cfg.Name = func(string) string { return `"><script>name()</script>` }
	tw := fake.Start(t, cfg)
	create(t, tw, anna, nasty, "")
	idle(t, tw)
	tw.Phone(anna).Replies(nasty)
	for _, path := range []string{"/phones", "/phones/" + anna, "/phones/" + url.PathEscape(anna) + "?lang=zh"} {
		body, head := get(t, tw.URL()+path, "")
		for _, bad := range []string{"<script>alert", "<img", "<script>name", `href="javascript`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %s:\n%s", path, bad, body)
			}
		}
		if !strings.Contains(body, "&lt;script&gt;alert") || !strings.Contains(body, "&lt;script&gt;name") {
			t.Errorf("%s does not show the text", path)
		}
		csp := head.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(body, "<style") || strings.Contains(body, " onclick") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for _, outside := range []string{`src="http`, `src="//`, `stylesheet" href="http`} {
			if strings.Contains(body, outside) {
				t.Errorf("%s loads something from elsewhere", path)
			}
		}
	}
	body, _ := get(t, tw.URL()+"/phones/"+anna, "")
	if !strings.Contains(body, `<a href="https://ok.example/r/a?b=1&amp;c=" target="_blank" rel="noopener noreferrer">`) {
		t.Errorf("the address is no link:\n%s", body)
	}
}

func TestPagesSpeakBothLanguages(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	for _, c := range []struct{ query, accept, want string }{
		{"", "", "Volunteers’ phones"},
		{"", "de-DE,zh-CN;q=0.8,en;q=0.5", "志愿者手机"},
		{"", "en-GB,zh;q=0.5", "Volunteers’ phones"},
		{"?lang=zh", "en", "志愿者手机"},
		{"?lang=en", "zh-CN", "Volunteers’ phones"},
		{"?lang=xx", "zh", "志愿者手机"},
	} {
		if body, _ := get(t, tw.URL()+"/phones"+c.query, c.accept); !strings.Contains(body, c.want) {
			t.Errorf("%q with %q does not say %s", c.query, c.accept, c.want)
		}
	}
	body, _ := get(t, tw.URL()+"/phones/"+anna+"?lang=zh", "")
	for _, want := range []string{"能来", "不能来", "已到达", "已完成", "退出", `value="0"`, "这部手机还没有短信"} {
		if !strings.Contains(body, want) {
			t.Errorf("the conversation does not hold %s", want)
		}
	}
}

func TestPhonesAreListedNewestFirst(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	create(t, tw, anna, "first", "")
	create(t, tw, bob, "second", "")
	idle(t, tw)
	tw.Phone(anna).Replies("third")
	body, _ := get(t, tw.URL()+"/", "")
	a, b := strings.Index(body, `data-number="&#43;13025550101"`), strings.Index(body, `data-number="&#43;13025550102"`)
	if a < 0 || b < 0 || a > b || !strings.Contains(body, "third") || strings.Contains(body, "first") {
		t.Errorf("anna at %d, bob at %d:\n%s", a, b, body)
	}
}

func TestReplyOverHTTP(t *testing.T) {
	t.Parallel()
	h := takeHooks(t)
	cfg := quick()
	cfg.InboundURL = h.URL
	tw := fake.Start(t, cfg)
	path := tw.URL() + "/phones/" + url.PathEscape(anna) + "/reply"
	for _, c := range []struct {
		path, kind, body, site string
		want                   int
	}{
		{path, "application/json", `{"body":"1 大概20分钟"}`, "", 202},
		{path, "application/json", `{"body":"1"}`, "same-origin", 202},
		{path, "application/x-www-form-urlencoded", "body=2", "same-origin", 200}, // after the redirect
		{path, "application/x-www-form-urlencoded", "body=2", "cross-site", 403},
		{path, "application/json", `{"text":"1"}`, "", 400},
		{path, "application/json", `{"body":" "}`, "", 400},
		{path, "application/json", `{"body":"` + strings.Repeat("x", 1601) + `"}`, "", 400},
		{tw.URL() + "/phones/bob/reply", "application/json", `{"body":"1"}`, "", 400},
	} {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, c.path, strings.NewReader(c.body))
		req.Header.Set("Content-Type", c.kind)
		if c.site != "" {
			req.Header.Set("Sec-Fetch-Site", c.site)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s %.30s answered %d, want %d", c.site, c.body, res.StatusCode, c.want)
		}
	}
	idle(t, tw)
	if got := strings.Join(h.got(), "; "); got != anna+" says 1 大概20分钟; "+anna+" says 1; "+anna+" says 2" {
		t.Errorf("webhooks %s", got)
	}
	if body, _ := get(t, tw.URL()+"/phones/elsewhere", ""); !strings.Contains(body, "international form") {
		t.Errorf("a page for no number: %s", body)
	}
}

func TestLongPoll(t *testing.T) {
	t.Parallel()
	tw := fake.Start(t, quick())
	poll := func(query string) (cursor string, reset bool, got []string) {
		body, _ := get(t, tw.URL()+"/phones/stream?"+query, "")
		var a struct {
			Cursor string
			Reset  bool
			Events []struct {
				Cursor, Phone string
				Message       fake.Message
			}
		}
		if err := json.Unmarshal([]byte(body), &a); err != nil {
			t.Fatal(err)
		}
		for _, e := range a.Events {
			got = append(got, e.Phone+" "+e.Message.Direction+" "+e.Message.Body)
		}
		return a.Cursor, a.Reset, got
	}
	start, reset, got := poll("wait=0")
	if start == "" || reset || got != nil {
		t.Fatalf("at the start: %q %v %v", start, reset, got)
	}
	create(t, tw, anna, "come", "")
	next, _, got := poll("wait=20&cursor=" + start)
	if len(got) != 1 || got[0] != anna+" outbound-api come" {
		t.Errorf("first %v", got)
	}
	tw.Phone(bob).Replies("hm")
	tw.Phone(anna).Replies("1")
	if _, _, got := poll("wait=20&phone=%2B13025550101&cursor=" + next); len(got) != 1 || got[0] != anna+" inbound 1" {
		t.Errorf("anna's %v", got)
	}
	if _, _, got := poll("wait=20&cursor=" + next); len(got) != 2 {
		t.Errorf("all %v", got)
	}
	if _, reset, _ := poll("wait=20&cursor=elsewhere-7"); !reset {
		t.Error("a cursor of another start was taken")
	}
}

func TestServerSentEvents(t *testing.T) {
	t.Parallel()
	cfg := quick()
	cfg.Streams = 1
	tw := fake.Start(t, cfg)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, tw.URL()+"/phones/stream", nil)
	req.Header.Set("Accept", "text/event-stream")
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "retry:") {
		t.Fatalf("begins with %q", lines.Text())
	}
	if second, err := client.Get(tw.URL() + "/phones/stream?wait=0"); err != nil || second.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a second follower: %v", err)
	} else {
		second.Body.Close()
	}
	create(t, tw, anna, "come\nnow", "")
	var id, data string
	for data == "" && lines.Scan() {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, "id: "):
			id = line[4:]
		case strings.HasPrefix(line, "data: "):
			data = line[6:]
		}
	}
	var e struct{ Cursor, Phone string }
	if err := json.Unmarshal([]byte(data), &e); err != nil || e.Phone != anna || e.Cursor != id || id == "" {
		t.Errorf("event %s %s: %v", id, data, err)
	}
}

func get(t *testing.T, target, language string) (string, http.Header) {
	t.Helper()
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	req.Header.Set("Accept-Language", language)
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body), res.Header
}
