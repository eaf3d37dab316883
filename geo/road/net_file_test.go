package road

// net_file_test.go: a network in a file; and files that do not fit together.

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"fifteen/geo/flat"
)

// kept is the network after a journey through a file.
func (n *Net) kept(t *testing.T) (*Net, error) {
	t.Helper()
	var b bytes.Buffer
	w := flat.NewWriter(&b, "net", 1)
	n.save(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := flat.NewReader(b.Bytes(), "net", 1)
	if err != nil {
		t.Fatal(err)
	}
	return loadNet(r, n.mode, 4)
}

func TestNetInAFile(t *testing.T) {
	towns(t, 50, func(_ *rand.Rand, town *trial) {
		got, err := town.net.kept(t)
		if err != nil {
			t.Fatal(err)
		}
		a, b := reflect.ValueOf(got).Elem(), reflect.ValueOf(town.net).Elem()
		for i := range a.NumField() {
			name := a.Type().Field(i).Name
			if f := a.Field(i); f.Kind() == reflect.Slice && f.Len() == 0 && b.Field(i).Len() == 0 {
				continue // nil or empty
			}
			if x, y := field(a, i), field(b, i); name != "spare" && !reflect.DeepEqual(x, y) {
				t.Errorf("%s: %v, want %v", name, x, y)
			}
		}
	})
}

// Every number that leads somewhere is checked.
func TestRefusedNets(t *testing.T) {
	for name, spoil := range map[string]func(n *Net){
		"no nodes":                    func(n *Net) { n.at = nil },
		"first arcs missing":          func(n *Net) { n.first = n.first[:1] },
		"first arcs descending":       func(n *Net) { n.first[1] = n.first[len(n.first)-1] + 1 },
		"first arc not 0":             func(n *Net) { n.first[0] = 1 },
		"an arc too many":             func(n *Net) { n.arcs, n.along = append(n.arcs, arc{}), append(n.along, 0) },
		"an arc's edge missing":       func(n *Net) { n.along = n.along[1:] },
		"arc from nowhere":            func(n *Net) { n.arcs[0].tail = uint32(len(n.at)) },
		"arc along nothing":           func(n *Net) { n.along[0] = uint32(len(n.edges)-1) << 1 },
		"twins that are not there":    func(n *Net) { n.twins = []run{{0, uint32(len(n.at)) + 1}} },
		"twins twice":                 func(n *Net) { n.twins = []run{{0, 2}, {1, 2}} },
		"no edges":                    func(n *Net) { n.edges = nil },
		"an edge without a piece":     func(n *Net) { n.edges[1].first = n.edges[0].first + 1 },
		"an edge before the first":    func(n *Net) { n.edges[0].first = 1 },
		"edges to the end":            func(n *Net) { n.edges[len(n.edges)-1].first++ },
		"an edge to nowhere":          func(n *Net) { n.edges[0].heads[0] = uint32(len(n.at)) },
		"times back that are missing": func(n *Net) { n.edges[0].back = uint32(len(n.bwd)) - 1 },
		"times missing":               func(n *Net) { n.fwd = n.fwd[1:] },
		"marks missing":               func(n *Net) { n.noSnap = nil },
		"a name nobody knows":         func(n *Net) { n.names = append(n.names, nameFrom{0, 4}) },
		"cells of no size":            func(n *Net) { n.grid.Cell[0] = 0 },
		"cells of unknown size":       func(n *Net) { n.grid.Cell[1] = math.NaN() },
		"no rows":                     func(n *Net) { n.grid.rows = nil },
		"a row too far":               func(n *Net) { n.grid.rows[len(n.grid.rows)-1]++ },
		"columns missing":             func(n *Net) { n.grid.cols = n.grid.cols[1:] },
		"cells missing":               func(n *Net) { n.grid.cells = n.grid.cells[1:] },
		"a piece that is not there":   func(n *Net) { n.grid.pieces[0] = uint32(len(n.points)) },
		"a piece behind the last":     func(n *Net) { n.grid.pieces[0] = uint32(len(n.points)) - 1 },
		"a piece between two edges":   func(n *Net) { n.grid.pieces[0] = n.last(0) },
	} {
		town := newTrial(town(rand.New(rand.NewPCG(15, 0))))
		if _, err := town.net.kept(t); err != nil {
			t.Fatal(err)
		}
		spoil(town.net)
		if _, err := town.net.kept(t); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// Whatever number is wrong in a file, it is refused, or a search on it ends.
func TestDamagedNets(t *testing.T) {
	refused, taken := 0, 0
	towns(t, 150, func(rng *rand.Rand, town *trial) {
		arrays := []any{
			&town.net.first, &town.net.at, &town.net.twins, &town.net.arcs, &town.net.along,
			&town.net.edges, &town.net.points, &town.net.fwd, &town.net.bwd, &town.net.noSnap, &town.net.names,
			&town.net.grid.rows, &town.net.grid.cols, &town.net.grid.cells, &town.net.grid.pieces,
		}
		damage(rng, reflect.ValueOf(arrays[rng.IntN(len(arrays))]).Elem())
		net, err := town.net.kept(t)
		if err != nil {
			refused++
			return
		}
		taken++
		town.net, town.nets[Drive] = net, net
		for range 3 {
			to, err := town.Snap(town.net.points[rng.IntN(len(net.points))].Orb(), Drive)
			if err != nil {
				continue
			}
			r := town.mustReach(t, to, time.Hour)
			r.From(to)
			r.Path(to)
			r.Beyond(100)
			for range r.Segments() { //nolint:revive // only that it ends
			}
			r.Close()
		}
	})
	if refused == 0 || taken == 0 {
		t.Errorf("%d refused, %d taken", refused, taken)
	}
}

// damage shortens an array or changes a number in it.
func damage(rng *rand.Rand, array reflect.Value) {
	if array.Len() == 0 {
		return
	}
	if rng.IntN(3) == 0 {
		array.Set(array.Slice(0, rng.IntN(array.Len())))
		return
	}
	number := array.Index(rng.IntN(array.Len()))
	for number.Kind() == reflect.Struct || number.Kind() == reflect.Array {
		if number.Kind() == reflect.Array {
			number = number.Index(rng.IntN(number.Len()))
		} else {
			number = number.Field(rng.IntN(number.NumField()))
		}
	}
	number = reflect.NewAt(number.Type(), number.Addr().UnsafePointer()).Elem()
	wild := []uint64{0, 1, 7, 1 << 16, 1<<31 - 1, 1 << 31, 1<<32 - 1, rng.Uint64(), rng.Uint64N(200), rng.Uint64N(200)}[rng.IntN(10)]
	switch number.Kind() {
	case reflect.Int32:
		number.SetInt(int64(int32(wild)))
	case reflect.Float32:
		number.SetFloat(float64(wild) - float64(1<<31))
	default:
		number.SetUint(wild & (1<<number.Type().Bits() - 1))
	}
}

// field is a field's value, also of one that is not exported.
func field(v reflect.Value, i int) any {
	f := v.Field(i)
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem().Interface()
}
