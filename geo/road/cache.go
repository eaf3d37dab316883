package road

// cache.go: a graph in a file, so that the next start takes a moment.

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"fifteen/geo/flat"
)

// CacheKind and CacheVersion head the file. The version rises whenever the
// reading of tags, the search network or this layout changes.
const (
	CacheKind           = "road"
	CacheVersion uint32 = 1
)

// ErrOtherCalibration is the error of loading a graph that was built with other
// figures than those asked for: build it anew.
var ErrOtherCalibration = errors.New("the cached streets were built with another calibration")

// Save puts the graph into a file of CacheKind and CacheVersion. The first error
// is the one the writer's Close returns.
func (g *Graph) Save(w *flat.Writer) {
	digest := g.cal.Digest()
	flat.Put(w, digest[:])
	flat.Put(w, []orb.Bound{g.bound})
	flat.Put(w, []Stats{g.stats})
	flat.PutStrings(w, g.names)
	for _, n := range g.nets {
		n.save(w)
	}
}

// Load reads a graph that Save wrote; it answers as the one that was saved. The
// calibration must be that which it was built with (ErrOtherCalibration). The
// graph aliases the reader's bytes. Damage is an error, never a panic.
func Load(r *flat.Reader, c Calibration) (*Graph, error) {
	digest := flat.Get[byte](r)
	if err := r.Err(); err != nil {
		return nil, err
	}
	if len(digest) != sha256.Size || [sha256.Size]byte(digest) != c.Digest() {
		return nil, ErrOtherCalibration
	}
	bound, stats, names := flat.Get[orb.Bound](r), flat.Get[Stats](r), flat.GetStrings(r)
	if err := r.Err(); err != nil {
		return nil, err
	}
	if len(bound) != 1 || len(stats) != 1 || len(names) == 0 || names[0] != "" {
		return nil, fmt.Errorf("%w: its head is not that of a street graph", flat.ErrDamaged)
	}
	g := &Graph{names: names, bound: bound[0], cal: c, stats: stats[0]}
	for _, m := range Modes() {
		n, err := loadNet(r, m, len(names))
		if err != nil {
			return nil, fmt.Errorf("the streets for %s: %w", m, err)
		}
		g.nets[m] = n
	}
	return g, nil
}
