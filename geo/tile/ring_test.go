package tile

// rings come back from their pieces, and lie in one another as they should.

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// star is a random ring around a middle that does not cross itself.
func star(r *rand.Rand, c xy, radius float64, n int) ring {
	out := make(ring, 0, n)
	for i := range n {
		angle := 2 * math.Pi * (float64(i) + 0.8*r.Float64()) / float64(n)
		d := radius * (0.4 + 0.6*r.Float64())
		out = append(out, xy{c.X + int32(d*math.Cos(angle)), c.Y + int32(d*math.Sin(angle))})
	}
	return out
}

func (r ring) orb() orb.Ring {
	out := orb.Ring(flatPoints(r, 1))
	return append(out, out[0])
}

// canonical turns a ring of nodes so that it begins with its lowest node and
// goes on to the lower neighbour.
func canonical(r []int32) []int32 {
	r = slices.Clone(r)
	low := slices.Index(r, slices.Min(r))
	r = append(r[low:], r[:low]...)
	if r[1] > r[len(r)-1] {
		slices.Reverse(r[1:])
	}
	return r
}

// pieces cuts a ring of nodes into chains, some of them turned round.
func pieces(r *rand.Rand, nodes []int32) (out [][]int32) {
	cuts := []int{0}
	for i := 1; i < len(nodes); i++ {
		if r.IntN(3) == 0 {
			cuts = append(cuts, i)
		}
	}
	closed := append(slices.Clone(nodes), nodes[0])
	cuts = append(cuts, len(nodes))
	for i := 1; i < len(cuts); i++ {
		p := slices.Clone(closed[cuts[i-1] : cuts[i]+1])
		if r.IntN(2) == 0 {
			slices.Reverse(p)
		}
		out = append(out, p)
	}
	return out
}

func TestRingsComeBackFromTheirPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var want, cut [][]int32
		next := int32(0)
		for range 1 + r.IntN(4) {
			var nodes []int32
			for range 3 + r.IntN(12) {
				nodes = append(nodes, next)
				next++
			}
			if len(want) > 0 && r.IntN(2) == 0 { // touches an earlier ring in one node
				earlier := want[r.IntN(len(want))]
				nodes[r.IntN(len(nodes))] = earlier[r.IntN(len(earlier))]
			}
			want = append(want, canonical(nodes))
			cut = append(cut, pieces(r, nodes)...)
		}
		if r.IntN(3) == 0 {
			cut = append(cut, slices.Clone(cut[r.IntN(len(cut))])) // the same way twice
			if last := cut[len(cut)-1]; last[0] == last[len(last)-1] {
				cut = cut[:len(cut)-1]
			}
		}
		dead := 0
		if r.IntN(3) == 0 { // a way that leads nowhere
			from := want[0][r.IntN(len(want[0]))]
			cut = append(cut, []int32{from, next}, []int32{next, next + 1})
			dead = 2
		}
		r.Shuffle(len(cut), func(i, j int) { cut[i], cut[j] = cut[j], cut[i] })
		got, left := joinRings(cut)
		for i := range got {
			got[i] = canonical(got[i])
		}
		byFirst := func(a, b []int32) int { return slices.Compare(a, b) }
		slices.SortFunc(got, byFirst)
		slices.SortFunc(want, byFirst)
		if left != dead || !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("pieces %v\ngot  %v, %d left\nwant %v, %d left", cut, got, left, want, dead)
		}
	}
}

func FuzzJoinRings(f *testing.F) {
	f.Add([]byte{1, 2, 3, 0, 3, 4, 1, 0, 9, 9, 0, 5, 5, 5, 5})
	f.Fuzz(func(t *testing.T, b []byte) {
		var cut [][]int32
		var piece []int32
		edges := map[[2]int32]int{}
		for _, c := range append(b, 0) {
			if c != 0 {
				piece = append(piece, int32(c))
				continue
			}
			if len(piece) > 1 {
				cut = append(cut, piece)
			}
			piece = nil
		}
		for _, p := range cut {
			for i := 1; i < len(p); i++ {
				edges[[2]int32{min(p[i-1], p[i]), max(p[i-1], p[i])}]++
			}
		}
		rings, left := joinRings(cut)
		if left > len(cut) {
			t.Fatalf("%d pieces left of %d", left, len(cut))
		}
		for _, r := range rings { // every side of a ring is one of a piece, used once
			a := r[len(r)-1]
			for _, b := range r {
				e := [2]int32{min(a, b), max(a, b)}
				if edges[e]--; edges[e] < 0 {
					t.Fatalf("pieces %v gave ring %v: no (more) side %v", cut, r, e)
				}
				a = b
			}
		}
	})
}

