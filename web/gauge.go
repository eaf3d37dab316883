package web

// gauge.go: the promise of each open incident, as of now.

import (
	"net/http"

	"fifteen/dispatch"
)

// listGauges answers with the gauge of every open incident by its id. It
// changes with every second of silence, so it is computed when it is asked for.
func (s *Server) listGauges(w http.ResponseWriter, r *http.Request, _ Principal) error {
	cases, err := s.Records.Cases(r.Context(), StateOpen, incidentsMost)
	if err != nil {
		return err
	}
	type gauge struct {
		dispatch.Gauge
		Target float64 `json:"target"`
	}
	now, gauges := s.Now(), make(map[string]gauge, len(cases))
	for _, c := range cases {
		gauges[c.Incident.ID] = gauge{c.Gauge(now, s.Rules), s.Rules.PricesOf(&c.Incident).Target}
	}
	return reply(w, http.StatusOK, map[string]any{"gauges": gauges})
}
