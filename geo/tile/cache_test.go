package tile

// a saved map serves the same bytes, a spoilt one is refused or harmless.

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"fifteen/geo/flat"
)

func load(t testing.TB, file []byte) (*Map, error) {
	t.Helper()
	r, err := flat.NewReader(file, CacheKind, CacheVersion)
	if err != nil {
		t.Fatal(err)
	}
	return Load(r)
}

func TestLoadedMapServesTheSameBytes(t *testing.T) {
	m := delaware(t)
	file := saved(t, m)
	n, err := load(t, file)
	if err != nil {
		t.Fatal(err)
	}
	if n.Bound() != m.Bound() || n.Stats() != m.Stats() {
		t.Fatal(n.Bound(), n.Stats(), m.Bound(), m.Stats())
	}
	for i, p := range sampled(m) {
		if i%9 != 0 {
			continue
		}
		a, err := m.Tile(p.z, p.x, p.y)
		if err != nil {
			t.Fatal(err)
		}
		b, err := n.Tile(p.z, p.x, p.y)
		if err != nil || !bytes.Equal(a, b) {
			t.Fatalf("%v: another tile (%v)", p, err)
		}
	}
	if !bytes.Equal(saved(t, n), file) {
		t.Fatal("saved again, the file is another")
	}
}

func TestBuiltTwiceIsTheSame(t *testing.T) {
	e, err := delawareExtract()
	if err != nil {
		t.Fatal(err)
	}
	var stages []string
	m, err := Build(context.Background(), e, func(stage string, done, total int64) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
		if done > total {
			t.Errorf("%s: %d of %d", stage, done, total)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(saved(t, m), saved(t, delaware(t))) {
		t.Fatal("another map of the same extract")
	}
	if len(stages) != 5 {
		t.Fatal(stages)
	}
	if m.Stats().Total() < 50_000 || m.Stats().Bytes < 1e6 || m.Stats().Coast != "" {
		t.Fatal(m.Stats())
	}
}

func TestBuildEndsWithItsContext(t *testing.T) {
	e, err := delawareExtract()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = Build(ctx, e, func(stage string, _, _ int64) {
		if stage == "ways" {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

// small is a map of a few features, to be spoilt.
func small() *Map {
	b := newBuilder()
	add := func(l layer, class string) what {
		return what{layer: l, id: 4, set: b.catalog.begin().text(keyClass, class).number(keyRank, 3).flag(keyLink, true).done(), from: 5}
	}
	b.area(add(layerWater, "lake"), nest([]ring{{{1 << 20, 1 << 20}, {1 << 26, 1 << 20}, {1 << 26, 1 << 26}}}), &rules[ruleOf[ruleKey{layerWater, "lake"}]])
	b.line(add(layerRoad, "motorway"), []xy{{1 << 20, 1 << 20}, {1 << 25, 1 << 24}, {1 << 26, 1 << 20}}, MaxZoom, &rules[ruleOf[ruleKey{layerRoad, "motorway"}]])
	for i := range int32(20) {
		b.point(add(layerPlace, "city"), xy{i << 18, i << 20})
	}
	m, err := b.finish()
	if err != nil {
		panic(err)
	}
	m.count()
	return m
}

func TestSpoiltMapIsRefusedOrHarmless(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	refused := 0
	for range 1000 {
		m := small()
		wild := func() uint32 { return []uint32{0, 1, 2, 7, 1 << 31, 1<<32 - 1}[r.IntN(6)] }
		switch r.IntN(9) {
		case 0:
			m.features[r.IntN(len(m.features))].Geom = wild()
		case 1:
			m.features[r.IntN(len(m.features))].Set = wild()
		case 2:
			f := &m.features[r.IntN(len(m.features))]
			f.Layer, f.Kind = layer(wild()), kind(wild())
		case 3:
			m.forest.refs[r.IntN(len(m.forest.refs))] = wild()
		case 4:
			m.forest.trees[r.IntN(len(m.forest.trees))] = tree{wild(), wild(), wild(), wild()}
		case 5:
			m.ends[r.IntN(len(m.ends))] = wild()
		case 6:
			m.attrs[r.IntN(len(m.attrs))] = attr{key(wild()), uint16(wild()), wild()}
		case 7:
			m.geom = m.geom[:r.IntN(len(m.geom))]
		default:
			m.geom[r.IntN(len(m.geom))] = byte(wild())
		}
		n, err := load(t, saved(t, m))
		if err != nil {
			refused++
			continue
		}
		for z := MinZoom; z <= MaxZoom; z += 3 {
			for range 3 {
				_, _ = n.Tile(z, r.IntN(1<<z), r.IntN(1<<z))
			}
			_, _ = n.Tile(z, 0, 0)
		}
	}
	if refused < 200 {
		t.Fatalf("only %d refused", refused)
	}
	var b bytes.Buffer
	w := flat.NewWriter(&b, CacheKind, CacheVersion)
	flat.Put(w, []float64{1, 2})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := load(t, b.Bytes()); err == nil {
		t.Fatal("half a file was taken")
	}
}
