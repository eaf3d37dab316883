package main

// serve.go: `fifteen serve`.

import (
	"context"
	"fmt"
	"io"

	"github.com/peterbourgon/ff/v3/ffcli"
)

func serveCommand(stdout, stderr io.Writer) *ffcli.Command {
	s := &settings{}
	fs := newFlagSet("fifteen serve", stderr)
	s.bind(fs)
	return &ffcli.Command{
		Name: "serve", ShortUsage: "fifteen serve [flags]", ShortHelp: "run the server",
		LongHelp: `Starts the server and, without --redis, a redis-server of its own in --data.

With --sms twilio these are read from the environment: TWILIO_ACCOUNT_SID,
TWILIO_AUTH_TOKEN, TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID, and
TWILIO_API_URL to replace Twilio's address. Twilio must reach --public-url:
set the number's webhook for incoming messages to <public-url>/hooks/twilio/inbound.`,
		FlagSet: fs, Options: envOptions(),
		Exec: func(ctx context.Context, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("serve takes flags only, not %q", args[0])
			}
			log, err := s.logger(stderr)
			if err != nil {
				return err
			}
			a, err := newApp(ctx, *s, log, extras{progress: stderr})
			if err != nil {
				return err
			}
			return a.serve(ctx, stdout)
		},
	}
}

// serve makes sure that somebody can sign in, says where, and runs.
func (a *app) serve(ctx context.Context, stdout io.Writer) error {
	password, err := a.firstOfficer(ctx)
	if err != nil {
		a.abandon()
		return err
	}
	if password != "" {
		fmt.Fprintf(stdout, "\n  The first officer is: admin\n  Password:             %s\n  It is shown only now. Sign in and add officers of your own.\n\n", password)
	}
	fmt.Fprintf(stdout, "fifteen listens on http://%s, public as %s\n", a.listener.Addr(), a.url)
	if a.sms == "console" {
		fmt.Fprintln(stdout, "Texts are printed here and sent to nobody (--sms console).")
	}
	return a.run(ctx)
}
