package crowd

// first.go: where people are when the crowd comes to life, and what a refused
// batch of positions means.

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// place reports where those who share it are when the crowd comes to life.
func (c *Crowd) place(ctx context.Context) error {
	now := time.Now()
	var all []sighting
	for i := range c.people {
		if c.people[i].Shares {
			var v volunteer
			v.born(c, i)
			all = append(all, v.sighting(now))
		}
	}
	unknown := 0
	for from := 0; from < len(all); {
		batch := all[from:min(from+maxBatch, len(all))]
		q, err := positionsCall(&c.cfg, batch)
		if err != nil {
			return err
		}
		err = c.step(ctx, "reporting first positions", q, nil)
		if strangers := unknownIn(err, len(batch)); len(strangers) > 0 {
			unknown += len(strangers)
			all = without(all, from, strangers)
			continue
		}
		if err != nil {
			return err
		}
		from += len(batch)
		c.log.InfoContext(ctx, "first positions reported", "positions", from, "of", len(all))
	}
	if unknown > 0 {
		c.log.WarnContext(ctx, "some simulated volunteers are not known to the server: start with empty data to have all of them", "people", unknown)
	}
	return nil
}

// without takes the listed places after from out, in ascending order.
func without(all []sighting, from int, places []int) []sighting {
	drop := map[int]bool{}
	for _, k := range places {
		drop[from+k] = true
	}
	kept := all[:0:0]
	for i, s := range all {
		if !drop[i] {
			kept = append(kept, s)
		}
	}
	return kept
}

// hopeless reports whether a batch is refused for what is in it.
func hopeless(err error) bool {
	var r *refusal
	return errors.As(err, &r) && (r.Status == http.StatusBadRequest || r.Status == http.StatusRequestEntityTooLarge)
}

// unknownIn lists which of a batch of n are refused as unknown responders.
func unknownIn(err error, n int) []int {
	var r *refusal
	if !errors.As(err, &r) || r.Status != http.StatusBadRequest {
		return nil
	}
	var list []int
	for _, e := range r.Errors {
		var k int
		var field string
		if _, err := fmt.Sscanf(e.Field, "[%d].%s", &k, &field); err == nil && field == "responder" && k >= 0 && k < n {
			list = append(list, k)
		}
	}
	return list
}
