package tile

// store.go: finished tiles, up to so many bytes, the least recently asked for
// dropped first.

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/singleflight"
)

// store makes each tile once, however many ask for it at the same time, and
// keeps the compressed form. Errors are not kept.
type store struct {
	draw   func(z, x, y int) ([]byte, error)
	most   int64
	flight singleflight.Group

	mu    sync.Mutex
	kept  *simplelru.LRU[place, []byte]
	bytes int64
}

// entryBytes is what an entry costs besides its tile.
const entryBytes = 200

func newStore(m *Map, most int64) *store {
	s := &store{draw: m.Tile, most: most}
	kept, err := simplelru.NewLRU(math.MaxInt, func(_ place, b []byte) { s.bytes -= int64(len(b)) + entryBytes })
	if err != nil {
		panic(err) // only for a size of nothing
	}
	s.kept = kept
	return s
}

// get returns a tile, compressed or not; nothing for an empty one.
func (s *store) get(at place, zipped bool) ([]byte, error) {
	b, ok := s.look(at)
	if !ok {
		made, err, _ := s.flight.Do(at.String(), func() (any, error) { return s.make(at) })
		if err != nil {
			return nil, err
		}
		b = made.([]byte) //nolint:errcheck,forcetypeassert // what make returns
	}
	if zipped || len(b) == 0 {
		return b, nil
	}
	return inflate(b)
}

func (s *store) look(at place) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept.Get(at)
}

func (s *store) make(at place) ([]byte, error) {
	if b, ok := s.look(at); ok { // another flight landed in between
		return b, nil
	}
	raw, err := s.draw(at.z, at.x, at.y)
	if err != nil {
		return nil, err
	}
	b := deflate(raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept.Add(at, b)
	s.bytes += int64(len(b)) + entryBytes
	for s.bytes > s.most {
		s.kept.RemoveOldest()
	}
	return b, nil
}

// zippers are kept because each is nearly a megabyte.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func deflate(raw []byte) []byte {
	if len(raw) == 0 {
		return []byte{}
	}
	var out bytes.Buffer
	w := zippers.Get().(*gzip.Writer) //nolint:errcheck,forcetypeassert // what New returns
	defer zippers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(raw) // a buffer takes every byte
	_ = w.Close()
	return bytes.Clone(out.Bytes())
}

func inflate(b []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("tile: %w", err)
	}
	return io.ReadAll(r)
}
