package tile

// ring_join.go: rings out of pieces in any order and direction, and polygons
// out of rings.

import (
	"cmp"
	"slices"
)

// joinRings makes rings of pieces, each a chain of at least two nodes (indices
// of points). Pieces are turned round where needed; of equal pieces one is
// used. Where more than two pieces meet, the ring is closed as soon as it comes
// back to a node it has passed, so that rings that touch come out apart. The
// pieces that close no ring are only counted. Rings come without their last,
// repeated node.
func joinRings(pieces [][]int32) (rings [][]int32, left int) {
	ends := make(map[int32][]int, 2*len(pieces)) // pieces at a node
	used := make([]bool, len(pieces))
	seen := make(map[[3]int32][]int, len(pieces))
	for i, p := range pieces {
		a, b := p[0], p[len(p)-1]
		if a == b {
			used[i] = true
			if len(p) > 3 {
				rings = append(rings, p[:len(p)-1])
			}
			continue
		}
		key := [3]int32{min(a, b), max(a, b), int32(len(p))}
		if slices.ContainsFunc(seen[key], func(j int) bool { return sameChain(pieces[j], p) }) {
			used[i] = true
			continue
		}
		seen[key] = append(seen[key], i)
		ends[a] = append(ends[a], i)
		ends[b] = append(ends[b], i)
	}
	for i := range pieces {
		if !used[i] {
			found, open := walkRings(i, pieces, used, ends)
			rings, left = append(rings, found...), left+open
		}
	}
	return rings, left
}

// walkRings follows pieces from piece i until there is none to follow. It
// returns the rings found on the way and how many pieces were left over.
func walkRings(i int, pieces [][]int32, used []bool, ends map[int32][]int) (rings [][]int32, left int) {
	used[i] = true
	path := [][]int32{pieces[i]} // oriented chains, each beginning where the last ended
	at := map[int32]int{pieces[i][0]: 0}
	for len(path) > 0 {
		last := path[len(path)-1]
		node := last[len(last)-1]
		if k, ok := at[node]; ok {
			var r []int32
			for _, p := range path[k:] {
				r = append(r, p[:len(p)-1]...)
				delete(at, p[0])
			}
			if len(r) > 2 {
				rings = append(rings, r)
			}
			path = path[:k]
			if k == 0 {
				return rings, left
			}
			continue
		}
		next := -1
		for _, j := range ends[node] {
			if !used[j] {
				next = j
				break
			}
		}
		if next < 0 { // a dead end: step back
			path = path[:len(path)-1]
			delete(at, last[0])
			left++
			continue
		}
		used[next] = true
		p := pieces[next]
		if p[0] != node {
			p = slices.Clone(p)
			slices.Reverse(p)
		}
		at[node] = len(path)
		path = append(path, p)
	}
	return rings, left
}

// sameChain reports whether two chains of the same length run over the same
// nodes, in either direction.
func sameChain(a, b []int32) bool {
	if a[0] == b[0] {
		return slices.Equal(a, b)
	}
	for i := range a {
		if a[i] != b[len(b)-1-i] {
			return false
		}
	}
	return true
}

// nest sorts rings into polygons by which lies in which: a ring within an even
// number of others is an outer one, the others are holes of the smallest ring
// around them. Roles are not asked, since they are often wrong. Rings may touch
// but must not cross. Rings without area and repeated ones are dropped; the rest are turned to run
// as MVT wants them.
func nest(rings []ring) []polygon {
	type entry struct {
		ring
		box    box
		area   int64
		depth  int
		parent int
	}
	all := make([]entry, 0, len(rings))
	for _, r := range rings {
		if r = r.clean(); r == nil {
			continue
		}
		if a := r.area2(); a != 0 {
			all = append(all, entry{ring: r, box: boxOf(r), area: a, parent: -1})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(abs(b.area), abs(a.area)), a.box.compare(b.box))
	})
	all = slices.CompactFunc(all, func(a, b entry) bool { return abs(a.area) == abs(b.area) && a.box == b.box })
	var out []polygon
	place := make([]int, len(all)) // polygon of an outer ring
	for i := range all {
		r := &all[i]
		for j := i - 1; j >= 0; j-- { // from the smallest larger ring
			if r.box.within(all[j].box) && all[j].contains(r.ring) {
				r.parent, r.depth = j, all[j].depth+1
				break
			}
		}
		outer := r.depth%2 == 0
		if outer != (r.area > 0) {
			r.reverse()
		}
		if outer {
			place[i] = len(out)
			out = append(out, polygon{r.ring})
			continue
		}
		out[place[r.parent]] = append(out[place[r.parent]], r.ring)
	}
	return out
}
