package road

// search_bench_test.go: what a search, a price and a snap cost, each beside what
// they would cost done plainly.

import (
	"container/heap"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

const benchLimit = 15 * time.Minute

// scene is a town in which positions are drawn.
type scene struct {
	name  string
	graph func(testing.TB) *Graph
	town  orb.Bound
}

var scenes = []scene{
	{"wilmington", delaware, orb.Bound{Min: orb.Point{-75.58, 39.72}, Max: orb.Point{-75.51, 39.78}}},
	{"porto", porto, orb.Bound{Min: orb.Point{-8.66, 41.14}, Max: orb.Point{-8.57, 41.18}}},
}

// snaps draws positions that have a street.
func (s scene) snaps(g *Graph, m Mode, count int) []Snap {
	rng := rand.New(rand.NewPCG(15, 15))
	var snaps []Snap
	for len(snaps) < count {
		p := orb.Point{
			s.town.Min[0] + rng.Float64()*(s.town.Max[0]-s.town.Min[0]),
			s.town.Min[1] + rng.Float64()*(s.town.Max[1]-s.town.Min[1]),
		}
		if snap, err := g.Snap(p, m); err == nil {
			snaps = append(snaps, snap)
		}
	}
	return snaps
}

// everywhere runs a benchmark in every town and mode.
func everywhere(b *testing.B, modes []Mode, each func(b *testing.B, s scene, g *Graph, m Mode)) {
	for _, s := range scenes {
		b.Run(s.name, func(b *testing.B) {
			g := s.graph(b)
			for _, m := range modes {
				b.Run(m.String(), func(b *testing.B) { each(b, s, g, m) })
			}
		})
	}
}

// medians times one call at a time and reports the median and the worst.
func medians(b *testing.B, count int, call func(i int)) {
	b.Helper()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		call(i % count)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "median-µs")
	b.ReportMetric(float64(took[len(took)-1].Nanoseconds())/1000, "max-µs")
	b.ReportMetric(0, "ns/op")
}

// A reach of 15 minutes: the product's, a bare search on the same arrays that
// keeps nothing but times, and one on Go maps with the library's heap.
func BenchmarkReach(b *testing.B) {
	everywhere(b, Modes(), func(b *testing.B, s scene, g *Graph, m Mode) {
		to := s.snaps(g, m, 300)
		b.Run("reach", func(b *testing.B) {
			nodes := 0
			medians(b, len(to), func(i int) {
				r, err := g.Reach(context.Background(), to[i].from, m, benchLimit)
				if err != nil {
					b.Fatal(err)
				}
				r.Close()
			})
			for i := range to {
				r, _ := g.Reach(context.Background(), to[i].from, m, benchLimit)
				r.work.reached(func(_, _ uint32) bool { nodes++; return true })
				r.Close()
			}
			b.ReportMetric(float64(nodes/len(to)), "nodes")
		})
		b.Run("bare", func(b *testing.B) {
			bare := bareSearch{left: make([]uint32, len(g.nets[m].at))}
			medians(b, len(to), func(i int) { bare.run(g.nets[m], to[i].heads[0]) })
		})
		b.Run("maps", func(b *testing.B) {
			medians(b, len(to), func(i int) { mapSearch(g.nets[m], to[i].heads[0]) })
		})
	})
}

// bareSearch is the least a search on the arrays can do.
type bareSearch struct {
	left    []uint32
	buckets [1 + 900_000>>bucketBits][]entry
}

func (s *bareSearch) run(n *Net, from uint32) {
	const limit = 900_000
	s.left[from] = limit
	s.buckets[limit>>bucketBits] = append(s.buckets[limit>>bucketBits], entry{limit, from})
	for b := len(s.buckets) - 1; b >= 0; b-- {
		for i := 0; i < len(s.buckets[b]); i++ {
			e := s.buckets[b][i]
			if s.left[e.node] != e.key {
				continue
			}
			for _, into := range n.arcs[n.first[e.node]:n.first[e.node+1]] {
				if left := e.key - into.cost; into.cost < e.key && left > s.left[into.tail] {
					s.left[into.tail] = left
					s.buckets[left>>bucketBits] = append(s.buckets[left>>bucketBits], entry{left, into.tail})
				}
			}
		}
	}
	for b := range s.buckets {
		for _, e := range s.buckets[b] {
			s.left[e.node] = 0
		}
		s.buckets[b] = s.buckets[b][:0]
	}
}

