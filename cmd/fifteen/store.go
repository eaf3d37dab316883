package main

// store.go: finding, starting and checking Redis.

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"fifteen/dispatch/redisstore"
)

// opened is a connected Redis.
type opened struct {
	rdb   *redis.Client
	child *redisstore.Child // nil: a server of the operator's own
}

// openRedis connects to --redis, or starts a server in --data.
func openRedis(ctx context.Context, s *settings, log *slog.Logger) (*opened, error) {
	redisstore.LogClient(log)
	url, o := s.redis, &opened{}
	if url == "" {
		child, err := redisstore.StartChild(ctx, s.data, log)
		if err != nil {
			return nil, err
		}
		o.child, url = child, child.URL()
	}
	opts, err := redisstore.ClientOptions(url)
	if err != nil {
		return nil, err
	}
	o.rdb = redis.NewClient(opts)
	if o.child != nil || s.redisTrusted {
		return o, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := o.rdb.Ping(ctx).Err(); err != nil {
		return nil, fmt.Errorf("redis at --redis does not answer: %w; is it running, and is the address right?", err)
	}
	return o, redisstore.CheckSafe(ctx, o.rdb)
}

// withStore runs something on a server's store: the one of --redis, the
// embedded one of a server that is running, or one started for the purpose.
func withStore(ctx context.Context, s *settings, do func(*redisstore.Store) error) error {
	if err := s.checkStore(); err != nil {
		return err
	}
	quiet := slog.New(slog.DiscardHandler)
	redisstore.LogClient(quiet)
	where := *s
	if where.redis == "" {
		url := redisstore.ChildURL(s.data)
		if answers(ctx, url) {
			where.redis = url
		}
	}
	o, err := openRedis(ctx, &where, quiet)
	if err != nil {
		return err
	}
	defer func() { _ = o.rdb.Close() }()
	if o.child != nil {
		defer func() {
			stopped, cancel := context.WithCancel(ctx)
			cancel()
			_ = o.child.Run(stopped)
		}()
	}
	return do(redisstore.New(o.rdb, redisstore.Options{Area: s.area, Log: quiet}))
}

// answers reports whether a Redis answers there.
func answers(ctx context.Context, url string) bool {
	opts, err := redisstore.ClientOptions(url)
	if err != nil {
		return false
	}
	rdb := redis.NewClient(opts)
	defer func() { _ = rdb.Close() }()
	return rdb.Ping(ctx).Err() == nil
}
