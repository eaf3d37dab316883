package city

// cache.go: what was built, kept in files beside the extract.

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"fifteen/geo/extract"
	"fifteen/geo/flat"
	"fifteen/geo/isochrone"
	"fifteen/geo/place"
	"fifteen/geo/road"
	"fifteen/geo/tile"
)

// part is one thing that is built from an extract and kept.
type part struct {
	name    string // of the cache: its ending, and its kind
	version uint32
	folders []string // where it may lie, the first that can be written counting
	file    string
	build   func(context.Context, *extract.Extract) error
	load    func(*flat.Reader) error
	put     func(*flat.Writer)
}

// parts lists what a city is made of.
func (c *City) parts(o Options, meter *meter) []part {
	folders := []string{filepath.Dir(o.Path)}
	if o.Folder != "" {
		folders = append(folders, o.Folder)
	}
	stage := func(part string) func(string, int64, int64) {
		return func(stage string, done, total int64) { meter.at(part, stage, done, total) }
	}
	all := []part{
		{
			name: road.CacheKind, version: road.CacheVersion,
			build: func(ctx context.Context, e *extract.Extract) (err error) {
				c.Streets, err = road.Build(ctx, e, o.Calibration, stage(road.CacheKind))
				return err
			},
			load: func(r *flat.Reader) (err error) { c.Streets, err = road.Load(r, o.Calibration); return err },
			put:  func(w *flat.Writer) { c.Streets.Save(w) },
		},
		{
			name: tile.CacheKind, version: tile.CacheVersion,
			build: func(ctx context.Context, e *extract.Extract) (err error) {
				c.Map, err = tile.Build(ctx, e, stage(tile.CacheKind))
				return err
			},
			load: func(r *flat.Reader) (err error) { c.Map, err = tile.Load(r); return err },
			put:  func(w *flat.Writer) { c.Map.Save(w) },
		},
		{
			name: place.CacheKind, version: place.CacheVersion,
			build: func(ctx context.Context, e *extract.Extract) (err error) {
				c.Places, err = place.Build(ctx, e, stage(place.CacheKind))
				return err
			},
			load: func(r *flat.Reader) (err error) { c.Places, err = place.Load(r); return err },
			put:  func(w *flat.Writer) { c.Places.Save(w) },
		},
		{
			name: barriersKind, version: barriersVersion,
			build: func(_ context.Context, e *extract.Extract) error {
				c.barriers = isochrone.NewBarriers(barrierLines(e))
				return nil
			},
			load: func(r *flat.Reader) (err error) {
				coords, first := flat.Get[int32](r), flat.Get[int32](r)
				if err := r.Err(); err != nil {
					return err
				}
				c.barriers, err = isochrone.BarriersFrom(coords, first)
				return err
			},
			put: func(w *flat.Writer) {
				coords, first := c.barriers.Arrays()
				flat.Put(w, coords)
				flat.Put(w, first)
			},
		},
	}
	for i := range all {
		all[i].folders, all[i].file = folders, filepath.Base(o.Path)+".fifteen-"+all[i].name
	}
	return all
}

// loadAll loads the parts at the same time and returns those it could not.
func loadAll(parts []part, digest [sha256.Size]byte, o Options) (missing []part) {
	errs := make([]error, len(parts))
	var wg sync.WaitGroup
	for i, p := range parts {
		wg.Go(func() { errs[i] = p.fetch(digest) })
	}
	wg.Wait()
	for i, err := range errs {
		if err == nil {
			continue
		}
		missing = append(missing, parts[i])
		if !errors.Is(err, fs.ErrNotExist) {
			o.Log.Info("cache not used: it is built anew", "cache", parts[i].file, "reason", err)
		}
	}
	return missing
}

// errOtherExtract is why a cache of another extract is refused.
var errOtherExtract = errors.New("it was made from another extract")

// fetch loads a part from the first folder that has it.
func (p *part) fetch(digest [sha256.Size]byte) (err error) {
	for _, folder := range p.folders {
		var b []byte
		if b, err = os.ReadFile(filepath.Join(folder, p.file)); err != nil { //nolint:gosec // beside the operator's file
			continue
		}
		if err = p.parse(b, digest); err == nil {
			return nil
		}
	}
	return err
}

func (p *part) parse(b []byte, digest [sha256.Size]byte) error {
	r, err := flat.NewReader(b, p.name, p.version)
	if err != nil {
		return err
	}
	made := flat.Get[byte](r)
	if err := r.Err(); err != nil {
		return err
	}
	if string(made) != string(digest[:]) {
		return errOtherExtract
	}
	return p.load(r)
}

// save keeps a part in the first folder that can be written, whole or not at all.
func (p *part) save(digest [sha256.Size]byte) error {
	var errs []error
	for _, folder := range p.folders {
		err := p.saveIn(folder, digest)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (p *part) saveIn(folder string, digest [sha256.Size]byte) (err error) {
	// A folder that is marked read-only stays as it is, also for root.
	if info, err := os.Stat(folder); err != nil {
		return err
	} else if info.Mode().Perm()&0o222 == 0 {
		return &fs.PathError{Op: "write", Path: folder, Err: fs.ErrPermission}
	}
	f, err := os.CreateTemp(folder, p.file+".*.new")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	buffered := bufio.NewWriterSize(f, 1<<20)
	w := flat.NewWriter(buffered, p.name, p.version)
	flat.Put(w, digest[:])
	p.put(w)
	if err := w.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", p.file, err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("writing %s: %w", p.file, err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(folder, p.file))
}
