package crowd

// second.go: the second officer, who closes the incidents that the crowd
// opened once everybody is done. Those that people opened are none of its
// business.

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"fifteen/dispatch"
)

// view is what the second officer reads of an incident.
type view struct {
	ID       string                 `json:"id"`
	State    dispatch.IncidentState `json:"state"`
	OpenedAt time.Time              `json:"opened_at"`
	Source   dispatch.Source        `json:"source"`
	Counts   struct {
		Needed  int `json:"needed"`
		Filled  int `json:"filled"`
		Arrived int `json:"arrived"`
		Coming  int `json:"coming"`
	} `json:"counts"`
}

// lookEvery is how often an incident is looked at; lookLeast how often at most
// at any speed.
const (
	lookEvery = time.Minute
	lookLeast = 5 * time.Second
)

// why says why an incident may be closed now; "" if not.
func (v *view) why(now time.Time, after time.Duration) string {
	busy := v.Counts.Arrived + v.Counts.Coming
	age := now.Sub(v.OpenedAt)
	switch {
	case busy == 0 && v.Counts.Needed > 0 && v.Counts.Filled >= v.Counts.Needed:
		return "everybody is done"
	case busy == 0 && age > after:
		return "nobody is on the way any more"
	case age > 2*after:
		return "long over"
	}
	return ""
}

// watch looks after an incident from now on.
func (l *life) watch(id string) {
	if l.cases.open[id] {
		return
	}
	l.cases.open[id] = true
	l.lookLater(id)
}

func (l *life) lookLater(id string) {
	every := max(lookLeast, time.Duration(float64(lookEvery)/l.cfg.Speed))
	l.after(every, func() { l.look(id) })
}

// look closes an incident that may be closed, and otherwise looks again later.
func (l *life) look(id string) {
	address := l.cfg.BaseURL + "/v1/incidents/" + url.PathEscape(id)
	var v view
	l.try(request{method: http.MethodGet, url: address, token: l.cfg.PlatformToken}, &v, 1, func(err error) {
		if err != nil {
			if passing(err) {
				l.lookLater(id)
				return
			}
			l.log.Warn("incident of the simulation cannot be read any more", "incident", id, "error", err)
			delete(l.cases.open, id)
			return
		}
		why := v.why(time.Now(), time.Duration(float64(l.cfg.CloseAfter)/l.cfg.Speed))
		switch {
		case v.State.Ended() || !strings.HasPrefix(v.Source.Ref, refMark):
			delete(l.cases.open, id)
		case why == "":
			l.lookLater(id)
		default:
			l.closeCase(id, address, why)
		}
	})
}

func (l *life) closeCase(id, address, why string) {
	q := request{
		method: http.MethodPost, url: address + "/close", token: l.cfg.ImportToken,
		body: []byte(`{"note":"` + why + `"}`),
	}
	l.try(q, nil, 1, func(err error) {
		if err != nil {
			l.log.Warn("incident of the simulation not closed, looking again later", "incident", id, "error", err)
			l.lookLater(id)
			return
		}
		delete(l.cases.open, id)
	})
}

// adopt looks after incidents that an earlier life of the crowd left open.
func (l *life) adopt() {
	var list struct {
		Incidents []view `json:"incidents"`
	}
	q := request{method: http.MethodGet, url: l.cfg.BaseURL + "/v1/incidents?state=open&limit=500", token: l.cfg.PlatformToken}
	l.try(q, &list, reportTries, func(err error) {
		if err != nil {
			l.log.Warn("open incidents cannot be read, those of an earlier simulation stay open", "error", err)
			return
		}
		for _, v := range list.Incidents {
			if strings.HasPrefix(v.Source.Ref, refMark) {
				l.watch(v.ID)
			}
		}
	})
}
