package dispatch

// chance.go: how likely it is that somebody is on the scene by a moment: they
// answer, say yes, get ready and travel, and none of that takes the same time
// twice.

import (
	"math"
	"slices"
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

// slices are standard normal quantiles in the middle of equal shares: a sum
// over them is an integral over the distribution. Eight keep the error of a
// chance below half a point (chance_test.go).
var slicesOfNormal = [...]float64{-1.5341, -0.8871, -0.4888, -0.1573, 0.1573, 0.4888, 0.8871, 1.5341}

// Outlook is what is thought of one person's way to the scene.
type Outlook struct {
	// Accept is the chance that they say yes when asked.
	Accept float64
	// Answer, Turnout and Travel are the times from the text to the answer,
	// from the answer to leaving, and of the way.
	Answer, Turnout, Travel Spread
}

// The figures of the field, and where it has none, our assumptions; the
// laboratory and the report after each incident check them.
const (
	// answerMedian: half of the answers come within 20 s; Berlin (KATRETTER)
	// asks the next one after 30 s of silence.
	answerMedian = 20 * time.Second
	answerSigma  = 0.8
	// turnoutSigma: assumed.
	turnoutSigma = 0.5
	// Of travel times: along streets by a known mode; in a straight line, where
	// the detour varies too; and from a place where somebody only usually is.
	// The quartiles of all responders' speeds, 1.4 to 4.0 m/s around 2.3
	// (Resuscitation 2020), are 0.78 with mode and route unknown.
	travelSigmaStreets  = 0.25
	travelSigmaStraight = 0.40
	travelSigmaHome     = 0.30 // added in quadrature
	// refusing is the share of those not coming who say so (0.25 of 0.65).
	refusing = 0.4
)

// lead is the time before somebody travels, in equal shares of the cases: the
// k-th is the mean of the k-th eighth, shortest first.
type lead [8]time.Duration

// leadOf is that of getting ready, and of answering first if the answer is
// still to come.
func leadOf(turnout Spread, answer *Spread) lead {
	var out lead
	if answer == nil {
		for i, z := range slicesOfNormal {
			out[i] = turnout.at(z)
		}
		return out
	}
	var sums [len(slicesOfNormal) * len(slicesOfNormal)]time.Duration
	n := 0
	for _, z := range slicesOfNormal {
		first := answer.at(z)
		for _, y := range slicesOfNormal {
			sums[n] = first + turnout.at(y)
			n++
		}
	}
	slices.Sort(sums[:])
	for i := range sums {
		out[i/len(slicesOfNormal)] += sums[i] / time.Duration(len(slicesOfNormal))
	}
	return out
}

// arrives is the chance that somebody who leaves after a lead is there within d.
func (l *lead) arrives(travel Spread, d time.Duration) float64 {
	sum := 0.0
	for _, before := range l {
		if before >= d {
			break // those after it take longer still
		}
		sum += travel.within(d - before)
	}
	return sum / float64(len(l))
}

// arrives is the chance that the person is there within d from now, or, if
// they have answered, from their yes.
func (o *Outlook) arrives(d time.Duration, answered bool) float64 {
	answer := &o.Answer
	if answered {
		answer = nil
	}
	l := leadOf(o.Turnout, answer)
	return l.arrives(o.Travel, d)
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
