package road

// net.go: one mode's streets as the search wants them: flat arrays of numbers,
// no pointers, no maps.

import (
	"fifteen/geo/extract"
)

// none marks a node, edge or chain that is not there.
const none = ^uint32(0)

// Net is the search network of one mode.
//
// An edge is a chain of pieces of street between two junctions or dead ends; its
// shape runs through its vertices. Edge e travelled from its first vertex to its
// last is the directed edge e<<1, backwards it is e<<1|1.
//
// A node is where a traveller is when they come to the end of an edge: usually
// the junction itself. Where a turn restriction depends on where one comes from,
// a junction is several nodes, which have different edges leaving them.
//
// An arc is the passage of one node and the directed edge behind it: its cost is
// the delay of the node it leaves and the time along the edge. Arcs are kept at
// the node they lead to, since the search runs from the destination backwards.
//
// A Net is immutable but for its spare workspaces, which have a lock.
type Net struct {
	mode Mode

	// By node, along a Hilbert curve, so that neighbors share cache lines.
	first []uint32        // the first of the arcs that lead to the node; one more at the end
	at    []extract.Point // where the node is
	twins []run           // junctions that are several nodes: those nodes follow each other

	// By arc.
	arcs  []arc
	along []uint32 // the directed edge the arc runs along

	// By edge, in the order of their nodes; one more at the end.
	edges []edge

	// By vertex.
	points []extract.Point
	fwd    []uint32 // milliseconds from the edge's first vertex
	bwd    []uint32 // milliseconds back to it, for edges where they differ from fwd; see edge.back
	noSnap []uint64 // bits: the piece from this vertex to the next is one where no journey starts or ends

	names []nameFrom // where the street name changes, by vertex
	grid  grid
	built NetStats

	spare workspaces
}

// edge is a chain of pieces.
type edge struct {
	first uint32    // its first vertex; its last is the one before the next edge's first
	back  uint32    // where its times back to the first vertex begin, in bwd; none: they equal fwd
	heads [2]uint32 // the node one comes to, forwards and backwards; none: not allowed
}

// arc is one way into a node.
type arc struct {
	tail uint32 // the node it comes from
	cost uint32 // milliseconds
}

// run is a range of nodes.
type run struct{ first, count uint32 }

// nameFrom says which name the pieces from a vertex on have.
type nameFrom struct{ vertex, name uint32 }

// NetStats says what one mode's network is made of.
type NetStats struct {
	Nodes, Edges, Vertices int64
	// Bans is the number of turn restrictions in force.
	Bans int64
	// StreetKm is the length of the streets in use; DroppedKm that of fragments
	// nobody can come to or get away from.
	StreetKm, DroppedKm float64
	// Bytes is the memory the network takes.
	Bytes int64
}

// stats says what the network is made of.
func (n *Net) stats() NetStats { return n.built }

// last is the last vertex of edge e.
func (n *Net) last(e uint32) uint32 { return n.edges[e+1].first - 1 }

// toFirst is the time from vertex v of edge e back to the first one, in
// milliseconds.
func (n *Net) toFirst(e, v uint32) uint32 {
	if back := n.edges[e].back; back != none {
		return n.bwd[back+v-n.edges[e].first]
	}
	return n.fwd[v]
}

// aheadOf is the time from vertex v of edge e to where one comes out of it.
func (n *Net) aheadOf(e, v, dir uint32) uint32 {
	if dir == 0 {
		return n.fwd[n.last(e)] - n.fwd[v]
	}
	return n.toFirst(e, v)
}

// length is the whole time along a directed edge.
func (n *Net) length(directed uint32) uint32 {
	e := directed >> 1
	if directed&1 == 0 {
		return n.fwd[n.last(e)]
	}
	return n.toFirst(e, n.last(e))
}

// hidden reports whether journeys neither start nor end on the piece from
// vertex v to the next.
func (n *Net) hidden(v uint32) bool { return n.noSnap[v>>6]>>(v&63)&1 != 0 }

// siblings are the nodes that make up the junction of a node, itself included.
func (n *Net) siblings(node uint32) run {
	low, high := 0, len(n.twins)
	for low < high {
		middle := (low + high) / 2
		if r := n.twins[middle]; r.first+r.count <= node {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < len(n.twins) && n.twins[low].first <= node {
		return n.twins[low]
	}
	return run{node, 1}
}
