package lab

// queue.go: what is going to happen, soonest first.

import "time"

// happening is something that happens to a person at one incident, or the
// policy's timer. Times are from the opening of the incident.
type happening struct {
	at    time.Duration
	what  what
	offer int // place in Case.Offers
}

type what uint8

const (
	answers what = iota
	turnsBack
	arrives
	timer
)

// agenda is a binary heap. Of happenings at the same time the one that was
// planned for the smaller kind, then the earlier offer, comes first, so that
// the order does not depend on how they were planned.
type agenda []happening

func (a agenda) less(i, k int) bool {
	x, y := &a[i], &a[k]
	if x.at != y.at {
		return x.at < y.at
	}
	if x.what != y.what {
		return x.what < y.what
	}
	return x.offer < y.offer
}

func (a *agenda) add(h happening) {
	*a = append(*a, h)
	q := *a
	for i := len(q) - 1; i > 0; {
		up := (i - 1) / 2
		if !q.less(i, up) {
			break
		}
		q[i], q[up] = q[up], q[i]
		i = up
	}
}

func (a *agenda) next() happening {
	q := *a
	first, last := q[0], len(q)-1
	q[0] = q[last]
	q = q[:last]
	for i := 0; ; {
		least := i
		for _, k := range [2]int{2*i + 1, 2*i + 2} {
			if k < last && q.less(k, least) {
				least = k
			}
		}
		if least == i {
			break
		}
		q[i], q[least] = q[least], q[i]
		i = least
	}
	*a = q
	return first
}