type entryHeap []entry

func (h entryHeap) Len() int           { return len(h) }
func (h entryHeap) Less(i, j int) bool { return h[i].key > h[j].key }
func (h entryHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *entryHeap) Push(x any)        { *h = append(*h, x.(entry)) }
func (h *entryHeap) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

func mapSearch(n *Net, from uint32) map[uint32]uint32 {
	const limit = 900_000
	left := map[uint32]uint32{from: limit}
	h := entryHeap{{limit, from}}
	for len(h) > 0 {
		e := heap.Pop(&h).(entry)
		if left[e.node] != e.key {
			continue
		}
		for _, into := range n.arcs[n.first[e.node]:n.first[e.node+1]] {
			if into.cost < e.key && e.key-into.cost > left[into.tail] {
				left[into.tail] = e.key - into.cost
				heap.Push(&h, entry{e.key - into.cost, into.tail})
			}
		}
	}
	return left
}

// What is done with a reach: 11,000 candidates priced, the network drawn, the
// rings, one path.
func BenchmarkReached(b *testing.B) {
	everywhere(b, []Mode{Walk, EBike, Drive}, func(b *testing.B, s scene, g *Graph, m Mode) {
		candidates := s.snaps(g, m, 11_000)
		r, err := g.reach(context.Background(), candidates[0], benchLimit)
		if err != nil {
			b.Fatal(err)
		}
		defer r.Close()
		b.Run("price11000", func(b *testing.B) {
			medians(b, 1, func(int) {
				for i := range candidates {
					r.From(candidates[i])
				}
			})
		})
		b.Run("segments", func(b *testing.B) {
			count := 0
			medians(b, 1, func(int) {
				count = 0
				for range r.Segments() {
					count++
				}
			})
			b.ReportMetric(float64(count), "segments")
		})
		b.Run("rings", func(b *testing.B) {
			medians(b, 1, func(int) {
				r.rings = r.rings[:0]
				r.findRings()
			})
		})
		b.Run("path", func(b *testing.B) {
			medians(b, len(candidates), func(i int) { r.Path(candidates[i]) })
		})
	})
}

// The street in front of a position: through the grid, and by looking at all.
func BenchmarkSnap(b *testing.B) {
	everywhere(b, []Mode{Walk, Drive}, func(b *testing.B, s scene, g *Graph, m Mode) {
		at := s.snaps(g, m, 5000)
		b.Run("grid", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := g.Snap(at[i%len(at)].from, m); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("all", func(b *testing.B) {
			n := g.nets[m]
			whole := make([]uint32, 0, len(n.points))
			for v := range uint32(len(n.points) - 1) {
				if n.points[v] != n.points[v+1] && !n.hidden(v) {
					whole = append(whole, v)
				}
			}
			for i := 0; b.Loop(); i++ {
				k := pick{x: at[i%len(at)].from[0] * 1e7, y: at[i%len(at)].from[1] * 1e7, kx: 0.0085, ky: 0.011, square: 1e9}
				k.from(n, whole)
			}
		})
	})
}

// Joining one mode's streets: time and memory.
func BenchmarkAssemble(b *testing.B) {
	for _, s := range scenes {
		b.Run(s.name, func(b *testing.B) {
			s.graph(b)
			e, cal := map[string]*real{"wilmington": delawareFile, "porto": portoFile}[s.name].extract, DefaultCalibration()
			streets, err := collect(context.Background(), e, &cal, func(_, _ int64) {})
			if err != nil {
				b.Fatal(err)
			}
			raw := newBuilder(streets, &cal).raw(Walk)
			var n *Net
			for b.Loop() {
				n = assemble(raw, Walk)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms")
			b.ReportMetric(float64(n.built.Bytes)/float64(n.built.Vertices), "B/vertex")
			b.ReportMetric(float64(n.built.Bytes)/float64(n.built.Nodes), "B/node")
			b.ReportMetric(float64(n.built.Vertices), "vertices")
			b.ReportMetric(0, "ns/op")
		})
	}
}
