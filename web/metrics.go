package web

// metrics.go: what the door counts. Labels come from closed sets: the route's
// pattern, the method, the status.

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

type metrics struct {
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
	signIns  *prometheus.CounterVec
	handler  http.Handler
}

func newMetrics(reg *prometheus.Registry) *metrics {
	m := &metrics{
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "fifteen_http_request_duration_seconds",
			Help:    "Time to answer a request, by route pattern.",
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 15},
		}, []string{"route", "method", "status"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "fifteen_http_requests_in_flight",
			Help: "Requests being answered now, live sockets included.",
		}),
		signIns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "fifteen_sign_ins_total",
			Help: "Attempts to sign in, by result: ok, refused, limited, busy.",
		}, []string{"result"}),
		handler: promhttp.HandlerFor(reg, promhttp.HandlerOpts{}),
	}
	reg.MustRegister(m.duration, m.inFlight, m.signIns)
	return m
}

func (m *metrics) observe(route, verb string, status int, took time.Duration) {
	if status == http.StatusSwitchingProtocols {
		return // a socket's life is no answer time
	}
	m.duration.WithLabelValues(route, method(verb), strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *metrics) show(w http.ResponseWriter, r *http.Request) { m.handler.ServeHTTP(w, r) }
