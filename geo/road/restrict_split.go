package road

// restrict_split.go: junctions that are left differently depending on where one
// comes from become several nodes.

import (
	"encoding/binary"
	"slices"
)

// split is the network before it is cut down and put in order. Its first nodes
// are the junctions themselves, in their order: there one is bound by no
// restriction. The nodes behind them are junctions with a memory.
type split struct {
	junction []uint32 // by node
	arcs     []link
	heads    []uint32 // by directed chain: the node one comes to who set out on it; none: not allowed
}

// link is an arc: the passage of node tail and the directed chain behind it.
type link struct{ tail, head, directed uint32 }

// A memory is a sorted list of steps: those rules whose path one has come along,
// and how far. Step s of rule r is number first(r)+s.
type memory []uint32

type splitter struct {
	chains *chains
	rules  []turnRule
	rule   []uint32          // by step: its rule
	last   []bool            // by step: the path ends with it
	path   []uint32          // by step: the directed chain of the step
	starts map[uint32]memory // by directed chain: the rules that begin with it
	nodes  map[string]uint32 // junction and memory → node
	todo   []memory          // the memories of nodes from len(chains.node) on
	out    split
}

// split makes the nodes and arcs.
func (a *assembler) split(rules []turnRule) *split {
	c := &a.chains
	s := &splitter{chains: c, starts: map[uint32]memory{}, nodes: map[string]uint32{}}
	for _, r := range rules {
		r = a.onChains(r)
		s.starts[r.path[0]] = append(s.starts[r.path[0]], uint32(len(s.path)))
		for i, d := range r.path {
			s.path = append(s.path, d)
			s.rule = append(s.rule, uint32(len(s.rules)))
			s.last = append(s.last, i == len(r.path)-1)
		}
		s.rules = append(s.rules, r)
	}
	s.out.junction = make([]uint32, len(c.node))
	s.out.heads = make([]uint32, 2*c.count())
	for j := range s.out.junction {
		s.out.junction[j] = uint32(j)
	}
	for d := range uint32(len(s.out.heads)) {
		s.out.heads[d] = none
		if a.open(d) {
			s.out.heads[d] = s.node(c.head(d), s.starts[d])
		}
	}
	for j := range c.node {
		s.leave(uint32(j), nil)
	}
	for i := 0; i < len(s.todo); i++ {
		s.leave(uint32(len(c.node)+i), s.todo[i])
	}
	return &s.out
}

// node is the node for someone who comes to a junction with a memory.
func (s *splitter) node(junction uint32, m memory) uint32 {
	if len(m) == 0 {
		return junction
	}
	key := binary.LittleEndian.AppendUint32(nil, junction)
	for _, step := range m {
		key = binary.LittleEndian.AppendUint32(key, step)
	}
	n, ok := s.nodes[string(key)]
	if !ok {
		n = uint32(len(s.out.junction))
		s.nodes[string(key)] = n
		s.out.junction = append(s.out.junction, junction)
		s.todo = append(s.todo, m)
	}
	return n
}

// leave makes the arcs that leave a node.
func (s *splitter) leave(node uint32, m memory) {
	for _, d := range s.chains.out(s.out.junction[node]) {
		if s.forbidden(m, d) {
			continue
		}
		head := s.out.heads[d]
		if next := s.after(m, d); len(next) > len(s.starts[d]) {
			head = s.node(s.chains.head(d), next)
		}
		s.out.arcs = append(s.out.arcs, link{node, head, d})
	}
}

// forbidden reports whether someone with a memory may not take a directed chain.
func (s *splitter) forbidden(m memory, directed uint32) bool {
	for _, step := range m {
		if r := &s.rules[s.rule[step]]; s.last[step] && slices.Contains(r.turn, directed) != r.only {
			return true
		}
	}
	return false
}

// after is the memory behind a directed chain.
func (s *splitter) after(m memory, directed uint32) memory {
	next := slices.Clone(s.starts[directed])
	for _, step := range m {
		if !s.last[step] && s.path[step+1] == directed {
			next = append(next, step+1)
		}
	}
	slices.Sort(next)
	return next
}
