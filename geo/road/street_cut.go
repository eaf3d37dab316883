package road

// street_cut.go: ways as mapped become simple lines and rings.

// cutter cuts ways so that each part is a simple line or ring.
type cutter struct {
	seen []uint64 // one bit for each point, clear between ways
	out  [][]int32
}

// parts returns the parts of a way: cut where a node is missing and where it
// comes back to a node it has been at (unless that closes a ring at its
// beginning and end), without repeated neighbours and without parts of a single
// node. The result is valid until the next call, the parts themselves stay;
// they alias the way's nodes unless those had to be changed.
func (c *cutter) parts(nodes []int32) [][]int32 {
	c.out = c.out[:0]
	for begin := 0; begin < len(nodes); {
		end := begin
		for end < len(nodes) && nodes[end] >= 0 {
			end++
		}
		c.simple(withoutRepeats(nodes[begin:end]))
		begin = end + 1
	}
	return c.out
}

// simple cuts a line without gaps wherever it meets itself.
func (c *cutter) simple(nodes []int32) {
	for len(nodes) >= 2 {
		n := 0
		for n < len(nodes) && !c.has(nodes[n]) {
			c.set(nodes[n])
			n++
		}
		// A ring may end where it began, and only there.
		end := n
		if n < len(nodes) && n > 2 && nodes[n] == nodes[0] {
			end = n + 1
		}
		for _, at := range nodes[:n] {
			c.seen[at/64] = 0
		}
		c.out = append(c.out, nodes[:end:end])
		nodes = nodes[end-1:]
	}
}

func (c *cutter) has(at int32) bool { return c.seen[at/64]&(1<<(at%64)) != 0 }
func (c *cutter) set(at int32)      { c.seen[at/64] |= 1 << (at % 64) }

// withoutRepeats drops nodes equal to the one before.
func withoutRepeats(nodes []int32) []int32 {
	for i := 1; i < len(nodes); i++ {
		if nodes[i] != nodes[i-1] {
			continue
		}
		clean := append([]int32(nil), nodes[:i]...)
		for _, n := range nodes[i:] {
			if n != clean[len(clean)-1] {
				clean = append(clean, n)
			}
		}
		return clean
	}
	return nodes
}
