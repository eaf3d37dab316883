package main

// import.go: `fifteen import volunteers FILE`.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/peterbourgon/ff/v3/ffcli"

	"fifteen/dispatch/corps"
	"fifteen/dispatch/redisstore"
	"fifteen/geo"
)

// maxShown is how many errors are printed.
const maxShown = 50

func importCommand(stdout, stderr io.Writer) *ffcli.Command {
	s := &settings{}
	fs := newFlagSet("fifteen import volunteers", stderr)
	s.bindStore(fs)
	dryRun := fs.Bool("dry-run", false, "read and check the file, write nothing")
	consent := fs.Bool("assume-consent", false, "the file has no consent column because everybody in it agreed to be asked by SMS")
	volunteers := &ffcli.Command{
		Name: "volunteers", ShortUsage: "fifteen import volunteers [flags] FILE", ShortHelp: "add or update volunteers from CSV (UTF-8 or GBK) or XLSX",
		LongHelp: `Columns are recognised by their Chinese or English names: 姓名/name, 手机/phone,
技能/skills, 出行方式/modes, 经度/lng, 纬度/lat, 同意/consent and others. A file with
any error is not imported at all; every error names its row.`,
		FlagSet: fs, Options: envOptions(),
		Exec: func(ctx context.Context, args []string) error {
			if len(args) != 1 {
				return errors.New("say: fifteen import volunteers FILE")
			}
			return importVolunteers(ctx, s, args[0], *dryRun, *consent, stdout)
		},
	}
	return group("import", "take people in from a file", volunteers, stderr)
}

func importVolunteers(ctx context.Context, s *settings, file string, dryRun, consent bool, stdout io.Writer) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	sheet, err := corps.Read(f, filepath.Base(file), corps.Options{
		DefaultRegion: s.region, AssumeConsent: consent,
		Convert: geo.Convert,
	})
	if err != nil {
		return err
	}
	faults := sheet.AllErrors()
	for _, e := range faults[:min(len(faults), maxShown)] {
		fmt.Fprintf(stdout, "row %d, %s: %s\n", e.Row, e.Field, e.Detail)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d errors in %d rows: nothing was imported; mend the file and try again", len(faults), len(sheet.Rows))
	}
	if dryRun {
		_, err := fmt.Fprintf(stdout, "%d rows, no errors. Nothing was written (--dry-run).\n", len(sheet.Rows))
		return err
	}
	return withStore(ctx, s, func(store *redisstore.Store) error {
		_, holder, err := store.ExistingResponders(ctx, nil, sheet.Phones())
		if err != nil {
			return err
		}
		sheet.Adopt(holder)
		people := sheet.Valid()
		for i := range people {
			people[i].AddedAt = time.Now()
		}
		created, updated, err := store.ImportResponders(ctx, people)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "%d added, %d updated.\n", created, updated)
		return err
	})
}
