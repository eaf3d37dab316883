package notify

// metrics.go: what the relay counts.

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"fifteen/dispatch"
)

// Metrics counts texts. A nil *Metrics counts nothing.
type Metrics struct {
	settlements *prometheus.CounterVec
	resends     *prometheus.CounterVec
	calls       *prometheus.HistogramVec
	age         *prometheus.HistogramVec
	replies     *prometheus.CounterVec
}

// NewMetrics registers the metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		settlements: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "fifteen_texts_total", Help: "Texts by what became of them when they were handed over.",
		}, []string{"provider", "status"}),
		resends: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "fifteen_texts_resent_total", Help: "Texts sent again because the provider did not have them after a call with unknown outcome.",
		}, []string{"provider"}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "fifteen_provider_call_seconds", Help: "Duration of calls to the provider.",
			Buckets: []float64{.05, .1, .2, .5, 1, 2, 5, 10},
		}, []string{"provider"}),
		age: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "fifteen_text_age_seconds", Help: "Time from the decision to the end of the provider's call.",
			Buckets: []float64{.1, .25, .5, 1, 2, 3, 5, 10, 30, 60, 300},
		}, []string{"provider"}),
		replies: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "fifteen_replies_total", Help: "Texts received, by how they were understood.",
		}, []string{"meaning"}),
	}
	reg.MustRegister(m.settlements, m.resends, m.calls, m.age, m.replies)
	return m
}

func (m *Metrics) settled(provider string, s dispatch.TextStatus) {
	if m != nil && s != "" {
		m.settlements.WithLabelValues(provider, string(s)).Inc()
	}
}

func (m *Metrics) called(provider string, call, age time.Duration) {
	if m != nil {
		m.calls.WithLabelValues(provider).Observe(call.Seconds())
		m.age.WithLabelValues(provider).Observe(age.Seconds())
	}
}

func (m *Metrics) resent(provider string) {
	if m != nil {
		m.resends.WithLabelValues(provider).Inc()
	}
}

func (m *Metrics) replied(meaning string) {
	if m != nil {
		m.replies.WithLabelValues(meaning).Inc()
	}
}
