package fake

// serve.go: the fake on a listener.

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Serve answers on the listener and runs the fake until ctx ends; then it
// closes both. Calls that hang are let go.
func (t *Twilio) Serve(ctx context.Context, ln net.Listener) error {
	t.listens(ln)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	srv := &http.Server{
		Handler:           t,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ErrorLog:          slog.NewLogLogger(t.cfg.Logger.Handler(), slog.LevelDebug),
	}
	run := make(chan error, 1)
	go func() { run <- t.Run(ctx) }()
	served := make(chan error, 1)
	go func() { served <- srv.Serve(ln) }()

	var err error
	select {
	case <-ctx.Done():
		last, stop := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer stop()
		if srv.Shutdown(last) != nil {
			_ = srv.Close() // somebody would not go
		}
		if e := <-served; !errors.Is(e, http.ErrServerClosed) {
			err = e
		}
	case err = <-served:
		cancel()
	}
	err = errors.Join(err, <-run)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (t *Twilio) listens(ln net.Listener) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.url = "http://" + ln.Addr().String()
}

// Start serves a fake on a port of its own for as long as the test lasts.
func Start(tb TB, cfg Config) *Twilio {
	tb.Helper()
	t, err := New(cfg)
	if err != nil {
		tb.Fatalf("%v", err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("fake twilio cannot listen: %v", err)
	}
	t.listens(ln) // URL answers before Serve has begun
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- t.Serve(ctx, ln) }()
	tb.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			tb.Errorf("fake twilio ended badly: %v", err)
		}
	})
	return t
}
