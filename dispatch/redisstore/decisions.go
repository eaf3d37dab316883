package redisstore

// decisions.go: the records of decisions, gzipped: they repeat themselves a lot
// and are read seldom.

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"fifteen/dispatch"
)

// maxDecision bounds one record when it is unpacked, in bytes. The bounds of
// dispatch keep it below a tenth of that.
const maxDecision = 8 << 20

// packers are compressors to be used again: one takes half a megabyte.
var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	return z
}}

// decisions adds the records of decisions, last of all arguments.
func (w *write) decisions(ds []dispatch.Decision) error {
	for i := range ds {
		doc, err := packed(&ds[i])
		if err != nil {
			return fmt.Errorf("encode decision: %w", err)
		}
		w.args = append(w.args, doc)
	}
	w.nDecisions = len(ds)
	return nil
}

func packed(d *dispatch.Decision) ([]byte, error) {
	var out bytes.Buffer
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&out)
	if err := json.NewEncoder(z).Encode(d); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Decisions returns the records of an incident's decisions, in order. An
// incident of before they were kept has none.
func (s *Store) Decisions(ctx context.Context, incident string) ([]dispatch.Decision, error) {
	pipe := s.rdb.Pipeline()
	known := pipe.Exists(ctx, s.keys.incident(incident))
	docs := pipe.LRange(ctx, s.keys.decisions(incident), 0, -1)
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, told(err)
	}
	if known.Val() == 0 {
		return nil, dispatch.Errorf(dispatch.CodeNotFound, "there is no incident %q", incident)
	}
	out := make([]dispatch.Decision, len(docs.Val()))
	for i, doc := range docs.Val() {
		if err := unpack(doc, &out[i]); err != nil {
			return nil, fmt.Errorf("decision %d of incident %s: %w", i+1, incident, err)
		}
	}
	return out, nil
}

func unpack(doc string, d *dispatch.Decision) error {
	z, err := gzip.NewReader(strings.NewReader(doc))
	if err != nil {
		return err
	}
	defer func() { _ = z.Close() }()
	return json.NewDecoder(io.LimitReader(z, maxDecision)).Decode(d)
}
