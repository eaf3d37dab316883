package road

// assemble.go: from streets as they are tagged to a network as it is searched.

import (
	"fifteen/geo"
	"fifteen/geo/extract"
)

// assemble turns one mode's streets into its search network.
//
// It means the following, and the tests hold it to that: a journey is a sequence
// of pieces of street. At each node it passes it pays the node's delay. It may
// turn round only where a street ends or meets another, or where the traffic
// that may use it changes; nowhere if a restriction says so. Where nobody passes
// (closed) each street is a dead end of its own.
func assemble(raw *rawNet, mode Mode) *Net {
	net, _ := assembleTraced(raw, mode)
	return net
}

// assembleTraced also returns, for each vertex of the network, the dart that
// the piece from it to the next was made of; none for a stop on the way and for
// the last vertex of an edge.
func assembleTraced(raw *rawNet, mode Mode) (*Net, []uint32) {
	a := newAssembler(raw)
	rules := a.rules()
	a.chain()
	s := a.split(rules)
	net, trace := a.layOut(mode, s, a.use(s))
	net.built.Bans = int64(len(rules))
	return net, trace
}

// assembler holds what the steps of an assembly share. A dart is a piece of
// street in one direction: piece<<1 in the direction of its way, piece<<1|1
// against it; its reverse is dart^1.
type assembler struct {
	raw   *rawNet
	first []uint32 // by way: its first piece; one more at the end
	way   []uint32 // by piece

	from  []uint32 // by node: its first dart in darts; one more at the end
	darts []uint32 // those that leave a node, whether or not the mode may take them

	decides map[uint32]bool // nodes where a restriction ends or begins
	chains  chains
}

func newAssembler(raw *rawNet) *assembler {
	a := &assembler{raw: raw, first: make([]uint32, len(raw.ways)+1), decides: map[uint32]bool{}}
	for i := range raw.ways {
		a.first[i+1] = a.first[i] + uint32(len(raw.ways[i].nodes)-1)
	}
	pieces := a.first[len(raw.ways)]
	a.way = make([]uint32, pieces)
	a.from = make([]uint32, len(raw.points)+1)
	a.darts = make([]uint32, 2*pieces)
	for i := range raw.ways {
		for p := a.first[i]; p < a.first[i+1]; p++ {
			a.way[p] = uint32(i)
			a.from[a.tail(p<<1)+1]++
			a.from[a.head(p<<1)+1]++
		}
	}
	for n := range raw.points {
		a.from[n+1] += a.from[n]
	}
	next := append([]uint32(nil), a.from...)
	for d := range 2 * pieces {
		n := a.tail(d)
		a.darts[next[n]] = d
		next[n]++
	}
	return a
}

// tail is the node a dart leaves.
func (a *assembler) tail(dart uint32) uint32 {
	w := a.way[dart>>1]
	return uint32(a.raw.ways[w].nodes[dart>>1-a.first[w]+dart&1])
}

// head is the node a dart leads to.
func (a *assembler) head(dart uint32) uint32 { return a.tail(dart ^ 1) }

// out are the darts that leave a node.
func (a *assembler) out(node uint32) []uint32 { return a.darts[a.from[node]:a.from[node+1]] }

// allowed reports whether the mode may travel along a dart.
func (a *assembler) allowed(dart uint32) bool {
	w := &a.raw.ways[a.way[dart>>1]]
	if dart&1 == 0 {
		return w.fwd != nil
	}
	return w.bwd != nil
}

// ms is the time along a dart.
func (a *assembler) ms(dart uint32) uint32 {
	w := a.way[dart>>1]
	if dart&1 == 0 {
		return a.raw.ways[w].fwd[dart>>1-a.first[w]]
	}
	return a.raw.ways[w].bwd[dart>>1-a.first[w]]
}

// point is where a node is.
func (a *assembler) point(node uint32) extract.Point { return a.raw.points[node] }

// meters is the length of a dart.
func (a *assembler) meters(dart uint32) float64 {
	return geo.Distance(a.point(a.tail(dart)).Orb(), a.point(a.head(dart)).Orb())
}

// closed reports whether nobody passes a node.
func (a *assembler) closed(node uint32) bool { return a.raw.closed[int32(node)] }

// plain reports whether a node is but a bend in one street: whoever comes to it
// goes on, in either direction, and never turns round.
func (a *assembler) plain(node uint32) bool {
	out := a.out(node)
	return len(out) == 2 && !a.closed(node) &&
		a.allowed(out[0]^1) == a.allowed(out[1]) && a.allowed(out[1]^1) == a.allowed(out[0])
}
