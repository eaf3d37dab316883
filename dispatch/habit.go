package dispatch

// habit.go: how likely somebody says yes, learned from their own answers. It
// decides how many are asked, and of two equals whom; it is never held against
// anybody.

import (
	"context"
	"time"
)

// Habit is what is known of a person's answers. Counts fade with time, so that
// what people do now counts most.
type Habit struct {
	// Asked and Yes count by part of the day (DayPart).
	Asked, Yes [4]float64
	// Alerts7d is how many texts asked them within the last seven days.
	Alerts7d int
	// LastAsked and LastServed are when they were last asked, and when a
	// service of theirs last ended.
	LastAsked, LastServed time.Time
	// TextFailures is how many texts have failed because of their phone since
	// one arrived or they wrote, LastFailure when the last of them did. Those
	// within an hour of one that counted do not count again.
	TextFailures int
	LastFailure  time.Time
}

// When somebody counts as unreachable by text: after so many failures in a
// row, until so long after the last. Then they are tried again, since nobody
// could prove to be back who is never sent anything. Assumed.
const (
	unreachableAfter = 3
	unreachableFor   = 7 * 24 * time.Hour
)

// Unreachable reports whether a text to the person would most likely not arrive.
func (h *Habit) Unreachable(now time.Time) bool {
	return h.TextFailures >= unreachableAfter && now.Sub(h.LastFailure) < unreachableFor
}

// DayPart is the part of the day a local time belongs to: 0 night (22–6), 1
// morning (6–12), 2 afternoon (12–18), 3 evening (18–22).
func DayPart(local time.Time) int {
	switch h := local.Hour(); {
	case h >= 22 || h < 6:
		return 0
	case h < 12:
		return 1
	case h < 18:
		return 2
	default:
		return 3
	}
}

// How many answers of a person weigh as much as what is known of everybody,
// and how many at this part of the day as much as all of the person's own: the
// sums of the parameters of Beta distributions. People differ so much that
// knowing who "answers often" predicts 75 % of answers right (JMIR mHealth
// 2023), which 2.5 gives; how much they differ by the part of the day is assumed.
const (
	weightOfAll = 2.5
	weightOfOwn = 12
)

// Nobody is certain to come, and nobody is written off.
const leastLikely, mostLikely = 0.02, 0.98

// Acceptance is the chance that the person says yes at a local time: their
// share of yeses, drawn to the mean of all where little is known, and to their
// own mean where little is known of this part of the day. Many answers at one
// part of the day say less of a person than as many spread over the day.
func (h *Habit) Acceptance(local time.Time, mean float64) float64 {
	asked, yes := 0.0, 0.0
	for i, n := range h.Asked {
		worth := (weightOfOwn + 1) / (weightOfOwn + max(n, 1))
		asked, yes = asked+worth*n, yes+worth*h.Yes[i]
	}
	own := (weightOfAll*mean + yes) / (weightOfAll + asked)
	part := DayPart(local)
	p := (weightOfOwn*own + h.Yes[part]) / (weightOfOwn + h.Asked[part])
	return min(mostLikely, max(leastLikely, p))
}

// Habits knows what people answered before.
type Habits interface {
	// Habits returns the habits of responders, in their order; of unknown ones
	// the zero Habit.
	Habits(ctx context.Context, responders []string) ([]Habit, error)
	// Everybody returns how often all people were asked and said yes, faded like
	// the counts of one. It is as of a minute ago at most, and costs nothing.
	Everybody() (asked, yes float64)
}

// weightOfField is how many answers of one's own people weigh as much as the
// published share of those who come.
const weightOfField = 200

// meanAcceptance is everybody's chance to say yes: learned from all answers,
// drawn to the published one as long as there are few.
func meanAcceptance(published float64, h Habits) float64 {
	if h == nil {
		return published
	}
	asked, yes := h.Everybody()
	return min(mostLikely, max(leastLikely, (weightOfField*published+yes)/(weightOfField+asked)))
}

// HabitEvent is what is counted.
type HabitEvent string

// The events that are counted.
const (
	HabitAsked  HabitEvent = "asked"
	HabitYes    HabitEvent = "yes"
	HabitServed HabitEvent = "served"
	// HabitFailed: a text to them failed because of their phone. HabitReached: one arrived, or they
	// wrote; the failures before are forgotten.
	HabitFailed  HabitEvent = "failed"
	HabitReached HabitEvent = "reached"
)

// HabitChange is one more to count. Part is the part of the day of the asking.
type HabitChange struct {
	Responder string
	What      HabitEvent
	At        time.Time
	Part      int
}

// habits lists what a change's events count: an asking, the first yes to it,
// the end of a service, and whoever wrote or opened their page.
func (c *Case) habits() []HabitChange {
	var out []HabitChange
	for i := range c.events {
		ev := &c.events[i]
		o := c.Offer(ev.Offer)
		if o == nil {
			continue
		}
		h := HabitChange{Responder: o.Responder, At: ev.At, Part: DayPart(o.AskedAt)}
		if ev.Reached() {
			out = append(out, HabitChange{Responder: o.Responder, What: HabitReached, At: ev.At})
		}
		switch ev.Type {
		case EventOffer:
			h.What = HabitAsked
		case EventAccepted, EventArrived:
			if o.SaidYes {
				continue
			}
			o.SaidYes = true
			c.touch(o)
			h.What = HabitYes
		case EventDone:
			h.What = HabitServed
		default:
			continue
		}
		out = append(out, h)
	}
	return out
}
