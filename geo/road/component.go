package road

// component.go: which streets people can use. Extracts are full of fragments:
// what the edge of the extract cut off, paths mapped without their way out,
// one-way streets that lead nowhere.

// minIslandM is the length of street, in meters, from which a part of the
// network that has no connection to the largest one is kept: an island or a town
// on the other side of the extract, not a car park or a garden. In Delaware that
// keeps three towns across the river (63, 57 and 14 km) and drops 140 fragments
// for cars, the largest of 8 km at the border; in Porto all are below 6 km.
const minIslandM = 10_000

// use is which chains stay in the network, and on which of them journeys may
// start and end.
type use struct {
	needed []bool // by chain
	usable []bool // by chain
	meters []float64
}

// use applies the rule: the parts of the network within which one can get from
// anywhere to anywhere are the largest and those with at least minIslandM of
// street. A street is usable if one can come to it from such a part and get from
// it to one. What else lies on a journey between two usable streets is kept, but
// no journey starts or ends there.
func (a *assembler) use(s *split) *use {
	count := a.chains.count()
	u := &use{needed: make([]bool, count), usable: make([]bool, count), meters: make([]float64, count)}
	for c := range count {
		for _, d := range a.chains.darts[a.chains.first[c]:a.chains.first[c+1]] {
			u.meters[c] += a.meters(d)
		}
	}
	forward := adjacency(s, func(l link) (uint32, uint32) { return l.tail, l.head })
	backward := adjacency(s, func(l link) (uint32, uint32) { return l.head, l.tail })
	core := largeParts(forward.parts(), s, u.meters)

	from, to := forward.reach(core), backward.reach(core)
	var enter, leave []uint32
	comes, goes := make([]bool, count), make([]bool, count)
	for d, head := range s.heads {
		goes[d>>1] = goes[d>>1] || head != none && to[head]
	}
	for _, l := range s.arcs {
		comes[l.directed>>1] = comes[l.directed>>1] || from[l.tail]
	}
	for d, head := range s.heads {
		u.usable[d>>1] = comes[d>>1] && goes[d>>1]
		if u.usable[d>>1] && head != none {
			enter = append(enter, head)
		}
	}
	for _, l := range s.arcs {
		if u.usable[l.directed>>1] {
			leave = append(leave, l.tail)
		}
	}
	from, to = forward.reach(enter), backward.reach(leave)
	copy(u.needed, u.usable)
	for _, l := range s.arcs {
		u.needed[l.directed>>1] = u.needed[l.directed>>1] || from[l.tail] && to[l.head]
	}
	return u
}

// largeParts are the nodes of the parts that count.
func largeParts(part []uint32, s *split, meters []float64) []uint32 {
	length := make([]float64, len(part)) // by part, of which there are fewer
	counted := make([]uint32, len(meters))
	largest := uint32(0)
	for _, l := range s.arcs {
		p, c := part[l.tail], l.directed>>1
		if part[l.head] != p || counted[c] == p+1 {
			continue
		}
		counted[c] = p + 1
		length[p] += meters[c]
		if length[p] > length[largest] {
			largest = p
		}
	}
	var nodes []uint32
	for n, p := range part {
		if p == largest || length[p] >= minIslandM {
			nodes = append(nodes, uint32(n))
		}
	}
	return nodes
}

// graph is nodes and those next to them.
type graph struct{ first, next []uint32 }

func adjacency(s *split, ends func(link) (from, to uint32)) graph {
	g := graph{make([]uint32, len(s.junction)+2), make([]uint32, len(s.arcs))}
	for _, l := range s.arcs {
		from, _ := ends(l)
		g.first[from+2]++
	}
	for n := range s.junction {
		g.first[n+1] += g.first[n]
	}
	for _, l := range s.arcs {
		from, to := ends(l)
		g.next[g.first[from+1]] = to
		g.first[from+1]++
	}
	return g
}

func (g graph) out(n uint32) []uint32 { return g.next[g.first[n]:g.first[n+1]] }

func (g graph) len() int { return len(g.first) - 2 }

// reach reports by node whether it can be reached from some.
func (g graph) reach(from []uint32) []bool {
	reached := make([]bool, g.len())
	var todo []uint32
	for _, n := range from {
		if !reached[n] {
			reached[n] = true
			todo = append(todo, n)
		}
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, next := range g.out(n) {
			if !reached[next] {
				reached[next] = true
				todo = append(todo, next)
			}
		}
	}
	return reached
}

// parts numbers the strongly connected components, by node (R. Tarjan, SIAM
// Journal on Computing 1, 1972; without recursion).
func (g graph) parts() []uint32 {
	part, low, index := make([]uint32, g.len()), make([]uint32, g.len()), make([]uint32, g.len())
	for n := range part {
		part[n] = none
	}
	type visit struct{ node, next uint32 }
	var calls []visit
	var stack []uint32
	clock, found := uint32(0), uint32(0)
	for root := range uint32(g.len()) {
		if index[root] != 0 {
			continue
		}
		for calls = append(calls, visit{node: root}); len(calls) > 0; {
			v := &calls[len(calls)-1]
			n := v.node
			if v.next == 0 {
				clock++
				index[n], low[n] = clock, clock
				stack = append(stack, n)
			} else if child := g.out(n)[v.next-1]; part[child] == none {
				low[n] = min(low[n], low[child])
			}
			if out := g.out(n); int(v.next) < len(out) {
				child := out[v.next]
				v.next++
				if index[child] == 0 {
					calls = append(calls, visit{node: child})
				}
				continue
			}
			calls = calls[:len(calls)-1]
			if low[n] != index[n] {
				continue
			}
			for part[n] == none {
				part[stack[len(stack)-1]] = found
				stack = stack[:len(stack)-1]
			}
			found++
		}
	}
	return part
}
