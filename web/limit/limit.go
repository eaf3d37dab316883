// Package limit holds many rate limits at once, one for each key, in bounded
// memory. It keeps no goroutine; a Keyed may be used from many.
package limit

// limit.go: the keyed token buckets.

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Keyed is a set of token buckets by key. A bucket that nobody used for long
// is full, and a full bucket need not be kept.
type Keyed struct {
	every time.Duration
	burst int
	max   int
	now   func() time.Time

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	limiter *rate.Limiter
	used    time.Time
}

// New makes limits that allow burst uses at once and then one every so often.
// At most most keys are kept; beyond that the least recently used of a sample
// is forgotten.
func New(every time.Duration, burst, most int, now func() time.Time) *Keyed {
	return &Keyed{every: every, burst: burst, max: most, now: now, buckets: map[string]*bucket{}}
}

// Allow takes one use of key. If there is none left it takes nothing and says
// after which time there is one again.
func (k *Keyed) Allow(key string) (ok bool, retry time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	b := k.buckets[key]
	if b == nil {
		k.makeRoom(now)
		b = &bucket{limiter: rate.NewLimiter(rate.Every(k.every), k.burst)}
		k.buckets[key] = b
	}
	b.used = now
	if b.limiter.AllowN(now, 1) {
		return true, 0
	}
	missing := 1 - b.limiter.TokensAt(now)
	return false, time.Duration(missing * float64(k.every))
}

// Forget fills key's bucket again.
func (k *Keyed) Forget(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.buckets, key)
}

// Len is how many keys are kept now.
func (k *Keyed) Len() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.buckets)
}

// sample is how many keys are looked at to find one that can go; the order of
// a map is random enough for that.
const sample = 16

func (k *Keyed) makeRoom(now time.Time) {
	if len(k.buckets) < k.max {
		return
	}
	oldest, oldestKey, n := now, "", 0
	for key, b := range k.buckets {
		if b.limiter.TokensAt(now) >= float64(k.burst) {
			delete(k.buckets, key)
			oldestKey = ""
			break
		}
		if !b.used.After(oldest) {
			oldest, oldestKey = b.used, key
		}
		if n++; n == sample {
			break
		}
	}
	if len(k.buckets) >= k.max {
		delete(k.buckets, oldestKey)
	}
}
