package tile

// bench_test.go: what a tile costs, beside the same without an index.

import (
	"bytes"
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
	"fifteen/geo/flat"
)

// wilmington is what an officer there looks at.
var wilmington = orb.Bound{Min: orb.Point{-75.62, 39.68}, Max: orb.Point{-75.48, 39.80}}

func viewed() (out []place) {
	for z := 12; z <= MaxZoom; z++ {
		out = append(out, tiles(wilmington, z)...)
	}
	return out
}

// BenchmarkTile makes every tile of Wilmington's zooms 12 to 16 in turn, cold.
func BenchmarkTile(b *testing.B) {
	m := delaware(b)
	all := viewed()
	for _, c := range []struct {
		name string
		draw func(z, x, y int) ([]byte, error)
	}{{"index", m.Tile}, {"baseline_all_features", unindexed(m).Tile}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			times := make([]time.Duration, 0, b.N)
			for i := 0; b.Loop(); i++ {
				at := all[i*7919%len(all)] // a prime: spread over the zooms
				start := time.Now()
				if _, err := c.draw(at.z, at.x, at.y); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(times[len(times)-1].Microseconds()), "max-µs")
		})
	}
}

// BenchmarkBuild and BenchmarkLoad are the two ways to a map.
func BenchmarkBuild(b *testing.B) {
	e, err := delawareExtract()
	if err != nil {
		b.Fatal(err)
	}
	benchBuild(b, e)
}

// BenchmarkBuildPorto needs a larger extract than can be kept here.
func BenchmarkBuildPorto(b *testing.B) {
	path := os.Getenv("FIFTEEN_PORTO")
	if path == "" {
		b.Skip("set FIFTEEN_PORTO to an extract of Porto to measure this")
	}
	e, err := extract.Read(context.Background(), path, nil)
	if err != nil {
		b.Fatal(err)
	}
	benchBuild(b, e)
}

func benchBuild(b *testing.B, e *extract.Extract) {
	b.ReportAllocs()
	var m *Map
	for b.Loop() {
		var err error
		if m, err = Build(context.Background(), e, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(m.Stats().Bytes)/1e6, "map-MB")
	b.ReportMetric(float64(m.Stats().Bytes)/float64(len(e.Points)), "map-B/node")
}

func BenchmarkLoad(b *testing.B) {
	file := saved(b, delaware(b))
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		r, err := flat.NewReader(file, CacheKind, CacheVersion)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Load(r); err != nil {
			b.Fatal(err)
		}
	}
}

func saved(t testing.TB, m *Map) []byte {
	t.Helper()
	var b bytes.Buffer
	w := flat.NewWriter(&b, CacheKind, CacheVersion)
	m.Save(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
