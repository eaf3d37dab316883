package live

// positions.go: follows reported positions into the lane, and their frames.

import (
	"context"
	"encoding/json"
	"math"
	"strconv"
	"time"

	"fifteen/dispatch"
)

// followPositions reads what moved and publishes it at most every
// PositionsEvery. The first move after a pause goes out at once.
func (h *Hub) followPositions(ctx context.Context) {
	pause := backoff{base: 100 * time.Millisecond, ceiling: 5 * time.Second}
	cursor, failing := "", false
	for ctx.Err() == nil {
		begun := time.Now()
		next, err := h.moves(ctx, cursor)
		if err != nil {
			if ctx.Err() != nil {
				return
			}
			h.m.TailErrors.Inc()
			if !failing {
				failing = true
				h.log.Warn("positions cannot be read, trying again", "error", err)
			}
			cursor = next
			if code := dispatch.CodeOf(err); code == dispatch.CodeNotFound || code == dispatch.CodeInvalid {
				cursor = "" // not known there
			}
			pause.sleep(ctx)
			continue
		}
		if failing {
			failing = false
			h.log.Info("positions can be read again")
		}
		pause.reset()
		cursor = next
		if h.lane.publish(h.cfg.Now()) {
			select {
			case h.moved <- struct{}{}:
			case <-ctx.Done():
			}
		}
		sleep(ctx, h.cfg.PositionsEvery-time.Since(begun))
	}
}

// moreMoves bounds how often one round asks for more.
const moreMoves = 64

// moves waits for the first and takes all there are. The cursor returned is
// good even with an error.
func (h *Hub) moves(ctx context.Context, cursor string) (string, error) {
	block := h.cfg.Block
	for range moreMoves {
		call, cancel := context.WithTimeout(ctx, block+h.cfg.StaleAfter)
		moves, next, err := h.cfg.Positions.Moves(call, cursor, block)
		cancel()
		if next != "" {
			cursor = next // also behind what could not be read
		}
		if err != nil {
			return cursor, err
		}
		if len(moves) == 0 {
			break
		}
		h.lane.put(moves)
		block = time.Millisecond // not 0, which means forever to Redis
	}
	return cursor, nil
}

// encodePositions writes {"type":"positions","batch":[[responder,lng,lat,age_s],…]}.
// Six decimals of a degree are 0.1 m.
func encodePositions(spots []dispatch.Sighting, now time.Time) *frame {
	b := make([]byte, 0, 32+48*len(spots))
	b = append(b, `{"type":"positions","batch":[`...)
	for _, s := range spots {
		id, err := json.Marshal(s.Responder)
		if err != nil || !s.Position.Valid() {
			continue // a string always encodes; a place off the globe is nowhere to draw
		}
		if b[len(b)-1] == ']' {
			b = append(b, ',')
		}
		b = append(append(b, '['), id...)
		b = appendDegrees(append(b, ','), s.Position.Lng)
		b = appendDegrees(append(b, ','), s.Position.Lat)
		age := max(0, now.Sub(s.At)/time.Second)
		b = append(strconv.AppendInt(append(b, ','), int64(age), 10), ']')
	}
	f, err := newFrame(lanePositions, append(b, "]}"...))
	if err != nil {
		panic("live: " + err.Error()) // writes to memory only
	}
	return f
}

func appendDegrees(b []byte, deg float64) []byte {
	return strconv.AppendFloat(b, math.Round(deg*1e6)/1e6, 'f', -1, 64)
}
