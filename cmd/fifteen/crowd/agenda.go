package crowd

// agenda.go: what is to be done when.

import (
	"container/heap"
	"time"
)

// agenda is a heap of future actions. It is bounded by what each person can
// have planned: a few things.
type agenda struct {
	list  plans
	added uint64
}

type plan struct {
	due time.Time
	n   uint64 // breaks ties in the order of planning
	do  func()
}

// idle is how long to wait when nothing is planned.
const idle = time.Hour

func (a *agenda) add(due time.Time, do func()) {
	a.added++
	heap.Push(&a.list, plan{due, a.added, do})
}

// run does what is due and returns the time until there is more to do. Actions
// may plan others; those that are due at once are done by the next run.
func (a *agenda) run(now time.Time) time.Duration {
	last := a.added
	for len(a.list) > 0 && !a.list[0].due.After(now) && a.list[0].n <= last {
		heap.Pop(&a.list).(plan).do()
	}
	if len(a.list) == 0 {
		return idle
	}
	return max(0, time.Until(a.list[0].due))
}

type plans []plan

func (p plans) Len() int { return len(p) }
func (p plans) Less(i, j int) bool {
	if !p[i].due.Equal(p[j].due) {
		return p[i].due.Before(p[j].due)
	}
	return p[i].n < p[j].n
}
func (p plans) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p *plans) Push(x any)   { *p = append(*p, x.(plan)) }
func (p *plans) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	(*p)[last] = plan{}
	*p = (*p)[:last]
	return x
}
