package main

// start_test.go: what cannot start says why and what to do, in words.

import (
	"bytes"
	"encoding/json"
	"net"
	"strings"
	"testing"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore/redistest"
)

func TestStartErrorsAreWords(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = busy.Close() }()
	at := "127.0.0.1:0"
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no command":      {nil, "fifteen <command>"},
		"unknown flag":    {[]string{"serve", "--wings"}, "wings"},
		"stray argument":  {[]string{"serve", "now"}, "flags only"},
		"listen busy":     {[]string{"serve", "--listen", busy.Addr().String()}, "--listen"},
		"listen nonsense": {[]string{"serve", "--listen", "foo"}, "--listen"},
		"data is a file":  {[]string{"serve", "--listen", at, "--data", "/dev/null/x"}, "data folder"},
		"redis nonsense":  {[]string{"serve", "--listen", at, "--redis", "nonsense"}, "redis://"},
		"redis away":      {[]string{"serve", "--listen", at, "--redis", "redis://127.0.0.1:1"}, "does not answer"},
		"no credentials":  {[]string{"serve", "--listen", at, "--redis", redistest.URL(), "--area", "start", "--sms", "twilio"}, "TWILIO_ACCOUNT_SID"},
		"public url":      {[]string{"serve", "--listen", at, "--redis", redistest.URL(), "--area", "start", "--public-url", "ftp://x"}, "public"},
		"sms":             {[]string{"serve", "--sms", "pigeon"}, "--sms"},
		"rate":            {[]string{"serve", "--sms-per-second", "nan"}, "--sms-per-second"},
		"area":            {[]string{"serve", "--area", "../x"}, "--area"},
		"time zone":       {[]string{"serve", "--timezone", "Mars/Base"}, "--timezone"},
		"certified":       {[]string{"serve", "--certified", "surgery"}, "--certified"},
		"short password":  {[]string{"serve", "--listen", at, "--redis", redistest.URL(), "--area", "start", "--admin-password", "x"}, "password"},
		"people":          {[]string{"demo", "--people", "-5"}, "--people"},
		"speed":           {[]string{"demo", "--speed", "nan"}, "--speed"},
		"officer's name":  {[]string{"user", "add", "--redis", redistest.URL(), "a b"}, "NAME"},
		"token's name":    {[]string{"token", "create", "--redis", redistest.URL(), "--role", "platform", "x\ny"}, "NAME"},
		"token's role":    {[]string{"token", "create", "--redis", redistest.URL(), "x"}, "--role"},
		"no such file":    {[]string{"import", "volunteers", "--redis", redistest.URL(), "/nowhere.csv"}, "nowhere.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if code := run(t.Context(), c.args, &out, &errs); code == 0 {
				t.Error("it succeeds")
			}
			if !strings.Contains(errs.String(), c.says) {
				t.Errorf("it says %q, and nothing of %q", errs.String(), c.says)
			}
		})
	}
}

func TestLastAdministratorStays(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	if code, body := r.do(dispatch.AccessAdmin, "DELETE", "/v1/officers/admin", nil); code != 409 {
		t.Errorf("removing the last administrator answers %d: %s", code, body)
	}
	second := map[string]string{"name": "second", "password": officerPassword, "access": "admin"}
	if code, body := r.do(dispatch.AccessAdmin, "POST", "/v1/officers", second); code != 201 {
		t.Fatalf("adding an administrator answers %d: %s", code, body)
	}
	if code, body := r.do(dispatch.AccessAdmin, "DELETE", "/v1/officers/admin", nil); code != 204 {
		t.Errorf("removing one of two answers %d: %s", code, body)
	}
}

// A platform that repeats a request gets the same incident, and no number is used up.
func TestRepetitionUsesUpNoNumber(t *testing.T) {
	t.Parallel()
	r := startRig(t, nil)
	open := func(key string) dispatch.View {
		code, body := r.doWith(dispatch.AccessPlatform, "POST", "/v1/incidents", medic(1), map[string][]string{"Idempotency-Key": {key}})
		if code/100 != 2 {
			t.Fatalf("opening answers %d: %s", code, body)
		}
		var v dispatch.View
		if err := json.Unmarshal(body, &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	first := open("a")
	for range 5 {
		if again := open("a"); again.ID != first.ID {
			t.Fatalf("a repetition made incident %s", again.ID)
		}
	}
	if next := open("b"); next.Number != first.Number+1 {
		t.Errorf("the next incident is number %d after %d", next.Number, first.Number)
	}
}
