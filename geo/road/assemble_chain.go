package road

// assemble_chain.go: chains, the pieces of street between two places where
// there is something to decide.

// chains are numbered; a directed chain is chain<<1 in the order of its darts,
// chain<<1|1 against it. One that may be travelled in one direction only has its
// darts in that direction.
type chains struct {
	of    []uint32    // by piece: chain<<1|(direction of its dart there)
	first []uint32    // by chain: its first dart; one more at the end
	darts []uint32    // of all chains
	ends  [][2]uint32 // by chain: the junctions it begins and ends at

	node  []uint32 // by junction
	start []uint32 // by junction: its first directed chain in leave; one more at the end
	leave []uint32 // the directed chains that may be taken from a junction
}

// kept reports whether a node becomes a junction of the network.
func (a *assembler) kept(node uint32) bool { return !a.plain(node) || a.decides[node] }

// chain joins all pieces into chains.
func (a *assembler) chain() {
	c := &a.chains
	c.of = make([]uint32, len(a.way))
	for p := range c.of {
		c.of[p] = none
	}
	c.first = []uint32{0}
	for n := range uint32(len(a.raw.points)) {
		if a.from[n] != a.from[n+1] && a.kept(n) {
			a.follow(n)
		}
	}
	// What is left are rings that meet nothing: cut open at their lowest piece.
	for p := range uint32(len(a.way)) {
		if c.of[p] == none {
			a.follow(a.tail(p << 1))
		}
	}
	a.junctions()
}

// follow makes the chains that leave a node.
func (a *assembler) follow(node uint32) {
	c := &a.chains
	for _, d := range a.out(node) {
		if c.of[d>>1] != none {
			continue
		}
		id, begin := uint32(len(c.first)-1), len(c.darts)
		for c.of[d>>1] == none {
			c.of[d>>1] = id<<1 | d&1
			c.darts = append(c.darts, d)
			n := a.head(d)
			if n == node || a.kept(n) {
				break
			}
			d = a.onward(n, d)
		}
		if mine := c.darts[begin:]; !a.allowed(mine[0]) {
			for i, j := 0, len(mine)-1; i <= j; i, j = i+1, j-1 {
				mine[i], mine[j] = mine[j]^1, mine[i]^1
			}
			for _, d := range mine {
				c.of[d>>1] = id<<1 | d&1
			}
		}
		c.first = append(c.first, uint32(len(c.darts)))
	}
}

// onward is the dart behind one that comes to a bend.
func (a *assembler) onward(bend, dart uint32) uint32 {
	out := a.out(bend)
	if out[0] == dart^1 {
		return out[1]
	}
	return out[0]
}

// junctions numbers the places where chains begin and end: one a node, but one
// for each chain where nobody passes.
func (a *assembler) junctions() {
	c := &a.chains
	known := make([]uint32, len(a.raw.points))
	for n := range known {
		known[n] = none
	}
	junction := func(node uint32) uint32 {
		if known[node] != none && !a.closed(node) {
			return known[node]
		}
		known[node] = uint32(len(c.node))
		c.node = append(c.node, node)
		return known[node]
	}
	for i := range c.count() {
		darts := c.darts[c.first[i]:c.first[i+1]]
		c.ends = append(c.ends, [2]uint32{junction(a.tail(darts[0])), junction(a.head(darts[len(darts)-1]))})
	}
	c.start = make([]uint32, len(c.node)+1)
	for d := range 2 * c.count() {
		if a.open(d) {
			c.start[c.tail(d)+1]++
		}
	}
	for j := range c.node {
		c.start[j+1] += c.start[j]
	}
	c.leave = make([]uint32, c.start[len(c.node)])
	next := append([]uint32(nil), c.start...)
	for d := range 2 * c.count() {
		if a.open(d) {
			c.leave[next[c.tail(d)]] = d
			next[c.tail(d)]++
		}
	}
}

// open reports whether the mode may travel a directed chain.
func (a *assembler) open(directed uint32) bool {
	return a.allowed(a.chains.darts[a.chains.first[directed>>1]] ^ directed&1)
}

func (c *chains) count() uint32 { return uint32(len(c.first) - 1) }

// tail is the junction a directed chain leaves.
func (c *chains) tail(directed uint32) uint32 { return c.ends[directed>>1][directed&1] }

// head is the junction a directed chain leads to.
func (c *chains) head(directed uint32) uint32 { return c.tail(directed ^ 1) }

// out are the directed chains that may be taken from a junction.
func (c *chains) out(junction uint32) []uint32 {
	return c.leave[c.start[junction]:c.start[junction+1]]
}

// directed is the directed chain a dart is part of.
func (c *chains) directed(dart uint32) uint32 { return c.of[dart>>1] ^ dart&1 }
