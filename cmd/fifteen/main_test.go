package main

// main_test.go: the test binary, which is also the server under test: started
// again with FIFTEEN_TEST_SERVER=1 it runs `fifteen serve`, so that a test has
// the real process to talk to and to kill.

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/peterbourgon/ff/v3"

	"fifteen/dispatch/redisstore/redistest"
	"fifteen/notify"
)

func TestMain(m *testing.M) {
	if os.Getenv("FIFTEEN_TEST_SERVER") == "1" {
		os.Exit(serveForTest())
	}
	redistest.Main(m)
}

// serveForTest is `fifteen serve` with the flags of the environment and what
// only a test may set: where it kills itself, and how patient its relay is.
func serveForTest() int {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends with the test, however that ends
		os.Exit(3)
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := func() error {
		s := &settings{}
		fs := newFlagSet("fifteen serve", os.Stderr)
		s.bind(fs)
		if err := ff.Parse(fs, os.Args[1:], envOptions()...); err != nil {
			return err
		}
		log, err := s.logger(os.Stderr)
		if err != nil {
			return err
		}
		n, _ := strconv.ParseInt(os.Getenv("FIFTEEN_KILL_N"), 10, 64)
		a, err := newApp(ctx, *s, log, extras{
			at: suicide(os.Getenv("FIFTEEN_KILL_AT"), n),
			relay: notify.RelayConfig{
				Lease: duration("FIFTEEN_TEST_LEASE"), Doubt: duration("FIFTEEN_TEST_DOUBT"), CallTimeout: duration("FIFTEEN_TEST_CALL_TIMEOUT"),
			},
		})
		if err != nil {
			return err
		}
		return a.serve(ctx, os.Stdout)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fifteen:", err)
		return 1
	}
	return 0
}

func duration(name string) time.Duration {
	d, _ := time.ParseDuration(os.Getenv(name))
	return d
}

// suicide kills this process with SIGKILL when a named point is passed for the
// n-th time.
func suicide(point string, n int64) func(string) {
	var passed atomic.Int64
	return func(at string) {
		if at != point || passed.Add(1) != n {
			return
		}
		fmt.Printf("killed at %d\n", time.Now().UnixNano())
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing further is done here until the signal has come
	}
}

// serverProcess is a server in a process of its own.
type serverProcess struct {
	URL     string        // where it listens; set once listens is closed
	listens chan struct{} // closed when it said where
	exited  chan struct{} // closed when the process has ended; err and killedAt are set then
	err     error
	// killedAt is when it killed itself at FIFTEEN_KILL_AT; zero if it did not.
	killedAt time.Time

	cmd    *exec.Cmd
	stdin  io.Closer // kept open: the server ends when it closes
	killed bool      // by the test
}

var listensLine = regexp.MustCompile(`^fifteen listens on (\S+), `)

// launch starts a server. Its flags are given as its environment
// ("FIFTEEN_AREA=…"); the last value of a name counts.
func launch(log *logBook, env ...string) (*serverProcess, error) {
	p := &serverProcess{listens: make(chan struct{}), exited: make(chan struct{})}
	p.cmd = exec.Command(os.Args[0]) //nolint:gosec // this very binary
	p.cmd.Env = append(os.Environ(), "FIFTEEN_TEST_SERVER=1", "FIFTEEN_LISTEN=127.0.0.1:0", "FIFTEEN_REDIS="+redistest.URL(),
		"FIFTEEN_REDIS_TRUSTED=false", "FIFTEEN_ADMIN_PASSWORD=correct horse battery", "FIFTEEN_LOG_LEVEL=warn")
	p.cmd.Env = append(p.cmd.Env, env...)
	p.cmd.Stderr = log
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.stdin = stdin
	go p.follow(stdout)
	return p, nil
}

// follow reads what the server says until it ends.
func (p *serverProcess) follow(stdout io.Reader) {
	defer close(p.exited)
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		line := lines.Text()
		if m := listensLine.FindStringSubmatch(line); m != nil && p.URL == "" {
			p.URL = m[1]
			close(p.listens)
		}
		if at, ok := strings.CutPrefix(line, "killed at "); ok {
			if n, err := strconv.ParseInt(at, 10, 64); err == nil {
				p.killedAt = time.Unix(0, n)
			}
		}
	}
	p.err = p.cmd.Wait()
}

// kill ends it with SIGKILL and waits until it is gone.
func (p *serverProcess) kill() {
	p.killed = true
	_ = p.cmd.Process.Kill()
	<-p.exited
}

// stop asks it to end as an operator would, and returns how it did.
func (p *serverProcess) stop(patience time.Duration) error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-p.exited:
		return p.err
	case <-timer.C:
		_ = p.cmd.Process.Kill()
		<-p.exited
		return fmt.Errorf("it did not stop within %s", patience)
	}
}

// startServer starts a server with an area of its own that lives as long as
// the test, if the test does not kill it, and waits until it is ready. Everything it prints is shown if the
// test fails.
func startServer(t *testing.T, env ...string) *serverProcess {
	t.Helper()
	log := newLogBook(t)
	p, err := launch(log, append([]string{"FIFTEEN_AREA=" + redistest.Area(t), "FIFTEEN_DATA=" + t.TempDir()}, env...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.stop(15 * time.Second); err != nil && !p.killed {
			t.Errorf("the server did not stop well: %v", err)
		}
	})
	if err := p.ready(t.Context(), 30*time.Second); err != nil {
		t.Fatal(err)
	}
	return p
}

// ready waits until the server answers that it is ready.
func (p *serverProcess) ready(ctx context.Context, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case <-p.listens:
	case <-p.exited:
		return fmt.Errorf("the server ended before it listened: %w", p.err)
	case <-ctx.Done():
		return fmt.Errorf("the server does not listen: %w", ctx.Err())
	}
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+"/readyz", nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-p.exited:
			return fmt.Errorf("the server ended before it was ready: %w", p.err)
		case <-ctx.Done():
			return fmt.Errorf("the server is not ready: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// logBook keeps the end of what servers print and shows it when the test
// fails. What no server may ever print fails the test.
type logBook struct {
	mu    sync.Mutex
	lines []string
	part  string
	bad   []string
}

const logBookLines = 300

func newLogBook(t *testing.T) *logBook {
	b := &logBook{}
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, line := range b.bad {
			t.Errorf("a server printed: %s", line)
		}
		if t.Failed() {
			t.Logf("the last the servers printed:\n%s", strings.Join(b.lines, "\n"))
		}
	})
	return b
}

// Write takes what a server prints.
func (b *logBook) Write(data []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	lines := strings.Split(b.part+string(data), "\n")
	b.part = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		if strings.Contains(line, "DATA RACE") || strings.HasPrefix(line, "panic:") || strings.Contains(line, "handler panicked") {
			b.bad = append(b.bad, line)
		}
		b.lines = append(b.lines, line)
	}
	if extra := len(b.lines) - logBookLines; extra > 0 {
		b.lines = append(b.lines[:0], b.lines[extra:]...)
	}
	return len(data), nil
}
