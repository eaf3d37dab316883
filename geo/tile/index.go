package tile

// index.go: a packed Hilbert R-tree, all trees of a map in two flat arrays.

import (
	"cmp"
	"slices"
)

// fanout is the number of boxes in a node.
const fanout = 16

// forest is one tree for each lowest zoom: a tile asks the trees of its zoom
// and below, so that a tile of a whole province never touches its buildings.
type forest struct {
	boxes []box    // all levels of a tree, leaves first, tree after tree
	refs  []uint32 // of a leaf: the feature; of an inner box: its first child
	trees []tree
}

// tree is where a tree lies in the arrays. Its leaves are the features whose
// lowest zoom is Zoom.
type tree struct{ Zoom, First, Leaves, End uint32 }

// plant adds the tree of a zoom over features with these boxes.
func (f *forest) plant(zoom uint8, features []uint32, boxes []box) {
	if len(features) == 0 {
		return
	}
	order := make([]int, len(features))
	curve := make([]uint32, len(features))
	whole := emptyBox()
	for _, b := range boxes {
		whole.extend(b.middle())
	}
	for i, b := range boxes {
		order[i], curve[i] = i, hilbert(b.middle(), whole)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(curve[a], curve[b]), cmp.Compare(features[a], features[b]))
	})
	first := len(f.boxes)
	for _, i := range order {
		f.boxes, f.refs = append(f.boxes, boxes[i]), append(f.refs, features[i])
	}
	for from, n := first, len(features); n > 1; {
		to := from + n
		for i := from; i < to; i += fanout {
			around := f.boxes[i]
			for _, b := range f.boxes[i+1 : min(i+fanout, to)] {
				around.extend(xy{b.MinX, b.MinY})
				around.extend(xy{b.MaxX, b.MaxY})
			}
			f.boxes, f.refs = append(f.boxes, around), append(f.refs, uint32(i))
		}
		from, n = to, len(f.boxes)-to
	}
	f.trees = append(f.trees, tree{uint32(zoom), uint32(first), uint32(len(features)), uint32(len(f.boxes))})
}

// search calls found for every feature that zoom z draws and whose box touches
// b, in no particular order.
func (f *forest) search(z uint8, b box, found func(feature uint32, in box)) {
	for _, t := range f.trees {
		if t.Zoom <= uint32(z) {
			f.descend(t, t.End-1, t.End, b, found)
		}
	}
}

// descend looks at the boxes from first to end, all of one level.
func (f *forest) descend(t tree, first, end uint32, b box, found func(uint32, box)) {
	for i := first; i < end; i++ {
		if !f.boxes[i].touches(b) {
			continue
		}
		if i < t.First+t.Leaves {
			found(f.refs[i], f.boxes[i])
			continue
		}
		child := f.refs[i]
		f.descend(t, child, min(child+fanout, f.levelEnd(t, child)), b, found)
	}
}

// levelEnd is the end of the level in which box i of a tree lies.
func (f *forest) levelEnd(t tree, i uint32) uint32 {
	end, n := t.First+t.Leaves, t.Leaves
	for i >= end && n > 1 {
		n = (n + fanout - 1) / fanout
		end += n
	}
	return end
}

// sound reports whether a search stays within the arrays and ends.
func (f *forest) sound(features int) bool {
	if len(f.boxes) != len(f.refs) {
		return false
	}
	next := uint32(0)
	for _, t := range f.trees {
		if t.First != next || t.Leaves == 0 || t.End > uint32(len(f.boxes)) || t.End < t.First || t.Leaves > t.End-t.First {
			return false
		}
		next = t.End
		for i := t.First; i < t.End; i++ {
			leaf := i < t.First+t.Leaves
			if leaf && f.refs[i] >= uint32(features) || !leaf && (f.refs[i] < t.First || f.refs[i] >= i) {
				return false
			}
		}
		// The levels must fill the tree, and each box lie a level above its children.
		from, n := t.First, t.Leaves
		for n > 1 {
			up := (n + fanout - 1) / fanout
			if from+n+up > t.End {
				return false
			}
			for i := range up {
				if f.refs[from+n+i] != from+i*fanout {
					return false
				}
			}
			from, n = from+n, up
		}
		if from+n != t.End {
			return false
		}
	}
	return int(next) == len(f.boxes)
}

// hilbert is the place of a point on a Hilbert curve through 2^16 by 2^16 cells
// of a box around it. The turning and mirroring is the classic one (Warren,
// Hacker's Delight, §16).
func hilbert(p xy, around box) uint32 {
	const top = 1<<16 - 1
	cell := func(v, low, high int32) uint32 {
		return uint32(int64(v-low) * top / max(1, int64(high-low)))
	}
	x, y := cell(p.X, around.MinX, around.MaxX), cell(p.Y, around.MinY, around.MaxY)
	var d uint32
	for s := uint32(1) << 15; s > 0; s >>= 1 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = top-x, top-y
			}
			x, y = y, x
		}
	}
	return d
}
