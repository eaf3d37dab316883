package web

// report.go: what was predicted against what came of it, as figures and as CSV.

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// reportDays is how far back a report goes that names no beginning, reportSpan
// how long it may be.
const (
	reportDays = 30
	reportSpan = 370 * 24 * time.Hour
)

// reportWithin leaves time for some ten thousand incidents.
const reportWithin = time.Minute

func (s *Server) showReport(w http.ResponseWriter, r *http.Request, _ Principal) error {
	var f problem.Faults
	to := s.moment(&f, r, "to", s.Now())
	from := s.moment(&f, r, "from", to.AddDate(0, 0, -reportDays))
	if len(f) == 0 && !from.Before(to) {
		f.Add("from", "must lie before to")
	}
	if len(f) == 0 && to.Sub(from) > reportSpan {
		f.Add("from", "a report covers at most 370 days: ask for several")
	}
	exercises := queried(&f, r, "exercises")
	if exercises != "" && exercises != "true" && exercises != "false" {
		f.Add("exercises", "must be true or false")
	}
	format := queried(&f, r, "format")
	if format != "" && format != "json" && format != "csv" {
		f.Add("format", "must be json or csv")
	}
	if err := f.Err(); err != nil {
		return err
	}
	sum := dispatch.NewReporter(from, to, exercises == "true")
	if format == "csv" {
		sum.Most = 0 // all of them
	}
	if err := s.Records.Opened(r.Context(), from, to, sum.Add); err != nil {
		return err
	}
	report := sum.Done()
	if format == "csv" {
		return s.reportCSV(w, &report)
	}
	return reply(w, http.StatusOK, report)
}

// moment reads a time of the query: RFC 3339, or a day, which begins at
// midnight by the server's clock.
func (s *Server) moment(f *problem.Faults, r *http.Request, name string, otherwise time.Time) time.Time {
	text := queried(f, r, name)
	if text == "" {
		return otherwise
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t
	}
	t, err := time.ParseInLocation(time.DateOnly, text, s.Now().Location())
	if err != nil {
		f.Add(name, "must be a day like 2026-05-04 or a time like 2026-05-04T08:00:00Z")
	}
	return t
}

// queried reads a text of the query.
func queried(f *problem.Faults, r *http.Request, name string) string {
	text, _, err := param(r, name)
	if err != nil {
		f.Add(name, "must be there once, as readable text")
	}
	return text
}

// reportColumns are the columns of the CSV file.
var reportColumns = []string{
	"incident", "number", "kind", "priority", "opened_at", "deadline_s", "needed", "promise", "kept", "kept_s",
	"first_predicted_s", "first_s", "alerts", "yes", "arrived", "surplus",
}

func (s *Server) reportCSV(w http.ResponseWriter, report *dispatch.Report) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="fifteen-%s-%s.csv"`,
		report.From.Format(time.DateOnly), report.To.Format(time.DateOnly)))
	out := csv.NewWriter(w)
	_ = out.Write(reportColumns) // the client may be gone; Error tells
	for i := range report.Rows {
		x := &report.Rows[i]
		_ = out.Write([]string{
			x.Incident, strconv.FormatInt(x.Number, 10), string(x.Kind), string(x.Priority),
			x.OpenedAt.In(s.Now().Location()).Format(time.RFC3339), number(&x.DeadlineS), strconv.Itoa(x.Needed),
			number(x.Promise), strconv.FormatBool(x.Kept), number(x.KeptS), number(x.FirstPredictedS), number(x.FirstS),
			strconv.Itoa(x.Alerts), strconv.Itoa(x.Yes), strconv.Itoa(x.Arrived), strconv.Itoa(x.Surplus),
		})
	}
	out.Flush()
	return nil
}

// number writes a figure with up to three decimals; what is absent is empty.
func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(float64(int64(*x*1000+0.5))/1000, 'f', -1, 64)
}
