package live

// metrics.go: what is counted.

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Metrics are the hub's figures.
type Metrics struct {
	Clients prometheus.Gauge // connected now
	// Frames written, by lane: hello, event, positions, notice (stale, fresh), ping.
	Frames *prometheus.CounterVec
	// Slow counts clients cut off because their queue was full or a write timed out.
	Slow prometheus.Counter
	// Resumes by result: memory (missed events from memory), source (from the
	// source), first (a snapshot was asked for), lost (a resume was
	// impossible), reset (the journal was replaced or had a gap).
	Resumes *prometheus.CounterVec
	// Closes counts ended connections by close code; 0: the other side left.
	Closes *prometheus.CounterVec
	// FanOut is the time from an event to its frame being written, per client.
	FanOut prometheus.Histogram
	// Stale is 1 while the journal cannot be read.
	Stale prometheus.Gauge
	// TailErrors counts failed readings of the journal or of positions.
	TailErrors prometheus.Counter
	// Resets counts new epochs and gaps met while running.
	Resets prometheus.Counter
}

// NewMetrics makes the metrics and registers them with reg, which may be nil.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	f := promauto.With(reg)
	counter := func(name, help string) prometheus.Counter {
		return f.NewCounter(prometheus.CounterOpts{Namespace: "fifteen", Subsystem: "live", Name: name, Help: help})
	}
	vec := func(name, help, label string) *prometheus.CounterVec {
		return f.NewCounterVec(prometheus.CounterOpts{Namespace: "fifteen", Subsystem: "live", Name: name, Help: help}, []string{label})
	}
	gauge := func(name, help string) prometheus.Gauge {
		return f.NewGauge(prometheus.GaugeOpts{Namespace: "fifteen", Subsystem: "live", Name: name, Help: help})
	}
	return &Metrics{
		Clients: gauge("clients", "WebSocket clients connected now."),
		Frames:  vec("frames_total", "Frames written, by lane.", "lane"),
		Slow:    counter("slow_clients_total", "Clients cut off because they were too slow."),
		Resumes: vec("resumes_total", "Greetings, by how the client was brought up to date.", "result"),
		Closes:  vec("closes_total", "Ended connections, by close code.", "code"),
		FanOut: f.NewHistogram(prometheus.HistogramOpts{
			Namespace: "fifteen", Subsystem: "live", Name: "fanout_seconds",
			Help:    "From the time of an event to its frame being written to a client.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}),
		Stale:      gauge("stale", "1 while the journal cannot be read."),
		TailErrors: counter("tail_errors_total", "Failed readings of the journal or of positions."),
		Resets:     counter("resets_total", "New epochs and gaps of the journal met while running."),
	}
}
