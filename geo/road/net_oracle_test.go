package road

// net_oracle_test.go: the naive twin of assembly and search: a forward search over
// the pieces of street themselves, one by one, on Go maps, which reads every
// restriction off the raw network at every turn.

import (
	"container/heap"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
)

// step is a piece of a way, travelled in its direction or against it.
type step struct {
	way, piece int
	against    bool
}

func (s step) back() step { return step{s.way, s.piece, !s.against} }

// spot is a position on a piece, at a share of its length in the step's
// direction.
type spot struct {
	step
	share float64
}

type oracle struct {
	raw *rawNet
	out map[int32][]step // by node: steps that leave it, allowed or not
	via [][][]step       // by ban: the ways to travel all its via ways from end to end
}

func newOracle(raw *rawNet) *oracle {
	o := &oracle{raw: raw, out: map[int32][]step{}}
	for w := range raw.ways {
		for p := range len(raw.ways[w].nodes) - 1 {
			for _, s := range []step{{w, p, false}, {w, p, true}} {
				o.out[o.tail(s)] = append(o.out[o.tail(s)], s)
			}
		}
	}
	for _, b := range raw.bans {
		o.via = append(o.via, o.along(b.viaWays))
	}
	return o
}

func (o *oracle) tail(s step) int32 {
	if s.against {
		return o.raw.ways[s.way].nodes[s.piece+1]
	}
	return o.raw.ways[s.way].nodes[s.piece]
}

func (o *oracle) head(s step) int32 { return o.tail(s.back()) }

// ms is the time a step takes; false: not allowed.
func (o *oracle) ms(s step) (int64, bool) {
	times := o.raw.ways[s.way].fwd
	if s.against {
		times = o.raw.ways[s.way].bwd
	}
	if times == nil {
		return 0, false
	}
	return int64(times[s.piece]), true
}

func (o *oracle) may(s step) bool { _, ok := o.ms(s); return ok }

// plain reports whether a node is a mere bend.
func (o *oracle) plain(n int32) bool {
	out := o.out[n]
	return len(out) == 2 && !o.raw.closed[n] && o.may(out[0].back()) == o.may(out[1]) && o.may(out[1].back()) == o.may(out[0])
}

// turn reports whether someone who has come along the steps of past (the last of
// them at the end) may take next, which leaves where they are.
func (o *oracle) turn(past []step, next step) bool {
	last := past[len(past)-1]
	n := o.head(last)
	if !o.may(next) {
		return false
	}
	if o.raw.closed[n] {
		return next == last.back()
	}
	if next == last.back() && o.plain(n) {
		return false
	}
	for i, b := range o.raw.bans {
		if o.binds(i, past, n) && o.forbids(b, last, n, next) {
			return false
		}
	}
	return true
}

// binds reports whether a ban concerns someone with such a past at node n.
func (o *oracle) binds(i int, past []step, n int32) bool {
	b := o.raw.bans[i]
	if len(b.viaWays) == 0 {
		return past[len(past)-1].way == int(b.from) && b.via[0] == n
	}
	for _, via := range o.via[i] {
		if o.raw.closed[o.tail(via[0])] {
			continue // nobody passes there to come this way
		}
		if k := len(past) - len(via); k > 0 && past[k-1].way == int(b.from) && slices.Equal(past[k:], via) {
			return true
		}
	}
	return false
}

func (o *oracle) forbids(b ban, last step, n int32, next step) bool {
	if !b.only {
		if b.from == b.to && len(b.viaWays) == 0 {
			return next == last.back()
		}
		return next.way == int(b.to)
	}
	for _, s := range o.out[n] {
		if s.way == int(b.to) && o.may(s) {
			return next.way != int(b.to)
		}
	}
	return false // nobody could follow the order
}

