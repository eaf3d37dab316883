package main

// streets.go: the street extract, loaded with progress shown.

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/peterbourgon/ff/v3/ffcli"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"fifteen/geo/city"
	"fifteen/geo/road"
	"fifteen/geo/tile"
	"fifteen/web"
)

// openCity loads the extract that the settings name; nil if they name none.
func (s *settings) openCity(ctx context.Context, log *slog.Logger, stderr io.Writer) (*city.City, error) {
	if s.osm == "" {
		return nil, nil //nolint:nilnil // no streets are a city too
	}
	calibration := road.DefaultCalibration()
	if s.calibration != "" {
		f, err := os.Open(s.calibration)
		if err != nil {
			return nil, fmt.Errorf("--calibration: %w", err)
		}
		defer func() { _ = f.Close() }()
		if calibration, err = road.ReadCalibration(f); err != nil {
			return nil, fmt.Errorf("--calibration %s: %w", s.calibration, err)
		}
	}
	if err := os.MkdirAll(s.data, 0o700); err != nil {
		return nil, fmt.Errorf("--data: %w", err)
	}
	c, err := city.Open(ctx, city.Options{
		Path: s.osm, Folder: s.data, Calibration: calibration, Progress: progress(log, stderr), Log: log,
	})
	if err != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("--osm: %w", err)
	}
	return c, err
}

// progress shows how much is done: a bar on a terminal, else a line in the log
// at every quarter.
func progress(log *slog.Logger, stderr io.Writer) func(float64) {
	const title = "Building the streets"
	if f, ok := stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) { //nolint:gosec // a descriptor is small
		const steps = 1000
		bar := progressbar.NewOptions(steps,
			progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription(title),
			progressbar.OptionSetWidth(32), progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		return func(done float64) { _ = bar.Set(min(steps, int(done*steps+0.5))) }
	}
	next := 0.0
	return func(done float64) {
		for ; done >= next && next <= 1; next += 0.25 {
			log.Info("building the streets", "percent", int(next*100))
		}
	}
}

// mapInfo is what the dashboard is told of its base map.
func (s *settings) mapInfo(c *city.City) (web.MapInfo, error) {
	info := web.MapInfo{Kind: web.MapNone}
	if s.mapTiles != "" {
		var err error
		if info, err = web.OutsideMap(s.mapTiles, s.mapCoordSys, s.mapCredit); err != nil {
			return info, fmt.Errorf("--map-tiles: %w", err)
		}
	}
	if c == nil {
		return info, nil
	}
	if info.Kind == web.MapNone {
		info.Kind, info.Tiles, info.Attribution = web.MapVector, "/tiles/{z}/{x}/{y}.mvt", tile.Attribution
	}
	b := c.Map.Bound()
	info.Bounds, info.Search = &[4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, true
	return info, nil
}

func calibrationCommand(stdout io.Writer) *ffcli.Command {
	return &ffcli.Command{
		Name: "calibration", ShortUsage: "fifteen calibration > speeds.csv", ShortHelp: "print the travel speeds, to tune and give to --calibration",
		LongHelp: `Prints the built-in speeds by mode and class of street, the delays and the
slow-down of dense quarters, each with its source. Change what you have
measured better and start with --calibration speeds.csv.`,
		Exec: func(context.Context, []string) error {
			_, err := io.WriteString(stdout, road.DefaultFigures())
			return err
		},
	}
}
