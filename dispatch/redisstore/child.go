package redisstore

// child.go: a redis-server of our own, for a machine that has none: on a Unix
// socket in the data folder, append-only, synced at every write.

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrNoRedis means that there is no redis-server program on this machine.
var ErrNoRedis = errors.New("no redis-server program found: install it (Debian: apt-get install redis-server) or name a server with --redis")

// Child keeps a redis-server process running.
type Child struct {
	dir    string
	socket string
	log    *slog.Logger
	lock   *os.File
	exited chan error
	cmd    *exec.Cmd
}

// StartChild starts a redis-server that keeps its data in dir, and waits
// until it answers. Run must be called to keep it running.
func StartChild(ctx context.Context, dir string, log *slog.Logger) (*Child, error) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		return nil, ErrNoRedis
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = lock.Close()
		return nil, fmt.Errorf("data folder %s is in use by another fifteen: stop it or name another folder with --data", dir)
	}
	c := &Child{dir: dir, socket: socketIn(dir), log: log, lock: lock}
	if err := c.start(ctx); err != nil {
		_ = lock.Close()
		return nil, err
	}
	return c, nil
}

// URL is where the server listens.
func (c *Child) URL() string { return "unix://" + c.socket }

// ChildURL is where the server of a data folder listens while it runs.
func ChildURL(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return "unix://" + socketIn(dir)
}

// socketIn is the socket's path: in the folder, unless that is longer than
// the 107 characters a system allows.
func socketIn(dir string) string {
	if socket := filepath.Join(dir, "redis.sock"); len(socket) <= 100 {
		return socket
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("fifteen-%.20x.sock", sha256.Sum256([]byte(dir))))
}

// start starts the process and waits until it answers. A server left over
// from a killed parent is given the time to finish first.
func (c *Child) start(ctx context.Context) error {
	if err := c.awaitOrphan(ctx); err != nil {
		return err
	}
	c.cmd = exec.Command("redis-server", //nolint:gosec // fixed program, arguments from our own flags
		"--port", "0", "--unixsocket", c.socket, "--unixsocketperm", "700", "--dir", c.dir,
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction",
		"--daemonize", "no", "--logfile", filepath.Join(c.dir, "redis.log"))
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	var stderr bytes.Buffer
	c.cmd.Stderr = &stderr
	c.exited = make(chan error, 1)
	started := make(chan error, 1)
	go func() {
		// The death signal belongs to the thread that starts the process: it
		// must live as long as we do.
		runtime.LockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			c.exited <- c.cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("redis-server cannot be started: %w", err)
	}
	rdb := redis.NewClient(&redis.Options{Network: "unix", Addr: c.socket, MaxRetries: -1, DialerRetries: 1, DialTimeout: time.Second})
	defer func() { _ = rdb.Close() }()
	for {
		if rdb.Ping(ctx).Err() == nil {
			return nil
		}
		select {
		case err := <-c.exited:
			return fmt.Errorf("redis-server ended at once (%w); see %s %s", err, filepath.Join(c.dir, "redis.log"), stderr.String())
		case <-ctx.Done():
			c.stop()
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// awaitOrphan waits for a server of a killed parent to end: it was sent
// SIGTERM when the parent died, and two must not write one file.
func (c *Child) awaitOrphan(ctx context.Context) error {
	rdb := redis.NewClient(&redis.Options{Network: "unix", Addr: c.socket, MaxRetries: -1, DialerRetries: 1, DialTimeout: time.Second})
	defer func() { _ = rdb.Close() }()
	for deadline := time.Now().Add(10 * time.Second); ; {
		err := rdb.Ping(ctx).Err()
		if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENOENT) {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("another redis-server answers on %s: stop it first", c.socket)
		}
		_ = rdb.ShutdownSave(ctx).Err()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Run starts the server again whenever it ends, until ctx ends; then it
// stops it.
func (c *Child) Run(ctx context.Context) error {
	defer func() { _ = c.lock.Close() }()
	for {
		select {
		case <-ctx.Done():
			c.stop()
			return nil
		case err := <-c.exited:
			c.log.ErrorContext(ctx, "redis-server ended, starting it again", "error", err)
		}
		for {
			err := c.start(ctx)
			if err == nil || ctx.Err() != nil {
				break
			}
			c.log.ErrorContext(ctx, "redis-server cannot be started, trying again", "error", err)
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(time.Second):
			}
		}
	}
}

// stop asks the server to end and waits for it.
func (c *Child) stop() {
	if c.cmd == nil || c.cmd.Process == nil {
		return
	}
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	killer := time.AfterFunc(10*time.Second, func() { _ = c.cmd.Process.Kill() })
	defer killer.Stop()
	err := <-c.exited
	c.log.Debug("redis-server ended", "error", err)
}