func TestSideAgreesWithOrb(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		s := star(r, xy{1000, 1000}, 60, 3+r.IntN(12)).clean()
		if s == nil {
			continue
		}
		o := s.orb()
		for range 200 {
			p := xy{900 + r.Int32N(200), 900 + r.Int32N(200)}
			side := s.side(p)
			if got, want := side >= 0, planar.RingContains(o, flatPoint(p)); got != want {
				t.Fatalf("%v in %v: %v, orb says %v", p, s, got, want)
			}
			onLine := planar.DistanceFrom(orb.LineString(o), flatPoint(p)) == 0
			if onLine != (side == 0) {
				t.Fatalf("%v on %v: side %d, orb's distance says %v", p, s, side, onLine)
			}
		}
		if got, want := float64(s.area2())/2, planar.Area(o); got != want {
			t.Fatalf("area %v, orb says %v", got, want)
		}
	}
}

func TestNest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	square := func(c xy, half int32) ring {
		return ring{{c.X - half, c.Y - half}, {c.X + half, c.Y - half}, {c.X + half, c.Y + half}, {c.X - half, c.Y + half}}
	}
	for range 200 {
		var rings []ring
		outers, holes := 0, 0
		for i := range 1 + r.IntN(4) { // each a set of squares within squares
			c := xy{int32(i) * 10000, 5000}
			for depth := range 1 + r.IntN(5) {
				rings = append(rings, square(c, int32(4000-700*depth)))
				if depth%2 == 0 {
					outers++
				} else {
					holes++
				}
			}
		}
		for _, s := range rings {
			if r.IntN(2) == 0 {
				s.reverse()
			}
		}
		rings = append(rings, ring{{1, 1}, {5, 5}}, ring{{1, 1}, {5, 5}, {9, 9}}, slices.Clone(rings[0]))
		r.Shuffle(len(rings), func(i, j int) { rings[i], rings[j] = rings[j], rings[i] })
		for _, p := range nest(rings) {
			outers--
			for i, s := range p {
				if (i == 0) != (s.area2() > 0) {
					t.Fatal("a ring runs the wrong way")
				}
				if i > 0 {
					holes--
					if !p[0].contains(s) {
						t.Fatal("a hole outside its ring")
					}
				}
			}
		}
		if outers != 0 || holes != 0 {
			t.Fatalf("%d outer rings and %d holes missing", outers, holes)
		}
	}
}

func TestRingInRingThatTouches(t *testing.T) {
	big := ring{{0, 0}, {100, 0}, {100, 100}, {0, 100}}
	for name, c := range map[string]struct {
		ring ring
		in   bool
	}{
		"in a corner":        {ring{{0, 0}, {10, 0}, {0, 10}}, true},
		"all points on it":   {ring{{0, 50}, {50, 0}, {100, 50}, {50, 100}}, true},
		"outside, one point": {ring{{100, 100}, {120, 100}, {120, 120}}, false},
		"outside, one side":  {ring{{100, 0}, {120, 50}, {100, 100}}, false},
	} {
		if got := big.contains(c.ring); got != c.in {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestLabelPointIsInside(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		outer := star(r, xy{100000, 100000}, 50000, 5+r.IntN(40))
		hole := star(r, xy{100000, 100000}, 12000, 5+r.IntN(10))
		all := nest([]ring{outer, hole})
		p, ok := labelPoint(all)
		if !ok {
			t.Fatal("no point")
		}
		inside := false
		for _, q := range all {
			inside = inside || q.holds(p)
		}
		if !inside {
			t.Fatalf("%v is not in %v", p, all)
		}
	}
	if _, ok := labelPoint(nil); ok {
		t.Fatal("a point in nothing")
	}
}
