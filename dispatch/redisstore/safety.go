package redisstore

// safety.go: a Redis that may forget is refused, with the line to change.

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"
)

// CheckSafe returns an error that names every setting of the server with
// which an acknowledged incident could be lost. It needs the CONFIG command;
// a server that refuses it cannot be checked, and the error says so.
func CheckSafe(ctx context.Context, rdb redis.UniversalClient) error {
	var wrong []string
	for _, c := range []struct{ name, want, why string }{
		{"appendonly", "yes", "without it a restart forgets everything since the last snapshot"},
		{"appendfsync", "always", "otherwise a power failure forgets what was acknowledged in the last second"},
		{"maxmemory-policy", "noeviction", "otherwise a full server silently throws incidents away"},
	} {
		got, err := rdb.ConfigGet(ctx, c.name).Result()
		if err != nil {
			return fmt.Errorf("redis: settings cannot be read (%w); if its operator guarantees appendonly yes, appendfsync always and maxmemory-policy noeviction, start with --redis-trusted", err)
		}
		if got[c.name] != c.want {
			wrong = append(wrong, fmt.Sprintf("  %s %s   # is %q: %s", c.name, c.want, got[c.name], c.why))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("redis may forget what was acknowledged; change in redis.conf (or with CONFIG SET) and start again:\n%s", strings.Join(wrong, "\n"))
}
