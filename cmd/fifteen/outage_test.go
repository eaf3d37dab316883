package main

// outage_test.go: Redis dies, fills up, comes back. Nothing is acknowledged
// that is not kept, and everything recovers by itself.

import (
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"fifteen/dispatch"
)

func TestRedisAwayAndBack(t *testing.T) {
	r := startRig(t, func(s *settings) { s.redis, s.data = "", t.TempDir() })
	phones := r.importPeople(10)
	var kept dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &kept)
	r.twilio.Phone(phones[0]).Expect(t, "Rodney Square")

	info := r.rdb.Info(t.Context(), "server").Val()
	_, rest, _ := strings.Cut(info, "process_id:")
	line, _, _ := strings.Cut(rest, "\r\n")
	pid, err := strconv.Atoi(line)
	if err != nil || pid == os.Getpid() {
		t.Fatalf("pid of redis-server: %q", line)
	}
	// Stopped, not killed: it is not started again until we say so.
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	code, body := r.do(dispatch.AccessOfficer, "POST", "/v1/incidents", medic(1))
	if code != http.StatusServiceUnavailable {
		t.Errorf("with a frozen Redis opening answers %d: %s", code, body)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	r.until("Redis started again", func() bool {
		code, _ := r.do(dispatch.AccessOfficer, "GET", "/v1/incidents/"+kept.ID, nil)
		return code == http.StatusOK
	})
	var after dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &after)
	if n := len(r.view(kept.ID).Offers); n == 0 || n < len(kept.Offers) {
		t.Error("the incident from before lost its offers")
	}
	r.twilio.Phone(phones[0]).Replies("1")
	r.until("the answer to the incident from before arrives", func() bool { return r.view(kept.ID).Counts.Coming == 1 })
}

func TestRedisFull(t *testing.T) {
	r := startRig(t, func(s *settings) { s.redis, s.data = "", t.TempDir() })
	r.importPeople(10)
	if err := r.rdb.ConfigSet(t.Context(), "maxmemory", "1").Err(); err != nil {
		t.Fatal(err)
	}
	code, body := r.do(dispatch.AccessOfficer, "POST", "/v1/incidents", medic(1))
	var problem struct {
		Code   string `json:"code"`
		Detail string `json:"detail"`
	}
	if err := json.Unmarshal(body, &problem); err != nil || code != http.StatusServiceUnavailable || problem.Code != "unavailable" {
		t.Errorf("with a full Redis opening answers %d: %s", code, body)
	}
	if code, _ := r.do(dispatch.AccessOfficer, "GET", "/readyz", nil); code != http.StatusServiceUnavailable {
		t.Errorf("with a full Redis /readyz answers %d", code)
	}
	if err := r.rdb.ConfigSet(t.Context(), "maxmemory", "0").Err(); err != nil {
		t.Fatal(err)
	}
	var v dispatch.View
	r.must("POST", "/v1/incidents", medic(1), &v)
	var list struct{ Incidents []dispatch.View }
	r.must("GET", "/v1/incidents?state=all", nil, &list)
	if len(list.Incidents) != 1 {
		t.Errorf("%d incidents are kept, want the one that was acknowledged", len(list.Incidents))
	}
}
