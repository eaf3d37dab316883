package main

// crash_lives_test.go: how the server lives and dies, over and over.

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// death is one kill.
type death struct {
	Point   string // a named point, or "any instant"
	Planned string // the point it was to die at, if it was not reached
	At      time.Time
	Start   time.Duration // until it listened; 0 if it never did
}

// manner is how a life is to end.
type manner struct {
	point string        // "": at any instant
	nth   int           // passage of the point
	after time.Duration // the instant, or how long the point is waited for
}

const anyInstant = "any instant"

// rotation is the order of the points. A text is sent again only after one
// was cut off before its call, and some time: therefore resend comes last.
var rotation = []struct {
	point string
	most  int // passages, at most, before it dies
}{
	{"commit:before", 50},
	{"", 0},
	{"commit:after", 50},
	{"begin:before", 80},
	{"", 0},
	{"settle:before", 200},
	{"settle:after", 200},
	{"", 0},
	{"send:after", 80},
	{"begin:after", 80},
	{"", 0},
	{"send:before", 80},
	{"resend:before", 2},
}

// next draws how the n-th life is to end. Many end early, in the midst of what
// a starting server has to clear up.
func next(rng *rand.Rand, n int) manner {
	r := rotation[n%len(rotation)]
	if r.point == "" {
		return manner{after: time.Duration(rng.IntN(2400)) * time.Millisecond}
	}
	most := r.most
	if rng.IntN(3) == 0 {
		most = min(most, 3)
	}
	return manner{point: r.point, nth: 1 + rng.IntN(most), after: 5 * time.Second}
}

// live lets the server live until it was killed that often and returns the one
// that nobody kills.
func (o *ordeal) live(ctx context.Context, kills int) (*serverProcess, error) {
	defer close(o.enough)
	rng := rand.New(rand.NewPCG(o.seed, 1))
	for len(o.deaths) < kills {
		m := next(rng, len(o.deaths))
		began := time.Now()
		p, err := launch(o.log, append(o.env, "FIFTEEN_KILL_AT="+m.point, fmt.Sprintf("FIFTEEN_KILL_N=%d", m.nth))...)
		if err != nil {
			return nil, err
		}
		d, err := await(ctx, p, m, began)
		if err != nil {
			return nil, err
		}
		o.deaths = append(o.deaths, d)
	}
	last, err := launch(o.log, o.env...)
	if err != nil {
		return nil, err
	}
	return last, last.ready(ctx, 30*time.Second)
}

// await sees a life end.
func await(ctx context.Context, p *serverProcess, m manner, began time.Time) (death, error) {
	d := death{Point: m.point}
	timer := time.NewTimer(m.after)
	defer timer.Stop()
	listens := p.listens
	for {
		select {
		case <-ctx.Done():
			p.kill()
			return d, ctx.Err()
		case <-listens:
			listens, d.Start = nil, time.Since(began)
		case <-timer.C:
			select {
			case <-p.exited: // at the same moment
			default:
				d.At = time.Now()
				p.kill()
			}
			if p.killedAt.IsZero() {
				d.Point, d.Planned = anyInstant, m.point
				return d, nil
			}
		case <-p.exited:
			if p.killedAt.IsZero() {
				return d, fmt.Errorf("the server ended by itself: %w", p.err)
			}
			d.At = p.killedAt
			return d, nil
		}
	}
}