// along lists the ways to travel some ways, one after the other, from end to end.
func (o *oracle) along(ways []int32) [][]step {
	paths := [][]step{nil}
	for _, w := range ways {
		var longer [][]step
		nodes := o.raw.ways[w].nodes
		if nodes[0] == nodes[len(nodes)-1] {
			return nil
		}
		for _, against := range []bool{false, true} {
			var whole []step
			for p := range len(nodes) - 1 {
				whole = append(whole, step{int(w), p, against})
			}
			if against {
				slices.Reverse(whole)
			}
			for _, path := range paths {
				if len(path) == 0 || o.head(path[len(path)-1]) == o.tail(whole[0]) {
					longer = append(longer, append(slices.Clone(path), whole...))
				}
			}
		}
		paths = longer
	}
	return paths
}

// memory cuts from the past what no ban can refer to any more.
func (o *oracle) memory(past []step) []step {
	keep := 1
	for i, b := range o.raw.bans {
		for _, via := range o.via[i] {
			for k := 1; k <= len(via); k++ {
				at := len(past) - k
				if at > 0 && past[at-1].way == int(b.from) && slices.Equal(past[at:], via[:k]) {
					keep = max(keep, k+1)
				}
			}
		}
	}
	return past[len(past)-keep:]
}

type oracleState struct {
	at   int64 // milliseconds when the last step of past is completed
	past []step
}

type oracleHeap []oracleState

func (h oracleHeap) Len() int           { return len(h) }
func (h oracleHeap) Less(i, j int) bool { return h[i].at < h[j].at }
func (h oracleHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *oracleHeap) Push(x any)        { *h = append(*h, x.(oracleState)) }
func (h *oracleHeap) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

// from finds the travel times from one spot to all steps within a limit: the
// time when one enters a step.
func (o *oracle) from(s spot, limit int64) map[step]int64 {
	enters := map[step]int64{}
	done := map[string]bool{}
	var h oracleHeap
	for _, first := range []spot{s, {s.back(), 1 - s.share}} {
		if o.may(first.step) {
			h = append(h, oracleState{o.rest(s, first.step), []step{first.step}})
		}
	}
	heap.Init(&h)
	bans := len(o.raw.bans) > 0
	for len(h) > 0 {
		e := heap.Pop(&h).(oracleState)
		last := e.past[len(e.past)-1]
		key := pastKey(e.past)
		if done[key] {
			continue
		}
		done[key] = true
		n := o.head(last)
		for _, next := range o.out[n] {
			if !o.turn(e.past, next) {
				continue
			}
			at := e.at + int64(o.raw.delay[n])
			if was, ok := enters[next]; !ok || at < was {
				enters[next] = at
			}
			ms, _ := o.ms(next)
			if at += ms; at > limit {
				continue
			}
			past := []step{next}
			if bans {
				past = slices.Clone(o.memory(append(slices.Clone(e.past), next)))
			}
			heap.Push(&h, oracleState{at, past})
		}
	}
	return enters
}

// pastKey tells pasts apart.
func pastKey(past []step) string {
	var key []byte
	for _, s := range past {
		key = binary.AppendVarint(key, int64(s.way))
		key = binary.AppendVarint(key, int64(s.piece))
		key = strconv.AppendBool(key, s.against)
	}
	return string(key)
}

// rest is the time from a spot to where one comes out of its piece along s,
// which is its step or the reverse. Times are rounded from the begin of the
// spot's step.
func (o *oracle) rest(at spot, s step) int64 {
	ms, _ := o.ms(s)
	if s == at.step {
		return ms - int64(math.Floor(float64(ms)*at.share+0.5))
	}
	return int64(math.Floor(float64(ms)*at.share + 0.5))
}

// time is the travel time from a spot, of which enters is the answer of from, to
// another; -1: none.
func (o *oracle) time(enters map[step]int64, s, to spot) int64 {
	best := int64(-1)
	better := func(t int64) {
		if best < 0 || t < best {
			best = t
		}
	}
	for _, along := range []step{to.step, to.back()} {
		ms, ok := o.ms(along)
		if !ok {
			continue
		}
		if at, ok := enters[along]; ok {
			better(at + ms - o.rest(to, along))
		}
		if s.way != to.way || s.piece != to.piece {
			continue
		}
		if s.against != to.against {
			panic("spots on one piece must be given in one direction")
		}
		if along == to.step && s.share <= to.share || along != to.step && s.share >= to.share {
			better(o.rest(s, along) - o.rest(to, along))
		}
	}
	return best
}
