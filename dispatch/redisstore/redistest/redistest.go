// Package redistest starts a real redis-server for tests: one a test binary,
// on a Unix socket in a folder of its own, with the settings production asks
// for. Tests keep apart by the name of their area.
package redistest

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch/redisstore"
)

var (
	url   string
	areas atomic.Int64
)

// Main runs a test binary with a server; call it from TestMain.
func Main(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "fifteen-test-")
		if err != nil {
			panic(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		redisstore.LogClient(slog.New(slog.DiscardHandler))
		child, err := redisstore.StartChild(ctx, dir, slog.New(slog.DiscardHandler))
		if err != nil {
			panic(err)
		}
		url = child.URL()
		running, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- child.Run(running) }()
		defer func() {
			stop()
			if err := <-ended; err != nil {
				panic(err)
			}
		}()
		return m.Run()
	}())
}

// URL is where the server listens.
func URL() string { return url }

// Client connects to the server for as long as a test lasts.
func Client(tb testing.TB) *redis.Client {
	tb.Helper()
	opts, err := redisstore.ClientOptions(url)
	if err != nil {
		tb.Fatal(err)
	}
	rdb := redis.NewClient(opts)
	tb.Cleanup(func() { _ = rdb.Close() })
	return rdb
}

// Area names an area no other test uses.
func Area(tb testing.TB) string {
	tb.Helper()
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, tb.Name())
	return fmt.Sprintf("%s-%d", name, areas.Add(1))
}
