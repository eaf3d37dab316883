package extract

// an extract against a plain scan of the same file, and files that are none.

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"
)

// delaware is the extract that a module of ours carries.
func delaware(t testing.TB) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "testdata", "delaware-latest.osm.pbf")
}

func TestReadsWhatTheFileHolds(t *testing.T) {
	path := delaware(t)
	var last, total int64
	e, err := Read(t.Context(), path, func(done, all int64) {
		if done < last || done > all {
			t.Errorf("progress %d of %d after %d", done, all, last)
		}
		last, total = done, all
	})
	if err != nil {
		t.Fatal(err)
	}
	if last != total || total == 0 {
		t.Errorf("progress ended at %d of %d", last, total)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	s := osmpbf.New(t.Context(), f, 2)
	defer func() { _ = s.Close() }()
	at := map[int64]Point{}
	var ways, relations int
	for s.Scan() {
		switch o := s.Object().(type) {
		case *osm.Node:
			at[int64(o.ID)] = FromOrb([2]float64{o.Lon, o.Lat})
		case *osm.Way:
			w := &e.Ways[ways]
			ways++
			if w.ID != int64(o.ID) || len(w.Nodes) != len(o.Nodes) || w.Tags.Get("name") != o.Tags.Find("name") {
				t.Fatalf("way %d: %+v", o.ID, w)
			}
			for i, n := range o.Nodes {
				p, there := at[int64(n.ID)]
				if !there && w.Nodes[i] != -1 || there && e.Points[w.Nodes[i]] != p {
					t.Fatalf("way %d, node %d: %d", o.ID, i, w.Nodes[i])
				}
			}
		case *osm.Relation:
			r := &e.Relations[relations]
			relations++
			if r.ID != int64(o.ID) || len(r.Members) != len(o.Members) || r.Tags.Has("type") != o.Tags.HasTag("type") {
				t.Fatalf("relation %d: %+v", o.ID, r)
			}
			for i, m := range r.Members {
				if m.Type == MemberWay && m.Index >= 0 && e.Ways[m.Index].ID != o.Members[i].Ref {
					t.Fatalf("relation %d, member %d: %+v", o.ID, i, m)
				}
			}
		}
	}
	if s.Err() != nil || len(at) != len(e.Points) || ways != len(e.Ways) || relations != len(e.Relations) || ways < 10_000 {
		t.Fatal(s.Err(), len(at), len(e.Points), ways, relations)
	}
	for _, p := range e.Points {
		if !e.Bound.Contains(p.Orb()) {
			t.Fatal(p, "is outside of", e.Bound)
		}
	}
}

// Objects may come in any order, and twice.
func TestOrder(t *testing.T) {
	b := builder{words: map[string]string{}}
	for _, o := range []osm.Object{
		&osm.Relation{ID: 5, Members: osm.Members{
			{Type: osm.TypeWay, Ref: 8, Role: "outer"}, {Type: osm.TypeNode, Ref: 2}, {Type: osm.TypeRelation, Ref: 5}, {Type: osm.TypeWay, Ref: 99},
		}},
		&osm.Way{ID: 9, Nodes: osm.WayNodes{{ID: 3}, {ID: 1}}},
		&osm.Way{ID: 8, Nodes: osm.WayNodes{{ID: 1}, {ID: 77}, {ID: 2}, {ID: 1}}, Tags: osm.Tags{{Key: "highway", Value: "path"}, {Key: "tiger:cfcc", Value: "A41"}}},
		&osm.Node{ID: 3, Lat: 3, Lon: 30},
		&osm.Node{ID: 1, Lat: 9, Lon: 9},
		&osm.Node{ID: 2, Lat: 2, Lon: 20, Tags: osm.Tags{{Key: "name", Value: "人民路"}}},
		&osm.Node{ID: 1, Lat: 1, Lon: 10}, // the later one counts
	} {
		b.add(o)
	}
	e, err := b.finish()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(e.Points, []Point{{10e7, 1e7}, {20e7, 2e7}, {30e7, 3e7}}) {
		t.Error(e.Points)
	}
	if len(e.Nodes) != 1 || e.Nodes[0].At != 1 || e.Nodes[0].Tags.Get("name") != "人民路" {
		t.Error(e.Nodes)
	}
	first := e.Ways[0]
	if first.ID != 8 || !slices.Equal(first.Nodes, []int32{0, -1, 1, 0}) || !first.Closed() || len(first.Tags) != 1 || len(e.Line(&first)) != 3 {
		t.Error(first)
	}
	if !slices.Equal(e.Ways[1].Nodes, []int32{2, 0}) || e.Ways[1].Closed() {
		t.Error(e.Ways[1])
	}
	want := []Member{{MemberWay, 8, 0, "outer"}, {MemberNode, 2, 1, ""}, {MemberRelation, 5, 0, ""}, {MemberWay, 99, -1, ""}}
	if !slices.Equal(e.Relations[0].Members, want) {
		t.Error(e.Relations[0].Members)
	}
}

func TestNoExtract(t *testing.T) {
	whole, err := os.ReadFile(delaware(t))
	if err != nil {
		t.Fatal(err)
	}
	first := 4 + int(binary.BigEndian.Uint32(whole)) // of the header's body
	damaged := slices.Clone(whole)
	for i := range 200 {
		damaged[len(damaged)/2+i] ^= 0xff
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"empty":              {nil, "empty"},
		"header only":        {whole[:headerEnd(t, whole)], "nothing but a header"},
		"cut in a length":    {whole[:headerEnd(t, whole)+2], "to the end"},
		"cut after a length": {whole[:headerEnd(t, whole)+4], "to the end"},
		"cut in the header":  {whole[:first+3], "to the end"},
		"cut":                {whole[:len(whole)*2/3], "to the end"},
		"cut by a byte":      {whole[:len(whole)-1], "to the end"},
		"damaged":            {damaged, "damaged"},
		"a web page":         {[]byte("<!DOCTYPE html><html>404</html>"), "a web page"},
		"XML":                {[]byte("<?xml version='1.0'?><osm/>"), "XML"},
		"bzip2":              {[]byte("BZh91AY&SY something"), "bzip2"},
		"text":               {[]byte("name,lat,lng\na,1,2\n"), "not an .osm.pbf"},
		"zeros":              {make([]byte, 4096), "not an .osm.pbf"},
	} {
		path := filepath.Join(t.TempDir(), "city.osm.pbf")
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Read(t.Context(), path, nil)
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), path+": ") || strings.Count(err.Error(), path) > 1 {
			t.Errorf("%s: %v, want it to say %q", name, err, c.says)
		}
	}
	if _, err := Read(t.Context(), t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Error("a folder:", err)
	}
	if _, err := Read(t.Context(), filepath.Join(t.TempDir(), "none"), nil); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Error("no file:", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, delaware(t), nil); err == nil || strings.Contains(err.Error(), "damaged") {
		t.Error("cancelled:", err)
	}
}

// headerEnd is where the first block of a file ends.
func headerEnd(t *testing.T, b []byte) int {
	t.Helper()
	n := int(binary.BigEndian.Uint32(b))
	_, body, ok := blockHeader(b[4 : 4+n])
	if !ok {
		t.Fatal("the header of the extract cannot be read")
	}
	return 4 + n + int(body)
}

// Wherever a file is cut, it is noticed, unless whole blocks are missing,
// which the format has no way to tell.
func TestCutAnywhere(t *testing.T) {
	whole, err := os.ReadFile(delaware(t))
	if err != nil {
		t.Fatal(err)
	}
	ends := map[int]bool{}
	for at := 0; at < len(whole); {
		at += headerEnd(t, whole[at:])
		ends[at] = true
	}
	rng := rand.New(rand.NewPCG(15, 1))
	for range 3000 {
		n := rng.IntN(len(whole))
		err := checkFrames(bytes.NewReader(whole[:n]), int64(n))
		if (err == nil) != (ends[n] && n != headerEnd(t, whole)) {
			t.Fatalf("cut after %d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_ = checkFrames(bytes.NewReader(b), int64(len(b)))
	})
}
