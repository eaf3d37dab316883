package city

// open.go: from the file to the city, by way of the caches.

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"fifteen/geo/extract"
	"fifteen/geo/isochrone"
	"fifteen/geo/place"
	"fifteen/geo/road"
	"fifteen/geo/tile"
)

// City is one extract at work.
type City struct {
	Streets *road.Graph
	Map     *tile.Map
	Places  *place.Index
	// Digest tells one extract from another.
	Digest [sha256.Size]byte

	barriers *isochrone.Barriers
	snaps    snaps
}

// Options say what to open.
type Options struct {
	// Path is the extract, a .osm.pbf file.
	Path string
	// Folder keeps the caches where the extract's own folder cannot be written.
	Folder      string
	Calibration road.Calibration
	// Progress is told how much of the building is done, from 0 to 1, by one
	// goroutine at a time; may be nil. It is not called when all is cached.
	Progress func(done float64)
	Log      *slog.Logger
}

// Open loads a city from its caches, building what they lack. The error names
// the extract and says what to do.
func Open(ctx context.Context, o Options) (*City, error) {
	began := time.Now()
	c := &City{}
	var err error
	if c.Digest, err = digest(ctx, o.Path); err != nil {
		return nil, fmt.Errorf("%s: %w", o.Path, err)
	}
	meter := newMeter(o.Progress)
	parts := c.parts(o, meter)
	missing := loadAll(parts, c.Digest, o)
	if len(missing) > 0 {
		meter.expect(len(missing))
		if err := c.build(ctx, missing, meter, o); err != nil {
			return nil, err
		}
	}
	if len(missing) == len(parts) {
		o.Log.Info("street extract built", "file", filepath.Base(o.Path), "took", time.Since(began).Round(time.Millisecond), "streets", c.Streets.Stats())
	} else {
		o.Log.Info("street extract loaded", "file", filepath.Base(o.Path), "took", time.Since(began).Round(time.Millisecond), "built", len(missing), "streets", c.Streets.Stats())
	}
	return c, nil
}

// build reads the extract and builds what no cache had, all at the same time.
func (c *City) build(ctx context.Context, missing []part, meter *meter, o Options) error {
	e, err := extract.Read(ctx, o.Path, func(done, total int64) { meter.at("extract", "", done, total) })
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for _, p := range missing {
		g.Go(func() error {
			if err := p.build(ctx, e); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				return fmt.Errorf("%s: %w", o.Path, err)
			}
			meter.finished(p.name)
			if err := p.save(c.Digest); err != nil {
				o.Log.Warn("cache not kept: the next start will take as long as this one", "cache", p.name, "error", err)
			}
			return nil
		})
	}
	return g.Wait()
}

// digest is the SHA-256 of a file.
func digest(ctx context.Context, path string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		if pe, ok := errors.AsType[*os.PathError](err); ok {
			return sum, fmt.Errorf("%w: --osm names an .osm.pbf file", pe.Err)
		}
		return sum, err
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return sum, errors.New("this is not a file: --osm names an .osm.pbf file")
	}
	h := sha256.New()
	if _, err := io.Copy(h, reading{ctx, f}); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// reading is a reader that ends with its context.
type reading struct {
	ctx context.Context //nolint:containedctx // the read is one call
	r   io.Reader
}

func (r reading) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(b)
}
