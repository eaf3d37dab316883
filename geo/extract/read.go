package extract

// read.go: from the file to the arrays.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"
)

// Read reads a .osm.pbf file. Progress, if not nil, is called now and then
// from the calling goroutine with the bytes read and the bytes there are. The
// error names the file, says what is wrong with it and what to do.
func Read(ctx context.Context, path string, progress func(done, total int64)) (*Extract, error) {
	e, err := read(ctx, path, progress)
	if err != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return e, err
}

func read(ctx context.Context, path string, progress func(done, total int64)) (*Extract, error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, plain(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, plain(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("this is not a file")
	}
	if err := checkFrames(f, info.Size()); err != nil {
		return nil, err
	}

	scanner := osmpbf.New(ctx, f, runtime.GOMAXPROCS(0))
	defer func() { _ = scanner.Close() }()
	b := builder{words: map[string]string{}}
	for n := 0; scanner.Scan(); n++ {
		b.add(scanner.Object())
		if progress != nil && n%65536 == 0 {
			progress(scanner.FullyScannedBytes(), info.Size())
		}
	}
	if err := scanner.Err(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("the file is damaged (%w): fetch it again", err)
	}
	if progress != nil {
		progress(info.Size(), info.Size())
	}
	return b.finish()
}

// plain leaves the path out of an error, since Read names it.
func plain(err error) error {
	if pe, ok := errors.AsType[*os.PathError](err); ok {
		return pe.Err
	}
	return err
}

// builder collects objects as they come, with ids where the extract has
// positions.
type builder struct {
	e       Extract
	ids     []int64   // of Points
	wayIDs  [][]int64 // nodes of each way
	tooMany bool
	words   map[string]string // one copy of each word
}

func (b *builder) add(o osm.Object) {
	switch o := o.(type) {
	case *osm.Node:
		if len(b.ids) == math.MaxInt32 {
			b.tooMany = true
			return
		}
		if tags := b.tags(o.Tags); len(tags) > 0 {
			b.e.Nodes = append(b.e.Nodes, Node{ID: int64(o.ID), Tags: tags})
		}
		b.ids = append(b.ids, int64(o.ID))
		b.e.Points = append(b.e.Points, FromOrb(orb.Point{o.Lon, o.Lat}))
	case *osm.Way:
		nodes := make([]int64, len(o.Nodes))
		for i := range o.Nodes {
			nodes[i] = int64(o.Nodes[i].ID)
		}
		b.e.Ways = append(b.e.Ways, Way{ID: int64(o.ID), Tags: b.tags(o.Tags)})
		b.wayIDs = append(b.wayIDs, nodes)
	case *osm.Relation:
		members := make([]Member, 0, len(o.Members))
		for _, m := range o.Members {
			t, ok := memberTypes[m.Type]
			if ok {
				members = append(members, Member{Type: t, ID: m.Ref, Index: -1, Role: b.word(m.Role)})
			}
		}
		b.e.Relations = append(b.e.Relations, Relation{ID: int64(o.ID), Members: members, Tags: b.tags(o.Tags)})
	}
}

var memberTypes = map[osm.Type]MemberType{
	osm.TypeNode: MemberNode, osm.TypeWay: MemberWay, osm.TypeRelation: MemberRelation,
}

// noise are keys, and beginnings of keys, that say nothing about the place.
var (
	noise       = map[string]bool{"created_by": true, "note": true, "fixme": true, "FIXME": true, "attribution": true, "import_uuid": true, "odbl": true}
	noisePrefix = []string{"tiger:", "source", "gnis:", "NHD:", "is_in", "wikipedia", "wikidata", "note:", "KSJ2:", "CLC:", "massgis:", "nhd:"}
)

func (b *builder) tags(from osm.Tags) Tags {
	var tags Tags
	for _, t := range from {
		if !noise[t.Key] && !slices.ContainsFunc(noisePrefix, func(p string) bool { return strings.HasPrefix(t.Key, p) }) {
			tags = append(tags, Tag{b.word(t.Key), b.word(t.Value)})
		}
	}
	return tags
}

func (b *builder) word(s string) string {
	w, ok := b.words[s]
	if !ok {
		w = strings.Clone(s) // the scanner's strings hold on to whole blocks
		b.words[w] = w
	}
	return w
}

// finish puts everything in the order of the ids and turns ids into positions.
func (b *builder) finish() (*Extract, error) {
	e := &b.e
	switch {
	case b.tooMany:
		return nil, errors.New("the extract has more than 2 billion nodes: cut out the region you serve, for example with `osmium extract`")
	case len(b.ids) == 0 || len(e.Ways) == 0:
		return nil, errors.New("the extract holds no streets: it is empty, or cut from a place where there is nothing")
	}
	b.sortPoints()
	e.Nodes = sortedOnce(e.Nodes, func(n *Node) int64 { return n.ID })
	for i := range e.Nodes {
		e.Nodes[i].At = find(b.ids, e.Nodes[i].ID)
	}
	b.resolveWays()
	e.Relations = sortedOnce(e.Relations, func(r *Relation) int64 { return r.ID })
	b.resolveMembers()
	e.Bound = bound(e.Points)
	return e, nil
}

// sortPoints sorts the points by id where the file did not, the last of equal
// ids counting.
func (b *builder) sortPoints() {
	sorted := true
	for i := 1; i < len(b.ids) && sorted; i++ {
		sorted = b.ids[i-1] < b.ids[i]
	}
	if sorted {
		return
	}
	type node struct {
		id int64
		at Point
	}
	nodes := make([]node, len(b.ids))
	for i := range nodes {
		nodes[i] = node{b.ids[i], b.e.Points[i]}
	}
	nodes = sortedOnce(nodes, func(n *node) int64 { return n.id })
	b.ids, b.e.Points = b.ids[:len(nodes)], b.e.Points[:len(nodes)]
	for i := range nodes {
		b.ids[i], b.e.Points[i] = nodes[i].id, nodes[i].at
	}
}

func (b *builder) resolveWays() {
	e := &b.e
	total := 0
	for _, nodes := range b.wayIDs {
		total += len(nodes)
	}
	all := make([]int32, 0, total)
	for i, nodes := range b.wayIDs {
		start := len(all)
		for _, id := range nodes {
			all = append(all, find(b.ids, id))
		}
		e.Ways[i].Nodes = all[start:len(all):len(all)]
	}
	b.wayIDs = nil
	e.Ways = sortedOnce(e.Ways, func(w *Way) int64 { return w.ID })
}

func (b *builder) resolveMembers() {
	e := &b.e
	ways, relations := make([]int64, len(e.Ways)), make([]int64, len(e.Relations))
	for i := range e.Ways {
		ways[i] = e.Ways[i].ID
	}
	for i := range e.Relations {
		relations[i] = e.Relations[i].ID
	}
	ids := [...][]int64{MemberNode: b.ids, MemberWay: ways, MemberRelation: relations}
	for i := range e.Relations {
		for j := range e.Relations[i].Members {
			m := &e.Relations[i].Members[j]
			m.Index = find(ids[m.Type], m.ID)
		}
	}
}

// sortedOnce sorts by id and keeps the last of equal ids.
func sortedOnce[T any](s []T, id func(*T) int64) []T {
	slices.SortStableFunc(s, func(x, y T) int { return cmp.Compare(id(&x), id(&y)) })
	kept := s[:0]
	for i := range s {
		if i+1 == len(s) || id(&s[i]) != id(&s[i+1]) {
			kept = append(kept, s[i])
		}
	}
	clear(s[len(kept):])
	return kept
}

// find is the position of an id in a sorted array, -1 if it is not there.
func find(ids []int64, id int64) int32 {
	i, ok := slices.BinarySearch(ids, id)
	if !ok {
		return -1
	}
	return int32(i) //nolint:gosec // there are at most 2^31-1
}

func bound(points []Point) orb.Bound {
	lo, hi := points[0], points[0]
	for _, p := range points {
		lo.Lng, lo.Lat = min(lo.Lng, p.Lng), min(lo.Lat, p.Lat)
		hi.Lng, hi.Lat = max(hi.Lng, p.Lng), max(hi.Lat, p.Lat)
	}
	return orb.Bound{Min: lo.Orb(), Max: hi.Orb()}
}
