package road

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// sketch builds an extract: points on a line 100 m apart, ways over them, one
// relation. Way i has id 100+i.
type sketch struct {
	points    int
	ways      []extract.Way
	relations []extract.Relation
	nodes     []extract.Node
}

func (s *sketch) way(tags string, nodes ...int32) *sketch {
	s.ways = append(s.ways, extract.Way{ID: int64(100 + len(s.ways)), Nodes: nodes, Tags: tagsOf(tags)})
	for _, n := range nodes {
		s.points = max(s.points, int(n)+1)
	}
	return s
}

func (s *sketch) node(tags string, at int32) *sketch {
	s.nodes = append(s.nodes, extract.Node{ID: int64(at), At: at, Tags: tagsOf(tags)})
	return s
}

// relation takes members as "role:w3" (way by index) or "role:n3"; "w-1" is
// missing from the file.
func (s *sketch) relation(tags string, members ...string) *sketch {
	r := extract.Relation{Tags: tagsOf(tags)}
	for _, m := range members {
		role, ref, _ := strings.Cut(m, ":")
		one := extract.Member{Role: role, Type: extract.MemberWay}
		if ref[0] == 'n' {
			one.Type = extract.MemberNode
		}
		if _, err := fmt.Sscan(ref[1:], &one.Index); err != nil {
			panic(err)
		}
		r.Members = append(r.Members, one)
	}
	s.relations = append(s.relations, r)
	return s
}

func (s *sketch) extract() *extract.Extract {
	e := &extract.Extract{Ways: s.ways, Relations: s.relations, Nodes: s.nodes}
	for i := range s.points {
		e.Points = append(e.Points, extract.Point{Lng: 1e9, Lat: int32(3e8 + i*8983)})
	}
	e.Bound = orb.Bound{Min: e.Points[0].Orb(), Max: e.Points[len(e.Points)-1].Orb()}
	return e
}

