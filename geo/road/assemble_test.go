package road

// assemble_test.go: the cases one can check by hand.

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// plan draws a small network by hand: nodes on a grid of 100 m, streets that
// take a second a piece.
type plan struct{ raw rawNet }

func drawPlan(nodes int) *plan {
	p := &plan{rawNet{delay: map[int32]uint32{}, closed: map[int32]bool{}}}
	for i := range nodes {
		p.raw.points = append(p.raw.points, extract.Point{
			Lng: 1_040_000_000 + int32(i%4)*10_000, Lat: 300_000_000 + int32(i/4)*10_000,
		})
	}
	return p
}

// both adds a street, oneWay one in the direction of its nodes; they return its
// number.
func (p *plan) both(nodes ...int32) int32 {
	w := p.oneWay(nodes...)
	p.raw.ways[w].bwd = p.raw.ways[w].fwd
	return w
}

func (p *plan) oneWay(nodes ...int32) int32 {
	ms := make([]uint32, len(nodes)-1)
	for i := range ms {
		ms[i] = 1000
	}
	p.raw.ways = append(p.raw.ways, rawWay{id: int64(len(p.raw.ways)), nodes: nodes, fwd: ms})
	return int32(len(p.raw.ways) - 1)
}

// seconds is the travel time between the middles of two pieces; -1: none.
func (p *plan) seconds(t *testing.T, fromWay, fromPiece, toWay, toPiece int32) float64 {
	t.Helper()
	town := newTrial(&p.raw)
	find := func(way, piece int32) Snap {
		for _, v := range town.places {
			if s := town.spots[v]; s.way == int(way) && s.piece == int(piece) {
				return town.net.snapTo(place{town.net.edgeOf(v), v, 0.5})
			}
		}
		t.Fatalf("piece %d of street %d was dropped", piece, way)
		return Snap{}
	}
	r := town.mustReach(t, find(toWay, toPiece), time.Hour)
	defer r.Close()
	took, ok := r.From(find(fromWay, fromPiece))
	if !ok {
		return -1
	}
	return took.Seconds()
}

func TestBendsAreNoNodes(t *testing.T) {
	p := drawPlan(8)
	p.both(0, 1, 2, 3)
	p.both(3, 7, 6)
	p.raw.delay[3] = 500
	n := assemble(&p.raw, Drive)
	if n.built.Nodes != 2 || n.built.Edges != 1 || n.built.Vertices != 7 { // 6 and the wait at 3
		t.Errorf("%+v, want one edge of 7 vertices", n.built)
	}
	if got := p.seconds(t, 0, 0, 1, 1); got != 4.5 {
		t.Errorf("%v s round the bends, want 4 and the wait", got)
	}
}

func TestOneWayStreetsAreGoneRound(t *testing.T) {
	p := drawPlan(8)
	ring := p.oneWay(0, 1, 5, 4, 0)
	if got := p.seconds(t, ring, 1, ring, 0); got != 3 {
		t.Errorf("%v s against a one-way ring, want round it in 3", got)
	}
	if got := p.seconds(t, ring, 0, ring, 1); got != 1 {
		t.Errorf("%v s along it, want 1", got)
	}
}

func TestRestrictions(t *testing.T) {
	// A crossroads at 5 with arms to 1, 4, 6 and 9; each ends blind.
	arms := func() (p *plan, north, west, east, south int32) {
		p = drawPlan(12)
		return p, p.both(9, 5), p.both(4, 5), p.both(5, 6), p.both(5, 1)
	}
	p, north, west, _, _ := arms()
	if got := p.seconds(t, west, 0, north, 0); got != 1 {
		t.Errorf("%v s across, want 1", got)
	}
	p, north, west, _, south := arms()
	p.raw.bans = []ban{{from: west, to: north, via: []int32{5}}}
	if got := p.seconds(t, west, 0, north, 0); got != 3 {
		t.Errorf("%v s with the turn forbidden, want 3: to a blind end and back", got)
	}
	if got := p.seconds(t, south, 0, north, 0); got != 1 {
		t.Errorf("%v s from elsewhere, want 1", got)
	}
	p, north, west, east, south := arms()
	p.raw.bans = []ban{{from: west, to: east, via: []int32{5}, only: true}}
	if got := p.seconds(t, west, 0, north, 0); got != 3 {
		t.Errorf("%v s where one must go straight on, want 3", got)
	}
	// And no turning round there either.
	p.raw.bans = append(p.raw.bans, ban{from: east, to: east, via: []int32{6}})
	if got := p.seconds(t, south, 0, north, 0); got != 1 {
		t.Errorf("%v s from elsewhere, want 1", got)
	}
}

func TestRestrictionViaStreet(t *testing.T) {
	// Two carriageways, joined by 1–5: no turning round through it.
	p := drawPlan(8)
	up, via, down := p.oneWay(0, 1), p.both(1, 5), p.oneWay(5, 4)
	p.oneWay(1, 2, 6, 5)
	p.both(4, 0)
	if got := p.seconds(t, up, 0, down, 0); got != 2 {
		t.Errorf("%v s through the gap, want 2", got)
	}
	p.raw.bans = []ban{{from: up, viaWays: []int32{via}, to: down}}
	if got := p.seconds(t, up, 0, down, 0); got != 4 {
		t.Errorf("%v s with the turn forbidden, want 4: by the next gap", got)
	}
	if got := p.seconds(t, via, 0, down, 0); got != 1 {
		t.Errorf("%v s from the gap itself, want 1", got)
	}
}

func TestClosedNodesEndStreets(t *testing.T) {
	p := drawPlan(8)
	a := p.both(0, 1, 2)
	p.both(2, 6, 5, 4, 0)
	p.raw.closed[1] = true
	if got := p.seconds(t, a, 0, a, 1); got != 5 {
		t.Errorf("%v s past a bollard, want 5: round the block", got)
	}
}

func TestPathTellsTheStreets(t *testing.T) {
	p := drawPlan(8)
	first, second := p.both(0, 1, 2), p.both(2, 6, 5)
	p.raw.ways[first].name, p.raw.ways[second].name = 1, 2
	p.both(6, 7)
	town := newTrial(&p.raw)
	at := func(x, y float64) orb.Point { return orb.Point{104 + x/1000, 30 + y/1000} }
	from, err := town.Snap(at(0.5, -0.1), Drive)
	if err != nil {
		t.Fatal(err)
	}
	to, err := town.Snap(at(1.5, 1.1), Drive)
	if err != nil {
		t.Fatal(err)
	}
	r := town.mustReach(t, to, time.Hour)
	defer r.Close()
	path, ok := r.Path(from)
	if !ok || len(path.Streets) != 2 || path.Streets[0] != "A" || path.Streets[1] != "B" {
		t.Errorf("%v along %q, want A and B", ok, path.Streets)
	}
	if len(path.Line) != 7 || path.Line[0] != at(0.5, -0.1) || path.Line[6] != at(1.5, 1.1) {
		t.Errorf("%v, want to the street, three corners, and to the door", path.Line)
	}
}

func TestNothingIsANetworkToo(t *testing.T) {
	town := newTrial(&rawNet{})
	if _, err := town.Snap(orb.Point{104, 30}, Drive); err == nil {
		t.Error("a street where there is none")
	}
}
