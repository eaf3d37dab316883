package dispatch

// chance.go: how likely it is that somebody is on the scene by a moment: they
// answer, say yes, get ready and travel, and none of that takes the same time
// twice.

import (
	"math"
	"sync"
	"time"
)

// Spread is a time that varies: lognormal, with its median and the standard
// deviation of its logarithm.
type Spread struct {
	Median time.Duration
	Sigma  float64
}

// within is the share of cases that take at most d.
func (s Spread) within(d time.Duration) float64 {
	switch {
	case d < 0:
		return 0
	case s.Median <= 0:
		return 1
	case d == 0:
		return 0
	case s.Sigma <= 0:
		if d >= s.Median {
			return 1
		}
		return 0
	}
	return normal(math.Log(float64(d)/float64(s.Median)) / s.Sigma)
}

// at is the time that the share of cases belonging to a standard normal
// quantile takes.
func (s Spread) at(z float64) time.Duration {
	return time.Duration(float64(s.Median) * math.Exp(s.Sigma*z))
}

// normal is the standard normal distribution function.
func normal(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// Mixed is a time of two kinds of cases, most of them soon and a share late.
type Mixed struct {
	Soon, Late Spread
	LateShare  float64
}

func (m *Mixed) within(d time.Duration) float64 {
	return (1-m.LateShare)*m.Soon.within(d) + m.LateShare*m.Late.within(d)
}

// at is the time within which a share of cases lies, to the tenth of a second;
// at most two hours.
func (m *Mixed) at(share float64) time.Duration {
	lo, hi := time.Duration(0), 2*time.Hour
	for hi-lo > 100*time.Millisecond {
		if mid := (lo + hi) / 2; m.within(mid) < share {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// Outlook is what is thought of one person's way to the scene.
type Outlook struct {
	// Accept is the chance that they say yes when asked.
	Accept float64
	// Answer, Turnout and Travel are the times from the text to the answer,
	// from the answer to leaving, and of the way.
	Answer          Mixed
	Turnout, Travel Spread
}

// The figures of the field, and where it has none, our assumptions; the
// laboratory and the report after each incident check them.
const (
	// turnoutSigma: assumed.
	turnoutSigma = 0.5
	// Of travel times: along streets by a known mode; in a straight line, where
	// the detour varies too; and from a place where somebody only usually is.
	// The quartiles of all responders' speeds, 1.4 to 4.0 m/s around 2.3
	// (Resuscitation 2020), are 0.78 with mode and route unknown.
	travelSigmaStreets  = 0.25
	travelSigmaStraight = 0.40
	// homeScatter is how far from their usual place people are, the standard
	// deviation in each direction, in meters. Assumed.
	homeScatter = 200
	// refusing is the share of those not coming who say so (0.25 of 0.65).
	refusing = 0.4
	// givingUp is the share of those who said yes and turn back. Assumed.
	givingUp = 0.04
)

// answering: half of the answers come within 20 s; Berlin (KATRETTER) asks the
// next one after 30 s of silence. That a tenth look at their phone much later,
// and the spreads, are assumed.
var answering = Mixed{Soon: Spread{20 * time.Second, 0.8}, Late: Spread{150 * time.Second, 0.6}, LateShare: 0.1}

// lead is how likely somebody has set out, at every leadStep from now.
type lead [leadSpan/leadStep + 1]float64

const leadStep, leadSpan = 5 * time.Second, 30 * time.Minute

// by is the chance that somebody has set out within d.
func (l *lead) by(d time.Duration) float64 {
	x := float64(d) / float64(leadStep)
	switch {
	case x < 0:
		return 0
	case x >= float64(len(l)-1):
		return l[len(l)-1]
	}
	k := int(x)
	return l[k] + (x-float64(k))*(l[k+1]-l[k])
}

// leads remembers those asked for: one is needed for everybody asked at every
// look, and there are few different ones.
var leads sync.Map

type leadKey struct {
	turnout Spread
	answer  Mixed
	silence time.Duration
}

// ready is the lead of somebody who has said yes.
func ready(turnout Spread) *lead {
	return remembered(leadKey{turnout: turnout, silence: -1}, func(l *lead) {
		for k := range l {
			l[k] = turnout.within(time.Duration(k) * leadStep)
		}
	})
}

// longSilence is when more of it makes no difference any more.
const longSilence = 10 * time.Minute

// asked is the lead of somebody who will say yes and has said nothing for a
// while.
func asked(turnout Spread, answer *Mixed, silence time.Duration) *lead {
	if silence = min(silence, longSilence).Truncate(time.Second); silence > time.Minute {
		silence = silence.Truncate(5 * time.Second)
	}
	return remembered(leadKey{turnout, *answer, silence}, func(l *lead) {
		const parts = 32
		before := answer.within(silence)
		for i := range parts {
			wait := answer.at(before+(1-before)*(float64(i)+0.5)/parts) - silence
			for k := range l {
				l[k] += turnout.within(time.Duration(k)*leadStep-wait) / parts
			}
		}
	})
}

func remembered(key leadKey, make func(*lead)) *lead {
	if l, ok := leads.Load(key); ok {
		return l.(*lead)
	}
	l := new(lead)
	make(l)
	leads.Store(key, l)
	return l
}

// ways are the times a journey takes, in equal shares of the cases: the middles
// of sixteenths, shortest first.
type ways [16]time.Duration

// sixteenths are the standard normal quantiles in the middle of each.
var sixteenths = [len(ways{})]float64{
	-1.8627, -1.3180, -1.0100, -0.7764, -0.5791, -0.4023, -0.2372, -0.0784,
	0.0784, 0.2372, 0.4023, 0.5791, 0.7764, 1.0100, 1.3180, 1.8627,
}

func waysOf(travel Spread) (w ways) {
	for i, f := range factorsOf(travel.Sigma) {
		w[i] = time.Duration(float64(travel.Median) * f)
	}
	return w
}

// factors remembers the sixteenths of the few spreads there are.
var factors sync.Map

func factorsOf(sigma float64) *[len(ways{})]float64 {
	if f, ok := factors.Load(sigma); ok {
		return f.(*[len(ways{})]float64)
	}
	f := new([len(ways{})]float64)
	for i, z := range sixteenths {
		f[i] = math.Exp(sigma * z)
	}
	factors.Store(sigma, f)
	return f
}

// arrives is the chance that somebody who sets out after a lead is there within d.
func (w *ways) arrives(l *lead, d time.Duration) float64 {
	sum := 0.0
	for _, t := range w {
		if t >= d {
			break // the others take longer still
		}
		sum += l.by(d - t)
	}
	return sum / float64(len(w))
}

// arrives is the chance that somebody who comes is there within d from now, or,
// if they have answered, from their yes.
func (o *Outlook) arrives(d time.Duration, answered bool) float64 {
	l := ready(o.Turnout)
	if !answered {
		l = asked(o.Turnout, &o.Answer, 0)
	}
	w := waysOf(o.Travel)
	return w.arrives(l, d)
}

// afterSilence is the chance that somebody who has said nothing for d still
// says yes. Those who come answer soon, so silence speaks against them.
func (o *Outlook) afterSilence(d time.Duration) float64 {
	still := 1 - o.Answer.within(d) // of those who answer, who have not yet
	yes := o.Accept * still
	no := (1 - o.Accept) * (refusing*still + 1 - refusing)
	if yes+no == 0 {
		return 0
	}
	return yes / (yes + no)
}

// keepsOn is the chance that somebody who said yes does not turn back any more,
// having come so far, 0 to 1.
func keepsOn(progress float64) float64 {
	return 1 - givingUp*(1-progress)/(1-givingUp*progress)
}
