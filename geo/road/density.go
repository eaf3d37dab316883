package road

// density.go: the quarters where everybody is slower: the studies behind the
// figures saw 1.8 instead of 2.3 m/s above 8,000 people/km². An extract does
// not say how many people live where, so three things it does say stand for
// them: junctions (old quarters), kilometers of main street (superblocks of
// which only the main streets are mapped) and the floor area of buildings,
// where those are mapped. Any one of them above its threshold makes a cell
// dense; each is averaged over the cell and its eight neighbours.

import (
	"math"

	"fifteen/geo/extract"
)

const (
	// cellDeg is the height of a cell in degrees of latitude, about 557 m; its
	// width is about the same on the ground.
	cellDeg = 0.005
	// storeys of a building that does not say.
	storeys = 3
	// highestBuilding bounds building:levels (Shanghai Tower has 128).
	highestBuilding = 130
)

// density counts per cell.
type density struct {
	lngDeg float64 // width of a cell in degrees
	km2    float64 // area of a cell
	cells  map[quarter]tally
}

type quarter struct{ x, y int32 }

type tally struct{ junctions, mainKm, floorM2 float64 }

// measureDensity counts junctions, main streets and floors.
func measureDensity(s *streets) *density {
	d := newDensity(s.e)
	for at, n := range arms(s, func(st *street) bool { return s.rules[st.rule].class.through() }) {
		if n >= 3 {
			d.at(s.e.Points[at], func(t *tally) { t.junctions++ })
		}
	}
	for i := range s.list {
		st := &s.list[i]
		if c := s.rules[st.rule].class; c < classTrunk || c > classTertiaryLink {
			continue
		}
		for k, at := range st.nodes[1:] {
			d.at(s.e.Points[at], func(t *tally) { t.mainKm += float64(s.meters[int(st.first)+k]) / 1000 })
		}
	}
	for i := range s.e.Ways {
		w := &s.e.Ways[i]
		if w.Closed() && w.Tags.Has("building") {
			area := ringM2(s.e, w.Nodes)
			d.at(s.e.Points[w.Nodes[0]], func(t *tally) { t.floorM2 += area * levels(w.Tags) })
		}
	}
	return d
}

func newDensity(e *extract.Extract) *density {
	lat := (e.Bound.Min[1] + e.Bound.Max[1]) / 2
	cos := max(math.Cos(lat*math.Pi/180), 0.01)
	side := cellDeg * metersPerDegree / 1000
	return &density{lngDeg: cellDeg / cos, km2: side * side, cells: make(map[quarter]tally)}
}

func (d *density) cellOf(p extract.Point) quarter {
	o := p.Orb()
	return quarter{int32(math.Floor(o[0] / d.lngDeg)), int32(math.Floor(o[1] / cellDeg))}
}

func (d *density) at(p extract.Point, add func(*tally)) {
	c := d.cellOf(p)
	t := d.cells[c]
	add(&t)
	d.cells[c] = t
}

// around is the tally per km² of a cell and its neighbours.
func (d *density) around(c quarter) tally {
	var sum tally
	for dx := int32(-1); dx <= 1; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			t := d.cells[quarter{c.x + dx, c.y + dy}]
			sum.junctions += t.junctions
			sum.mainKm += t.mainKm
			sum.floorM2 += t.floorM2
		}
	}
	km2 := 9 * d.km2
	return tally{sum.junctions / km2, sum.mainKm / km2, sum.floorM2 / km2}
}

// dense returns the cells where people are slowed down.
func (d *density) dense(cal *Calibration) map[quarter]bool {
	found := make(map[quarter]bool)
	for c := range d.cells {
		t := d.around(c)
		if t.junctions >= cal.denseJunction || t.mainKm >= cal.denseMain || t.floorM2/1e6 >= cal.denseFloor {
			found[c] = true
		}
	}
	return found
}

// densePoints marks the points in dense cells, one bit each.
func (d *density) densePoints(e *extract.Extract, cells map[quarter]bool) []uint64 {
	marks := make([]uint64, len(e.Points)/64+1)
	if len(cells) == 0 {
		return marks
	}
	var last quarter
	inside := cells[last]
	for i, p := range e.Points {
		// Neighbours in the file are mostly neighbours on the ground.
		if c := d.cellOf(p); c != last {
			last, inside = c, cells[c]
		}
		if inside {
			marks[i/64] |= 1 << (i % 64)
		}
	}
	return marks
}

// levels is the number of storeys of a building, by its tag or a guess.
func levels(t extract.Tags) float64 {
	if n := number(t.Get("building:levels")); n > 0 {
		return min(n, highestBuilding)
	}
	return storeys
}

// metersPerDegree of latitude on geo's sphere.
const metersPerDegree = 111_319.49

// ringM2 is the area of a ring on the ground (shoelace on a local plane; exact
// enough for a building).
func ringM2(e *extract.Extract, nodes []int32) float64 {
	for _, n := range nodes {
		if n < 0 {
			return 0
		}
	}
	origin := e.Points[nodes[0]]
	cos := math.Cos(origin.Orb()[1] * math.Pi / 180)
	sum := 0.0
	for i := 1; i < len(nodes); i++ {
		a, b := e.Points[nodes[i-1]], e.Points[nodes[i]]
		ax, ay := float64(a.Lng-origin.Lng), float64(a.Lat-origin.Lat)
		bx, by := float64(b.Lng-origin.Lng), float64(b.Lat-origin.Lat)
		sum += ax*by - bx*ay
	}
	unit := metersPerDegree * 1e-7
	return math.Abs(sum) / 2 * unit * unit * cos
}

// arms counts for each point in how many directions streets leave it, up to 255.
func arms(s *streets, counts func(*street) bool) []uint8 {
	n := make([]uint8, len(s.e.Points))
	add := func(at int32, k uint8) { n[at] = min(n[at], 255-k) + k }
	for i := range s.list {
		st := &s.list[i]
		if !counts(st) {
			continue
		}
		last := len(st.nodes) - 1
		add(st.nodes[0], 1)
		add(st.nodes[last], 1)
		for _, at := range st.nodes[1:last] {
			add(at, 2)
		}
	}
	return n
}
