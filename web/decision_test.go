package web_test

// decision_test.go: why, the report and the comparison, as the door tells them.

import (
	"context"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/web"
)

func TestWhyIsTold(t *testing.T) {
	w := newWorld(t)
	all := into[struct{ Decisions []dispatch.Decision }](w.get(dispatch.AccessOfficer, "/v1/incidents/i1/decisions").want(200))
	if len(all.Decisions) != 1 || len(all.Decisions[0].People) != 2 {
		t.Errorf("%+v", all)
	}
	for who, want := range map[string]dispatch.Verdict{
		"v1": dispatch.VerdictAsked, "v2": dispatch.VerdictLeftOut, "v9": dispatch.VerdictNotLooked,
	} {
		e := into[dispatch.Explanation](w.get(dispatch.AccessOfficer, "/v1/incidents/i1/why/"+who).want(200))
		if len(e.Decisions) != 1 || e.Decisions[0].Verdict != want {
			t.Errorf("%s: %+v", who, e)
		}
	}
	w.get(dispatch.AccessOfficer, "/v1/incidents/i9/why/v1").problem(404, "not_found", "")
	w.get(dispatch.AccessOfficer, "/v1/incidents/i9/decisions").problem(404, "not_found", "")
}

// closed is an incident that kept its promise of 0.8.
func closed(w *world) *dispatch.Case {
	at := w.now.Add(-time.Hour)
	return dispatch.Loaded(dispatch.Incident{
		ID: "i7", Number: 7, State: dispatch.IncidentClosed, Kind: dispatch.KindInjury, Priority: dispatch.P2,
		Needs: []dispatch.Need{{Role: dispatch.RoleGeneral, Count: 1}}, OpenedAt: at, Deadline: at.Add(15 * time.Minute), Wave: 1,
		Promise: 0.8, PromiseAt: at, PromiseFirstS: 300, KeptAt: at.Add(4 * time.Minute), EndedAt: at.Add(30 * time.Minute),
	}, []*dispatch.Offer{{
		ID: "i7-1", Responder: "v1", Role: dispatch.RoleGeneral, State: dispatch.OfferDone, Accept: 0.6, SaidYes: true,
		AskedAt: at, AnsweredAt: at.Add(20 * time.Second), ArrivedAt: at.Add(4 * time.Minute), EndedAt: at.Add(20 * time.Minute),
	}})
}

func TestReport(t *testing.T) {
	w := newWorld(t)
	w.cases["i7"] = closed(w)
	rep := into[dispatch.Report](w.get(dispatch.AccessOfficer, "/v1/report").want(200))
	if rep.Incidents != 1 || rep.Kept != 1 || rep.Promise.N != 1 || rep.Promise.Tenths[8].N != 1 || rep.First.Sooner != 1 || len(rep.Rows) != 1 {
		t.Errorf("%+v", rep)
	}
	rep = into[dispatch.Report](w.get(dispatch.AccessOfficer, "/v1/report?from=2026-05-01&to=2026-05-02").want(200))
	if rep.Incidents != 0 || rep.From.Location() == time.UTC || rep.To.Sub(rep.From) != 24*time.Hour {
		t.Errorf("%+v", rep)
	}
	a := w.get(dispatch.AccessOfficer, "/v1/report?format=csv").want(200)
	rows, err := csv.NewReader(strings.NewReader(string(a.body))).ReadAll()
	if err != nil || len(rows) != 2 || len(rows[1]) != len(rows[0]) || rows[1][7] != "0.8" || rows[1][8] != "true" || rows[1][11] != "240" {
		t.Errorf("%v %v", rows, err)
	}
	if !strings.Contains(a.Header.Get("Content-Disposition"), ".csv") {
		t.Error("the file has no name")
	}
	for query, field := range map[string]string{
		"from=yesterday": "from", "from=2026-05-02&to=2026-05-01": "from", "from=2020-01-01": "from",
		"exercises=2": "exercises", "format=xml": "format", "to=2026-05-01&to=2026-05-02": "to",
	} {
		w.get(dispatch.AccessOfficer, "/v1/report?"+query).problem(400, "invalid", field)
	}
}

func TestOneComparisonAtATime(t *testing.T) {
	begun, end := make(chan struct{}), make(chan struct{})
	asked := make(chan string, 2)
	w := newWorld(t, func(c *web.Config) {
		c.Hindsight = func(_ context.Context, _ *dispatch.Case, ds []dispatch.Decision, policies string) (*dispatch.Hindsight, error) {
			asked <- policies
			if policies == "slow" {
				close(begun)
				<-end
			}
			return &dispatch.Hindsight{Incident: "i1", Plays: len(ds), Was: dispatch.Came{Policy: "was"}, Policies: []dispatch.Came{}}, nil
		}
	})
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.post(dispatch.AccessOfficer, "/v1/incidents/i1/replay", `{"policy":"slow"}`).want(200)
	}()
	<-begun
	busy := w.post(dispatch.AccessOfficer, "/v1/incidents/i1/replay", "")
	if busy.problem(429, "too_many", ""); busy.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	close(end)
	<-done
	if h := into[dispatch.Hindsight](w.post(dispatch.AccessOfficer, "/v1/incidents/i1/replay", "").want(200)); h.Plays != 1 {
		t.Errorf("%+v", h)
	}
	<-asked
	if p := <-asked; p != "" {
		t.Errorf("policies %q", p)
	}
	w.post(dispatch.AccessOfficer, "/v1/incidents/i1/replay", `{"policies":"x"}`).problem(400, "invalid", "policies")
	w.post(dispatch.AccessOfficer, "/v1/incidents/i9/replay", "").problem(404, "not_found", "")
}
