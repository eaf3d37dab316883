package redisstore

// timers.go: when the policy must look at an incident again.

import (
	"context"
	_ "embed"
	"time"

	"github.com/redis/go-redis/v9"
)

//go:embed due.lua
var dueLua string
var dueScript = redis.NewScript(dueLua)

//go:embed timer.lua
var timerLua string
var timerScript = redis.NewScript(timerLua)

// DueTimers claims up to n incidents whose timer is due.
func (s *Store) DueTimers(ctx context.Context, now time.Time, lease time.Duration, n int) ([]string, error) {
	ids, err := dueScript.Run(ctx, s.rdb, []string{s.keys.timers()}, ms(now), lease.Milliseconds(), n).StringSlice()
	return ids, told(err)
}

// SetTimer sets when an incident is due; the zero time takes its timer away.
// A timer that is due already stays.
func (s *Store) SetTimer(ctx context.Context, incident string, at time.Time) error {
	keys := []string{s.keys.timers(), s.keys.open()}
	return told(timerScript.Run(ctx, s.rdb, keys, incident, msOrEmpty(at), ms(s.now())).Err())
}
