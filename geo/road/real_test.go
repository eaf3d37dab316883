package road

// real_test.go: the extracts that tests and benchmarks run on.

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fifteen/geo/extract"
)

// real is an extract and its graph, read and built once.
type real struct {
	path    func(testing.TB) string
	once    sync.Once
	extract *extract.Extract
	graph   *Graph
	err     error
}

var (
	delawareFile = &real{path: func(t testing.TB) string {
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paulmach/osm").Output()
		if err != nil {
			t.Fatal(err)
		}
		return filepath.Join(strings.TrimSpace(string(dir)), "testdata", "delaware-latest.osm.pbf")
	}}
	portoFile = &real{path: func(t testing.TB) string {
		path := os.Getenv("FIFTEEN_PORTO")
		if path == "" {
			t.Skip("FIFTEEN_PORTO does not name an extract of Porto")
		}
		return path
	}}
)

func (r *real) load(t testing.TB) *real {
	t.Helper()
	path := r.path(t)
	r.once.Do(func() {
		if r.extract, r.err = extract.Read(context.Background(), path, nil); r.err == nil {
			r.graph, r.err = Build(context.Background(), r.extract, DefaultCalibration(), nil)
		}
	})
	if r.err != nil {
		t.Fatal(r.err)
	}
	return r
}

func delaware(t testing.TB) *Graph { t.Helper(); return delawareFile.load(t).graph }

func delawareExtract(t testing.TB) *extract.Extract { t.Helper(); return delawareFile.load(t).extract }

func porto(t testing.TB) *Graph { t.Helper(); return portoFile.load(t).graph }

func portoExtract(t testing.TB) *extract.Extract { t.Helper(); return portoFile.load(t).extract }
