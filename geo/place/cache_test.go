package place

// cache_test.go: an index that was saved and loaded answers as the one that was
// built; one that is damaged is refused.

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
	"fifteen/geo/flat"
)

func empty(t testing.TB) *Index {
	t.Helper()
	x, err := Build(context.Background(), &extract.Extract{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func save(t testing.TB, x *Index) []byte {
	t.Helper()
	var b bytes.Buffer
	w := flat.NewWriter(&b, CacheKind, CacheVersion)
	x.Save(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func load(b []byte) (*Index, error) {
	r, err := flat.NewReader(b, CacheKind, CacheVersion)
	if err != nil {
		return nil, err
	}
	return Load(r)
}

func TestLoadedAnswersAsBuilt(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 4))
	for _, x := range []*Index{town(t), delaware(t), empty(t)} {
		saved := save(t, x)
		y, err := load(saved)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(saved, save(t, y)) {
			t.Error("saved again, it is another file")
		}
		if x.Stats() != y.Stats() || x.Bound() != y.Bound() {
			t.Errorf("%v %v, loaded %v %v", x.Stats(), x.Bound(), y.Stats(), y.Bound())
		}
		for range 100 {
			p := onPlan(rng.NormFloat64()*1000, rng.NormFloat64()*1000)
			text := "人民路12号"
			if len(x.entries) > 0 {
				e := x.entries[rng.IntN(len(x.entries))]
				p = e.At.Orb()
				text = mistype(rng, x.texts[e.Name])
			}
			q := Query{Text: text, Near: p, HasNear: true, Lang: "zh"}
			if a, b := x.Search(q), y.Search(q); !slices.Equal(a, b) {
				t.Fatalf("%q: built %v, loaded %v", text, a, b)
			}
			if a, b := x.At(p, "en"), y.At(p, "en"); a != b {
				t.Fatalf("%v: built %v, loaded %v", p, a, b)
			}
		}
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	if !bytes.Equal(save(t, town(t)), save(t, town(t))) {
		t.Error("two builds of one extract differ")
	}
}

// Arrays cut short, or with a position out of range, under a checksum that is
// right: Load refuses or the index answers; it never panics.
func TestDamagedIsRefused(t *testing.T) {
	good := save(t, town(t))
	arrays := reflect.TypeFor[Index]().NumField()
	if arrays == 0 {
		t.Fatal("nothing to damage")
	}
	for name, damage := range map[string]func(x *Index){
		"entries":   func(x *Index) { x.entries = x.entries[:len(x.entries)-1] },
		"boxes":     func(x *Index) { x.boxes = nil },
		"names":     func(x *Index) { x.names = x.names[1:] },
		"bearers":   func(x *Index) { x.bearers[3] = 1 << 29 },
		"bearerOf":  func(x *Index) { x.bearerOf[2] = 1 << 31 },
		"posts":     func(x *Index) { x.words.posts[0] = 1 << 31 },
		"words":     func(x *Index) { x.words.words = x.words.words[:3] },
		"labels":    func(x *Index) { x.labels[0].Last = 1 << 20 },
		"contexts":  func(x *Index) { x.contexts[0].Labels[0] = 1 << 20 },
		"postcode":  func(x *Index) { x.contexts[0].Postcode = -2 },
		"houses":    func(x *Index) { x.houses[0].Entry = 1 << 20 },
		"shapeOf":   func(x *Index) { x.shapeOf[1] = 1 << 30 },
		"crossings": func(x *Index) { x.crossings[0].A = 1 << 20 },
		"ofStreet": func(x *Index) {
			x.ofStreet[0], x.ofStreet[len(x.ofStreet)-1] = x.ofStreet[len(x.ofStreet)-1], x.ofStreet[0]
		},
		"grid":       func(x *Index) { x.houseGrid.items[0] = 1 << 20 },
		"grid cells": func(x *Index) { x.shapeGrid.head.Cols++ },
		"class":      func(x *Index) { x.entries[0].Class = 1 << 20 },
		"kind":       func(x *Index) { x.entries[0].Kind = kindHouse },
		"labelled":   func(x *Index) { x.labelled = nil },
		"streets":    func(x *Index) { x.about.Streets++ },
	} {
		x, err := load(slices.Clone(good))
		if err != nil {
			t.Fatal(err)
		}
		damage(x)
		if _, err := load(save(t, x)); !errors.Is(err, errDamaged) {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
	if _, err := load(good[:len(good)-9]); err == nil {
		t.Error("a short file was taken")
	}
}

func TestBuildEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stages := 0
	_, err := Build(ctx, drawTown(), func(string, int64, int64) {
		stages++
		cancel()
	})
	if !errors.Is(err, context.Canceled) || stages != 1 {
		t.Errorf("%v after %d stages", err, stages)
	}
}

func TestAtNothing(t *testing.T) {
	x := empty(t)
	if n := x.At(orb.Point{0, 0}, "en"); n != (Naming{}) {
		t.Errorf("%v", n)
	}
}
