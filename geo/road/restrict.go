package road

// restrict.go: turn restrictions, from ways to the chains they are about.

import "slices"

// turnRule forbids to leave a sequence of darts (later: directed chains) by some.
type turnRule struct {
	path []uint32 // the one come along, then those via which, without a gap
	turn []uint32 // those that may not be taken then; with only, no other
	only bool
}

// rules reads the restrictions and marks the nodes where they decide, which must
// be known before chains are made. The rules are about darts.
func (a *assembler) rules() []turnRule {
	var rules []turnRule
	for _, b := range a.raw.bans {
		switch {
		case len(b.viaWays) > 0:
			rules = append(rules, a.viaWays(b)...)
		case len(b.via) == 1:
			rules = append(rules, a.restriction(b, uint32(b.via[0]), nil)...)
		}
	}
	for _, r := range rules {
		a.decides[a.head(r.path[0])] = true
		a.decides[a.head(r.path[len(r.path)-1])] = true
	}
	return append(rules, a.goOn()...)
}

// restriction is the rules of a restriction that leads from its first node via
// the given darts. It is about every piece of the from way that leads to the
// node and every piece of the to way that leaves the end. Where nobody passes,
// nothing is restricted.
func (a *assembler) restriction(b ban, node uint32, via []uint32) []turnRule {
	if a.closed(node) {
		return nil
	}
	end := node
	if len(via) > 0 {
		end = a.head(via[len(via)-1])
	}
	var to []uint32
	for _, d := range a.out(end) {
		if a.way[d>>1] == uint32(b.to) && a.allowed(d) {
			to = append(to, d)
		}
	}
	if len(to) == 0 || a.closed(end) {
		return nil // nobody can do this; and an order nobody can follow is none
	}
	var rules []turnRule
	for _, d := range a.out(node) {
		if a.way[d>>1] != uint32(b.from) || !a.allowed(d^1) {
			continue
		}
		turn := to
		if b.from == b.to && len(via) == 0 && !b.only {
			// A street that must not be left for itself: do not turn round.
			if !a.allowed(d) {
				continue
			}
			turn = []uint32{d}
		}
		rules = append(rules, turnRule{path: append([]uint32{d ^ 1}, via...), turn: turn, only: b.only})
	}
	return rules
}

// viaWays is the rules of a restriction via whole ways, travelled from end to
// end, the first in either direction.
func (a *assembler) viaWays(b ban) []turnRule {
	var rules []turnRule
	for dir := range uint32(2) {
		if via := a.alongWays(b.viaWays, dir); via != nil {
			rules = append(rules, a.restriction(b, a.tail(via[0]), via)...)
		}
	}
	return rules
}

// alongWays is the darts along ways that follow each other; nil if they do not,
// or if nobody can travel them so. dir is the direction of the first way.
func (a *assembler) alongWays(ways []int32, dir uint32) []uint32 {
	var via []uint32
	for i, w := range ways {
		begin, end := a.first[w]<<1, (a.first[w+1]-1)<<1 // its first and last dart
		if a.tail(begin) == a.head(end) {
			return nil // a ring: where one leaves it is not said
		}
		if i > 0 {
			switch at := a.head(via[len(via)-1]); at {
			case a.tail(begin):
				dir = 0
			case a.head(end):
				dir = 1
			default:
				return nil
			}
		}
		for _, d := range a.wayDarts(w, dir) {
			if !a.allowed(d) || len(via) > 0 && !a.follows(via[len(via)-1], d) {
				return nil
			}
			via = append(via, d)
		}
	}
	return via
}

// follows reports whether anybody may take one dart after the other, restrictions
// aside.
func (a *assembler) follows(dart, next uint32) bool {
	if next == dart^1 {
		return !a.plain(a.tail(next))
	}
	return !a.closed(a.tail(next))
}

// wayDarts is a whole way in one direction.
func (a *assembler) wayDarts(way int32, dir uint32) []uint32 {
	var darts []uint32
	for p := a.first[way]; p < a.first[way+1]; p++ {
		darts = append(darts, p<<1|dir)
	}
	if dir == 1 {
		slices.Reverse(darts)
	}
	return darts
}

// goOn is the rules for bends that became junctions because a restriction
// decides there: nobody turns round at a bend.
func (a *assembler) goOn() []turnRule {
	var bends []uint32
	for n := range a.decides {
		if a.plain(n) {
			bends = append(bends, n)
		}
	}
	slices.Sort(bends)
	var rules []turnRule
	for _, n := range bends {
		for _, d := range a.out(n) {
			if a.allowed(d) && a.allowed(d^1) {
				rules = append(rules, turnRule{path: []uint32{d ^ 1}, turn: []uint32{d}})
			}
		}
	}
	return rules
}

// onChains is a rule about darts as one about directed chains.
func (a *assembler) onChains(r turnRule) turnRule {
	c := &a.chains
	out := turnRule{path: []uint32{c.directed(r.path[0])}, only: r.only}
	for _, d := range r.path[1:] {
		if a.kept(a.tail(d)) {
			out.path = append(out.path, c.directed(d))
		}
	}
	for _, d := range r.turn {
		out.turn = append(out.turn, c.directed(d))
	}
	return out
}
