package road

// net_file.go: a network in a cache file, and the checks that let the search
// trust what it reads.

import (
	"errors"
	"unsafe"

	"fifteen/geo/extract"
	"fifteen/geo/flat"
)

// errNet is what a network is that was not written by save.
var errNet = errors.New("the street network in the file does not fit together: delete the file, it is built again")

// save writes the network.
func (n *Net) save(w *flat.Writer) {
	flat.Put(w, n.first)
	flat.Put(w, n.at)
	flat.Put(w, n.twins)
	flat.Put(w, n.arcs)
	flat.Put(w, n.along)
	flat.Put(w, n.edges)
	flat.Put(w, n.points)
	flat.Put(w, n.fwd)
	flat.Put(w, n.bwd)
	flat.Put(w, n.noSnap)
	flat.Put(w, n.names)
	flat.Put(w, []gridBox{n.grid.gridBox})
	flat.Put(w, n.grid.rows)
	flat.Put(w, n.grid.cols)
	flat.Put(w, n.grid.cells)
	flat.Put(w, n.grid.pieces)
	flat.Put(w, []NetStats{n.built})
}

// loadNet reads what save wrote. Its arrays alias the file's bytes.
func loadNet(r *flat.Reader, m Mode, nameCount int) (*Net, error) {
	n := &Net{
		mode:  m,
		first: flat.Get[uint32](r), at: flat.Get[extract.Point](r), twins: flat.Get[run](r),
		arcs: flat.Get[arc](r), along: flat.Get[uint32](r),
		edges:  flat.Get[edge](r),
		points: flat.Get[extract.Point](r), fwd: flat.Get[uint32](r), bwd: flat.Get[uint32](r),
		noSnap: flat.Get[uint64](r), names: flat.Get[nameFrom](r),
	}
	box := flat.Get[gridBox](r)
	n.grid.rows, n.grid.cols, n.grid.cells = flat.Get[uint32](r), flat.Get[uint32](r), flat.Get[uint32](r)
	n.grid.pieces = flat.Get[uint32](r)
	built := flat.Get[NetStats](r)
	if r.Err() != nil {
		return nil, r.Err()
	}
	if len(box) != 1 || len(built) != 1 {
		return nil, errNet
	}
	n.grid.gridBox, n.built = box[0], built[0]
	if !n.nodesFit() || !n.edgesFit(nameCount) || !n.gridFits() {
		return nil, errNet
	}
	return n, nil
}

// nodesFit checks everything by node and by arc.
func (n *Net) nodesFit() bool {
	nodes := uint32(len(n.at))
	if len(n.along) != len(n.arcs) || !steps(n.first, len(n.at), len(n.arcs)) {
		return false
	}
	for i, a := range n.arcs {
		if a.tail >= nodes || int(n.along[i]>>1) >= len(n.edges)-1 {
			return false
		}
	}
	end := uint32(0)
	for _, t := range n.twins {
		if t.first < end || t.first >= nodes || t.count > nodes-t.first {
			return false
		}
		end = t.first + t.count
	}
	return true
}

// edgesFit checks everything by edge and by vertex.
func (n *Net) edgesFit(nameCount int) bool {
	vertices := len(n.points)
	if len(n.edges) == 0 || len(n.fwd) != vertices || len(n.noSnap) != (vertices+63)/64 {
		return false
	}
	for i, e := range n.edges[:len(n.edges)-1] {
		next := n.edges[i+1].first
		if next < e.first || next-e.first < 2 || int(next) > vertices {
			return false
		}
		if e.back != none && uint64(e.back)+uint64(next-e.first) > uint64(len(n.bwd)) {
			return false
		}
		for _, head := range e.heads {
			if head != none && int(head) >= len(n.at) {
				return false
			}
		}
	}
	for _, c := range n.names {
		if int(c.name) >= nameCount {
			return false
		}
	}
	return n.edges[0].first == 0 && int(n.edges[len(n.edges)-1].first) == vertices
}

// gridFits checks the grid.
func (n *Net) gridFits() bool {
	g := &n.grid
	if !(g.Cell[0] > 0 && g.Cell[1] > 0) || !steps(g.rows, len(g.rows)-1, len(g.cols)) || !steps(g.cells, len(g.cols), len(g.pieces)) {
		return false
	}
	ends := make([]bool, len(n.points)) // the last vertices of edges: no piece begins there
	for e := range uint32(len(n.edges) - 1) {
		ends[n.last(e)] = true
	}
	for _, v := range g.pieces {
		if int(v) >= len(ends) || ends[v] {
			return false
		}
	}
	return true
}

// steps reports whether starts divides an array of the given length into parts.
func steps(starts []uint32, parts, length int) bool {
	if parts < 0 || len(starts) != parts+1 || starts[0] != 0 || int(starts[parts]) != length {
		return false
	}
	for i := range parts {
		if starts[i+1] < starts[i] {
			return false
		}
	}
	return true
}

// bytes is the memory the arrays take.
func (n *Net) bytes() int64 {
	g := &n.grid
	return size(n.first) + size(n.at) + size(n.twins) + size(n.arcs) + size(n.along) + size(n.edges) +
		size(n.points) + size(n.fwd) + size(n.bwd) + size(n.noSnap) + size(n.names) +
		size(g.rows) + size(g.cols) + size(g.cells) + size(g.pieces)
}

func size[T any](s []T) int64 { return int64(len(s)) * int64(unsafe.Sizeof(*new(T))) }
