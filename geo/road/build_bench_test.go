package road

import (
	"context"
	"os"
	"testing"

	"fifteen/geo/extract"
)

// What a start costs, per million nodes of the extract, from the file and from
// the cache; beside it the plain reading of the same file.

// perMillion reports the time of an iteration per million nodes.
func perMillion(b *testing.B, nodes int) {
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(nodes)*1e6, "s/Mnode")
}

// files are the extracts to measure on.
func files(b *testing.B, run func(b *testing.B, r *real)) {
	for _, f := range []struct {
		name string
		real *real
	}{{"delaware", delawareFile}, {"porto", portoFile}} {
		b.Run(f.name, func(b *testing.B) { run(b, f.real.load(b)) })
	}
}

// BenchmarkReadExtract is the baseline: the scan of the file, without streets.
func BenchmarkReadExtract(b *testing.B) {
	files(b, func(b *testing.B, r *real) {
		for b.Loop() {
			if _, err := extract.Read(context.Background(), r.path(b), nil); err != nil {
				b.Fatal(err)
			}
		}
		perMillion(b, len(r.extract.Points))
	})
}

func BenchmarkBuild(b *testing.B) {
	files(b, func(b *testing.B, r *real) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Build(context.Background(), r.extract, DefaultCalibration(), nil); err != nil {
				b.Fatal(err)
			}
		}
		perMillion(b, len(r.extract.Points))
	})
}

// BenchmarkReadTags is the part of Build before assemble.
func BenchmarkReadTags(b *testing.B) {
	files(b, func(b *testing.B, r *real) {
		c := DefaultCalibration()
		for b.Loop() {
			s, err := collect(context.Background(), r.extract, &c, func(int64, int64) {})
			if err != nil {
				b.Fatal(err)
			}
			bl := newBuilder(s, &c)
			for _, m := range Modes() {
				bl.raw(m)
			}
		}
		perMillion(b, len(r.extract.Points))
	})
}

func BenchmarkLoad(b *testing.B) {
	files(b, func(b *testing.B, r *real) {
		file := saved(b, r.graph)
		b.SetBytes(int64(len(file)))
		for b.Loop() {
			if _, err := load(file, DefaultCalibration()); err != nil {
				b.Fatal(err)
			}
		}
		perMillion(b, len(r.extract.Points))
	})
}

// BenchmarkReadFile is the baseline of BenchmarkLoad: the bytes alone.
func BenchmarkReadFile(b *testing.B) {
	files(b, func(b *testing.B, r *real) {
		path := b.TempDir() + "/cache"
		if err := os.WriteFile(path, saved(b, r.graph), 0o600); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			file, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(file)))
		}
		perMillion(b, len(r.extract.Points))
	})
}
