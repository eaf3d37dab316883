package main

// people.go: `fifteen user`, `fifteen token` and the first officer.

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/peterbourgon/ff/v3/ffcli"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
	"fifteen/web"
)

// firstOfficer adds the officer admin if there is no officer at all. It
// returns the password if it was made up.
func (a *app) firstOfficer(ctx context.Context) (made string, err error) {
	all, err := a.store.Officers(ctx)
	if err != nil || len(all) > 0 {
		return "", err
	}
	password := a.adminPassword
	if password == "" {
		password = strings.ToLower(rand.Text()[:16])
		made = password
	}
	return made, addOfficer(ctx, a.store, "admin", dispatch.AccessAdmin, password)
}

var errBadName = errors.New("NAME must be 1 to 40 letters, digits, dots, hyphens or underscores, beginning with a letter or digit")

func addOfficer(ctx context.Context, store *redisstore.Store, name string, access dispatch.Access, password string) error {
	hash, err := web.HashPassword(password)
	if err != nil {
		return err
	}
	return store.PutOfficer(ctx, &dispatch.Officer{Name: name, Access: access, PasswordHash: hash, CreatedAt: time.Now()}, true)
}

func userCommand(stdout, stderr io.Writer) *ffcli.Command {
	s := &settings{}
	fs := newFlagSet("fifteen user add", stderr)
	s.bindStore(fs)
	role := fs.String("role", "officer", "officer or admin")
	add := &ffcli.Command{
		Name: "add", ShortUsage: "fifteen user add [flags] NAME", ShortHelp: "add an officer; the password is read from standard input",
		FlagSet: fs, Options: envOptions(),
		Exec: func(ctx context.Context, args []string) error {
			access := dispatch.Access(*role)
			if len(args) != 1 || access != dispatch.AccessOfficer && access != dispatch.AccessAdmin {
				return errors.New("say: fifteen user add [--role officer|admin] NAME")
			}
			if !web.ValidName(args[0]) {
				return errBadName
			}
			fmt.Fprint(stderr, "Password: ")
			password, err := bufio.NewReader(os.Stdin).ReadString('\n')
			if err != nil && password == "" {
				return errors.New("no password on standard input")
			}
			return withStore(ctx, s, func(store *redisstore.Store) error {
				if err := addOfficer(ctx, store, args[0], access, strings.TrimRight(password, "\r\n")); err != nil {
					return err
				}
				_, err := fmt.Fprintf(stdout, "Added %s (%s).\n", args[0], access)
				return err
			})
		},
	}
	return group("user", "officers who sign in", add, stderr)
}

func tokenCommand(stdout, stderr io.Writer) *ffcli.Command {
	s := &settings{}
	fs := newFlagSet("fifteen token create", stderr)
	s.bindStore(fs)
	role := fs.String("role", "", "platform (opens incidents), tracker (reports positions), officer or admin")
	create := &ffcli.Command{
		Name: "create", ShortUsage: "fifteen token create [flags] NAME", ShortHelp: "make a bearer token for a machine and print it once",
		FlagSet: fs, Options: envOptions(),
		Exec: func(ctx context.Context, args []string) error {
			access := dispatch.Access(*role)
			if len(args) != 1 || !access.Valid() {
				return errors.New("say: fifteen token create --role platform|tracker|officer|admin NAME")
			}
			if !web.ValidName(args[0]) {
				return errBadName
			}
			return withStore(ctx, s, func(store *redisstore.Store) error {
				value, t := web.NewToken(args[0], access, time.Now())
				if err := store.PutToken(ctx, &t); err != nil {
					return err
				}
				_, err := fmt.Fprintln(stdout, value)
				return err
			})
		},
	}
	return group("token", "tokens of machines", create, stderr)
}

// group is a command that only holds another.
func group(name, help string, sub *ffcli.Command, stderr io.Writer) *ffcli.Command {
	return &ffcli.Command{
		Name: name, ShortUsage: "fifteen " + name + " " + sub.Name, ShortHelp: help,
		FlagSet: newFlagSet("fifteen "+name, stderr), Subcommands: []*ffcli.Command{sub},
		Exec: func(context.Context, []string) error { return flag.ErrHelp },
	}
}
