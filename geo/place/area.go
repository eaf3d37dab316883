package place

// area.go: the administrative areas that a point lies in.

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fifteen/geo/extract"
)

// area is one administrative area: its outline as loose pieces, which is all
// that counting crossings needs. So the rings need not be put together and
// enclaves come out right by themselves.
type area struct {
	level  int
	label  int32
	bounds box
	rows   [][][2]extract.Point // pieces by the strips of latitude they touch
	height int64                // of a strip
}

// Administrative levels that name localities: states down to towns.
const (
	minLevel = 4
	maxLevel = 8
)

const (
	areaRows = 256
	areaCell = 2_500_000 // of the list of areas, 0.25°
)

// areas finds areas by a point.
type areas struct {
	list  []area
	cells map[[2]int32][]int32
}

// readAreas takes the areas whose outline is complete in the extract; those
// that its border cuts are left to the places nearby.
func (b *builder) readAreas() {
	b.areas.cells = map[[2]int32][]int32{}
	for i := range b.ex.Relations {
		r := &b.ex.Relations[i]
		level, err := strconv.Atoi(r.Tags.Get("admin_level"))
		if err != nil || level < minLevel || level > maxLevel || r.Tags.Get("boundary") != "administrative" || r.Tags.Get("name") == "" {
			continue
		}
		if a, ok := b.outline(r); ok {
			a.level, a.label = level, b.tagLabel(r.Tags)
			b.areas.add(a)
		}
	}
	for _, of := range b.areas.cells {
		slices.SortFunc(of, func(i, j int32) int {
			p, q := &b.areas.list[i], &b.areas.list[j]
			return cmp.Or(cmp.Compare(q.level, p.level), cmp.Compare(i, j))
		})
	}
}

func (s *areas) add(a area) {
	n := int32(len(s.list))
	s.list = append(s.list, a)
	for x := a.bounds.Min.Lng / areaCell; x <= a.bounds.Max.Lng/areaCell; x++ {
		for y := a.bounds.Min.Lat / areaCell; y <= a.bounds.Max.Lat/areaCell; y++ {
			s.cells[[2]int32{x, y}] = append(s.cells[[2]int32{x, y}], n)
		}
	}
}

// outline collects the pieces of an area's border. It is complete if every
// point has an even number of line ends.
func (b *builder) outline(r *extract.Relation) (area, bool) {
	ends := map[int32]int{}
	var pieces [][2]extract.Point
	a := area{bounds: emptyBox}
	for _, m := range r.Members {
		if m.Type != extract.MemberWay || m.Role != "outer" && m.Role != "inner" && m.Role != "" {
			continue
		}
		if m.Index < 0 {
			return a, false
		}
		nodes := b.ex.Ways[m.Index].Nodes
		for i, n := range nodes {
			if n < 0 {
				return a, false
			}
			a.bounds.grow(b.ex.Points[n])
			if i > 0 {
				pieces = append(pieces, [2]extract.Point{b.ex.Points[nodes[i-1]], b.ex.Points[n]})
			}
		}
		if len(nodes) > 0 {
			ends[nodes[0]]++
			ends[nodes[len(nodes)-1]]++
		}
	}
	for _, n := range ends {
		if n%2 != 0 {
			return a, false
		}
	}
	if len(pieces) < 3 {
		return a, false
	}
	a.height = (int64(a.bounds.Max.Lat)-int64(a.bounds.Min.Lat))/areaRows + 1
	a.rows = make([][][2]extract.Point, areaRows)
	for _, p := range pieces {
		lo, hi := min(p[0].Lat, p[1].Lat), max(p[0].Lat, p[1].Lat)
		for row := a.row(lo); row <= a.row(hi); row++ {
			a.rows[row] = append(a.rows[row], p)
		}
	}
	return a, true
}

func (a *area) row(lat int32) int {
	return int((int64(lat) - int64(a.bounds.Min.Lat)) / a.height)
}

// contains counts how often a ray to the east crosses the outline.
func (a *area) contains(p extract.Point) bool {
	if p.Lng < a.bounds.Min.Lng || p.Lng > a.bounds.Max.Lng || p.Lat < a.bounds.Min.Lat || p.Lat > a.bounds.Max.Lat {
		return false
	}
	in := false
	for _, s := range a.rows[a.row(p.Lat)] {
		if (s[0].Lat > p.Lat) != (s[1].Lat > p.Lat) {
			t := float64(int64(p.Lat)-int64(s[0].Lat)) / float64(int64(s[1].Lat)-int64(s[0].Lat))
			if float64(p.Lng) < float64(s[0].Lng)+t*float64(int64(s[1].Lng)-int64(s[0].Lng)) {
				in = !in
			}
		}
	}
	return in
}

// at returns the areas that hold a point by their level, -1 for none.
func (s *areas) at(p extract.Point) [maxLevel + 1]int32 {
	var by [maxLevel + 1]int32
	for i := range by {
		by[i] = -1
	}
	for _, n := range s.cells[[2]int32{p.Lng / areaCell, p.Lat / areaCell}] {
		if a := &s.list[n]; by[a.level] < 0 && a.contains(p) {
			by[a.level] = n
		}
	}
	return by
}

// reach is how far, in meters, a settlement gives its name to what lies around
// it where no area says.
var reach = map[string]float64{
	"city": 12_000, "town": 6_000, "borough": 3_000, "village": 3_000, "suburb": 3_000, "quarter": 1_500,
	"neighbourhood": 1_000, "hamlet": 1_500,
}

// townReachM is the reach from which a settlement is a town.
const townReachM = 6_000

// settlement is a place that names its surroundings.
type settlement struct {
	at    extract.Point
	label int32
	reach float64
}

// settlements finds places by what lies around them.
type settlements map[[2]int32][]settlement

const settlementCell = 1_000_000 // 0.1°

func (s settlements) add(t settlement) {
	c := [2]int32{t.at.Lng / settlementCell, t.at.Lat / settlementCell}
	s[c] = append(s[c], t)
}

// at returns the labels of the settlement and of the town that are nearest in
// proportion to their reach, or -1.
func (s settlements) at(p extract.Point) (nearest, town int32) {
	nearest, town = -1, -1
	if len(s) == 0 {
		return nearest, town
	}
	f := newPlane(p.Orb())
	best, bestTown := math.Inf(1), math.Inf(1)
	wide := int32(math.Ceil(1.1 / max(0.05, math.Cos(p.Orb()[1]*math.Pi/180))))
	for x := -wide; x <= wide; x++ {
		for y := int32(-2); y <= 2; y++ {
			for _, t := range s[[2]int32{p.Lng/settlementCell + x, p.Lat/settlementCell + y}] {
				dx, dy := f.xy(t.at)
				d := (dx*dx + dy*dy) / (t.reach * t.reach)
				if d <= 1 && d < best {
					best, nearest = d, t.label
				}
				if d <= 1 && d < bestTown && t.reach >= townReachM {
					bestTown, town = d, t.label
				}
			}
		}
	}
	return nearest, town
}
