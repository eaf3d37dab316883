// Command fifteen is the emergency dispatch and geo-response server: one
// binary, `fifteen help` lists what it does. This package holds flags and
// wiring, nothing else.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/peterbourgon/ff/v3/ffcli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with everything it touches named; it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := commands(stdout, stderr)
	err := root.ParseAndRun(ctx, args)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		return 2
	default:
		fmt.Fprintln(stderr, "fifteen:", err)
		return 1
	}
}

func commands(stdout, stderr io.Writer) *ffcli.Command {
	root := &ffcli.Command{
		Name:       "fifteen",
		ShortUsage: "fifteen <command> [flags]",
		ShortHelp:  "emergency dispatch: a trained volunteer beside the person within fifteen minutes",
		LongHelp: `Every flag can also be set in the environment (--listen is FIFTEEN_LISTEN)
or in a file named with --config, one "flag value" a line.
"fifteen <command> --help" explains a command.`,
		FlagSet: newFlagSet("fifteen", stderr),
		Exec:    func(context.Context, []string) error { return flag.ErrHelp },
	}
	root.Subcommands = []*ffcli.Command{
		serveCommand(stdout, stderr), demoCommand(stdout, stderr), importCommand(stdout, stderr),
		userCommand(stdout, stderr), tokenCommand(stdout, stderr), calibrationCommand(stdout), plansCommand(stdout), labCommand(stdout, stderr), versionCommand(stdout),
	}
	return root
}

func newFlagSet(name string, stderr io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(stderr)
	return fs
}

func versionCommand(stdout io.Writer) *ffcli.Command {
	return &ffcli.Command{
		Name: "version", ShortUsage: "fifteen version", ShortHelp: "print the version",
		Exec: func(context.Context, []string) error {
			_, err := fmt.Fprintln(stdout, "fifteen", version())
			return err
		},
	}
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (v == "" || v == "(devel)") {
			v = s.Value
		}
	}
	return v + " " + info.GoVersion
}