func (s *sketch) builder(t testing.TB) *builder {
	t.Helper()
	c := fixedCalibration(t)
	all, err := collect(context.Background(), s.extract(), &c, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return newBuilder(all, &c)
}

// cross is four streets that meet in node 1, and one from node 2 on: ways 0 to 4.
//
//	0 —w0— 1 —w1— 2 —w4— 5
//	       |w2, w3 to 3 and 4
func cross() *sketch {
	s := &sketch{}
	return s.way("highway=residential", 0, 1).way("highway=residential", 1, 2).
		way("highway=residential", 3, 1).way("highway=footway", 1, 4).way("highway=residential", 2, 5)
}

func TestTurns(t *testing.T) {
	via := []string{"from:w0", "via:n1", "to:w1"}
	used, broken, elsewhere := TurnStats{Used: 1}, TurnStats{Broken: 1}, TurnStats{Elsewhere: 1}
	cases := []struct {
		about   string
		tags    string
		members []string
		want    string // bans of the car: "from-via-to", "!" for only
		stats   TurnStats
	}{
		{"no left turn", "type=restriction restriction=no_left_turn", via, "0-n1-1", used},
		{"only straight on", "type=restriction restriction=only_straight_on", via, "0-n1-1!", used},
		{"for cars", "type=restriction restriction:motorcar=no_left_turn", via, "0-n1-1", used},
		{"cars before all", "type=restriction restriction:motorcar=only_left_turn restriction=no_left_turn", via, "0-n1-1!", used},
		{"old spelling", "type=restriction:motorcar restriction=no_left_turn", via, "0-n1-1", used},
		{"of lorries", "type=restriction:hgv restriction=no_left_turn", via, "", elsewhere},
		{"for lorries", "type=restriction restriction:hgv=no_left_turn", via, "", elsewhere},
		{"but not for cars", "type=restriction restriction=no_left_turn except=psv;motorcar", via, "", elsewhere},
		{"but not for buses", "type=restriction restriction=no_left_turn except=psv", via, "0-n1-1", used},
		{"at times", "type=restriction restriction:conditional=no_left_turn@(07:00-19:00)", via, "", TurnStats{Conditional: 1}},
		{"a word nobody knows", "type=restriction restriction=maybe", via, "", elsewhere},
		{"turning back", "type=restriction restriction=no_u_turn", []string{"from:w0", "via:n1", "to:w0"}, "0-n1-0", used},
		{"no entry from two", "type=restriction restriction=no_entry", []string{"from:w0", "from:w2", "via:n1", "to:w1"}, "0-n1-1 2-n1-1", used},
		{"no exit to two", "type=restriction restriction=no_exit", []string{"from:w0", "via:n1", "to:w1", "to:w2"}, "0-n1-1 0-n1-2", used},
		{"only to one of two", "type=restriction restriction=only_left_turn", []string{"from:w0", "via:n1", "to:w1", "to:w2"}, "", broken},
		{"over a street", "type=restriction restriction=no_u_turn", []string{"from:w0", "via:w1", "to:w4"}, "0-w1-3", used},
		{"over a street, from the end", "type=restriction restriction=no_u_turn", []string{"from:w4", "via:w1", "to:w0"}, "3-w1-0", used},
		{"over a street that does not lead there", "type=restriction restriction=no_u_turn", []string{"from:w0", "via:w2", "to:w4"}, "", broken},
		{"onto a footway", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:n1", "to:w3"}, "", elsewhere},
		{"over a footway", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:w3", "to:w1"}, "", elsewhere},
		{"the via is elsewhere", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:n2", "to:w1"}, "", broken},
		{"the way to is elsewhere", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:n1", "to:w4"}, "", broken},
		{"a way is missing", "type=restriction restriction=no_left_turn", []string{"from:w-1", "via:n1", "to:w1"}, "", broken},
		{"the via is missing", "type=restriction restriction=no_left_turn", []string{"from:w0", "to:w1"}, "", broken},
		{"the via node is missing from the file", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:n-1", "to:w1"}, "", broken},
		{"two via nodes", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:n1", "via:n2", "to:w1"}, "", broken},
		{"node and way", "type=restriction restriction=no_left_turn", []string{"from:w0", "via:n1", "via:w1", "to:w1"}, "", broken},
		{"from a node", "type=restriction restriction=no_left_turn", []string{"from:n0", "via:n1", "to:w1"}, "", broken},
		{"a hint beside", "type=restriction restriction=no_left_turn", append([]string{"location_hint:n5"}, via...), "0-n1-1", used},
		{"another relation", "type=route route=bus", via, "", TurnStats{}},
	}
	for _, c := range cases {
		b := cross().relation(c.tags, c.members...).builder(t)
		var got string
		for _, m := range Modes() {
			net := b.raw(m)
			switch s := spellBans(net.bans); {
			case m == Drive:
				got = s
			case s != "":
				t.Errorf("%s: %s is bound by %s", c.about, m, s)
			}
		}
		if got != c.want {
			t.Errorf("%s: bans %q, want %q", c.about, got, c.want)
		}
		if s := b.turns.stats(); s != c.stats {
			t.Errorf("%s: %+v, want %+v", c.about, s, c.stats)
		}
	}
}

func spellBans(bans []ban) string {
	var out []string
	for _, b := range bans {
		s := fmt.Sprint(b.from)
		for _, v := range b.via {
			s += fmt.Sprintf("-n%d", v)
		}
		for _, v := range b.viaWays {
			s += fmt.Sprintf("-w%d", v)
		}
		s += fmt.Sprintf("-%d", b.to)
		if b.only {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// TestTurnsOfBicycles: what speaks of bicycles binds bicycles.
func TestTurnsOfBicycles(t *testing.T) {
	b := cross().relation("type=restriction restriction:bicycle=no_left_turn", "from:w0", "via:n1", "to:w1").builder(t)
	for m, want := range map[Mode]string{Walk: "", Bike: "0-n1-1", EBike: "0-n1-1", Drive: ""} {
		if got := spellBans(b.raw(m).bans); got != want {
			t.Errorf("%s: %q, want %q", m, got, want)
		}
	}
}

// TestTurnsOfCutWays: a way that is cut takes the part that touches the via.
func TestTurnsOfCutWays(t *testing.T) {
	s := &sketch{}
	s.way("highway=residential", 0, 1, -1, 2, 3).way("highway=residential", 3, 4)
	s.relation("type=restriction restriction=no_left_turn", "from:w0", "via:n3", "to:w1")
	net := s.builder(t).raw(Drive)
	if len(net.ways) != 3 || net.ways[0].id != net.ways[1].id {
		t.Fatalf("%d ways", len(net.ways))
	}
	if got := spellBans(net.bans); got != "1-n3-2" {
		t.Errorf("bans %q", got)
	}
}

// TestChain: vias in either order.
func TestChain(t *testing.T) {
	s := &sketch{}
	for i := range int32(5) {
		s.way("highway=residential", i, i+1)
	}
	for _, via := range [][]string{{"via:w1", "via:w2", "via:w3"}, {"via:w3", "via:w2", "via:w1"}} {
		s.relations = nil
		s.relation("type=restriction restriction=no_u_turn", slices.Concat([]string{"from:w0"}, via, []string{"to:w4"})...)
		if got := spellBans(s.builder(t).raw(Drive).bans); got != "0-w1-w2-w3-4" {
			t.Errorf("%v: %q", via, got)
		}
	}
}
