package road

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/flat"
)

// saved is a graph's cache file.
func saved(t testing.TB, g *Graph) []byte {
	t.Helper()
	var b bytes.Buffer
	w := flat.NewWriter(&b, CacheKind, CacheVersion)
	g.Save(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func load(b []byte, c Calibration) (*Graph, error) {
	r, err := flat.NewReader(b, CacheKind, CacheVersion)
	if err != nil {
		return nil, err
	}
	return Load(r, c)
}

func small(t testing.TB) *Graph {
	t.Helper()
	g, err := Build(context.Background(), cross().extract(), DefaultCalibration(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestCacheAnswersAlike: what was saved and loaded gives the same answers and
// the same file again.
func TestCacheAnswersAlike(t *testing.T) {
	built := delaware(t)
	file := saved(t, built)
	loaded, err := load(file, DefaultCalibration())
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Bound() != built.Bound() || loaded.Stats() != built.Stats() || loaded.Calibration() != built.Calibration() {
		t.Errorf("bound, figures or calibration differ: %v %+v", loaded.Bound(), loaded.Stats())
	}
	if !bytes.Equal(saved(t, loaded), file) {
		t.Error("saved again, the file differs")
	}
	rng := rand.New(rand.NewPCG(7, 7))
	answered := 0
	for i := range 40 {
		m := Modes()[i%modeCount]
		to, from := nearWilmington(rng), nearWilmington(rng)
		a, b := journey2(t, built, to, from, m), journey2(t, loaded, to, from, m)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%s from %v to %v: built %+v, loaded %+v", m, from, to, a, b)
		}
		if a.OK {
			answered++
		}
	}
	if answered < 20 {
		t.Errorf("only %d of 40 journeys were possible", answered)
	}
}

func nearWilmington(rng *rand.Rand) orb.Point {
	return orb.Point{-75.55 + (rng.Float64()-0.5)*0.03, 39.745 + (rng.Float64()-0.5)*0.03}
}

type answer struct {
	Took time.Duration
	OK   bool
	Path Path
	Why  string
}

// journey2 is everything one can ask of one pair.
func journey2(t *testing.T, g *Graph, to, from orb.Point, m Mode) (a answer) {
	t.Helper()
	r, err := g.Reach(context.Background(), to, m, 20*time.Minute)
	if err != nil {
		return answer{Why: err.Error()}
	}
	defer r.Close()
	s, err := g.Snap(from, m)
	if err != nil {
		return answer{Why: err.Error()}
	}
	a.Took, a.OK = r.From(s)
	a.Path, _ = r.Path(s)
	return a
}

func TestRefusedCaches(t *testing.T) {
	file := saved(t, small(t))
	other := DefaultCalibration()
	other.speed[classPrimary][Drive]++
	if _, err := load(file, other); !errors.Is(err, ErrOtherCalibration) {
		t.Errorf("another calibration: %v", err)
	}
	if _, err := flat.NewReader(file, CacheKind, CacheVersion+1); !errors.Is(err, flat.ErrOther) {
		t.Errorf("another version: %v", err)
	}
	if _, err := flat.NewReader(file, "tile", CacheVersion); !errors.Is(err, flat.ErrOther) {
		t.Errorf("another kind: %v", err)
	}
	for n := range file {
		if _, err := load(file[:n], DefaultCalibration()); err == nil {
			t.Fatalf("cut to %d of %d bytes it is taken", n, len(file))
		}
	}
	// Cut, but with a checksum that matches: the arrays themselves must be missed.
	for n := 48; n < len(file)-8; n++ {
		if _, err := load(sealed(file[:n]), DefaultCalibration()); err == nil {
			t.Fatalf("cut to %d of %d bytes and sealed it is taken", n, len(file))
		}
	}
}

// sealed puts a matching checksum behind a body.
func sealed(body []byte) []byte {
	out := append([]byte(nil), body...)
	sum := crc32.Checksum(out, crc32.MakeTable(crc32.Castagnoli))
	return append(binary.LittleEndian.AppendUint32(out, sum), 0, 0, 0, 0)
}

// TestDamagedCaches: bytes changed under a matching checksum are an error or a
// graph, never a panic.
func TestDamagedCaches(t *testing.T) {
	file := saved(t, small(t))
	rng := rand.New(rand.NewPCG(3, 4))
	refused := 0
	for range 3000 {
		b := append([]byte(nil), file[:len(file)-8]...)
		for range 1 + rng.IntN(3) {
			at := 48 + rng.IntN(len(b)-48)
			b[at] = [...]byte{0, 1, 0x7f, 0xff, byte(rng.Uint32())}[rng.IntN(5)]
		}
		if _, err := load(sealed(b), DefaultCalibration()); err != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("nothing was refused")
	}
}
