package web_test

// position_test.go: batches of positions are kept whole or not at all.

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

func TestRecordPositions(t *testing.T) {
	w := newWorld(t)
	body := `[{"responder":"v1","lng":104.06,"lat":30.65,"at":"2026-05-04T14:59:00+08:00","accuracy_m":8.5},
		{"responder":"v1","lng":-180,"lat":85}]`
	if got := w.post(dispatch.AccessTracker, "/v1/positions", body).want(200).json(); got["accepted"] != 2.0 || got["stale"] != 0.0 {
		t.Errorf("answer %v", got)
	}
	if s := w.seen[0]; s.Responder != "v1" || s.Position != (dispatch.Position{Lng: 104.06, Lat: 30.65}) || s.AccuracyM != 8.5 || !s.At.Equal(w.now.Add(-time.Minute)) {
		t.Errorf("recorded %+v", s)
	}
	if s := w.seen[1]; !s.At.Equal(w.now) {
		t.Errorf("without a time it is now: %v", s.At)
	}
	if got := w.post(dispatch.AccessTracker, "/v1/positions", `[]`).want(200).json(); got["accepted"] != 0.0 {
		t.Errorf("answer %v", got)
	}
	if log := w.log.String(); strings.Contains(log, "104.06") || strings.Contains(log, "30.65") {
		t.Error("a position was logged")
	}
	w.seen = nil
	w.post(dispatch.AccessTracker, "/v1/positions", `[{"responder":"v1","lng":116.397,"lat":39.908,"coord_sys":"gcj02"}]`).want(200)
	if p := w.seen[0].Position; abs(p.Lng-116.3908) > 5e-4 || abs(p.Lat-39.9066) > 5e-4 {
		t.Errorf("GCJ-02 was not converted: %v", p)
	}
}

func TestPositionsThatAreNone(t *testing.T) {
	good := `{"responder":"v1","lng":1,"lat":2}`
	at := func(d time.Duration) string {
		return fmt.Sprintf(`{"responder":"v1","lng":1,"lat":2,"at":%q}`, time.Date(2026, 5, 4, 7, 0, 0, 0, time.UTC).Add(d).Format(time.RFC3339))
	}
	for _, c := range []struct{ name, item, field string }{
		{"lng", `{"responder":"v1","lng":180.5,"lat":2}`, "[1].lng"},
		{"lat", `{"responder":"v1","lng":1,"lat":-86}`, "[1].lat"},
		{"no lat", `{"responder":"v1","lng":1}`, "[1].lat"},
		{"infinite", `{"responder":"v1","lng":1e999,"lat":2}`, "[1].lng"},
		{"no responder", `{"lng":1,"lat":2}`, "[1].responder"},
		{"unknown responder", `{"responder":"v9","lng":1,"lat":2}`, "[1].responder"},
		{"future", at(31 * time.Second), "[1].at"},
		{"yesterday", at(-24*time.Hour - time.Second), "[1].at"},
		{"1970", `{"responder":"v1","lng":1,"lat":2,"at":"1970-01-01T00:00:00Z"}`, "[1].at"},
		{"no time", `{"responder":"v1","lng":1,"lat":2,"at":"now"}`, "[1].at"},
		{"negative accuracy", `{"responder":"v1","lng":1,"lat":2,"accuracy_m":-1}`, "[1].accuracy_m"},
		{"absurd accuracy", `{"responder":"v1","lng":1,"lat":2,"accuracy_m":1e9}`, "[1].accuracy_m"},
		{"unknown system", `{"responder":"v1","lng":1,"lat":2,"coord_sys":"x"}`, "[1].coord_sys"},
		{"unknown field", `{"responder":"v1","lng":1,"lat":2,"speed":3}`, "[1].speed"},
		{"null", `null`, "[1]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			doc := w.post(dispatch.AccessTracker, "/v1/positions", "["+good+","+c.item+","+good+"]").problem(400, "invalid", c.field)
			if errs, _ := doc["errors"].([]any); len(errs) != 1 {
				t.Errorf("errors %v", doc["errors"])
			}
			if len(w.seen) != 0 {
				t.Error("the good ones were written")
			}
		})
	}
	w := newWorld(t)
	for _, d := range []time.Duration{30 * time.Second, -24 * time.Hour} {
		w.post(dispatch.AccessTracker, "/v1/positions", "["+at(d)+"]").want(200)
	}
	w.post(dispatch.AccessTracker, "/v1/positions", good).problem(400, "invalid", "")
	w.seen = nil
	w.post(dispatch.AccessTracker, "/v1/positions", "["+strings.Repeat(good+",", 1000)+good+"]").problem(400, "invalid", "")
	w.post(dispatch.AccessTracker, "/v1/positions", "["+strings.Repeat(`{"responder":"v9","lng":1,"lat":2},`, 999)+good+"]").problem(400, "invalid", "[0].responder")
	if len(w.seen) != 0 {
		t.Error("something was written")
	}
	w.post(dispatch.AccessTracker, "/v1/positions", "["+strings.Repeat(good+",", 999)+good+"]").want(200)
	w.down = dispatch.Unavailable(nil)
	w.post(dispatch.AccessTracker, "/v1/positions", "["+good+"]").problem(503, "unavailable", "")
}

func TestListPositions(t *testing.T) {
	w := newWorld(t)
	w.where = []dispatch.Whereabouts{
		{Responder: "v1", Point: orb.Point{104.06123456789, 30.65}, Basis: dispatch.BasisLive, At: w.now.Add(-90 * time.Second)},
		{Responder: "v2", Point: orb.Point{104, 30}, Basis: dispatch.BasisHome},
	}
	got := w.get(dispatch.AccessOfficer, "/v1/positions").want(200).json()["positions"]
	want := []any{[]any{"v1", 104.061235, 30.65, 90.0, "live"}, []any{"v2", 104.0, 30.0, 0.0, "home"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	w.where = nil
	if got := string(w.get(dispatch.AccessOfficer, "/v1/positions").body); got != `{"positions":[]}`+"\n" {
		t.Errorf("nobody: %s", got)
	}
}
